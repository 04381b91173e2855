import { beforeEach, describe, expect, test } from "bun:test";
import { ManualClock } from "../../kernel/clock.ts";
import type { Round } from "../measure.ts";
import { CHECK_EVERY_MS, Health } from "./health.ts";

let clock: ManualClock;
let canaries: boolean[];
let resolvers: boolean[];
let health: Health;
let checks = 0;

beforeEach(() => {
  clock = new ManualClock();
  canaries = [true, true, true, true, true];
  resolvers = [true, true];
  checks = 0;
  health = new Health({
    now: () => clock.now(),
    canaries: canaries.map((_, index) => async () => {
      if (index === 0) checks++;
      return canaries[index] === true;
    }),
    resolvers: resolvers.map((_, index) => async () => resolvers[index] === true),
  });
});

/** A round that began so long before now and ended now. */
const round = (
  agoMs: number,
  failure: Round["failure"] = "tcp.timeout",
  outcome: Round["outcome"] = "down",
): Round => ({
  site: 1,
  at: clock.now() - agoMs,
  endedAt: clock.now(),
  outcome,
  failure,
  protection: "none",
  content: "not_comparable",
  phases: { totalMs: 1 },
});
async function pass(ms: number): Promise<void> {
  for (let gone = 0; gone < ms; gone += 1_000) {
    clock.advance(1_000);
    await health.checkIfDue();
  }
}

describe("the health of a point of measurement", () => {
  test("is good while canaries and resolvers answer, and they are asked twice a minute", async () => {
    await pass(10 * CHECK_EVERY_MS);
    expect(health.report()).toMatchObject({
      state: "ok",
      canaries: { ok: 5, total: 5 },
      resolvers: { ok: 2, total: 2 },
    });
    expect(checks).toBe(10);
    expect(health.isDoubtful(round(60_000))).toBe(false);
  });

  test("is suspect with few canaries, down with none, and says why", async () => {
    canaries.fill(false, 0, 3);
    await health.check();
    expect(health.report()).toMatchObject({ state: "suspect", why: "only 2 of 5 well-known hosts answer" });
    canaries.fill(false);
    await health.check();
    expect(health.report()).toMatchObject({ state: "down", why: "none of 5 well-known hosts answers" });
    canaries.fill(true);
    await health.check();
    expect(health.report()).toMatchObject({ state: "ok", why: "" });
  });

  test("doubts what failed from the last good check to the next one, and nothing that answered", async () => {
    await pass(60_000);
    expect(health.isDoubtful(round(60_000))).toBe(false);
    canaries.fill(false);
    await pass(31_000);
    expect(health.isDoubtful(round(60_000))).toBe(true);
    expect(health.isDoubtful(round(60_000, "tcp.timeout", "shaky"))).toBe(true);
    expect(health.isDoubtful(round(60_000, "ok", "up"))).toBe(false);
    canaries.fill(true);
    await pass(11_000);
    expect(health.report().state).toBe("ok");
    expect(health.isDoubtful(round(60_000))).toBe(true);
    await pass(90_000);
    expect(health.isDoubtful(round(60_000))).toBe(false);
  });

  test("doubts failures of names alone when one of its resolvers fails", async () => {
    await pass(60_000);
    resolvers[0] = false;
    await pass(31_000);
    expect(health.report()).toMatchObject({ state: "ok", why: "1 of 2 resolvers answer" });
    expect(health.isDoubtful(round(60_000, "dns.timeout"))).toBe(true);
    expect(health.isDoubtful(round(60_000, "dns.nxdomain"))).toBe(false);
    expect(health.isDoubtful(round(60_000, "tcp.timeout"))).toBe(false);
    resolvers.fill(false);
    await health.check();
    expect(health.report()).toMatchObject({ state: "down", why: "none of 2 resolvers answers" });
  });

  test("trusts no time of its own when its clock is off", () => {
    health.setSkew(59_000);
    expect(health.report().state).toBe("ok");
    health.setSkew(-61_000);
    expect(health.report()).toMatchObject({ state: "down", why: "the clock is 61 s ahead of the keeper's" });
    expect(health.isDoubtful(round(60_000))).toBe(true);
  });

  test("is checked at once when much fails together, but not over and over", async () => {
    await health.check();
    clock.advance(6_000);
    for (let n = 0; n < 20; n++) await health.hasten();
    expect(checks).toBe(2);
  });
});
