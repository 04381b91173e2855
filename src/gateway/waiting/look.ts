import { type Home, homeOf, hostOf, rootRelative, rootRelativeStyle } from "./addresses.ts";
import { contactsOf, linksIn, markup, printed, tidied, without } from "./fragment.ts";
import { type Read, readHome } from "./read-home.ts";
import { plainText, siteNameIn } from "./site-name.ts";

/** How the site looks, as much of it as a small page can carry: see README.md for what is kept. */

export type Look = {
  readonly lang: string;
  readonly siteName: string;
  /** Links to style sheets, style elements, theme colour, icons: safe to print in head. */
  readonly head: string;
  /** Class and id of body, as `class="..." id="..."`; "" for none. */
  readonly bodyAttributes: string;
  /** The site's own header, cleaned; "" if there is none or it is too large. */
  readonly header: string;
  readonly footer: string;
};

/** Of all parts of a look together, in bytes of UTF-8: what keeps the whole page below 10 KiB. */
export const LOOK_BYTES_MAX = 6_000;
const HEAD_BYTES_MAX = 4_300;
const HEADER_BYTES_MAX = 2_600;
const FOOTER_BYTES_MAX = 1_500;
const STYLE_BYTES_MAX = 4_096;
const BODY_ATTRIBUTE_CHARACTERS_MAX = 300;
const STYLE_SHEETS_MAX = 24;
const ICONS_MAX = 2;
/** Links that the keyboard passes before it comes to our button. */
const HEADER_LINKS_MAX = 6;
const FOOTER_LINKS_MAX = 12;
/** A home page's text is read so far. */
const HTML_CHARACTERS_MAX = 1024 * 1024;

/** Without a style sheet of the site, the browser's own light or dark is right. */
const OWN_SCHEME = "<style>:root{color-scheme:light dark}</style>";

/** When nothing of the site is kept. */
export const PLAIN_LOOK: Look = {
  lang: "fr",
  siteName: "",
  head: OWN_SCHEME,
  bodyAttributes: "",
  header: "",
  footer: "",
};

/**
 * The look of a site from its home page (decoded HTML). `siteName` is used if the page does not say its own; `hosts`
 * are the names of the site: what stands on other servers is left out. Never throws; at most LOOK_BYTES_MAX bytes.
 */
export function lookFrom(html: string, siteName: string, hosts: readonly string[] = []): Look {
  const plain = { ...PLAIN_LOOK, siteName };
  try {
    return lookOf(html.slice(0, HTML_CHARACTERS_MAX), plain, hosts);
  } catch {
    return plain;
  }
}

function lookOf(html: string, plain: Look, hosts: readonly string[]): Look {
  const read = readHome(html, (addresses, baseHref) => {
    const named = addresses.map(hostOf).filter((host) => host !== undefined);
    return homeOf([...hosts.map((host) => host.toLowerCase()), ...named], baseHref);
  });
  const head = headOf(read, read.home);
  let left = LOOK_BYTES_MAX - bytesOf(head) - BODY_ATTRIBUTE_CHARACTERS_MAX;
  const header = headerOf(read, Math.min(HEADER_BYTES_MAX, left));
  left -= bytesOf(header);
  return {
    lang: /^[a-z]{2,3}(-[a-z0-9]{1,8}){0,3}$/i.test(read.lang) ? read.lang : plain.lang,
    siteName: siteNameIn(read.siteNames, read.title) ?? plain.siteName,
    head,
    bodyAttributes: bodyAttributesOf(read.body),
    header,
    footer: footerOf(read, Math.min(FOOTER_BYTES_MAX, left)),
  };
}

