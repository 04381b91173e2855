import { expect, test } from "bun:test";
import type { ActFigures, DrillResult } from "../../src/drill/events.ts";
import { percent, shareDone, shareWithin, sumOf } from "./drill.ts";

const figures = (tried: number, done: number, p99Ms: number): ActFigures => ({
  tried,
  done,
  within5s: done - 1,
  wrong: 0,
  refusedForGood: tried - done,
  timedOut: 0,
  broken: 0,
  waitingPages: 0,
  refusals: 0,
  p50Ms: 1,
  p95Ms: p99Ms / 2,
  p99Ms,
  maxMs: p99Ms,
});

const flood = {
  returning: { search: figures(40, 30, 100), contact: figures(60, 50, 300) },
  "first-time": { search: figures(10, 5, 9_000) },
};
const result = { phases: { calm: {}, flood, after: {} } } as unknown as DrillResult;

test("kinds and acts are added up; times are the worst of those with enough samples", () => {
  const sum = sumOf(result, ["returning", "first-time"], ["search", "contact", "appointment"]);
  expect(sum).toEqual({ tried: 110, done: 85, within5s: 82, wrong: 0, p95Ms: 150, p99Ms: 300 });
  expect(shareDone(sum)).toBeCloseTo(85 / 110);
  expect(shareWithin(sum)).toBeCloseTo(82 / 110);
});

test("nobody tried: no share, no time", () => {
  const none = sumOf(result, ["no-script"], ["search"]);
  expect(percent(shareDone(none))).toBe("-");
  expect(none.p99Ms).toBeNaN();
});

test("almost all is not all", () => {
  expect([0.9996, 1, 0.5].map(percent)).toEqual(["99.96 %", "100.0 %", "50.0 %"]);
});
