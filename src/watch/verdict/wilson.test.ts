import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { wilson } from "./wilson.ts";

/** The bounds are where the share lies z standard errors from the truth: found here by halving, without the closed form. */
function byHalving(share: number, n: number, side: "low" | "high"): number {
  const z = 1.959963984540054;
  const isBeyond = (truth: number) => Math.abs(share - truth) > z * Math.sqrt((truth * (1 - truth)) / n);
  let [inside, outside] = [share, side === "low" ? 0 : 1];
  if (!isBeyond(outside)) return outside;
  for (let step = 0; step < 200; step++) {
    const middle = (inside + outside) / 2;
    if (isBeyond(middle)) outside = middle;
    else inside = middle;
  }
  return inside;
}

describe("Wilson's interval", () => {
  test("twelve good rounds of twelve prove 75.75 %", () => {
    const { low, high } = wilson(1, 12);
    expect(low).toBeCloseTo(0.7575, 4);
    expect(high).toBe(1);
  });

  test("no trial proves nothing", () => expect(wilson(0, 0)).toEqual({ low: 0, high: 1 }));

  test("agrees with the score test it comes from", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, part) => {
          const share = Math.round(part * n) / n;
          const { low, high } = wilson(share, n);
          expect(low).toBeCloseTo(byHalving(share, n, "low"), 6);
          expect(high).toBeCloseTo(byHalving(share, n, "high"), 6);
          expect(low).toBeLessThanOrEqual(share + 1e-12);
          expect(high).toBeGreaterThanOrEqual(share - 1e-12);
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });
});
