import { connect, createServer, type Socket } from "node:net";
import { payloadAt, targetsOf } from "./payloads.ts";
import { type EchoServer, echoedBy } from "./echo-servers.ts";
import { readStrict, type StrictRequest } from "./strict-reader.ts";

/**
 * The same bytes, read twice: what the gateway made of a payload must be what the one strict reading makes of it, and
 * what the gateway wrote to the origin must be read in that same way by every server that could stand there.
 */
export type Difference = { readonly number: number; readonly what: string };

export type DifferentialOutcome = {
  readonly payloads: number;
  /** Requests that the gateway handed to the origin. */
  readonly forwarded: number;
  readonly differences: Difference[];
};

/** Answers each request that it can read strictly, and keeps all that came, by the payload's number. */
export type RecordingOrigin = {
  readonly port: number;
  /** Requests whose target names this payload, in the order in which they came. */
  of(number: number): StrictRequest[];
  /** Bytes of which no strict reader can make a request. */
  readonly unreadable: string[];
  stop(): void;
};

export async function startRecordingOrigin(): Promise<RecordingOrigin> {
  const recorded = new Map<number, StrictRequest[]>();
  const unreadable: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let pending: Buffer = Buffer.alloc(0);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", (piece: Buffer) => {
      const reading = readStrict(Buffer.concat([pending, piece]));
      pending = reading.rest;
      if (reading.malformed) {
        unreadable.push(pending.toString("latin1").slice(0, 500));
        socket.destroy();
      }
      for (const request of reading.requests) {
        const number = Number(/\d+/.exec(request.target)?.[0] ?? -1);
        recorded.set(number, [...(recorded.get(number) ?? []), request]);
        const body = request.method === "HEAD" ? "" : "ok";
        socket.write(
          `HTTP/1.1 200 OK\r\nContent-Length: 2\r\nCache-Control: private, no-store\r\n\r\n${body}`,
        );
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as { port: number }).port,
    of: (number) => recorded.get(number) ?? [],
    unreadable,
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

const AT_ONCE = 48;
const QUIET_MS = 120;
/** A payload that is not whole gets no answer: nothing is worth waiting for much longer than an answer takes. */
const FIRST_WAIT_MS = 700;
const WAIT_MS = 5_000;

/** Sends bytes and reads until the other side closes or has been silent for a while. */
export function exchange(port: number, bytes: Buffer): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    const socket = connect({ port, host: "127.0.0.1" }, () => socket.write(bytes));
    const end = () => socket.destroy();
    let quiet = setTimeout(end, FIRST_WAIT_MS);
    const latest = setTimeout(end, WAIT_MS);
    socket.on("data", (piece: Buffer) => {
      text += piece.toString("latin1");
      clearTimeout(quiet);
      quiet = setTimeout(end, QUIET_MS);
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      clearTimeout(quiet);
      clearTimeout(latest);
      resolve(text);
    });
  });
}

/** Payloads `from` to `from + count` through the gateway, then what it forwarded through each server. */
export async function runDifferential(
  gatewayPort: number,
  origin: RecordingOrigin,
  servers: readonly EchoServer[],
  count: number,
  from = 0,
): Promise<DifferentialOutcome> {
  const differences: Difference[] = [];
  const seen = new Set<string>();
  let forwarded = 0;
  const one = async (number: number): Promise<void> => {
    const { bytes } = payloadAt(number);
    await exchange(gatewayPort, bytes);
    const requests = origin.of(number);
    forwarded += requests.length;
    const what = differsFromStrict(bytes, requests);
    if (what !== undefined) differences.push({ number, what });
    for (const request of requests) {
      const shape = request.raw.toString("latin1").replace(/\d+/g, "0");
      if (seen.has(shape)) continue;
      seen.add(shape);
      for (const server of servers) {
        const other = await readsDifferently(server, request, number);
        if (other !== undefined) differences.push({ number, what: other });
      }
    }
  };
  for (let at = 0; at < count; at += AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - at) }, (_, n) => one(from + at + n)));
  }
  for (const text of origin.unreadable) differences.push({ number: -1, what: `unreadable: ${text}` });
  return { payloads: count, forwarded, differences };
}

/** What the gateway forwarded must be what a strict reader reads, in that order, from the first request on. */
function differsFromStrict(bytes: Buffer, forwarded: readonly StrictRequest[]): string | undefined {
  const { requests, headOnly } = readStrict(bytes);
  for (const [index, request] of forwarded.entries()) {
    const { method, target } = request;
    // A body of GET or HEAD means nothing and is dropped: their header is all there is to read.
    const isBodyless = method === "GET" || method === "HEAD";
    const whole = requests[index];
    const expected = whole ?? (isBodyless && index === requests.length ? headOnly : undefined);
    const path = expected?.target.replace(/^https?:\/\/[^/]+/, "");
    if (expected?.method !== method || path !== target) {
      return `forwarded ${method} ${target}, where a strict reader sees ${path ?? "nothing"}`;
    }
    const body = isBodyless ? Buffer.alloc(0) : whole?.body;
    if (body?.equals(request.body) !== true) return `forwarded another body of ${method} ${target}`;
  }
  return undefined;
}

/** Gives the gateway's bytes and an honest request to a server: it must read exactly these two. */
async function readsDifferently(
  server: EchoServer,
  { raw, method, target }: StrictRequest,
  number: number,
): Promise<string | undefined> {
  const { last } = targetsOf(number);
  // Bytes that a server never reads make it reset the connection, and its answer with it.
  const after = server.keepsAlive ? `GET ${last} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n` : "";
  const echoes = echoedBy(await exchange(server.port, Buffer.concat([raw, Buffer.from(after)])));
  const wanted = [`${method} ${target}`, ...(server.keepsAlive ? [`GET ${last}`] : [])];
  if (echoes.join() === wanted.join()) return undefined;
  return `${server.name} reads ${echoes.join(", ") || "nothing"} where ${wanted.join(", ")} was written`;
}
