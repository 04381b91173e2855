import type { Home } from "./addresses.ts";
import { type Branch, escapedText, isFilledIn, judge } from "./fragment.ts";

/** What of a home page matters to its look. Addresses and values are as written in the page. */
export type Read = {
  lang: string;
  title: string;
  siteNames: string[];
  themeColor: string;
  icons: Array<{ rel: string; href: string }>;
  styles: Array<{ href: string; media: string } | { css: string }>;
  body: ReadonlyMap<string, string>;
  header: Branch | undefined;
  footer: Branch | undefined;
  home: Home;
};

const PARTS_MAX = 1_500;
const PART_CHARACTERS_MAX = 40_000;
const DEPTH_MAX = 60;
const STYLES_READ_MAX = 60;
const STYLE_CHARACTERS_READ_MAX = 5_000;
const TITLE_CHARACTERS_MAX = 500;

/** Names by which older sites call these parts, beside the elements and roles made for them. */
const HEADER_IDS = new Set(["header", "masthead", "site-header", "entete", "bandeau"]);
const FOOTER_IDS = new Set(["footer", "colophon", "site-footer", "pied"]);
const HEAD_TAGS = new Set(["html", "body", "base", "meta", "link", "style", "title"]);
const DOOR_TAGS = new Set(["header", "footer"]);
const NONE: ReadonlyMap<string, string> = new Map();
/** A header or footer in one of these is that of an article. */
const ELSEWHERE = new Set(["main", "article", "section", "aside", "dialog"]);
/** An end tag that may be left out, by the start tags that stand for it (HTML, section 13.1.2.4). */
const ENDED_BY: Readonly<Record<string, ReadonlySet<string>>> = {
  li: new Set(["li"]),
  dt: new Set(["dt", "dd"]),
  dd: new Set(["dt", "dd"]),
  p: new Set([
    "p",
    "div",
    "ul",
    "ol",
    "dl",
    "address",
    "section",
    "header",
    "footer",
    "h2",
    "h3",
    "h4",
    "form",
  ]),
};

/**
 * Reads a home page. `homeOf` gives the place from which its addresses count, from the page's own absolute addresses
 * (canonical, og:url) and its base. What a broken page leaves unread is simply missing.
 */
export function readHome(html: string, homeOf: (own: readonly string[], baseHref?: string) => Home): Read {
  const head = new HeadReader(homeOf);
  const body = new BodyReader(() => head.home);
  const rewriter = new HTMLRewriter()
    .on("*", {
      element(element) {
        const tag = element.tagName.toLowerCase();
        // Most elements are of no interest, and reading attributes is most of the work.
        const isOfUse =
          body.isInside ||
          HEAD_TAGS.has(tag) ||
          DOOR_TAGS.has(tag) ||
          element.hasAttribute("role") ||
          element.hasAttribute("id");
        const attributes = isOfUse ? new Map(element.attributes) : NONE;
        head.element(tag, attributes);
        const leave = body.element(tag, attributes, element.canHaveContent);
        if (leave !== undefined) element.onEndTag(leave);
      },
    })
    .on("title", { text: (chunk) => head.titleText(chunk.text) })
    .on("style", { text: (chunk) => head.styleText(chunk.text) })
    .onDocument({ text: (chunk) => body.text(chunk.text) });
  try {
    rewriter.transform(html);
  } catch {
    // A page that the parser gives up is read up to that place.
  }
  return { ...head.read, home: head.home, header: body.header, footer: body.footer };
}

class HeadReader {
  readonly read: Omit<Read, "home" | "header" | "footer"> = {
    lang: "",
    title: "",
    siteNames: [],
    themeColor: "",
    icons: [],
    styles: [],
    body: new Map(),
  };
  home: Home;
  private readonly own: string[] = [];
  private base: string | undefined;
  private titles = 0;
  /** The style element whose text comes next; undefined for one that is left out. */
  private styleElement: { css: string } | undefined;

  constructor(private readonly homeOf: (own: readonly string[], baseHref?: string) => Home) {
    this.home = homeOf([]);
  }

  element(tag: string, attributes: ReadonlyMap<string, string>): void {
    if (tag === "html") this.read.lang ||= attributes.get("lang") ?? "";
    else if (tag === "body" && this.read.body.size === 0) this.read.body = attributes;
    else if (tag === "title") this.titles++;
    else if (tag === "meta") this.meta(attributes);
    else if (tag === "link") this.link(attributes);
    else if (tag === "style") this.style(attributes);
    else if (tag === "base" && this.base === undefined) {
      this.base = attributes.get("href");
      this.home = this.homeOf(this.own, this.base);
    }
  }

  titleText(text: string): void {
    // Drawings have titles too, and come later.
    if (this.titles === 1) this.read.title = (this.read.title + text).slice(0, TITLE_CHARACTERS_MAX);
  }

  styleText(text: string): void {
    const style = this.styleElement;
    if (style !== undefined && style.css.length <= STYLE_CHARACTERS_READ_MAX) style.css += text;
  }

  private style(attributes: ReadonlyMap<string, string>): void {
    const isForScreens = /^(all|screen|)$/i.test((attributes.get("media") ?? "").trim());
    this.styleElement = isForScreens && this.read.styles.length < STYLES_READ_MAX ? { css: "" } : undefined;
    if (this.styleElement !== undefined) this.read.styles.push(this.styleElement);
  }

