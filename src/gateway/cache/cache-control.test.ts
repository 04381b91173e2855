import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  isWellFormed,
  parseCacheControl,
  parseRequestDirectives,
  SECONDS_MAX,
  seconds,
} from "./cache-control.ts";

const parse = (...lines: string[]) => Object.fromEntries(parseCacheControl(lines));

describe("Cache-Control", () => {
  test.each<[string[], Record<string, string | undefined>]>([
    [["max-age=60"], { "max-age": "60" }],
    [["Max-Age=60 ,\tPUBLIC"], { "max-age": "60", public: undefined }],
    [['max-age="60"'], { "max-age": "60" }],
    [['x="max-age=3600, no-store", max-age=1'], { x: "max-age=3600, no-store", "max-age": "1" }],
    [['private="a, b", max-age=1'], { private: "a, b", "max-age": "1" }],
    [["max-age=1, max-age=2"], { "max-age": "1" }],
    [["max-age=1", "max-age=2", "s-maxage=3"], { "max-age": "1", "s-maxage": "3" }],
    [["", ",, ,no-store,"], { "no-store": undefined }],
    [["max-age =60"], { "max-age": "" }],
    [["max-age= 60"], { "max-age": "" }],
    [["no-store foo"], { "no-store": "" }],
    [['x="open, no-store'], { x: "", "no-store": undefined }],
    [['x="a\\"b", no-store'], { x: 'a"b', "no-store": undefined }],
    [["private;no-store"], { private: "", "no-store": "" }],
    [["max-age=60; no-store"], { "max-age": "", "no-store": "" }],
    [["max-age=60; xno-store no-stores"], { "max-age": "" }],
  ])("%p", (lines, expected) => {
    expect(parse(...lines)).toEqual(expected);
  });

  test("a prohibition is found behind any number of other directives", () => {
    const many = Array.from({ length: 1_000 }, (_, n) => `x${n}`).join(",");
    expect(parseCacheControl([many, "private"]).has("private")).toBe(true);
  });

  test("seconds are digits, and no more than 2^31", () => {
    const of = (value: string) => seconds(parseCacheControl([`max-age=${value}`]), "max-age");
    expect([of("0"), of("003600"), of('"60"'), of("99999999999")]).toEqual([0, 3600, 60, SECONDS_MAX]);
    for (const wrong of ["-1", "1.0", "1.5", "a1", "1a", "'60'", "", '""', "+1", "1e3"])
      expect(of(wrong)).toBe("invalid");
    expect(seconds(parseCacheControl(["max-age"]), "max-age")).toBe("invalid");
    expect(seconds(parseCacheControl([]), "max-age")).toBe("absent");
  });

  test("a prohibition is found wherever it stands outside well-formed quotation marks", () => {
    const noise = fc.stringMatching(/^[a-z0-9= ;\t\\]{0,12}$/);
    const forbids = fc.constantFrom(
      "no-store",
      "No-Store",
      " private",
      "private=x",
      'private="x"',
      "no-cache ",
    );
    fc.assert(
      fc.property(
        fc.array(noise, { maxLength: 5 }),
        forbids,
        fc.array(noise, { maxLength: 5 }),
        (before, it, after) => {
          const name = /[a-z-]+/.exec(it.toLowerCase())?.[0] ?? "";
          expect(parseCacheControl([[...before, it, ...after].join(",")]).has(name)).toBe(true);
        },
      ),
      { seed: 4, numRuns: 500 },
    );
  });

  test("hostile text is read in linear time", () => {
    const begunMs = performance.now();
    for (const text of [
      '"'.repeat(100_001),
      '\\"'.repeat(50_000),
      'a="'.repeat(50_000),
      " ".repeat(100_000),
      "a=".repeat(50_000),
    ]) {
      expect(parseCacheControl([text]).size).toBeLessThan(5);
    }
    expect(performance.now() - begunMs).toBeLessThan(1_000);
  });

  test("well formed: something, and nothing malformed", () => {
    expect(
      [["max-age=1"], ["a", 'b="c, d"'], ["max-age =1"], ["max-age=1;x"], [""], []].map(isWellFormed),
    ).toEqual([true, true, false, false, false, false]);
  });
});

describe("what a request wants", () => {
  test("directives", () => {
    expect(
      parseRequestDirectives("no-cache, No-Store, only-if-cached, max-age=5, min-fresh=6, max-stale=7"),
    ).toEqual({
      noCache: true,
      noStore: true,
      onlyIfCached: true,
      maxAge: 5,
      minFresh: 6,
      maxStale: 7,
    });
    expect(parseRequestDirectives("max-stale").maxStale).toBe(Number.POSITIVE_INFINITY);
    expect(parseRequestDirectives("max-stale=x").maxStale).toBeUndefined();
    expect(parseRequestDirectives(null).noCache).toBe(false);
  });

  test("Pragma counts only without Cache-Control", () => {
    expect(parseRequestDirectives(null, "no-cache").noCache).toBe(true);
    expect(parseRequestDirectives(null, "x-y").noCache).toBe(false);
    expect(parseRequestDirectives("max-age=5", "no-cache").noCache).toBe(false);
  });
});
