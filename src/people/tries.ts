import ipaddr from "ipaddr.js";

/**
 * Holds back who tries one wrong password after the other, without letting a stranger lock anybody out. Every try is
 * counted when it begins and forgiven when it succeeds, so that a thousand at once count as a thousand.
 *
 * Who comes from a known device of that person is counted on that device alone ("device"). Who comes from a network from
 * which that person signed in before is counted with the two together ("near"). A stranger is counted with the network
 * ("address") and with the account ("account"). So strangers can hold back strangers, and nobody else.
 */

export type Pace = { free: number; waitMsMax: number };

/** Keys that are remembered; the one that was not used longest is forgotten first. */
export const KEYS_MAX = 10_000;
const WAIT_MS_FIRST = 1_000;
/** After so long without a try a key starts anew. */
const FORGET_MS = 60 * 60_000;

const PACES: Readonly<Record<string, Pace>> = {
  address: { free: 10, waitMsMax: 15 * 60_000 },
  account: { free: 10, waitMsMax: 5 * 60_000 },
  near: { free: 10, waitMsMax: 5 * 60_000 },
  device: { free: 10, waitMsMax: 5 * 60_000 },
  // Whoever gets here has the password.
  factor: { free: 5, waitMsMax: 15 * 60_000 },
  confirm: { free: 5, waitMsMax: 15 * 60_000 },
};

type Count = { failures: number; lastMs: number };

export class Tries {
  private readonly counts = new Map<string, Count>();

  /** Keys that are remembered now. */
  get size(): number {
    return this.counts.size;
  }

  /** How long these keys have to wait, in ms: 0 when they may try, and then the try is counted on each. */
  begin(keys: readonly string[], nowMs: number): number {
    const waitMs = Math.max(0, ...keys.map((key) => this.waitMs(key, nowMs)));
    for (const key of keys) {
      if (waitMs === 0) this.count(key, nowMs);
      else this.renew(key);
    }
    return waitMs;
  }

  /** The try that these keys began was right. A network that others fail from is forgiven that one try only. */
  forgive(keys: readonly string[]): void {
    for (const key of keys) {
      const count = this.counts.get(key);
      if (count === undefined) continue;
      if (kindOf(key) === "address" && count.failures > 1) count.failures -= 1;
      else this.counts.delete(key);
    }
  }

  private waitMs(key: string, nowMs: number): number {
    const count = this.counts.get(key);
    const { free, waitMsMax } = PACES[kindOf(key)] ?? { free: 1, waitMsMax: FORGET_MS };
    if (count === undefined || count.failures < free || isOver(count, nowMs)) return 0;
    const pauseMs = Math.min(waitMsMax, WAIT_MS_FIRST * 2 ** Math.min(30, count.failures - free));
    return Math.max(0, count.lastMs + pauseMs - nowMs);
  }

  /** A key that is tried again is not the next to be forgotten. */
  private renew(key: string): void {
    const count = this.counts.get(key);
    if (count === undefined) return;
    this.counts.delete(key);
    this.counts.set(key, count);
  }

  private count(key: string, nowMs: number): void {
    const count = this.counts.get(key);
    const failures = count === undefined || isOver(count, nowMs) ? 0 : count.failures;
    this.counts.delete(key);
    this.counts.set(key, { failures: failures + 1, lastMs: nowMs });
    const oldest = this.counts.size > KEYS_MAX ? this.counts.keys().next().value : undefined;
    if (oldest !== undefined) this.counts.delete(oldest);
  }
}

/** A clock that was set back must not make anybody wait until it is where it was. */
const isOver = ({ lastMs }: Count, nowMs: number): boolean => nowMs - lastMs > FORGET_MS || nowMs < lastMs;

const kindOf = (key: string): string => key.slice(0, key.indexOf(" "));

/** The network that an address stands for: an IPv4 address alone, of IPv6 the /64 that one line gets. */
export function networkOf(address: string): string {
  try {
    const parsed = ipaddr.process(address);
    if (parsed.kind() === "ipv4") return parsed.toString();
    const network = (parsed as ipaddr.IPv6).parts.slice(0, 4).map((part) => part.toString(16));
    return `${network.join(":")}::/64`;
  } catch {
    return "unknown";
  }
}
