import { describe, expect, test } from "bun:test";
import { HOST_GAP_MS } from "./hosts.ts";
import { PER_ADDRESS_MAX, PER_NETWORK_MAX, PLACES_MAX, TURNED_MAX } from "./admission.ts";
import { type Answer, plan, Simulation } from "./testing/simulation.ts";

const MINUTE = 60_000;
const fine: Answer = { afterMs: 80 };
const hung: Answer = { afterMs: 10_000, failure: "tcp.timeout" };

function simulate(answer: Simulation["answer"], sites: ReturnType<typeof plan>) {
  const simulation = new Simulation(answer);
  for (const site of sites) simulation.scheduler.set(site);
  return simulation;
}

/** Longest time between two rounds of each of these sites, in ms. */
function longestGaps({ starts }: Simulation, fromMs: number, sites: (site: number) => boolean): number {
  const last = new Map<number, number>();
  let longest = 0;
  for (const { site, attempt, atMs } of starts) {
    if (attempt > 0 || !sites(site)) continue;
    const before = last.get(site);
    if (before !== undefined && atMs >= fromMs) longest = Math.max(longest, atMs - before);
    last.set(site, atMs);
  }
  return longest;
}

describe("the schedule", () => {
  test("asks each site within its interval and 5 %, spread evenly, and the first within a second", () => {
    const simulation = simulate(() => fine, plan(6_000));
    simulation.run(20 * MINUTE);
    expect(simulation.starts[0]?.atMs).toBeLessThanOrEqual(1_000);
    expect(new Set(simulation.starts.map(({ site }) => site)).size).toBe(6_000);
    expect(longestGaps(simulation, 0, () => true)).toBeLessThanOrEqual(300_000 * 1.05 + 200);
    const bySecond = countBySecond(simulation, 10 * MINUTE);
    expect(Math.max(...bySecond)).toBeLessThan(60);
    expect(simulation.scheduler.figures.lagP99Ms).toBeLessThanOrEqual(200);
    expect(simulation.scheduler.figures.lastFullRoundMs).toBeLessThanOrEqual(600_000);
  });

  test("has no pause and no burst when all are asked in a short interval, however they come", () => {
    const sites = plan(2_000, 30_000);
    const simulation = simulate(() => fine, sites.slice(0, 150));
    for (let from = 150; from < sites.length; from += 370) {
      simulation.run(1_000);
      for (const site of sites.slice(from, from + 370)) simulation.scheduler.set(site);
    }
    simulation.run(10 * MINUTE);
    const bySecond = countBySecond(simulation, 2 * MINUTE).slice(0, -1);
    expect(bySecond.length).toBeGreaterThanOrEqual(8 * 60);
    expect(Math.min(...bySecond)).toBeGreaterThan(30);
    expect(Math.max(...bySecond)).toBeLessThan(100);
    expect(longestGaps(simulation, 0, () => true)).toBeLessThanOrEqual(30_000 * 1.05);
  });

  test("keeps the healthy ones within their interval and 5 % when 30 % of 12,000 hang at once", () => {
    const hangs = (site: number) => site % 10 < 3;
    const simulation = simulate(
      ({ site }, _, atMs) => (hangs(site) && atMs > 6 * MINUTE ? hung : fine),
      plan(12_000),
    );
    simulation.run(25 * MINUTE);
    const healthy = longestGaps(simulation, 0, (site) => !hangs(site));
    expect(healthy).toBeLessThanOrEqual(300_000 * 1.05 + 2_000);
    const downs = new Set(
      simulation.rounds.filter(({ outcome }) => outcome === "down").map(({ site }) => site),
    );
    expect(downs.size).toBe(3_600);
    expect(simulation.rounds.filter(({ site, outcome }) => !hangs(site) && outcome !== "up")).toEqual([]);
  });

  test("has a bound for what is under way, and lets no healthy one wait when asked each minute", () => {
    const hangs = (site: number) => site % 10 < 3;
    const simulation = simulate(
      ({ site }, _, atMs) => (hangs(site) && atMs > 5 * MINUTE ? hung : fine),
      plan(20_000, 60_000),
    );
    simulation.run(12 * MINUTE);
    expect(simulation.inFlightMax).toBeGreaterThan(PLACES_MAX);
    expect(simulation.inFlightMax).toBeLessThanOrEqual(2 * PLACES_MAX + TURNED_MAX);
    const healthy = longestGaps(simulation, 3 * MINUTE, (site) => !hangs(site));
    expect(healthy).toBeLessThanOrEqual(60_000 * 1.05 + 2_000);
  });

  test("comes back at the same moments after a restart, and stays away from those of another vantage", () => {
    const moments = (seed: number) => {
      const simulation = new Simulation(() => fine, { seed });
      for (const site of plan(50)) simulation.scheduler.set(site);
      simulation.run(20 * MINUTE);
      return simulation.starts
        .filter(({ atMs }) => atMs >= 12 * MINUTE)
        .map(({ site, atMs }) => `${site}:${Math.round((atMs % 300_000) / 1_000)}`)
        .sort();
    };
    expect(moments(1)).toEqual(moments(1));
    expect(moments(2)).not.toEqual(moments(1));
  });
});

