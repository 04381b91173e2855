import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { SLOT_MS, Wheel } from "./wheel.ts";

const step = fc.oneof(
  fc.record({ act: fc.constant("set"), item: fc.nat(40), inMs: fc.integer({ min: -500, max: 1_500_000 }) }),
  fc.record({ act: fc.constant("delete"), item: fc.nat(40) }),
  fc.record({ act: fc.constant("advance"), byMs: fc.integer({ min: 0, max: 900_000 }) }),
);

describe("a timing wheel", () => {
  test("gives each item at its last moment, once, and no other: like a plain table", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        let nowMs = 1_000;
        const wheel = new Wheel(nowMs, 41);
        const table = new Map<number, number>();
        for (const one of steps) {
          if ("inMs" in one) {
            wheel.set(one.item, nowMs + one.inMs);
            table.set(one.item, nowMs + one.inMs);
          } else if ("item" in one) {
            wheel.delete(one.item);
            table.delete(one.item);
          } else {
            nowMs += one.byMs;
            const taken = new Map<number, number>();
            wheel.advance(nowMs, (item, at) => {
              expect(taken.has(item)).toBe(false);
              taken.set(item, at);
            });
            const due = [...table].filter(([, at]) => at <= nowMs);
            expect([...taken].sort(byItem)).toEqual(due.sort(byItem));
            for (const [item] of due) table.delete(item);
          }
          expect(wheel.size).toBe(table.size);
          for (let item = 0; item <= 40; item++) expect(wheel.has(item)).toBe(table.has(item));
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test("gives them in the order of their moments, as exact as a slot", () => {
    const wheel = new Wheel(0, 5_000);
    const moments = Array.from({ length: 5_000 }, (_, item) => (item * 7_919) % 300_000);
    for (const [item, at] of moments.entries()) wheel.set(item, at);
    let before = 0;
    let given = 0;
    for (let nowMs = 0; nowMs <= 300_000; nowMs += 50) {
      wheel.advance(nowMs, (_, at) => {
        expect(at).toBeGreaterThan(before - SLOT_MS);
        expect(nowMs - at).toBeLessThan(50);
        before = at;
        given++;
      });
    }
    expect(given).toBe(5_000);
  });

  test("lets what it hands out be set again, for a later call", () => {
    const wheel = new Wheel(0, 5_000);
    for (let item = 0; item < 4; item++) wheel.set(item, 10);
    const taken: number[] = [];
    wheel.advance(20, (item) => {
      taken.push(item);
      wheel.set(item, 15);
    });
    expect(taken).toEqual([0, 1, 2, 3]);
    wheel.advance(21, (item) => taken.push(item));
    expect(taken).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
    expect(wheel.size).toBe(0);
  });
});

const byItem = (a: [number, number], b: [number, number]) => a[0] - b[0];
