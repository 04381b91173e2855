import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { Refusal } from "../kernel/refusal.ts";
import { canonicalAddress, makeIdentity, prefixOf } from "./identity.ts";

const PROXY = "10.0.0.1";
const clientOf = (
  peer: string,
  headers: Record<string, string>,
  trusted = ["10.0.0.0/8", "2001:db8:1::/48"],
) => makeIdentity(trusted).clientOf(peer, new Headers(headers));
const seed = { seed: 20241231, numRuns: 200 };

describe("right-most rule", () => {
  const cases: [string, string, Record<string, string>, string][] = [
    ["no header", PROXY, {}, PROXY],
    ["one hop", PROXY, { "x-forwarded-for": "192.0.2.7" }, "192.0.2.7"],
    [
      "the right-most that is no proxy",
      PROXY,
      { "x-forwarded-for": "6.6.6.6, 192.0.2.7, 10.9.9.9" },
      "192.0.2.7",
    ],
    ["a private address is an address", PROXY, { "x-forwarded-for": "6.6.6.6, 192.168.1.9" }, "192.168.1.9"],
    ["all are proxies", PROXY, { "x-forwarded-for": "10.1.1.1, 10.2.2.2" }, "10.1.1.1"],
    ["with a port", PROXY, { "x-forwarded-for": "192.0.2.7:5123" }, "192.0.2.7"],
    ["IPv6 with a port", PROXY, { "x-forwarded-for": "[2001:db8::7]:5123" }, "2001:db8::7"],
    ["IPv6 written long", PROXY, { "x-forwarded-for": "2001:0DB8:0:0::0007" }, "2001:db8::7"],
    ["IPv4 in IPv6", "::ffff:10.0.0.1", { "x-forwarded-for": "::ffff:192.0.2.7" }, "192.0.2.7"],
    ["garbage ends the walk", PROXY, { "x-forwarded-for": "192.0.2.7, evil, 10.2.2.2" }, "10.2.2.2"],
    ["an empty entry ends the walk", PROXY, { "x-forwarded-for": "192.0.2.7,,10.2.2.2" }, "10.2.2.2"],
    ["octal is no address", PROXY, { "x-forwarded-for": "0300.0.2.7" }, PROXY],
    ["a number is no address", PROXY, { "x-forwarded-for": "3221225991" }, PROXY],
    ["a zone is no address", PROXY, { "x-forwarded-for": "fe80::1%eth0" }, PROXY],
    ["Forwarded", PROXY, { forwarded: 'for=6.6.6.6, for="[2001:db8::7]:80";proto=https' }, "2001:db8::7"],
    ["Forwarded, unknown", PROXY, { forwarded: "for=6.6.6.6, for=unknown" }, PROXY],
    ["Forwarded, hidden", PROXY, { forwarded: "for=6.6.6.6, for=_secret" }, PROXY],
    ["Forwarded, comma in quotes", PROXY, { forwarded: 'for=6.6.6.6;by="a, for=1.1.1.1"' }, "6.6.6.6"],
    ["Forwarded, quote left open", PROXY, { forwarded: 'for=6.6.6.6, for="192.0.2.7' }, PROXY],
    ["Forwarded, a name twice", PROXY, { forwarded: "for=6.6.6.6;for=7.7.7.7" }, PROXY],
    ["both agree", PROXY, { "x-forwarded-for": "192.0.2.7", forwarded: "for=192.0.2.7" }, "192.0.2.7"],
    ["both disagree", PROXY, { "x-forwarded-for": "192.0.2.7", forwarded: "for=6.6.6.6" }, PROXY],
    ["X-Real-IP is not heard", PROXY, { "x-real-ip": "6.6.6.6" }, PROXY],
    ["IPv6 proxy", "2001:db8:1::5", { "x-forwarded-for": "192.0.2.7" }, "192.0.2.7"],
  ];
  for (const [name, peer, headers, address] of cases) {
    test(name, () => expect(clientOf(peer, headers).address).toBe(address));
  }

  test("more hops than the bound are cut on the visitor's side", () => {
    const left = Array.from({ length: 5000 }, () => "6.6.6.6").join(", ");
    expect(clientOf(PROXY, { "x-forwarded-for": `${left}, 192.0.2.7, 10.2.2.2` }).address).toBe("192.0.2.7");
  });

  test("the protocol counts only from a proxy, and only as http or https", () => {
    expect(clientOf(PROXY, { "x-forwarded-proto": "https" }).proto).toBe("https");
    expect(clientOf(PROXY, { "x-forwarded-proto": "https, http" }).proto).toBe("http");
    expect(clientOf(PROXY, { forwarded: "for=192.0.2.7;proto=HTTPS" }).proto).toBe("https");
    expect(clientOf(PROXY, { "x-forwarded-proto": "gopher" }).proto).toBeUndefined();
    expect(clientOf("192.0.2.1", { "x-forwarded-proto": "https" }).proto).toBeUndefined();
  });
});