describe("a round", () => {
  test("ends with the first answer; otherwise it asks again after 5, 20 and 60 s", () => {
    const simulation = simulate(
      ({ site }, attempt) => (attempt < site - 1 ? { afterMs: 50, failure: "http.503", status: 503 } : fine),
      plan(6),
    );
    simulation.run(90_000);
    const offsets = (site: number) => {
      const [first, ...rest] = simulation.startsOf(site).slice(0, 4);
      return rest.map(({ atMs }) => Math.round((atMs - (first?.atMs ?? 0)) / 1_000));
    };
    expect(offsets(5)).toEqual([5, 20, 60]);
    expect(offsets(2)[0]).toBe(5);
    const first = (site: number) => simulation.rounds.find((round) => round.site === site);
    expect([1, 2, 3, 4, 5, 6].map((site) => first(site)?.outcome)).toEqual([
      "up",
      "shaky",
      "shaky",
      "shaky",
      "down",
      "down",
    ]);
    expect(first(1)?.attempts).toBeUndefined();
    expect(first(3)?.attempts?.map(({ failure }) => failure)).toEqual(["http.503", "http.503", "ok"]);
    expect([first(1)?.failure, first(3)?.failure, first(6)?.failure]).toEqual(["ok", "http.503", "http.503"]);
  });

  test("comes at once and every 15 s when the plan says so, then every two minutes, then as before", () => {
    const simulation = simulate(() => fine, plan(20));
    simulation.run(7 * MINUTE);
    const now = Date.parse("2026-01-05T09:07:00Z");
    const before = simulation.startsOf(3).length;
    simulation.scheduler.set([3, 0, "https://site-3.test/", 300_000, now + 5 * MINUTE, now + 15 * MINUTE]);
    simulation.run(3_000);
    expect(simulation.startsOf(3).length).toBe(before + 1);
    simulation.run(60 * MINUTE);
    const times = simulation
      .startsOf(3)
      .slice(before)
      .map(({ atMs }) => atMs - 7 * MINUTE);
    const within = (from: number, to: number) => times.filter((at) => at >= from && at < to).length;
    expect(within(0, 5 * MINUTE)).toBe(20);
    expect(within(6 * MINUTE, 14 * MINUTE)).toBe(4);
    expect(within(20 * MINUTE, 60 * MINUTE)).toBe(8);
  });
});

describe("politeness", () => {
  test("never asks an address more than twice at once nor a network beyond its cap, whoever waits", () => {
    const addressOf = (site: number) => `192.0.${site % 7 === 0 ? 2 : site % 200}.${site % 3}`;
    const simulation = new Simulation(({ site }) => ({ afterMs: 2_500, address: addressOf(site) }), {
      addressOf,
    });
    for (const site of plan(3_000)) simulation.scheduler.set(site);
    for (let second = 0; second < 600; second++) {
      simulation.run(1_000);
      const addresses = new Map<string, number>();
      const networks = new Map<string, number>();
      for (const site of simulation.inFlight) {
        const address = addressOf(site);
        const network = address.slice(0, address.lastIndexOf("."));
        addresses.set(address, (addresses.get(address) ?? 0) + 1);
        networks.set(network, (networks.get(network) ?? 0) + 1);
      }
      expect(Math.max(0, ...addresses.values())).toBeLessThanOrEqual(PER_ADDRESS_MAX);
      expect(Math.max(0, ...networks.values())).toBeLessThanOrEqual(PER_NETWORK_MAX);
    }
    expect(new Set(simulation.rounds.map(({ site }) => site)).size).toBe(3_000);
  });

  test("asks one host at most every 10 s, in order, however many of its sites are due", () => {
    const simulation = simulate(
      () => fine,
      plan(40, 60_000, (site) => `https://one.test/page-${site}`),
    );
    simulation.run(20 * MINUTE);
    const times = simulation.starts.map(({ atMs }) => atMs);
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(HOST_GAP_MS - 200);
    const counts = plan(40).map(([site]) => simulation.startsOf(site).length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2);
  });

  test("leaves a host alone for as long as it asked for, and says so in a void round", () => {
    const simulation = simulate(
      (_, __, atMs) =>
        atMs < 1_000
          ? { afterMs: 20, status: 429, protection: "rate_limited", retryAfterMs: 20 * MINUTE }
          : fine,
      plan(2, 300_000, (site) => `https://one.test/${site}`),
    );
    simulation.run(25 * MINUTE);
    expect(simulation.starts.filter(({ atMs }) => atMs > 1_000 && atMs < 20 * MINUTE)).toEqual([]);
    const said = simulation.rounds.map(({ outcome, failure }) => `${outcome} ${failure}`);
    expect(said.filter((one) => one === "void refused.retry_after").length).toBe(2);
    expect(said.filter((one) => one === "up ok").length).toBeGreaterThanOrEqual(3);
  });

  test("takes a host's own word that it is away for the rest of the round", () => {
    const away: Answer = { afterMs: 20, status: 503, failure: "http.503", protection: "maintenance" };
    const simulation = simulate(() => ({ ...away, retryAfterMs: 120_000 }), plan(1));
    simulation.run(100_000);
    expect(simulation.starts.length).toBe(1);
    expect(simulation.rounds.map(({ outcome }) => outcome)).toEqual(["down"]);
  });
});

