import { describe, expect, test } from "bun:test";
import { BASELINE_ROUTES_MAX, Baselines, ROUTE_NAME_CHARACTERS_MAX } from "./baseline.ts";
import { makeRandom } from "./simulation.ts";

function observe(baselines: Baselines, route: string, ...answersMs: number[]): void {
  for (const ms of answersMs) baselines.observe("page", route, ms);
}

describe("the baseline of calm times", () => {
  test("a route has its own value, an unknown one that of its class, an unknown class none", () => {
    const baselines = new Baselines();
    expect(baselines.empty).toBe(true);
    observe(baselines, "GET /a", 100, 100, 100);
    observe(baselines, "GET /b", 300, 300, 300);
    expect(baselines.empty).toBe(false);
    expect(baselines.expected("page", "GET /a")).toBeCloseTo(100);
    expect(baselines.expected("page", "GET /b")).toBeCloseTo(300);
    expect(baselines.expected("page", "GET /c")).toBeCloseTo(200);
    expect(baselines.expectedOfClass("page")).toBeCloseTo(200);
    expect(baselines.expected("search", "GET /c")).toBeUndefined();
  });

  test("one or two answers say nothing yet", () => {
    const baselines = new Baselines();
    observe(baselines, "GET /a", 100, 100);
    expect(baselines.expected("page", "GET /a")).toBeUndefined();
    expect(baselines.empty).toBe(true);
  });

  test("tells mean and noise of a noisy route", () => {
    const random = makeRandom(1);
    const baselines = new Baselines();
    for (let index = 0; index < 3_000; index++) baselines.observe("page", "GET /a", 100 + 100 * random());
    expect(baselines.expected("page", "GET /a")).toBeWithin(142, 158);
    expect(baselines.noise("page", "GET /a")).toBeWithin(0.15, 0.24);
    expect(baselines.noise("form", "POST /b")).toBe(0);
  });

  test("one mishap hardly moves it, a lasting change does", () => {
    const baselines = new Baselines();
    for (let index = 0; index < 200; index++) observe(baselines, "GET /a", 100);
    observe(baselines, "GET /a", 30_000);
    expect(baselines.expected("page", "GET /a")).toBeLessThan(105);
    for (let index = 0; index < 600; index++) observe(baselines, "GET /a", 400);
    expect(baselines.expected("page", "GET /a")).toBeWithin(395, 405);
  });

  test("comes back from JSON as it was", () => {
    const baselines = new Baselines();
    observe(baselines, "GET /a", 100, 120, 90, 110);
    baselines.observe("form", "POST /b", 250);
    const again = Baselines.fromJSON(JSON.parse(JSON.stringify(baselines)));
    expect(JSON.stringify(again)).toBe(JSON.stringify(baselines));
    expect(again.expected("page", "GET /a")).toBe(baselines.expected("page", "GET /a"));
  });

  test("what cannot be read is an empty one", () => {
    const broken = [
      null,
      "x",
      { version: 2, classes: {}, routes: [] },
      { version: 1, classes: { page: { ms: -1, spread: 0, samples: 3 } }, routes: [] },
      { version: 1, classes: {}, routes: [["GET /a", { ms: Number.NaN, spread: 0, samples: 3 }]] },
    ];
    for (const saved of broken) expect(Baselines.fromJSON(saved).empty).toBe(true);
  });

  test("holds a bounded number of routes, and no long names", () => {
    const baselines = new Baselines();
    for (let index = 0; index < 3 * BASELINE_ROUTES_MAX; index++) observe(baselines, `GET /${index}`, 100);
    observe(baselines, `GET /${"x".repeat(ROUTE_NAME_CHARACTERS_MAX)}`, 100, 100, 100);
    const saved = baselines.toJSON() as { routes: [string, unknown][] };
    expect(saved.routes.length).toBe(BASELINE_ROUTES_MAX);
    expect(saved.routes.every(([route]) => route.length <= ROUTE_NAME_CHARACTERS_MAX)).toBe(true);
    expect(Baselines.fromJSON(saved).empty).toBe(false);
  });
});
