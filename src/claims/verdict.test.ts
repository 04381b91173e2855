import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { QUALIFIERS, type Verdict, VERDICTS, type WindowVerdict } from "../watch/events.ts";
import { ATTACK_TYPES, CLAIM_VERDICTS, SPEAKERS, STANCES } from "./codes.ts";
import type { SaidTime } from "./events.ts";
import { DAY_MS, HOUR_MS } from "./join/index.ts";
import { type Case, EVIDENCE_SITES_MAX, judge, type MeasuredBody, type Said } from "./verdict.ts";
import { WINDOW_MS_MAX, windowOf } from "./window.ts";

const FROM = Date.parse("2026-01-05T15:00:00.000Z");
const window = { fromMs: FROM, toMs: FROM + HOUR_MS };

function site(number: number, verdict: Verdict, more: Partial<WindowVerdict> = {}, hoster?: string) {
  return {
    site: {
      site: number,
      check: "http" as const,
      url: `https://www.ville-${number}.fr/`,
      name: "",
      body: "commune:1",
      tags: [],
    },
    verdict: {
      verdict,
      qualifiers: ["one_vantage" as const],
      from: new Date(window.fromMs).toISOString(),
      to: new Date(window.toMs).toISOString(),
      n: 12,
      d: 0,
      p: 0,
      t: 0,
      answered: 1,
      low: 0,
      high: 1,
      cause: "ok" as const,
      vantages: ["local"],
      confirmed: false,
      rule: "1",
      ...more,
    },
    ...(hoster === undefined ? {} : { hoster }),
  };
}

function judged(sites: MeasuredBody["sites"], more: Partial<Case> = {}, ownProtection = false) {
  return judge({
    type: "ddos",
    window,
    said: [],
    hosts: [],
    measured: { sites, ownProtection },
    nowMs: window.toMs + HOUR_MS,
    ...more,
  });
}
const said = (stance: Said["stance"], more: Partial<Said> = {}): Said => ({
  id: `s-0000000000000000-${STANCES.indexOf(stance)}`,
  stance,
  speaker: "journalist",
  modality: "asserted",
  ...more,
});

