import { CLAIMED_MS, SLOW_MS } from "../verdict/rate.ts";

/** How often a site is asked, and when next: pure rules. Times in ms. */

/** New sites begin at this rate, at most: neither a start nor an import is a burst. */
export const STARTS_PER_SECOND = 150;
/** Longest pause between two of them, in ms: whoever takes in a short list wants to see something. */
const START_GAP_MS_MAX = 200;
/** A moment of its own may come this share of the interval after the last round, and so much later than the interval says. */
const SLACK = 0.03;

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
 * The pause between the first rounds of two new sites, when `sites` are asked in all, in ms. Sites that are asked more often
 * than in calm keep the rhythm in which they began, so they begin spread over their interval; others have moments of their own.
 */
export function startGapMs(sites: number, everyMs: number): number {
  const shortest = 1_000 / STARTS_PER_SECOND;
  if (everyMs > SLOW_MS) return shortest;
  return Math.max(shortest, Math.min(START_GAP_MS_MAX, everyMs / sites));
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

/**
 * The next of the site's own moments, at least 3 % of the interval after `fromMs` and at most 103 %. Whoever is asked more
 * often than in calm is asked again after the interval itself: each of those rounds must count.
 */
export function nextMoment(fromMs: number, everyMs: number, phase: number): number {
  if (everyMs <= SLOW_MS) return fromMs + everyMs;
  const earliest = fromMs + everyMs * SLACK;
  const offset = phase * everyMs;
  return Math.ceil((earliest - offset) / everyMs) * everyMs + offset;
}
