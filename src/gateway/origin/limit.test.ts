import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { OriginFailure } from "./exchange.ts";
import { OriginLimit, type Release } from "./limit.ts";

const soon = () => Bun.sleep(0);

describe("the limit at the origin", () => {
  test("lets in as many as it may; the next ones wait in the order in which they came", async () => {
    const limit = new OriginLimit(2, 10, 1_000);
    const order: number[] = [];
    const first = [await limit.acquire(), await limit.acquire()];
    const waiting = [1, 2, 3].map(async (n) => {
      const release = await limit.acquire();
      order.push(n);
      return release;
    });
    expect([limit.inFlight, limit.queued, limit.full]).toEqual([2, 3, true]);
    first[0]?.();
    await soon();
    expect(order).toEqual([1]);
    first[1]?.();
    await soon();
    expect(order).toEqual([1, 2]);
    (await waiting[0])?.();
    await soon();
    expect(order).toEqual([1, 2, 3]);
  });

  test("a full line refuses at once, a long wait ends", async () => {
    const limit = new OriginLimit(1, 1, 20);
    await limit.acquire();
    const late = limit.acquire();
    expect(limit.acquire()).rejects.toThrow("the line is full");
    expect(late).rejects.toThrow("no place at the origin within 20 ms");
    await late.catch((error) => expect((error as OriginFailure).code).toBe("busy"));
    expect(limit.queued).toBe(0);
  });

  test("giving a place back twice gives one place", async () => {
    const limit = new OriginLimit(1, 10, 1_000);
    const release = await limit.acquire();
    release();
    release();
    expect(limit.inFlight).toBe(0);
  });

  test("a wider door lets those in who wait", async () => {
    const limit = new OriginLimit(1, 10, 1_000);
    await limit.acquire();
    const waiting = limit.acquire();
    limit.adjust(2, 1_000);
    await waiting;
    expect(limit.inFlight).toBe(2);
  });

  test("whatever comes and goes, the count is right and never above the limit", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.boolean(), { maxLength: 60 }),
        async (max, steps) => {
          const limit = new OriginLimit(max, 1_000, 10_000);
          const held: Release[] = [];
          for (const comes of steps) {
            if (comes) void limit.acquire().then((release) => held.push(release));
            else held.shift()?.();
            await soon();
            expect(limit.inFlight).toBe(held.length);
            expect(limit.inFlight).toBeLessThanOrEqual(max);
            expect(limit.queued > 0 && !limit.full).toBe(false);
          }
          while (held.length > 0) {
            held.shift()?.();
            await soon();
          }
        },
      ),
      { numRuns: 30, seed: 7 },
    );
  });
});
