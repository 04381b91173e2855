import type { Act, ActFigures, CitizenKind, DrillResult } from "../drill/events.ts";

/** What a drill is judged by: the town's own goals, from the figures of the flood alone. */

export type GoalName =
  | "reading"
  | "reading-quick"
  | "returning-acts"
  | "first-time-acts"
  | "no-script-acts"
  | "messages"
  | "reaction";

export type Goal = {
  readonly name: GoalName;
  readonly wanted: number;
  /** Null: too few tried, or nobody could tell. */
  readonly got: number | null;
  readonly met: boolean | null;
};

/** Fewer acts than this prove nothing. */
export const TRIED_MIN = 10;

const PEOPLE: readonly CitizenKind[] = ["returning", "first-time", "no-script", "shared-address"];
export const ERRANDS: readonly Act[] = ["search", "contact", "appointment"];
const READ_SHARE = 0.999;
const READ_P99_MS = 150;
const RETURNING_SHARE = 0.95;
const FIRST_TIME_SHARE = 0.9;
const NO_SCRIPT_SHARE = 0.9;
const REACTION_SECONDS = 3;

export type ActSum = {
  tried: number;
  done: number;
  within5s: number;
  waitingPages: number;
  p95Ms: number;
};

/** Figures of several acts and kinds of citizens together; the times are those of the slowest of them. */
export function sumOf(
  kinds: DrillResult["phases"]["flood"],
  of: readonly CitizenKind[],
  acts: readonly Act[],
): ActSum {
  const sum: ActSum = { tried: 0, done: 0, within5s: 0, waitingPages: 0, p95Ms: 0 };
  for (const kind of of) {
    for (const act of acts) {
      const figures: ActFigures | undefined = kinds[kind]?.[act];
      if (figures === undefined) continue;
      sum.tried += figures.tried;
      sum.done += figures.done;
      sum.within5s += figures.within5s;
      sum.waitingPages += figures.waitingPages;
      sum.p95Ms = Math.max(sum.p95Ms, figures.p95Ms ?? 0);
    }
  }
  return sum;
}

/**
 * The goals and whether they were met. The generator runs beside the gateway: what it was itself late (99th percentile)
 * is granted to the time of reading.
 */
export function judge(result: DrillResult): Goal[] {
  const { flood } = result.phases;
  const reads = sumOf(flood, PEOPLE, ["read", "files"]);
  const returning = sumOf(flood, ["returning"], ERRANDS);
  const firstTime = sumOf(flood, ["first-time"], ERRANDS);
  const noScript = sumOf(flood, ["no-script"], ERRANDS);
  const quick = READ_P99_MS + (result.attack.lateP99Ms ?? 0);
  const { tried, p99Ms } = result.reads;
  const { delivery } = result;
  const spoiled = delivery && delivery.lost + delivery.doubled + delivery.changed;
  return [
    atLeast("reading", READ_SHARE, reads.done, reads.tried),
    {
      name: "reading-quick",
      wanted: quick,
      got: p99Ms,
      met: tried < TRIED_MIN ? null : (p99Ms ?? Number.POSITIVE_INFINITY) <= quick,
    },
    atLeast("returning-acts", RETURNING_SHARE, returning.done, returning.tried),
    atLeast("first-time-acts", FIRST_TIME_SHARE, firstTime.within5s, firstTime.tried),
    atLeast("no-script-acts", NO_SCRIPT_SHARE, noScript.done, noScript.tried),
    { name: "messages", wanted: 0, got: spoiled, met: spoiled === null ? null : spoiled === 0 },
    {
      name: "reaction",
      wanted: REACTION_SECONDS,
      got: result.readsWellFromSecond,
      met:
        tried < TRIED_MIN
          ? null
          : (result.readsWellFromSecond ?? Number.POSITIVE_INFINITY) <= REACTION_SECONDS,
    },
  ];
}

function atLeast(name: GoalName, wanted: number, done: number, tried: number): Goal {
  if (tried < TRIED_MIN) return { name, wanted, got: null, met: null };
  return { name, wanted, got: done / tried, met: done / tried >= wanted };
}
