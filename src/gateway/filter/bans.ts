import { OldestFirst } from "../cache/oldest-first.ts";
import { type Peer, peerOf } from "./peer.ts";

/** Most sources that may be shut out at once, IPv4 and IPv6 together. */
export const BANS_MAX = 65_536;
/** Most sources that are newly shut out in a second. A fault that reports everybody thus stays slow enough to be seen. */
export const NEW_PER_SECOND_MAX = 500;
/** How long the first time, and at most, in ms; each time doubles the one before. */
export const BAN_FIRST_MS = 5 * 60 * 1000;
export const BAN_LONGEST_MS = 60 * 60 * 1000;
/** After this long without a new reason the next time counts as the first again, in ms. */
export const OFFENCE_HOLD_MS = 2 * 60 * 60 * 1000;
/** Most former offenders that are remembered; the one that offended longest ago gives way. */
export const OFFENDERS_MAX = 65_536;
/** The kernel's clock starts when its command ends. Ours runs this much longer, so that no element is added twice, in ms. */
const KERNEL_BEHIND_MS = 15_000;

export type Why = "protocol violation" | "slow connections";
/** What became of a wish. taken: goes to the kernel within a second. All others: nothing happens. */
export type Outcome = "taken" | "invalid" | "never" | "ticketed" | "already" | "full" | "too fast";

export type Ban = { readonly peer: Peer; readonly why: Why; readonly timeoutMs: number };

/** Who may not be taken at all, asked before everything else. */
export type Spared = {
  never: (peer: Peer) => boolean;
  ticketed: (prefix: string) => boolean;
  /** True as long as it is not known for everybody whether they are ticketed. */
  ticketsUnknown: () => boolean;
};

/** The rules of shutting out: who, how long, how many. Holds what should be in the kernel's sets; never asks the kernel. */
export class Bans {
  private readonly active = new Map<string, Ban & { untilMs: number }>();
  private readonly former = new OldestFirst<string, { timeoutMs: number; endedMs: number }>(OFFENDERS_MAX);
  /** Taken, not yet told to the kernel. */
  private readonly waiting = new Map<string, Ban>();

  constructor(private readonly spared: Spared) {}

  /** Sources that are shut out, or will be within a second. */
  get size(): number {
    return this.active.size + this.waiting.size;
  }

  take(address: string, why: Why, nowMs: number): Outcome {
    const peer = peerOf(address);
    if (peer === undefined) return "invalid";
    if (this.spared.never(peer)) return "never";
    if (this.spared.ticketed(peer.prefix) || this.spared.ticketsUnknown()) return "ticketed";
    if (this.waiting.has(peer.element)) return "already";
    const active = this.active.get(peer.element);
    if (active !== undefined && active.untilMs > nowMs) return "already";
    if (this.size >= BANS_MAX) return "full";
    if (this.waiting.size >= NEW_PER_SECOND_MAX) return "too fast";
    this.waiting.set(peer.element, { peer, why, timeoutMs: this.timeoutOf(peer.element, nowMs) });
    return "taken";
  }

  /** What was taken since the last call, at most NEW_PER_SECOND_MAX when called once a second. Counts as told. */
  tell(nowMs: number): Ban[] {
    const bans = [...this.waiting.values()];
    this.waiting.clear();
    for (const ban of bans) {
      this.active.set(ban.peer.element, { ...ban, untilMs: nowMs + ban.timeoutMs + KERNEL_BEHIND_MS });
    }
    return bans;
  }

  /** Ends what has run out; the kernel has let them through by itself. They are remembered as former offenders. */
  expire(nowMs: number): void {
    for (const [element, { untilMs, timeoutMs }] of this.active) {
      if (untilMs > nowMs) continue;
      this.active.delete(element);
      this.former.set(element, { timeoutMs, endedMs: untilMs });
    }
  }

  /** Ends those in these prefixes without remembering anything of them. Gives those that the kernel must let through. */
  lift(prefixes: ReadonlySet<string>): Peer[] {
    for (const [element, { peer }] of this.waiting) {
      if (prefixes.has(peer.prefix)) this.waiting.delete(element);
    }
    const lifted: Peer[] = [];
    for (const [element, { peer }] of this.active) {
      if (!prefixes.has(peer.prefix)) continue;
      this.active.delete(element);
      lifted.push(peer);
    }
    return lifted;
  }

  /** Forgets everything, former offences too. Gives how many were shut out or about to be. */
  clear(): number {
    const count = this.size;
    this.active.clear();
    this.waiting.clear();
    for (const [element] of [...this.former]) this.former.delete(element);
    return count;
  }

  private timeoutOf(element: string, nowMs: number): number {
    const running = this.active.get(element);
    const before =
      running === undefined
        ? this.former.get(element)
        : { timeoutMs: running.timeoutMs, endedMs: running.untilMs };
    if (before === undefined || nowMs - before.endedMs > OFFENCE_HOLD_MS) return BAN_FIRST_MS;
    return Math.min(2 * before.timeoutMs, BAN_LONGEST_MS);
  }
}
