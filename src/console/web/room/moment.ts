import type { Speech } from "../speech.ts";

/** A moment that a person says in a form: by a quick choice, or exactly. */

export type Moment = {
  choice: string;
  /** ISO with ms; null for "now" and for "no term". Fixed when it is chosen: "ten minutes ago" does not move. */
  at: string | null;
};

export type MomentChoice = { id: string; text(speech: Speech): string; at(nowMs: number): number | null };

const MINUTE_MS = 60_000;

/** Whole hours as such: "1 h", not "60 min". */
const span = (minutes: number, { duration }: Speech) =>
  minutes % 60 === 0 ? `${minutes / 60}\u00a0h` : duration(minutes * MINUTE_MS);

const ago = (minutes: number): MomentChoice => ({
  id: `-${minutes}`,
  text: (speech) => speech.say("moment.ago", { duration: span(minutes, speech) }),
  at: (nowMs) => nowMs - minutes * MINUTE_MS,
});
const within = (minutes: number): MomentChoice => ({
  id: `+${minutes}`,
  text: (speech) => speech.say("moment.within", { duration: span(minutes, speech) }),
  at: (nowMs) => nowMs + minutes * MINUTE_MS,
});
/** The next time that a clock here shows this hour. */
const clockHour = (hour: number): MomentChoice => ({
  id: `at-${hour}`,
  text: ({ say }) => say("moment.at", { hour }),
  at: (nowMs) => {
    const day = new Date(nowMs);
    day.setHours(hour, 0, 0, 0);
    if (day.getTime() <= nowMs) day.setDate(day.getDate() + 1);
    return day.getTime();
  },
});

export const EXACT = "exact";
const exact: MomentChoice = { id: EXACT, text: ({ say }) => say("moment.exact"), at: (nowMs) => nowMs };

export const NOW: Moment = { choice: "now", at: null };
export const NO_TERM: Moment = { choice: "none", at: null };

/** When something happened. */
export const pastMoments: readonly MomentChoice[] = [
  { id: "now", text: ({ say }) => say("moment.now"), at: () => null },
  ...[5, 10, 30, 60].map(ago),
  exact,
];

/** When something is due. */
export const comingMoments: readonly MomentChoice[] = [
  { id: "none", text: ({ say }) => say("moment.none"), at: () => null },
  ...[30, 60, 120].map(within),
  ...[9, 18].map(clockHour),
  exact,
];

/** When a shift ends. */
export const endMoments: readonly MomentChoice[] = [
  { id: "none", text: ({ say }) => say("moment.open-end"), at: () => null },
  ...[120, 240, 480, 720].map(within),
  ...[8, 20].map(clockHour),
  exact,
];

/** The moment of a stored instant. */
export function exactMoment(at: string | null): Moment {
  return at === null ? NO_TERM : { choice: EXACT, at };
}

/** The value of a date-and-time field for an instant, on this machine's clock: "2026-11-22T16:28". */
export function fieldValue(at: string): string {
  const ms = Date.parse(at);
  if (Number.isNaN(ms)) return "";
  const local = new Date(ms - new Date(ms).getTimezoneOffset() * MINUTE_MS);
  return local.toISOString().slice(0, 16);
}

/** The instant of such a field, or null while it is not filled in. */
export function fieldInstant(value: string): string | null {
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
