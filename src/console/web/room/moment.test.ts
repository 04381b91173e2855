import { describe, expect, test } from "bun:test";
import { comingMoments, EXACT, fieldInstant, fieldValue, pastMoments } from "./moment.ts";

const NOW = Date.parse("2026-11-22T15:28:00.000Z");
const at = (choices: typeof pastMoments, id: string) => choices.find((one) => one.id === id)?.at(NOW);

describe("a quick choice", () => {
  test("says when something happened, as a fixed moment", () => {
    expect(at(pastMoments, "now")).toBeNull();
    expect(at(pastMoments, "-10")).toBe(NOW - 600_000);
    expect(at(pastMoments, EXACT)).toBe(NOW);
  });

  test("an hour is the next time that the clock here shows it", () => {
    for (const hour of [9, 18]) {
      const due = new Date(at(comingMoments, `at-${hour}`) ?? 0);
      expect(due.getHours()).toBe(hour);
      expect(due.getTime()).toBeGreaterThan(NOW);
      expect(due.getTime() - NOW).toBeLessThanOrEqual(25 * 3_600_000);
    }
  });
});

describe("the field of an exact time", () => {
  test("shows and reads the same minute, on this machine's clock", () => {
    for (const iso of ["2026-11-22T15:28:00.000Z", "2026-07-01T00:00:00.000Z", "2026-03-29T01:30:00.000Z"]) {
      expect(fieldInstant(fieldValue(iso))).toBe(iso);
    }
  });

  test("is nothing while it is not filled in", () => {
    expect(fieldInstant("")).toBeNull();
    expect(fieldValue("never")).toBe("");
  });
});