describe("the verdict on a claim", () => {
  test("follows the measurement, word for word", () => {
    const words = VERDICTS.map((verdict) => judged([site(1, verdict)]).verdict);
    expect(Object.fromEntries(VERDICTS.map((word, at) => [word, words[at]]))).toEqual({
      inconclusive: "inconclusive",
      accessible: "claimed_but_accessible",
      intermittent: "confirmed_intermittent",
      inaccessible: "confirmed_inaccessible",
    });
  });

  test("is of the worst site, and of those that the attacker named when one is watched", () => {
    const sites = [site(1, "accessible"), site(2, "inaccessible")];
    expect(judged(sites).verdict).toBe("confirmed_inaccessible");
    expect(judged(sites, { hosts: ["ville-1.fr"] }).verdict).toBe("claimed_but_accessible");
    expect(judged(sites, { hosts: ["autre.fr"] }).verdict).toBe("confirmed_inaccessible");
  });

  test("is own protection when it was measured, or stated of what was down by who can know", () => {
    const blocked = site(1, "accessible", { qualifiers: ["protected"] });
    expect(judged([blocked], {}, true)).toMatchObject({
      verdict: "inaccessible_own_protection",
      because: "protection-measured",
    });
    const protection = said("own-protection", { speaker: "hoster" });
    expect(judged([site(1, "inaccessible")], { said: [protection] })).toMatchObject({
      verdict: "inaccessible_own_protection",
      because: "protection-stated",
      statements: [protection.id],
    });
    const attacker = { ...protection, speaker: "attacker" } as const;
    expect(judged([site(1, "inaccessible")], { said: [attacker] }).verdict).toBe("confirmed_inaccessible");
    expect(judged([site(1, "accessible")], { said: [protection] }).verdict).toBe("claimed_but_accessible");
  });

  test("is not own protection because the host has an incident: it may be flooded itself", () => {
    expect(judged([site(1, "inaccessible", {}, "h-1")], {}, true)).toMatchObject({
      verdict: "confirmed_inaccessible",
      sites: [{ hoster: "h-1" }],
    });
  });

  test("says nothing of a breach, nor of an attack of unknown kind, unless the site is spoken of", () => {
    const types = ATTACK_TYPES.map((type) => judged([site(1, "accessible")], { type }).verdict);
    expect(types).toEqual([
      "claimed_but_accessible",
      "not_verifiable",
      "not_verifiable",
      "not_verifiable",
      "not_verifiable",
      "not_verifiable",
    ]);
    const spoken = { type: "unspecified", said: [said("inaccessible")] } as const;
    expect(judged([site(1, "accessible")], spoken).verdict).toBe("claimed_but_accessible");
    const named = { type: "unspecified", hosts: ["ville-1.fr"] } as const;
    expect(judged([site(1, "accessible")], named).verdict).toBe("claimed_but_accessible");
  });

  test("is not observed without a watch, a site, a round, or with a window too wide", () => {
    const reasons = [
      judged([], { measured: undefined }),
      judged([]),
      judged([site(1, "inconclusive", { n: 0 })]),
      judged([site(1, "inaccessible")], { window: { fromMs: FROM, toMs: FROM + WINDOW_MS_MAX + 1 } }),
    ];
    expect(reasons.map(({ verdict }) => verdict)).toEqual(Array(4).fill("not_observed"));
    expect(reasons.map(({ because }) => because)).toEqual([
      "no-site-watched",
      "no-site-watched",
      "no-round-in-window",
      "window-too-wide",
    ]);
  });

  test("is confirmed only when every site that decides it is", () => {
    const sure = { confirmed: true };
    expect(judged([site(1, "inaccessible", sure)]).confirmed).toBe(true);
    expect(judged([site(1, "inaccessible", sure), site(2, "inaccessible")]).confirmed).toBe(false);
    expect(judged([site(1, "inaccessible", sure), site(2, "accessible")]).confirmed).toBe(true);
    expect(judged([site(1, "inconclusive", sure)]).confirmed).toBe(false);
  });

  test("lists what it contradicts, and leaves what was said with reserve", () => {
    const all = STANCES.map((stance) => said(stance));
    const against = (sites: MeasuredBody["sites"]) =>
      judged(sites, { said: all.filter(({ stance }) => stance !== "own-protection") }).contradicted.map(
        (id) => STANCES[Number(id.split("-")[2])],
      );
    expect(against([site(1, "accessible")])).toEqual(["inaccessible", "intermittent"]);
    expect(against([site(1, "inaccessible")])).toEqual(["denies", "no-incident", "accessible"]);
    expect(against([site(1, "intermittent")])).toEqual(["denies", "no-incident"]);
    expect(against([site(1, "inconclusive")])).toEqual([]);
    const reserved = all.map((one) => ({ ...one, modality: "reported" as const }));
    expect(judged([site(1, "inaccessible")], { said: reserved }).contradicted).toEqual([]);
  });

  test("settles a day after its window", () => {
    expect(judged([site(1, "accessible")], { nowMs: window.toMs + DAY_MS }).settled).toBe(false);
    expect(judged([site(1, "accessible")], { nowMs: window.toMs + DAY_MS + 1 }).settled).toBe(true);
  });

  test("shows a bounded number of sites, the worst first", () => {
    const many = Array.from({ length: 50 }, (_, at) =>
      site(at + 1, at === 40 ? "inaccessible" : "accessible"),
    );
    const { sites, more } = judged(many);
    expect(sites).toHaveLength(EVIDENCE_SITES_MAX);
    expect(more).toBe(30);
    expect(sites[0]?.site).toBe(41);
  });

  const anySite = fc.record({
    number: fc.integer({ min: 1, max: 9 }),
    verdict: fc.constantFrom(...VERDICTS),
    n: fc.integer({ min: 0, max: 40 }),
    confirmed: fc.boolean(),
    qualifiers: fc.uniqueArray(fc.constantFrom(...QUALIFIERS), { maxLength: 3 }),
    hoster: fc.option(fc.constant("h-1"), { nil: undefined }),
  });
  const anySaid = fc.record({
    id: fc.constantFrom("s-0000000000000000-1", "s-0000000000000000-2"),
    stance: fc.constantFrom(...STANCES),
    speaker: fc.constantFrom(...SPEAKERS),
    modality: fc.constantFrom("asserted" as const, "reported" as const),
  });

  test("never accuses without a site that failed, and does not depend on any order", () => {
    fc.assert(
      fc.property(
        fc.array(anySite, { maxLength: 6 }),
        fc.array(anySaid, { maxLength: 5 }),
        fc.constantFrom(...ATTACK_TYPES),
        fc.boolean(),
        (made, statements, type, ownProtection) => {
          const sites = made.map(({ number, verdict, hoster, ...more }) =>
            site(number, verdict, more, hoster),
          );
          const one = judged(sites, { said: statements, type }, ownProtection);
          const turned = judged([...sites].reverse(), { said: statements, type }, ownProtection);
          expect([turned.verdict, turned.because, turned.confirmed]).toEqual([
            one.verdict,
            one.because,
            one.confirmed,
          ]);
          expect(CLAIM_VERDICTS).toContain(one.verdict);
          const failed = made.some(({ verdict }) => verdict === "inaccessible" || verdict === "intermittent");
          if (one.verdict.startsWith("confirmed_")) expect(failed).toBe(true);
          if (one.verdict === "confirmed_inaccessible") {
            expect(made.some(({ verdict }) => verdict === "inaccessible")).toBe(true);
          }
          if (type !== "ddos" && type !== "unspecified") expect(one.verdict).toBe("not_verifiable");
        },
      ),
    );
  });
});

