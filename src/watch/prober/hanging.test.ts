import { describe, expect, test } from "bun:test";
import type { PlanSite } from "../exchange.ts";
import {
  PER_ADDRESS_MAX,
  PER_NETWORK_MAX,
  PLACES_MAX,
  TURNED_MAX,
  TURNED_PER_ADDRESS_MAX,
  TURNED_PER_NETWORK_MAX,
} from "./admission.ts";
import { type Answer, plan, Simulation } from "./testing/simulation.ts";

const fine: Answer = { afterMs: 80 };
const hung: Answer = { afterMs: 10_000, failure: "tls.timeout" };
/** What the plan says of a site that is down. */
const DOWN_EVERY_MS = 30_000;
const hangs = (site: number) => site % 10 < 3;
/** 256 sites a network, each at an address of its own. */
const apart = (site: number) => `198.${site >> 16}.${(site >> 8) & 255}.${site & 255}`;

/** Three in ten sites stop answering after some quiet rounds, and are asked more often then, as the keeper has it. */
function threeInTenHang(count: number, everyMs: number, addressOf: (site: number) => string) {
  const fromMs = 2.5 * everyMs;
  const changed: PlanSite[] = [];
  const simulation = new Simulation(
    ({ site }, _, atMs) => ({
      ...(hangs(site) && atMs > fromMs ? hung : fine),
      address: addressOf(site),
    }),
    {
      addressOf,
      onRound: ({ site, outcome }) => {
        const asked = outcome === "down" ? Math.min(DOWN_EVERY_MS, everyMs) : everyMs;
        changed.push([site, 0, `https://site-${site}.test/`, asked, 0, 0]);
      },
    },
  );
  for (const site of plan(count, everyMs)) simulation.scheduler.set(site);
  const most = { address: 0, network: 0 };
  while (simulation.nowMs < fromMs + 3 * everyMs) {
    simulation.run(1_000);
    for (const site of changed.splice(0)) simulation.scheduler.set(site);
    const at = [...simulation.inFlight].map(addressOf);
    most.address = Math.max(most.address, mostAlike(at));
    most.network = Math.max(most.network, mostAlike(at.map((one) => one.slice(0, one.lastIndexOf(".")))));
  }
  return { simulation, most };
}

function mostAlike(all: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}

/** The longest time that a healthy site was not asked in, at the end too, in ms. */
function longestWait({ starts, nowMs }: Simulation, everyMs: number): number {
  const last = new Map<number, number>();
  let longest = 0;
  for (const { site, attempt, atMs } of starts) {
    if (attempt > 0 || hangs(site)) continue;
    const before = last.get(site);
    if (before !== undefined && atMs >= everyMs) longest = Math.max(longest, atMs - before);
    last.set(site, atMs);
  }
  for (const atMs of last.values()) longest = Math.max(longest, nowMs - atMs);
  return longest;
}

describe("when three in ten sites hang at once, the healthy ones", () => {
  const cases = [
    ["6,000, each minute", 6_000, 60_000],
    ["36,000, every five minutes", 36_000, 300_000],
  ] as const;
  for (const [name, count, everyMs] of cases) {
    test(`are asked within their interval and 5 %, though each network has hung ones: ${name}`, () => {
      const { simulation, most } = threeInTenHang(count, everyMs, apart);
      expect(new Set(simulation.starts.map(({ site }) => site)).size).toBe(count);
      expect(longestWait(simulation, everyMs)).toBeLessThanOrEqual(everyMs * 1.05);
      expect(simulation.inFlightMax).toBeLessThanOrEqual(2 * PLACES_MAX + TURNED_MAX);
      expect(most.network).toBeLessThanOrEqual(2 * PER_NETWORK_MAX + TURNED_PER_NETWORK_MAX);
    }, 60_000);
  }

  test("are asked so, though hundreds share an address, which has few attempts at once", () => {
    const { simulation, most } = threeInTenHang(6_000, 300_000, (site) => apart((site % 20) * 256 + 1));
    expect(longestWait(simulation, 300_000)).toBeLessThanOrEqual(300_000 * 1.05);
    expect(most.address).toBeLessThanOrEqual(2 * PER_ADDRESS_MAX + TURNED_PER_ADDRESS_MAX);
  }, 60_000);
});
