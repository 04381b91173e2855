import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { Budgets, BURSTS_OWED_MAX } from "./budget.ts";

const make = (entries = 64) => new Budgets({ entries, burstMs: 1_000, msPerSecond: 100 });

describe("a budget", () => {
  test("is a burst at once, and then a rate", () => {
    const budgets = make();
    for (let i = 0; i < 10; i++) expect(budgets.charge("a", 100, 0)).toBe(true);
    expect(budgets.over("a", 0)).toBe(false);
    expect(budgets.charge("a", 100, 0)).toBe(false);
    expect(budgets.over("a", 0)).toBe(true);
    expect(budgets.over("a", 999)).toBe(true);
    expect(budgets.over("a", 1_000)).toBe(false);
    expect(budgets.charge("a", 100, 2_000)).toBe(true);
    expect(budgets.charge("b", 1_000, 0)).toBe(true);
    expect(budgets.over("c", 0)).toBe(false);
  });

  test("lets nobody owe for ever, nor after the clock was set back", () => {
    const budgets = make();
    for (let i = 0; i < 1_000; i++) budgets.charge("a", 10_000, 0);
    expect(budgets.over("a", BURSTS_OWED_MAX * 10_000 - 1)).toBe(true);
    expect(budgets.over("a", BURSTS_OWED_MAX * 10_000)).toBe(false);
    budgets.charge("b", 5_000, 1_000_000_000);
    expect(budgets.over("b", 1_000_000_000)).toBe(true);
    expect(budgets.over("b", 0)).toBe(false);
  });

  test("cannot be filled up by a cost below nothing", () => {
    const budgets = make();
    budgets.charge("a", 1_500, 0);
    budgets.charge("a", -10_000, 0);
    expect(budgets.over("a", 0)).toBe(true);
  });

  test("of one ticket is one budget, from however many addresses it comes", () => {
    const budgets = make();
    let served = 0;
    for (let second = 0; second < 60; second++) {
      for (let source = 0; source < 1_000; source++) {
        const nowMs = second * 1_000 + source;
        if (budgets.over("the shared ticket", nowMs)) continue;
        budgets.charge("the shared ticket", 150, nowMs);
        served += 150;
      }
    }
    // The burst, sixty seconds of the rate, and the one request that went over.
    expect(served).toBeLessThanOrEqual(1_000 + 60 * 100 + 150);
    expect(served).toBeGreaterThan(60 * 100);
    expect(budgets.size).toBe(1);
  });

  test("never lets more through than burst and rate, in any order of charges", () => {
    const charge = fc.record({ cost: fc.nat(400), wait: fc.nat(3_000) });
    fc.assert(
      fc.property(fc.array(charge, { maxLength: 60 }), (charges) => {
        const budgets = make();
        let nowMs = 0;
        let granted = 0;
        for (const { cost, wait } of charges) {
          nowMs += wait;
          if (budgets.charge("a", cost, nowMs)) granted += cost;
          expect(granted).toBeLessThanOrEqual(1_000 + nowMs / 10 + 0.001);
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe("the table", () => {
  test("has a fixed size", () => {
    expect(new Budgets({ entries: 1, burstMs: 1, msPerSecond: 1 }).entries).toBe(8);
    expect(new Budgets({ entries: 1_000, burstMs: 1, msPerSecond: 1 }).entries).toBe(1_024);
    const budgets = make(1_024);
    for (let i = 0; i < 100_000; i++) budgets.charge(`source ${i}`, 10, i);
    expect(budgets.size).toBeLessThanOrEqual(budgets.entries);
    expect(budgets.entries).toBe(1_024);
  });

  test("under a crowd forgets who owes little, not who owes much", () => {
    const budgets = make(1_024);
    budgets.charge("the greedy one", 3_000, 0);
    for (let i = 0; i < 50_000; i++) budgets.charge(`source ${i}`, 10, 0);
    expect(budgets.over("the greedy one", 0)).toBe(true);
  });

  test("gives places back whose budget is full again", () => {
    const budgets = make(8);
    for (let i = 0; i < 8; i++) budgets.charge(`early ${i}`, 500, 0);
    expect(budgets.size).toBe(8);
    for (let i = 0; i < 8; i++) budgets.charge(`late ${i}`, 1_100, 5_000);
    for (let i = 0; i < 8; i++) expect(budgets.over(`late ${i}`, 5_000)).toBe(true);
    expect(budgets.size).toBe(8);
  });
});
