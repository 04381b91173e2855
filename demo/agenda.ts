import { addMonths, type Day, nthWeekday } from "./calendar.ts";
import { EVENTS } from "./content/events.ts";
import type { TownEvent } from "./content/model.ts";

export interface Occurrence {
  readonly day: Day;
  readonly event: TownEvent;
}

const MONTHS_BACK = 1;
const MONTHS_AHEAD = 6;
const YEAR_MONTHS = 12;

/** The months that have a page, oldest first. */
export function agendaMonths(today: Day): string[] {
  return Array.from({ length: MONTHS_BACK + MONTHS_AHEAD + 1 }, (_, index) =>
    addMonths(today, index - MONTHS_BACK),
  );
}

export function occurrencesOf(month: string): Occurrence[] {
  const number = Number(month.slice(5, 7));
  return EVENTS.filter((event) => event.when.month === undefined || event.when.month === number)
    .map((event) => ({ day: nthWeekday(month, event.when.nth, event.when.weekday), event }))
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.event.slug.localeCompare(b.event.slug)));
}

/** The next occurrences from today on, at most `count`, over a year. */
export function upcoming(today: Day, count: number, only?: TownEvent): Occurrence[] {
  const found: Occurrence[] = [];
  for (let ahead = 0; ahead <= YEAR_MONTHS && found.length < count; ahead++) {
    for (const occurrence of occurrencesOf(addMonths(today, ahead))) {
      if (occurrence.day >= today && (only === undefined || occurrence.event === only))
        found.push(occurrence);
    }
  }
  return found.slice(0, count);
}
