import { expect, test } from "bun:test";
import { holdsFrom, rateOf } from "./origin-guard.ts";
import type { TownSample } from "./town.ts";

/** A sample each tenth of a second. */
const samples = (held: readonly number[]): TownSample[] =>
  held.map((heldMost, index) => ({ atMs: (index + 1) * 100, heldMost, done: 4 }));

test("what holds is found from the moment on from which it holds for a second", () => {
  const held = [...Array(10).fill(9), 2, 9, ...Array(20).fill(3)];
  expect(holdsFrom(samples(held), (window) => window.every(({ heldMost }) => heldMost <= 3))).toBe(1_300);
});

test("what never holds, or not for long enough, is not found", () => {
  const held = [...Array(20).fill(9), 3, 3, 3];
  expect(holdsFrom(samples(held), (window) => window.every(({ heldMost }) => heldMost <= 3))).toBe(
    Number.POSITIVE_INFINITY,
  );
});

test("answers a second", () => {
  expect(rateOf(samples(Array(21).fill(8)), 0)).toBeCloseTo(40);
  expect(rateOf([], 0)).toBeNaN();
});
