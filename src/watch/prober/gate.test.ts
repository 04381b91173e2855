import { expect, test } from "bun:test";
import fc from "fast-check";
import { Gate } from "./gate.ts";

test("a gate never lets in more than its limit, keeps each key's order, and leaves nobody standing", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ key: fc.nat(3), leave: fc.boolean() }), { maxLength: 200 }), (steps) => {
      const limits = [1, 2, 3, 5];
      const gate = new Gate((key) => limits[key] ?? 0);
      const inside: number[][] = [[], [], [], []];
      const let_in: number[][] = [[], [], [], []];
      const came: number[][] = [[], [], [], []];
      const lists = (key: number) => ({
        here: inside[key] ?? [],
        went: let_in[key] ?? [],
        all: came[key] ?? [],
      });
      const go = (key: number) => (item: number) => {
        lists(key).here.push(item);
        lists(key).went.push(item);
      };
      let items = 0;
      const leave = (key: number) => {
        if (lists(key).here.shift() !== undefined) gate.leave(key, go(key));
      };
      for (const { key, leave: leaves } of steps) {
        if (leaves) leave(key);
        else {
          const item = items++;
          lists(key).all.push(item);
          if (gate.enter(key, item)) go(key)(item);
        }
        for (const [one, limit] of limits.entries()) {
          expect(lists(one).here.length).toBeLessThanOrEqual(limit);
          expect(gate.inside(one)).toBe(lists(one).here.length);
        }
      }
      for (const key of limits.keys()) while (lists(key).here.length > 0) leave(key);
      expect(let_in).toEqual(came);
      expect(gate.waiting).toBe(0);
    }),
    { seed: 1, numRuns: 200 },
  );
});

test("a line before one key does not hold up another, and a raised limit lets the next in", () => {
  const limits = new Map([
    [1, 1],
    [2, 1],
  ]);
  const gate = new Gate((key) => limits.get(key) ?? 0);
  expect([gate.enter(1, 10), gate.enter(1, 11), gate.enter(1, 12), gate.enter(2, 20)]).toEqual([
    true,
    false,
    false,
    true,
  ]);
  limits.set(1, 2);
  const went: number[] = [];
  gate.open(1, (item) => went.push(item));
  expect(went).toEqual([11]);
});
