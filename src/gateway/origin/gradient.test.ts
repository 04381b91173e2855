import { describe, expect, test } from "bun:test";
import { Baselines } from "./baseline.ts";
import { Gradient } from "./gradient.ts";
import {
  calmBaselines,
  FLOOD,
  FORMS,
  makeNoise,
  makeRandom,
  PAGES,
  SEARCHES,
  Simulation,
  type Stream,
} from "./simulation.ts";

/** The pool of the simulation has eight workers, so eight in flight keep it busy and one more waits. */
const SAFE = 8;
const FOUND_WITHIN_MS = 5_000;

type Origin = Pick<Simulation, "workers" | "costFactor" | "searchesAtOnce">;
type Scene = {
  seed: number;
  streams?: readonly Stream[];
  untilMs: number;
  baselines?: Baselines;
  sampleMs?: (costMs: number) => number;
  changes?: readonly (readonly [atMs: number, change: Partial<Origin>])[];
};

async function play(scene: Scene): Promise<Simulation> {
  const simulation = new Simulation(makeRandom(scene.seed), {
    baselines: scene.baselines ?? calmBaselines(),
  });
  if (scene.sampleMs !== undefined) simulation.sampleMs = scene.sampleMs;
  simulation.guard.setCalm(false);
  for (const stream of scene.streams ?? FLOOD) simulation.flow(stream, 0, scene.untilMs);
  for (const [atMs, change] of scene.changes ?? [])
    simulation.clock.at(atMs, () => Object.assign(simulation, change));
  await simulation.clock.runUntil(scene.untilMs);
  return simulation;
}
const used = (simulation: Simulation, untilMs: number) => simulation.workMs / untilMs / SAFE;

