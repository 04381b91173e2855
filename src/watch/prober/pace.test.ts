import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { Lateness } from "./lateness.ts";
import { effectiveEveryMs, nextMoment, phaseOf, startGapMs } from "./pace.ts";

describe("the pace of a site", () => {
  test("is the plan's in calm, 15 s for who is named in a claim, two minutes after; never slower than the plan", () => {
    const rates = { everyMs: 300_000, fastUntil: 1_000, slowUntil: 2_000 };
    expect(effectiveEveryMs(rates, 999)).toBe(15_000);
    expect(effectiveEveryMs(rates, 1_000)).toBe(120_000);
    expect(effectiveEveryMs(rates, 2_000)).toBe(300_000);
    expect(effectiveEveryMs({ ...rates, everyMs: 10_000 }, 0)).toBe(10_000);
  });

  test("keeps to the site's own moments in calm, within 3 and 103 % of the interval", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }),
        fc.integer({ min: 120_001, max: 3_600_000 }),
        fc.integer({ min: 1, max: 60_000 }),
        (from, everyMs, site) => {
          const phase = phaseOf(site, 5);
          const next = nextMoment(from, everyMs, phase);
          expect(next - from).toBeGreaterThanOrEqual(everyMs * 0.03 - 1);
          expect(next - from).toBeLessThanOrEqual(everyMs * 1.03 + 1);
          expect(Math.abs(nextMoment(next, everyMs, phase) - next - everyMs)).toBeLessThan(1);
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });

  test("is the interval itself for whoever is asked more often: no two rounds so near that they count as one", () => {
    for (const everyMs of [15_000, 60_000, 120_000]) {
      expect(nextMoment(1_764_000_000_123, everyMs, 0.7)).toBe(1_764_000_000_123 + everyMs);
    }
  });

  test("begins new sites spread over a short interval, a short list within seconds, and never as a burst", () => {
    expect(startGapMs(2_000, 30_000)).toBe(15);
    expect(startGapMs(10, 60_000)).toBe(200);
    expect(startGapMs(36_000, 120_000)).toBeCloseTo(1_000 / 150);
    expect(startGapMs(36_000, 300_000)).toBeCloseTo(1_000 / 150);
    expect(startGapMs(500, 300_000)).toBeCloseTo(1_000 / 150);
  });

  test("spreads sites evenly, whatever their numbers", () => {
    const tenths = new Array<number>(10).fill(0);
    for (let site = 1; site <= 36_000; site++) {
      const tenth = Math.floor(phaseOf(site, 99) * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    for (const count of tenths) expect(Math.abs(count - 3_600)).toBeLessThan(250);
  });
});

test("lateness is what 99 of 100 stay below, over the last minutes", () => {
  const lateness = new Lateness();
  expect(lateness.p99Ms(0)).toBe(0);
  for (let n = 0; n < 995; n++) lateness.add(40, 1_000);
  for (let n = 0; n < 5; n++) lateness.add(9_000, 1_000);
  expect(lateness.p99Ms(2_000)).toBe(100);
  for (let n = 0; n < 20; n++) lateness.add(9_000, 3_000);
  expect(lateness.p99Ms(3_000)).toBe(9_100);
  expect(lateness.p99Ms(70_000)).toBe(9_100);
  expect(lateness.p99Ms(400_000)).toBe(0);
});
