import { parseHTML } from "linkedom";
import { cleaned } from "./decode.ts";
import { isoOf } from "./moment.ts";

/** What a page says of itself: schema.org in JSON-LD first, then meta elements, then what is shown. */
export type PageMeta = {
  readonly title?: string;
  readonly publishedAt?: string;
  readonly publisher?: string;
  readonly lang?: string;
  readonly url?: string;
  readonly author?: string;
  /** The article's own words, where a page carries them beside its elements. */
  readonly body?: string;
};

const SCHEMA_CHARACTERS_MAX = 500_000;
const SCHEMA_NODES_MAX = 2_000;
const FIELD_CHARACTERS_MAX = 300;
const URL_CHARACTERS_MAX = 500;
const ARTICLE =
  /^(?:News|Reportage|Analysis|Opinion|Background|Tech|Live|Blog)?(?:Article|BlogPosting|Posting)$/;

type Schema = Record<string, unknown>;

export function metaOf(document: Document): PageMeta {
  const schema = articleSchema(document);
  const meta = (...names: string[]) => metaContent(document, names);
  const title =
    field(unescaped(schema?.headline)) ?? meta("og:title", "twitter:title") ?? shownTitle(document);
  const at =
    moment(schema?.datePublished) ??
    moment(
      meta("article:published_time", "datePublished", "date", "dc.date", "dcterms.created", "pubdate"),
    ) ??
    moment(document.querySelector("time[datetime]")?.getAttribute("datetime"));
  const publisher = name(schema?.publisher) ?? meta("og:site_name", "application-name", "dc.publisher");
  const lang =
    field(schema?.inLanguage) ?? field(document.documentElement?.getAttribute("lang")) ?? meta("og:locale");
  const url =
    address(document.querySelector('link[rel="canonical"]')?.getAttribute("href")) ?? address(meta("og:url"));
  const author = name(schema?.author) ?? field(schema?.creditText) ?? meta("author", "article:author");
  const body = typeof schema?.articleBody === "string" ? cleaned(schema.articleBody).trim() : undefined;
  return {
    ...(title !== undefined && { title }),
    ...(at !== undefined && { publishedAt: at }),
    ...(publisher !== undefined && { publisher }),
    ...(lang !== undefined && /^[a-z]{2}\b/i.test(lang) && { lang: lang.slice(0, 2).toLowerCase() }),
    ...(url !== undefined && { url }),
    ...(author !== undefined && { author }),
    ...(body !== undefined && body !== "" && { body }),
  };
}

/** One line of at most FIELD_CHARACTERS_MAX, or undefined. */
export function field(given: unknown): string | undefined {
  if (typeof given !== "string") return undefined;
  const text = cleaned(given).replace(/\s+/g, " ").trim().slice(0, FIELD_CHARACTERS_MAX);
  return text === "" ? undefined : text;
}

/** Publishers' JSON carries the escapes of their HTML: "Caen&nbsp;: la mairie". */
function unescaped(given: unknown): unknown {
  if (typeof given !== "string" || !/&#?\w+;/.test(given)) return given;
  const escaped = given.slice(0, FIELD_CHARACTERS_MAX * 2).replaceAll("<", "&lt;");
  return parseHTML(`<!doctype html><html><body>${escaped}</body></html>`).document.body.textContent;
}

/** An http or https address, without fragment. */
export function address(given: unknown): string | undefined {
  if (typeof given !== "string" || given.length > URL_CHARACTERS_MAX || !URL.canParse(given))
    return undefined;
  const url = new URL(given);
  if (url.protocol !== "https:" && url.protocol !== "http:") return undefined;
  url.hash = "";
  url.username = "";
  url.password = "";
  return url.href;
}

const moment = (given: unknown): string | undefined => (typeof given === "string" ? isoOf(given) : undefined);

function name(given: unknown): string | undefined {
  const one = Array.isArray(given) ? given[0] : given;
  return field(one) ?? (typeof one === "object" && one !== null ? field((one as Schema).name) : undefined);
}

function metaContent(document: Document, names: readonly string[]): string | undefined {
  for (const each of names) {
    for (const key of ["property", "name", "itemprop"]) {
      const content = field(document.querySelector(`meta[${key}="${each}" i]`)?.getAttribute("content"));
      if (content !== undefined) return content;
    }
  }
  return undefined;
}

/** The first heading, or the page's title without the publisher behind its last dash. */
function shownTitle(document: Document): string | undefined {
  const heading = field(document.querySelector("h1")?.textContent);
  if (heading !== undefined && heading.length > 10) return heading;
  const title = field(document.querySelector("title")?.textContent);
  return (
    (title === undefined ? undefined : (/^(.{10,})\s[|–—-]\s.{2,40}$/.exec(title)?.[1] ?? title)) ?? heading
  );
}

function articleSchema(document: Document): Schema | undefined {
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    const text = script.textContent ?? "";
    if (text.length > SCHEMA_CHARACTERS_MAX) continue;
    const found = articleIn(parsed(text));
    if (found !== undefined) return found;
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.trim().replace(/^<!\[CDATA\[|\]\]>$/g, ""));
  } catch {
    // Publishers' schema is often broken; the page's other words are read instead.
    return undefined;
  }
}

function articleIn(root: unknown): Schema | undefined {
  const waiting: unknown[] = [root];
  for (let nodes = 0; waiting.length > 0 && nodes < SCHEMA_NODES_MAX; nodes++) {
    const node = waiting.shift();
    if (Array.isArray(node)) waiting.push(...node.slice(0, SCHEMA_NODES_MAX));
    else if (typeof node === "object" && node !== null) {
      const kinds = [(node as Schema)["@type"]].flat();
      if (kinds.some((kind) => typeof kind === "string" && ARTICLE.test(kind))) return node as Schema;
      waiting.push(
        (node as Schema)["@graph"],
        (node as Schema).mainEntity,
        (node as Schema).mainEntityOfPage,
      );
    }
  }
  return undefined;
}