describe("the limit, found from latencies alone", () => {
  test("in a flood, from four places: found within five seconds, never above one too many, little left unused", async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const simulation = await play({ seed, untilMs: 30_000 });
      expect(simulation.settledAfter(0, 30_000, SAFE - 1, SAFE + 1)).toBeLessThan(FOUND_WITHIN_MS);
      expect(simulation.between(0, 30_000).most).toBeLessThanOrEqual(SAFE + 1);
      expect(used(simulation, 30_000)).toBeGreaterThan(0.9);
    }
  });

  test("the same whoever asks, staff and strangers mixed", async () => {
    const streams: Stream[] = [
      ...FLOOD,
      { perSecond: 20, standing: "confirmed", kinds: [...SEARCHES, ...FORMS] },
      { perSecond: 5, standing: "staff", kinds: PAGES },
    ];
    const simulation = await play({ seed: 6, streams, untilMs: 30_000 });
    expect(simulation.between(FOUND_WITHIN_MS, 30_000).most).toBeLessThanOrEqual(SAFE + 1);
    expect(used(simulation, 30_000)).toBeGreaterThan(0.9);
  });

  test("eight workers become two and eight again: each time found within five seconds", async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const simulation = await play({
        seed,
        untilMs: 45_000,
        changes: [
          [15_000, { workers: 2 }],
          [30_000, { workers: 8 }],
        ],
      });
      const downMs = simulation.settledAfter(15_000, 30_000, 2, 3);
      const upMs = simulation.settledAfter(30_000, 45_000, SAFE - 1, SAFE + 1);
      console.log(`workers 8 -> 2 found after ${downMs.toFixed(0)} ms, 2 -> 8 after ${upMs.toFixed(0)} ms`);
      expect(downMs).toBeLessThan(FOUND_WITHIN_MS);
      expect(upMs).toBeLessThan(FOUND_WITHIN_MS);
      expect(simulation.between(20_000, 30_000).most).toBeLessThanOrEqual(3);
      expect(simulation.between(35_000, 45_000).most).toBeLessThanOrEqual(SAFE + 1);
    }
  });

  test("a service that becomes four times as slow does not keep the door shut, and recovery is noticed", async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const simulation = await play({
        seed,
        untilMs: 45_000,
        changes: [
          [15_000, { costFactor: 4 }],
          [30_000, { costFactor: 1 }],
        ],
      });
      const slowMs = simulation.settledAfter(15_000, 30_000, SAFE - 2, SAFE + 1);
      const backMs = simulation.settledAfter(30_000, 45_000, SAFE - 2, SAFE + 1);
      console.log(`cost x4 found after ${slowMs.toFixed(0)} ms, x1 after ${backMs.toFixed(0)} ms`);
      expect(slowMs).toBeLessThan(FOUND_WITHIN_MS);
      expect(backMs).toBeLessThan(FOUND_WITHIN_MS);
      expect(simulation.between(20_000, 30_000).most).toBeLessThanOrEqual(SAFE + 1);
      expect(simulation.between(35_000, 45_000).most).toBeLessThanOrEqual(SAFE + 1);
    }
  });

  test("with heavy-tailed noise it keeps the workers busy and no long queue", async () => {
    for (const sigma of [0.5, 0.8]) {
      for (const seed of [1, 2, 3]) {
        const noise = makeNoise(makeRandom(seed + 100), sigma);
        const simulation = await play({
          seed,
          untilMs: 60_000,
          sampleMs: noise,
          baselines: calmBaselines(noise),
        });
        expect(used(simulation, 60_000)).toBeGreaterThan(0.8);
        expect(simulation.between(FOUND_WITHIN_MS, 60_000).mean).toBeLessThanOrEqual(SAFE + 2);
      }
    }
  });

  test("answers that take longer under load than in calm times neither shut the door nor hide a queue", async () => {
    for (const slower of [(costMs: number) => costMs + 25, (costMs: number) => costMs * 1.3]) {
      for (const seed of [1, 2]) {
        const simulation = await play({ seed, untilMs: 30_000, sampleMs: slower });
        expect(used(simulation, 30_000)).toBeGreaterThan(0.8);
        expect(simulation.between(FOUND_WITHIN_MS, 30_000).most).toBeLessThanOrEqual(SAFE + 1);
      }
    }
  });

  test("searches that come cheaper than those of calm times do not hide a queue", async () => {
    const simulation = await play({ seed: 1, untilMs: 30_000, sampleMs: (costMs) => 0.4 * costMs });
    expect(simulation.between(FOUND_WITHIN_MS, 30_000).most).toBeLessThanOrEqual(SAFE + 1);
  });

  test("a pool of sixty-four is found as fast", async () => {
    const streams = FLOOD.map((stream) => ({ ...stream, perSecond: 8 * stream.perSecond }));
    const simulation = await play({ seed: 1, streams, untilMs: 15_000, changes: [[0, { workers: 64 }]] });
    const found = simulation.trace.find((one) => one.limit >= 58)?.atMs ?? Number.POSITIVE_INFINITY;
    expect(found).toBeLessThan(FOUND_WITHIN_MS);
    expect(simulation.between(10_000, 15_000).most).toBeLessThan(64 * 1.15);
  });

  test("with nothing known, in the middle of a flood, it ends at the same limit", async () => {
    for (const seed of [1, 2, 3]) {
      const simulation = await play({ seed, untilMs: 30_000, baselines: new Baselines() });
      expect(simulation.between(0, 30_000).most).toBeLessThanOrEqual(SAFE + 1);
      expect(simulation.between(10_000, 30_000).mean).toBeGreaterThan(SAFE - 1.5);
    }
    const two = await play({
      seed: 4,
      untilMs: 30_000,
      baselines: new Baselines(),
      changes: [[0, { workers: 2 }]],
    });
    expect(two.between(5_000, 30_000).most).toBeLessThanOrEqual(3);
  });
});

