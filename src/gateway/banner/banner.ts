import { createHash } from "node:crypto";
import type { PublicWord } from "../public-word.ts";
import type { Place } from "./prologue.ts";

/**
 * What stands on top of a site's pages while the town asks for it, a sentence and a line of details: plain ASCII, so that it is right in every
 * encoding that contains ASCII; plain HTML, so that it reads well with nothing but the site's own styles. A page whose
 * policy allows styles in place gets its colours with it.
 */
export type Banner = {
  /** Tells two banners apart. */
  readonly id: string;
  /** By the language of the page; English pages get French words when there are no English ones. */
  readonly styled: Record<"fr" | "en", Uint8Array>;
  readonly plain: Record<"fr" | "en", Uint8Array>;
};

const WORDS = {
  fr: { label: "Message de la mairie", more: "En savoir plus" },
  en: { label: "Message from the town hall", more: "Read more" },
} as const;

/**
 * Each element starts from the browser's own looks, whatever the site says of divisions and paragraphs. In front of
 * what the site fixes to the top of the window; across the whole width where the site lays its page out in columns.
 */
const BOX =
  "all:initial;display:block;position:relative;z-index:2147483647;box-sizing:border-box;width:100%;grid-column:1/-1;" +
  "flex:none;margin:0;padding:.75em 1em;background:#fff3c4;color:#1b1b1b;border-bottom:3px solid #8a4b00;" +
  "font:1rem/1.5 system-ui,sans-serif;text-align:center;overflow-wrap:break-word";
const LINE = "all:initial;display:block;margin:0;color:#1b1b1b;font:inherit;text-align:inherit";
const STRONG = "all:initial;color:#1b1b1b;font:inherit;font-weight:700";
const LINK = "all:revert;color:#003a8c;font:inherit;text-decoration:underline";

/** @param statusPath where the site serves the whole word; "" when it does not: then there is no link */
export function makeBanner(sentence: NonNullable<PublicWord["banner"]>, statusPath: string): Banner {
  const inBoth = (styled: boolean) => ({
    fr: encoded(markup(sentence, "fr", statusPath, styled)),
    en: encoded(markup(sentence, "en", statusPath, styled)),
  });
  const made = { styled: inBoth(true), plain: inBoth(false) };
  const hash = createHash("sha256");
  for (const form of [made.styled, made.plain]) hash.update(form.fr).update(form.en);
  return { id: hash.digest("base64url").slice(0, 12), ...made };
}

/** The bytes for a document. */
export function bannerFor(banner: Banner, place: Place, stylesAllowed: boolean): Uint8Array {
  const form = stylesAllowed && !place.hasPolicy ? banner.styled : banner.plain;
  return /^en(-|$)/.test(place.lang) ? form.en : form.fr;
}

function markup(
  { fr, en, details }: NonNullable<PublicWord["banner"]>,
  pageLanguage: "fr" | "en",
  statusPath: string,
  styled: boolean,
): string {
  const language = pageLanguage === "en" && en !== "" ? "en" : "fr";
  const { label, more } = WORDS[language];
  const style = (text: string) => (styled ? ` style="${text}"` : "");
  const path = language === "en" ? `${statusPath}/en` : statusPath;
  const link = statusPath === "" ? "" : ` <a href="${path}"${style(LINK)}>${more}</a>`;
  const detail = details?.[language] ?? "";
  const below = detail === "" ? "" : `<p${style(LINE)}>${asciiHtml(detail)}</p>`;
  return (
    `<div id="beffroi-banner" role="region" aria-label="${label}" lang="${language}"${style(BOX)}>` +
    `<p${style(LINE)}><strong${style(STRONG)}>${asciiHtml(language === "en" ? en : fr)}</strong>${link}</p>${below}</div>`
  );
}

function asciiHtml(text: string): string {
  return text.replace(/[^\x20-\x7e]|[&<>"]/gu, (character) => `&#${character.codePointAt(0)};`);
}

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);
