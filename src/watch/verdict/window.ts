import { FAILURES, type Failure, QUALIFIERS, type Qualifier, type Verdict } from "../codes.ts";
import type { WindowVerdict } from "../events.ts";
import type { FusedRound } from "./fuse.ts";
import {
  AGREEING_MIN,
  DOWN_SHARE_MIN,
  MIXED_DOWN_MIN,
  MIXED_ROUNDS_MIN,
  MIXED_SHARE_MIN,
  ROUNDS_MIN,
  RULE_VERSION,
  SLOW_MS_MIN,
  SLOW_TIMES_USUAL,
  SPEAKS_FOR_MS_MAX,
  UNMEASURED_SHARE_MAX,
} from "./rule.ts";
import { wilson } from "./wilson.ts";

/** The word over a window: the same function for a census, a claim, a live and a settled verdict. */

/** What is known of a window beside its rounds. Times in ms since 1970; `to` is not in it. */
export type Window = {
  readonly from: number;
  readonly to: number;
  /** How long in it no French vantage point could be trusted. */
  readonly suspendedMs: number;
  /** The vantage points' names, by their places. */
  readonly vantages: readonly (string | undefined)[];
  /** What this site usually takes to answer; undefined when that is not known. */
  readonly usualMs?: number;
  /** A maintenance that was planned lies in the window. */
  readonly maintenance?: boolean;
};

/** What the rounds of a window add up to. Shares are of the time that rounds speak for. */
export type Tally = {
  readonly n: number;
  readonly d: number;
  readonly p: number;
  readonly t: number;
  readonly downShare: number;
  readonly mixedShare: number;
  /** Rounds that would carry the same weight if all carried the same (Kish's effective sample size). */
  readonly effectiveN: number;
  /** Several French vantage points agree on one of the rounds down. */
  readonly downAgreed: boolean;
  /** Two rounds down in a row. */
  readonly downInARow: boolean;
  /** Rounds down at the end of the window, in a row. */
  readonly downAtEnd: number;
  /** How much of the time since the first round is further than a calm interval from every round, in ms. */
  readonly unmeasuredMs: number;
};

/**
 * Adds up fused rounds, oldest first, all of the window. A round speaks for the time until the next one: a site that is asked
 * every 30 s while it is down and every 5 minutes while it is up must not look worse than it was.
 */
export function tally(rounds: readonly FusedRound[], to: number): Tally {
  let [d, p, t, downAtEnd] = [0, 0, 0, 0];
  let [sum, squares, down, mixed, unmeasuredMs] = [0, 0, 0, 0, 0];
  let [downAgreed, downInARow] = [false, false];
  let side: "up" | "down" | undefined;
  for (const [index, { at, word, french }] of rounds.entries()) {
    const next = rounds[index + 1]?.at ?? to;
    const speaksFor = Math.max(1, Math.min(next - at, SPEAKS_FOR_MS_MAX));
    const sides = index + 1 < rounds.length ? 2 : 1;
    unmeasuredMs += Math.max(0, next - at - sides * SPEAKS_FOR_MS_MAX);
    sum += speaksFor;
    squares += speaksFor * speaksFor;
    if (word === "down") {
      d++;
      downAtEnd++;
      down += speaksFor;
      downAgreed ||= french >= AGREEING_MIN;
      downInARow ||= downAtEnd >= 2;
    } else {
      downAtEnd = 0;
      if (word !== "up") {
        p++;
        mixed += speaksFor;
      }
    }
    if (word !== "up" && word !== "down") continue;
    if (side !== undefined && side !== word) t++;
    side = word;
  }
  const n = rounds.length;
  const shares = n === 0 ? [0, 0, 0] : [down / sum, (down + mixed / 2) / sum, (sum * sum) / squares];
  const [downShare, mixedShare, effectiveN] = shares as [number, number, number];
  return { n, d, p, t, downShare, mixedShare, effectiveN, downAgreed, downInARow, downAtEnd, unmeasuredMs };
}

/** The rule; docs/verdict.md argues each line. `unmeasuredShare`: of the window, without trust or without rounds. */
export function wordOf(sums: Tally, unmeasuredShare: number): Verdict {
  const { n, d, p, t, downShare, mixedShare, downAgreed, downInARow, downAtEnd } = sums;
  if (n < ROUNDS_MIN || unmeasuredShare > UNMEASURED_SHARE_MAX) return "inconclusive";
  if (downShare >= DOWN_SHARE_MIN && downAtEnd >= 2) return "inaccessible";
  const persists = downAgreed || d >= MIXED_DOWN_MIN || d + p >= MIXED_ROUNDS_MIN;
  if (mixedShare > MIXED_SHARE_MIN && persists) return "intermittent";
  return (downAgreed || downInARow) && t >= 2 ? "intermittent" : "accessible";
}

