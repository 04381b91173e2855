import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { Ban } from "./bans.ts";
import { banScripts, liftScripts, TRANSACTION_ELEMENTS_MAX, tableScript } from "./nft.ts";
import { type Peer, peerOf } from "./peer.ts";

const ban = (address: string, timeoutMs = 300_000): Ban => ({
  peer: peerOf(address) as Peer,
  why: "protocol violation",
  timeoutMs,
});

describe("what the kernel is told", () => {
  test("the table is removed and made in one transaction, for these ports, before connection tracking", () => {
    const script = tableScript([80, 443]);
    expect(script.startsWith("add table inet beffroi\ndelete table inet beffroi\ntable inet beffroi {")).toBe(
      true,
    );
    expect(script).toContain("hook prerouting priority raw; policy accept;");
    expect(script.match(/tcp dport \{ 80, 443 \} .* drop/g)?.length).toBe(2);
    expect(script).not.toContain("interval");
  });

  test("each address goes to the set of its family with its time in whole seconds", () => {
    const bans = [ban("198.51.100.7"), ban("2a01:e0a:1:2::9", 600_001), ban("198.51.100.8", 3_600_000)];
    expect(banScripts(bans)).toEqual([
      "add element inet beffroi banned4 { 198.51.100.7 timeout 300s, 198.51.100.8 timeout 3600s }\n" +
        "add element inet beffroi banned6 { 2a01:e0a:1:2:: timeout 601s }\n",
    ]);
  });

  test("nobody: no transaction", () => {
    expect(banScripts([])).toEqual([]);
    expect(liftScripts([])).toEqual([]);
  });

  test("a deletion cannot fail on what has run out by itself", () => {
    expect(liftScripts([peerOf("198.51.100.7") as Peer])).toEqual([
      "add element inet beffroi banned4 { 198.51.100.7 timeout 1s }\n" +
        "delete element inet beffroi banned4 { 198.51.100.7 }\n",
    ]);
  });

  test("no transaction is larger than the bound, and together they hold everybody once, in order", () => {
    const count = fc.integer({ min: 0, max: 3 * TRANSACTION_ELEMENTS_MAX });
    fc.assert(
      fc.property(count, (many) => {
        const bans = Array.from({ length: many }, (_, n) => ban(`11.${n >> 8}.${n & 255}.7`));
        const found = banScripts(bans).map((script) =>
          [...script.matchAll(/[\d.]+(?= timeout)/g)].map(String),
        );
        expect(found.every(({ length }) => length > 0 && length <= TRANSACTION_ELEMENTS_MAX)).toBe(true);
        expect(found.flat()).toEqual(bans.map(({ peer }) => peer.element));
      }),
      { seed: 20241231, numRuns: 8 },
    );
  });
});
