import { createHash } from "node:crypto";
import { type Language, TEXTS } from "./texts.ts";

/** The frame of the public pages: no script, nothing of a third party, one style sheet in place. */

/** Largest page, in bytes. */
export const PAGE_BYTES_MAX = 30_000;

export type Page = {
  readonly body: string;
  /** Content-Security-Policy: nothing but this page's own style. */
  readonly policy: string;
};

/** Where the pages are, by language. */
export const PATHS = {
  fr: { home: "/veille", method: "/veille/methode" },
  en: { home: "/watch", method: "/watch/method" },
} as const;
export const FEED_PATH = "/veille.atom";

const NAME_CHARACTERS_MAX = 120;

const STYLE = `:root{color-scheme:light dark;--page:#fff;--ink:#1b1b1b;--soft:#4a4a4a;--line:#767676;--ok:#1a6b35;--warn:#8a4b00;--bad:#a3161b}
@media(prefers-color-scheme:dark){:root{--page:#161616;--ink:#f2f2f2;--soft:#c8c8c8;--line:#8c8c8c;--ok:#7bd495;--warn:#ffc078;--bad:#ff9d9d}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:1.125rem/1.55 system-ui,sans-serif;overflow-wrap:anywhere}
header{background:#2b3440;color:#fff;padding:.75rem 0}
header div,main,footer{max-width:48rem;margin:0 auto}
header div{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.25rem 1.5rem}
header p{margin:0;font-weight:700}
a{color:inherit}
header div,main,footer{padding:0 1rem}
h1{font-size:1.5rem;line-height:1.3;margin:1.25rem 0 .5rem}
h2{font-size:1.25rem;margin:1.5rem 0 .25rem}
.answer{font-size:1.25rem;font-weight:700;margin:.5rem 0}
.accessible{color:var(--ok)}
.intermittent{color:var(--warn)}
.inaccessible{color:var(--bad)}
.soft,.inconclusive,footer{color:var(--soft)}
.halt{border:2px solid;border-left-width:.75rem;padding:.5rem .75rem}
ul{margin:.25rem 0;padding-left:1.25rem}
li{margin:.35rem 0}
.signed{list-style:none;padding:0}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;font-size:1rem}
th,td{border-bottom:1px solid var(--line);padding:.25rem .5rem;text-align:right}
th{overflow-wrap:normal;vertical-align:bottom;white-space:nowrap}
th:first-child,td:first-child{text-align:left}
form{display:flex;flex-wrap:wrap;gap:.5rem;align-items:end;margin:1rem 0}
input,button{font:inherit;padding:.4rem .6rem;border:2px solid var(--line);background:var(--page);color:var(--ink)}
label{flex:1 1 16rem}
input{width:100%}
:focus-visible{outline:3px solid;outline-offset:3px}
footer{margin-top:2rem;padding-bottom:2rem}
@media(max-width:40rem){th,td{font-size:.8125rem;padding:.25rem .125rem}th{white-space:normal}}
@media print{:root{--page:#fff;--ink:#000;--soft:#000;--line:#000;--ok:#000;--warn:#000;--bad:#000}header{background:none;color:#000;border-bottom:2px solid}nav,form{display:none}tr,li{break-inside:avoid}h2{break-after:avoid}}`;

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

export function framed(
  language: Language,
  which: keyof (typeof PATHS)["fr"],
  name: string,
  title: string,
  main: string,
): Page {
  const texts = TEXTS[language];
  const other = language === "fr" ? "en" : "fr";
  const owner = shown(name, NAME_CHARACTERS_MAX);
  const whose = owner === "" ? "" : ` – ${owner}`;
  return {
    policy: POLICY,
    body: `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escaped(title)}${whose}</title>
<link rel="alternate" hreflang="${other}" href="${PATHS[other][which]}">
<link rel="alternate" type="application/atom+xml" title="${texts.heading}" href="${FEED_PATH}">
<style>${STYLE}</style></head>
<body>
<header><div><p><a href="${PATHS[language].home}">${owner || texts.heading}</a></p>
<nav aria-label="${texts.language}"><a href="${PATHS[other][which]}" lang="${other}" hreflang="${other}">${texts.otherLanguage}</a></nav></div></header>
<main>
<h1>${escaped(title)}</h1>
${main}
</main>
<footer><p>${texts.caution}</p>
<p><a href="${PATHS[language].method}">${texts.method}</a> · <a href="${FEED_PATH}">${texts.feed}</a></p></footer>
</body></html>
`,
  };
}

export function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** What a host or a list said, on one line and bounded. */
export const shown = (text: string, charactersMax: number): string =>
  escaped(
    text
      .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, " ")
      .slice(0, charactersMax)
      .toWellFormed(),
  );
