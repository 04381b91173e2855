import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { BODY_ID_PATTERN, openGazetteer } from "../index.ts";
import { DOMAINS_OF, GOUV_LABELS_OF } from "./domains.ts";
import { CANDIDATES_MAX } from "./host-match.ts";
import { matchHost } from "./match-host.ts";

/**
 * Hosts drawn by lot from those of a public list that are matched, checked by hand one by one. Source of the hosts: DINUM, noms
 * de domaine des organismes du secteur public, Licence Ouverte 2.0.
 */
const checked = readFileSync(join(import.meta.dir, "hand-checked.txt"), "utf8")
  .trim()
  .split("\n")
  .map((line) => line.split(" ") as [string, string]);

const bodyOf = (host: string): string | null => matchHost(host).body?.id ?? null;

describe("a host's name", () => {
  test("leads to the body that a reader finds, in a sample of 200", () => {
    expect(checked.length).toBeGreaterThanOrEqual(200);
    const wrong = checked.filter(([host, id]) => bodyOf(host) !== id);
    expect(wrong.map(([host, id]) => `${host} ${id} ${bodyOf(host)}`)).toEqual([]);
  });

  test("that fits several bodies leads to none, and names them", () => {
    for (const host of [
      "www.etrepilly.fr",
      "www.saintcyprien.fr",
      "mairie-saintmartin.com",
      "fleury.fr",
      "arue.fr",
    ]) {
      const match = matchHost(host);
      expect([host, match.body, match.sure]).toEqual([host, null, "candidates"]);
      expect(match.candidates.length).toBeGreaterThan(0);
      expect(match.candidates.length).toBeLessThanOrEqual(CANDIDATES_MAX);
    }
  });

  test("tells homonyms apart by a number, a département or a regional suffix", () => {
    expect(bodyOf("mairie-ormes71.fr")).toBe("commune:71332");
    expect(bodyOf("ormes27.fr")).toBe("commune:27446");
    expect(bodyOf("saint-paul.re")).toBe("commune:97415");
    expect(bodyOf("mairie-villeneuve-ardeche.fr")).toBe("commune:07341");
    expect(bodyOf("ville-saint-denis-93200.fr")).toBe("commune:93066");
  });

  test("of a company, a chamber, a school or nobody leads to none", () => {
    const hosts = [
      "www.orange.fr",
      "ales.cci.fr",
      "clg-zola-suresnes.ac-versailles.fr",
      "college.haute-garonne.fr",
      "curie-bondy.webcollege.seinesaintdenis.fr",
      "www.example.com",
      "www.nice.com",
      "www.раris.fr",
      "mairie-рau.fr",
      "tours.com",
      "www.orleans.on.ca",
      "montpellier.us",
      "nantes.be",
      "son.fr",
      "127.0.0.1",
      "::1",
      "localhost",
      "fr",
      "",
      ".",
    ];
    expect(hosts.filter((host) => bodyOf(host) !== null)).toEqual([]);
  });

  test("is read with accents and in punycode", () => {
    expect(bodyOf("www.nîmes.fr")).toBe("commune:30189");
    expect(bodyOf("www.xn--nmes-0pa.fr")).toBe("commune:30189");
    expect(bodyOf("WWW.NIMES.FR.")).toBe("commune:30189");
  });

  test("is only ever taken for one of the book, whatever it is", () => {
    const book = openGazetteer();
    const label = fc.oneof(
      fc.string({ maxLength: 70 }),
      fc.string({ unit: fc.constantFrom(..."mairie-ville93st.é"), maxLength: 30 }),
    );
    fc.assert(
      fc.property(
        fc.array(label, { maxLength: 4 }),
        fc.constantFrom("fr", "gouv.fr", "re", "com", "bzh"),
        (labels, suffix) => {
          const match = matchHost([...labels, suffix].join("."));
          expect(match.body !== null).toBe(match.sure === "sure" || match.sure === "likely");
          if (match.body !== null) expect(book.byId(match.body.id)).toBe(match.body);
        },
      ),
    );
  });
});

test("the tables name bodies of the book, and each domain once", () => {
  const book = openGazetteer();
  const ids = [...Object.keys(DOMAINS_OF), ...Object.keys(GOUV_LABELS_OF)];
  expect(ids.filter((id) => !BODY_ID_PATTERN.test(id) || book.byId(id) === undefined)).toEqual([]);
  const domains = Object.values(DOMAINS_OF).flat();
  expect(new Set(domains).size).toBe(domains.length);
});
