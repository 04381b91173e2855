import { expect, test } from "bun:test";
import { ManualClock, systemClock } from "./clock.ts";

test("the system's clock tells the time in milliseconds", () => {
  const before = Date.now();
  const told = systemClock.now();
  expect(told).toBeGreaterThanOrEqual(before);
  expect(told).toBeLessThanOrEqual(Date.now());
});

test("a manual clock moves only when it is told to", () => {
  const clock = new ManualClock(1_000);
  expect(clock.now()).toBe(1_000);
  clock.advance(250);
  expect(clock.now()).toBe(1_250);
});
