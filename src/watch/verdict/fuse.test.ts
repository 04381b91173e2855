import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { T0, told } from "../../../test/support/sayings.ts";
import { QUALIFIERS } from "../codes.ts";
import { type FusedRound, fuse, fusedWord, type Saying } from "./fuse.ts";

const FR = 0b011;
const words = (rounds: readonly FusedRound[]) => rounds.map(({ word }) => word).join(" ");
const marked = (round: FusedRound | undefined) =>
  QUALIFIERS.filter((_, n) => ((round?.marks ?? 0) & (1 << n)) !== 0);
const [B, ABROAD, ELSEWHERE] = [1, 2, 3];

describe("one vantage point", () => {
  test("each of its rounds is a fused round", () => {
    expect(words(fuse(told("uusdu"), FR))).toBe("up up shaky down up");
  });

  test("the same said twice within a minute is one round, another word is another round", () => {
    expect(words(fuse(told("uuuu", { everyMs: 30_000 }), FR))).toBe("up up");
    expect(words(fuse(told("uuuu", { everyMs: 60_000 - 999, from: T0 + 990 }), FR))).toBe("up up up up");
    expect(words(fuse(told("usd", { everyMs: 20_000 }), FR))).toBe("shaky down");
    expect(words(fuse(told("dd", { everyMs: 30_000 }), FR))).toBe("down");
  });
});

describe("two French vantage points", () => {
  const both = (a: string, b: string) =>
    fuse([...told(a), ...told(b, { vantage: B, from: T0 + 120_000 })], FR);

  test("make one round of what they say within five minutes", () => {
    const rounds = both("uuu", "uuu");
    expect(words(rounds)).toBe("up up up");
    expect(rounds.map(({ french, voices }) => [french, voices])).toEqual([
      [2, 3],
      [2, 3],
      [2, 3],
    ]);
  });

  test("agree on down, or are split", () => {
    expect(words(both("dddd", "dusd"))).toBe("down partial partial down");
  });

  test("are not shaken by what is lost on the way of one", () => {
    expect(words(both("sus", "uss"))).toBe("up up shaky");
  });

  test("one that says nothing leaves the other's word", () => {
    const [first, second] = both("du", " u");
    expect([first?.word, first?.french, second?.word, second?.french]).toEqual(["down", 1, "up", 2]);
  });
});

describe("foreign vantage points", () => {
  const abroad = (a: string, b: string, c = "") =>
    fuse([...told(a), ...told(b, { vantage: ABROAD }), ...told(c, { vantage: ELSEWHERE })], FR);

  test("do not turn a word", () => {
    expect(words(abroad("uudd", "dudu"))).toBe("up up down down");
  });

  test("alone say nothing", () => expect(abroad("    ", "uddd")).toEqual([]));

  test("say who is blocked: all abroad, or only some", () => {
    expect(marked(abroad("u", "d", "d")[0])).toEqual(["geo_block"]);
    expect(marked(abroad("u", "d", "u")[0])).toEqual(["ip_reputation"]);
    expect(marked(abroad("d", "d", "d")[0])).toEqual([]);
  });
});

describe("fusing", () => {
  const said: fc.Arbitrary<Saying> = fc.record({
    vantage: fc.integer({ min: 0, max: 4 }),
    at: fc.integer({ min: 0, max: 3_600 }).map((second) => T0 + second * 1_000),
    endedAt: fc.constant(T0 + 4_000_000),
    outcome: fc.integer({ min: 0, max: 3 }),
    failure: fc.integer({ min: 1, max: 30 }),
    marks: fc.integer({ min: 0, max: 1_023 }),
    totalMs: fc.integer({ min: -1, max: 20_000 }),
  });
  const sayings = fc.array(said, { maxLength: 60 });

  test("does not depend on the order in which sayings come", () => {
    fc.assert(
      fc.property(sayings, fc.integer({ min: 0, max: 1_000 }), (all, turn) => {
        const turned = all.map((_, n) => all[(n + turn) % all.length] as Saying).reverse();
        expect(fuse(turned, FR)).toEqual(fuse(all, FR));
      }),
      { seed: 2, numRuns: 400 },
    );
  });

  test("is not changed by void rounds", () => {
    fc.assert(
      fc.property(sayings, sayings, (all, more) => {
        const voids = more.map((one) => ({ ...one, outcome: 3 }));
        expect(fuse([...voids, ...all], FR)).toEqual(
          fuse(
            all.filter(({ outcome }) => outcome !== 3),
            FR,
          ),
        );
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  test("is down only if every French voice says so, and foreign ones never change the word", () => {
    const mask = fc.integer({ min: 0, max: 0xfff });
    fc.assert(
      fc.property(mask, mask, mask, mask, (up, shaky, down, french) => {
        const word = fusedWord(up, shaky, down, french);
        expect(fusedWord(up & french, shaky & french, down & french, french)).toBe(word as never);
        const answered = (up | shaky) & french;
        if (word === "down") expect(answered).toBe(0);
        if (word === undefined) expect((up | shaky | down) & french).toBe(0);
        if (answered === 0 && (down & french) !== 0) expect(word).toBe("down");
      }),
      { seed: 4, numRuns: 2_000 },
    );
  });
});
