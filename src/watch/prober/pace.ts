import { CLAIMED_MS, SLOW_MS } from "../verdict/rate.ts";

/** How often a site is asked, and when next: pure rules. Times in ms. */

/** New sites begin at this rate, at most: neither a start nor an import is a burst. */
export const STARTS_PER_SECOND = 150;
/** A moment of its own may come this much later than the interval says, and a second round this much earlier. */
const SLACK = 0.05;

export type Rates = {
  everyMs: number;
  /** Ms since 1970, 0 for never. */
  fastUntil: number;
  slowUntil: number;
};

/** The interval that holds at `now` (ms since 1970): the plan's, unless a claim makes it shorter. */
export function effectiveEveryMs({ everyMs, fastUntil, slowUntil }: Rates, now: number): number {
  if (now < fastUntil) return Math.min(everyMs, CLAIMED_MS);
  return now < slowUntil ? Math.min(everyMs, SLOW_MS) : everyMs;
}

/**
 * The site's own moment in an interval, 0 to 1, the same after every start: rounds stay spread however the program was
 * started, and two points of measurement with different seeds ask at different moments.
 */
export function phaseOf(site: number, seed: number): number {
  let hash = Math.imul(site ^ seed, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

/** The next of the site's own moments, at least 5 % of the interval after `fromMs` and at most 105 %. */
export function nextMoment(fromMs: number, everyMs: number, phase: number): number {
  const earliest = fromMs + everyMs * SLACK;
  const offset = phase * everyMs;
  return Math.ceil((earliest - offset) / everyMs) * everyMs + offset;
}
