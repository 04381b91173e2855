import { describe, expect, test } from "bun:test";
import {
  calmBaselines,
  FLOOD,
  FORMS,
  makeRandom,
  PAGES,
  SEARCHES,
  Simulation,
  type Stream,
} from "./simulation.ts";

describe("the door in a flood", () => {
  const play = async (streams: readonly Stream[], seed = 1) => {
    const simulation = new Simulation(makeRandom(seed), { baselines: calmBaselines() });
    simulation.guard.setCalm(false);
    for (const stream of streams) simulation.flow(stream, 0, 30_000);
    await simulation.clock.runUntil(30_000);
    const waitsOf = (standing: string) => (simulation.waits[standing] ?? []).sort((a, b) => a - b);
    const quantile = (standing: string, q: number) => {
      const waits = waitsOf(standing);
      return waits[Math.floor(waits.length * q)] ?? Number.POSITIVE_INFINITY;
    };
    return { simulation, quantile, served: (standing: string) => waitsOf(standing).length };
  };
  const acting = [...SEARCHES, ...FORMS];

  test("those with standing are served as if there were none", async () => {
    const { quantile, served } = await play([
      ...FLOOD,
      { perSecond: 8, standing: "history", kinds: acting },
      { perSecond: 8, standing: "confirmed", kinds: acting },
      { perSecond: 2, standing: "staff", kinds: PAGES },
    ]);
    for (const standing of ["history", "confirmed", "staff"]) {
      expect(quantile(standing, 0.5)).toBeLessThan(50);
      expect(quantile(standing, 0.95)).toBeLessThan(200);
    }
    expect(served("history")).toBeGreaterThan(200);
    expect(served("anonymous")).toBeGreaterThan(300);
  });

  test("one of the staff never waits for a whole request behind strangers", async () => {
    const { quantile, served } = await play([...FLOOD, { perSecond: 1, standing: "staff", kinds: PAGES }], 3);
    expect(served("staff")).toBeGreaterThan(20);
    expect(quantile("staff", 0.5)).toBeLessThan(25);
    // The first second is the search from four places upwards, each held for up to 245 ms.
    expect(quantile("staff", 0.95)).toBeLessThan(80);
  });

  test("robots that solve the puzzles take nothing from those who were here before", async () => {
    const { simulation, quantile } = await play([
      { perSecond: 150, standing: "confirmed", kinds: acting, prefixes: 86 },
      { perSecond: 20, standing: "anonymous", kinds: acting },
      { perSecond: 8, standing: "history", kinds: acting },
    ]);
    expect(quantile("history", 0.95)).toBeLessThan(250);
    expect((simulation.workOf.anonymous ?? 0) / simulation.workMs).toBeGreaterThan(0.1);
  });

  test("a flood of searches leaves forms their share, in the same standing and without one", async () => {
    for (const standing of ["anonymous", "confirmed"] as const) {
      const { simulation } = await play([
        { perSecond: 200, standing, kinds: SEARCHES, prefixes: 86 },
        { perSecond: 12, standing, kinds: FORMS },
        { perSecond: 6, standing, kinds: PAGES },
      ]);
      // Forms ask for 2.7 workers' time and pages for 0.75; their weights leave them at least that.
      expect(simulation.workOf.form ?? 0).toBeGreaterThan(0.85 * 30 * 12 * 225);
      expect(simulation.workOf.page ?? 0).toBeGreaterThan(0.85 * 30 * 6 * 125);
    }
  });
});
