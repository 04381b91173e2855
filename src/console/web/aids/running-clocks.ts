import type { ClockView, RunningClocks } from "../../../incidents/events.ts";
import { useAsked } from "../asked.ts";
import { useNow } from "../reading.tsx";
import { byDue, isUrgent, standingOf } from "./clock-words.ts";

/** How finely time is counted on a clock, in ms. */
export const CLOCK_STEP_MS = 15_000;

/** Clocks of all incidents, closed ones too, that still wait for somebody: the next due first; those of law before exercises. */
export function useRunningClocks(): { clocks: readonly ClockView[]; nowMs: number } {
  const nowMs = useNow(CLOCK_STEP_MS);
  const { value } = useAsked<RunningClocks>("/api/clocks", ["clock.", "incident.merged", "incident.split"]);
  const found = [...(value?.clocks ?? [])].sort(byDue(nowMs));
  return {
    clocks: [...found.filter(({ exercise }) => !exercise), ...found.filter(({ exercise }) => exercise)],
    nowMs,
  };
}

/** The clock that must be seen from everywhere: late or due soon, the law's own before an exercise's. */
export function mostUrgent(clocks: readonly ClockView[], nowMs: number): ClockView | undefined {
  return clocks.find((clock) => isUrgent(standingOf(clock, nowMs))) ?? clocks[0];
}
