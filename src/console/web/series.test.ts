import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { drawnColumns, drawnOf } from "../live-messages.ts";
import { Cast } from "../../../test/support/console-harness.ts";
import { scenes } from "../../../test/support/console-scenes.ts";
import { apart } from "./end-labels.ts";
import {
  answeredCount,
  demandRatio,
  keptShare,
  lastMinute,
  lostShare,
  pointsOf,
  type Row,
  SPAN_MS,
  STEP_MS,
  unansweredShare,
  withoutZeroRuns,
  withRow,
} from "./series.ts";

const now = Date.parse("2026-11-22T15:28:03Z");
const nothing = Object.fromEntries(drawnColumns.map((column) => [column, 0])) as Omit<Row, "at">;
const row = (secondsAgo: number, change: Partial<Row> = {}): Row => ({
  ...nothing,
  at: now - secondsAgo * 1000,
  requests: 10,
  fromMemory: 8,
  fromSnapshot: 1,
  toOrigin: 1,
  originPasses: 0,
  unavailable: 0,
  originMsP50: 100,
  originMsP95: 200,
  ...change,
});

describe("the series", () => {
  test("holds the span and no second twice", () => {
    const old = [row(1_000), row(899), row(1)];
    const after = withRow(old, row(0));
    expect(after.map(({ at }) => now - at)).toEqual([899_000, 1_000, 0]);
    expect(withRow(after, row(0))).toBe(after);
    expect(withRow(after, row(5))).toBe(after);
  });

  test("is drawn over the whole span, at whole steps, without the step that runs", () => {
    const points = pointsOf([row(0), row(4), row(6)], now, STEP_MS);
    expect(points.length).toBe(SPAN_MS / STEP_MS);
    expect(points.every(({ at }) => at % STEP_MS === 0)).toBe(true);
    expect(points.at(-1)?.at).toBe(Math.floor(now / STEP_MS) * STEP_MS - STEP_MS);
    expect(points.filter(({ requests }) => requests !== null).length).toBe(1);
  });

  test("a step is the mean of its counts and the slowest of its latencies; nothing measured is not zero", () => {
    const at = (ms: number, change: Partial<Row>) => ({ ...row(0, change), at: now - 13_000 + ms });
    const [point] = pointsOf(
      [at(0, { requests: 4, originMsP95: null }), at(1_000, { requests: 8, originMsP95: 900 })],
      now,
      STEP_MS,
    ).filter(({ requests }) => requests !== null);
    expect([point?.requests, point?.originMsP95]).toEqual([6, 900]);
    const [silent] = pointsOf([at(0, { originMsP50: null })], now, STEP_MS).filter(
      ({ requests }) => requests !== null,
    );
    expect(silent?.originMsP50).toBeNull();
  });

  test("sums the last minute only", () => {
    const minute = lastMinute([row(61, { unavailable: 5 }), row(30), row(1, { unavailable: 2 })], now);
    expect(minute).toMatchObject({ seconds: 2, requests: 20, unavailable: 2, p50Ms: 100, p95Ms: 200 });
    expect(keptShare(minute)).toBe(0.9);
    expect(unansweredShare(minute)).toBe(0.1);
    expect(keptShare(lastMinute([], now))).toBeNull();
    expect(unansweredShare(lastMinute([], now))).toBe(0);
  });

  test("shares stay between 0 and 1 whatever the counts", () => {
    const count = fc.nat(1_000);
    fc.assert(
      fc.property(count, count, count, count, (requests, fromMemory, fromSnapshot, unavailable) => {
        const minute = lastMinute([row(1, { requests, fromMemory, fromSnapshot, unavailable })], now);
        for (const share of [keptShare(minute) ?? 0, unansweredShare(minute)]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  test("who waited for another's request is not counted twice when that request failed", () => {
    const site = new Cast(scenes.calm ?? { demo: false, hasDigests: true, sites: [] }).past[0]?.sites[0];
    if (site === undefined) throw new Error("no site");
    const window = {
      ...site.window,
      requests: 10,
      fromMemory: 2,
      fromMemoryStale: 1,
      fromSnapshot: 0,
      originPasses: 0,
      malformed: 0,
      challenged: 0,
      coalesced: 6,
    };
    expect(drawnOf({ ...site, window: { ...window, unavailable: 0 } }).fromMemory).toBe(9);
    expect(drawnOf({ ...site, window: { ...window, unavailable: 6 } }).fromMemory).toBe(4);
  });
});

describe("who is lost", () => {
  const of = (change: Partial<Row>) => lastMinute([row(1, { requests: 1_000, ...change })], now);

  test("outside a siege: everybody who stays without an answer", () => {
    for (const posture of ["calm", "strained", "sealed"] as const)
      expect(lostShare(of({ unavailable: 100, "refused.anonymous": 100 }), posture)).toBe(0.1);
  });

  test("in a siege: refused citizens, not robots who are refused by the thousand", () => {
    expect(
      lostShare(of({ unavailable: 500, "refused.anonymous": 400, "refused.suspected": 100 }), "siege"),
    ).toBe(0);
    expect(lostShare(of({ citizensServed: 15, citizensRefused: 5 }), "siege")).toBe(0.25);
    expect(lostShare(of({ unavailable: 500, "refused.anonymous": 100 }), "siege")).toBe(0.4);
  });

  test("the waiting page and no answer are no answers", () => {
    expect(answeredCount(of({ unavailable: 300, challenged: 200 }))).toBe(500);
    expect(answeredCount(of({ unavailable: 900, challenged: 200 }))).toBe(0);
  });

  test("each standing's minute is added up", () => {
    const { byStanding } = lastMinute([row(2, { "served.staff": 2 }), row(1, { "served.staff": 3 })], now);
    expect([byStanding.staff.served, byStanding.staff.refused]).toEqual([5, 0]);
  });

  test("demand is that of the last seconds, and unknown while capacity is", () => {
    const asked = { demandMs: 90_000, capacityMs: 2_000 };
    expect(demandRatio([row(60, { demandMs: 1, capacityMs: 1 }), row(2, asked), row(1, asked)], now)).toBe(
      45,
    );
    expect(demandRatio([row(1, { demandMs: 5, capacityMs: 0 })], now)).toBeNull();
    expect(demandRatio([], now)).toBeNull();
  });
});

describe("lines", () => {
  test("of what did not happen are not drawn, but rise from zero and end there", () => {
    expect(withoutZeroRuns([0, 0, 0, 3, 0, 0, null, 0])).toEqual([null, null, 0, 3, 0, null, null, null]);
    expect(withoutZeroRuns([])).toEqual([]);
  });

  test("labels keep their distance, their order and their place", () => {
    expect(apart([100, 100, 100], 10, 0, 200)).toEqual([100, 110, 120]);
    expect(apart([195, 50, 199], 10, 0, 200)).toEqual([190, 50, 200]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 350 }), { maxLength: 6 }), (positions) => {
        const placed = apart(positions, 20, 0, 300);
        const sorted = [...placed].sort((a, b) => a - b);
        sorted.forEach((y, index) => {
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(300);
          if (index > 0) expect(y - (sorted[index - 1] ?? 0)).toBeGreaterThanOrEqual(20);
        });
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});
