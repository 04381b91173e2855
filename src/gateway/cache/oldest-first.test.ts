import { expect, test } from "bun:test";
import fc from "fast-check";
import { OldestFirst } from "./oldest-first.ts";

test("against a list: the same entries in the same order after any acts", () => {
  const step = fc.record({
    act: fc.constantFrom("set", "set", "set", "delete"),
    key: fc.integer({ min: 0, max: 12 }),
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.array(step, { maxLength: 80 }), (most, steps) => {
      const map = new OldestFirst<number, number>(most);
      let list: Array<[number, number]> = [];
      for (const [at, { act, key }] of steps.entries()) {
        const was = list.some(([one]) => one === key);
        list = list.filter(([one]) => one !== key);
        if (act === "delete") expect(map.delete(key)).toBe(was);
        else {
          if (list.length >= most) list.shift();
          list.push([key, at]);
          map.set(key, at);
        }
        expect([...map]).toEqual(list);
        expect([map.size, map.has(key), map.get(key)]).toEqual([
          list.length,
          act === "set",
          act === "set" ? at : undefined,
        ]);
      }
    }),
    { seed: 12, numRuns: 200 },
  );
});

test("a flood of new keys costs the same at any size", () => {
  const map = new OldestFirst<number, true>(50_000);
  const begunMs = performance.now();
  for (let n = 0; n < 300_000; n++) map.set(n, true);
  expect(map.size).toBe(50_000);
  // With a walk over deleted keys this takes a minute.
  expect(performance.now() - begunMs).toBeLessThan(5_000);
});
