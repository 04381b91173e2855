import { addDays, addMonths, dayAt, endOfDay, HOUR_MS, nextHour, type Zone } from "./civil.ts";
import { type Region, workingDayFrom } from "./holidays.ts";

/**
 * When a period that the law gives is over. Each way of counting is named after the text that it follows; all take the
 * moment of the event and give the last moment that is still in time, in ms since 1970.
 */

export type Period =
  /** Règlement (CEE, Euratom) 1182/71, art. 3, 1 and 2 a: the hour of the event is not counted; no day off extends it. */
  | { readonly by: "eu-hours"; readonly hours: number }
  /** From the minute, without a rule that would grant more: where the law says nothing, the strictest reading. */
  | { readonly by: "plain-hours"; readonly hours: number }
  /**
   * Règlement 1182/71, art. 3, 2 c and 4: the day with the event's number in the last month (or that month's last day),
   * to its last hour; if it is no working day, the next one.
   */
  | { readonly by: "eu-months"; readonly months: number }
  /**
   * Décret 2017-278 du 2 mars 2017, art. 1 (births): the day of the event is not counted; a last day that is a Saturday,
   * a Sunday or a holiday is put off to the next working day.
   */
  | { readonly by: "birth-days"; readonly days: number };

export type Place = { readonly zone: Zone; readonly region: Region };

/** The last moment in time. */
export function lastMoment(period: Period, eventMs: number, { zone, region }: Place): number {
  switch (period.by) {
    case "eu-hours":
      return nextHour(eventMs, zone) + period.hours * HOUR_MS;
    case "plain-hours":
      return eventMs + period.hours * HOUR_MS;
    case "eu-months":
      return endOfDay(workingDayFrom(addMonths(dayAt(eventMs, zone), period.months), region), zone);
    case "birth-days":
      return endOfDay(workingDayFrom(addDays(dayAt(eventMs, zone), period.days), region), zone);
  }
}

/** The same hours to the minute, where the way of counting grants more; otherwise undefined. */
export function plainMoment(period: Period, eventMs: number): number | undefined {
  return period.by === "eu-hours" ? eventMs + period.hours * HOUR_MS : undefined;
}
