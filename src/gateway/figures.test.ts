import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { LatencyHistogram, SiteFigures } from "./figures.ts";

describe("figures", () => {
  test("a quantile is off by a tenth at most", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1, max: 60_000, noNaN: true }), { minLength: 1 }), (samples) => {
        const histogram = new LatencyHistogram();
        for (const sample of samples) histogram.record(sample);
        const sorted = [...samples].sort((a, b) => a - b);
        for (const q of [0.5, 0.95]) {
          const exact = sorted[Math.ceil(samples.length * q) - 1] ?? 0;
          const told = histogram.quantile(q) ?? 0;
          expect(told).toBeGreaterThanOrEqual(exact * 0.99);
          expect(told).toBeLessThanOrEqual(exact * 1.11);
        }
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  test("without samples there is no quantile", () => {
    expect(new LatencyHistogram().quantile(0.5)).toBeNull();
  });

  test("taking the figures starts them anew", () => {
    const figures = new SiteFigures();
    figures.requests += 3;
    figures.recordOriginAnswer(200, 80);
    figures.recordOriginAnswer(500, 80);
    figures.recordOriginAnswer(503, 80);
    figures.recordOriginFailure("refused");
    figures.recordOriginFailure("busy");
    expect(figures.take()).toMatchObject({ requests: 3, originFailures: 3, originUnreachable: 2 });
    expect(figures.take()).toMatchObject({ requests: 0, originMsP50: null });
  });
});
