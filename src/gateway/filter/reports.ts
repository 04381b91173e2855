import type { Socket } from "bun";
import type { Log } from "../../kernel/log.ts";
import { LineReader } from "../link/frames.ts";
import { answerSchema, BANS_A_FRAME_MAX, PREFIXES_A_FRAME_MAX, type Wish } from "./frames.ts";
import { peerOf } from "./peer.ts";
import { TICKETED_PREFIXES_MAX, TicketedPrefixes } from "./ticketed.ts";
import { Violations } from "./violations.ts";

/** A filter that is not there is looked for this often, in ms. */
const RETRY_MS = 5_000;
/** A prefix is told again this long after the last time, in ms; the filter holds it much longer. */
const TELL_AGAIN_MS = 10 * 60 * 1000;
const COMPLAINT_MS = 60_000;

export type FilterReportsOptions = { path: string; log: Log; now?: () => number };

/**
 * The gateway's end. Where no filter runs, it costs two small tables. Never make one behind a trusted proxy: the peers
 * are the proxies. Whoever is reported has violated the protocol more than `VIOLATIONS_MAX` times at once, or for long
 * faster than once in `VIOLATION_DRAIN_MS`, and no prefix around him holds a ticket.
 */
export class FilterReports {
  private readonly violations = new Violations();
  private readonly ticketed = new TicketedPrefixes(TELL_AGAIN_MS);
  private readonly untold = new Set<string>();
  private readonly wanted = new Set<string>();
  private readonly now: () => number;
  private socket: Socket<LineReader> | undefined;
  private hasSaidTickets = false;
  private unsent = "";
  private connecting = false;
  private retryAtMs = 0;
  private complainedAtMs = Number.NEGATIVE_INFINITY;
  private closed = false;

  constructor(private readonly options: FilterReportsOptions) {
    this.now = options.now ?? Date.now;
  }

  get connected(): boolean {
    return this.socket !== undefined;
  }

  /**
   * One unambiguous violation of the protocol by this peer: what no browser, crawler or feed reader ever sends. Never for
   * a wrong path, an overload or too many requests.
   */
  violation(address: string): void {
    const source = this.violations.count(address, this.now());
    if (source === undefined || this.ticketed.full || this.wanted.size >= BANS_A_FRAME_MAX) return;
    const prefix = peerOf(source)?.prefix;
    if (prefix !== undefined && !this.ticketed.has(prefix)) this.wanted.add(source);
  }

  /** A valid ticket came from this prefix (/24 or /48, as `prefixOf` writes it): nobody in it is taken for a day. */
  spare(prefix: string): void {
    if (!this.ticketed.see(prefix, this.now())) return;
    if (this.untold.size < TICKETED_PREFIXES_MAX) this.untold.add(prefix);
  }

  /** Once a second: connects, tells who holds tickets, then asks for bans. What no filter hears is forgotten. */
  tick(): void {
    const now = this.now();
    this.ticketed.expire(now);
    if (this.socket === undefined) {
      this.wanted.clear();
      if (now >= this.retryAtMs) void this.connect(now);
      return;
    }
    this.flushUnsent();
    if (this.unsent !== "") return;
    if (this.untold.size > 0 || !this.hasSaidTickets) this.tellTickets();
    else if (this.wanted.size > 0) this.askForBans();
  }

  close(): void {
    this.closed = true;
    this.socket?.end();
  }

  private tellTickets(): void {
    const prefixes: string[] = [];
    for (const prefix of this.untold) {
      if (prefixes.length === PREFIXES_A_FRAME_MAX) break;
      prefixes.push(prefix);
      this.untold.delete(prefix);
    }
    this.hasSaidTickets = true;
    this.send({ spare: prefixes });
  }

  private askForBans(): void {
    const sources = [...this.wanted].filter((source) => !this.ticketed.has(peerOf(source)?.prefix ?? ""));
    this.wanted.clear();
    this.send({ ban: sources.map((address) => ({ address, why: "protocol violation" })) });
  }

  private send(wish: Wish): void {
    this.unsent += `${JSON.stringify(wish)}\n`;
    this.flushUnsent();
  }

  private flushUnsent(): void {
    if (this.unsent === "" || this.socket === undefined) return;
    // All that is sent is ASCII: one character is one byte.
    this.unsent = this.unsent.slice(Math.max(this.socket.write(this.unsent), 0));
  }

  private async connect(now: number): Promise<void> {
    if (this.connecting || this.closed) return;
    this.connecting = true;
    this.retryAtMs = now + RETRY_MS;
    try {
      await Bun.connect<LineReader>({
        unix: this.options.path,
        socket: {
          open: (socket) => this.opened(socket),
          data: (socket, bytes) => this.heard(socket, bytes),
          drain: () => this.flushUnsent(),
          close: () => this.lost(),
          error: () => {},
        },
      });
    } catch {
      // No filter runs here, which is the usual case.
    } finally {
      this.connecting = false;
    }
  }

  private opened(socket: Socket<LineReader>): void {
    socket.data = new LineReader();
    if (this.closed) {
      socket.end();
      return;
    }
    this.socket = socket;
    this.unsent = "";
    this.hasSaidTickets = false;
    for (const prefix of this.ticketed.prefixes()) this.untold.add(prefix);
    this.options.log("info", "the kernel filter is there", { path: this.options.path });
  }

  private lost(): void {
    if (this.socket === undefined) return;
    this.socket = undefined;
    if (!this.closed) this.options.log("warn", "the kernel filter is gone; the gateway goes on without it");
  }

  private heard(socket: Socket<LineReader>, bytes: Uint8Array): void {
    try {
      for (const line of socket.data.push(bytes)) {
        const answer = answerSchema.parse(JSON.parse(line));
        if ("error" in answer) this.complain(answer.error);
      }
    } catch {
      this.complain("its answer cannot be read");
      socket.terminate();
    }
  }

  private complain(error: string): void {
    if (this.now() - this.complainedAtMs < COMPLAINT_MS) return;
    this.complainedAtMs = this.now();
    this.options.log("warn", "the kernel filter refused", { error });
  }
}
