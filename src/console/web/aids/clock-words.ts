import type { ClockStageView, ClockState, ClockView } from "../../../incidents/events.ts";
import type { Speech } from "../speech.ts";

/** How a clock of law stands, in words. What is left is counted here from the moment when it is due, so that it runs on. */

const HOUR_MS = 3_600_000;
/** From here down a clock is due soon, as the keeper has it. */
const DUE_SOON_MS = 24 * HOUR_MS;
/** Up to here hours are told as hours: who has 72 of them counts in hours. */
const IN_HOURS_MS = 96 * HOUR_MS;

export type Standing = {
  state: ClockState;
  /** The stage that is due next; undefined when nothing is open. */
  next: ClockStageView | undefined;
  dueMs: number | undefined;
  /** Negative when it is late. */
  leftMs: number | undefined;
};

type StageState = ClockStageView["state"];
const OPEN: ReadonlySet<StageState> = new Set<StageState>(["running", "due-soon", "late", "no-limit"]);

export function isOpenStage({ state }: ClockStageView): boolean {
  return OPEN.has(state);
}

/** The stage as it stands at this moment: it may have become late since the console was asked. */
export function stageState({ state, dueAt }: ClockStageView, nowMs: number): StageState {
  if (!OPEN.has(state) || dueAt === null) return state;
  return urgency(Date.parse(dueAt) - nowMs);
}

export function standingOf(clock: ClockView, nowMs: number): Standing {
  const next = clock.stages.filter(isOpenStage).sort((a, b) => dueOf(a) - dueOf(b))[0];
  if (clock.stopped !== null || next === undefined) {
    return { state: clock.state, next: undefined, dueMs: undefined, leftMs: undefined };
  }
  if (next.dueAt === null) return { state: "no-limit", next, dueMs: undefined, leftMs: undefined };
  const dueMs = Date.parse(next.dueAt);
  return { state: urgency(dueMs - nowMs), next, dueMs, leftMs: dueMs - nowMs };
}

function dueOf({ dueAt }: ClockStageView): number {
  return dueAt === null ? Number.POSITIVE_INFINITY : Date.parse(dueAt);
}

function urgency(leftMs: number): "running" | "due-soon" | "late" {
  if (leftMs < 0) return "late";
  return leftMs <= DUE_SOON_MS ? "due-soon" : "running";
}

export function isUrgent({ state }: Standing): boolean {
  return state === "late" || state === "due-soon";
}

export function isOver(clock: ClockView): boolean {
  return clock.state === "done" || clock.state === "not-applicable";
}

/** The next due first, those without a number of hours after them. */
export function byDue(nowMs: number): (a: ClockView, b: ClockView) => number {
  const left = (clock: ClockView) => standingOf(clock, nowMs).leftMs ?? Number.POSITIVE_INFINITY;
  return (a, b) => left(a) - left(b) || a.startedAt.localeCompare(b.startedAt);
}

/** "71 h 12 min": time left or overdue, to the minute; never more than there is. Not broken at a line's end. */
export function spanText(ms: number, { say }: Speech): string {
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  const hours = Math.floor(minutes / 60);
  const text =
    Math.abs(ms) >= IN_HOURS_MS
      ? say("span.days", { days: Math.floor(hours / 24), hours: hours % 24 })
      : hours === 0
        ? say("span.minutes", { minutes })
        : say("span.hours", { hours, minutes: String(minutes % 60).padStart(2, "0") });
  return text.replaceAll(" ", "\u00a0");
}

/** "Reste 20 h 03 min", "Dépassée depuis 2 h 10 min", or the state's word. */
export function leftText(standing: Standing, speech: Speech): string {
  const { state, leftMs } = standing;
  if (leftMs === undefined) return speech.say(`clock.state.${state}`);
  return speech.say(leftMs < 0 ? "clock.over" : "clock.left", { span: spanText(leftMs, speech) });
}

/** "à 16 h 28"; the last moment of a day is its end: people are told so, not 23 h 59. */
export function dueText(dueAt: string, nowMs: number, speech: Speech): string {
  const ms = Date.parse(dueAt);
  const isLastMs = (ms + 1) % 60_000 === 0;
  if (!isLastMs) return speech.at(ms, nowMs);
  const next = new Date(ms + 1);
  if (next.getHours() === 0 && next.getMinutes() === 0)
    return speech.say("clock.end-of-day", { day: speech.day(ms) });
  return speech.at(ms + 1, nowMs);
}

/** A text of the law's data in the reader's language. */
export function inLanguage(text: { fr: string; en: string }, { language }: Speech): string {
  return text[language];
}

/** One clock in a sentence: "Notification à la CNIL : reste 20 h 03 min, à faire avant demain." */
export function clockSentence(clock: ClockView, nowMs: number, speech: Speech): string {
  const standing = standingOf(clock, nowMs);
  const { next } = standing;
  const left = leftText(standing, speech);
  const values = {
    clock: inLanguage(clock.label, speech),
    left: left.charAt(0).toLowerCase() + left.slice(1),
  };
  if (next?.dueAt == null) return speech.say("clock.sentence.undated", values);
  return speech.say("clock.sentence", { ...values, time: dueText(next.dueAt, nowMs, speech) });
}
