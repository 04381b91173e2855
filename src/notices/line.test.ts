import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { Channel } from "./channels/channel.ts";
import { Line, type Pending } from "./line.ts";

const channel = { concurrency: 3 } as Channel;
const pending = (notice: string, n: number, dueAtMs = 0, queuedAtMs = 0): Pending => ({
  notice,
  n,
  channel: "courriel",
  queuedAtMs,
  attempts: 0,
  unknown: false,
  underWay: false,
  dueAtMs,
  reason: "",
});
const names = (line: Line, nowMs: number) => {
  const taken: string[] = [];
  for (let next = line.next(nowMs); next !== undefined; next = line.next(nowMs)) {
    taken.push(`${next.notice}.${next.n}`);
  }
  return taken;
};

describe("a line", () => {
  test("lets notices take turns, so that a short one overtakes a long one", () => {
    const line = new Line(channel);
    for (let n = 0; n < 4; n++) line.add(pending("long", n));
    expect(line.next(0)).toMatchObject({ notice: "long", n: 0 });
    for (let n = 0; n < 2; n++) line.add(pending("short", n));
    expect(names(line, 0)).toEqual(["long.1", "short.0", "long.2", "short.1", "long.3"]);
  });

  test("gives each exactly once, and none before its time", () => {
    const waiting = fc.array(fc.record({ notice: fc.constantFrom("a", "b", "c"), due: fc.nat(100) }));
    fc.assert(
      fc.property(waiting, fc.func(fc.boolean()), (all, removes) => {
        const line = new Line(channel);
        const added = all.map(({ notice, due }, n) => pending(notice, n, due));
        for (const one of added) line.add(one);
        const removed = added.filter((one) => removes(one.n));
        for (const one of removed) line.remove(one);
        const seen: number[] = [];
        for (let nowMs = 0; nowMs <= 100; nowMs += 7) {
          for (let next = line.next(nowMs); next !== undefined; next = line.next(nowMs)) {
            expect(next.dueAtMs).toBeLessThanOrEqual(nowMs);
            seen.push(next.n);
          }
        }
        for (let next = line.next(100); next !== undefined; next = line.next(100)) seen.push(next.n);
        const expected = added.filter((one) => !removed.includes(one)).map(({ n }) => n);
        expect(seen.sort((a, b) => a - b)).toEqual(expected);
        expect(line.wakeAtMs()).toBe(Number.POSITIVE_INFINITY);
      }),
      { seed: 1 },
    );
  });

  test("rests after a failure, then tries one at a time until one is taken", () => {
    const line = new Line(channel);
    for (let n = 0; n < 9; n++) line.add(pending("n-1", n));
    line.learn({ result: "not-now", reason: "refused", channelDown: true }, 0, 50);
    expect(line.next(49)).toBeUndefined();
    expect(line.wakeAtMs()).toBe(50);
    expect(line.next(50)).toBeDefined();
    line.busy = 1;
    expect(line.next(50)).toBeUndefined();
    line.learn({ result: "delivered", answer: "" }, 50, 0);
    expect(line.next(50)).toBeDefined();
    line.busy = 3;
    expect(line.next(50)).toBeUndefined();
  });

  test("does not wait for a clock that was put back by days", () => {
    const line = new Line(channel);
    line.add(pending("a", 0, 300_000_000));
    line.learn({ result: "not-now", reason: "refused", channelDown: true }, 299_000_000, 1_000_000);
    expect(line.next(1_000)).toMatchObject({ n: 0 });
  });

  test("gives up what is too old, due or not", () => {
    const line = new Line(channel);
    line.add(pending("a", 0, 0, 0));
    line.add(pending("a", 1, 0, 900_000));
    line.add(pending("b", 2, 3_000_000, 0));
    line.next(1);
    line.add(pending("a", 3, 0, 0));
    expect(line.tooOld(1_000_000, 500_000).map(({ n }) => n)).toEqual([3, 2]);
    expect(line.tooOld(1_000_001, 500_000)).toEqual([]);
    expect(names(line, 10_000_000)).toEqual(["a.1"]);
  });
});
