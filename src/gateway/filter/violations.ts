import { peerOf } from "./peer.ts";

/** An address is reported after more than this many violations at once, or faster than one in VIOLATION_DRAIN_MS. */
export const VIOLATIONS_MAX = 20;
export const VIOLATION_DRAIN_MS = 3_000;

/** Sources that are watched at once: SETS x WAYS slots. */
const SETS = 1_024;
export const WAYS = 8;
export const SOURCES_WATCHED_MAX = SETS * WAYS;

/**
 * A leaky bucket for each source (GCRA: one time a source), in a table of fixed size. Each set of eight slots gives the
 * one that is nearest to empty to a newcomer, so made-up sources push out each other, not the one that goes on and on.
 */
export class Violations {
  private readonly sources = new Array<string>(SOURCES_WATCHED_MAX).fill("");
  /** When the source's bucket will be empty, in ms. */
  private readonly emptyAtMs = new Float64Array(SOURCES_WATCHED_MAX);

  /** @param seed chosen at random, so that nobody can aim many sources at one set. */
  constructor(private readonly seed = crypto.getRandomValues(new Uint32Array(1))[0] as number) {}

  /** Counts one violation. Gives the source (IPv4 address or first address of a /64) when it is one too many. */
  count(address: string, nowMs: number): string | undefined {
    const source = peerOf(address)?.element;
    if (source === undefined) return undefined;
    const first = (Bun.hash.xxHash32(source, this.seed) % SETS) * WAYS;
    let slot = first;
    for (let at = first; at < first + WAYS; at++) {
      if (this.sources[at] === source) {
        slot = at;
        break;
      }
      if ((this.emptyAtMs[at] as number) < (this.emptyAtMs[slot] as number)) slot = at;
    }
    const known = this.sources[slot] === source;
    const emptyAtMs = Math.max(known ? (this.emptyAtMs[slot] as number) : 0, nowMs) + VIOLATION_DRAIN_MS;
    const isTooMany = emptyAtMs - nowMs > VIOLATIONS_MAX * VIOLATION_DRAIN_MS;
    this.sources[slot] = source;
    // Whoever is reported starts anew: he is asked for again only if he goes on.
    this.emptyAtMs[slot] = isTooMany ? 0 : emptyAtMs;
    return isTooMany ? source : undefined;
  }
}
