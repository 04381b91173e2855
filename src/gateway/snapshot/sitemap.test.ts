import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  feedTargets,
  parseRobots,
  ROBOTS_RULES_MAX,
  SITEMAP_TARGETS_MAX,
  sitemapTargets,
  xmlKind,
} from "./sitemap.ts";

const HOSTS = ["www.ville.fr"];

describe("sitemaps", () => {
  test("name pages of the site, escaped or in CDATA, and no others", () => {
    const xml = `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      <url><loc>https://www.ville.fr/a?x=1&amp;y=2</loc><lastmod>2026-01-01</lastmod></url>
      <url><loc> <![CDATA[https://www.ville.fr/b]]> </loc><image:image><image:loc>https://www.ville.fr/i.png</image:loc></image:image></url>
      <url><loc>https://evil.fr/c</loc></url><url><loc>https://www.ville.fr/logout</loc></url></urlset>`;
    expect(xmlKind(xml)).toBe("sitemap");
    expect(sitemapTargets(xml, HOSTS)).toEqual(["/a?x=1&y=2", "/b"]);
  });

  test("of sitemaps are told from sitemaps of pages", () => {
    const xml = "<sitemapindex><sitemap><loc>http://www.ville.fr/s1.xml</loc></sitemap></sitemapindex>";
    expect(xmlKind(xml)).toBe("sitemap index");
    expect(sitemapTargets(xml, HOSTS)).toEqual(["/s1.xml"]);
  });

  test("are bounded", () => {
    const xml = Array.from({ length: SITEMAP_TARGETS_MAX + 5 }, (_, i) => `<loc>/${i}</loc>`).join("");
    expect(sitemapTargets(xml, HOSTS)).toHaveLength(SITEMAP_TARGETS_MAX);
  });
});

describe("feeds", () => {
  test("RSS leads to its entries and their enclosures", () => {
    const xml = `<rss version="2.0"><channel><link>https://www.ville.fr/</link><item><link>
      <![CDATA[https://www.ville.fr/actu/1]]></link><enclosure url="https://www.ville.fr/a.mp3" length="1"/></item></channel></rss>`;
    expect(xmlKind(xml)).toBe("feed");
    expect(feedTargets(xml, "/feed", HOSTS)).toEqual(["/", "/actu/1", "/a.mp3"]);
  });

  test("Atom leads to its entries", () => {
    const xml = `<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="/atom"/><entry><link
      type="text/html" href='actu/2?a=1&amp;b=2'/></entry></feed>`;
    expect(xmlKind(xml)).toBe("feed");
    expect(feedTargets(xml, "/", HOSTS)).toEqual(["/atom", "/actu/2?a=1&b=2"]);
  });
});

