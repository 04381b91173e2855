import { FAILURES, OUTCOMES } from "../codes.ts";
import type { Round } from "../measure.ts";
import { marksOf } from "./attempt-class.ts";
import type { Saying } from "./fuse.ts";

/** What a vantage point says in a round, as the rule takes it. */
export function sayingOf(vantage: number, round: Round): Saying {
  return {
    vantage,
    at: round.at,
    endedAt: round.endedAt,
    outcome: OUTCOMES.indexOf(round.outcome),
    failure: FAILURES.indexOf(round.failure),
    marks: marksOf(round),
    totalMs: round.phases.totalMs,
  };
}
