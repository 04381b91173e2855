import { createHash } from "node:crypto";
import type { Publication, PublishedBody, PublishedStatement } from "../events.ts";
import type { Published } from "../look-events.ts";
import { type Language, TEXTS } from "./texts.ts";

/** What the public reads of a published event: HTML without script, in place style, under 30 kB. */

/** Largest page, in bytes. What does not fit is left out, and said to be. */
export const PAGE_BYTES_MAX = 30_000;

export type PublicLook = { readonly town: string; readonly colour: string; readonly zone: string };
export type Page = { readonly body: string; readonly policy: string };

export function eventPath(language: Language, event: string): string {
  return `${listPath(language)}/${event}`;
}
export const listPath = (language: Language): string => (language === "fr" ? "/revendications" : "/claims");

export function eventPageHtml(
  published: Published & { event: string },
  language: Language,
  look: PublicLook,
): Page {
  let statements = published.statements;
  let bodies = published.bodies;
  const leftOut = () => ({
    bodies: published.bodies.length - bodies.length,
    statements: published.statements.length - statements.length,
  });
  for (;;) {
    const page = document(
      titleOf(published, language),
      eventBody({ ...published, statements, bodies, leftOut: leftOut() }, language, look),
      eventPath(language === "fr" ? "en" : "fr", published.event),
      { language, look },
    );
    if (Buffer.byteLength(page.body) <= PAGE_BYTES_MAX) return page;
    // Replies are the body's right: statements go first, then the last rows.
    if (statements.length > 0) statements = statements.slice(0, Math.floor(statements.length / 2));
    else bodies = bodies.slice(0, Math.max(1, Math.floor(bodies.length * 0.8)));
  }
}

export function listPageHtml(
  events: readonly (Published & { event: string })[],
  language: Language,
  look: PublicLook,
): Page {
  const texts = TEXTS[language];
  const items = events.map(
    (event) =>
      `<li><a href="${eventPath(language, event.event)}">${escaped(titleOf(event, language))}</a> <span class="soft">${day(event.from, look, language)}</span></li>`,
  );
  const body = items.length === 0 ? `<p>${texts.none}</p>` : `<ul>\n${items.join("\n")}\n</ul>`;
  const other = listPath(language === "fr" ? "en" : "fr");
  return document(texts.list, body, other, { language, look });
}

export function notFoundHtml(language: Language, look: PublicLook): Page {
  const texts = TEXTS[language];
  const other = listPath(language === "fr" ? "en" : "fr");
  return document(texts.notFound, "", other, { language, look });
}

function titleOf({ title }: Publication, language: Language): string {
  return language === "en" && title.en !== "" ? title.en : title.fr;
}

function eventBody(
  published: Published & { leftOut: { bodies: number; statements: number } },
  language: Language,
  look: PublicLook,
): string {
  const texts = TEXTS[language];
  const { actor, type, from, to, note, bodies, statements, leftOut, documents, dispatches, at } = published;
  const isCut = leftOut.bodies + leftOut.statements > 0;
  const names = new Map(bodies.map(({ body }) => [body.id, body.name]));
  const french = language === "en" && note.en === "" && note.fr !== "";
  const words = language === "en" && note.en !== "" ? note.en : note.fr;
  const said = statements.map((one) => statementLine(one, names, language, look));
  return `<p>${texts.types[type]}. ${actor === null ? texts.nobodyClaims : texts.claimedBy(escaped(actor))} ${texts.period(day(from, look, language), day(to, look, language))}</p>
${words === "" ? "" : `${french ? `<p class="soft">${texts.onlyFrench}</p>` : ""}<div${french ? ' lang="fr"' : ""}>${paragraphs(words)}</div>`}
<h2>${texts.bodies}</h2>
<ul class="rows">
${bodies.map((body) => bodyLine(body, language, look)).join("\n")}
</ul>
${said.length === 0 ? "" : `<h2>${texts.statements}</h2>\n<ul>\n${said.join("\n")}\n</ul>`}
${isCut ? `<p>${texts.leftOut(leftOut.bodies, leftOut.statements)}</p>` : ""}
<p class="soft">${texts.sources(documents, dispatches)} ${texts.published(moment(at, look, language))}</p>
${texts.how.map((line) => `<p class="soft">${line}</p>`).join("\n")}
<p>${texts.rightOfReply}</p>`;
}

/** Each verdict has its own sign, so that colour is not needed. */
const SIGNS: Readonly<Record<PublishedBody["verdict"], string>> = {
  claimed_but_accessible: "○",
  confirmed_inaccessible: "■",
  confirmed_intermittent: "◧",
  inaccessible_own_protection: "▣",
  inconclusive: "?",
  not_observed: "–",
  not_verifiable: "–",
};
/** Verdicts that are measured: the others have no figures to show. */
const MEASURED: readonly PublishedBody["verdict"][] = [
  "claimed_but_accessible",
  "confirmed_inaccessible",
  "confirmed_intermittent",
  "inaccessible_own_protection",
];

function bodyLine(row: PublishedBody, language: Language, look: PublicLook): string {
  const texts = TEXTS[language];
  const { body, verdict, confirmed, n, d, vantages, from, to, reply, rule } = row;
  const measured = MEASURED.includes(verdict);
  const sure = measured ? ` (${confirmed ? texts.confirmed : texts.onePoint})` : "";
  const window =
    from === null || to === null || n === 0
      ? ""
      : `${texts.measured(n, d, vantages)}, ${windowText(from, to, look, language)}`;
  const details =
    window === "" ? "" : `<br><span class="soft">${window} · ${texts.rule(escaped(rule))}</span>`;
  const answer =
    reply === ""
      ? ""
      : `<blockquote lang="fr"><strong>${texts.reply}</strong>${paragraphs(reply)}</blockquote>`;
  return `<li class="${verdict}"><strong>${escaped(body.name)}</strong>${body.departement === null ? "" : ` (${escaped(body.departement)})`}<br><span aria-hidden="true">${SIGNS[verdict]}</span> ${texts.verdicts[verdict]}${sure}${details}${answer}</li>`;
}

