import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { CALM, inOrder, T0, told } from "../../../test/support/sayings.ts";
import { FAILURES, QUALIFIERS } from "../codes.ts";
import { verdictSchema } from "../events.ts";
import { fuse, type Saying } from "./fuse.ts";
import {
  FORGOTTEN,
  fold,
  isFailing,
  liveVerdict,
  NEWLY_CONFIRMED,
  retract,
  sinceOf,
  stoppedAt,
  TURNED,
  wordNow,
} from "./live.ts";
import { VANTAGES_MAX, WINDOW_MS } from "./rule.ts";
import {
  fusedRounds,
  newSiteState,
  roundCount,
  ROUNDS_KEPT,
  type SiteState,
  usualMs,
  wordOfState,
} from "./site-state.ts";

const ONE = { french: 0b001, trusted: 0b101 };
const TWO = { french: 0b011, trusted: 0b111 };
const MINUTE = 60_000;
const B = { vantage: 1, from: T0 + 2_000 };
const ABROAD = { vantage: 2, from: T0 + 4_000 };

/** Folds all and gives the words that were said on the way. */
function words(sayings: Saying[], facts = ONE, state = newSiteState()): string[] {
  const said: string[] = [];
  for (const saying of sayings) {
    if ((fold(state, saying, facts) & TURNED) !== 0) said.push(wordOfState(state));
  }
  return said;
}
function after(sayings: Saying[], facts = ONE): SiteState {
  const state = newSiteState();
  for (const saying of sayings) fold(state, saying, facts);
  return state;
}
const last = (sayings: Saying[]) => sayings.at(-1)?.endedAt ?? T0;

describe("a site seen from one point", () => {
  test("has no word before four rounds", () => {
    expect(words(told("uuu"))).toEqual([]);
    expect(words(told("uuuu"))).toEqual(["accessible"]);
    expect(words(told("dddd"))).toEqual(["inaccessible"]);
    expect(words(told("udud"))).toEqual(["intermittent"]);
  });

  test("is inaccessible after two rounds in a row, never confirmed", () => {
    expect(words(told("uuuuuud"))).toEqual(["accessible"]);
    expect(words(told("uuuuuudd"))).toEqual(["accessible", "inaccessible"]);
    const state = after(told("uuuuuudddd"));
    const verdict = liveVerdict(state, T0 + 10 * CALM, ONE, { vantages: ["local"] });
    expect(verdict).toMatchObject({ verdict: "inaccessible", confirmed: false, qualifiers: ["one_vantage"] });
  });

  test("confirmed by a second point that came just now, it is not said to rest on one", () => {
    const all = inOrder(told("uuuuuuuuudd"), told("dd", { vantage: 1, from: T0 + 9 * CALM }));
    const verdict = liveVerdict(after(all, TWO), T0 + 11 * CALM, TWO, { vantages: ["local", "lyon"] });
    expect(verdict).toMatchObject({ verdict: "inaccessible", confirmed: true, qualifiers: [] });
  });

  test("one round down between others turns nothing", () => {
    expect(words(told("uuuuuuduuuuuuuuuuuuuduuuuuu"))).toEqual(["accessible"]);
  });

  test("comes back now and then first, and is accessible after six rounds without failure", () => {
    expect(words(told("uuuuddu"))).toEqual(["accessible", "inaccessible"]);
    expect(words(told("uuuudduu"))).toEqual(["accessible", "inaccessible", "intermittent"]);
    expect(words(told("uuuudduuuuu")).length).toBe(3);
    expect(words(told("uuuudduuuuuu"))).toEqual(["accessible", "inaccessible", "intermittent", "accessible"]);
  });

  test("is not held to be now and then for what lies behind it", () => {
    expect(words(told("uuuudduuuuuuuuuuu")).length).toBe(4);
  });

  test("alternation is now and then, once, as long as it lasts", () => {
    expect(words(told("uuuuudududududududududududud"))).toEqual(["accessible", "intermittent"]);
    const longer = told(`uuuu${"ddduuu".repeat(20)}`, { everyMs: 2 * MINUTE });
    expect(words(longer)).toEqual(["accessible", "inaccessible", "intermittent"]);
  });

  test("now and then becomes inaccessible after six rounds down", () => {
    expect(words(told("uuuududuuddddd"))).toEqual(["accessible", "intermittent"]);
    expect(words(told("uuuududuudddddd"))).toEqual(["accessible", "intermittent", "inaccessible"]);
  });

  test("a mix inside rounds counts once it persists", () => {
    expect(words(told("uuuuuusuususuuuu"))).toEqual(["accessible"]);
    expect(words(told("uuuusussuss"))).toEqual(["accessible", "intermittent"]);
  });
});

