import type { DutyHeld, Incident, Task, Who } from "../../../incidents/events.ts";
import type { Speech } from "../speech.ts";

/** The words of the crisis room: who, which duty, how late. */

/** "Agnès Martin (maire)" */
export function whoText(who: Pick<Who, "name" | "function"> | null, speech: Speech): string {
  if (who === null) return speech.say("who.nobody");
  return who.function
    ? speech.say("who.with-function", { name: who.name, function: who.function })
    : who.name;
}

export function dutyText(
  { duty, label }: { duty: string; label?: string | null | undefined },
  speech: Speech,
): string {
  if (duty === "other" && label) return label;
  return speech.sayIfKnown(`duty.${duty}`) ?? duty;
}

/** "à faire avant 18 h 00 (dans 25 minutes)"; late: "en retard de 12 minutes". Undefined without a term. */
export function dueText(
  { dueAt, state }: Pick<Task, "dueAt" | "state">,
  nowMs: number,
  speech: Speech,
): string | undefined {
  if (dueAt === null) return undefined;
  const ms = Date.parse(dueAt);
  const time = speech.at(ms, nowMs);
  if (state === "done" || state === "dropped") return speech.say("task.due", { time });
  if (ms <= nowMs)
    return speech.say("task.late", { duration: speech.duration(Math.max(60_000, nowMs - ms)), time });
  return speech.say("task.due.ahead", { time, ahead: speech.ahead(ms, nowMs) });
}

export function isOpenTask({ state }: Task): boolean {
  return state === "open" || state === "started";
}

export function isLate(task: Task, nowMs: number): boolean {
  return isOpenTask(task) && task.dueAt !== null && Date.parse(task.dueAt) <= nowMs;
}

/** What is to be done next first: by term, those without one last, the older first. */
export function byUrgency(a: Task, b: Task): number {
  if (a.dueAt !== b.dueAt) return (a.dueAt ?? "9999").localeCompare(b.dueAt ?? "9999");
  return a.position - b.position;
}

export function isHeld({ endedAt }: DutyHeld): boolean {
  return endedAt === null;
}

/** Whoever leads the crisis now, if anybody does. */
export function leaderOf(duties: readonly DutyHeld[]): DutyHeld | undefined {
  return duties.find((duty) => duty.duty === "crisis-lead" && isHeld(duty));
}

/** How many incidents are open: real ones are counted, an exercise is only named when there is no other. */
export function openSentence(list: readonly Incident[] | undefined, { say }: Speech): string {
  if (list === undefined) return say("overview.unknown");
  const open = list.filter(({ state }) => state === "open");
  const count = open.filter(({ exercise }) => !exercise).length;
  if (count > 0) return say("overview.some", { count });
  return say(open.length > 0 ? "overview.exercise" : "overview.none");
}

/** When it began: before it was opened here, if that was said. */
export function beganAt({ occurredAt, openedAt }: Incident): string {
  return occurredAt ?? openedAt;
}