function statementLine(
  { body, speaker, stance, modality, at, publisher }: PublishedStatement,
  names: ReadonlyMap<string, string>,
  language: Language,
  look: PublicLook,
): string {
  const texts = TEXTS[language];
  const hedge = texts.modality[modality] === "" ? "" : ` (${texts.modality[modality]})`;
  const source = publisher === "" ? "" : ` – ${escaped(publisher)}`;
  return `<li>${said(at, look, language)}, ${escaped(names.get(body) ?? body)}${language === "fr" ? "\u00a0" : ""}: ${texts.speakers[speaker]} ${texts.stances[stance]}${hedge}<span class="soft">${source}</span></li>`;
}

/** The window that was judged: a day, some hours of one, or more. Its last millisecond belongs to it. */
function windowText(from: string, to: string, look: PublicLook, language: Language): string {
  const texts = TEXTS[language];
  const [first, last] = [day(from, look, language), day(to, look, language)];
  const isWhole = hour(from, look) === "00:00" && hour(to, look) === "23:59";
  if (isWhole) return first === last ? texts.onDay(first) : texts.window(first, last);
  if (first === last) return texts.withinDay(first, clock(from, look, language), clock(to, look, language));
  return texts.window(moment(from, look, language), moment(to, look, language));
}

type Frame = { readonly language: Language; readonly look: PublicLook };

function document(title: string, body: string, other: string, { language, look }: Frame): Page {
  const texts = TEXTS[language];
  const style = STYLE(look.colour);
  const hash = createHash("sha256").update(style).digest("base64");
  const otherLanguage = language === "fr" ? "en" : "fr";
  const owner = look.town === "" ? texts.heading : look.town;
  return {
    policy: `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    body: `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escaped(title)} – ${escaped(owner)}</title>
<link rel="alternate" hreflang="${otherLanguage}" href="${other}">
<style>${style}</style></head>
<body><header><div><p><a href="${listPath(language)}">${escaped(owner)}</a></p>
<nav aria-label="${texts.language}"><a href="${other}" lang="${otherLanguage}" hreflang="${otherLanguage}">${texts.otherLanguage}</a></nav></div></header>
<main><h1>${escaped(title)}</h1>
${body}
</main></body></html>
`,
  };
}

const STYLE = (
  colour: string,
): string => `:root{color-scheme:light dark;--page:#fff;--ink:#1b1b1b;--soft:#4a4a4a;--line:#767676}
@media(prefers-color-scheme:dark){:root{--page:#161616;--ink:#f2f2f2;--soft:#c8c8c8;--line:#8c8c8c}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:1.125rem/1.55 system-ui,sans-serif;overflow-wrap:break-word}
header{border-top:.75rem solid ${colour};border-bottom:1px solid var(--line);padding:.5rem 0}
header div{max-width:46rem;margin:0 auto;padding:0 1rem;display:flex;flex-wrap:wrap;justify-content:space-between;gap:.25rem 1.5rem}
header p{margin:0;font-weight:700}
main{max-width:46rem;margin:0 auto;padding:0 1rem 3rem}
h1{font-size:1.5rem;line-height:1.3}
h2{font-size:1.25rem;margin:1.5rem 0 .5rem}
ul{padding-left:1.25rem}
.rows{list-style:none;padding:0}
.rows li{border-top:1px solid var(--line);padding:.5rem 0}
.soft{color:var(--soft)}
blockquote{margin:.5rem 0;padding-left:.75rem;border-left:3px solid var(--line)}
blockquote p{margin:.25rem 0}
a{color:inherit}
:focus-visible{outline:3px solid;outline-offset:3px}
@media print{nav{display:none}li,blockquote{break-inside:avoid}h2{break-after:avoid}}`;

function paragraphs(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((part) => `<p>${escaped(part.trim()).replaceAll("\n", "<br>")}</p>`)
    .join("");
}

export function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function day(iso: string, { zone }: PublicLook, language: Language): string {
  return formatted(iso, language, { timeZone: zone, dateStyle: "long" });
}

/** Midnight stands for a day whose hour nobody said. */
function said(iso: string, look: PublicLook, language: Language): string {
  return (hour(iso, look) === "00:00" ? day : moment)(iso, look, language);
}

function moment(iso: string, look: PublicLook, language: Language): string {
  return `<time datetime="${iso}">${day(iso, look, language)}, ${clock(iso, look, language)}</time>`;
}

/** In French hours are written "16 h 28". */
function clock(iso: string, look: PublicLook, language: Language): string {
  const [hours = "", minutes = ""] = hour(iso, look).split(":");
  return language === "fr" ? `${Number(hours)}\u202fh\u202f${minutes}` : `${hours}:${minutes}`;
}

const hour = (iso: string, { zone }: PublicLook): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(
    Date.parse(iso),
  );

function formatted(iso: string, language: Language, options: Intl.DateTimeFormatOptions): string {
  const text = new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", options).format(
    Date.parse(iso),
  );
  return language === "fr" ? text.replace(/^1(?=\s)/, "1er") : text;
}
