import { ROUNDS_MIN } from "./rule.ts";
import {
  at,
  EVER_UP,
  FIRST_DOWN,
  flag,
  fusedWordAt,
  HEARD,
  roundCount,
  type SiteState,
  begin,
  toMs,
  wordOfState,
} from "./site-state.ts";

/** How often a site should be asked, in ms. Data, not scheduling: the prober keeps the host's own limits besides. */

export const CALM_MS = 300_000;
/** It stopped answering: whether, and since when, must be known soon. */
export const FAST_MS = 30_000;
/**
 * Named in a claim some hours ago at most. A round that hangs takes 70 s, and an outage is to be confirmed 90 s after it began;
 * still less than the one request in 10 s that no host is asked beyond.
 */
export const CLAIMED_MS = 15_000;
/** Now and then, or named in a claim some hours ago, or down for so long that the next minute tells nothing. */
export const SLOW_MS = 120_000;
/** An attempt was lost: a second look in a minute tells a lost packet from a site that begins to fail. */
export const SECOND_LOOK_MS = 60_000;
const SECOND_LOOK_FOR_MS = 5 * 60_000;

/** How long a site named in a claim is asked at CLAIMED_MS, and until when at SLOW_MS. */
export const RAISED_FAST_FOR_MS = 6 * 3_600_000;
export const RAISED_SLOW_FOR_MS = 24 * 3_600_000;
/** Down for longer than the first: SLOW_MS. Than the second: no oftener than others. Many sites of a list are dead for good. */
const DOWN_FAST_FOR_MS = 30 * 60_000;
const DOWN_SLOW_FOR_MS = 6 * 3_600_000;
/** First rounds of a new site: nearer to each other they would count as one. */
export const FIRST_MS = 60_000;
/** First rounds of new sites, all together, a second: a list of tens of thousands is no burst. */
const FIRST_ROUNDS_PER_SECOND = 300;

export type RateFacts = {
  /** Named in a claim: ms since 1970, 0 for never. */
  readonly fastUntil: number;
  readonly slowUntil: number;
  /** Sites that are watched in all. */
  readonly sites: number;
  /** One of many that are down on one network: asking all of them twice a minute would be one more flood for their host. */
  readonly inHosterIncident: boolean;
};

/** The interval at which to ask this site now. Never below CLAIMED_MS, never above CALM_MS. */
export function rateOf(state: SiteState, nowMs: number, french: number, facts: RateFacts): number {
  const own = Math.max(ownRate(state, nowMs, french, facts.sites), facts.inHosterIncident ? SLOW_MS : 0);
  if (nowMs < facts.fastUntil) return CLAIMED_MS;
  return nowMs < facts.slowUntil ? Math.min(own, SLOW_MS) : own;
}

function ownRate(state: SiteState, nowMs: number, french: number, sites: number): number {
  const count = roundCount(state);
  if (count < ROUNDS_MIN)
    return Math.min(CALM_MS, Math.max(FIRST_MS, (sites * 1000) / FIRST_ROUNDS_PER_SECOND));
  const firstDown = at(state, FIRST_DOWN);
  if (firstDown !== 0) {
    const downForMs = nowMs - toMs(firstDown);
    // One that never answered stopped nothing.
    if (!flag(state, EVER_UP) || downForMs > DOWN_SLOW_FOR_MS) return CALM_MS;
    return downForMs > DOWN_FAST_FOR_MS ? SLOW_MS : FAST_MS;
  }
  if (wordOfState(state) === "inaccessible") return FAST_MS;
  if (wordOfState(state) === "intermittent") return SLOW_MS;
  return lostLately(state, nowMs, french, count) ? SECOND_LOOK_MS : CALM_MS;
}

function lostLately(state: SiteState, nowMs: number, french: number, count: number): boolean {
  if (nowMs - toMs(at(state, HEARD)) > SECOND_LOOK_FOR_MS) return false;
  for (let round = count - 1; round >= 0; round--) {
    if (nowMs - toMs(begin(state, round)) > SECOND_LOOK_FOR_MS) return false;
    const word = fusedWordAt(state, round, french);
    if (word !== undefined && word !== "up") return true;
  }
  return false;
}
