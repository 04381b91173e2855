/**
 * From what vantage points say to a verdict: pure rules, with the time handed in. docs/verdict.md says the same in words.
 *
 * In the order of a batch of rounds: `Vantages.says` and `heard`, then `Vantages.settle` (with `retract` for what is taken
 * back), then `fold` for each round that `Vantages.trusts`, then `Hosters.heard` and `settle`, then `rateOf`.
 */
export { type AttemptClass, attemptClass, marksOf, roundOutcome } from "./attempt-class.ts";
export {
  FUSED_WORDS,
  type FusedRound,
  type FusedWord,
  fuse,
  type Saying,
  type VantageFacts,
} from "./fuse.ts";
export { type HosterEvent, Hosters } from "./hosters.ts";
export {
  FORGOTTEN,
  fold,
  heardAt,
  isFailing,
  liveVerdict,
  NEWLY_CONFIRMED,
  retract,
  sinceOf,
  stoppedAt,
  TURNED,
  UNCHANGED,
  wordNow,
} from "./live.ts";
export { networkOf } from "./network.ts";
export {
  CALM_MS,
  CLAIMED_MS,
  FAST_MS,
  RAISED_FAST_FOR_MS,
  RAISED_SLOW_FOR_MS,
  type RateFacts,
  rateOf,
  SLOW_MS,
} from "./rate.ts";
export { RULE_VERSION, SETTLED_AFTER_MS, VANTAGES_MAX, WINDOW_MS } from "./rule.ts";
export { sayingOf } from "./saying.ts";
export { type Change, settle } from "./settle.ts";
export { newSiteState, type SiteState, STATE_WORDS, usualMs } from "./site-state.ts";
export { type HealthChange, type Spell, Vantages } from "./vantages.ts";
export { type Window, windowVerdict } from "./window.ts";
