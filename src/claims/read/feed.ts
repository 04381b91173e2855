import { DOMParser } from "linkedom";
import { Refusal } from "../../kernel/refusal.ts";
import { agencyOf } from "./agency.ts";
import type { DocumentInput } from "./document-input.ts";
import { textOfMarkup, underTitle } from "./html.ts";
import { isoOf } from "./moment.ts";
import { address, field } from "./page-meta.ts";

/** A publisher's feed has twenty to a hundred items. */
export const FEED_ITEMS_MAX = 200;
const FEED_TAGS_MAX = 100_000;

/** The items of RSS (0.9 to 2.0, RDF) and Atom (RFC 4287), each an article. */
export function readFeed(xml: string, where: string): DocumentInput[] {
  if ((xml.match(/</g)?.length ?? 0) > FEED_TAGS_MAX) {
    throw new Refusal("document-too-complex", "The feed has too many elements.", where, "Give a part of it.");
  }
  const document = new DOMParser().parseFromString(xml, "text/xml") as unknown as Document;
  const feed = document.documentElement;
  const channel = feed === null ? undefined : (child(feed, "channel") ?? feed);
  const publisher = channel === undefined ? undefined : field(child(channel, "title")?.textContent);
  const lang = langOf(
    field(channel === undefined ? "" : child(channel, "language")?.textContent) ??
      feed?.getAttribute("xml:lang"),
  );
  const items = [...document.querySelectorAll("item"), ...document.querySelectorAll("entry")];
  const found = items.slice(0, FEED_ITEMS_MAX).flatMap((item) => articleOf(item, publisher, lang, where));
  if (found.length === 0) {
    throw new Refusal(
      "document-empty",
      "The feed has no items with text.",
      where,
      "Give the articles themselves.",
    );
  }
  return found;
}

function articleOf(
  item: Element,
  publisher: string | undefined,
  lang: string | undefined,
  where: string,
): DocumentInput[] {
  const said = (...names: string[]) => {
    for (const name of names) {
      const text = child(item, name)?.textContent?.trim();
      if (text !== undefined && text !== "") return text;
    }
    return undefined;
  };
  const title = field(textOfMarkup(said("title") ?? "", where));
  const text = textOfMarkup(said("content:encoded", "content", "description", "summary") ?? "", where);
  if (text === "" && title === undefined) return [];
  const at = isoOf(said("pubdate", "published", "dc:date", "updated") ?? "");
  const link = child(item, "link");
  const url = address(link?.getAttribute("href") ?? link?.textContent?.trim()) ?? address(said("guid", "id"));
  const agency = agencyOf(said("dc:creator", "author") ?? "", text);
  return [
    {
      kind: "article",
      text: underTitle(title, text).trim(),
      ...(title !== undefined && { title }),
      ...(at !== undefined && { publishedAt: at }),
      ...(lang !== undefined && { lang }),
      ...(publisher !== undefined && { publisher }),
      ...(agency !== undefined && { agency }),
      ...(url !== undefined && { url }),
    },
  ];
}

const child = (parent: Element, name: string): Element | undefined =>
  [...parent.children].find((each) => each.nodeName.toLowerCase() === name);

const langOf = (tag: string | null | undefined): string | undefined =>
  tag != null && /^[a-z]{2}(?:[-_]|$)/i.test(tag) ? tag.slice(0, 2).toLowerCase() : undefined;