function headOf(read: Read, home: Home): string {
  const theme = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(plainText(read.themeColor).trim())?.[1];
  const icons = read.icons.flatMap(({ rel, href }) => {
    const address = rootRelative(href, home);
    return address === undefined ? [] : [`<link rel="${rel}" href="${Bun.escapeHTML(address)}">`];
  });
  const fixed = [
    ...(theme === undefined ? [] : [`<meta name="theme-color" content="#${theme}">`, accentStyle(theme)]),
    ...icons.slice(0, ICONS_MAX),
  ];
  const sheets = read.styles.map((style) => {
    if ("css" in style) return styleElement(style.css, home);
    const address = rootRelative(style.href, home);
    const media = /^[\w\s():,.-]{1,80}$/.test(style.media) ? ` media="${style.media}"` : "";
    return address === undefined ? "" : `<link rel="stylesheet" href="${Bun.escapeHTML(address)}"${media}>`;
  });
  const chosen = chooseSheets(sheets, HEAD_BYTES_MAX - bytesOf(fixed.join("")));
  return [...fixed, ...(chosen.length === 0 ? [OWN_SCHEME] : chosen)].join("");
}

/** Links to sheets before sheets in place, for they say most in least bytes; printed in the order of the page. */
function chooseSheets(sheets: readonly string[], bytesMax: number): string[] {
  const chosen = new Set<string>();
  let bytes = 0;
  for (const isTurn of [
    (one: string) => one.startsWith("<link"),
    (one: string) => one.startsWith("<style"),
  ]) {
    for (const sheet of sheets) {
      if (!isTurn(sheet) || chosen.size >= STYLE_SHEETS_MAX || bytes + bytesOf(sheet) > bytesMax) continue;
      if (chosen.has(sheet)) continue;
      chosen.add(sheet);
      bytes += bytesOf(sheet);
    }
  }
  return [...new Set(sheets)].filter((sheet) => chosen.has(sheet));
}

function styleElement(css: string, home: Home): string {
  // "<" has no place in a style sheet but to end the element.
  if (css.includes("<") || bytesOf(css) > STYLE_BYTES_MAX || css.trim() === "") return "";
  return `<style>${rootRelativeStyle(css, home)}</style>`;
}

/** The town's colour for our button, with black or white on it, whichever is told apart better (at least 4.5:1). */
function accentStyle(hex: string): string {
  const long = hex.length === 3 ? hex.replace(/./g, "$&$&") : hex;
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const share = Number.parseInt(long.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  // Relative luminance, WCAG 2.2; black and white differ equally from it at 0.179.
  const isDark = 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.179;
  return `<style>:root{--beffroi-accent:#${long};--beffroi-on-accent:${isDark ? "#fff" : "#000"}}</style>`;
}

function bodyAttributesOf(body: ReadonlyMap<string, string>): string {
  const kept = [...body].filter(([name]) => name === "class" || name === "id");
  const text = printed(new Map(kept)).trim();
  return text.length > BODY_ATTRIBUTE_CHARACTERS_MAX ? "" : text;
}

/** The header whole; if that is too much, without its lists; else nothing. */
function headerOf({ header }: Read, bytesMax: number): string {
  if (header === undefined) return "";
  const bare = without(header, ({ name }) => name === "ul" || name === "ol");
  return firstThatFits([header, bare], bytesMax, HEADER_LINKS_MAX);
}

/** The footer without what asked for something; if that is too much, only how to reach the town; else nothing. */
function footerOf({ footer }: Read, bytesMax: number): string {
  if (footer === undefined) return "";
  const contacts = contactsOf(footer);
  const candidates = [
    without(footer, ({ lostForm }) => lostForm),
    ...(contacts === undefined ? [] : [contacts]),
  ];
  return firstThatFits(candidates, bytesMax, FOOTER_LINKS_MAX);
}

function firstThatFits(
  candidates: Parameters<typeof tidied>[0][],
  bytesMax: number,
  linksMax: number,
): string {
  for (const candidate of candidates) {
    const part = tidied(candidate);
    const text = part.children.length === 0 ? "" : markup(part);
    if (text !== "" && bytesOf(text) <= bytesMax && linksIn(part) <= linksMax) return text;
  }
  return "";
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}