describe("a site seen from two French points", () => {
  const both = (a: string, b: string, everyMs = CALM) =>
    inOrder(told(a, { everyMs }), told(b, { ...B, everyMs }));

  test("is inaccessible and confirmed with the first round in which both agree", () => {
    expect(words(both("uuuuud", "uuuuud"), TWO)).toEqual(["accessible", "inaccessible"]);
    const state = after(both("uuuuud", "uuuuud"), TWO);
    expect(liveVerdict(state, T0 + 6 * CALM, TWO, { vantages: ["a", "b"] })).toMatchObject({
      verdict: "inaccessible",
      confirmed: true,
      vantages: ["a", "b"],
      cause: "tcp.timeout",
    });
  });

  test("is not when they disagree", () => {
    expect(words(both("uuuuuddddd", "uuuuuuuuuu"), TWO)).toEqual(["accessible", "intermittent"]);
    expect(words(both("uuuuudd", "uuuuuuu"), TWO)).toEqual(["accessible"]);
  });

  test("is after three rounds of one when the other says nothing, and confirmed when it does", () => {
    expect(words(both("uuuuudd", "uuuuu"), TWO)).toEqual(["accessible"]);
    expect(words(both("uuuuuddd", "uuuuu"), TWO)).toEqual(["accessible", "inaccessible"]);
    const state = after(both("uuuuuddd", "uuuuu"), TWO);
    const late = told("d", { vantage: 1, from: T0 + 7 * CALM + 3_000 })[0] as Saying;
    expect(fold(state, late, TWO)).toBe(NEWLY_CONFIRMED);
  });

  test("comes back with the first round in which both agree", () => {
    expect(words(both("uuuuddu", "uuuuddu"), TWO)).toEqual(["accessible", "inaccessible", "intermittent"]);
  });

  test("foreign points turn nothing, whatever they say", () => {
    const abroad = told("dddddddddddddddd", ABROAD);
    expect(words(inOrder(told("uuuuuuuuuuuuuuuu"), abroad), ONE)).toEqual(["accessible"]);
    const state = after(inOrder(told("uuuuuuuuuuuuuuuu"), abroad));
    const verdict = liveVerdict(state, T0 + 16 * CALM, ONE, { vantages: ["fr", undefined, "de"] });
    expect(verdict.qualifiers).toEqual(["geo_block", "one_vantage"]);
    expect(words(abroad, ONE)).toEqual([]);
  });
});

describe("since when", () => {
  test("the middle between the last answer and the first silence, and the other way round", () => {
    const state = after(told("uuuudd"));
    expect(sinceOf(state)).toBe(T0 + 3.5 * CALM);
    for (const saying of told("uu", { from: T0 + 6 * CALM })) fold(state, saying, ONE);
    const silentUntil = T0 + 5 * CALM + 61_000;
    expect(sinceOf(state)).toBe(Math.floor((silentUntil + T0 + 6 * CALM) / 2_000) * 1_000);
  });
});

test("what comes late from before an outage moves neither its begin nor its end", () => {
  const state = after(told("uuuudddd"));
  fold(state, told("u", { vantage: 2, from: T0 + CALM + 9_000 })[0] as Saying, {
    french: 0b101,
    trusted: 0b101,
  });
  for (const saying of told("uu", { from: T0 + 8 * CALM })) fold(state, saying, ONE);
  expect(sinceOf(state)).toBeGreaterThan(T0 + 7 * CALM);
  expect(sinceOf(state)).toBeLessThan(T0 + 8 * CALM);
});

