import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { addressKind, literalAddress, mayBeAsked, readNetworks } from "./address.ts";

describe("the kind of an address", () => {
  const cases: Record<string, string[]> = {
    public: ["192.0.66.1", "8.8.8.8", "2a01:e0a::1", "64:ff9b::808:808", "2002:808:808::1", "::ffff:8.8.8.8"],
    private: [
      "10.0.0.1",
      "172.31.255.255",
      "192.168.1.1",
      "100.64.0.1",
      "fd00::1",
      "fec0::1",
      "::ffff:10.0.0.1",
      "64:ff9b::a00:1",
      "2002:c0a8:101::1",
    ],
    bogon: [
      "127.0.0.1",
      "127.255.0.1",
      "0.0.0.0",
      "0.1.2.3",
      "169.254.169.254",
      "224.0.0.1",
      "255.255.255.255",
      "240.0.0.1",
      "192.0.2.1",
      "198.51.100.7",
      "203.0.113.9",
      "::1",
      "::",
      "fe80::1",
      "ff02::1",
      "2001:db8::1",
      "::ffff:127.0.0.1",
      "64:ff9b::7f00:1",
      "64:ff9b:1::a9fe:a9fe",
      "2002:7f00:1::",
      "not an address",
      "",
    ],
  };
  for (const [kind, addresses] of Object.entries(cases))
    for (const address of addresses)
      test(`${address || "nothing"} is ${kind}`, () => expect(addressKind(address)).toBe(kind as "public"));

  test("is never public for anything wrapped around an address that is not", () => {
    const inner = fc.constantFrom(
      "127.0.0.1",
      "10.1.2.3",
      "192.168.0.9",
      "169.254.169.254",
      "100.64.3.4",
      "0.0.0.0",
    );
    const hex = (address: string) => {
      const [a, b, c, d] = address.split(".").map(Number) as [number, number, number, number];
      return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
    };
    fc.assert(
      fc.property(
        inner,
        fc.constantFrom("::ffff:", "64:ff9b::", "64:ff9b:1::", "2002:"),
        (address, prefix) => {
          const wrapped = prefix === "2002:" ? `2002:${hex(address)}::1` : `${prefix}${hex(address)}`;
          expect(addressKind(wrapped)).not.toBe("public");
        },
      ),
    );
  });
});

test("a network that was allowed may be asked, and nothing beside it", () => {
  const allowed = readNetworks(["10.20.0.0/16", "fd12::/16"]);
  expect(mayBeAsked("10.20.3.4", allowed)).toBe(true);
  expect(mayBeAsked("::ffff:10.20.3.4", allowed)).toBe(true);
  expect(mayBeAsked("10.21.0.1", allowed)).toBe(false);
  expect(mayBeAsked("fd12::9", allowed)).toBe(true);
  expect(mayBeAsked("127.0.0.1", allowed)).toBe(false);
  expect(() => readNetworks(["10.20.0.0"])).toThrow("is no network");
});

test("an address in an URL is told from a name", () => {
  expect(literalAddress("[::1]")).toBe("::1");
  expect(literalAddress("127.0.0.1")).toBe("127.0.0.1");
  expect(literalAddress("www.ville.fr")).toBeUndefined();
  // The URL standard writes these as 127.0.0.1 before they get here.
  for (const text of ["http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/", "http://127.1/"])
    expect(literalAddress(new URL(text).hostname)).toBe("127.0.0.1");
});
