import type { Verdict } from "../codes.ts";
import type { Saying, VantageFacts } from "./fuse.ts";
import { fold, sinceOf, TURNED, UNCHANGED } from "./live.ts";
import { newSiteState, wordOfState } from "./site-state.ts";

/** A live word that became another: when it was decided, and since when it holds as far as can be told (ms since 1970). */
export type Change = {
  readonly decidedAt: number;
  readonly since: number;
  readonly was: Verdict;
  readonly is: Verdict;
};

/**
 * What the live rule would have said, had it known all: sayings that came late are in their place, those of a vantage point
 * that was found suspect afterwards are left out by the caller. Begin an hour or more before the time that is asked for, so
 * that the first words are behind. A day later this is the settled account of a day.
 */
export function settle(sayings: readonly Saying[], facts: VantageFacts): Change[] {
  const state = newSiteState();
  const changes: Change[] = [];
  const sorted = [...sayings].sort((a, b) => a.endedAt - b.endedAt || a.at - b.at || a.vantage - b.vantage);
  for (const saying of sorted) {
    const was = wordOfState(state);
    if ((fold(state, saying, facts) & TURNED) === UNCHANGED) continue;
    const is = wordOfState(state);
    if (is === was) continue;
    changes.push({ decidedAt: saying.endedAt, since: sinceOf(state) ?? saying.at, was, is });
  }
  return changes;
}