describe("robots.txt", () => {
  const allowed = (robots: string, target: string) => parseRobots(robots, HOSTS).allows(target);

  test.each([
    ["User-agent: *\nDisallow: /prive/", "/prive/x", false],
    ["User-agent: *\nDisallow: /prive/", "/public", true],
    ["User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true],
    ["User-agent: *\nAllow: /a\nDisallow: /a", "/a", true],
    ["User-agent: *\nDisallow:", "/x", true],
    ["User-agent: *\nDisallow: /*.pdf$", "/x.pdf", false],
    ["User-agent: *\nDisallow: /*.pdf$", "/x.pdf?a", true],
    ["User-agent: *\nDisallow: /*?s=*&t=", "/r?s=1&t=2", false],
    ["User-agent: *\nDisallow: /a*b*a$", "/aba", false],
    ["User-agent: *\nDisallow: /ab*ba$", "/aba", true],
    ["User-agent: *\nDisallow: /fin$", "/fin", false],
    ["User-agent: *\nDisallow: /fin$", "/finale", true],
    ["User-agent: Googlebot\nDisallow: /", "/x", true],
    ["User-agent: Googlebot\nUser-agent: *\nDisallow: /x # why", "/x", false],
    ["User-agent: *\nDisallow: /\n\nUser-Agent: Beffroi\nDisallow: /y", "/x", true],
    ["User-agent: *\nDisallow: /\n\nUser-Agent: Beffroi\nDisallow: /y", "/y", false],
    ["User-agent: *\nDisallow: /a\nUser-agent: other\nDisallow: /b", "/b", true],
    ["\r\nUSER-AGENT : *\r\nDISALLOW : /x", "/x", false],
    ["Disallow: /", "/x", true],
  ])("%j on %s: %p", (robots, target, expected) => {
    expect(allowed(robots, target)).toBe(expected);
  });

  test("names sitemaps of the site, wherever they stand", () => {
    const robots =
      "Sitemap: https://www.ville.fr/s.xml\nUser-agent: x\nSitemap: /t.xml\nSitemap: https://evil.fr/s.xml";
    expect(parseRobots(robots, HOSTS).sitemaps).toEqual(["/s.xml", "/t.xml"]);
  });

  test("agrees with the plain meaning of its patterns", () => {
    const piece = fc.stringMatching(/^[ab/]{0,3}$/);
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        fc.stringMatching(/^[ab/]{0,12}$/),
        (pieces, end, rest) => {
          const pattern = `/${pieces.join("*")}${end ? "$" : ""}`;
          const meaning = new RegExp(`^/${pieces.join(".*")}${end ? "$" : ""}`);
          expect(allowed(`User-agent: *\nDisallow: ${pattern}`, `/${rest}`)).toBe(!meaning.test(`/${rest}`));
        },
      ),
      { numRuns: 1_000, seed: 3 },
    );
  });

  test("of a hostile size is read to a bound, and quickly", () => {
    const rules = Array.from(
      { length: ROBOTS_RULES_MAX + 10 },
      (_, i) => `Disallow: /${i}-${"*a".repeat(15)}`,
    );
    const start = performance.now();
    const robots = parseRobots(`User-agent: *\n${rules.join("\n")}\n${"x:".repeat(2_000_000)}`, HOSTS);
    for (let i = 0; i < 100; i++) robots.allows(`/${"a".repeat(2_000)}`);
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(robots.allows(`/${ROBOTS_RULES_MAX + 5}-${"a".repeat(20)}`)).toBe(true);
    expect(robots.allows(`/${ROBOTS_RULES_MAX - 5}-${"a".repeat(20)}`)).toBe(false);
  });
});

test("whatever the text, nothing throws, and only the site's own targets come out", () => {
  const piece = fc.constantFrom(
    ...[
      "<loc>",
      "</loc>",
      "<link>",
      "<link href=",
      "<![CDATA[",
      "]]>",
      "http://evil.fr/",
      "//evil.fr",
      "/a",
      "'",
      " ",
      ">",
      "<",
    ],
    ...[
      "Sitemap:",
      "User-agent: *\n",
      "Disallow: /*",
      "Allow:",
      "\n",
      ":",
      "#",
      "$",
      "\0",
      "&amp;",
      "<urlset ",
      "\ud800",
    ],
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join("")),
    fc.string({ unit: "binary" }),
  );
  fc.assert(
    fc.property(text, text, (xml, base) => {
      xmlKind(xml);
      const robots = parseRobots(xml, HOSTS);
      expect(typeof robots.allows(base)).toBe("boolean");
      for (const target of [
        ...sitemapTargets(xml, HOSTS),
        ...feedTargets(xml, base, HOSTS),
        ...robots.sitemaps,
      ]) {
        expect(new URL(target, "https://www.ville.fr/").host).toBe("www.ville.fr");
      }
    }),
    { numRuns: 1_000, seed: 9 },
  );
});

test.each([
  ["links without end", "<link ".repeat(200_000)],
  ["places without end", "<loc>                ".repeat(50_000)],
  ["CDATA without end", "<link><![CDATA[".repeat(80_000)],
])("a megabyte of %s is read quickly", (_name, xml) => {
  const start = performance.now();
  sitemapTargets(xml, HOSTS);
  feedTargets(xml, "/", HOSTS);
  expect(performance.now() - start).toBeLessThan(2_000);
});
