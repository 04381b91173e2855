import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { Refusal } from "../../kernel/refusal.ts";
import { NeverTaken, peerOf, ticketedPrefix } from "./peer.ts";

const seed = { seed: 20241231, numRuns: 500 };
const never = (networks: string[], own: string[] = []) => {
  const list = new NeverTaken({ networks, setting: "--never", ownAddresses: () => own });
  return (address: string) => {
    const peer = peerOf(address);
    if (peer === undefined) throw new Error(`${address} is no address`);
    return list.has(peer);
  };
};

describe("an address", () => {
  test.each([
    ["198.51.100.7", 4, "198.51.100.7", "198.51.100.0/24"],
    ["::ffff:198.51.100.7", 4, "198.51.100.7", "198.51.100.0/24"],
    ["::FFFF:c633:6407", 4, "198.51.100.7", "198.51.100.0/24"],
    ["2001:db8:1:2:3:4:5:6", 6, "2001:db8:1:2::", "2001:db8:1::/48"],
    ["2001:0DB8:0001:0002::", 6, "2001:db8:1:2::", "2001:db8:1::/48"],
    ["2001:db8::1", 6, "2001:db8::", "2001:db8::/48"],
  ] as const)("%s is read", (text, family, element, prefix) => {
    expect(peerOf(text)).toEqual({ family, element, prefix });
  });

  test.each([
    "",
    " 198.51.100.7",
    "198.51.100.7\n",
    "198.51.100",
    "198.51.100.256",
    "0306.51.100.7",
    "0xc6.51.100.7",
    "3325256711",
    "198.51.100.7/32",
    "198.51.100.0-198.51.100.255",
    "2001:db8::1%eth0",
    "2001:db8::1/64",
    "2001:db8:::1",
    "1:2",
    "[2001:db8::1]",
    "::ffff:198.51.100.256",
    "2001:db8::1 }; flush ruleset; #",
    "198.51.100.7 }; flush ruleset; #",
    "@banned4",
    "example.org",
    "１９８.51.100.7",
  ])("%p is none", (text) => expect(peerOf(text)).toBeUndefined());

  test("any text gives a canonical element or nothing, and an element is read as itself", () => {
    const likely = fc.string({ unit: fc.constantFrom(..."0123456789abcdef:.%/ {}\n"), maxLength: 45 });
    const texts = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.ipV4(),
      fc.ipV6(),
      likely,
      fc.tuple(fc.ipV6(), fc.string({ maxLength: 5 })).map(([address, more]) => address + more),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const peer = peerOf(text);
        if (peer === undefined) return;
        expect(peer.element).toMatch(peer.family === 4 ? /^\d{1,3}(\.\d{1,3}){3}$/ : /^[0-9a-f:]{2,39}$/);
        expect(peerOf(peer.element)).toEqual(peer);
      }),
      seed,
    );
  });

  test("all addresses of a /64 are one", () => {
    const word = fc.integer({ min: 0, max: 0xffff }).map((part) => part.toString(16));
    fc.assert(
      fc.property(fc.tuple(word, word, word), fc.tuple(word, word, word, word), (line, host) => {
        const network = `2001:${line.join(":")}`;
        expect(peerOf(`${network}:${host.join(":")}`)).toEqual(peerOf(`${network}:1:2:3:4`) as never);
      }),
      seed,
    );
  });
});

describe("a prefix that holds tickets", () => {
  test.each([
    ["192.0.2.0/24", "192.0.2.0/24"],
    ["192.0.2.77/24", "192.0.2.0/24"],
    ["192.0.2.77/32", "192.0.2.0/24"],
    ["192.0.2.77", "192.0.2.0/24"],
    ["2001:db8:1::/48", "2001:db8:1::/48"],
    ["2001:db8:1:2::/64", "2001:db8:1::/48"],
  ])("%s is %s", (text, prefix) => expect(ticketedPrefix(text)).toBe(prefix));

  test.each([
    "0.0.0.0/0",
    "192.0.0.0/16",
    "192.0.2.0/33",
    "192.0.2.0/",
    "192.0.2.0/24/24",
    "2001:db8::/32",
    "::/0",
    "::ffff:192.0.2.0/120",
    "192.0.2.0/2 4",
    "",
    "/",
  ])("%p is none", (text) => expect(ticketedPrefix(text)).toBeUndefined());
});

describe("never taken", () => {
  test.each([
    "127.0.0.1",
    "127.9.9.9",
    "::1",
    "::ffff:127.0.0.1",
    "::",
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "172.17.0.1",
    "192.168.1.1",
    "169.254.1.1",
    "224.0.0.1",
    "255.255.255.255",
    "fe80::1",
    "fd00::1",
    "ff02::1",
    "64:ff9b::1",
  ])("%s, which is not public", (address) => expect(never([])(address)).toBe(true));

  test("anybody public else may be", () => {
    expect(["198.51.100.7", "172.32.0.1", "100.128.0.1", "2a01:e0a::1"].map(never([]))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  test("networks that the operator names, in each spelling", () => {
    const named = never(["198.51.100.0/25", "203.0.113.9", "2a01:e0a:1::/48"]);
    expect(["198.51.100.127", "::ffff:203.0.113.9", "2a01:e0a:1:ffff::9"].map(named)).toEqual([
      true,
      true,
      true,
    ]);
    expect(["198.51.100.128", "203.0.113.10", "2a01:e0a:2::1"].map(named)).toEqual([false, false, false]);
  });

  test("the whole /64 of one IPv6 address that is named, for it would be taken with its neighbour", () => {
    for (const network of ["2a01:e0a:1:2::77", "2a01:e0a:1:2::77/128", "2a01:e0a:1:2::70/124"]) {
      expect([network, never([network])("2a01:e0a:1:2:aaaa::1")]).toEqual([network, true]);
      expect([network, never([network])("2a01:e0a:1:3::77")]).toEqual([network, false]);
    }
  });

  test("the machine's own addresses, as they are after the last look", () => {
    let own = ["198.51.100.1", "2a01:e0a::1", "fe80::1%eth0"];
    const list = new NeverTaken({ networks: [], setting: "--never", ownAddresses: () => own });
    const has = (address: string) => list.has(peerOf(address) as never);
    expect(["198.51.100.1", "198.51.100.2", "2a01:e0a::2"].map(has)).toEqual([true, false, true]);
    own = ["198.51.100.2"];
    list.lookAtOwnAddresses();
    expect(["198.51.100.1", "198.51.100.2"].map(has)).toEqual([false, true]);
  });

  test.each(["x", "192.0.2.0/33", "192.0.2.0/24/1", "2001:db8::/129", "::ffff:192.0.2.1/128"])(
    "an entry that cannot be read is refused by name: %s",
    (entry) => {
      let refusal: unknown;
      try {
        never([entry]);
      } catch (error) {
        refusal = error;
      }
      expect(refusal).toBeInstanceOf(Refusal);
      expect((refusal as Refusal).where).toBe("--never");
      expect((refusal as Refusal).what).toContain(entry);
    },
  );
});
