import { describe, expect, test } from "bun:test";
import { makeSpeech } from "./speech.ts";

const fr = makeSpeech("fr", "Europe/Paris");
const en = makeSpeech("en", "Europe/Paris");
const now = Date.parse("2026-11-22T15:28:00Z");
const minutes = (count: number) => now - count * 60_000;

describe("times", () => {
  test("today is a clock, another day has its day", () => {
    expect(fr.clock(now)).toBe("16\u00a0h\u00a028");
    expect(en.clock(now)).toBe("16:28");
    expect(fr.at(minutes(60), now)).toBe("à 15\u00a0h\u00a028");
    expect(fr.at(minutes(24 * 60), now)).toBe("le 21\u00a0novembre à 16\u00a0h\u00a028");
    expect(en.at(minutes(24 * 60), now)).toBe("on 21\u00a0November at 16:28");
    expect(fr.since(minutes(24 * 60), now)).toBe("le 21\u00a0novembre à 16\u00a0h\u00a028");
    expect(fr.full(minutes(5), now)).toBe("22\u00a0novembre à 16\u00a0h\u00a023");
    expect(fr.full(Date.parse("2025-12-31T23:30:00Z"), now)).toBe("1er\u00a0janvier à 00\u00a0h\u00a030");
    expect(fr.full(Date.parse("2025-06-01T10:00:00Z"), now)).toBe("1er\u00a0juin 2025 à 12\u00a0h\u00a000");
    expect(fr.stamp(minutes(24 * 60), now)).toBe("21 nov., 16\u00a0h\u00a028");
    expect(fr.stamp(Date.parse("2026-11-01T10:00:00Z"), now)).toBe("1er nov., 11\u00a0h\u00a000");
    expect(fr.day(Date.parse("2026-11-11T10:00:00Z"))).toBe("11 novembre 2026");
    expect(en.full(Date.parse("2025-06-01T10:00:00Z"), now)).toBe("1\u00a0June 2025 at 12:00");
  });

  test("midnight is 00 h, in winter and in summer", () => {
    expect(fr.clock(Date.parse("2026-11-22T23:00:00Z"))).toBe("00\u00a0h\u00a000");
    expect(fr.clock(Date.parse("2026-07-22T22:05:00Z"))).toBe("00\u00a0h\u00a005");
  });

  test.each([
    [0, "à l\u2019instant", "just now"],
    [1, "il y a 1 minute", "1 minute ago"],
    [119, "il y a 1 heure", "1 hour ago"],
    [3 * 24 * 60, "il y a 3 jours", "3 days ago"],
    [-5, "à l\u2019instant", "just now"],
  ])("%d minutes ago", (ago, french, english) => {
    expect(fr.relative(minutes(ago), now)).toBe(french);
    expect(en.relative(minutes(ago), now)).toBe(english);
  });
});

describe("numbers", () => {
  test("thousands, shares and units stand as each language sets them", () => {
    expect(fr.number(48_200)).toBe("48\u202f200");
    expect(en.number(48_200)).toBe("48,200");
    expect(fr.share(0.97)).toMatch(/^97[\u202f\u00a0]%$/);
    expect(en.share(0.97)).toBe("97%");
    expect(fr.bytes(26_368_000)).toBe("26\u00a0Mo");
    expect(en.bytes(26_368_000)).toBe("26\u00a0MB");
    expect(fr.latency(140)).toBe("140\u00a0ms");
    expect(fr.latency(2_350)).toBe("2,4\u00a0s");
    expect(fr.duration(84 * 60_000)).toBe("84\u00a0min");
    expect(en.duration(50 * 3_600_000)).toBe("2\u00a0days");
    expect([fr.rate(7), fr.rate(0), fr.rate(48_200.4)]).toEqual(["7,0", "0,0", "48\u202f200"]);
  });

  test("what is good is never rounded up to all, what is bad never down to none", () => {
    expect(en.share(0.9999)).toBe("99.9%");
    expect(en.share(1)).toBe("100%");
    expect(en.share(0.979)).toBe("97%");
    expect(en.badShare(0.00001)).toBe("0.1%");
    expect(en.badShare(0)).toBe("0%");
    expect(en.badShare(0.341)).toBe("35%");
  });
});

describe("sentences", () => {
  test("plurals follow the language: French counts zero as one", () => {
    expect(fr.say("figure.memory.sub", { count: 0 })).toBe("de 0 demande");
    expect(fr.say("figure.memory.sub", { count: 2 })).toBe("de 2 demandes");
    expect(fr.say("figure.memory.sub", { count: 1_000_000 })).toBe("de 1\u202f000\u202f000 demandes");
    expect(en.say("figure.memory.sub", { count: 0 })).toBe("of 0 requests");
  });

  test("what is filled in is left as it is: typography is ours, data is not", () => {
    const said = fr.say("cause.other", { cause: "it's : {cause} ..." });
    expect(said).toBe("cause\u00a0: it's : {cause} ...");
  });

  test("a key that is not there is no text, whatever its name", () => {
    expect(fr.sayIfKnown("cause.flood")).toBeDefined();
    for (const key of ["cause.nothing", "constructor", "__proto__", ""])
      expect(fr.sayIfKnown(key)).toBeUndefined();
  });
});

test("what somebody named cannot turn the words around it", () => {
  const name = "\u202egnp.exe\u2066";
  expect(fr.say("entry.people.joined", { name, role: "x" })).toBe("gnp.exe a créé son compte (x).");
});
