import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { Attack, AttackType, Reading, ReadTime } from "../reading.ts";
import { joinReadings } from "./join.ts";
import { type Print, printOf, storiesOf } from "./print.ts";
import { dispatchScore, eventScore, SAME_DISPATCH, SAME_EVENT } from "./score.ts";
import { alike, SKETCH_SIZE, sketchOf } from "./sketch.ts";
import { intervalOf, moment } from "./time.ts";

const day = (date: string): ReadTime => ({ from: date, to: date, precision: "day", zone: null });

function attack(code: string, more: Partial<Attack> = {}): Attack {
  const body = { id: `commune:${code}`, name: code, kind: "commune", code, siren: null } as const;
  return {
    body: { ...body, departement: code.slice(0, 2), listed: true },
    type: "ddos",
    actor: null,
    when: day("2026-01-05"),
    services: [],
    statements: [],
    doubt: 0,
    evidence: [],
    ...more,
  };
}

function reading(attacks: readonly Attack[], more: Partial<Reading> = {}): Reading {
  return {
    version: "1",
    lang: "fr",
    title: "",
    publishedAt: "2026-01-05",
    agency: null,
    publisher: null,
    attacks,
    unresolved: [],
    background: [],
    names: [],
    numbers: [],
    hosts: [],
    ...more,
  };
}

const NONAME = { actor: "NoName057(16)" };
const wave = ["56121", "42187", "29232", "81065"].map((code) => attack(code, NONAME));
const afp = { agency: "AFP", names: ["nuagix", "estève", "telegram"], numbers: ["7"] };

/** Whether two readings get one key each way round, and which. */
function joined(a: Reading, b: Reading): { dispatch: boolean; event: boolean } {
  const [one, other] = joinReadings([a, b]);
  const [second, first] = joinReadings([b, a]);
  const same = {
    dispatch: one?.dispatch === other?.dispatch,
    event: one?.event === other?.event,
  };
  expect({ dispatch: first?.dispatch === second?.dispatch, event: first?.event === second?.event }).toEqual(
    same,
  );
  return same;
}

describe("documents of one dispatch", () => {
  test("are the French and the English version", () => {
    const english = reading(wave, { lang: "en", ...afp, agency: "afp" });
    expect(joined(reading(wave, afp), english)).toEqual({ dispatch: true, event: true });
  });

  test("are a short version and a long one", () => {
    const short = reading(wave.slice(0, 2), { lang: "en", ...afp });
    expect(joined(reading(wave, afp), short)).toEqual({ dispatch: true, event: true });
  });

  test("are near copies in one language, whoever prints them", () => {
    const text = `Lundi, ${"plusieurs sites de villes bretonnes ont cessé de répondre ".repeat(8)}a dit le maire.`;
    const [one, other] = joinReadings([reading(wave), reading(wave)], [text, `${text} Une ligne de plus.`]);
    expect(one).toEqual(other as typeof one);
  });

  test("are not two stories of one event by two houses", () => {
    const regional = reading(wave.slice(0, 1), { names: ["lorient", "le guen"], numbers: ["3"] });
    expect(joined(reading(wave, afp), regional)).toEqual({ dispatch: false, event: true });
    const rival = reading(wave, { ...afp, agency: "Reuters" });
    expect(joined(reading(wave, afp), rival)).toEqual({ dispatch: false, event: true });
  });

  test("are of one agency, though each reads other hours in it", () => {
    const at = (date: string) => wave.map((one) => ({ ...one, when: day(date) }));
    expect(joined(reading(at("2026-01-03"), afp), reading(at("2026-01-05"), { ...afp, lang: "en" }))).toEqual(
      {
        dispatch: true,
        event: true,
      },
    );
  });

  test("are not a credited one and a house's own, though it names the same bodies and figures", () => {
    const own = { numbers: ["7", "12"], names: ["esteve"], lang: "en" } as const;
    expect(joined(reading(wave, { ...afp, numbers: ["7", "12"] }), reading(wave, own)).dispatch).toBe(false);
  });

  test("name a hospital by its town, each in its language", () => {
    const hospital = (id: string) =>
      reading([{ ...attack("71076", { type: "unspecified" }), body: { ...attack("71076").body, id } }], afp);
    const french = hospital("hospital:x-chalon-sur-saone");
    expect(joined(french, hospital("hospital:x-the-chalon-sur-saone")).dispatch).toBe(true);
    expect(joined(french, hospital("hospital:ch-macon")).event).toBe(false);
  });

  test("are not of different days", () => {
    const later = reading(wave, { ...afp, publishedAt: "2026-01-09" });
    expect(joined(reading(wave, afp), later).dispatch).toBe(false);
  });
});

