import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { TownSite } from "../../../test/support/site-edits.ts";
import { MARKERS, BLACK_PAGE, IN_TITLE } from "./markers.ts";
import { OUTBOUND_MAX, printOf, TITLE_CHARACTERS_MAX } from "./print.ts";
import { distance, MARKERS_PER_PAGE_MAX, Words } from "./words.ts";

const HOST = "www.ville.fr";
const home = (seed: number) => new TownSite(seed).page.html;
const bits = (one: string, other: string) =>
  distance(printOf(one, HOST).simhash, printOf(other, HOST).simhash);

describe("a page's print", () => {
  test("has its title, language, script and links", () => {
    const page = `<!DOCTYPE html><HTML LANG="fr-FR"><head><meta name=robots content="NOINDEX,follow">
      <title lang=fr>Ville d&#039;&Eacute;vry &ndash; accueil</title></head>
      <body><a href='https://www.service-public.fr/x'>a</a><a href=//cdn.exemple.com/y>b</a>
      <a href="https://agenda.ville.fr/">own</a><a href="/local">c</a><iframe src="https://video.autre.org/1"></iframe></body></html>`;
    expect(printOf(page, HOST)).toMatchObject({
      title: "Ville d'Évry accueil",
      lang: "fr",
      script: "Latin",
      noindex: true,
      outbound: ["autre.org", "exemple.com", "service-public.fr"],
    });
  });

  test("does not see what a visitor does not", () => {
    const page = "<p>bonjour la mairie</p>";
    const hidden = `<!-- hacked by x --><script>var a = "hacked by y"; if (1<2) {}</script><style>.a{}</style>${page}<noscript>hacked by</noscript><template>hacked by</template>`;
    expect(printOf(hidden, HOST)).toMatchObject({
      simhash: printOf(page, HOST).simhash,
      markers: [],
      length: 15,
    });
  });

  test("is the same for numbers that change, and near for an edited text", () => {
    const page = home(3);
    const counted = page.replace(/Visites : \d+/, "Visites : 99999");
    expect(bits(page, counted)).toBe(0);
    expect(
      bits(page, page.replace("</main>", "<p>La piscine municipale rouvre samedi matin</p></main>")),
    ).toBeLessThan(12);
    const others = [4, 5, 6, 7, 8].map((seed) => bits(page, home(seed)));
    expect(Math.min(...others)).toBeGreaterThan(14);
  });

  test("has one shape for ten items and for eleven, and another for another frame", () => {
    const list = (count: number) =>
      `<main><ul>${"<li><a href=x><b>un</b></a></li>".repeat(count)}</ul></main>`;
    expect(printOf(list(10), HOST).shape).toBe(printOf(list(11), HOST).shape);
    expect(printOf(list(10), HOST).shape).not.toBe(
      printOf(list(10).replace("<main>", "<main><table>"), HOST).shape,
    );
  });

  test("tells scripts apart, written by number too", () => {
    const scripts = {
      Cyrillic: "Ваш сайт не работает",
      Arabic: "لن ننسى ولن نغفر",
      Han: "网站已被入侵",
      Greek: "καλημέρα",
      Latin: "bonjour à tous",
    };
    for (const [script, text] of Object.entries(scripts)) {
      expect(printOf(`<p>${text}</p>`, HOST).script).toBe(script);
      const numbers = [...text].map((sign) => `&#${sign.codePointAt(0)};`).join("");
      expect(printOf(`<p>${numbers}</p>`, HOST).script).toBe(script);
    }
  });

  test("finds every word of the lexicon, whatever its case, accents and markup", () => {
    for (const { id, kind, phrases } of MARKERS) {
      for (const phrase of phrases) {
        expect(printOf(`<p>avant ${phrase} après</p>`, HOST).markers, phrase).toContain(id);
        const loud = phrase.toUpperCase().split(" ").join("</b> <i>");
        expect(printOf(`<h1><b>${loud}</h1>`, HOST).markers, loud).toContain(id);
        const title = printOf(`<title>${phrase}</title>`, HOST).markers;
        expect(title.includes(IN_TITLE)).toBe(kind === "defaced");
      }
    }
    expect(printOf("<p>Le site a été piraté, défiguré par</p>", HOST).markers).toContain("pirate-par");
  });

  test("does not find them in other words", () => {
    const page = "<p>The hackedbyte project by us. La pirateparade. Il a été, puis pirate. Buy a domain</p>";
    expect(printOf(page, HOST).markers).toEqual([]);
  });

  test("sees a black ground in all its spellings, and no other", () => {
    const black = [
      '<body bgcolor="#000000">',
      "<body bgcolor=black>",
      '<body style="color:red;background:#000">',
      "<style>a{} body{margin:0;background-color: black}</style>",
      "<style>html,body{background:#000000}</style>",
    ];
    for (const markup of black) expect(printOf(markup, HOST).markers, markup).toContain(BLACK_PAGE);
    const other = [
      '<body bgcolor="#000080">',
      "<style>header{background:#000}</style>",
      "<style>body{color:#000}</style>",
      '<body style="background:#0001ff">',
    ];
    for (const markup of other) expect(printOf(markup, HOST).markers, markup).toEqual([]);
  });
});

