import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { HTML_CHARACTERS_MAX, linksOf, styleTargets } from "./links.ts";
import { hasSideEffect, LINKS_A_PAGE_MAX, resolveTarget, TARGET_CHARACTERS_MAX } from "./targets.ts";

const HOSTS = ["www.ville.fr", "ville.fr"];
const links = (html: string, base = "/a/b?c=1") => linksOf(html, base, HOSTS);

describe("linksOf finds", () => {
  test.each([
    ["a relative link", `<a href="x">`, "/a/x"],
    ["an absolute path", `<A HREF='/x'>`, "/x"],
    ["an unquoted value", "<a href=/x>", "/x"],
    ["a query alone", `<a href="?page=2">`, "/a/b?page=2"],
    ["dots", `<a href="../../x/./y">`, "/x/y"],
    ["the site's own host", `<a href="https://www.ville.fr/x">`, "/x"],
    ["its other host, another port, another case", `<a href="http://VILLE.fr:8080/x">`, "/x"],
    ["a protocol-relative link", `<a href="//ville.fr/x">`, "/x"],
    ["entities", `<a href="/x?a=1&amp;b=2&#38;c=3&#x26;d=4">`, "/x?a=1&b=2&c=3&d=4"],
    ["accents", `<a href="/été?q=né">`, "/%C3%A9t%C3%A9?q=n%C3%A9"],
    ["a fragment, without it", `<a href="/x#y">`, "/x"],
    ["nofollow", `<a rel="nofollow" href="/x">`, "/x"],
    ["spaces around", `<a href="  /x \n">`, "/x"],
    ["an area", `<area href="/x">`, "/x"],
    ["a style sheet", `<link rel="stylesheet" href="/x.css">`, "/x.css"],
    ["an icon", `<link rel="shortcut icon" href="/x.ico">`, "/x.ico"],
    ["the canonical page", `<link rel=canonical href="https://ville.fr/x">`, "/x"],
    ["a feed", `<link rel="alternate" type="application/rss+xml" href="/feed">`, "/feed"],
    ["a picture", `<img src="/x.png">`, "/x.png"],
    ["a lazy picture", `<img data-src="/x.png">`, "/x.png"],
    ["a script", `<script src="/x.js"></script>`, "/x.js"],
    ["a frame", `<iframe src="/x"></iframe>`, "/x"],
    ["a film and its poster", `<video poster="/x.jpg">`, "/x.jpg"],
    ["a style attribute", `<div style="background: url('/x.png')">`, "/x.png"],
    ["a style attribute with entities", `<div style="background: url(&quot;/x.png&quot;)">`, "/x.png"],
    ["a style element", "<style>@import '/x.css';</style>", "/x.css"],
    ["a redirect by meta", `<meta http-equiv="Refresh" content="3; URL='/x'">`, "/x"],
    ["a link within noscript", `<noscript><a href="/x"></noscript>`, "/x"],
  ])("%s", (_name, html, target) => {
    expect(links(html)).toEqual([target]);
  });

  test("each once, in order, with base and source sets", () => {
    const html = `<a href="q"><base href="/base/"><a href="q"><a href="q">
      <img srcset="s.png 1x, /t.png 2x"><source srcset="u.png 100w,
      v.png 200w">`;
    expect(links(html)).toEqual(["/a/q", "/base/q", "/base/s.png", "/t.png", "/base/u.png", "/base/v.png"]);
  });

  test("nothing of another host", () => {
    const html = `<a href="https://evil.fr/x"><a href="//evil.fr/x"><a href="https://www.ville.fr.evil.fr/">
      <a href="https://www.ville.fr@evil.fr/"><a href="https://user@ville.fr/x"><a href="\\\\evil.fr\\x"><a href="/\\evil.fr">
      <base href="https://evil.fr/"><a href="relative"><a href="//ville.fr//evil.fr/x">`;
    expect(links(html)).toEqual([]);
  });

  test("nothing that is no page", () => {
    const html = `<a href="mailto:a@ville.fr"><a href="javascript:alert(1)"><a href="tel:+33"><a href="data:text/html,x">
      <a href="#top"><a href=""><a><a href="ftp://ville.fr/x"><a href="http://[::bad"><img src="data:image/png;base64,AAAA">
      <form method="get" action="/search"><input name="q"></form><!-- <a href="/commented"> -->
      <script>var a = '<a href="/in-script">';</script><textarea><a href="/in-text"></textarea>
      <link rel="preconnect" href="/no"><link rel="alternate" type="application/json+oembed" href="/oembed">
      <a href="/${"x".repeat(TARGET_CHARACTERS_MAX)}">`;
    expect(links(html)).toEqual([]);
  });

  test("nothing beyond a bound of length", () => {
    expect(links(`<a href="/near">${" ".repeat(HTML_CHARACTERS_MAX)}<a href="/far">`)).toEqual(["/near"]);
  });

  test("a bounded number", () => {
    const html = Array.from({ length: LINKS_A_PAGE_MAX + 10 }, (_, i) => `<a href="/${i}">`).join("");
    expect(links(html)).toHaveLength(LINKS_A_PAGE_MAX);
  });
});

