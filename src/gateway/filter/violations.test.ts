import { describe, expect, test } from "bun:test";
import { TICKETED_HOLD_MS, TicketedPrefixes } from "./ticketed.ts";
import { SOURCES_WATCHED_MAX, VIOLATION_DRAIN_MS, VIOLATIONS_MAX, Violations } from "./violations.ts";

const A = "198.51.100.7";
const SEED = 31122024;

describe("violations of one source", () => {
  test("as many as are allowed at once are no reason; one more is, once", () => {
    const violations = new Violations(SEED);
    for (let n = 0; n < VIOLATIONS_MAX; n++) expect(violations.count(A, 1_000)).toBeUndefined();
    expect(violations.count(A, 1_000)).toBe(A);
    expect(violations.count(A, 1_000)).toBeUndefined();
  });

  test("now and then is never one, for however long", () => {
    const violations = new Violations(SEED);
    for (let n = 0; n < 5_000; n++) {
      expect(violations.count(A, 1_000 + n * VIOLATION_DRAIN_MS)).toBeUndefined();
    }
  });

  test("twice as fast as it drains is one, after a while", () => {
    const violations = new Violations(SEED);
    let n = 0;
    while (violations.count(A, 1_000 + (n * VIOLATION_DRAIN_MS) / 2) === undefined) n++;
    expect(n).toBeGreaterThan(VIOLATIONS_MAX);
    expect(n).toBeLessThanOrEqual(2 * VIOLATIONS_MAX);
  });

  test("a /64 is one source, and so is an address in IPv6's clothes; no address is none", () => {
    const violations = new Violations(SEED);
    let reported: string | undefined;
    for (let n = 0; n <= VIOLATIONS_MAX; n++) reported = violations.count(`2a01:e0a:1:2::${n}`, 0);
    expect(reported).toBe("2a01:e0a:1:2::");
    for (let n = 0; n <= VIOLATIONS_MAX; n++) reported = violations.count(n % 2 ? A : `::ffff:${A}`, 0);
    expect(reported).toBe(A);
    for (let n = 0; n <= VIOLATIONS_MAX; n++) reported = violations.count("unknown", 0);
    expect(reported).toBeUndefined();
  });

  test("a hundred times more made-up sources than slots do not hide the one that goes on", () => {
    const violations = new Violations(SEED);
    let reported = false;
    let sources = 0;
    for (let round = 0; round < 2 * VIOLATIONS_MAX && !reported; round++) {
      reported = violations.count(A, round) !== undefined || violations.count(A, round) !== undefined;
      for (let n = 0; n < SOURCES_WATCHED_MAX / 4; n++, sources++) {
        violations.count(`11.${(sources >> 16) & 255}.${(sources >> 8) & 255}.${sources & 255}`, round);
      }
    }
    expect(reported).toBe(true);
  });
});

describe("prefixes that hold tickets", () => {
  test("are held for a day after the last was seen, and are no news for a while", () => {
    const ticketed = new TicketedPrefixes(1_000);
    expect(ticketed.see("192.0.2.0/24", 0)).toBe(true);
    expect(ticketed.see("192.0.2.0/24", 999)).toBe(false);
    expect(ticketed.see("192.0.2.0/24", 1_000)).toBe(true);
    ticketed.expire(1_000 + TICKETED_HOLD_MS - 1);
    expect(ticketed.has("192.0.2.0/24")).toBe(true);
    ticketed.expire(1_000 + TICKETED_HOLD_MS);
    expect(ticketed.has("192.0.2.0/24")).toBe(false);
  });

  test("a full table says so, keeps whom it knows, and has room again when some run out", () => {
    const ticketed = new TicketedPrefixes(0, 3);
    for (let n = 0; n < 5; n++) ticketed.see(`192.0.${n}.0/24`, n);
    expect([ticketed.size, ticketed.full, ticketed.has("192.0.0.0/24")]).toEqual([3, true, true]);
    ticketed.see("192.0.0.0/24", 100);
    ticketed.expire(TICKETED_HOLD_MS + 50);
    expect([ticketed.prefixes(), ticketed.full]).toEqual([["192.0.0.0/24"], false]);
  });
});
