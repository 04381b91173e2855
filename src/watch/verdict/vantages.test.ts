import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { Trouble } from "./minute.ts";
import {
  BROAD_NETWORKS_MIN,
  CANARIES_MIN,
  SILENT_MS_MAX,
  TAKEN_BACK_MS,
  Vantages,
  WELL_FOR_MS,
} from "./vantages.ts";

const T = Date.UTC(2026, 0, 1);
const SECOND = 1_000;

/** A vantage point that ends `perSecond` rounds a second, on `networks` networks. */
function watching(perSecond: number, networks: number) {
  const vantages = new Vantages();
  vantages.add(0, true);
  let [now, rounds] = [T, 0];
  const second = (
    troubleOf: (network: number, round: number) => Trouble,
    own: "ok" | "suspect" | "down" = "ok",
  ) => {
    now += SECOND;
    vantages.says(0, own, own === "ok" ? "" : "canaries", now);
    for (let n = 0; n < perSecond; n++) {
      const network = rounds++ % networks;
      vantages.heard(0, now - 500, troubleOf(network, rounds), network);
    }
    return vantages.settle(now);
  };
  const seconds = (count: number, troubleOf: (network: number, round: number) => Trouble) =>
    Array.from({ length: count }, () => second(troubleOf)).flat();
  return { vantages, second, seconds, now: () => now };
}
const well = () => 0 as Trouble;

describe("a vantage point", () => {
  test("is trusted once it was heard, and no longer when it is silent", () => {
    const vantages = new Vantages();
    vantages.add(0, true);
    expect(vantages.settle(T)).toEqual([]);
    expect(vantages.facts()).toEqual({ french: 1, trusted: 0 });
    vantages.says(0, "ok", "", T);
    expect(vantages.settle(T)).toEqual([{ vantage: 0, was: "down", is: "ok", why: "" }]);
    expect(vantages.facts().trusted).toBe(1);
    expect(vantages.settle(T + SILENT_MS_MAX)).toEqual([]);
    expect(vantages.settle(T + SILENT_MS_MAX + 1)).toEqual([
      { vantage: 0, was: "ok", is: "down", why: "not heard" },
    ]);
    // What it measured meanwhile may still come, and counts.
    expect(vantages.trusts(0, T + 1_000, T + 2_000)).toBe(true);
  });

  test("that doubts itself is believed, and its last minute with it", () => {
    const { vantages, second, seconds, now } = watching(10, 50);
    seconds(100, well);
    const [change] = second(well, "suspect");
    expect(change).toEqual({
      vantage: 0,
      was: "ok",
      is: "suspect",
      why: "canaries",
      takeBackFrom: now() - TAKEN_BACK_MS,
    });
    expect(vantages.trusts(0, now() - TAKEN_BACK_MS - 5_000, now() - TAKEN_BACK_MS - 1)).toBe(true);
    expect(vantages.trusts(0, now() - TAKEN_BACK_MS - 5_000, now() - TAKEN_BACK_MS)).toBe(false);
    expect(vantages.suspendedSince()).toBe(now());
    expect(seconds(WELL_FOR_MS / SECOND - 1, well)).toEqual([]);
    expect(seconds(1, well)).toEqual([{ vantage: 0, was: "suspect", is: "ok", why: "" }]);
    expect(vantages.suspendedSince()).toBeUndefined();
    expect(vantages.suspendedMs(T + 10_000, now())).toBe(WELL_FOR_MS);
  });

  test("is suspected when everything turns down, everywhere", () => {
    const { seconds } = watching(20, 100);
    expect(seconds(90, well)).toHaveLength(1);
    const [change] = seconds(15, () => 2);
    expect(change).toMatchObject({ is: "suspect", why: expect.stringContaining("turned down") });
  });

  test("is suspected when attempts fail all over, though a later one is answered", () => {
    const { seconds } = watching(20, 100);
    seconds(90, well);
    const [change] = seconds(30, (_, round) => (round % 4 === 0 ? 1 : 0));
    expect(change).toMatchObject({ is: "suspect", why: expect.stringContaining("an attempt failed") });
  });

  test("is not for one lost attempt of a hundred, however long", () => {
    const { seconds } = watching(40, 100);
    seconds(2, well);
    expect(seconds(600, (_, round) => (round % 97 === 0 ? 1 : 0))).toEqual([]);
  });

  test("is not for one host, be it a third of all sites", () => {
    const { seconds } = watching(30, 90);
    seconds(90, well);
    expect(seconds(120, (network) => (network % 3 === 0 && network < 27 ? 2 : 0))).toEqual([]);
    const many = new Vantages();
    many.add(0, true);
    for (let s = 0; s < 180; s++) {
      const now = T + s * SECOND;
      many.says(0, "ok", "", now);
      // A third of the rounds are of twenty networks of two hundred: one large host.
      for (let n = 0; n < 30; n++)
        many.heard(0, now, s > 60 && n < 10 ? 2 : 0, n < 10 ? (s * 10 + n) % 20 : 20 + ((s * 20 + n) % 180));
      many.settle(now);
    }
    expect(many.health(0)?.state).toBe("ok");
  });

  test("is not when its canaries answer and the list is short, for it may hold nothing but what is attacked", () => {
    const attacked = (networks: number, canariesOk: number) => {
      const vantages = new Vantages();
      vantages.add(0, true);
      for (let s = 0; s < 150; s++) {
        const now = T + s * SECOND;
        vantages.says(0, "ok", "", now, canariesOk);
        for (let n = 0; n < networks / 30; n++)
          vantages.heard(0, now, s > 90 ? 2 : 0, (s * Math.floor(networks / 30) + n) % networks);
        vantages.settle(now);
      }
      return vantages.health(0)?.state;
    };
    expect(attacked(60, 6)).toBe("ok");
    expect(attacked(60, CANARIES_MIN - 1)).toBe("suspect");
    expect(attacked(2 * BROAD_NETWORKS_MIN, 6)).toBe("suspect");
  });

  test("counts backlog when it was measured, not when it came", () => {
    const { vantages, seconds, now } = watching(20, 100);
    seconds(90, well);
    for (let n = 0; n < 400; n++) vantages.heard(0, now() - 3_600_000, 2, n % 100);
    expect(vantages.settle(now())).toEqual([]);
  });

  test("never is trusted while it has reason for doubt, whatever comes", () => {
    const trouble = fc.constantFrom<Trouble>(0, 1, 2);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(trouble, fc.constantFrom("ok", "suspect", "down")), { maxLength: 200 }),
        (story) => {
          const { vantages, second, now } = watching(20, 100);
          for (const [one, own] of story) {
            second(() => one, own as "ok");
            const trusted = (vantages.facts().trusted & 1) !== 0;
            expect(trusted).toBe(vantages.health(0)?.state === "ok");
            if (own !== "ok") expect(trusted).toBe(false);
            if (!trusted) expect(vantages.trusts(0, now(), now())).toBe(false);
          }
        },
      ),
      { seed: 9, numRuns: 60 },
    );
  });
});
