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
/** Below this share of the page's paragraphs the library looks again, less choosy; below the second it is not believed. */
const ARTICLE_SHARE_MIN = 0.6;
const PARAGRAPHS_SHARE_MIN = 0.3;

const STANDFIRST =
  '[class*="chapo"],[class*="standfirst"],[class*="article-intro"],[class*="article__intro"],[class*="introduction"],[class*="subheadline"],[class*="article__lead"],[class*="article-lead"],[class*="excerpt"],[itemprop="description"]';
const UNWRAPPED = /^(?:DIV|P|H[2-6]|UL|OL|BLOCKQUOTE)$/;
const STANDFIRST_CHARACTERS_MIN = 40;
const STANDFIRST_CHARACTERS_MAX = 1_000;

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
  const standfirst = standfirstOf(document);
  const body = articleText(document, meta);
  const text = standfirst === "" || body.includes(standfirst) ? body : `${standfirst}\n\n${body}`.trim();
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
      text: underTitle(title, text),
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
  unwrapSingles(document);
  const article = readableText(
    document,
    Math.max(ARTICLE_CHARACTERS_MIN, paragraphs.length * ARTICLE_SHARE_MIN),
  );
  if (article.length >= ARTICLE_CHARACTERS_MIN && article.length >= paragraphs.length * PARAGRAPHS_SHARE_MIN)
    return article;
  const longest = [article, paragraphs, meta.body ?? ""].reduce((a, b) => (b.length > a.length ? b : a));
  return (longest.length >= ARTICLE_CHARACTERS_MIN ? longest : whole).slice(0, TEXT_CHARACTERS_MAX);
}

/**
 * The paragraph below the heading often says who is attacked, and often stands outside of the article's own element. Only one
 * that comes before any other heading is this story's.
 */
function standfirstOf(document: Document): string {
  let below = "";
  for (const element of document.querySelectorAll(`h1,h2,h3,h4,${STANDFIRST}`)) {
    if (/^H\d$/.test(element.nodeName)) below = element.nodeName;
    const text = below === "H1" ? textOf(element) : "";
    if (element.nodeName === "H1" || text === "") continue;
    if (text.length >= STANDFIRST_CHARACTERS_MIN && text.length <= STANDFIRST_CHARACTERS_MAX) return text;
  }
  return "";
}

/** Boxes around one paragraph each hide from the library that the paragraphs belong together. */
function unwrapSingles(document: Document): void {
  for (const element of [...document.querySelectorAll("div,section")].reverse()) {
    const [only, second] = element.children;
    if (only === undefined || second !== undefined || !UNWRAPPED.test(only.nodeName)) continue;
    if ((element.textContent ?? "").trim() === (only.textContent ?? "").trim()) element.replaceWith(only);
  }
}

function readableText(document: Document, charThreshold: number): string {
  try {
    const options = { serializer: (node: Node) => node, charThreshold };
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

/** A text begins with its title, as in a newspaper and as pasted texts do: it says who is attacked like any other sentence. */
export function underTitle(title: string | undefined, text: string): string {
  return (title === undefined || text.startsWith(title) ? text : `${title}\n\n${text}`).slice(
    0,
    TEXT_CHARACTERS_MAX,
  );
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
