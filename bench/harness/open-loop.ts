import type { Socket } from "bun";
import { join } from "node:path";
import { BUN, BUN_FLAGS, ROOT } from "./folders.ts";
import { loopbackHost } from "./loopback.ts";
import { type Core, start } from "./process.ts";
import { percentile } from "./statistics.ts";

/**
 * A generator at a constant rate that never waits for an answer before it sends the next request (open loop): a slow
 * server meets the requests that it would meet in life. Latency counts from the moment at which a request was due, so
 * what piles up behind a stall is counted too (no coordinated omission).
 */
export type OpenLoad = {
  port: number;
  path: string;
  headers: readonly string[];
  perSecond: number;
  seconds: number;
  /** Body length that each answer must have, with status 200. */
  bodyBytes: number;
};

export type OpenResult = {
  sent: number;
  answered: number;
  /** Answers with another status or length, broken connections, and requests without an answer at the end. */
  wrong: number;
  p50Ms: number;
  p90Ms: number;
  p99Ms: number;
  maxMs: number;
  /** How late the generator itself was in sending, 99th percentile: the noise floor of the latencies. */
  lateP99Ms: number;
  connectionsMax: number;
};

const RATE_MAX = 5_000;
const SECONDS_MAX = 120;
const CONNECTIONS_MAX = 512;
/** Timers wake within about a millisecond; the rest of the wait is spent turning. */
const TURN_MS = 1.2;
const LAST_ANSWERS_MS = 3_000;

/** Runs the generator as a process of its own on `core`. */
export async function openLoop(load: OpenLoad, core: Core): Promise<OpenResult> {
  const script = join(ROOT, "bench/harness/open-loop.ts");
  const generator = start(BUN, [...BUN_FLAGS, script, JSON.stringify(load)], { core });
  const code = await generator.exited;
  if (code !== 0) throw new Error(`the generator ended with ${code}:\n${generator.output()}`);
  return JSON.parse(generator.output()) as OpenResult;
}

type Connection = {
  socket: Socket<undefined>;
  dueAt: number;
  seen: Uint8Array[];
  bytes: number;
  wanted: number;
};

class Generator {
  private readonly idle: Connection[] = [];
  private readonly latencies: number[] = [];
  private readonly lateness: number[] = [];
  private readonly request: string;
  private busy = 0;
  private connectionsMax = 0;
  private sent = 0;
  private wrong = 0;

  constructor(private readonly load: OpenLoad) {
    loopbackHost("127.0.0.1");
    if (load.perSecond > RATE_MAX || load.seconds > SECONDS_MAX)
      throw new RangeError("more than the bench allows");
    this.request = `GET ${load.path} HTTP/1.1\r\n${load.headers.map((line) => `${line}\r\n`).join("")}\r\n`;
  }

  async run(): Promise<OpenResult> {
    const { perSecond, seconds } = this.load;
    const stepMs = 1000 / perSecond;
    const startAt = performance.now() + 100;
    const count = Math.round(perSecond * seconds);
    for (let index = 0; index < count; index++) {
      const dueAt = startAt + index * stepMs;
      await this.waitUntil(dueAt);
      this.lateness.push(performance.now() - dueAt);
      void this.send(dueAt);
    }
    for (let waited = 0; this.busy > 0 && waited < LAST_ANSWERS_MS; waited += 20) await Bun.sleep(20);
    const share = (value: number) => percentile(this.latencies, value);
    return {
      sent: this.sent,
      answered: this.latencies.length,
      wrong: this.wrong + this.busy,
      p50Ms: share(0.5),
      p90Ms: share(0.9),
      p99Ms: share(0.99),
      maxMs: share(1),
      lateP99Ms: percentile(this.lateness, 0.99),
      connectionsMax: this.connectionsMax,
    };
  }

  private async waitUntil(at: number): Promise<void> {
    const waitMs = at - performance.now();
    if (waitMs > TURN_MS) await Bun.sleep(waitMs - TURN_MS);
    while (performance.now() < at) await new Promise<void>((resolve) => setImmediate(resolve));
  }

  private async send(dueAt: number): Promise<void> {
    this.sent++;
    this.busy++;
    this.connectionsMax = Math.max(this.connectionsMax, this.busy);
    try {
      const connection = this.idle.pop() ?? (await this.connect());
      connection.dueAt = dueAt;
      connection.seen = [];
      connection.bytes = 0;
      connection.wanted = 0;
      connection.socket.write(this.request);
    } catch {
      this.failed();
    }
  }

  private async connect(): Promise<Connection> {
    if (this.busy > CONNECTIONS_MAX) throw new Error("too many connections");
    const connection: Connection = { socket: undefined as never, dueAt: 0, seen: [], bytes: 0, wanted: 0 };
    const lost = () => {
      const at = this.idle.indexOf(connection);
      if (at >= 0) this.idle.splice(at, 1);
      else this.failed();
    };
    connection.socket = await Bun.connect<undefined>({
      hostname: "127.0.0.1",
      port: this.load.port,
      socket: { data: (_, bytes) => this.received(connection, bytes), close: lost, error: lost },
    });
    connection.socket.setNoDelay(true);
    return connection;
  }

  private received(connection: Connection, bytes: Uint8Array): void {
    if (connection.wanted === 0) {
      connection.seen.push(bytes.slice());
      const head = readHead(connection.seen);
      if (head === undefined) return;
      connection.bytes = head.bodySeen;
      connection.wanted = head.length;
      if (head.status !== 200 || head.length !== this.load.bodyBytes) {
        this.wrong++;
        connection.wanted = Math.max(1, head.length);
      }
    } else {
      connection.bytes += bytes.length;
    }
    if (connection.bytes < connection.wanted) return;
    if (connection.bytes > connection.wanted) this.wrong++;
    this.latencies.push(performance.now() - connection.dueAt);
    this.busy--;
    this.idle.push(connection);
  }

  private failed(): void {
    this.busy--;
    this.wrong++;
  }
}

/** Status and Content-Length once the header is complete. An answer without a length counts as length 0. */
function readHead(
  seen: readonly Uint8Array[],
): { status: number; length: number; bodySeen: number } | undefined {
  const text = Buffer.concat(seen).toString("latin1");
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, end + 2));
  return {
    status: Number(text.slice(9, 12)),
    length: Number(length?.[1] ?? 0),
    bodySeen: text.length - end - 4,
  };
}

if (import.meta.main) {
  const result = await new Generator(JSON.parse(process.argv[2] ?? "{}") as OpenLoad).run();
  process.stdout.write(JSON.stringify(result), () => process.exit(0));
}
