import { describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { contrast, inkOn } from "./colour.ts";
import { statusSchema } from "./config.ts";
import { type Statement, type StatementFields, statementSchema } from "./events.ts";
import { FEED_BYTES_MAX, FEED_ENTRIES_MAX, statusFeed } from "./feed.ts";
import { linked, statusPage } from "./page.ts";
import { whenText } from "./texts.ts";

const LOOK = { town: "Ville de « Démo » & Cie", colour: "#1f3a5f", zone: "Europe/Paris" };
const LINKS = { fr: "/e", en: "/e/en", atom: "/e/atom", home: "/" };
const AT = "2026-11-28T15:28:00.000Z";
const statement = (more: object = {}): StatementFields =>
  statementSchema.parse({
    level: "major",
    fr: { title: "Panne générale", text: "Premier.\n\nSecond,\nsuite." },
    services: [
      { id: "a", fr: "Cartes d'identité", state: "closed" },
      { id: "b", fr: "Piscine", en: "Pool", state: "works", note: { fr: "le matin", en: "mornings" } },
    ],
    hours: { fr: "8 h - 17 h" },
    phones: [{ fr: "Standard", en: "Switchboard", number: "+33 (0)2 31 30 41 00" }],
    nextUpdateAt: "2026-11-28T23:30:00.000Z",
    ...more,
  });
const page = (language: "fr" | "en", more: object = {}, exercise = false) =>
  linked(statusPage({ statement: statement(more), at: AT, exercise }, language, LOOK).body, LINKS);

describe("the page", () => {
  test("says how things are, what works, what does not, when it was said and when more will be", () => {
    const html = page("fr");
    expect(html).toContain("Perturbation majeure");
    expect(html).toContain("<p>Premier.</p>\n<p>Second,<br>suite.</p>");
    expect(html.indexOf("Piscine")).toBeLessThan(html.indexOf("Cartes d'identité"));
    expect(html).toContain("samedi 28 novembre 2026 à 16\u202fh\u202f28 (heure de Paris)");
    expect(html).toContain("dimanche 29 novembre 2026 à 0\u202fh\u202f30 (heure de Paris)");
    expect(html).toContain('<a href="tel:+33231304100">+33 (0)2 31 30 41 00</a>');
    expect(html).toContain("Ville de « Démo » &amp; Cie");
    expect(html).not.toContain("EXERCICE");
  });

  test("in English says what is French, and marks it", () => {
    const html = page("en");
    expect(html).toContain("This message is available in French only.");
    expect(html).toContain('<h2 lang="fr">Panne générale</h2>');
    expect(html).toContain('<span lang="fr">Cartes d\'identité</span>');
    expect(html).toContain("Pool");
    expect(html).toContain("Saturday 28 November 2026 at 16:28 (Paris time)");
    const translated = page("en", { en: { title: "Outage", text: "All is down." } });
    expect(translated).not.toContain("French only");
    expect(translated).not.toContain("Panne générale");
  });

  test("of an exercise says so above, below and in its title", () => {
    for (const [language, word] of [
      ["fr", "EXERCICE"],
      ["en", "EXERCISE"],
    ] as const) {
      expect(page(language, {}, true).split(word).length - 1).toBe(3);
    }
  });

  test("names its style in its policy, and needs nothing else", () => {
    const { body, policy } = statusPage({ statement: statement(), at: AT, exercise: false }, "fr", LOOK);
    const style = /<style>([\s\S]*?)<\/style>/.exec(body)?.[1] ?? "";
    const hash = createHash("sha256").update(style).digest("base64");
    expect(policy).toContain(`style-src 'sha256-${hash}'`);
    expect(policy).toStartWith("default-src 'none'; ");
    expect(body).not.toMatch(/<script|https?:|style=|<link rel="stylesheet"|url\(/);
  });

  test("when nothing is said, says that", () => {
    const html = linked(statusPage({ at: null }, "fr", LOOK).body, LINKS);
    expect(html).toContain("Aucun message en cours.");
    expect(html).not.toContain("Mis à jour");
    expect(statusPage({ at: AT }, "en", LOOK).body).toContain("Updated on");
  });

  test("shows every text of a person as text, whatever it is", () => {
    const signs = "<>&\"'/=abé ";
    const lines = fc.string({ unit: fc.constantFrom(...signs, "\u202e"), maxLength: 60 });
    const text = fc.string({ unit: fc.constantFrom(...signs), maxLength: 60 });
    const skeleton = (html: string) => html.match(/<[^>]*>/g)?.length;
    fc.assert(
      fc.property(text, lines, text, (one, two, three) => {
        const said = (a: string, b: string, c: string) =>
          statement({
            fr: { title: `x${a}`, text: `x${b}` },
            services: [{ id: "a", fr: `x${c}`, state: "paper", note: { fr: `x${a}` } }],
            hours: { fr: `x${b}` },
            phones: [{ fr: `x${c}`, number: "0231304100" }],
          });
        const html = (fields: StatementFields) =>
          statusPage({ statement: fields, at: AT, exercise: false }, "fr", { ...LOOK, town: `x${one}` }).body;
        const hostile = html(said(one, two, three));
        const harmless = html(said("y", "y", "y"));
        expect(skeleton(hostile)).toBe(skeleton(harmless));
        expect(skeleton(linked(hostile, LINKS))).toBe(skeleton(harmless));
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});

describe("the times", () => {
  test("are those of the town's zone, with the first of a month as the French write it", () => {
    expect(whenText("2026-11-01T08:05:00.000Z", "Europe/Paris", "fr")).toBe(
      "dimanche 1er novembre 2026 à 9\u202fh\u202f05 (heure de Paris)",
    );
    expect(whenText("2026-07-01T22:00:00.000Z", "Indian/Reunion", "fr")).toBe(
      "jeudi 2 juillet 2026 à 2\u202fh\u202f00 (UTC+04:00)",
    );
  });
});

describe("the town's colour", () => {
  test("has ink on it that reads, whatever it is", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (number) => {
        const colour = `#${number.toString(16).padStart(6, "0")}`;
        expect(contrast(colour, inkOn(colour))).toBeGreaterThanOrEqual(4.5);
      }),
      { seed: 3, numRuns: 2_000 },
    );
  });

  test("is a colour, and the zone is a zone", () => {
    expect(statusSchema.safeParse({ colour: "red" }).success).toBe(false);
    expect(statusSchema.safeParse({ time_zone: "Europe/Caen" }).success).toBe(false);
    expect(statusSchema.safeParse({ time_zone: "Indian/Reunion" }).success).toBe(true);
  });
});

describe("the feed", () => {
  const said = (n: number, more: Partial<Statement> = {}): Statement => ({
    ...statement({ fr: { title: `Panne ${n} <&>`, text: "é".repeat(1_000) } }),
    id: n.toString(16).padStart(64, "0"),
    at: new Date(Date.parse(AT) - n * 60_000).toISOString(),
    by: { type: "person", id: "alice", name: "Alice Martin" },
    exercise: false,
    withdrawn: null,
    ...more,
  });
  const feed = (statements: Statement[], origin = "o") =>
    linked(statusFeed(statements, LOOK, origin, AT), LINKS);

  test("has an id, a title, a time and an author, and the same of each entry (RFC 4287, 4.1.1 and 4.1.2)", () => {
    const xml = feed([said(1), said(2)]);
    const ids = [...xml.matchAll(/<id>(.*?)<\/id>/g)].map((match) => match[1] ?? "");
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) {
      expect(id).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
    expect(xml.match(/<updated>/g)).toHaveLength(3);
    expect(xml).toContain("<updated>2026-11-28T15:27:00.000Z</updated>");
    expect(xml).toContain('<link rel="self" type="application/atom+xml" href="/e/atom"/>');
    expect(xml).toContain("Panne 1 &lt;&amp;&gt;");
    expect(xml).not.toContain("Alice");
  });

  test("keeps its ids when more is said, and tells installations apart", () => {
    const idsOf = (xml: string) => [...xml.matchAll(/<id>(.*?)<\/id>/g)].map((match) => match[1]);
    const [feedId, first] = idsOf(feed([said(2)]));
    expect(idsOf(feed([said(1), said(2)]))).toEqual([feedId, expect.any(String), first]);
    expect(idsOf(feed([said(2)], "other"))[0]).not.toBe(feedId);
  });

  test("takes back the words of what was withdrawn, not the entry", () => {
    const withdrawn = { at: "2026-11-28T16:00:00.000Z", by: said(1).by, reason: "raison interne" };
    const xml = feed([said(1, { withdrawn })]);
    expect(xml).toContain("Message retiré");
    expect(xml).not.toMatch(/Panne 1|raison interne/);
    expect(xml).toContain("<updated>2026-11-28T16:00:00.000Z</updated>");
  });

  test("has bounds", () => {
    const many = Array.from({ length: 100 }, (_, n) => said(n));
    expect(feed(many).match(/<entry>/g)).toHaveLength(FEED_ENTRIES_MAX);
    const long = many.map((one) => ({ ...one, fr: { title: "x", text: "é".repeat(3_000) } }));
    expect(Buffer.byteLength(feed(long))).toBeLessThan(FEED_BYTES_MAX + 2_000);
    expect(feed([])).toContain(`<updated>${AT}</updated>`);
  });
});
