import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { Zone } from "./civil.ts";
import { lastMoment, type Period, plainMoment } from "./count.ts";
import { easterSunday, publicHolidays, type Region } from "./holidays.ts";

/**
 * The counting is set against another one that shares nothing with it: no time-zone data and no calendar arithmetic. It
 * walks hour by hour from the event, reads each hour's place in the day from the change-over rule of directive
 * 2000/84/CE, and stops where the text of law says so.
 */

const HOUR = 3_600_000;
const CASES = 10_000;
const ago = (text: string): number => Date.parse(text);

/** Last Sunday of a month, 01:00 UTC, by looking at its days from the end. */
function changeOver(year: number, month: number): number {
  for (let day = 31; ; day--) {
    const ms = Date.UTC(year, month, day, 1);
    if (new Date(ms).getUTCDay() === 0) return ms;
  }
}

function offsetHours(ms: number, zone: Zone): number {
  if (zone === "America/Cayenne") return -3;
  const year = new Date(ms).getUTCFullYear();
  return ms >= changeOver(year, 2) && ms < changeOver(year, 9) ? 2 : 1;
}

const local = (ms: number, zone: Zone) => new Date(ms + offsetHours(ms, zone) * HOUR);
const dayOf = (ms: number, zone: Zone) => local(ms, zone).toISOString().slice(0, 10);

/** Easter by Gauss's rule with its two exceptions: another algorithm than the one under test. */
function gaussEaster(year: number): string {
  const [a, b, c] = [year % 19, year % 4, year % 7];
  const k = Math.trunc(year / 100);
  const p = Math.trunc((13 + 8 * k) / 25);
  const q = Math.trunc(k / 4);
  const m = (15 - p + k - q) % 30;
  const n = (4 + k - q) % 7;
  const d = (19 * a + m) % 30;
  const e = (2 * b + 4 * c + 6 * d + n) % 7;
  let march = 22 + d + e;
  if (d === 29 && e === 6) march = 50;
  if (d === 28 && e === 6 && (11 * m + 11) % 30 < 19) march = 49;
  return new Date(Date.UTC(year, 2, march)).toISOString().slice(0, 10);
}

function isDayOff(day: string, region: Region): boolean {
  const ms = ago(`${day}T12:00:00Z`);
  const week = new Date(ms).getUTCDay();
  if (week === 0 || week === 6) return true;
  const monthDay = day.slice(5);
  if (/^(01-01|05-01|05-08|07-14|08-15|11-01|11-11|12-25)$/.test(monthDay)) return true;
  if (region === "alsace-moselle" && monthDay === "12-26") return true;
  if (region === "guyane" && monthDay === "06-10") return true;
  const afterEaster = Math.round(
    (ms - ago(`${gaussEaster(Number(day.slice(0, 4)))}T12:00:00Z`)) / (24 * HOUR),
  );
  return [1, 39, 50, ...(region === "alsace-moselle" ? [-2] : [])].includes(afterEaster);
}

/** Walks on by hours until `stop` says that the day which begins is the one; gives the last ms before the day after it. */
function walkToEndOf(fromMs: number, zone: Zone, isLast: (day: string) => boolean): number {
  let ms = Math.floor(fromMs / HOUR) * HOUR;
  while (!isLast(dayOf(ms, zone))) ms += HOUR;
  const last = dayOf(ms, zone);
  while (dayOf(ms, zone) === last) ms += HOUR;
  return ms - 1;
}

function walk(period: Period, eventMs: number, zone: Zone, region: Region): number {
  if (period.by === "plain-hours") {
    let ms = eventMs;
    for (let hour = 0; hour < period.hours; hour++) ms += HOUR;
    return ms;
  }
  if (period.by === "eu-hours") {
    // Every zone here is whole hours away from UTC, so that a full hour there is one everywhere.
    let ms = Math.floor(eventMs / HOUR) * HOUR + HOUR;
    for (let hour = 0; hour < period.hours; hour++) ms += HOUR;
    return ms;
  }
  const first = dayOf(eventMs, zone);
  if (period.by === "birth-days") {
    let seen = first;
    let counted = 0;
    return walkToEndOf(eventMs, zone, (day) => {
      if (day !== seen) {
        seen = day;
        counted++;
      }
      return counted >= period.days && !isDayOff(day, region);
    });
  }
  const [year = 0, month = 0, number = 0] = first.split("-").map(Number);
  const target = new Date(Date.UTC(year, month - 1 + period.months, 1));
  const lastNumber = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  const wanted = `${target.toISOString().slice(0, 7)}-${String(Math.min(number, lastNumber)).padStart(2, "0")}`;
  return walkToEndOf(eventMs, zone, (day) => day >= wanted && !isDayOff(day, region));
}

