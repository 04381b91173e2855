import type { Zone } from "./civil.ts";
import { lastMoment, type Place, plainMoment } from "./count.ts";
import type { Region } from "./holidays.ts";
import type { Rule, Stage } from "./law/rule.ts";

/** When the stages of a rule are due. */

export type Due = { stage: string; dueAt: string | null };

/** Where the rule counts: its own place, or Paris with the town's holidays. */
export function placeOf(rule: Rule, holidays: Region): Place {
  return rule.place ?? { zone: "Europe/Paris" satisfies Zone, region: holidays };
}

/**
 * What is due from a moment: `from` is "awareness" or the stage that was sent then. Stages that wait for another one are
 * not in it.
 */
export function duesFrom(rule: Rule, from: string, at: string, holidays: Region): Due[] {
  return rule.stages
    .filter((stage) => stage.from === from)
    .map((stage) => ({ stage: stage.stage, dueAt: dueAt(stage, at, placeOf(rule, holidays)) }));
}

function dueAt({ period }: Stage, at: string, place: Place): string | null {
  return period === null ? null : isoOf(lastMoment(period, Date.parse(at), place));
}

/** The end to the minute, where the law's way of counting grants more; otherwise null. */
export function plainDueAt({ period }: Stage, at: string): string | null {
  const plain = period === null ? undefined : plainMoment(period, Date.parse(at));
  return plain === undefined ? null : isoOf(plain);
}

export const isoOf = (ms: number): string => new Date(ms).toISOString();
