import { describe, expect, test } from "bun:test";
import { TownSite } from "../../../test/support/site-edits.ts";
import { watchSites } from "../../../test/support/site-watch.ts";
import type { Content } from "../codes.ts";
import type { Attempt } from "../measure.ts";
import {
  ACCUSED_ROUNDS_MIN,
  BASELINE_ROUNDS_MIN,
  type Baseline,
  learn,
  OUTBOUND_REMEMBERED_MAX,
  REMEMBERED_MAX,
  RENEWED_ROUNDS_MIN,
} from "./baseline.ts";
import { compare } from "./compare.ts";
import { printOf } from "./print.ts";

const HOST = "www.ville.fr";
const ROUND: Attempt = { at: 0, totalMs: 1, failure: "ok", protection: "none", content: "same" };

function seen(
  baseline: Baseline | undefined,
  html: string,
  rounds: number,
  fields: Partial<Attempt> = {},
): Baseline {
  let known = baseline;
  for (let round = 0; round < rounds; round++) {
    const print = printOf(html, HOST);
    known = learn(known, { ...ROUND, print, content: compare(known, print), ...fields });
  }
  return known as Baseline;
}
const said = (baseline: Baseline | undefined, html: string): Content =>
  compare(baseline, printOf(html, HOST));
const HOME = new TownSite(7).page.html;
const OTHER = new TownSite(8).page.html
  .replace("<body>", '<body><table><tr><td><div class="x">')
  .replaceAll("Mairie", "Marché");

describe("what a page is beside what the site usually says", () => {
  test("is not said before enough good rounds were seen", () => {
    expect(said(undefined, HOME)).toBe("not_comparable");
    expect(said(seen(undefined, HOME, BASELINE_ROUNDS_MIN - 1), HOME)).toBe("not_comparable");
    expect(said(seen(undefined, HOME, BASELINE_ROUNDS_MIN), HOME)).toBe("same");
  });

  test("is another page, but no break-in, when it is a site made anew", () => {
    expect(said(seen(undefined, HOME, BASELINE_ROUNDS_MIN), OTHER)).toBe("major_change");
  });

  test("is parked when the host speaks instead, even at first sight, unless it always did", () => {
    const parked = "<title>Compte suspendu</title><p>Ce compte d'hébergement a été suspendu.</p>";
    expect(said(undefined, parked)).toBe("parked");
    expect(said(seen(undefined, HOME, BASELINE_ROUNDS_MIN), parked)).toBe("parked");
  });

  test("is suspected at first sight when it boasts and says little else, and is not learnt", () => {
    const boast = "<title>Hacked by SomeTeam</title><h1>Hacked by SomeTeam</h1><p>greetz to all</p>";
    expect(said(undefined, boast)).toBe("suspected_defacement");
    expect(seen(undefined, boast, 3)).toBeUndefined();
    const early = seen(undefined, HOME, 2);
    expect(said(seen(early, boast, BASELINE_ROUNDS_MIN), boast)).toBe("suspected_defacement");
    const report = `<title>Hacked by : retour sur une attaque</title><p>${"Le conseil a parlé de la sécurité. ".repeat(60)}</p>`;
    expect(said(undefined, report)).toBe("not_comparable");
  });

  test("a report of a break-in elsewhere is news", () => {
    const known = seen(undefined, HOME, BASELINE_ROUNDS_MIN);
    const report = HOME.replace(
      "</main>",
      "<p>Le site voisin a été piraté par un groupe, hacked by</p></main>",
    );
    expect(said(known, report)).toMatch(/^(same|minor_change)$/);
  });

  test("finds break-ins and leaves ordinary work alone", () => {
    const counts = watchSites(30, 40, 4_000);
    expect(counts.missed.length / counts.breakIns, counts.missed.join("; ")).toBeLessThanOrEqual(0.05);
    expect(counts.falseAlarms).toEqual([]);
    expect(counts.said.minor_change).toBeGreaterThan(100);
  }, 60_000);
});

describe("a baseline", () => {
  test("takes a site made anew as its own after a while", () => {
    const known = seen(undefined, HOME, BASELINE_ROUNDS_MIN);
    const almost = seen(known, OTHER, RENEWED_ROUNDS_MIN - 1);
    expect(said(almost, OTHER)).toBe("major_change");
    expect(said(seen(almost, OTHER, 1), OTHER)).toBe("same");
  });

  test("goes back to the old page without having forgotten it", () => {
    const known = seen(seen(undefined, HOME, BASELINE_ROUNDS_MIN), OTHER, RENEWED_ROUNDS_MIN - 1);
    expect(said(known, HOME)).toBe("same");
    expect(seen(known, HOME, 1).otherRounds).toBe(0);
  });

  test("does not learn a suspected break-in for a week", () => {
    const known = seen(undefined, HOME, BASELINE_ROUNDS_MIN);
    const { html } = new TownSite(7).defaced("black page, hacked by");
    expect(ACCUSED_ROUNDS_MIN * 5).toBeGreaterThanOrEqual(7 * 24 * 60);
    expect(said(seen(known, html, 300), html)).toBe("suspected_defacement");
  });

  test("learns nothing from a protection's page, a failure, or a host's page", () => {
    const known = seen(undefined, HOME, 3);
    const print = printOf(OTHER, HOST);
    for (const fields of [
      { protection: "challenge" },
      { failure: "http.503" },
      { content: "parked" },
    ] as Partial<Attempt>[])
      expect(learn(known, { ...ROUND, print, ...fields })).toBe(known);
    expect(learn(known, ROUND)).toBe(known);
  });

  test("is the same one while nothing changes, so that it need not be kept anew", () => {
    const known = seen(undefined, HOME, BASELINE_ROUNDS_MIN);
    expect(seen(known, HOME, 1)).toBe(known);
  });

  test("stays small whatever the site shows", () => {
    let known: Baseline | undefined;
    for (let round = 0; round < 300; round++) {
      const links = Array.from(
        { length: 30 },
        (_, at) => `<a href="https://w${round * 30 + at}.fr/">x</a>`,
      ).join("");
      const words = Array.from(
        { length: 90 },
        (_, at) => `mot${String.fromCharCode(97 + (round % 26))}${at}abc`,
      ).join(" ");
      const print = printOf(`<title>${"t".repeat(500)}${round}</title>${links}<p>${words}</p>`, HOST);
      known = learn(known, { ...ROUND, print, content: "minor_change", finalUrl: `https://h${round}.fr/` });
    }
    const { simhashes, titles, outbound, homes } = known as Baseline;
    expect(simhashes.length).toBeLessThanOrEqual(REMEMBERED_MAX);
    expect(titles.length).toBeLessThanOrEqual(REMEMBERED_MAX);
    expect(homes.length).toBeLessThanOrEqual(REMEMBERED_MAX);
    expect(outbound.length).toBeLessThanOrEqual(OUTBOUND_REMEMBERED_MAX);
    expect(JSON.stringify(known).length).toBeLessThan(4_096);
  });
});