const periods = fc.oneof(
  fc.record({ by: fc.constant("eu-hours" as const), hours: fc.constantFrom(24, 72) }),
  fc.record({ by: fc.constant("plain-hours" as const), hours: fc.constantFrom(24, 72) }),
  fc.record({ by: fc.constant("eu-months" as const), months: fc.constantFrom(1, 3) }),
  fc.record({ by: fc.constant("birth-days" as const), days: fc.constantFrom(5, 8) }),
);
/** Any moment, and as often one near a change of the hour, of the year or of a month. */
const moments = fc.oneof(
  fc.integer({ min: ago("2018-05-25T00:00:00Z"), max: ago("2060-12-31T23:59:59Z") }),
  fc
    .record({ year: fc.integer({ min: 2018, max: 2060 }), month: fc.constantFrom(2, 9) })
    .chain(({ year, month }) =>
      fc.integer({ min: -40 * 24, max: 30 }).map((hours) => changeOver(year, month) + hours * HOUR + 1),
    ),
  fc
    .record({ year: fc.integer({ min: 2018, max: 2060 }), hours: fc.integer({ min: -240, max: 240 }) })
    .map(({ year, hours }) => Date.UTC(year, 0, 1) + hours * HOUR),
);
const places = fc.constantFrom<{ zone: Zone; region: Region }>(
  { zone: "Europe/Paris", region: "metropole" },
  { zone: "Europe/Paris", region: "alsace-moselle" },
  { zone: "America/Cayenne", region: "guyane" },
);

describe("the end of a period", () => {
  test(`is the same by another way of counting in ${CASES} cases`, () => {
    let wrong = 0;
    fc.assert(
      fc.property(periods, moments, places, (period, event, place) => {
        const got = lastMoment(period, event, place);
        const wanted = walk(period, event, place.zone, place.region);
        if (got !== wanted) wrong++;
        expect(new Date(got).toISOString()).toBe(new Date(wanted).toISOString());
      }),
      { numRuns: CASES, seed: 20220926 },
    );
    expect(wrong).toBe(0);
  }, 120_000);

  const paris = { zone: "Europe/Paris", region: "metropole" } as const;
  const end = (period: Period, event: string, place: { zone: Zone; region: Region } = paris) =>
    new Date(lastMoment(period, ago(event), place)).toISOString();

  test("does not count the hour of the event under regulation 1182/71", () => {
    expect(end({ by: "eu-hours", hours: 72 }, "2026-11-24T15:28:00.000Z")).toBe("2026-11-27T16:00:00.000Z");
    expect(end({ by: "eu-hours", hours: 72 }, "2026-11-24T15:00:00.000Z")).toBe("2026-11-27T16:00:00.000Z");
    expect(plainMoment({ by: "eu-hours", hours: 72 }, ago("2026-11-24T15:28:00.000Z"))).toBe(
      ago("2026-11-27T15:28:00.000Z"),
    );
  });

  test("is 72 elapsed hours over a change of the hour and over a year's end", () => {
    // Sunday 29 March 2026 has 23 hours: the clock on the wall shows an hour more.
    expect(end({ by: "plain-hours", hours: 72 }, "2026-03-27T17:00:00.000Z")).toBe(
      "2026-03-30T17:00:00.000Z",
    );
    expect(end({ by: "plain-hours", hours: 72 }, "2026-12-30T23:30:00.000Z")).toBe(
      "2027-01-02T23:30:00.000Z",
    );
  });

  test("of hours is not put off by a Sunday, of days and months is", () => {
    expect(end({ by: "eu-hours", hours: 72 }, "2026-11-26T08:10:00.000Z")).toBe("2026-11-29T09:00:00.000Z");
    // Born on Monday: the fifth day is a Saturday, so Monday to its last moment.
    expect(end({ by: "birth-days", days: 5 }, "2026-11-23T10:00:00.000Z")).toBe("2026-11-30T22:59:59.999Z");
    // 25 January + 1 month is a Wednesday.
    expect(end({ by: "eu-months", months: 1 }, "2026-01-25T10:00:00.000Z")).toBe("2026-02-25T22:59:59.999Z");
    expect(end({ by: "eu-months", months: 1 }, "2026-01-31T10:00:00.000Z")).toBe("2026-03-02T22:59:59.999Z");
  });

  test("follows the calendar of the place", () => {
    // 23:30 UTC on 2 June is the 3rd in Paris and still the 2nd in Cayenne.
    const period = { by: "birth-days", days: 8 } as const;
    expect(end(period, "2026-06-02T23:30:00.000Z")).toBe("2026-06-11T21:59:59.999Z");
    const guyane = { zone: "America/Cayenne", region: "guyane" } as const;
    // The eighth day is 10 June, a holiday there.
    expect(end(period, "2026-06-02T23:30:00.000Z", guyane)).toBe("2026-06-12T02:59:59.999Z");
  });
});

describe("public holidays", () => {
  test("move with Easter", () => {
    for (let year = 1900; year <= 2200; year++) expect(easterSunday(year)).toBe(gaussEaster(year));
    expect(["2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25"]).toEqual(
      [2024, 2025, 2026, 2027, 2038].map(easterSunday),
    );
  });

  test("are eleven, thirteen in Alsace and Moselle", () => {
    expect(publicHolidays(2026, "metropole").sort()).toEqual([
      "2026-01-01",
      "2026-04-06",
      "2026-05-01",
      "2026-05-08",
      "2026-05-14",
      "2026-05-25",
      "2026-07-14",
      "2026-08-15",
      "2026-11-01",
      "2026-11-11",
      "2026-12-25",
    ]);
    const alsace = publicHolidays(2026, "alsace-moselle");
    expect(alsace).toHaveLength(13);
    expect(alsace).toContain("2026-04-03");
    expect(alsace).toContain("2026-12-26");
  });
});
