import { createServer, type Server, type Socket } from "node:net";
import type { Readable } from "node:stream";
import { makeOriginClient, type OriginClientSettings } from "../../src/gateway/origin/client.ts";
import { type OriginClient, OriginFailure, type OriginRequest } from "../../src/gateway/origin/exchange.ts";

export type Seen = { text: string; closed: boolean; connections: number };
export const servers: Server[] = [];
export const clients: OriginClient[] = [];

/** Closes whatever tests opened; call it after each. */
export function closeAll(): void {
  for (const client of clients.splice(0)) client.close();
  for (const server of servers.splice(0)) server.close();
}

/** A client before a raw origin: what `answer` writes is what the client gets, byte for byte. */
export async function rawOrigin(
  answer: (socket: Socket, text: string, connection: number) => void,
  settings: Partial<OriginClientSettings> = {},
): Promise<{ client: OriginClient; seen: Seen }> {
  const seen: Seen = { text: "", closed: false, connections: 0 };
  const server = createServer((socket) => {
    seen.connections += 1;
    const connection = seen.connections;
    let text = "";
    socket.on("error", () => {});
    socket.on("close", () => {
      seen.closed = true;
    });
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      seen.text = text;
      if (!text.includes("\r\n\r\n")) return;
      answer(socket, text, connection);
      if (text.startsWith("GET") || text.startsWith("HEAD")) text = "";
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const client = makeOriginClient({
    origin: `http://127.0.0.1:${port}`,
    firstByteTimeoutMs: 400,
    idleTimeoutMs: 300,
    verifyTls: true,
    connectionsMax: 8,
    ...settings,
  });
  clients.push(client);
  return { client, seen };
}

export const get = (target = "/", more: Partial<OriginRequest> = {}): OriginRequest => ({
  method: "GET",
  target,
  headers: ["Host", "site.test"],
  body: null,
  ...more,
});

export async function read(body: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("latin1");
}

/** The code of the OriginFailure with which `work` ends; any other error is thrown on. */
export async function failureOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof OriginFailure) return error.code;
    throw error;
  }
  return "no failure";
}

export const headed = (head: string) => (socket: Socket) => void socket.write(head);
