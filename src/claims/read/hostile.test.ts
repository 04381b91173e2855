import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { Refusal } from "../../kernel/refusal.ts";
import { TEXT_CHARACTERS_MAX } from "../reading.ts";
import { agencyOf } from "./agency.ts";
import { FEED_ITEMS_MAX } from "./feed.ts";
import { HOSTS_MAX } from "./hosts.ts";
import { ELEMENTS_MAX } from "./html.ts";
import { DOCUMENT_BYTES_MAX, type DocumentInput, readBytes } from "./index.ts";
import { MESSAGES_MAX } from "./messages.ts";
import { isoOf, momentInName } from "./moment.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, name = "x") => readBytes(bytes(text), { name });
const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return "none";
};
/** Long enough for a slow, busy machine; what is quadratic in two megabytes takes minutes. */
const SOON_MS = 20_000;
const words = "Un texte de mairie sans rien de particulier. ".repeat(12);

describe("what is too much is refused, soon", () => {
  const page = (inner: string) => `<html><body><h1>Un titre de page</h1>${inner}</body></html>`;
  const half = DOCUMENT_BYTES_MAX / 2;
  test.each([
    ["bytes", "document-too-large", "a".repeat(DOCUMENT_BYTES_MAX + 1)],
    ["nesting", "document-too-complex", page(`${"<div>".repeat(5_000)}x`)],
    ["nesting beyond all", "document-too-complex", page(`${"<b>".repeat(300_000)}x`)],
    ["elements", "document-too-complex", page("<p>a</p>".repeat(ELEMENTS_MAX + 1))],
    ["feed elements", "document-too-complex", `<rss>${"<item/>".repeat(100_001)}</rss>`],
    ["nothing", "document-empty", "  \n "],
    ["markup without words", "document-empty", page("").replace(/<h1>.*<\/h1>/, "")],
    ["an archive", "document-not-text", "PK\u0003\u0004\u0000\u0000\u0000"],
    ["a PDF", "document-not-text", "%PDF-1.7 \u0000\u0001\u0002"],
  ])("%s", (_, code, text) => {
    const startedAt = performance.now();
    expect(codeOf(() => read(text))).toBe(code);
    expect(performance.now() - startedAt).toBeLessThan(SOON_MS);
  });

  test.each([
    [
      "one huge attribute",
      page(`<p class="${"related-".repeat(half / 8)}" data-src="${"a.jpg".repeat(1_000)}">${words}</p>`),
    ],
    [
      "attributes that patterns stumble over",
      page(`${`<p class="${"-a".repeat(900)}" style="${" ".repeat(900)}">b</p>`.repeat(400)}<p>${words}</p>`),
    ],
    ["unclosed tags", page(`${"<p".repeat(20_000)}<p>${words}</p>`)],
    [
      "entities that name each other",
      `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${page(`<p>&b;&b; ${words}</p>`)}`,
    ],
    ["a line without a space", `${words}\n${"a.".repeat(half / 2)}`],
    ["brackets that never close", "[".repeat(100_000) + words],
    ["a JSON of brackets alone", `${"[".repeat(50_000)}${"]".repeat(50_000)}`],
    ["marks at every line", "❌ x\n".repeat(1_500)],
    ["half of an address at every word", "hxxp hxxps [.] (dot) {point} ".repeat(20_000)],
    ["spaces", `a${" ".repeat(half)}b`],
    [
      "schema that nests",
      page(`<script type="application/ld+json">${'{"@graph":['.repeat(20_000)}</script><p>${words}</p>`),
    ],
  ])("%s is read, soon", (_, text) => {
    const startedAt = performance.now();
    expect(["none", "document-empty", "document-too-complex"]).toContain(codeOf(() => read(text)));
    expect(performance.now() - startedAt).toBeLessThan(SOON_MS);
  });
});

describe("lists end at their bounds", () => {
  test("hosts", () => {
    const many = Array.from({ length: HOSTS_MAX + 50 }, (_, i) => `ville-${i}.fr`);
    expect(read(many.join("\n"))[0]?.hosts).toHaveLength(HOSTS_MAX);
    expect(read(JSON.stringify(many))[0]?.hosts).toHaveLength(HOSTS_MAX);
  });

  test("messages", () => {
    const messages = Array.from({ length: MESSAGES_MAX + 5 }, (_, id) => ({
      id,
      type: "message",
      text: `m${id}`,
    }));
    expect(read(JSON.stringify({ messages }))).toHaveLength(MESSAGES_MAX);
  });

  test("items of a feed", () => {
    const items = "<item><title>a</title></item>".repeat(FEED_ITEMS_MAX + 5);
    expect(read(`<rss><channel>${items}</channel></rss>`)).toHaveLength(FEED_ITEMS_MAX);
  });

  test("text", () => {
    expect(read("mot ".repeat(TEXT_CHARACTERS_MAX))[0]?.text.length).toBe(TEXT_CHARACTERS_MAX);
    const long = "mot ".repeat(TEXT_CHARACTERS_MAX / 20);
    for (const inner of [
      `<p>${long.repeat(20)}</p>`,
      `<p>${long}</p>`.repeat(20),
      `<div>${long}</div>`.repeat(20),
    ]) {
      const [page] = read(`<html><body><h1>Titre</h1>${inner}</body></html>`);
      expect(page?.text.length).toBeGreaterThan(TEXT_CHARACTERS_MAX / 2);
      expect(page?.text.length).toBeLessThanOrEqual(TEXT_CHARACTERS_MAX);
    }
  });
});

