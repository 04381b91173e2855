import { describe, expect, test } from "bun:test";
import { CLASS_FLOOR, OriginLimits, WHOLE_FLOOR, WHOLE_START } from "./limits.ts";
import { calmBaselines, FORMS, makeRandom, PAGES, SEARCHES, Simulation, type Stream } from "./simulation.ts";

const CEILING = 20;
const SEARCH = 1;
const FORM = 2;

type Ratio = number | ((inFlight: number, inFlightOfClass: number) => number);
/** What a backend does that works on `most` at once. */
const beyond = (most: number) => (inside: number) => Math.max(1, inside / most);

/** Lets each kind be answered in turn, twenty a second, the door always used to the full, half of it by each. */
function answer(limits: OriginLimits, ratios: Record<number, Ratio>, fromMs: number, untilMs: number): void {
  for (let nowMs = fromMs; nowMs < untilMs; nowMs += 50) {
    for (const [index, ratio] of Object.entries(ratios)) {
      const classIndex = Number(index);
      const inFlight = limits.whole.limit;
      const inFlightOfClass = Math.min(limits.classes[classIndex]?.limit ?? 0, Math.ceil(inFlight / 2));
      const latencyMs = 100 * (typeof ratio === "number" ? ratio : ratio(inFlight, inFlightOfClass));
      limits.answered(
        {
          classIndex,
          enteredMs: nowMs,
          latencyMs,
          expectedMs: 100,
          noise: 0,
          inFlight,
          pressed: true,
          inFlightOfClass,
          pressedOfClass: true,
        },
        nowMs,
      );
    }
  }
}

describe("the limits of the whole and of each kind", () => {
  test("the whole begins at four, or at the floor when nothing is known; kinds begin out of the way", () => {
    expect(new OriginLimits(3, CEILING, false).whole.limit).toBe(WHOLE_START);
    const unknown = new OriginLimits(3, CEILING, true);
    expect(unknown.whole.limit).toBe(WHOLE_FLOOR);
    expect(unknown.classes.map((one) => one.limit)).toEqual([CEILING, CEILING, CEILING]);
    expect(new OriginLimits(3, 1, false).whole.limit).toBe(1);
  });

  test("what slows all alike moves the whole and no kind", () => {
    const limits = new OriginLimits(3, CEILING, false);
    answer(limits, { [SEARCH]: 1, [FORM]: 1 }, 0, 3_000);
    expect(limits.whole.limit).toBe(CEILING);
    answer(limits, { [SEARCH]: beyond(6), [FORM]: beyond(6) }, 3_000, 9_000);
    expect(limits.whole.limit).toBeWithin(6, 8);
    expect(limits.classes.map((one) => one.limit)).toEqual([CEILING, CEILING, CEILING]);
  });

  test("what slows one kind moves that kind, and in the end not the whole", () => {
    const limits = new OriginLimits(3, CEILING, false);
    answer(limits, { [SEARCH]: 1, [FORM]: 1 }, 0, 3_000);
    const ofForms = (_inFlight: number, inFlightOfClass: number) => beyond(2)(inFlightOfClass);
    answer(limits, { [SEARCH]: 1, [FORM]: ofForms }, 3_000, 15_000);
    expect(limits.classes[FORM]?.limit).toBeWithin(2, 4);
    expect(limits.classes[SEARCH]?.limit).toBe(CEILING);
    expect(limits.whole.limit).toBeGreaterThan(WHOLE_START);
  });

  test("a kind that is alone is not told apart from the whole", () => {
    const limits = new OriginLimits(3, CEILING, false);
    answer(limits, { [SEARCH]: 1 }, 0, 2_000);
    answer(limits, { [SEARCH]: 3 }, 2_000, 2_400);
    expect(limits.whole.limit).toBe(WHOLE_FLOOR);
    expect(limits.classes[SEARCH]?.limit).toBe(CEILING);
  });

  test("failures of one kind close that kind; of all kinds, the whole", () => {
    const limits = new OriginLimits(3, CEILING, false);
    answer(limits, { [SEARCH]: 1, [FORM]: 1 }, 0, 2_000);
    const before = limits.whole.limit;
    for (let turn = 0; turn < 60; turn++) limits.failed(SEARCH, 2_000);
    expect(limits.classes[SEARCH]?.limit).toBe(CLASS_FLOOR);
    expect(limits.whole.limit).toBe(before);
    for (let turn = 0; turn < 60; turn++) limits.failed(FORM, 2_000);
    expect(limits.whole.limit).toBe(WHOLE_FLOOR);
  });

  test("a search engine that is the bottleneck is limited by itself; pages and forms go on", async () => {
    const streams: Stream[] = [
      { perSecond: 100, standing: "anonymous", kinds: SEARCHES },
      { perSecond: 8, standing: "anonymous", kinds: FORMS },
      { perSecond: 8, standing: "anonymous", kinds: PAGES },
    ];
    const simulation = new Simulation(makeRandom(1), { baselines: calmBaselines() });
    simulation.guard.setCalm(false);
    simulation.searchesAtOnce = 2;
    for (const stream of streams) simulation.flow(stream, 0, 40_000);
    await simulation.clock.runUntil(40_000);
    const { routes } = simulation.guard.take();
    expect(routes.search.limit).toBeLessThanOrEqual(4);
    // Two searches at once are 80 s of work in 40 s; the rest of what is asked fits beside them.
    expect(simulation.workOf.search ?? 0).toBeGreaterThan(0.75 * 80_000);
    const others = (simulation.workOf.form ?? 0) + (simulation.workOf.page ?? 0);
    expect(others).toBeGreaterThan(0.85 * 40 * 8 * (225 + 125));
  });
});
