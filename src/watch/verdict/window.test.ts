import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { CALM, T0, type Told, told } from "../../../test/support/sayings.ts";
import { QUALIFIERS, type Qualifier } from "../codes.ts";
import { verdictSchema } from "../events.ts";
import { fuse, type Saying } from "./fuse.ts";
import { windowVerdict } from "./window.ts";

const HOUR = 3_600_000;
const FR = 0b011;
const mark = (qualifier: Qualifier) => 1 << QUALIFIERS.indexOf(qualifier);
const judged = (sayings: Saying[], given: object = {}) =>
  windowVerdict(fuse(sayings, FR), {
    from: T0,
    to: T0 + HOUR,
    suspendedMs: 0,
    vantages: ["local", "lyon", "kehl"],
    ...given,
  });
const word = (text: string, given: Told = {}) => judged(told(text, given)).verdict;

describe("the word over an hour seen from one point every five minutes", () => {
  const cases: [string, string][] = [
    ["uuuuuuuuuuuu", "accessible"],
    ["dddddddddddd", "inaccessible"],
    ["udddddddddddd", "inaccessible"],
    ["uudddddddddd", "intermittent"],
    ["ddddddddddud", "intermittent"],
    ["dddddddddddu", "intermittent"],
    ["uuuduuuuuuuu", "accessible"],
    ["uuudduuuuuuu", "intermittent"],
    ["      uuuduu", "accessible"],
    ["      uududd", "intermittent"],
    ["uduuuuuuuduu", "intermittent"],
    ["uuusuuuusuuu", "accessible"],
    ["usuususuusus", "intermittent"],
    ["uuu", "inconclusive"],
    ["ddd", "inconclusive"],
    ["dddd", "inconclusive"],
    ["vvvvvvvvvvvv", "inconclusive"],
    ["uvuvuvuvuvuv", "accessible"],
    ["uvvvvvvuvvvvu", "inconclusive"],
    ["uuuuvuuuuvuu", "accessible"],
  ];
  test.each(cases)("%p is %p", (text, verdict) => expect(word(text)).toBe(verdict as never));
});

test("a site that is asked oftener while it is down does not look worse than it was", () => {
  // 20 minutes up in four rounds, 40 minutes down in thirty-four.
  const verdict = judged([
    ...told("uuuu"),
    ...told("d".repeat(34), { from: T0 + 4 * CALM, everyMs: 70_000 }),
  ]);
  expect(verdict.d / verdict.n).toBeGreaterThan(0.89);
  expect(verdict.answered).toBeCloseTo(1 / 3, 1);
  expect(verdict.verdict).toBe("intermittent");
});

test("one round down that two French points agree on, between others, is a confirmed outage and recovery", () => {
  const both = [...told("uuuduuuuuuuu"), ...told("uuuduuuuuuuu", { vantage: 1, from: T0 + 1_000 })];
  expect(judged(both)).toMatchObject({ verdict: "intermittent", confirmed: true, n: 12, d: 1, t: 2 });
});

test("a quarter of the window without trust makes it inconclusive", () => {
  const down = told("dddddddddddd");
  expect(judged(down, { suspendedMs: HOUR / 4 }).verdict).toBe("inaccessible");
  expect(judged(down, { suspendedMs: HOUR / 4 + 1 }).verdict).toBe("inconclusive");
});

test("a site taken in lately is judged by what there is, one that was left unasked is not", () => {
  expect(word("        uuuu")).toBe("accessible");
  expect(word("uuuu        ")).toBe("inconclusive");
  expect(word("uuuu    uuuu")).toBe("accessible");
  expect(word("uuuu     uuu")).toBe("inconclusive");
});

test("confirmed takes two French points; one alone says so", () => {
  const alone = judged(told("dddddddddddd"));
  expect(alone).toMatchObject({ verdict: "inaccessible", confirmed: false, qualifiers: ["one_vantage"] });
  const abroad = judged([...told("dddddddddddd"), ...told("dddddddddddd", { vantage: 2 })]);
  expect(abroad).toMatchObject({ confirmed: false, vantages: ["local", "kehl"], cause: "tcp.timeout" });
  const both = judged([...told("dddddddddddd"), ...told("dddddddddddd", { vantage: 1 })]);
  expect(both).toMatchObject({ confirmed: true, qualifiers: [], vantages: ["local", "lyon"] });
});

describe("qualifiers", () => {
  const qualifiers = (sayings: Saying[], given: object = {}) =>
    judged(sayings, given).qualifiers.filter((one) => one !== "one_vantage");

  test("stand when two rounds carry them", () => {
    const marks = mark("protected") | mark("tls_warning");
    const some = (count: number) => [
      ...told("u".repeat(count), { marks }),
      ...told("u".repeat(12 - count), { from: T0 + count * CALM }),
    ];
    expect(qualifiers(some(1))).toEqual([]);
    expect(qualifiers(some(2))).toEqual(["protected", "tls_warning"]);
  });

  test("slow: far above the usual, and above three seconds", () => {
    const twelve = "uuuuuuuuuuuu";
    const usualMs = 1_000;
    expect(qualifiers(told(twelve, { totalMs: 3_200 }), { usualMs })).toEqual(["slow"]);
    expect(qualifiers(told(twelve, { totalMs: 2_900 }), { usualMs: 100 })).toEqual([]);
    expect(qualifiers(told(twelve, { totalMs: 3_200 }), { usualMs: 1_500 })).toEqual([]);
    expect(qualifiers(told(twelve, { totalMs: 3_200 }))).toEqual([]);
    const once = [...told("u", { totalMs: 9_000 }), ...told("uuuuuuuuuuu", { from: T0 + CALM })];
    expect(qualifiers(once, { usualMs })).toEqual([]);
  });

  test("maintenance: planned, or said by the site itself", () => {
    expect(qualifiers([], { maintenance: true })).toEqual(["maintenance"]);
    expect(qualifiers(told("dddd", { marks: mark("maintenance") }))).toEqual(["maintenance"]);
  });
});

test("every verdict can be written to the journal, and its interval holds its share", () => {
  const letters = fc.array(fc.constantFrom("u", "s", "d", "v", " "), { maxLength: 60 });
  fc.assert(
    fc.property(letters, letters, fc.constantFrom(30_000, 61_000, CALM), (a, b, everyMs) => {
      const verdict = judged([
        ...told(a.join(""), { everyMs }),
        ...told(b.join(""), { vantage: 1, everyMs }),
      ]);
      expect(verdictSchema.parse(verdict)).toEqual(verdict);
      const { low, high, answered, n, d, p } = verdict;
      if (n > 0) expect(low <= answered && answered <= high).toBe(true);
      expect(d + p).toBeLessThanOrEqual(n);
      if (verdict.verdict === "inaccessible") expect(d).toBeGreaterThanOrEqual(3);
    }),
    { seed: 5, numRuns: 500 },
  );
});
