import { createHash } from "node:crypto";
import type { Statement, StatementFields } from "./events.ts";
import { pageStyle } from "./style.ts";
import { type Language, LEVEL_SIGNS, STATE_ORDER, STATE_SIGNS, set, TEXTS, whenText } from "./texts.ts";

/** The page that the public reads, as HTML (UTF-8). */

/** Largest page, in bytes: what a phone on a bad network can still get. */
export const PAGE_BYTES_MAX = 30_000;

/** Whose page it is. */
export type Look = { readonly town: string; readonly colour: string; readonly zone: string };

/**
 * Where a page's links lead. It is not known where a page will be served, so that links are marks that no text of a
 * person can contain, because its "<" is escaped; `linked` puts addresses in their places.
 */
export type Links = {
  readonly fr: string;
  readonly en: string;
  readonly atom: string;
  readonly home: string;
};
const MARKS: readonly (keyof Links)[] = ["fr", "en", "atom", "home"];
export const mark = (name: keyof Links): string => `<${name}>`;

/** The page with its links. A page without a home has no link there. */
export function linked(body: string, links: Links): string {
  return MARKS.reduce((text, name) => text.replaceAll(mark(name), escaped(links[name])), body);
}

export type Page = {
  readonly body: string;
  /** Content-Security-Policy: nothing but this page's own style. */
  readonly policy: string;
};

/** A statement, or that there is none since `at` (null: there never was one). */
export type Shown = Pick<Statement, "at"> & {
  readonly statement: StatementFields;
  readonly exercise: boolean;
};
export type Silence = { readonly at: string | null };

export function statusPage(shown: Shown | Silence, language: Language, look: Look): Page {
  const style = pageStyle(look.colour);
  const body = "statement" in shown ? said(shown, language, look) : silent(shown, language, look);
  const exercise = "statement" in shown && shown.exercise;
  const title = "statement" in shown ? shown.statement.level : "normal";
  const texts = TEXTS[language];
  const other = language === "fr" ? "en" : "fr";
  const name = look.town === "" ? "" : ` – ${look.town}`;
  const heading = "statement" in shown ? texts.levels[title] : texts.heading;
  const band = exercise ? `<p class="exercise">${texts.exercise} – ${texts.exerciseMeans}</p>` : "";
  return {
    policy: policyFor(style),
    body: `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${exercise ? `${texts.exercise} – ` : ""}${escaped(heading + name)}</title>
<link rel="alternate" hreflang="${other}" href="${mark(other)}">
<link rel="alternate" type="application/atom+xml" title="${texts.heading}" href="${mark("atom")}">
<style>${style}</style></head>
<body>
<header>${band}<div><p><a href="${mark("home")}">${escaped(look.town || texts.heading)}</a></p>
<nav aria-label="${texts.language}"><a href="${mark(other)}" lang="${other}" hreflang="${other}">${texts.otherLanguage}</a></nav></div></header>
<main>
<h1>${texts.heading}</h1>
${body}
</main>
<footer><p>${texts.standing}</p><p><a href="${mark("atom")}">${texts.feed}</a></p>${band}</footer>
</body></html>
`,
  };
}

function silent({ at }: Silence, language: Language, { zone }: Look): string {
  const texts = TEXTS[language];
  const updated = at === null ? "" : `\n<p class="when">${texts.updated(time(at, zone, language))}</p>`;
  return `<p>${texts.nothing}</p>${updated}`;
}

function said({ statement, at }: Shown, language: Language, { zone }: Look): string {
  const texts = TEXTS[language];
  const { level, nextUpdateAt } = statement;
  const times = [texts.updated(time(at, zone, language))];
  if (nextUpdateAt !== null) times.push(texts.next(time(nextUpdateAt, zone, language)));
  const english = language === "en" && (statement.en.title !== "" || statement.en.text !== "");
  const french = language === "en" && !english;
  const words = english ? statement.en : statement.fr;
  const lang = french ? ' lang="fr"' : "";
  const title = words.title === "" ? "" : `<h2${lang}>${escaped(words.title)}</h2>\n`;
  const text = words.text === "" ? "" : `<div${lang}>${paragraphs(words.text)}</div>\n`;
  return `<p class="level ${level}"><span aria-hidden="true">${LEVEL_SIGNS[level]}</span> ${texts.levels[level]}</p>
${french ? `<p>${texts.onlyFrench}</p>\n` : ""}${title}${text}<p class="when">${times.map((one) => set(one, language)).join("<br>")}</p>
${servicesOf(statement, language)}${hoursOf(statement, language)}${phonesOf(statement, language)}`.trimEnd();
}

function servicesOf({ services }: StatementFields, language: Language): string {
  if (services.length === 0) return "";
  const texts = TEXTS[language];
  const groups = STATE_ORDER.flatMap((state) => {
    const within = services.filter((service) => service.state === state);
    if (within.length === 0) return [];
    const items = within.map(({ fr, en, note }) => {
      const notes = inLanguage(note, language);
      return `<li>${inLanguage({ fr, en }, language)}${notes === "" ? "" : ` <span class="note">– ${notes}</span>`}</li>`;
    });
    const sign = `<span aria-hidden="true">${STATE_SIGNS[state]}</span>`;
    return [`<h3 class="${state}">${sign} ${texts.states[state]}</h3>\n<ul>${items.join("\n")}</ul>\n`];
  });
  return `<h2>${texts.services}</h2>\n${groups.join("")}`;
}

function hoursOf({ hours }: StatementFields, language: Language): string {
  if (hours.fr === "" && hours.en === "") return "";
  const french = language === "en" && hours.en === "";
  const text = language === "en" && hours.en !== "" ? hours.en : hours.fr;
  if (text === "") return "";
  const lang = french ? ' lang="fr"' : "";
  return `<h2>${TEXTS[language].hours}</h2>\n<div${lang}>${paragraphs(text)}</div>\n`;
}

function phonesOf({ phones }: StatementFields, language: Language): string {
  if (phones.length === 0) return "";
  const items = phones.map(({ fr, en, number }) => {
    const digits = number.replace(/\(0\)/, "").replace(/[^+0-9]/g, "");
    return `<li>${inLanguage({ fr, en }, language)}${language === "fr" ? "\u00a0: " : ": "}<a href="tel:${digits}">${escaped(number)}</a></li>`;
  });
  return `<h2>${TEXTS[language].phones}</h2>\n<ul>${items.join("\n")}</ul>\n`;
}

/** One of the two texts; French on an English page says that it is French. */
function inLanguage({ fr, en }: { fr: string; en: string }, language: Language): string {
  if (language === "fr") return escaped(fr);
  if (en !== "") return escaped(en);
  return fr === "" ? "" : `<span lang="fr">${escaped(fr)}</span>`;
}

const time = (instant: string, zone: string, language: Language) =>
  `<time datetime="${instant}">${whenText(instant, zone, language)}</time>`;

/** An empty line parts paragraphs, a line break stays one. */
function paragraphs(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((one) => `<p>${escaped(one).replaceAll("\n", "<br>")}</p>`)
    .join("\n");
}

export function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function policyFor(style: string): string {
  const hash = createHash("sha256").update(style).digest("base64");
  return [
    "default-src 'none'",
    `style-src 'sha256-${hash}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