describe("documents of one event", () => {
  test("tell of one wave, though they name other towns", () => {
    const others = reading([attack("15014", NONAME), attack("39198", { actor: "NoName" })]);
    expect(joined(reading(wave), others)).toEqual({ dispatch: false, event: true });
  });

  test("are told apart on the same day: other towns and nobody named, another actor, another kind", () => {
    const apart = { dispatch: false, event: false };
    expect(joined(reading(wave), reading([attack("15014"), attack("39198")]))).toEqual(apart);
    expect(joined(reading(wave), reading([attack("15014", { actor: "Killnet" })]))).toEqual(apart);
    expect(joined(reading(wave), reading([attack("56121", { type: "ransomware" })]))).toEqual(apart);
  });

  const undated = { publishedAt: null };
  const whenever = (codes: readonly string[], more: Partial<Attack> = {}) =>
    codes.map((code) => attack(code, { when: null, ...more }));

  test("are a story and what follows it up some days later, if that does not say when", () => {
    const leak = { when: null, type: "ransomware" } as const;
    const later = reading([attack("56121", { when: null })], { publishedAt: "2026-01-08" });
    expect(joined(reading([attack("56121")]), later).event).toBe(true);
    expect(joined(reading([attack("56121", leak)], undated), reading([attack("56121", leak)])).event).toBe(
      true,
    );
  });

  test("without a day are one where their lists share two bodies, and two where one is named in passing", () => {
    const list = reading(whenever(["56121", "42187", "29232"], NONAME), undated);
    const short = reading(whenever(["42187", "56121"], NONAME), undated);
    expect(joined(list, short).event).toBe(true);
    const aside = reading(whenever(["15014", "56121"], NONAME), undated);
    expect(joined(aside, reading(whenever(["56121"], NONAME), undated)).event).toBe(false);
  });

  test("without a day find the one that has it, whatever comes first", () => {
    const one = reading(whenever(["56121", "42187", "29232"], NONAME), undated);
    const other = reading(whenever(["81065", "42187", "15014"], NONAME), undated);
    const keys = joinReadings([one, other, reading(wave)]).map(({ event }) => event);
    expect(new Set(keys).size).toBe(1);
  });

  test("of one town told by two houses are not one dispatch for its figures", () => {
    const more = { numbers: ["42000", "800"], names: ["zeroday"], publishedAt: null };
    const town = [attack("56121", { when: null, type: "data-leak" })];
    expect(joined(reading(town, more), reading(town, { ...more, lang: "en" }))).toEqual({
      dispatch: false,
      event: true,
    });
  });

  test("are not the same actor's waves of different days", () => {
    const next = wave.map((one) => ({ ...one, when: day("2026-01-09") }));
    expect(joined(reading(wave), reading(next, { publishedAt: "2026-01-09" })).event).toBe(false);
  });

  test("are a group's list and what is told of several of it two days later, not of one", () => {
    const later = (...codes: string[]) =>
      reading(
        codes.map((code) => attack(code, { ...NONAME, when: day("2026-01-07") })),
        { publishedAt: "2026-01-07" },
      );
    expect(joined(reading(wave), later("56121", "42187", "15014")).event).toBe(true);
    expect(joined(reading(wave), later("56121", "15014", "39198")).event).toBe(false);
    expect(joined(reading(wave), later("15014", "39198")).event).toBe(false);
  });

  test("follow a breach for weeks, not for a season", () => {
    const breach = (when: ReadTime | null, publishedAt: string, type: AttackType = "ransomware") =>
      reading([attack("23096", { type, when })], { publishedAt });
    const first = breach(day("2026-01-05"), "2026-01-05");
    expect(joined(first, breach(null, "2026-01-20")).event).toBe(true);
    expect(joined(first, breach(day("2026-01-05"), "2026-02-01", "data-leak")).event).toBe(true);
    expect(joined(first, breach(null, "2026-06-01")).event).toBe(false);
  });

  test("are of the body that both begin with, whoever stands beside it", () => {
    const breach = (...codes: string[]) =>
      reading(
        codes.map((code) => attack(code, { type: "ransomware", when: null })),
        { publishedAt: null },
      );
    expect(joined(breach("16102", "16167"), breach("16102", "16089")).event).toBe(true);
    expect(joined(breach("16102", "16167"), breach("16089", "16167")).event).toBe(false);
  });

  test("never are documents without an attack", () => {
    const quiet = reading([], { agency: "AFP" });
    expect(joined(quiet, quiet)).toEqual({ dispatch: false, event: false });
  });

  test("an undated one joins by its bodies, not by its actor alone", () => {
    const undated = (code: string) =>
      reading([attack(code, { ...NONAME, when: null })], { publishedAt: null });
    expect(joined(reading(wave), undated("56121")).event).toBe(true);
    expect(joined(reading(wave), undated("15014")).event).toBe(false);
  });
});

describe("stories of one document", () => {
  test("are parted by time: the largest is the main one", () => {
    const old = { ...day("2020-11-12"), precision: "day" } as const;
    const attacks = [attack("93010", { when: old }), ...wave, attack("94002", { when: null })];
    expect(storiesOf(attacks)[0]).toEqual([1, 2, 3, 4]);
    expect(storiesOf(attacks)[1]).toEqual([0, 5]);
  });
});

