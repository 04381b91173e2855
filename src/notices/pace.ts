import type { Outcome } from "./channels/channel.ts";

/** What follows an attempt: pure rules. Times in ms. */

export type Pace = {
  /** Wait after the first attempt; it doubles with each further one, up to waitMsMax. */
  waitMs: number;
  waitMsMax: number;
  /** Least wait before the one repetition that an attempt without an answer gets: it should meet a server that is well. */
  repeatWaitMs: number;
  attemptsMax: number;
  /** How old a notice may be for another attempt. */
  ageMsMax: number;
};

/** With the age of a day: as many attempts as fit into it. */
export const USUAL_PACE: Pace = {
  waitMs: 5_000,
  waitMsMax: 900_000,
  repeatWaitMs: 60_000,
  attemptsMax: 110,
  ageMsMax: 24 * 3_600_000,
};

/** What is known of a delivery when an attempt ends. */
export type Attempted = {
  /** Attempts made, this one included. */
  attempts: number;
  /** An earlier one ended without an answer. */
  unknownBefore: boolean;
  /** Since the notice was queued. */
  ageMs: number;
  /** Somebody stopped the notice. */
  stopped: boolean;
  /** The receiver itself drops a repeat. */
  exact: boolean;
  /** How long the channel rests, if this attempt showed that its server cannot be reached. */
  restMs: number;
};

export type Step =
  | { to: "delivered"; answer: string }
  | { to: "failed"; reason: string }
  /** Nothing more is done. */
  | { to: "uncertain"; reason: string }
  /** Once more, marked as a possible double: an entry of the journal. */
  | { to: "repeated"; reason: string; waitMs: number }
  /** Tried again: no entry. `unknown`: this attempt or an earlier one may have arrived. */
  | { to: "waiting"; reason: string; waitMs: number; unknown: boolean };

/**
 * The next step. A delivery is repeated at most once after an attempt without an answer where the receiver cannot drop
 * doubles, and ends "failed" only if no attempt can have arrived.
 */
export function stepAfter(outcome: Outcome, attempted: Attempted, pace: Pace, random: () => number): Step {
  if (outcome.result === "delivered") return { to: "delivered", answer: outcome.answer };
  const { attempts, unknownBefore, stopped, exact } = attempted;
  const reason = outcome.reason || "no reason was given";
  const unknown = unknownBefore || outcome.result === "unknown";
  const given = unknown ? "uncertain" : "failed";
  if (outcome.result === "never") return { to: given, reason };
  if (outcome.result === "unknown" && unknownBefore && !exact) return { to: "uncertain", reason };
  if (stopped) return { to: given, reason: `stopped; before that: ${reason}` };
  // Who waits for the channel waits no longer than it: after an hour without network, all go at once.
  const waitMs = outcome.channelDown ? attempted.restMs : backOff(attempts, pace, random);
  if (attempts >= pace.attemptsMax || attempted.ageMs + waitMs > pace.ageMsMax) return { to: given, reason };
  if (outcome.result === "unknown" && !exact) {
    return { to: "repeated", reason, waitMs: Math.max(waitMs, pace.repeatWaitMs) };
  }
  return { to: "waiting", reason, waitMs, unknown };
}

/** How long a channel rests after so many failures in a row, or as long as its server asked. */
export function restAfter(outcome: Outcome, failures: number, pace: Pace, random: () => number): number {
  if (!("channelDown" in outcome) || !outcome.channelDown) return 0;
  const asked = outcome.result === "not-now" ? (outcome.retryAfterMs ?? 0) : 0;
  return Math.max(asked, backOff(failures, pace, random));
}

/** Exponential, between half of its value and all of it, so that many that failed together do not come back together. */
export function backOff(attempts: number, { waitMs, waitMsMax }: Pace, random: () => number): number {
  const whole = Math.min(waitMsMax, waitMs * 2 ** Math.min(attempts - 1, 30));
  return Math.round(whole * (0.5 + random() / 2));
}
