import { describe, expect, test } from "bun:test";
import { figure, median, percentile, spread } from "./statistics.ts";

describe("statistics", () => {
  test("a percentile is a sample, by nearest rank, whatever the order", () => {
    const samples = [5, 1, 4, 2, 3];
    expect(percentile(samples, 0.5)).toBe(3);
    expect(percentile(samples, 0.99)).toBe(5);
    expect(percentile(samples, 0)).toBe(1);
    expect(median([2, 1])).toBe(1);
    expect(samples).toEqual([5, 1, 4, 2, 3]);
  });

  test("no samples is an error, not a zero", () => expect(() => percentile([], 0.5)).toThrow("no samples"));

  test("spread", () => expect(spread([3, 1, 2])).toEqual({ min: 1, median: 2, max: 3 }));

  test("figures", () => {
    expect([74_012.4, 12.34, 0.456, -250.4, Number.NaN].map(figure)).toEqual([
      "74,012",
      "12.3",
      "0.46",
      "-250",
      "-",
    ]);
  });
});
