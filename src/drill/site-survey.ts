import type { SiteModel } from "./events.ts";
import { decodeEntities } from "./waiting-form.ts";

/** Bounds of a survey: enough for a drill, whatever the site holds. */
export const SURVEYED_PAGES_MAX = 60;
const ASSETS_MAX = 12;
const DOCUMENTS_MAX = 2;
const WORDS_MAX = 80;
const FIELDS_MAX = 40;

/** Names under which sites let people search. */
const SEARCH_NAME =
  /^(q|s|query|search|searchword|recherche|rechercher|keys|keyword|term|mots?|search_api_fulltext)$/i;
/** For a site whose pages could not be read. */
export const USUAL_WORDS = [
  "mairie",
  "passeport",
  "cantine",
  "travaux",
  "inscription",
  "horaires",
  "piscine",
  "mariage",
];

/** One answer of the surveyed site with status 200; undefined for any other. */
export type Read = (path: string) => Promise<SurveyedFile | undefined>;
export type SurveyedFile = { readonly type: string; readonly body: Uint8Array };

export type Survey = { readonly site: SiteModel; readonly files: ReadonlyMap<string, SurveyedFile> };

type Form = { readonly tag: string; readonly inside: string };

/**
 * Reads a site as a visitor would, from its first page and the `known` paths on: pages, the files of the first page, its
 * search, its contact form and its feed. Nothing is sent but GETs through `read`.
 */
export async function surveySite(name: string, known: readonly string[], read: Read): Promise<Survey> {
  const files = new Map<string, SurveyedFile>();
  const texts = new Map<string, string>();
  const seen = new Set(["/", ...known]);
  for (const path of seen) {
    if (texts.size >= SURVEYED_PAGES_MAX) break;
    const file = await read(path);
    if (file === undefined || !file.type.startsWith("text/html")) continue;
    const text = Buffer.from(file.body).toString("utf8");
    files.set(path, file);
    texts.set(path, text);
    for (const link of linksOf(text, path)) if (seen.size < SURVEYED_PAGES_MAX * 3) seen.add(link);
  }
  const home = texts.get("/") ?? "";
  const keep = async (paths: readonly string[], most: number) => {
    const kept: string[] = [];
    for (const path of paths) {
      if (kept.length >= most) break;
      const file = await read(path);
      if (file === undefined || file.type.startsWith("text/html")) continue;
      files.set(path, file);
      kept.push(path);
    }
    return kept;
  };
  const assets = await keep(assetsOf(home), ASSETS_MAX);
  const feeds = await keep(feedsOf(home), 1);
  const documents = await keep(documentsOf([...texts.values()]), DOCUMENTS_MAX);
  const words = wordsOf([...texts.values()]);
  const title = /<title>[^<]+<\/title>/i.exec(home)?.[0];
  const site: SiteModel = {
    name,
    ...(title === undefined ? {} : { mark: title }),
    pages: [...texts.keys()],
    assets,
    feeds,
    documents,
    ...searchOf(texts, words),
    ...contactOf(texts),
  };
  return { site, files };
}

/** Paths of the same site that a page links to; addresses with queries and files are left out. */
function linksOf(text: string, from: string): string[] {
  return hrefs(text, /<a\b[^>]*\bhref="([^"]+)"/gi, from).filter(
    (path) => !/\?|\.[a-z0-9]{2,5}$/i.test(path),
  );
}

function assetsOf(text: string): string[] {
  const sheets = hrefs(text, /<link\b[^>]*\brel="stylesheet"[^>]*\bhref="([^"]+)"/gi, "/");
  const scripts = hrefs(text, /<script\b[^>]*\bsrc="([^"]+)"/gi, "/");
  const pictures = hrefs(text, /<img\b[^>]*\bsrc="([^"]+)"/gi, "/");
  return [...new Set([...sheets, ...scripts, ...pictures])];
}

const feedsOf = (text: string): string[] =>
  hrefs(text, /<link\b[^>]*\btype="application\/(?:atom|rss)\+xml"[^>]*\bhref="([^"]+)"/gi, "/");

