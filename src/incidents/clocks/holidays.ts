import { addDays, type Day, weekday } from "./civil.ts";

/**
 * Public holidays of France: Code du travail, art. L3133-1; in Alsace and Moselle also art. L3134-13 (Good Friday there
 * only in towns with a Protestant or a mixed church: it is counted as a holiday, the town says whether it is one of
 * those by choosing the region); in Guyane also 10 June (loi 83-550 du 30 juin 1983). Other overseas days are left out.
 */

export const REGIONS = ["metropole", "alsace-moselle", "guyane"] as const;
export type Region = (typeof REGIONS)[number];

const FIXED = ["01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"];
/** Days after Easter Sunday: Easter Monday, Ascension, Whit Monday. */
const MOVING = [1, 39, 50];
const REGIONAL: Readonly<Record<Region, { fixed: readonly string[]; moving: readonly number[] }>> = {
  metropole: { fixed: [], moving: [] },
  "alsace-moselle": { fixed: ["12-26"], moving: [-2] },
  guyane: { fixed: ["06-10"], moving: [] },
};

/** The public holidays of a year, in no order; two of them may fall on one day. */
export function publicHolidays(year: number, region: Region): Day[] {
  const easter = easterSunday(year);
  const { fixed, moving } = REGIONAL[region];
  return [
    ...[...FIXED, ...fixed].map((monthDay) => `${String(year).padStart(4, "0")}-${monthDay}`),
    ...[...MOVING, ...moving].map((days) => addDays(easter, days)),
  ];
}

/** Neither Saturday, Sunday nor public holiday. */
export function isWorkingDay(day: Day, region: Region): boolean {
  return weekday(day) <= 5 && !publicHolidays(Number(day.slice(0, 4)), region).includes(day);
}

/** The day itself, or the first working day after it. */
export function workingDayFrom(day: Day, region: Region): Day {
  let found = day;
  while (!isWorkingDay(found, region)) found = addDays(found, 1);
  return found;
}

/** Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher). */
export function easterSunday(year: number): Day {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  const day = (h + l - 7 * m + 33 * month + 19) % 32;
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