describe("silence", () => {
  test("makes the live word inconclusive, until the site is heard again", () => {
    const state = after(told("uuuuuu"));
    const end = last(told("uuuuuu"));
    expect(wordNow(state, end + 14 * MINUTE)).toBe("accessible");
    expect(wordNow(state, end + 16 * MINUTE)).toBe("inconclusive");
    fold(state, told("u", { from: end + 30 * MINUTE })[0] as Saying, ONE);
    expect(wordNow(state, end + 31 * MINUTE)).toBe("accessible");
    expect(wordNow(newSiteState(), T0)).toBe("inconclusive");
  });

  test("of an hour makes it begin anew", () => {
    const state = after(told("uuuudd"));
    const again = told("uuuu", { from: last(told("uuuudd")) + WINDOW_MS });
    expect(words(again, ONE, state)).toEqual(["inconclusive", "accessible"]);
  });
});

describe("trust", () => {
  test("what is not trusted is not folded", () => {
    const state = after(told("uuuu"));
    const frozen = { french: 0b001, trusted: 0 };
    for (const saying of told("dddddddddddd", { from: T0 + 4 * CALM }))
      expect(fold(state, saying, frozen)).toBe(0);
    expect(wordOfState(state)).toBe("accessible");
  });

  test("what is found to be worth nothing is taken back, with the word that was said on its strength", () => {
    const state = after(told("uuuuuudd"));
    expect(wordOfState(state)).toBe("inaccessible");
    expect(retract(state, 0, T0 + 6 * CALM, ONE)).toBe(TURNED | FORGOTTEN);
    expect(wordOfState(state)).toBe("accessible");
    expect(isFailing(state)).toBe(false);
    expect(sinceOf(state)).toBe(T0);
    expect(retract(state, 0, T0 + 60 * CALM, ONE)).toBe(0);
  });

  test("what it said before that minute stays, whenever it is found suspect", () => {
    const everyMs = 2 * MINUTE;
    const state = after(told("uuuuu", { everyMs }));
    const left = () => liveVerdict(state, T0 + 12 * MINUTE, ONE, { vantages: ["local"] }).n;
    for (const seconds of [500, 490, 485, 482]) {
      expect(retract(state, 0, T0 + seconds * 1000, ONE)).toBe(0);
      expect(left()).toBe(5);
    }
    expect(retract(state, 0, T0 + 8 * MINUTE, ONE)).toBe(FORGOTTEN);
    expect(left()).toBe(4);
    fold(state, told("s", { from: T0 + 8 * MINUTE })[0] as Saying, ONE);
    expect(retract(state, 0, T0 + 8 * MINUTE + 40_000, ONE)).toBe(FORGOTTEN);
    expect(left()).toBe(4);
  });

  test("a word that others still bear out stands", () => {
    const state = after(
      inOrder(told("uuuuudddd"), told("uuuuudddd", B), told("uuuuudddd", { vantage: 2, from: T0 + 9_000 })),
      {
        french: 0b111,
        trusted: 0b111,
      },
    );
    expect(retract(state, 2, T0 + 5 * CALM, { french: 0b111, trusted: 0b011 })).toBe(FORGOTTEN);
    expect(wordOfState(state)).toBe("inaccessible");
  });
});

