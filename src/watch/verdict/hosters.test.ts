import { describe, expect, test } from "bun:test";
import { FAILURES } from "../codes.ts";
import { CLOSED_AFTER_MS, type HosterEvent, Hosters, ON_ADDRESS_MIN, TOGETHER_MS } from "./hosters.ts";
import { networkOf } from "./network.ts";

const T = Date.UTC(2026, 0, 1);
const TIMEOUT = FAILURES.indexOf("tcp.timeout");

/** Sites 1 to `count`, each at the address that `addressOf` gives. */
function hosted(count: number, addressOf: (site: number) => string) {
  const hosters = new Hosters();
  for (let site = 1; site <= count; site++) hosters.heard(site, addressOf(site), 0, 0);
  const stop = (sites: number[], at: number) => {
    for (const site of sites) hosters.heard(site, addressOf(site), at, TIMEOUT);
  };
  const go = (sites: number[]) => {
    for (const site of sites) hosters.heard(site, addressOf(site), 0, 0);
  };
  return { hosters, stop, go };
}
const opened = (events: HosterEvent[]) => events.filter((one) => one.is === "opened");

describe("networks", () => {
  test("are /24 and /48", () => {
    expect(networkOf("192.0.2.77")).toBe("192.0.2.0/24");
    expect(networkOf("::ffff:192.0.2.77")).toBe("192.0.2.0/24");
    expect(networkOf("2001:db8:1:2::7")).toBe("2001:db8:1::/48");
    expect(networkOf("www.ville.example")).toBeUndefined();
  });
});

describe("several towns on one address", () => {
  test("that stop together are one incident, which grows and ends", () => {
    const { hosters, stop, go } = hosted(6, () => "192.0.2.1");
    stop([1, 2], T);
    expect(hosters.settle(T)).toEqual([]);
    stop([3], T + 60_000);
    const [event] = hosters.settle(T + 60_000);
    expect(event).toMatchObject({
      is: "opened",
      network: "192.0.2.1",
      sites: [1, 2, 3],
      down: 3,
      watched: 6,
      cause: "tcp.timeout",
      id: expect.stringMatching(/^h-[a-z0-9-]{1,38}$/),
    });
    const id = (event as { id: string }).id;
    expect([hosters.incidentOf(1), hosters.incidentOf(4)]).toEqual([id, undefined]);
    stop([4, 5], T + 120_000);
    expect(hosters.settle(T + 120_000)).toEqual([{ is: "grown", id, sites: [4, 5], down: 5, watched: 6 }]);
    go([1, 2, 3, 4]);
    const calm = T + 600_000;
    expect(hosters.settle(calm)).toEqual([]);
    expect(hosters.settle(calm + CLOSED_AFTER_MS - 1)).toEqual([]);
    expect(hosters.settle(calm + CLOSED_AFTER_MS)).toEqual([
      { is: "closed", id, lastedMs: calm - (T + 60_000) },
    ]);
    expect(hosters.incidentOf(1)).toBeUndefined();
  });

  test("that stop hours apart, or are few of many there, are not", () => {
    const slow = hosted(4, () => "192.0.2.1");
    for (let n = 1; n <= 4; n++) {
      slow.stop([n], T + n * TOGETHER_MS);
      expect(slow.hosters.settle(T + n * TOGETHER_MS)).toEqual([]);
    }
    const few = hosted(100, () => "192.0.2.1");
    few.stop([1, 2, 3, 4, 5, 6, 7, 8], T);
    expect(few.hosters.settle(T)).toEqual([]);
  });

  test("need no more than the least number, and not one less", () => {
    const sites = Array.from({ length: ON_ADDRESS_MIN }, (_, n) => n + 1);
    const enough = hosted(ON_ADDRESS_MIN, () => "192.0.2.1");
    enough.stop(sites, T);
    expect(opened(enough.hosters.settle(T))).toHaveLength(1);
    const short = hosted(ON_ADDRESS_MIN, (site) => (site === 1 ? "198.51.100.1" : "192.0.2.1"));
    short.stop(sites, T);
    expect(short.hosters.settle(T)).toEqual([]);
  });
});

describe("a network", () => {
  test("whose addresses stop together is one incident, not one for each", () => {
    const { hosters, stop } = hosted(20, (site) => `192.0.2.${1 + (site % 5)}`);
    stop(
      Array.from({ length: 20 }, (_, n) => n + 1),
      T,
    );
    const events = opened(hosters.settle(T));
    expect(events.map((event) => event.is === "opened" && event.network)).toEqual(["192.0.2.0/24"]);
  });

  test("of which one address stops is not blamed", () => {
    const { hosters, stop } = hosted(10, (site) => `192.0.2.${site <= 6 ? 1 : site}`);
    stop([1, 2, 3, 4, 5, 6], T);
    const events = opened(hosters.settle(T));
    expect(events.map((event) => event.is === "opened" && event.network)).toEqual(["192.0.2.1"]);
  });

  test("towns spread over the country that stop at once are no host's incident", () => {
    const { hosters, stop } = hosted(40, (site) => `198.51.${site}.7`);
    stop(
      Array.from({ length: 40 }, (_, n) => n + 1),
      T,
    );
    expect(hosters.settle(T)).toEqual([]);
  });
});

test("sites move, lose their address and go, and nothing is left of them", () => {
  const { hosters, stop } = hosted(5, () => "192.0.2.1");
  const number = hosters.networkNumber(1);
  hosters.heard(2, "203.0.113.9", 0, 0);
  expect(hosters.networkNumber(2)).not.toBe(number);
  hosters.heard(1, undefined, T, FAILURES.indexOf("dns.servfail"));
  expect(hosters.networkNumber(1)).toBe(number);
  stop([3, 4], T);
  expect(opened(hosters.settle(T))).toHaveLength(1);
  for (const site of [1, 2, 3, 4, 5]) hosters.remove(site);
  expect(hosters.networkNumber(1)).toBe(-1);
  hosters.settle(T);
  expect(hosters.settle(T + CLOSED_AFTER_MS).map(({ is }) => is)).toEqual(["closed"]);
  expect(hosters.size).toEqual({ sites: 0, networks: 0 });
});