describe("one window of the limit", () => {
  const answers = (
    gradient: Gradient,
    count: number,
    ratio: number,
    fromMs: number,
    pressed = true,
  ): number => {
    let nowMs = fromMs;
    for (let index = 0; index < count; index++) {
      nowMs += 25;
      gradient.answered(
        {
          enteredMs: nowMs,
          latencyMs: 100 * ratio,
          expectedMs: 100,
          noise: 0,
          inFlight: gradient.limit,
          pressed,
        },
        nowMs,
      );
    }
    return nowMs;
  };
  const make = () => new Gradient({ floor: 2, start: 8, ceiling: 20 });

  test("grows by one while nothing waits and the door is used to the full, up to the ceiling", () => {
    const gradient = make();
    answers(gradient, 6, 1, 0);
    expect([gradient.limit, gradient.grew]).toEqual([9, true]);
    answers(gradient, 1_000, 1, 1_000);
    expect(gradient.limit).toBe(20);
  });

  test("does not grow when nobody wanted more", () => {
    const gradient = make();
    answers(gradient, 100, 1, 0, false);
    expect([gradient.limit, gradient.grew]).toEqual([8, false]);
  });

  test("shrinks to what is being worked on", () => {
    const gradient = make();
    const calmMs = answers(gradient, 6, 1, 0, false);
    const nowMs = answers(gradient, 6, 1.4, calmMs);
    expect(gradient.limit).toBe(6);
    expect(gradient.holding(nowMs + 100)).toBe(true);
  });

  test("answers of requests that entered before the last change do not count", () => {
    const gradient = make();
    const nowMs = answers(gradient, 6, 1.4, answers(gradient, 6, 1, 0, false));
    for (let index = 0; index < 50; index++) {
      gradient.answered(
        { enteredMs: nowMs - 100, latencyMs: 400, expectedMs: 100, noise: 0, inFlight: 8, pressed: true },
        nowMs + 50,
      );
    }
    expect(gradient.limit).toBe(6);
  });

  test("looks at the floor first when no limit below was ever seen without a queue", () => {
    const gradient = make();
    const nowMs = answers(gradient, 6, 1.3, 0);
    expect(gradient.limit).toBe(2);
    answers(gradient, 4, 1.3, nowMs);
    expect([gradient.limit, gradient.slowness]).toEqual([8, 1.3]);
  });

  test("slowness is raised at the floor only, and the door goes back to where it was", () => {
    const gradient = make();
    const nowMs = answers(gradient, 6, 4, 0);
    expect([gradient.limit, gradient.slowness]).toEqual([2, 1]);
    answers(gradient, 4, 4, nowMs);
    expect(gradient.slowness).toBeCloseTo(4);
    expect(gradient.limit).toBe(8);
  });

  test("what the floor does not confirm was our queue", () => {
    const gradient = make();
    const nowMs = answers(gradient, 6, 4, 0);
    answers(gradient, 4, 1, nowMs);
    expect([gradient.limit, gradient.slowness]).toEqual([2, 1]);
  });

  test("one failure is chance; more than a tenth, and at least two, shrink it", () => {
    const gradient = make();
    gradient.failed(0);
    expect(gradient.limit).toBe(8);
    gradient.failed(1);
    expect(gradient.limit).toBe(5);
    for (let index = 0; index < 20; index++) gradient.failed(2 + index);
    expect(gradient.limit).toBe(2);
    const mostlyWell = make();
    for (let index = 0; index < 50; index++) {
      answers(mostlyWell, 30, 1, index * 1_000, false);
      mostlyWell.failed(index * 1_000 + 900);
    }
    expect(mostlyWell.limit).toBe(8);
  });

  test("noise that calm times knew makes it wait for more answers", () => {
    const gradient = make();
    let seen = 0;
    while (gradient.limit === 8 && seen < 100) {
      const nowMs = ++seen;
      const one = { enteredMs: nowMs, expectedMs: 100, noise: 0.4, inFlight: 8, pressed: true };
      gradient.answered({ ...one, latencyMs: seen % 2 === 0 ? 60 : 140 }, nowMs);
    }
    expect(seen).toBeWithin(20, 65);
  });
});