const anyPrint = fc
  .record({
    bodies: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 8 }),
    type: fc.constantFrom("ddos", "ransomware", "unspecified", "data-leak" as const),
    actor: fc.option(fc.constantFrom("NoName057(16)", "Killnet"), { nil: null }),
    dayOf: fc.option(fc.integer({ min: 1, max: 28 }), { nil: null }),
    published: fc.option(fc.integer({ min: 1, max: 28 }), { nil: null }),
    agency: fc.option(fc.constantFrom("AFP", "Reuters"), { nil: null }),
    names: fc.uniqueArray(fc.constantFrom("nuagix", "estève", "durand", "telegram"), { maxLength: 4 }),
    lang: fc.constantFrom("fr" as const, "en" as const),
  })
  .map(({ bodies, type, actor, dayOf, published, agency, names, lang }): [Reading, Print] => {
    const date = (of: number) => `2026-01-${String(of).padStart(2, "0")}`;
    const when = dayOf === null ? null : day(date(dayOf));
    const made = reading(
      bodies.map((code) => attack(String(10_000 + code), { type: type as AttackType, actor, when })),
      { publishedAt: published === null ? null : date(published), agency, names, lang },
    );
    return [made, printOf(made, "")];
  });

describe("scores", () => {
  test("are symmetric, between 0 and 1, and a dispatch is always an event", () => {
    fc.assert(
      fc.property(anyPrint, anyPrint, ([, a], [, b]) => {
        for (const score of [eventScore, dispatchScore]) {
          expect(score(a, b)).toBeCloseTo(score(b, a), 10);
          expect(score(a, b)).toBeGreaterThanOrEqual(0);
          expect(score(a, b)).toBeLessThanOrEqual(1);
        }
        if (dispatchScore(a, b) >= SAME_DISPATCH) expect(eventScore(a, b)).toBeGreaterThanOrEqual(SAME_EVENT);
      }),
    );
  });

  test("keys do not depend on whether the same document is given twice", () => {
    fc.assert(
      fc.property(fc.array(anyPrint, { maxLength: 6 }), (made) => {
        const readings = made.map(([one]) => one);
        const keys = joinReadings(readings);
        for (const [place, one] of keys.entries()) {
          for (const [other, two] of keys.entries()) {
            // Documents of one dispatch are of one event.
            if (one.dispatch === two.dispatch) expect(`${place} ${one.event}`).toBe(`${place} ${two.event}`);
            if (place !== other && readings[place]?.attacks.length === 0) {
              expect(one.dispatch).not.toBe(two.dispatch);
            }
          }
        }
      }),
    );
  });
});

describe("sketches", () => {
  const words = fc.array(fc.constantFrom("mairie", "site", "lundi", "attaque", "ville", "panne", "serveur"), {
    minLength: 30,
    maxLength: 200,
  });
  test("of the same text are the same, whatever its case, accents and marks", () => {
    fc.assert(
      fc.property(words, (list) => {
        const text = list.join(" ");
        expect(sketchOf(text)).toEqual(sketchOf(text.toUpperCase().replaceAll(" ", ",  ")));
        expect(sketchOf(text)).toHaveLength(SKETCH_SIZE);
      }),
    );
  });

  test("estimate the share of common runs, and say nothing of short texts", () => {
    const numbers = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, at) => `mot${from + at}`).join(" ");
    expect(alike(sketchOf(numbers(0, 400)), sketchOf(numbers(0, 400)))).toBe(1);
    expect(alike(sketchOf(numbers(0, 400)), sketchOf(numbers(500, 900)))).toBe(0);
    const half = alike(sketchOf(numbers(0, 400)), sketchOf(numbers(133, 533)));
    expect(half).toBeGreaterThan(0.3);
    expect(half).toBeLessThan(0.7);
    expect(sketchOf("trois mots seulement")).toEqual([]);
    expect(alike([], [])).toBe(0);
  });
});

describe("times", () => {
  test("of France are told in UTC, in summer and in winter, and their own zone counts where it is said", () => {
    const at = (text: string, zone: ReadTime["zone"] = null) =>
      new Date(moment(text, zone, false) ?? Number.NaN).toISOString();
    expect(at("2026-01-05T16:00")).toBe("2026-01-05T15:00:00.000Z");
    expect(at("2026-07-05T16:00")).toBe("2026-07-05T14:00:00.000Z");
    expect(at("2026-01-05T16:00", "UTC")).toBe("2026-01-05T16:00:00.000Z");
    expect(at("2026-01-05")).toBe("2026-01-04T23:00:00.000Z");
    expect(at("2026-03-29T02:30")).toBe("2026-03-29T01:30:00.000Z");
    expect(at("2026-10-25T12:00")).toBe("2026-10-25T11:00:00.000Z");
    expect(at("2026-01-05T16:00:00+02:00")).toBe("2026-01-05T14:00:00.000Z");
    expect(moment("mardi", null, false)).toBeUndefined();
  });

  test("a day lasts as long as it does", () => {
    const hours = (date: string) => {
      const { fromMs = 0, toMs = 0 } = intervalOf(day(date)) ?? {};
      return Math.round((toMs - fromMs) / 3_600_000);
    };
    expect([hours("2026-01-05"), hours("2026-03-29"), hours("2026-10-25")]).toEqual([24, 23, 25]);
  });
});