test("words are the same read letter by letter and in runs", () => {
  const words = fc.constantFrom(
    "mairie",
    "École",
    "l'eau",
    "2026",
    "h4ck3d by",
    "Я",
    "网站",
    "x9y",
    " ",
    ", ",
    "\u00a0",
    "ﬁn",
    "é",
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 40 }), (list) => {
      const text = list.join("");
      const said = (read: Words) => [
        read.simhash,
        read.length,
        read.script,
        read.language,
        [...read.markers],
      ];
      const first = new Words();
      for (let at = 0; at < text.length; at++) first.take(text.charCodeAt(at));
      first.end();
      const wanted = said(first);
      const second = new Words();
      expect(second.run(text, 0)).toBe(text.length);
      second.end();
      expect(said(second)).toEqual(wanted);
    }),
  );
});

describe("a hostile page", () => {
  test("gives a bounded print without controls", () => {
    const links = Array.from({ length: 3_000 }, (_, at) => `<a href="https://x${at}.fr/">y</a>`).join("");
    const all = MARKERS.flatMap(({ phrases }) => phrases).join(" ");
    const print = printOf(
      `<title>${"\u202e\u0000<b>évil".repeat(200)}</title><html lang="${"x".repeat(900)}">${links}${all}`,
      HOST,
    );
    expect(print.title.length).toBeLessThanOrEqual(TITLE_CHARACTERS_MAX);
    expect(print.title).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(print.outbound).toHaveLength(OUTBOUND_MAX);
    expect(print.markers.length).toBeLessThanOrEqual(MARKERS_PER_PAGE_MAX + 1);
    expect(JSON.stringify(print).length).toBeLessThan(2_000);
  });

  test("of any text is read to its end", () => {
    const parts = fc.constantFrom(
      "<",
      ">",
      "</",
      "<!--",
      "-->",
      "<script>",
      "</script",
      "<title>",
      "&",
      "&#",
      ";",
      "'",
      '"',
      "=",
      "<a href=",
      "//x.fr",
      "é",
      "Я",
      "\u0000",
      "\ud800",
      " ",
      "mot",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(parts, fc.string({ maxLength: 5 })), { maxLength: 60 }), (list) => {
        const print = printOf(list.join(""), HOST);
        expect(print.simhash).toMatch(/^[0-9a-f]{16}$/);
        expect(print.shape).toMatch(/^[0-9a-f]{8}$/);
        expect(print.title.isWellFormed()).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("costs no more than its length", () => {
    const openings = [
      "&",
      "<",
      "<a ",
      '<a x="',
      "<script>",
      "</x",
      "<style>body{",
      "<div>",
      "<title>",
      "<!--",
      "<a href= ",
      "&#x",
      "</",
      "<a href=//",
      "<meta name=robots content=",
    ];
    for (const opening of openings) {
      const page = opening.repeat(Math.ceil(262_144 / opening.length));
      const startedAt = performance.now();
      printOf(page, HOST);
      expect(performance.now() - startedAt, opening).toBeLessThan(1_500);
    }
  });
});
