import { getDomain } from "tldts";
import type { ContentPrint } from "../measure.ts";
import { BLACK_PAGE } from "./markers.ts";
import { safeLine } from "./outcome.ts";
import { Words } from "./words.ts";

/**
 * A page as a few numbers. One pass from left to right, no tree: what is read is never read again, so that no page costs
 * more than its length.
 */

export const TITLE_CHARACTERS_MAX = 120;
export const OUTBOUND_MAX = 16;
/** Links that are looked at, and other hosts that are kept of them. */
const LINKS_MAX = 2_000;
const HOSTS_MAX = 200;
/** Style elements that are looked at. */
const STYLES_MAX = 4;
const TAG_NAME_CHARACTERS_MAX = 20;
const ATTRIBUTES_CHARACTERS_MAX = 2_000;
/** Elements inside one another that the shape looks at. */
const DEPTH_MAX = 64;
const STYLE_CHARACTERS_MAX = 4_000;

/** What is inside is not shown. */
const UNSHOWN = new Set(["script", "style", "noscript", "template", "svg", "iframe", "textarea"]);
const VOID = new Set([
  "area",
  "base",
  "br",
  "col",
  "embed",
  "hr",
  "img",
  "input",
  "link",
  "meta",
  "source",
  "track",
  "wbr",
]);
/** They come and go with every text. */
const INLINE = new Set(
  "a abbr b bdi bdo br cite code em font i img mark q s small span strong sub sup time u wbr".split(" "),
);
const BLACK = /background(?:-color)?\s*:\s*(?:black\b|#000(?:000)?\b|rgb\(\s*0\s*,\s*0\s*,\s*0\s*\))/i;
const BLACK_RULE =
  /(?:^|[\s,}])(?:body|html|\*)\s*(?:,[^{}]*)?\{[^}]*background(?:-color)?\s*:\s*(?:black\b|#000(?:000)?\b)/i;

/** The print of a page; `host` is where it was read, whose own links are not outbound. */
export function printOf(page: string, host: string): ContentPrint {
  const reader = new PageReader(page, host);
  reader.read();
  return reader.print();
}

class PageReader {
  readonly #page: string;
  readonly #own: string;
  readonly #words = new Words();
  readonly #hosts = new Set<string>();
  readonly #pairs = new Set<number>();
  readonly #stack: number[] = [];
  #title = "";
  #lang = "";
  #noindex = false;
  #black = false;
  #links = 0;
  #styles = 0;

  constructor(page: string, host: string) {
    this.#page = page;
    this.#own = getDomain(host) ?? host;
  }

  read(): void {
    const page = this.#page;
    const words = this.#words;
    let at = 0;
    while (at < page.length) {
      const unit = page.charCodeAt(at);
      if (unit === 0x3c /* < */) {
        words.end();
        at = this.#tag(at);
      } else if (unit === 0x26 /* & */) at = this.#reference(at);
      else at = words.run(page, at);
    }
    words.end();
  }

  print(): ContentPrint {
    const words = this.#words;
    const markers = [...words.markers];
    if (this.#black) markers.push(BLACK_PAGE);
    return {
      simhash: words.simhash,
      shape: this.#shape(),
      title: safeLine(this.#title, TITLE_CHARACTERS_MAX),
      lang: words.language || this.#lang,
      length: words.length,
      script: words.script,
      noindex: this.#noindex,
      markers,
      outbound: this.#outbound(),
    };
  }

  /** Reads markup at `from` and gives the place behind it. */
  #tag(from: number): number {
    const page = this.#page;
    const next = page.charCodeAt(from + 1);
    if (next === 0x21 /* ! */) {
      const isComment = page.startsWith("<!--", from);
      const end = page.indexOf(isComment ? "-->" : ">", from + 2);
      return end === -1 ? page.length : end + (isComment ? 3 : 1);
    }
    const closes = next === 0x2f; /* / */
    const nameAt = from + (closes ? 2 : 1);
    let nameEnd = nameAt;
    while (nameEnd < page.length && isNameUnit(page.charCodeAt(nameEnd))) nameEnd += 1;
    if (nameEnd === nameAt || !isLetter(page.charCodeAt(nameAt))) {
      this.#words.take(0x3c);
      return from + 1;
    }
    const name = page.slice(nameAt, Math.min(nameEnd, nameAt + TAG_NAME_CHARACTERS_MAX)).toLowerCase();
    const end = endOfTag(page, nameEnd);
    if (closes) {
      this.#leave(name);
      return end + 1;
    }
    const attributes = () => page.slice(nameEnd, Math.min(end, nameEnd + ATTRIBUTES_CHARACTERS_MAX));
    this.#attributes(name, attributes);
    const isEmpty = page.charCodeAt(end - 1) === 0x2f || VOID.has(name);
    this.#enter(name, isEmpty);
    if (name === "title" && this.#title === "") return this.#readTitle(end + 1);
    return !isEmpty && UNSHOWN.has(name) ? this.#skip(name, end + 1) : end + 1;
  }

  #attributes(name: string, attributes: () => string): void {
    if (name === "a" || name === "iframe" || name === "form") this.#link(attributes());
    else if (name === "html")
      this.#lang = (attributeOf(attributes(), "lang") ?? "").slice(0, 2).toLowerCase();
    else if (name === "body") {
      const text = attributes();
      const ground = attributeOf(text, "bgcolor") ?? "";
      this.#black ||= BLACK.test(text) || /^(?:black|#?000000|#000)$/i.test(ground);
    } else if (name === "meta") {
      const text = attributes();
      if (/\bname\s*=\s*["']?robots\b/i.test(text)) this.#noindex ||= /noindex|\bnone\b/i.test(text);
      else if (/http-equiv\s*=\s*["']?refresh/i.test(text)) this.#link(text);
    }
  }

  /** Notes the host of the first address of another site. */
  #link(attributes: string): void {
    this.#links += 1;
    if (this.#links > LINKS_MAX || this.#hosts.size >= HOSTS_MAX) return;
    const host =
      /(?:href|src|action|content)\s*=\s*["']?[^"'>]{0,20}?(?:https?:)?\/\/([a-z0-9.-]{1,253})/i.exec(
        attributes,
      )?.[1];
    if (host !== undefined) this.#hosts.add(host.toLowerCase());
  }

  #readTitle(from: number): number {
    const close = closeOf(this.#page, "title", from);
    this.#title = textOf(this.#page.slice(from, Math.min(close, from + TITLE_CHARACTERS_MAX * 8)));
    this.#words.inTitle = true;
    for (let at = 0; at < this.#title.length; at++) this.#words.take(this.#title.charCodeAt(at));
    this.#words.end();
    this.#words.inTitle = false;
    return close;
  }

  #skip(name: string, from: number): number {
    const close = closeOf(this.#page, name, from);
    if (name !== "style" || this.#black || this.#styles >= STYLES_MAX) return close;
    this.#styles += 1;
    this.#black = BLACK_RULE.test(this.#page.slice(from, Math.min(close, from + STYLE_CHARACTERS_MAX)));
    return close;
  }

  /** A character reference: one unit of text, and the place behind it. */
  #reference(at: number): number {
    const { unit, end } = referenceAt(this.#page, at);
    this.#words.take(unit);
    return end;
  }

  #enter(name: string, isEmpty: boolean): void {
    if (INLINE.has(name)) return;
    const tag = shortHash(name);
    const parent = this.#stack.at(-1) ?? 0;
    this.#pairs.add(Math.imul(parent, 31) ^ tag);
    if (!isEmpty && this.#stack.length < DEPTH_MAX) this.#stack.push(tag);
  }

  #leave(name: string): void {
    if (INLINE.has(name)) return;
    const place = this.#stack.lastIndexOf(shortHash(name));
    if (place !== -1) this.#stack.length = place;
  }

  /** Which elements stand in which: the same for ten items of news and for eleven. */
  #shape(): string {
    let sum = 0;
    for (const pair of this.#pairs) sum = (sum + Math.imul(pair ^ (pair >>> 15), 0x2c1b3c6d)) | 0;
    return (sum >>> 0).toString(16).padStart(8, "0");
  }

  #outbound(): string[] {
    const domains = new Set<string>();
    for (const host of this.#hosts) {
      const domain = getDomain(host);
      if (domain !== null && domain !== this.#own) domains.add(domain);
    }
    return [...domains].sort().slice(0, OUTBOUND_MAX);
  }
}

const isLetter = (unit: number): boolean => (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a;
const isNameUnit = (unit: number): boolean =>
  isLetter(unit) || (unit >= 0x30 && unit <= 0x39) || unit === 0x2d || unit === 0x3a;

/** Where the tag ends that begins before `from`; quoted ">" do not end it. The page's end when it never does. */
function endOfTag(page: string, from: number): number {
  let quote = 0;
  for (let at = from; at < page.length; at++) {
    const unit = page.charCodeAt(at);
    if (quote !== 0) {
      if (unit === quote) quote = 0;
    } else if (unit === 0x3e) return at;
    else if ((unit === 0x22 || unit === 0x27) && page.charCodeAt(at - 1) === 0x3d) quote = unit;
  }
  return page.length;
}

/** Where the end tag of an element begins, or the page's end. */
function closeOf(page: string, name: string, from: number): number {
  for (let at = page.indexOf("</", from); at !== -1; at = page.indexOf("</", at + 2))
    if (page.slice(at + 2, at + 2 + name.length).toLowerCase() === name) return at;
  return page.length;
}

function attributeOf(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, "i").exec(
    attributes,
  );
  return found?.[1] ?? found?.[2] ?? found?.[3];
}

function shortHash(name: string): number {
  let hash = 7;
  for (let at = 0; at < name.length; at++) hash = (Math.imul(hash, 131) + name.charCodeAt(at)) | 0;
  return hash;
}

/** Letters that French pages write by name; a name that is not here is a space. */
const NAMED: Record<string, number> = {
  amp: 0x26,
  lt: 0x3c,
  gt: 0x3e,
  quot: 0x22,
  apos: 0x27,
  nbsp: 0xa0,
  rsquo: 0x2019,
  agrave: 0xe0,
  acirc: 0xe2,
  ccedil: 0xe7,
  egrave: 0xe8,
  eacute: 0xe9,
  ecirc: 0xea,
  euml: 0xeb,
  icirc: 0xee,
  iuml: 0xef,
  ocirc: 0xf4,
  ugrave: 0xf9,
  ucirc: 0xfb,
  oelig: 0x153,
  Agrave: 0xc0,
  Ccedil: 0xc7,
  Egrave: 0xc8,
  Eacute: 0xc9,
  Ecirc: 0xca,
};
const REFERENCE_CHARACTERS_MAX = 12;

function referenceAt(page: string, at: number): { unit: number; end: number } {
  // A search without a bound would make a page of ampersands cost its square.
  const length = page.slice(at + 1, at + 1 + REFERENCE_CHARACTERS_MAX).indexOf(";");
  if (length === -1) return { unit: 0x26, end: at + 1 };
  const end = at + 1 + length;
  const name = page.slice(at + 1, end);
  const [, hex, digits] = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name) ?? [];
  const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(digits);
  if (hex !== undefined || digits !== undefined) return { unit: code <= 0xffff ? code : 0x20, end: end + 1 };
  if (!/^[a-z0-9]{2,10}$/i.test(name)) return { unit: 0x26, end: at + 1 };
  return { unit: NAMED[name] ?? 0x20, end: end + 1 };
}

/** Plain text with its references read, for a title. */
function textOf(text: string): string {
  let plain = "";
  for (let at = 0; at < text.length; ) {
    const unit = text.charCodeAt(at);
    if (unit !== 0x26) {
      plain += text[at];
      at += 1;
      continue;
    }
    const reference = referenceAt(text, at);
    plain += String.fromCharCode(reference.unit);
    at = reference.end;
  }
  return plain;
}
