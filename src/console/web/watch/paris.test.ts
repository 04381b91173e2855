import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { parisField, parisInstant } from "./paris.ts";

const iso = (field: string) => {
  const ms = parisInstant(field);
  return ms === undefined ? undefined : new Date(ms).toISOString();
};

describe("times of Paris", () => {
  test.each([
    ["2024-12-31T16:00", "2024-12-31T15:00:00.000Z"],
    ["2025-07-14T09:30", "2025-07-14T07:30:00.000Z"],
    ["2025-01-01T00:30", "2024-12-31T23:30:00.000Z"],
    // The hour that comes twice: the first of the two.
    ["2025-10-26T02:30", "2025-10-26T00:30:00.000Z"],
    ["2025-10-26T03:00", "2025-10-26T02:00:00.000Z"],
    // The hour that does not exist.
    ["2025-03-30T02:30", "2025-03-30T01:30:00.000Z"],
    ["2025-03-30T03:30", "2025-03-30T01:30:00.000Z"],
  ])("%s", (field, instant) => {
    expect(iso(field)).toBe(instant);
  });

  test("an unfinished field is no time", () => {
    expect(parisInstant("")).toBeUndefined();
    expect(parisInstant("2024-12-31")).toBeDefined();
    expect(parisInstant("2024-13-31T16:00")).toBeUndefined();
  });

  test("what a field shows is the instant it was made of, but in the hour that comes twice", () => {
    const minutes = fc.integer({ min: 28_000_000, max: 31_000_000 });
    fc.assert(
      fc.property(minutes, (minute) => {
        const ms = minute * 60_000;
        const back = parisInstant(parisField(ms));
        expect([ms, ms - 3_600_000]).toContain(back ?? 0);
        expect(parisField(back ?? 0)).toBe(parisField(ms));
      }),
      { seed: 9, numRuns: 500 },
    );
  });
});