describe("standing still", () => {
  test("shifts the plan instead of making all due at once, and blames no site", () => {
    let isStill = false;
    const simulation = simulate(() => (isStill ? { ...hung, afterMs: 5_000 } : fine), plan(3_000));
    simulation.run(10 * MINUTE);
    const usual = Math.max(...countBySecond(simulation, 6 * MINUTE));
    isStill = true;
    simulation.run(1_000);
    isStill = false;
    const before = simulation.starts.length;
    simulation.standStill(30 * MINUTE);
    simulation.run(5 * MINUTE);
    expect(simulation.starved.length).toBe(1);
    const after = simulation.starts.slice(before);
    expect(Math.max(...countBySecond({ starts: after }, 0))).toBeLessThanOrEqual(usual + 5);
    const blamed = simulation.rounds.filter(({ outcome }) => outcome === "down" || outcome === "shaky");
    expect(blamed).toEqual([]);
    const again = simulation.rounds.filter(({ attempts }) => attempts?.[0]?.failure === "prober.fault");
    expect(again.length).toBeGreaterThan(0);
    expect(again.every(({ outcome }) => outcome === "up")).toBe(true);
  });
});

describe("a process that is slow", () => {
  test("blames no site for an answer that it came too late to read", () => {
    const late = (everyMs: number) => {
      // Each turn comes so late; the sites' answers would be in time.
      const simulation = simulate(() => ({ afterMs: 10_000, failure: "tls.timeout" }), plan(20));
      simulation.run(500);
      for (let turn = 0; turn < 300_000 / everyMs; turn++) {
        simulation.standStill(everyMs);
        simulation.scheduler.turn();
      }
      return simulation.rounds.map(({ outcome, failure }) => `${outcome} ${failure}`);
    };
    expect(new Set(late(100))).toEqual(new Set(["down tls.timeout"]));
    expect(new Set(late(140))).toEqual(new Set(["down tls.timeout"]));
    expect(new Set(late(400))).toEqual(new Set(["void prober.fault"]));
    expect(new Set(late(1_500))).toEqual(new Set(["void prober.fault"]));
  });
});

describe("a plan that changes", () => {
  test("drops what is removed or has another address, even in flight, and keeps the others", () => {
    const simulation = simulate(() => ({ afterMs: 4_000 }), plan(10));
    simulation.run(1_500);
    expect(simulation.inFlight.size).toBe(10);
    simulation.scheduler.remove(1);
    simulation.scheduler.set([2, 0, "https://elsewhere.test/", 300_000, 0, 0]);
    simulation.scheduler.keepOnly(new Set([2, 4, 5]));
    simulation.run(20 * MINUTE);
    expect(simulation.scheduler.size).toBe(3);
    expect(new Set(simulation.rounds.map(({ site }) => site))).toEqual(new Set([2, 4, 5]));
  });
});

function countBySecond({ starts }: Pick<Simulation, "starts">, fromMs: number): number[] {
  const counts = new Map<number, number>();
  for (const { atMs } of starts) {
    if (atMs < fromMs) continue;
    const second = Math.floor(atMs / 1_000);
    counts.set(second, (counts.get(second) ?? 0) + 1);
  }
  return [...counts.values()];
}
