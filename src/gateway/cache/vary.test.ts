import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { acceptEncodingClass, VARIANT_VALUE_CHARACTERS_MAX, variantKey, varyNames } from "./vary.ts";

const key = (vary: string[], headers: Record<string, string>) => variantKey(vary, new Headers(headers));

describe("names in Vary", () => {
  test("sorted, each once, lower case; cookies never set shared answers apart", () => {
    const headers: Array<[string, string]> = [
      ["vary", "User-Agent, Accept-Encoding,, Cookie"],
      ["vary", "accept-encoding, Authorization"],
    ];
    expect(varyNames(headers)).toEqual(["accept-encoding", "user-agent"]);
    expect(varyNames([])).toEqual([]);
  });

  test.each(["*", "*, *", ", *", "*, Foo", "Foo, *", " * "])("%p varies with everything", (value) => {
    expect(varyNames([["vary", value]])).toBe("*");
  });

  test("a star on another line counts", () => {
    expect(
      varyNames([
        ["vary", "Foo"],
        ["vary", "*"],
      ]),
    ).toBe("*");
  });
});

describe("the key of a variant", () => {
  test("no names give the empty key", () => {
    expect(key([], { foo: "1" })).toBe("");
  });

  test("white space round commas does not count, values do, and so does absence", () => {
    expect(key(["foo"], { foo: " 1, 2 " })).toBe(key(["foo"], { foo: "1,2" }));
    const keys = [
      key(["foo"], { foo: "1" }),
      key(["foo"], { foo: "2" }),
      key(["foo"], {}),
      key(["foo"], { foo: "" }),
    ];
    expect(new Set(keys).size).toBe(4);
  });

  test("languages count by their weights", () => {
    const of = (value: string) => key(["accept-language"], { "accept-language": value });
    expect(of("fr-FR, en;q=0.5")).toBe(of("EN; q=0.5,fr-fr;q=1.0"));
    expect(of("fr;q=0.5, en")).not.toBe(of("fr, en;q=0.5"));
  });

  test("encodings count by their class", () => {
    const of = (value: string) => key(["accept-encoding"], { "accept-encoding": value });
    expect(of("gzip, deflate, br, zstd")).toBe(of("br,gzip"));
    expect(of("gzip")).not.toBe(of("br, gzip"));
  });

  test("two lists of values never share a key; long values are shortened without being confused", () => {
    const value = fc.option(fc.string({ maxLength: 4, unit: fc.constantFrom(..."ab ;-") }));
    fc.assert(
      fc.property(fc.tuple(value, value), fc.tuple(value, value), (one, other) => {
        const get = (values: Array<string | null>) => (name: string) => values[name === "a" ? 0 : 1] ?? null;
        const same = [0, 1].every((at) => (one[at] ?? null)?.trim() === (other[at] ?? null)?.trim());
        const keys = [one, other].map((values) => variantKey(["a", "b"], { get: get(values) }));
        expect(keys[0] === keys[1]).toBe(same);
      }),
      { seed: 9, numRuns: 500 },
    );
    const long = (end: string) => key(["foo"], { foo: "x".repeat(10_000) + end });
    expect(long("1")).not.toBe(long("2"));
    expect(long("1").length).toBeLessThan(VARIANT_VALUE_CHARACTERS_MAX);
  });
});

test.each<[string | null, string]>([
  [null, "identity"],
  ["", "identity"],
  ["gzip, deflate, br, zstd", "br"],
  ["GZIP;q=1.0, BR;q=0.5", "br"],
  ["gzip, deflate", "gzip"],
  ["x-gzip", "gzip"],
  ["gzip, br;q=0", "gzip"],
  ["gzip;q=0, br", "identity"],
  ["br", "identity"],
  ["*", "br"],
  ["*;q=0", "identity"],
  ["br;q=0, *", "gzip"],
  ["gzip ; q = 0.000", "identity"],
  ["gzip;q=0.001", "gzip"],
  ["identity", "identity"],
  ["deflate", "identity"],
  [";;,,", "identity"],
])("Accept-Encoding %p is %s", (header, expected) => {
  expect(acceptEncodingClass(header)).toBe(expected as "br");
});
