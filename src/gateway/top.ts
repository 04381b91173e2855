import { type Top, TOP_SHOWN_MAX } from "./events.ts";

/** Names counted at once. Beyond, the least counted makes room for the newcomer. */
export const COUNTED_MAX = 256;
/** Names that are looked at to find a light one. */
const LOOKED_AT = 8;
const NAME_CHARACTERS_MAX = 120;
/** What is left of each count after a second: a minute's memory. */
const FADE = Math.exp(-1 / 60);
/** Counts below this are let go. */
const FORGOTTEN_BELOW = 0.5;

type Count = { requests: number; originMs: number };

/**
 * Who asks most for what memory cannot answer: a bounded table of the heaviest names (Space-Saving, Metwally et al.
 * 2005: a newcomer takes over the place and the count of the lightest), fading over a minute. For a screen, not for
 * decisions: a light name may be counted too high, a heavy one is never missed.
 */
export class TopCounts {
  private readonly counts = new Map<string, Count>();

  add(name: string, originMs: number): void {
    const short = name.length > NAME_CHARACTERS_MAX ? name.slice(0, NAME_CHARACTERS_MAX) : name;
    let count = this.counts.get(short);
    if (count === undefined) {
      count = this.counts.size < COUNTED_MAX ? { requests: 0, originMs: 0 } : this.lightest();
      this.counts.set(short, count);
    }
    count.requests++;
    count.originMs += originMs;
  }

  /** Once a second. */
  fade(): void {
    for (const [name, count] of this.counts) {
      count.requests *= FADE;
      count.originMs *= FADE;
      if (count.requests < FORGOTTEN_BELOW) this.counts.delete(name);
    }
  }

  /** The heaviest by work asked of the origin, with what they asked for in about the last minute. */
  shown(): Top {
    return [...this.counts]
      .sort(([, a], [, b]) => b.originMs - a.originMs)
      .slice(0, TOP_SHOWN_MAX)
      .map(([name, { requests, originMs }]) => ({
        name,
        requests: Math.round(requests),
        originMs: Math.round(originMs),
      }));
  }

  get size(): number {
    return this.counts.size;
  }

  /**
   * Takes the lightest of the few that were looked at longest ago out of the table; the others go to its end. A look at
   * all of them would be a tenth of what a flood costs.
   */
  private lightest(): Count {
    let victim = "";
    let found: Count = { requests: Number.POSITIVE_INFINITY, originMs: 0 };
    for (let looked = 0; looked < LOOKED_AT; looked++) {
      const [oldest] = this.counts;
      if (oldest === undefined) break;
      const [name, count] = oldest;
      this.counts.delete(name);
      this.counts.set(name, count);
      if (count.requests < found.requests) [victim, found] = [name, count];
    }
    this.counts.delete(victim);
    return found;
  }
}