const documentsOf = (texts: readonly string[]): string[] => [
  ...new Set(texts.flatMap((text) => hrefs(text, /<a\b[^>]*\bhref="([^"]+\.pdf)"/gi, "/"))),
];

function hrefs(text: string, pattern: RegExp, from: string): string[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const url = URL.parse(decodeEntities(match[1] ?? ""), `http://site.invalid${from}`);
    return url?.host === "site.invalid" ? [url.pathname + url.search] : [];
  });
}

function formsOf(text: string): Form[] {
  return [...text.matchAll(/(<form\b[^>]*>)([\s\S]*?)<\/form/gi)].map(([, tag = "", inside = ""]) => ({
    tag,
    inside,
  }));
}

const attribute = (tag: string, name: string): string | undefined => {
  const value = new RegExp(`\\s${name}="([^"]*)"`, "i").exec(tag)?.[1];
  return value === undefined ? undefined : decodeEntities(value);
};

const isPost = ({ tag }: Form): boolean => attribute(tag, "method")?.toLowerCase() === "post";

function actionOf({ tag }: Form, from: string): string | undefined {
  const url = URL.parse(attribute(tag, "action") ?? "", `http://site.invalid${from}`);
  return url?.host === "site.invalid" ? url.pathname : undefined;
}

/** What the stand-in's page of results says for a search: see stand-in.ts. */
export const RESULTS_FOR = "pour «{q}»";
/** What its receipt looks like. */
export const RECEIPT = '<p id="recu">(N-\\d{6,})</p>';

function searchOf(texts: ReadonlyMap<string, string>, words: string[]): Pick<SiteModel, "search"> {
  for (const [page, text] of texts) {
    for (const form of formsOf(text)) {
      if (isPost(form)) continue;
      const names = [...form.inside.matchAll(/<input\b[^>]*>/gi)].map(
        ([input]) => attribute(input, "name") ?? "",
      );
      const parameter = names.find((name) => SEARCH_NAME.test(name));
      const path = actionOf(form, page);
      if (parameter !== undefined && path !== undefined)
        return { search: { path, parameter, words, expects: RESULTS_FOR } };
    }
  }
  return {};
}

function contactOf(texts: ReadonlyMap<string, string>): Pick<SiteModel, "contact"> {
  const pages = [...texts].sort(([a], [b]) => Number(b.includes("contact")) - Number(a.includes("contact")));
  for (const [page, text] of pages) {
    for (const form of formsOf(text)) {
      const path = actionOf(form, page);
      if (!isPost(form) || path === undefined || !/<textarea\b/i.test(form.inside)) continue;
      return { contact: { path, fields: fieldsOf(form), receipt: RECEIPT } };
    }
  }
  return {};
}

/** The form's fields as a citizen fills them in; the message goes into its first text area. */
function fieldsOf({ inside }: Form): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [tag, kind = ""] of [...inside.matchAll(/<(input|textarea|select)\b[^>]*>/gi)].slice(
    0,
    FIELDS_MAX,
  )) {
    const name = attribute(tag, "name");
    const type = (attribute(tag, "type") ?? "text").toLowerCase();
    if (name === undefined || ["submit", "button", "image", "file", "reset"].includes(type)) continue;
    if (kind.toLowerCase() === "textarea")
      fields[name] = Object.values(fields).includes("{message}") ? "" : "{message}";
    else if (type === "email") fields[name] = "{email}";
    else if (type === "tel") fields[name] = "{phone}";
    else if (type === "text" && kind.toLowerCase() === "input") fields[name] = "{name}";
    else fields[name] = attribute(tag, "value") ?? "1";
  }
  return fields;
}

/** Words that the pages really hold. */
function wordsOf(texts: readonly string[]): string[] {
  const words = new Set<string>();
  for (const text of texts) {
    const plain = decodeEntities(
      text.replace(/<(script|style)\b[\s\S]*?<\/\1>|<[^>]*>/gi, " "),
    ).toLowerCase();
    for (const [word] of plain.matchAll(/(?<!\p{L})[a-zà-öø-ÿ]{5,14}(?!\p{L})/gu)) {
      if (words.size >= WORDS_MAX) return [...words];
      words.add(word);
    }
  }
  return words.size === 0 ? USUAL_WORDS : [...words];
}
