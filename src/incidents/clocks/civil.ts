/** Civil time of a place of France: days, hours and months as a calendar there shows them, whatever its clocks do. */

/** The zones that the rules count in. Civil registries of Guyane are the only ones with a rule of their own. */
export type Zone = "Europe/Paris" | "America/Cayenne";

/** A day of the calendar, "2026-03-29". */
export type Day = string;

/** The day on which the instant falls there. */
export function dayAt(ms: number, zone: Zone): Day {
  return at(ms, zone).toPlainDate().toString();
}

/** The last millisecond of that day there. A day of 23 or 25 hours ends when the next begins. */
export function endOfDay(day: Day, zone: Zone): number {
  const next = Temporal.PlainDate.from(day).add({ days: 1 });
  return next.toZonedDateTime({ timeZone: zone }).epochMilliseconds - 1;
}

/** The beginning of the next full hour, counted from the clock's face; an instant on the full hour is in the hour that begins. */
export function nextHour(ms: number, zone: Zone): number {
  const moment = at(ms, zone);
  const intoHour = (moment.minute * 60 + moment.second) * 1000 + moment.millisecond;
  return ms - intoHour + HOUR_MS;
}

export function addDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** The same number of the day in a later month, or that month's last day where it has no such number. */
export function addMonths(day: Day, months: number): Day {
  return Temporal.PlainDate.from(day).add({ months }, { overflow: "constrain" }).toString();
}

/** 1 Monday to 7 Sunday. */
export function weekday(day: Day): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}

export const HOUR_MS = 3_600_000;

function at(ms: number, zone: Zone): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
}
