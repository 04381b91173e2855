import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { chooseEvicted } from "./eviction.ts";
import type { Inbound } from "./sockets.ts";

const held = (prefix: string, count: number, unservedMs = (n: number) => n): Inbound[] =>
  Array.from({ length: count }, (_, n) => ({
    fd: n,
    address: `${prefix}.${n % 250}`,
    prefix,
    unservedMs: unservedMs(n),
    unsentBytes: 0,
  }));
const countOf = (some: readonly Inbound[], prefix: string) =>
  some.filter((one) => one.prefix === prefix).length;

describe("which connections end", () => {
  test("those of the networks that hold most, down to one level; who holds few keeps all", () => {
    const connections = [
      ...held("10.0.0", 500),
      ...held("10.0.1", 400),
      ...held("192.0.2", 30),
      ...held("198.51.100", 1),
    ];
    const evicted = chooseEvicted(connections, 700);
    // 231 may stay: 1 and 30 whole, 100 each for the others.
    expect(["10.0.0", "10.0.1", "192.0.2", "198.51.100"].map((one) => countOf(evicted, one))).toEqual([
      400, 300, 0, 0,
    ]);
  });

  test("in a network, those that were given nothing for longest", () => {
    const evicted = chooseEvicted(
      held("10.0.0", 10, (n) => (n * 7) % 10),
      4,
    );
    expect(evicted.map(({ unservedMs }) => unservedMs)).toEqual([9, 8, 7, 6]);
  });

  test("nobody when there is no surplus, everybody when nothing may stay", () => {
    expect(chooseEvicted(held("10.0.0", 5), 0)).toEqual([]);
    expect(chooseEvicted(held("10.0.0", 5), -3)).toEqual([]);
    expect(chooseEvicted(held("10.0.0", 5), 99)).toHaveLength(5);
    expect(chooseEvicted([], 5)).toEqual([]);
  });

  test("for all crowds: enough ends, no more than the last share too many, nobody below another loses", () => {
    const crowd = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(crowd, fc.integer({ min: 1, max: 300 }), (counts, surplus) => {
        const connections = counts.flatMap((count, n) => held(`10.0.${n}`, count));
        const evicted = chooseEvicted(connections, surplus);
        expect(evicted.length).toBeGreaterThanOrEqual(Math.min(surplus, connections.length));
        expect(evicted.length).toBeLessThan(surplus + counts.length);
        const left = counts.map((count, n) => count - countOf(evicted, `10.0.${n}`));
        const level = Math.max(...left);
        counts.forEach((count, n) => {
          expect(left[n]).toBe(Math.min(count, level));
        });
        expect(new Set(evicted).size).toBe(evicted.length);
      }),
      { seed: 20241231, numRuns: 300 },
    );
  });
});
