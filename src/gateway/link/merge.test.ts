import { describe, expect, test } from "bun:test";
import { Cast } from "../../../test/support/console-harness.ts";
import { scenes } from "../../../test/support/console-scenes.ts";
import { type Digest, digestSchema, type SiteDigest, TOP_SHOWN_MAX } from "../events.ts";
import { mergedDigest } from "./merge.ts";

const siege = new Cast(scenes.siege ?? { demo: false, hasDigests: true, sites: [] }, undefined, 900).past.at(
  -1,
) as Digest;
const site = siege.sites[0] as SiteDigest;
const withSite = (worker: number, change: Partial<SiteDigest>): Digest => ({
  ...siege,
  worker,
  sites: [{ ...site, ...change }],
});
const merged = (...digests: Digest[]) => mergedDigest(digests, 5).sites[0] as SiteDigest;

describe("digests of several workers as one", () => {
  test("one worker's is its own, and what comes out is a digest", () => {
    expect(mergedDigest([siege], 5)).toEqual({ ...siege, at: 5 });
    digestSchema.parse(mergedDigest([siege, siege], 5));
    expect(mergedDigest([], 5).sites).toEqual([]);
  });

  test("counts add up, latencies and waits take the worst, posture the worst", () => {
    const other = withSite(1, {
      posture: "calm",
      window: { ...site.window, challenged: 5, confirmed: 2, ticketsIssued: 1, originMsP95: null },
      guard: { ...site.guard, oldestWaitMs: 9_999, growing: true },
    });
    const one = merged(withSite(0, { guard: { ...site.guard, growing: false } }), other);
    expect(one.posture).toBe("siege");
    expect(one.window.challenged).toBe(site.window.challenged + 5);
    expect(one.window.confirmed).toBe(site.window.confirmed + 2);
    expect(one.window.ticketsIssued).toBe(site.window.ticketsIssued + 1);
    expect(one.window.originMsP95).toBe(site.window.originMsP95);
    expect([one.guard.oldestWaitMs, one.guard.growing]).toEqual([9_999, true]);
  });

  test("each worker has its own door: limits, demand and lines add up", () => {
    const { guard } = merged(siege, siege, siege);
    expect(guard.limit).toBe(site.guard.limit * 3);
    expect(guard.inFlight).toBe(site.guard.inFlight * 3);
    expect(guard.demandMs).toBeCloseTo(site.guard.demandMs * 3);
    expect(guard.capacityMs).toBeCloseTo(site.guard.capacityMs * 3);
    expect(guard.classes.anonymous.refused).toBe(site.guard.classes.anonymous.refused * 3);
    expect(guard.classes.confirmed.served).toBe(site.guard.classes.confirmed.served * 3);
    expect(guard.routes.search.waiting).toBe(site.guard.routes.search.waiting * 3);
    expect(guard.routes.search.calmMs).toBe(site.guard.routes.search.calmMs);
  });

  test("what one worker does not know of a route's calm, another does", () => {
    const unknown = { ...site.guard.routes.form, calmMs: null };
    const routes = { ...site.guard.routes, form: unknown };
    const knows = withSite(1, {
      guard: { ...site.guard, routes: { ...routes, form: { ...unknown, calmMs: 210 } } },
    });
    expect(merged(withSite(0, { guard: { ...site.guard, routes } }), knows).guard.routes.form.calmMs).toBe(
      210,
    );
  });

  test("lists of the worst add up by name, worst first, and stay bounded", () => {
    const entry = (name: string, originMs: number) => ({ name, requests: 1, originMs });
    const many = (from: number) =>
      Array.from({ length: TOP_SHOWN_MAX }, (_, n) => entry(`10.0.${from + n}.0/24`, 100 - n));
    const first = withSite(0, { topPrefixes: [entry("192.0.2.0/24", 60), ...many(0).slice(1)] });
    const second = withSite(1, { topPrefixes: [entry("192.0.2.0/24", 60), ...many(100).slice(1)] });
    for (const order of [
      [first, second],
      [second, first],
    ]) {
      const { topPrefixes } = merged(...order);
      expect(topPrefixes[0]).toEqual({ name: "192.0.2.0/24", requests: 2, originMs: 120 });
      expect(topPrefixes.length).toBe(TOP_SHOWN_MAX);
      expect(topPrefixes.map(({ originMs }) => originMs)).toEqual(
        topPrefixes.map(({ originMs }) => originMs).sort((a, b) => b - a),
      );
    }
  });
});
