import { describe, expect, test } from "bun:test";
import { RefreshLeases } from "./refresh.ts";

describe("who may refresh a page", () => {
  test("one at a time, and a lease that nobody ends runs out", () => {
    const leases = new RefreshLeases(30_000);
    expect(leases.begin("/a", 0)).toBe(true);
    expect(leases.begin("/a", 29_999)).toBe(false);
    expect(leases.begin("/a", 30_000)).toBe(true);
    leases.succeeded("/a");
    expect(leases.begin("/a", 30_001)).toBe(true);
  });

  test("failures back off, up to a minute and a quarter of spread, and success forgets them", () => {
    const leases = new RefreshLeases();
    const waits: number[] = [];
    for (let failure = 0; failure < 9; failure++) {
      leases.failed("/a", 0, 0);
      let wait = 0;
      while (!leases.begin("/a", wait)) wait += 500;
      waits.push(wait);
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    leases.failed("/b", 0, 1);
    expect(leases.begin("/b", 1_249)).toBe(false);
    expect(leases.begin("/b", 1_250)).toBe(true);
  });

  test("memory is bounded: the oldest lease goes", () => {
    const leases = new RefreshLeases(30_000, 100);
    for (let n = 0; n < 1_000; n++) leases.begin(`/${n}`, 0);
    expect(leases.size).toBe(100);
    expect(leases.begin("/999", 1)).toBe(false);
    expect(leases.begin("/0", 1)).toBe(true);
  });
});
