import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { canonicalJson, sha256Hex } from "./canonical.ts";

describe("canonical JSON", () => {
  // RFC 8785 §3.2.2 and §3.2.3: numbers, escapes and the order of names, as the standard prints them.
  test("is the text of RFC 8785's example", () => {
    const value = {
      numbers: [Number("333333333.33333329"), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000f\nA\'B"\\\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  test("sorts names by UTF-16 code units", () => {
    const value = { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7 };
    const names = Object.keys(JSON.parse(canonicalJson(value)) as object);
    // JSON.parse moves "1" to the front: names that look like numbers come first in any JavaScript object.
    expect(names).toEqual(["1", "\r", "\u0080", "\u00f6", "\u20ac", "\ud83d\ude00", "\ufb33"]);
  });

  test("does not depend on the order in which names were set, and reads back as the same value", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
        expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test.each([[undefined], [Number.NaN], [Number.POSITIVE_INFINITY], [() => 1]])("refuses %p", (value) => {
    expect(() => canonicalJson(value)).toThrow();
  });
});

test("SHA-256 of text is that of its UTF-8 bytes", () => {
  // FIPS 180-2, appendix B.1.
  const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  expect(sha256Hex("abc")).toBe(abc);
  expect(sha256Hex(new TextEncoder().encode("é"))).toBe(sha256Hex("é"));
});