  private meta(attributes: ReadonlyMap<string, string>): void {
    const name = (attributes.get("property") ?? attributes.get("name") ?? "").toLowerCase();
    const content = attributes.get("content") ?? "";
    if (name === "theme-color" && !attributes.has("media")) this.read.themeColor ||= content;
    if (name === "og:site_name") this.read.siteNames.push(content);
    if (name === "og:url") this.ownAddress(content);
  }

  private link(attributes: ReadonlyMap<string, string>): void {
    const rels = (attributes.get("rel") ?? "").toLowerCase().split(/\s+/);
    const href = attributes.get("href") ?? "";
    if (rels.includes("canonical")) this.ownAddress(href);
    if (rels.includes("icon")) this.read.icons.push({ rel: "icon", href });
    if (rels.includes("apple-touch-icon")) this.read.icons.push({ rel: "apple-touch-icon", href });
    // Sheets that a script switches on once they are loaded: as "preload", or for a medium that is not the screen.
    const isLate = attributes.has("onload");
    const isSheet = rels.includes("stylesheet") && !rels.includes("alternate") && !attributes.has("disabled");
    const isPreload = isLate && rels.includes("preload") && attributes.get("as")?.toLowerCase() === "style";
    if (!(isSheet || isPreload) || this.read.styles.length >= STYLES_READ_MAX) return;
    this.read.styles.push({ href, media: isLate ? "" : (attributes.get("media") ?? "") });
  }

  private ownAddress(address: string): void {
    this.own.push(address);
    this.home = this.homeOf(this.own, this.base);
  }
}

type Open = { readonly tag: string; readonly branch: Branch | undefined; readonly isDropped: boolean };

/** Follows the elements of the page and rebuilds its header and its footer. */
class BodyReader {
  header: Branch | undefined;
  footer: Branch | undefined;
  private readonly open: Open[] = [];
  /** The header or footer that is being read, and how much of it has been. */
  private root: Branch | undefined;
  private kind: "header" | "footer" = "header";
  private parts = 0;
  private characters = 0;
  private isTooDeep = false;

  constructor(private readonly home: () => Home) {}

  /** True while a header or footer is being read. */
  get isInside(): boolean {
    return this.root !== undefined;
  }

  /** Takes an element in. Gives what is to be called at its end, if it can have one. */
  element(
    tag: string,
    attributes: ReadonlyMap<string, string>,
    hasContent: boolean,
  ): (() => void) | undefined {
    const door = this.root === undefined ? this.doorOf(tag, attributes) : undefined;
    if (this.root === undefined && door === undefined) {
      return ELSEWHERE.has(tag) && hasContent
        ? this.enter({ tag, branch: undefined, isDropped: false })
        : undefined;
    }
    this.endOf(tag);
    const parent = this.parent();
    const verdict = this.isDropped() || this.isFull() ? "nothing" : judge(tag, attributes, this.home());
    if (verdict === "nothing" && isFilledIn(tag) && parent !== undefined) parent.lostForm = true;
    const branch = typeof verdict === "string" ? undefined : verdict;
    if (branch !== undefined) {
      this.parts++;
      if (door === undefined) parent?.children.push(branch);
      else this.begin(branch, door);
    }
    return hasContent ? this.enter({ tag, branch, isDropped: verdict === "nothing" }) : undefined;
  }

  text(raw: string): void {
    const parent = this.parent();
    if (raw === "" || parent === undefined || this.isDropped() || this.isFull()) return;
    this.characters += raw.length;
    parent.children.push(escapedText(raw));
  }

  /** Whether the site's header or footer begins here. The first header counts, and the last footer. */
  private doorOf(tag: string, attributes: ReadonlyMap<string, string>): "header" | "footer" | undefined {
    if (this.open.length > 0) return undefined;
    const role = attributes.get("role")?.toLowerCase();
    const id = tag === "div" ? (attributes.get("id")?.toLowerCase() ?? "") : "";
    const isHeader = tag === "header" || role === "banner" || HEADER_IDS.has(id);
    if (isHeader && this.header === undefined) return "header";
    return tag === "footer" || role === "contentinfo" || FOOTER_IDS.has(id) ? "footer" : undefined;
  }

  private begin(root: Branch, kind: "header" | "footer"): void {
    this.root = root;
    this.kind = kind;
    this.parts = 0;
    this.characters = 0;
    this.isTooDeep = false;
  }

  private enter(one: Open): (() => void) | undefined {
    if (this.open.length === DEPTH_MAX) {
      this.isTooDeep = true;
      return undefined;
    }
    this.open.push(one);
    return () => this.leave(one);
  }

  /** Elements that were left open inside end with it. */
  private leave(one: Open): void {
    const at = this.open.lastIndexOf(one);
    if (at < 0) return;
    this.open.length = at;
    if (one.branch === undefined || one.branch !== this.root) return;
    if (!this.isFull()) this[this.kind] = this.root;
    this.root = undefined;
  }

  private endOf(tag: string): void {
    const last = this.open.at(-1);
    if (last !== undefined && ENDED_BY[last.tag]?.has(tag)) this.open.length--;
  }

  private parent(): Branch | undefined {
    return this.open.findLast(({ branch }) => branch !== undefined)?.branch;
  }

  private isDropped(): boolean {
    return this.open.some(({ isDropped }) => isDropped);
  }

  /** Too much of it to be the small part that we look for: it is then left out whole. */
  private isFull(): boolean {
    return this.parts > PARTS_MAX || this.characters > PART_CHARACTERS_MAX || this.isTooDeep;
  }
}
