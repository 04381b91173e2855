/** A calendar day in Paris, "YYYY-MM-DD"; a month is its first seven characters. */
export type Day = string;

const WEEKDAYS = ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"] as const;
const MONTHS = [
  "janvier",
  "février",
  "mars",
  "avril",
  "mai",
  "juin",
  "juillet",
  "août",
  "septembre",
  "octobre",
  "novembre",
  "décembre",
] as const;

const MS_PER_DAY = 86_400_000;
const parisDay = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Paris", dateStyle: "short" });

/** The day it is in Paris at this instant. */
export function dayInParis(at: Date): Day {
  return parisDay.format(at);
}

export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(day) + count * MS_PER_DAY).toISOString().slice(0, 10);
}

/** Adds months to "YYYY-MM" (or to the month of a day) and gives "YYYY-MM". */
export function addMonths(month: string, count: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`;
}

/** 0 is Sunday, as in JavaScript. */
export function weekday(day: Day): number {
  return new Date(day).getUTCDay();
}

export function mondayOf(day: Day): Day {
  return addDays(day, -((weekday(day) + 6) % 7));
}

/** The nth (1 to 4) given weekday of a month: the second Saturday of "2027-03" is `nthWeekday("2027-03", 2, 6)`. */
export function nthWeekday(month: string, nth: number, wanted: number): Day {
  const first = `${month}-01`;
  return addDays(first, ((wanted - weekday(first) + 7) % 7) + (nth - 1) * 7);
}

/** "lundi 3 mai 2027" */
export function longDate(day: Day): string {
  return `${WEEKDAYS[weekday(day)]} ${dateText(day)}`;
}

/** "3 mai 2027", "1er mai 2027" */
export function dateText(day: Day): string {
  return `${dayNumberText(day)} ${monthName(day)} ${day.slice(0, 4)}`;
}

/** "mai 2027" for a day or a month */
export function monthText(month: string): string {
  return `${monthName(month)} ${month.slice(0, 4)}`;
}

export function monthName(month: string): string {
  return MONTHS[Number(month.slice(5, 7)) - 1] as string;
}

export function dayNumberText(day: Day): string {
  const number = Number(day.slice(8, 10));
  return number === 1 ? "1er" : String(number);
}

export function weekdayName(day: Day): string {
  return WEEKDAYS[weekday(day)] as string;
}
