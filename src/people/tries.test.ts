import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { KEYS_MAX, networkOf, Tries } from "./tries.ts";

const SECOND = 1_000;

describe("tries", () => {
  test("ten are free, then the pause doubles from one second to its longest", () => {
    const tries = new Tries();
    let nowMs = 0;
    for (let n = 0; n < 10; n++) expect(tries.begin(["account a"], nowMs)).toBe(0);
    const pauses: number[] = [];
    for (let n = 0; n < 12; n++) {
      const waitMs = tries.begin(["account a"], nowMs);
      pauses.push(waitMs / SECOND);
      nowMs += waitMs;
      expect(tries.begin(["account a"], nowMs)).toBe(0);
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
  });

  test("a try during the pause is refused and makes it no longer", () => {
    const tries = new Tries();
    for (let n = 0; n < 10; n++) tries.begin(["account a"], 0);
    expect(tries.begin(["account a"], 200)).toBe(800);
    expect(tries.begin(["account a"], 900)).toBe(100);
    expect(tries.begin(["account a"], 1_000)).toBe(0);
  });

  test("a thousand at once count as a thousand", () => {
    const tries = new Tries();
    const through = Array.from({ length: 1_000 }, () => tries.begin(["account a"], 0)).filter(
      (waitMs) => waitMs === 0,
    );
    expect(through).toHaveLength(10);
  });

  test("who succeeds is forgiven, a network only that one try", () => {
    const tries = new Tries();
    const keys = ["account a", "address 192.0.2.1"];
    for (let n = 0; n < 9; n++) tries.begin(keys, 0);
    tries.begin(keys, 0);
    tries.forgive(keys);
    expect(tries.begin(["account a"], 0)).toBe(0);
    expect(tries.begin(["address 192.0.2.1"], 0)).toBe(0);
    expect(tries.begin(["address 192.0.2.1"], 0)).toBeGreaterThan(0);
  });

  test("one account's pause is not another's, and one of several keys is enough to wait", () => {
    const tries = new Tries();
    for (let n = 0; n < 10; n++) tries.begin(["account a"], 0);
    expect(tries.begin(["account b", "address 192.0.2.1"], 0)).toBe(0);
    expect(tries.begin(["account a", "address 192.0.2.9"], 0)).toBeGreaterThan(0);
  });

  test("all is forgotten after an hour without a try", () => {
    const tries = new Tries();
    for (let n = 0; n < 40; n++) tries.begin(["account a"], n);
    expect(tries.begin(["account a"], 3_600_100)).toBe(0);
  });

  test("a clock that is set back makes nobody wait for it", () => {
    const tries = new Tries();
    for (let n = 0; n < 20; n++) tries.begin(["account a"], 86_400_000 + n);
    expect(tries.begin(["account a"], 0)).toBe(0);
  });

  test("keys are bounded, and the one tried last is not the one forgotten", () => {
    const tries = new Tries();
    for (let n = 0; n < 10; n++) tries.begin(["account victim"], 0);
    for (let n = 0; n < KEYS_MAX * 2; n++) {
      tries.begin([`address ${n}`], 0);
      if (n % 1_000 === 0) expect(tries.begin(["account victim"], 0)).toBeGreaterThan(0);
    }
    expect(tries.size).toBe(KEYS_MAX);
    expect(tries.begin(["address 0"], 0)).toBe(0);
  });

  test("however it is tried, an account lets through few strangers an hour", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 20_000 }), { maxLength: 400 }), (gaps) => {
        const tries = new Tries();
        let nowMs = 0;
        let through = 0;
        for (const gapMs of gaps) {
          nowMs += gapMs;
          if (nowMs > 3_600_000) break;
          if (tries.begin(["account a"], nowMs) === 0) through += 1;
        }
        // Ten free, nine while the pause doubles to 256 s, then one every 300 s.
        return through <= 10 + 9 + 12;
      }),
    );
  });
});

describe("the network of an address", () => {
  test.each([
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2::9", "2001:db8:1:2::/64"],
    ["::1", "0:0:0:0::/64"],
    ["", "unknown"],
    ["not an address", "unknown"],
  ])("%s is %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