/** The verdict on a window, out of its fused rounds, oldest first; rounds outside the window are left out. */
export function windowVerdict(fused: readonly FusedRound[], window: Window): WindowVerdict {
  const { from, to } = window;
  const rounds = fused.filter(({ at }) => at >= from && at < to);
  const sums = tally(rounds, to);
  const unmeasured = Math.max(window.suspendedMs, sums.unmeasuredMs) / Math.max(1, to - from);
  return describe(rounds, window, sums, wordOf(sums, unmeasured));
}

/** A verdict with all that it needs to be defended. */
export function describe(
  rounds: readonly FusedRound[],
  window: Window,
  sums: Tally,
  verdict: Verdict,
  confirmed = isConfirmed(rounds, verdict),
): WindowVerdict {
  const { n, d, p, t, mixedShare, effectiveN } = sums;
  const answered = n === 0 ? 0 : 1 - mixedShare;
  const { low, high } = wilson(answered, effectiveN);
  return {
    verdict,
    qualifiers: qualifiersOf(rounds, window, confirmed),
    from: new Date(window.from).toISOString(),
    to: new Date(window.to).toISOString(),
    n,
    d,
    p,
    t,
    answered: thousandth(answered),
    low: thousandth(low),
    high: thousandth(high),
    cause: causeOf(rounds),
    vantages: voicesOf(rounds, window.vantages),
    confirmed,
    rule: RULE_VERSION,
  };
}

const thousandth = (share: number) => Math.round(share * 1000) / 1000;

/**
 * Several French vantage points agree: on most of the rounds down for "inaccessible", on one for "intermittent" (when there
 * is one down), on most of all rounds for "accessible".
 */
function isConfirmed(rounds: readonly FusedRound[], verdict: Verdict): boolean {
  if (verdict === "inconclusive") return false;
  const down = rounds.filter(({ word }) => word === "down");
  const meant = verdict === "accessible" || down.length === 0 ? rounds : down;
  const agreed = meant.filter(({ french }) => french >= AGREEING_MIN).length;
  return verdict === "intermittent" && down.length > 0 ? agreed >= 1 : agreed * 2 >= meant.length;
}

/** The failure seen most in rounds down, or in mixed ones if none was down; of equals the first in the list. */
function causeOf(rounds: readonly FusedRound[]): Failure {
  const down = rounds.filter(({ word }) => word === "down");
  const counts = new Map<Failure, number>();
  for (const { failure } of down.length > 0 ? down : rounds) {
    if (failure !== "ok") counts.set(failure, (counts.get(failure) ?? 0) + 1);
  }
  let cause: Failure = "ok";
  for (const failure of FAILURES) if ((counts.get(failure) ?? 0) > (counts.get(cause) ?? 0)) cause = failure;
  return cause;
}

function voicesOf(rounds: readonly FusedRound[], names: Window["vantages"]): string[] {
  let voices = 0;
  for (const round of rounds) voices |= round.voices;
  return names.filter((name, place): name is string => name !== undefined && (voices & (1 << place)) !== 0);
}

/** What is said beside the word: what at least two rounds carry, or all of them. */
function qualifiersOf(rounds: readonly FusedRound[], window: Window, confirmed: boolean): Qualifier[] {
  const carried = QUALIFIERS.map(() => 0);
  let alone = 0;
  for (const { marks, french } of rounds) {
    for (let n = 0; n < QUALIFIERS.length; n++)
      if ((marks & (1 << n)) !== 0) carried[n] = (carried[n] ?? 0) + 1;
    if (french < AGREEING_MIN) alone++;
  }
  const needed = Math.min(2, rounds.length);
  return QUALIFIERS.filter((qualifier, n) => {
    if (rounds.length === 0) return qualifier === "maintenance" && window.maintenance === true;
    if (qualifier === "slow") return isSlow(rounds, window.usualMs);
    if (qualifier === "one_vantage") return !confirmed && alone * 2 > rounds.length;
    if (qualifier === "maintenance" && window.maintenance === true) return true;
    return (carried[n] ?? 0) >= needed;
  });
}

/** The 95th percentile of answers is far above what is usual here. One slow answer of a dozen is not enough. */
function isSlow(rounds: readonly FusedRound[], usualMs: number | undefined): boolean {
  const times = rounds
    .filter(({ word, totalMs }) => word !== "down" && totalMs >= 0)
    .map((round) => round.totalMs);
  if (usualMs === undefined || times.length < ROUNDS_MIN) return false;
  times.sort((a, b) => a - b);
  const p95 = times[Math.floor(0.95 * (times.length - 1))] as number;
  return p95 > SLOW_TIMES_USUAL * usualMs && p95 > SLOW_MS_MIN;
}
