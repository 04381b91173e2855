import { connect, createServer, type Socket } from "node:net";
import { endToEndHeaders, responseHeadersFor } from "../../src/gateway/forward.ts";
import { holdOpen } from "../../src/gateway/hold.ts";
import { makeIdentity } from "../../src/gateway/identity.ts";
import { type ListenerSettings, type Listeners, startListeners } from "../../src/gateway/listener.ts";
import { makeOriginClient } from "../../src/gateway/origin/client.ts";
import { OriginFailure } from "../../src/gateway/origin/exchange.ts";
import { streamResponse } from "../../src/gateway/streaming.ts";
import { refuseRequest, targetOf } from "../../src/gateway/strict.ts";
import { UPLOAD_STATUS, type UploadPatience, watchUpload } from "../../src/gateway/upload.ts";
import { type BridgeData, bridgeHandler } from "../../src/gateway/websocket.ts";
import { silentLog } from "../../src/kernel/log.ts";

/** The gateway's two edges with nothing between them: listener, strictness, origin client, streaming. */
export type EdgeRigSettings = {
  origin: string;
  listener?: Partial<ListenerSettings<BridgeData>>;
  firstByteTimeoutMs?: number;
  idleTimeoutMs?: number;
  readerStallMs?: number;
  uploadPatience?: UploadPatience;
  bodyBytesMax?: number;
  trustedProxies?: string[];
};

export type EdgeRig = { listeners: Listeners; url: string; port: number; stop(): Promise<void> };

export async function startEdgeRig(settings: EdgeRigSettings): Promise<EdgeRig> {
  const client = makeOriginClient({
    origin: settings.origin,
    firstByteTimeoutMs: settings.firstByteTimeoutMs ?? 2_000,
    idleTimeoutMs: settings.idleTimeoutMs ?? 2_000,
    verifyTls: true,
    connectionsMax: 256,
  });
  const identity = makeIdentity(settings.trustedProxies ?? []);
  const bodyBytesMax = settings.bodyBytesMax ?? 1 << 30;

  const listeners = await startListeners<BridgeData>({
    plain: ["127.0.0.1:0"],
    tls: [],
    http2: false,
    certificates: [],
    connectionsMax: 20_000,
    bodyBytesMax,
    shared: false,
    log: silentLog,
    websocket: bridgeHandler,
    async handle(request, server, secure) {
      const refused = refuseRequest(request.method, request.url, request.headers);
      if (refused !== undefined) return new Response(refused.reason, { status: refused.status });
      const peer = server.requestIP(request)?.address ?? "";
      const hold = holdOpen(server, request);
      const upload = watchUpload(request.body, bodyBytesMax, settings.uploadPatience);
      const forwarding = {
        host: "site.test",
        clientAddress: identity.clientOf(peer, request.headers).address,
        proto: secure ? "https" : "http",
        visitorHost: request.headers.get("host") ?? "",
      } as const;
      try {
        const answer = await client.send({
          method: request.method,
          target: targetOf(request.url) ?? "/",
          headers: endToEndHeaders(request.method, request.headers, forwarding, {
            withCookies: true,
            acceptEncoding: null,
          }),
          body: upload?.body ?? null,
          signal: request.signal,
        });
        return await streamResponse(answer, {
          method: request.method,
          status: answer.status,
          headers: responseHeadersFor(answer.headers),
          hold,
          readerStallMs: settings.readerStallMs,
        });
      } catch (error) {
        hold.release();
        const failed = upload?.failure();
        if (failed !== undefined) return new Response(failed, { status: UPLOAD_STATUS[failed] });
        if (error instanceof OriginFailure) {
          return new Response(error.code, { status: error.code === "timeout" ? 504 : 502 });
        }
        throw error;
      }
    },
    ...settings.listener,
  });
  const url = listeners.urls[0] ?? "";
  return {
    listeners,
    url,
    port: Number(new URL(url).port),
    async stop() {
      await listeners.stop(0);
      client.close();
    },
  };
}

export type RawOrigin = {
  url: string;
  /** Each request's header section as it came, in order. */
  heads: string[];
  /** All bytes that came, and how many connections have been closed by the other side. */
  received: number;
  closed: number;
  stop(): void;
};

/** An origin made of a socket: `answer` is called with each header section, and writes what it likes. */
export async function startRawOrigin(answer: (socket: Socket, head: string) => void): Promise<RawOrigin> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let pending = "";
    socket.on("error", () => {});
    socket.on("close", () => {
      origin.closed += 1;
      sockets.delete(socket);
    });
    socket.on("data", (piece) => {
      origin.received += piece.length;
      pending += piece.toString("latin1");
      for (let end = headEnd(pending); end !== -1; end = headEnd(pending)) {
        // What stands before the request line is the body of the request before.
        const start = pending.search(/[A-Z]+ \/\S* HTTP\/1\.1\r\n/);
        const head = pending.slice(start, end);
        pending = pending.slice(end);
        if (start === -1) continue;
        origin.heads.push(head);
        answer(socket, head);
      }
      // A long body is counted, not kept.
      if (pending.length > HEAD_CHARACTERS_MAX) pending = pending.slice(-HEAD_CHARACTERS_MAX);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin: RawOrigin = {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    heads: [],
    received: 0,
    closed: 0,
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
  return origin;
}

const HEAD_CHARACTERS_MAX = 32 * 1024;

const headEnd = (text: string): number => {
  const end = text.indexOf("\r\n\r\n");
  return end === -1 ? -1 : end + 4;
};

export type RawAnswer = { text: string; end: "open" | "closed" | "reset" };

/** Sends bytes as they are, one by one with `byBytes`, and reads until the end or until nothing came for `quietMs`. */
export function sendRaw(port: number, bytes: string, options: { byBytes?: boolean; quietMs?: number } = {}) {
  return new Promise<RawAnswer>((resolve) => {
    let text = "";
    let reset = false;
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    const quietMs = options.quietMs ?? 150;
    let quiet: ReturnType<typeof setTimeout> | undefined;
    const listen = () => {
      clearTimeout(quiet);
      quiet = setTimeout(() => {
        resolve({ text, end: "open" });
        socket.destroy();
      }, quietMs);
    };
    socket.on("connect", async () => {
      if (options.byBytes) {
        for (const byte of Buffer.from(bytes, "latin1")) {
          if (socket.destroyed || socket.writableEnded) break;
          socket.write(Buffer.from([byte]));
          await new Promise((next) => setImmediate(next));
        }
      } else socket.write(Buffer.from(bytes, "latin1"));
      listen();
    });
    socket.on("data", (piece) => {
      text += piece.toString("latin1");
      listen();
    });
    socket.on("error", () => {
      reset = true;
    });
    socket.on("close", () => {
      clearTimeout(quiet);
      resolve({ text, end: reset ? "reset" : "closed" });
    });
  });
}