describe("the window of a claim", () => {
  const time = (from: string, to: string, precision: SaidTime["precision"]): SaidTime => ({
    from: `2026-01-05T${from}:00.000Z`,
    to: `2026-01-05T${to}:00.000Z`,
    precision,
    zone: null,
  });
  const shown = (times: SaidTime[], firstMs?: number) => {
    const found = windowOf(times, firstMs);
    return found && [found.fromMs, found.toMs].map((ms) => new Date(ms).toISOString().slice(11, 16));
  };

  test("holds both readings of one moment, and is not widened by a vaguer time", () => {
    const paris = time("15:00", "15:00", "minute");
    const greenwich = time("16:00", "16:00", "minute");
    expect(shown([paris, greenwich])).toEqual(["14:30", "16:30"]);
    expect(shown([greenwich, paris])).toEqual(["14:30", "16:30"]);
    expect(shown([paris, time("00:00", "23:59", "day")])).toEqual(["14:30", "15:30"]);
    expect(shown([paris, time("23:00", "23:00", "minute")])).toEqual(["14:30", "15:30"]);
  });

  test("is the day that most say, and of equals the first: two days are not made one long one", () => {
    const on = (day: string): SaidTime => ({
      from: `2026-01-${day}T23:00:00.000Z`,
      to: new Date(Date.parse(`2026-01-${day}T23:00:00.000Z`) + DAY_MS - 1).toISOString(),
      precision: "day",
      zone: null,
    });
    const first = windowOf([on("04")], undefined);
    expect(windowOf([on("05"), on("04")], undefined)).toEqual(first as typeof first & object);
    expect(windowOf([on("05"), on("04"), on("05")], undefined)?.fromMs).toBe(Date.parse(on("05").from));
  });

  test("is around the first document when nobody says when, and nothing when that has no time either", () => {
    expect(windowOf([], FROM)).toEqual({ fromMs: FROM - 12 * HOUR_MS, toMs: FROM + DAY_MS });
    expect(windowOf([], undefined)).toBeUndefined();
  });
});
