import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** A real HTTP server on loopback that takes requests, and misbehaves where a test says so. */

/**
 * status: that answer, the request not taken (a 2xx takes it). reset: the connection is cut before the request is taken,
 * taken-reset: after. silent and taken-silent: no answer. taken-status: taken, and yet that answer.
 */
export type HttpFault =
  | { how: "reset" | "taken-reset" | "silent" | "taken-silent" }
  | { how: "status" | "taken-status"; status: number; headers?: Record<string, string>; body?: string };

export type GotRequest = {
  method: string;
  path: string;
  headers: Record<string, string | undefined>;
  body: string;
};

export type HttpSink = {
  readonly url: string;
  /** Requests that the server took, in their order. */
  readonly got: GotRequest[];
  requests: number;
  connections: number;
  /** What the next request meets; called once a request, after its body is in. */
  plan: (request: number, got: GotRequest) => HttpFault | undefined;
  close(): Promise<void>;
};

export async function startHttpSink(): Promise<HttpSink> {
  const sockets = new Set<Socket>();
  const got: GotRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("error", () => {});
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => answer(requestOf(request, Buffer.concat(chunks).toString()), request, response));
  });

  function answer(one: GotRequest, request: IncomingMessage, response: ServerResponse): void {
    const fault = sink.plan(++sink.requests, one);
    if (fault === undefined || fault.how.startsWith("taken")) got.push(one);
    if (fault === undefined) response.writeHead(200, { "content-type": "text/plain" }).end("taken");
    else if ("status" in fault) {
      if (fault.how === "status" && fault.status >= 200 && fault.status < 300) got.push(one);
      response.writeHead(fault.status, fault.headers).end(fault.body ?? "as planned");
    } else if (fault.how.endsWith("reset")) request.socket.destroy();
  }

  server.on("connection", (socket) => {
    sink.connections++;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  const sink: HttpSink = {
    url: `http://127.0.0.1:${port}`,
    got,
    requests: 0,
    connections: 0,
    plan: () => undefined,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
  return sink;
}

function requestOf({ method = "", url = "", headers }: IncomingMessage, body: string): GotRequest {
  return { method, path: url, headers: headers as GotRequest["headers"], body };
}
