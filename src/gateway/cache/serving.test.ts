import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { Posture } from "../events.ts";
import { parseRequestDirectives } from "./cache-control.ts";
import { mayServe } from "./serving.ts";
import type { Freshness, StoredResponse } from "./stored-response.ts";

const nowMs = Date.parse("2026-01-05T09:00:00Z");

describe("what may be served", () => {
  const plain: Freshness = {
    lifetimeMs: 10_000,
    staleWhileRevalidateMs: 0,
    staleIfErrorMs: undefined,
    mustRevalidate: false,
    basis: "explicit",
  };
  const allowed = { strainedAgeMs: 600_000, siegeAgeMs: 86_400_000 };

  function serving(
    ageSeconds: number,
    more: Partial<Freshness> = {},
    posture: Posture = "calm",
    wish: string | null = null,
  ) {
    const stored: StoredResponse = {
      target: "/a",
      variant: "",
      status: 200,
      headers: [],
      body: new Uint8Array(),
      bodyHash: "",
      storedAtMs: nowMs,
      initialAgeMs: 1_000,
      freshness: { ...plain, ...more },
    };
    return mayServe(
      stored,
      parseRequestDirectives(wish),
      nowMs + ageSeconds * 1000 - 1_000,
      posture,
      allowed,
    );
  }

  test("in calm: fresh, then only if the origin fails", () => {
    expect([serving(9.9), serving(10), serving(1e6)]).toEqual(["fresh", "stale-on-error", "stale-on-error"]);
  });

  test("stale-while-revalidate and stale-if-error hold for their windows", () => {
    const windows = { staleWhileRevalidateMs: 5_000, staleIfErrorMs: 20_000 };
    expect([14, 15, 29, 30].map((age) => serving(age, windows))).toEqual([
      "stale-refresh",
      "stale-on-error",
      "stale-on-error",
      "no",
    ]);
  });

  test("the posture allows an age, fresh things stay fresh", () => {
    const ages = [9, 599, 600, 86_399, 86_400, 1e9];
    expect(ages.map((age) => serving(age, {}, "strained"))).toEqual([
      "fresh",
      "stale-refresh",
      ...Array(4).fill("stale-on-error"),
    ]);
    expect(ages.map((age) => serving(age, { staleIfErrorMs: 0 }, "siege"))).toEqual([
      "fresh",
      "stale-refresh",
      "stale-refresh",
      "stale-refresh",
      "no",
      "no",
    ]);
    expect(ages.map((age) => serving(age, { staleIfErrorMs: 0 }, "sealed"))).toEqual([
      "fresh",
      ...Array(5).fill("stale-refresh"),
    ]);
  });

  test("must-revalidate is never served stale, whatever else is allowed", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 1e7 }),
        fc.constantFrom<Posture>("calm", "strained", "siege", "sealed"),
        fc.constantFrom(null, "max-stale", "max-stale=100000", "no-cache", "only-if-cached"),
        fc.record({
          staleWhileRevalidateMs: fc.nat(),
          staleIfErrorMs: fc.option(fc.nat(), { nil: undefined }),
        }),
        (age, posture, wish, windows) => {
          expect(serving(age, { ...windows, mustRevalidate: true }, posture, wish)).toBe("no");
        },
      ),
      { seed: 8, numRuns: 300 },
    );
  });

  test.each<[string, number, string]>([
    ["no-cache", 1, "stale-on-error"],
    ["no-store", 1, "stale-on-error"],
    ["max-age=0", 0, "stale-on-error"],
    ["max-age=5", 5, "fresh"],
    ["max-age=5", 6, "stale-on-error"],
    ["min-fresh=5", 5, "fresh"],
    ["min-fresh=5", 6, "stale-on-error"],
    ["max-stale=5", 15, "stale-refresh"],
    ["max-stale=5", 16, "stale-on-error"],
    ["max-stale", 1e6, "stale-refresh"],
    ["only-if-cached", 1, "fresh"],
  ])("in calm a request with %s at age %p gets %s", (wish, age, expected) => {
    expect(serving(age, {}, "calm", wish)).toBe(expected as "fresh");
    expect(serving(9, {}, "strained", wish)).toBe("fresh");
  });

  test("a fresh page that must be revalidated when stale still stands in for a failing origin", () => {
    expect(serving(5, { mustRevalidate: true }, "calm", "no-cache")).toBe("stale-on-error");
    expect(serving(15, { staleIfErrorMs: 1_000 }, "calm", "no-cache")).toBe("no");
  });
});
