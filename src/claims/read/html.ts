import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";
import { Refusal } from "../../kernel/refusal.ts";
import { TEXT_CHARACTERS_MAX } from "../reading.ts";
import { agencyOf } from "./agency.ts";
import type { DocumentInput } from "./document-input.ts";
import { messageOf } from "./messages.ts";
import { isoOf } from "./moment.ts";
import { dropOtherStories } from "./other-stories.ts";
import { field, metaOf, type PageMeta } from "./page-meta.ts";
import { textOf } from "./page-text.ts";

/** A page of the press has some thousand elements; more than this is a trap, or no article. */
export const ELEMENTS_MAX = 30_000;
export const DEPTH_MAX = 300;
/** Attributes are looked through by patterns; no class, address or title is longer. */
const ATTRIBUTE_CHARACTERS_MAX = 2_000;
/** Shorter than this is a teaser or a failure of reading: all paragraphs of the page are taken then. */
const ARTICLE_CHARACTERS_MIN = 200;

/** The article of a page, or the posts of a saved page of a Telegram channel. Throws a Refusal for what is too large. */
export function readHtml(html: string, where: string): DocumentInput[] {
  const document = parsed(html, where);
  const posts = postsOf(document);
  if (posts.length > 0) return posts;
  const meta = metaOf(document);
  const shown = field(document.querySelector("h1")?.textContent);
  const byline = field(
    document.querySelector('[rel="author"],[itemprop="author"],.byline,.author,.signature,.auteur')
      ?.textContent,
  );
  dropOtherStories(document);
  const text = articleText(document, meta);
  if (text === "") {
    throw new Refusal(
      "document-empty",
      "The page has no text.",
      where,
      "Open it, copy its text and paste that.",
    );
  }
  const title = meta.title ?? shown;
  const agency = agencyOf(`${byline ?? ""} ${meta.author ?? ""}`, text);
  const { author: _author, body: _body, ...said } = meta;
  return [
    {
      kind: "article",
      ...said,
      ...(title !== undefined && { title }),
      text: withoutTitle(text, title),
      ...(agency !== undefined && { agency }),
    },
  ];
}

/** A piece of markup as a feed carries it. */
export function textOfMarkup(html: string, where: string): string {
  if (!/[<&]/.test(html)) return html.trim();
  const document = parsed(`<!doctype html><html><body>${html}</body></html>`, where);
  dropOtherStories(document);
  return textOf(document.body);
}

function parsed(html: string, where: string): Document {
  let tags = 0;
  for (let i = html.indexOf("<"); i !== -1; i = html.indexOf("<", i + 1)) tags++;
  if (tags > ELEMENTS_MAX * 2.5) throw tooLarge(where);
  const { document } = parseHTML(
    html.includes("<body") ? html : `<!doctype html><html><body>${html}</body></html>`,
  );
  const elements = document.querySelectorAll("*");
  if (elements.length > ELEMENTS_MAX) throw tooLarge(where);
  // Elements come in the order of the page: each one's parent has its depth already.
  const depths = new Map<unknown, number>();
  for (const element of elements) {
    const depth = (depths.get(element.parentNode) ?? 0) + 1;
    if (depth > DEPTH_MAX) throw tooLarge(where);
    depths.set(element, depth);
    for (const { name, value } of [...element.attributes]) {
      if (value.length > ATTRIBUTE_CHARACTERS_MAX && name !== "content") element.removeAttribute(name);
    }
  }
  return document as unknown as Document;
}

const tooLarge = (where: string): Refusal =>
  new Refusal(
    "document-too-complex",
    `The page has more than ${ELEMENTS_MAX} elements, or more than ${DEPTH_MAX} in each other.`,
    where,
    "Copy the text of the article and paste that.",
  );

function articleText(document: Document, meta: PageMeta): string {
  if (document.body === null) return "";
  // Reading changes the document: what is fallen back on is taken before.
  const paragraphs = paragraphsOf(document.body);
  const whole = textOf(document.body);
  const article = readableText(document);
  if (article.length >= ARTICLE_CHARACTERS_MIN && article.length >= paragraphs.length * 0.3) return article;
  const longest = [article, paragraphs, meta.body ?? ""].reduce((a, b) => (b.length > a.length ? b : a));
  return (longest.length >= ARTICLE_CHARACTERS_MIN ? longest : whole).slice(0, TEXT_CHARACTERS_MAX);
}

function readableText(document: Document): string {
  try {
    const options = { serializer: (node: Node) => node, charThreshold: ARTICLE_CHARACTERS_MIN };
    const article = new Readability<Node>(document, options).parse();
    return article?.content == null ? "" : textOf(article.content);
  } catch {
    // A page that the library cannot read is read paragraph by paragraph.
    return "";
  }
}

/** Every paragraph of the main part. */
function paragraphsOf(body: Element): string {
  const main = body.querySelector("article, main, [role=main]") ?? body;
  const found = [...main.querySelectorAll("p")].map(textOf).filter((text) => text !== "");
  return found.join("\n\n");
}

/** The title is said apart; as the first line it would be read twice. */
function withoutTitle(text: string, title: string | undefined): string {
  if (title === undefined || !text.startsWith(title)) return text;
  const rest = text.slice(title.length).trimStart();
  return rest === "" ? text : rest;
}

/** Posts of a saved web preview of a channel (t.me/s/NAME). */
function postsOf(document: Document): DocumentInput[] {
  const publisher = field(document.querySelector(".tgme_channel_info_header_title")?.textContent);
  return [...document.querySelectorAll(".tgme_widget_message_text")].slice(0, 200).flatMap((post) => {
    const text = textOf(post);
    if (text === "") return [];
    const around = post.closest(".tgme_widget_message");
    const at = isoOf(around?.querySelector("time[datetime]")?.getAttribute("datetime") ?? "");
    const links = [...post.querySelectorAll("a[href]")]
      .map((link) => link.getAttribute("href") ?? "")
      .join("\n");
    const rest = {
      ...(publisher !== undefined && { publisher }),
      ...(at !== undefined && { publishedAt: at }),
    };
    return [messageOf(text, rest, links)];
  });
}
