import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { PhasePoint } from "../../../watch/events.ts";
import { boxOf, stepOfArea } from "./map-shape.ts";
import { OUTLINES } from "./outlines.ts";
import { apart, GAP_MS, layersOf, runsOf, topOf } from "./phase-shape.ts";

describe("the map", () => {
  test("has the ninety-six départements, each with a box on the map for its number", () => {
    expect(OUTLINES).toHaveLength(96);
    expect(new Set(OUTLINES.map(({ code }) => code)).size).toBe(96);
    for (const { code, box } of OUTLINES) {
      expect(box.width, code).toBeGreaterThan(2);
      expect(box.x, code).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width, code).toBeLessThanOrEqual(613);
      expect(box.y + box.height, code).toBeLessThanOrEqual(586);
    }
  });

  test("puts a number on the largest piece, not between islands", () => {
    expect(boxOf("m 10,10 4,0 0,4 -4,0 z m 90,90 10,0 0,10 -10,0 z")).toEqual({
      x: 100,
      y: 100,
      width: 10,
      height: 10,
    });
    expect(boxOf("m 0,0 20,0 0,20 -20,0 z m 90,90 1,0 0,1 z")).toEqual({ x: 0, y: 0, width: 20, height: 20 });
  });

  test("tints by the share of judged sites in trouble", () => {
    const area = (accessible: number, intermittent: number, inaccessible: number, inconclusive = 0) => ({
      sites: accessible + intermittent + inaccessible + inconclusive,
      accessible,
      intermittent,
      inaccessible,
      inconclusive,
    });
    expect(stepOfArea(area(0, 0, 0))).toBe("none");
    expect(stepOfArea(area(0, 0, 0, 4))).toBe("unknown");
    expect(stepOfArea(area(9, 0, 0, 400))).toBe("well");
    expect(stepOfArea(area(199, 1, 0))).toBe("some");
    expect(stepOfArea(area(95, 2, 3))).toBe("many");
    expect(stepOfArea(area(3, 1, 0))).toBe("most");
  });
});

const point = (minute: number, outcome: PhasePoint["outcome"], totalMs = 140): PhasePoint => ({
  at: new Date(minute * 60_000).toISOString(),
  outcome,
  dnsMs: 2,
  tcpMs: 11,
  tlsMs: 25,
  firstByteMs: 90,
  totalMs,
});

describe("response times", () => {
  test("are layers that add up to the whole", () => {
    expect(layersOf(point(0, "up"))).toEqual([2, 11, 25, 90, 12]);
    expect(layersOf({ at: "", outcome: "up", totalMs: 40 })).toEqual([0, 0, 0, 0, 40]);
  });

  test("are not joined over an outage, nor over a time without a measurement", () => {
    const gap = GAP_MS / 60_000;
    const points = [
      point(0, "up"),
      point(5, "shaky"),
      point(10, "down"),
      point(15, "up"),
      point(16 + gap, "up"),
    ];
    expect(runsOf(points).map((run) => run.length)).toEqual([2, 1, 1]);
  });

  test("fit the axis, but for the few that took far longer", () => {
    const points = [...Array.from({ length: 99 }, (_, n) => point(n, "up", 300)), point(100, "up", 9_000)];
    expect(topOf(points)).toBe(500);
    expect(topOf([])).toBe(100);
    expect(topOf([point(0, "down", 10_000)])).toBe(100);
  });

  test("have labels that keep their distance and stay on the drawing", () => {
    const wanted = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(wanted, (given) => {
        const places = apart(
          [...given].sort((a, b) => a - b),
          13,
          100,
        );
        for (const [n, place] of places.entries()) {
          expect(place).toBeLessThanOrEqual(100);
          if (n > 0) expect(place - (places[n - 1] ?? 0)).toBeGreaterThanOrEqual(13 - 1e-9);
        }
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});