describe("spoofing", () => {
  const address = fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    fc.constantFrom("10.0.0.1", "127.0.0.1", "unknown", "::ffff:10.0.0.1"),
    fc.string(),
  );
  const list = fc
    .array(address, { maxLength: 6 })
    .map((entries) => entries.join(", ").replace(/[^\x20-\x7e]/g, "?"));

  test("what an undeclared peer sends never matters", () => {
    fc.assert(
      fc.property(fc.ipV4(), list, list, list, (peer, forwardedFor, forwarded, proto) => {
        fc.pre(!peer.startsWith("10."));
        const headers = { "x-forwarded-for": forwardedFor, forwarded, "x-forwarded-proto": proto };
        expect(clientOf(peer, headers)).toEqual({ address: peer, proto: undefined });
        expect(makeIdentity([]).clientOf(peer, new Headers(headers))).toEqual({
          address: peer,
          proto: undefined,
        });
      }),
      seed,
    );
  });

  test("what a visitor sends to a declared proxy, which adds the visitor's address, never matters", () => {
    fc.assert(
      fc.property(fc.ipV4(), list, (visitor, sent) => {
        fc.pre(!visitor.startsWith("10."));
        const chain = sent === "" ? visitor : `${sent}, ${visitor}`;
        expect(clientOf(PROXY, { "x-forwarded-for": chain }).address).toBe(visitor);
      }),
      seed,
    );
  });

  test("never throws, whatever comes", () => {
    fc.assert(
      fc.property(fc.string(), list, list, (peer, forwardedFor, forwarded) => {
        clientOf(peer, { "x-forwarded-for": forwardedFor, forwarded });
        clientOf(PROXY, { "x-forwarded-for": forwardedFor, forwarded });
      }),
      seed,
    );
  });
});

describe("addresses and networks", () => {
  test("one spelling for one address", () => {
    expect(canonicalAddress("::FFFF:192.0.2.7")).toBe("192.0.2.7");
    expect(canonicalAddress("::ffff:c000:207")).toBe("192.0.2.7");
    expect(canonicalAddress("2001:DB8:0:0:0:0:0:1")).toBe("2001:db8::1");
    expect(canonicalAddress("nonsense")).toBe("nonsense");
  });
  test("a household's network", () => {
    expect(prefixOf("192.0.2.77")).toBe("192.0.2.0/24");
    expect(prefixOf("::ffff:192.0.2.77")).toBe("192.0.2.0/24");
    expect(prefixOf("2001:db8:12:34:5::6")).toBe("2001:db8:12::/48");
    fc.assert(
      fc.property(fc.ipV6(), fc.ipV6(), (a, b) => {
        const head = (text: string) => canonicalAddress(text);
        if (head(a) === head(b)) expect(prefixOf(a)).toBe(prefixOf(b));
        expect(prefixOf(a).length).toBeLessThan(24);
      }),
      seed,
    );
  });
  for (const text of [
    "10.0.0.0/33",
    "10.0.0/8",
    "2001:db8::/129",
    "example.org",
    "10.0.0.1/",
    "10.0.0.1/-1",
    "",
    "::ffff:10.0.0.0/104",
  ]) {
    test(`"${text}" is refused with a remedy`, () => {
      expect(() => makeIdentity(["10.0.0.0/8", text])).toThrow(Refusal);
    });
  }
});
