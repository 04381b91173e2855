import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { isDeciding, RETRO_MS, Trust } from "./trust.ts";
import type { HealthChange } from "./views.ts";

const T = 1_700_000_000_000;
const MINUTE = 60_000;
const change = (
  vantage: string,
  minute: number,
  health: HealthChange["health"],
  why = "canaries",
): HealthChange => ({
  vantage,
  at: T + minute * MINUTE,
  health,
  why,
});

describe("a point of measurement", () => {
  const trust = new Trust([
    change("local", 10, "suspect"),
    change("local", 20, "ok"),
    change("local", 30, "down"),
  ]);
  test.each([
    [0, 1, true],
    [8, 8.9, true],
    [8, 9.1, false],
    [9.5, 9.6, false],
    [15, 16, false],
    [19.9, 21, false],
    [20.1, 21, true],
    [29.5, 29.6, false],
    [1_000, 1_001, false],
  ])("between minute %d and %d is believed: %p", (from, to, believed) => {
    expect(trust.isTrusted("local", T + from * MINUTE, T + to * MINUTE)).toBe(believed);
  });

  test("that is only silent is believed when what it measured arrives", () => {
    const silent = new Trust([change("lyon", 10, "down", "not heard"), change("lyon", 20, "ok", "")]);
    expect(silent.isTrusted("lyon", T + 15 * MINUTE, T + 16 * MINUTE)).toBe(true);
    expect(silent.suspendedMs(["lyon"], T, T + 60 * MINUTE)).toBe(0);
  });

  test("decides from French territory, or from where the house is", () => {
    expect(["FR", "RE", "NC"].every((country) => isDeciding(country, "FR"))).toBe(true);
    expect(isDeciding("DE", "FR")).toBe(false);
    expect(isDeciding("BE", "BE")).toBe(true);
  });
});

test("measuring is suspended for exactly the time in which nobody is trusted", () => {
  const step = fc.record({
    vantage: fc.constantFrom("a", "b"),
    after: fc.integer({ min: 2, max: 20 }),
    health: fc.constantFrom<HealthChange["health"]>("ok", "suspect", "down"),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      let minute = 5;
      const changes = steps.map(({ vantage, after, health }) => {
        minute += after;
        return change(vantage, minute, health);
      });
      const trust = new Trust(changes);
      const to = T + (minute + 30) * MINUTE;
      let counted = 0;
      for (let at = T; at < to; at += RETRO_MS) {
        const middle = at + RETRO_MS / 2;
        if (!trust.isTrusted("a", middle, middle) && !trust.isTrusted("b", middle, middle))
          counted += RETRO_MS;
      }
      expect(trust.suspendedMs(["a", "b"], T, to)).toBe(counted);
    }),
    { seed: 1, numRuns: 300 },
  );
  expect(new Trust([]).suspendedMs([], T, T + MINUTE)).toBe(MINUTE);
});