describe("what is kept of a site", () => {
  const any = fc.array(
    fc.record({
      vantage: fc.integer({ min: 0, max: 3 }),
      second: fc.integer({ min: 0, max: 3_400 }),
      ms: fc.integer({ min: 0, max: 999 }),
      outcome: fc.integer({ min: 0, max: 3 }),
      failure: fc.integer({ min: 1, max: FAILURES.length - 1 }),
      marks: fc.integer({ min: 0, max: 2 ** QUALIFIERS.length - 1 }),
    }),
    { maxLength: 40 },
  );
  const FR = { french: 0b0011, trusted: 0b1111 };
  const sayings = (
    all: { vantage: number; second: number; ms: number; outcome: number; failure: number; marks: number }[],
  ) =>
    all.map(({ second, ms, ...rest }) => ({
      ...rest,
      at: T0 + second * 1000 + ms,
      endedAt: T0 + second * 1000 + ms + 900,
      totalMs: -1,
    }));

  test("is less than 1 KB, has room for every failure and qualifier, and covers the window at any rate", () => {
    expect(newSiteState().byteLength).toBeLessThan(900);
    expect(FAILURES.length).toBeLessThanOrEqual(64);
    expect(QUALIFIERS.length).toBeLessThanOrEqual(10);
    expect(VANTAGES_MAX).toBeLessThanOrEqual(12);
    const state = after(told("u".repeat(500), { everyMs: 15_000 }));
    expect(roundCount(state)).toBe(ROUNDS_KEPT);
    expect(fusedRounds(state, T0 + 500 * 15_000 - WINDOW_MS, 1).length).toBeGreaterThan(58);
  });

  test("in order, it is what fusing gives", () => {
    fc.assert(
      fc.property(any, (all) => {
        const sorted = sayings(all).sort(
          (a, b) => a.at - b.at || a.vantage - b.vantage || a.outcome - b.outcome,
        );
        const state = after(sorted, FR);
        const known = ({ at, word, failure, voices, french, marks }: ReturnType<typeof fuse>[number]) => ({
          ...{ at: Math.floor(at / 1000), word, failure, voices, french, marks },
        });
        expect(fusedRounds(state, 0, FR.french).map(known)).toEqual(fuse(sorted, FR.french).map(known));
      }),
      { seed: 6, numRuns: 500 },
    );
  });

  test("the order in which points that all speak arrive does not matter", () => {
    const letter = fc.constantFrom("u", "s", "d");
    const text = fc.array(letter, { minLength: 40, maxLength: 40 }).map((letters) => letters.join(""));
    fc.assert(
      fc.property(text, text, text, fc.constantFrom(61_000, 120_000, CALM), (a, b, c, everyMs) => {
        const parts = [a, b, c].map((one, vantage) =>
          told(one, { vantage, everyMs, from: T0 + vantage * 3_000 }),
        );
        const rounds = (n: number) =>
          parts.flatMap((part) => part.filter(({ at }) => Math.floor((at - T0) / everyMs) === n));
        const [forth, back] = [newSiteState(), newSiteState()];
        for (let n = 0; n < 40; n++) {
          for (const saying of rounds(n)) fold(forth, saying, TWO);
          for (const saying of rounds(n).reverse()) fold(back, saying, TWO);
          expect(fusedRounds(back, 0, TWO.french)).toEqual(fusedRounds(forth, 0, TWO.french));
        }
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  test("void rounds change nothing, and whatever comes in any order ends in a verdict that can be written", () => {
    fc.assert(
      fc.property(any, any, (all, more) => {
        const state = after(sayings(all), FR);
        const before = state.slice();
        for (const saying of sayings(more))
          expect(fold(state, { ...saying, outcome: 3, failure: FAILURES.indexOf("prober.fault") }, FR)).toBe(
            0,
          );
        expect(state).toEqual(before);
        const verdict = liveVerdict(state, T0 + 3_600_000, FR, { vantages: ["a", "b", "c", "d"] });
        expect(verdictSchema.parse(verdict)).toEqual(verdict);
        for (const vantage of [0, 1, 2, 3]) retract(state, vantage, T0, FR);
        expect(roundCount(state)).toBe(0);
      }),
      { seed: 8, numRuns: 300 },
    );
  });

  test("what it usually takes to answer follows slowly", () => {
    const state = after(told("u".repeat(40), { totalMs: 200 }));
    expect(usualMs(state)).toBeCloseTo(200, -1);
    for (const saying of told("u".repeat(12), { from: T0 + 40 * CALM, totalMs: 9_000 }))
      fold(state, saying, ONE);
    expect(usualMs(state)).toBeLessThan(230);
    expect(stoppedAt(state)).toBe(0);
  });
});

// Ten times what is measured on a quiet machine: a slow one must not fail, a loop over all that is kept must.
test("a round is folded in microseconds while all is well, and not much slower while nothing is", () => {
  const state = newSiteState();
  const each = (text: string) => {
    const sayings = told(text.repeat(20_000 / text.length), {
      everyMs: 70_000,
      from: T0 + 1e9 * text.length,
    });
    const begun = performance.now();
    for (const saying of sayings) fold(state, saying, ONE);
    return ((performance.now() - begun) * 1000) / sayings.length;
  };
  each("u");
  const best = (text: string) => Math.min(...[1, 2, 3, 4, 5].map(() => each(text)));
  expect(best("u")).toBeLessThan(20);
  expect(best("uudsud")).toBeLessThan(200);
});
