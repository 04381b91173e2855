import { srcsetUrls, styleUrls, TargetList } from "./targets.ts";

/** Finding where a document leads to, without running it. */

/** Of a longer document the rest is not read for links: it would hold up the visitors of this process. */
export const HTML_CHARACTERS_MAX = 2 * 1024 ** 2;

const LINK_RELATIONS = new Set([
  ...["canonical", "alternate", "next", "prev", "help", "license", "search"],
  ...["stylesheet", "icon", "apple-touch-icon", "mask-icon", "manifest", "preload", "modulepreload"],
]);

/** Elements and the attribute in which each names what belongs to the page. */
const SOURCES: ReadonlyArray<readonly [selector: string, attribute: string]> = [
  ["a[href]", "href"],
  ["area[href]", "href"],
  ["img[src]", "src"],
  ["img[data-src]", "data-src"],
  ["script[src]", "src"],
  ["source[src]", "src"],
  ["iframe[src]", "src"],
  ["frame[src]", "src"],
  ["video[src]", "src"],
  ["video[poster]", "poster"],
  ["audio[src]", "src"],
  ["track[src]", "src"],
  ["embed[src]", "src"],
  ["object[data]", "data"],
];

const SOURCE_SETS: typeof SOURCES = [
  ["img[srcset]", "srcset"],
  ["img[data-srcset]", "data-srcset"],
  ["source[srcset]", "srcset"],
  ["link[imagesrcset]", "imagesrcset"],
];

/**
 * Targets (path and query) that an HTML document leads to on the site itself: links, what the page is made of, feeds,
 * other languages. Forms are not followed: their values are for people to give. At most LINKS_A_PAGE_MAX, each once, in
 * the order of the document. `hosts`: the site's own names without port, in lower case; any port is taken for the site.
 * Gives nothing of another host and nothing that hasSideEffect. Never throws, whatever the text.
 */
export function linksOf(html: string, baseTarget: string, hosts: readonly string[]): string[] {
  const found = new TargetList(baseTarget, hosts);
  // The tokenizer takes what stands in <noscript> for text; visitors without script, and lazy pictures, live by it.
  for (const unscripted of gather(html.slice(0, HTML_CHARACTERS_MAX), found)) gather(unscripted, found);
  return found.targets;
}

/** Adds to `found` what the HTML leads to; gives the texts of its noscript elements. */
function gather(html: string, found: TargetList): string[] {
  const rewriter = new HTMLRewriter();
  const unscripted: string[] = [];
  rewriter.on("base[href]", { element: (element) => found.rebase(attribute(element, "href")) });
  for (const [selector, name] of SOURCES) {
    rewriter.on(selector, { element: (element) => found.add(attribute(element, name)) });
  }
  for (const [selector, name] of SOURCE_SETS) {
    rewriter.on(selector, { element: (element) => found.addAll(srcsetUrls(attribute(element, name))) });
  }
  rewriter.on("link[href]", {
    element(element) {
      if (isFollowed(element)) found.add(attribute(element, "href"));
    },
  });
  rewriter.on("meta[http-equiv]", { element: (element) => found.add(refreshUrl(element)) });
  rewriter.on("[style]", { element: (element) => found.addAll(styleUrls(attribute(element, "style"))) });
  rewriter.on(
    "style",
    wholeText((style) => found.addAll(styleUrls(style))),
  );
  rewriter.on(
    "noscript",
    wholeText((text) => unscripted.push(text)),
  );
  try {
    rewriter.transform(html);
  } catch {
    // The tokenizer gave up (its memory bound): what was found up to there is good.
  }
  return unscripted;
}

/** Gives the text of an element in one piece, however the tokenizer cuts it. */
function wholeText(take: (text: string) => void): HTMLRewriterTypes.HTMLRewriterElementContentHandlers {
  let whole = "";
  return {
    text(chunk) {
      whole += chunk.text;
      if (!chunk.lastInTextNode) return;
      take(whole);
      whole = "";
    },
  };
}

/** Targets that a style sheet leads to: pictures, fonts and other sheets. Bounds and promises of linksOf. */
export function styleTargets(css: string, baseTarget: string, hosts: readonly string[]): string[] {
  const found = new TargetList(baseTarget, hosts);
  found.addAll(styleUrls(css.slice(0, HTML_CHARACTERS_MAX)));
  return found.targets;
}

function attribute(element: HTMLRewriterTypes.Element, name: string): string {
  return decodeEntities(element.getAttribute(name) ?? "");
}

/** Machine twins of a page (JSON, oEmbed) would double the crawl and are read by nobody in an attack. */
function isFollowed(element: HTMLRewriterTypes.Element): boolean {
  const relations = attribute(element, "rel").toLowerCase().split(/\s+/);
  if (!relations.some((relation) => LINK_RELATIONS.has(relation))) return false;
  return !/json|oembed/i.test(attribute(element, "type"));
}

function refreshUrl(element: HTMLRewriterTypes.Element): string {
  if (attribute(element, "http-equiv").toLowerCase() !== "refresh") return "";
  return /url\s{0,20}=\s{0,20}["']?([^"']{1,2048})/i.exec(attribute(element, "content"))?.[1] ?? "";
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

/** The character references that occur in addresses. */
function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));?/gi,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
