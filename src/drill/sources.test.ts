import { describe, expect, test } from "bun:test";
import { SeededRandom } from "./random.ts";
import { ATTACK_BYTE_FIRST, ATTACK_BYTE_LAST, makeSources, rateAt } from "./sources.ts";

const options = { perSecond: 2_200, count: 948, ramp: "published" } as const;
const sources = makeSources(new SeededRandom(1), options);
const prefixOf = (address: string) => address.slice(0, address.lastIndexOf("."));

describe("the sources", () => {
  test("are 948 addresses in 86 networks, all in the attack's part of 127/8", () => {
    expect(new Set(sources.map(({ address }) => address)).size).toBe(948);
    expect(new Set(sources.map(({ address }) => prefixOf(address))).size).toBe(86);
    for (const { address } of sources) {
      const [first, second, , last] = address.split(".").map(Number) as [number, number, number, number];
      expect(first).toBe(127);
      expect(second).toBeGreaterThanOrEqual(ATTACK_BYTE_FIRST);
      expect(second).toBeLessThanOrEqual(ATTACK_BYTE_LAST);
      expect(last).toBeWithin(1, 255);
    }
  });

  test("send together what is asked for, with the published skew", () => {
    const rates = sources.map(({ perSecond }) => perSecond).sort((a, b) => b - a);
    const sum = rates.reduce((all, rate) => all + rate, 0);
    expect(sum).toBeCloseTo(2_200, 6);
    const first = (count: number) => rates.slice(0, count).reduce((all, rate) => all + rate, 0) / sum;
    // Published: 43 % by the first tenth, 68 % by the first quarter.
    expect(first(95)).toBeWithin(0.4, 0.65);
    expect(first(237)).toBeWithin(0.65, 0.9);
  });

  test("stand in few networks: ten hold about 45 %, fifty about 94 %", () => {
    const byPrefix = new Map<string, number>();
    for (const { address } of sources)
      byPrefix.set(prefixOf(address), (byPrefix.get(prefixOf(address)) ?? 0) + 1);
    const sizes = [...byPrefix.values()].sort((a, b) => b - a);
    const first = (count: number) => sizes.slice(0, count).reduce((all, size) => all + size, 0) / 948;
    expect(first(10)).toBeWithin(0.42, 0.48);
    expect(first(50)).toBeWithin(0.9, 0.96);
    expect(sizes[0]).toBeLessThanOrEqual(254);
  });

  test("join as published, or all at once", () => {
    const early = sources.filter(({ joinsAt }) => joinsAt <= 0.15).length / 948;
    expect(early).toBeWithin(0.78, 0.86);
    const atOnce = makeSources(new SeededRandom(1), { ...options, ramp: "at-once" });
    expect(atOnce.every(({ joinsAt }) => joinsAt === 0)).toBe(true);
  });

  test("are the same for the same seed, and others for another", () => {
    expect(makeSources(new SeededRandom(1), options)).toEqual(sources);
    expect(makeSources(new SeededRandom(2), options)).not.toEqual(sources);
  });

  test("may be one, or many more than published", () => {
    expect(makeSources(new SeededRandom(1), { ...options, count: 1 })).toHaveLength(1);
    const many = makeSources(new SeededRandom(1), { ...options, count: 20_000 });
    expect(new Set(many.map(({ address }) => address)).size).toBe(20_000);
  });
});

test("rates meet the published quantiles", () => {
  for (const [quantile, perSecond] of [
    [0.1, 0.032],
    [0.25, 0.059],
    [0.5, 0.146],
    [0.75, 0.403],
    [0.9, 1.63],
    [0.99, 2.89],
    [1, 9],
  ] as const) {
    expect(rateAt(quantile)).toBeCloseTo(perSecond, 6);
  }
  for (let step = 0; step < 100; step++) expect(rateAt((step + 1) / 100)).toBeGreaterThan(rateAt(step / 100));
});
