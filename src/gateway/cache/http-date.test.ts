import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { parseHttpDate } from "./http-date.ts";

const nowMs = Date.parse("2026-01-05T09:00:00Z");
const parse = (text: string) => parseHttpDate(text, nowMs);

describe("HTTP dates", () => {
  test("all three forms, and slips with one meaning", () => {
    const expected = Date.parse("2050-08-18T02:01:18Z");
    for (const text of [
      "Thu, 18 Aug 2050 02:01:18 GMT",
      "Thursday, 18-Aug-50 02:01:18 GMT",
      "Thu Aug 18 02:01:18 2050",
      "THU, 18 AUG 2050 02:01:18 gmt",
      "Thu 18 Aug 2050 02:01:18 GMT",
      "Thu, 18  Aug  2050 2:01:18 UTC",
      "Thu, 18-Aug-2050 02:01:18 GMT",
      "Thu, 18 Aug 2050 02.01.18 GMT",
      " Thu, 18 Aug 2050 02:01:18 GMT ",
    ]) {
      expect(parse(text)).toBe(expected);
    }
    expect(parse("Sun Nov  6 08:49:37 1994")).toBe(Date.parse("1994-11-06T08:49:37Z"));
  });

  test("a two-digit year is at most fifty years ahead", () => {
    expect(parse("Tuesday, 05-Jan-76 09:00:00 GMT")).toBe(Date.parse("2076-01-05T09:00:00Z"));
    expect(parse("Sunday, 06-Nov-94 08:49:37 GMT")).toBe(Date.parse("1994-11-06T08:49:37Z"));
  });

  test.each([
    "",
    "0",
    "-1",
    "2050-08-18",
    "18 Aug 2050 02:01:18 GMT",
    "Thu, 18 Aug 2050 02:01:18 AEST",
    "Thu, 18 Aug 2050 02:01:18 +0200",
    "Thu, 18 Aug 2050 02:01:18",
    "Thu, 18 Aug 2050 25:01:18 GMT",
    "Thu, 31 Feb 2050 02:01:18 GMT",
    "Thu, 18 Out 2050 02:01:18 GMT",
    `Thu, 18 Aug 2050 02:01:18 GMT${" ".repeat(5)}x`,
    "9".repeat(1_000),
  ])("%p is none", (text) => {
    expect(parse(text)).toBeUndefined();
  });

  test("every second of the calendar comes back as it was written", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800 }), (second) => {
        expect(parse(new Date(second * 1000).toUTCString())).toBe(second * 1000);
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});