describe("markup aimed at screens", () => {
  const everything = (documents: DocumentInput[]) => JSON.stringify(documents);

  test("turns of direction, controls, tags and zero-width marks are gone from all fields", () => {
    const bad = "\u202eabc\u2066\u200b\u001b[31m\u0007\u{e0041}";
    const page = `<html><head><meta property="og:site_name" content="Le ${bad} Fil"></head><body><h1>Titre ${bad} long</h1><p>${bad}${words}</p></body></html>`;
    const feed = `<rss><channel><title>${bad}</title><item><title>${bad}x</title><description>${bad} corps</description></item></channel></rss>`;
    for (const text of [
      page,
      feed,
      `${bad}${words}`,
      JSON.stringify({ name: bad, messages: [{ text: `${bad} m` }] }),
    ]) {
      expect(everything(read(text))).not.toMatch(/[\u202e\u2066\u200b\u0007\u{e0041}]|\\u001b|\\u202e/u);
    }
  });

  test("scripts, handlers and addresses of another kind give no word", () => {
    const page = `<html><head><link rel="canonical" href="javascript:alert(1)"></head><body><h1>Titre de la page</h1>
      <p onclick="steal()">${words}</p><script>document.write("Tarbes")</script><style>p{content:"Pau"}</style></body></html>`;
    const [article] = read(page);
    expect(article?.url).toBeUndefined();
    expect(article?.text).not.toMatch(/steal|Tarbes|Pau|document/);
  });
});

test("anything at all is read or refused", () => {
  const piece = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      "<",
      ">",
      "<p>",
      "</div>",
      "<a href=x>",
      "<!--",
      "<![CDATA[",
      "]]>",
      "{",
      "}",
      "[",
      '"host":"a.fr"',
      "&amp;",
      "\u0000",
    ),
    fc.constantFrom(
      "<article>",
      "<h1>",
      "<rss><channel><item>",
      "<title>",
      '<script type="application/ld+json">',
      "a.fr\n",
      "❌ ",
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.boolean(), (pieces, asPage) => {
      const text = pieces.join("");
      try {
        for (const document of read(text, asPage ? "x.html" : "x"))
          expect(typeof document.text).toBe("string");
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
      }
    }),
    { numRuns: 300 },
  );
});

describe("small parts", () => {
  test.each([
    ["2025-03-18", "2025-03-18"],
    ["2025-03-18 07:10", "2025-03-18T07:10:00"],
    ["2025-03-18T07:10:11.123+0100", "2025-03-18T07:10:11+01:00"],
    ["2025-02-30", undefined],
    ["hier", undefined],
    ["Tue, 14 Jan 2025 07:30:00 GMT", "2025-01-14T07:30:00Z"],
    [1_735_628_700, "2024-12-31T07:05:00Z"],
    ["1735628700000", "2024-12-31T07:05:00Z"],
  ])("moment %p", (given, at) => expect(isoOf(given)).toBe(at));

  test.each([
    ["2024-12-31.txt", "2024-12-31"],
    ["cibles-2024-12-31_07h05.json", "2024-12-31T07:05:00"],
    ["12024-12-311.txt", undefined],
    ["liste.txt", undefined],
  ])("moment in the name %p", (name, at) => expect(momentInName(name)).toBe(at));

  test.each([
    ["", "Paris, 3 mars (AFP) - Le site", "AFP"],
    ["Par A.B. avec AFP", "Le site", "AFP"],
    ["", "PARIS, Sept 9 (Reuters) - Websites", "Reuters"],
    ["", "Le site est revenu. (Avec AFP)", "AFP"],
    ["", "La mairie a déclaré à l'AFP que tout va bien. Et voilà tout pour ce jour.", undefined],
  ])("agency of %p and %p", (byline, text, agency) => expect(agencyOf(byline, text)).toBe(agency));
});