describe("a crawl never acts", () => {
  test.each([
    "/logout",
    "/user/logout",
    "/Deconnexion",
    "/d%C3%A9connexion",
    "/wp-login.php",
    "/wp-login.php?redirect_to=%2F",
    "/wp-admin/post.php?post=1",
    "/articles/12/delete",
    "/page?action=edit",
    "/page?id=3&action=delete&x=1",
    "/boutique?add-to-cart=12",
    "/boutique/add-to-cart/12",
    "/spip.php?page=x&var_mode=recalcul",
    "/agenda?tx_news[action]=delete",
    "/index.php?do=logout",
    "/news?_wpnonce=abc",
    "/unsubscribe?mail=x",
    "/signout",
  ])("%s is not followed", (target) => {
    expect(hasSideEffect(target)).toBe(true);
    expect(links(`<a href="${target}">`)).toEqual([]);
  });

  test.each([
    "/actualites/comment-supprimer-un-compte",
    "/delete-act-of-1901",
    "/demarches/desinscription-cantine",
    "/agenda?tx_news[action]=detail",
    "/transactions",
    "/recherche?q=logoutil",
    "/%ff?%ff",
  ])("%s is", (target) => {
    expect(hasSideEffect(target)).toBe(false);
  });
});

test("redirects are followed within the site only", () => {
  expect(resolveTarget("https://ville.fr/neuf", "/vieux", HOSTS)).toBe("/neuf");
  expect(resolveTarget("neuf", "/a/vieux", HOSTS)).toBe("/a/neuf");
  expect(resolveTarget("https://evil.fr/", "/vieux", HOSTS)).toBeUndefined();
  expect(resolveTarget("/logout", "/vieux", HOSTS)).toBeUndefined();
});

test("a style sheet leads to its pictures, fonts and other sheets", () => {
  const css = `@import "a.css"; @import url(b.css); @font-face { src: url( '../f.woff2' ) } x { y: URL("/p.png"); z: url(data:x) }`;
  expect(styleTargets(css, "/css/main.css", HOSTS)).toEqual([
    "/css/a.css",
    "/css/b.css",
    "/f.woff2",
    "/p.png",
  ]);
});

describe("whatever the text", () => {
  const word = fc.constantFrom(
    ...[
      "<a href=",
      "<img srcset=",
      "<base href=",
      "<style>",
      "url(",
      "<link rel=icon href=",
      "'",
      '"',
      ">",
      "&#x26;",
      "&amp;",
    ],
    ...[
      "//evil.fr/",
      "https://evil.fr",
      "http:",
      "\\",
      "/",
      "..",
      "@",
      "ville.fr",
      "www.ville.fr:80",
      "%2f",
      "?",
      "#",
      " ",
      "\0",
    ],
    ...[
      "<script>",
      "</script>",
      "<!--",
      "-->",
      "<svg>",
      "<template>",
      "javascript:",
      "\t",
      "\n",
      "é",
      "\ud800",
    ],
  );
  const text = fc.oneof(
    fc.array(word, { maxLength: 30 }).map((words) => words.join("")),
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => new TextDecoder().decode(bytes)),
  );

  test("linksOf never throws and never leads to another host", () => {
    fc.assert(
      fc.property(text, text, (html, base) => {
        for (const target of [...linksOf(html, base, HOSTS), ...styleTargets(html, base, HOSTS)]) {
          const url = new URL(target, "https://www.ville.fr/");
          expect(url.host).toBe("www.ville.fr");
          // The target is the one spelling that resolving it again gives: what is crawled is what was meant.
          expect(url.pathname + url.search).toBe(target);
        }
      }),
      { numRuns: 1_500, seed: 7 },
    );
  });

  test.each([
    ["unclosed style addresses", `<style>${'url("'.repeat(200_000)}</style>`],
    ["unclosed spaces", `<style>${"url(    ".repeat(100_000)}</style>`],
    ["unclosed attributes", `<a href="${"x".repeat(50)}`.repeat(20_000)],
    ["ampersands", `<a href='${"&".repeat(1_000_000)}'>`],
    ["source sets", `<img srcset='${"a, ".repeat(300_000)}'>`],
    ["nesting", "<div style='x'>".repeat(50_000)],
  ])("a megabyte of %s takes no longer than a page may", (_name, html) => {
    const start = performance.now();
    links(html);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
