import { describe, expect, test } from "bun:test";
import { makeBanner } from "./banner.ts";
import { allowsStyles, BANNER_AGE_SECONDS_MAX, fieldsWith, hasRoom, takesBanner } from "./fit.ts";

const banner = makeBanner({ fr: "Panne", en: "" }, "/etat");
const html = ["content-type", "text/html; charset=utf-8"] as const;

describe("who gets a banner", () => {
  test.each<[Record<string, string>, boolean]>([
    [{}, true],
    [{ "sec-fetch-dest": "document" }, true],
    [{ "sec-fetch-dest": "iframe" }, false],
    [{ "sec-fetch-dest": "empty" }, false],
    [{ "sec-fetch-dest": "image" }, false],
    [{ "x-requested-with": "XMLHttpRequest" }, false],
  ])("%p: %p", (headers, expected) => {
    expect(takesBanner(new Headers(headers))).toBe(expected);
  });
});

describe("which answers have room for it", () => {
  test.each<[string, number, Array<readonly [string, string]>, boolean]>([
    ["a page", 200, [html], true],
    ["a page in any known encoding", 200, [html, ["content-encoding", "ZSTD"]], true],
    ["a page in an unknown encoding", 200, [html, ["content-encoding", "dcb"]], false],
    ["a page in two encodings", 200, [html, ["content-encoding", "gzip, br"]], false],
    ["an error", 404, [html], false],
    ["a part", 206, [html], false],
    ["a part that says 200", 200, [html, ["content-range", "bytes 0-1/2"]], false],
    ["a picture", 200, [["content-type", "image/svg+xml"]], false],
    ["XHTML", 200, [["content-type", "application/xhtml+xml"]], false],
    ["no type", 200, [], false],
    ["a type that only begins so", 200, [["content-type", "text/html-fragment"]], false],
    ["what must not be transformed", 200, [html, ["cache-control", "max-age=5, No-Transform"]], false],
    ["a download", 200, [html, ["content-disposition", "attachment; filename=a.html"]], false],
    ["a page with a name", 200, [html, ["content-disposition", "inline; filename=a.html"]], true],
  ])("%s", (_, status, headers, expected) => {
    expect(hasRoom(status, headers)).toBe(expected);
  });
});

describe("whether styles in place are allowed", () => {
  test.each<[string[], boolean]>([
    [[], true],
    [["script-src 'self'"], true],
    [["default-src 'self'"], false],
    [["default-src 'self'; style-src 'self' 'unsafe-inline'"], true],
    [["style-src 'unsafe-inline'; style-src-attr 'none'"], false],
    [["default-src 'none'; style-src-attr 'unsafe-inline'"], true],
    [["style-src 'unsafe-inline' 'nonce-abc'"], false],
    [["style-src 'unsafe-inline' 'sha256-abc'"], false],
    [["STYLE-SRC 'Unsafe-Inline'"], true],
    [["style-src 'unsafe-inline'; style-src 'none'"], true],
    [["img-src *", "style-src 'none'"], false],
    [["img-src *, style-src 'none'"], false],
  ])("%p: %p", (policies, expected) => {
    const headers = policies.map((policy) => ["content-security-policy", policy] as const);
    expect(allowsStyles(headers)).toBe(expected);
  });
});

describe("the fields of an answer with a banner", () => {
  const fields = (headers: Array<readonly [string, string]>, grownBy?: number) =>
    fieldsWith(banner, headers, grownBy).filter(([name]) => name !== "vary");

  test("tell the page apart from itself without, and from itself with another", () => {
    const other = makeBanner({ fr: "Panne finie", en: "" }, "/etat");
    for (const etag of ['"v1"', 'W/"v1"']) {
      expect(fields([["etag", etag]])).toEqual([["etag", `W/"v1-${banner.id}"`]]);
    }
    expect(other.id).not.toBe(banner.id);
    expect(fieldsWith(banner, [["vary", "cookie"]], 0)).toEqual([
      ["vary", "cookie"],
      ["vary", "sec-fetch-dest, x-requested-with"],
    ]);
  });

  test("say nothing of the bytes of before", () => {
    const gone = ["last-modified", "accept-ranges", "content-md5", "digest", "repr-digest", "content-digest"];
    expect(fields([html, ...gone.map((name) => [name, "x"] as const)])).toEqual([html]);
    expect(fields([["content-length", "100"]], 23)).toEqual([["content-length", "123"]]);
    expect(fields([["content-length", "100"]])).toEqual([]);
  });

  test("let nobody keep it long", () => {
    const of = (value: string) => fields([["cache-control", value]])[0]?.[1];
    expect(of("public, max-age=3600, s-maxage=86400, immutable")).toBe("public, max-age=60, s-maxage=60");
    expect(of("max-age=5, stale-while-revalidate=600")).toBe("max-age=5, stale-while-revalidate=60");
    expect(of("no-store")).toBe("no-store");
    expect(fields([["expires", "Thu, 01 Jan 2099 00:00:00 GMT"]])).toEqual([["cache-control", "no-cache"]]);
    expect(BANNER_AGE_SECONDS_MAX).toBe(60);
  });
});

describe("the banner itself", () => {
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

  test("is ASCII, escaped, and needs no style where it may have none", () => {
    const made = makeBanner({ fr: 'Élus & <b>"l\'état"</b> 🔔', en: "A < B" }, "/etat");
    for (const bytes of [made.styled.fr, made.styled.en, made.plain.fr, made.plain.en]) {
      expect(text(bytes)).toMatch(/^[\x20-\x7e]+$/);
    }
    expect(text(made.plain.fr)).toBe(
      '<div id="beffroi-banner" role="region" aria-label="Message de la mairie" lang="fr"><p><strong>' +
        "&#201;lus &#38; &#60;b&#62;&#34;l'&#233;tat&#34;&#60;/b&#62; &#128276;</strong> " +
        '<a href="/etat">En savoir plus</a></p></div>',
    );
    expect(text(made.plain.en)).toContain('lang="en"><p><strong>A &#60; B</strong> <a href="/etat/en">');
    expect(text(made.styled.fr)).toContain('style="all:initial;');
  });

  test("tells the hours and what still works below its sentence, in the language of the words", () => {
    const details = { fr: "Horaires : 8 h – 17 h · Fonctionne : Écoles", en: "Open: 8 to 17" };
    const made = makeBanner({ fr: "Panne", en: "Outage", details }, "/etat");
    expect(text(made.plain.fr)).toEndWith(
      "</a></p><p>Horaires : 8 h &#8211; 17 h &#183; Fonctionne : &#201;coles</p></div>",
    );
    expect(text(made.plain.en)).toEndWith("</a></p><p>Open: 8 to 17</p></div>");
    expect(text(makeBanner({ fr: "Panne", en: "", details }, "/etat").plain.en)).toContain("Horaires");
  });

  test("has no link where the site has no page for it, and French words where there are no English ones", () => {
    const made = makeBanner({ fr: "Panne", en: "" }, "");
    expect(text(made.plain.fr)).not.toContain("<a ");
    expect(text(made.plain.en)).toBe(text(made.plain.fr));
  });
});
