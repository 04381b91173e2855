import { type Home, linkAddress, rootRelative } from "./addresses.ts";

/**
 * A part of the site's page, rebuilt instead of cleaned: only elements and attributes named here are ever written,
 * text and values always escaped. Whatever a browser makes of the text differently from our parser, no other element
 * can come of it.
 */

export type Node = string | Branch;
export type Branch = {
  readonly name: string;
  /** As written between name and ">", with a space before each; "" for none. */
  attributes: string;
  readonly isContact: boolean;
  readonly children: Node[];
  /** True if something that a visitor fills in was taken out of it. */
  lostForm: boolean;
};

const SVG = ["svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon"];
const EMPTY = new Set(["br", "hr", "img"]);
const KEPT = new Set([
  ...[
    "header",
    "footer",
    "section",
    "div",
    "p",
    "span",
    "a",
    "strong",
    "b",
    "em",
    "i",
    "small",
    "address",
    "br",
    "hr",
  ],
  ...[
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "img",
    "figure",
    "figcaption",
    "sup",
    "abbr",
  ],
  ...SVG,
]);
/** Taken out with all that is in it. Elements in neither list are taken out, their content stays. */
const DROPPED = new Set([
  ...[
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "frame",
    "frameset",
    "object",
    "embed",
    "applet",
    "portal",
  ],
  ...[
    "form",
    "input",
    "button",
    "select",
    "textarea",
    "option",
    "datalist",
    "dialog",
    "details",
    "fieldset",
    "label",
  ],
  ...[
    "nav",
    "menu",
    "video",
    "audio",
    "canvas",
    "math",
    "title",
    "desc",
    "metadata",
    "defs",
    "use",
    "symbol",
    "image",
  ],
  ...[
    "foreignobject",
    "animate",
    "set",
    "xmp",
    "plaintext",
    "noembed",
    "noframes",
    "map",
    "base",
    "link",
    "meta",
  ],
]);
const DROPPED_ROLES =
  /^(navigation|search|menu|menubar|dialog|alertdialog|button|form|tablist|listbox|combobox)$/;
const KEPT_ROLES = /^(img|presentation|none|banner|contentinfo)$/;
/** Where a visitor would have typed or chosen: the words around it have lost their sense. */
const FILLED_IN = new Set(["form", "input", "select", "textarea"]);

const TEXT_ATTRIBUTES = new Set(["class", "alt", "title", "aria-label", "lang", "dir", "width", "height"]);
const SVG_ATTRIBUTES = new Set([
  ...[
    "viewbox",
    "fill",
    "stroke",
    "stroke-width",
    "stroke-linecap",
    "stroke-linejoin",
    "fill-rule",
    "clip-rule",
  ],
  ...["d", "cx", "cy", "r", "rx", "ry", "x", "y", "x1", "x2", "y1", "y2", "points", "transform", "opacity"],
]);
/** Pictures that a script would have loaded later name their address here. */
const PICTURE_ATTRIBUTES = ["src", "data-src", "data-lazy-src"];

/** What is to become of an element: kept as a branch, its content only, or nothing of it. */
export type Verdict = Branch | "content" | "nothing";

/** Judges an element by its name (lower case) and its attributes as written. */
export function judge(tag: string, attributes: ReadonlyMap<string, string>, home: Home): Verdict {
  const role = attributes.get("role")?.trim().toLowerCase() ?? "";
  if (DROPPED.has(tag) || DROPPED_ROLES.test(role) || attributes.has("hidden")) return "nothing";
  // The page has one first heading, and it is ours.
  const name = tag === "h1" ? "div" : tag;
  if (!KEPT.has(name)) return "content";
  const written = new Map<string, string>();
  const isDrawing = SVG.includes(name);
  for (const [attribute, value] of attributes) {
    const fits = TEXT_ATTRIBUTES.has(attribute) || (isDrawing && SVG_ATTRIBUTES.has(attribute));
    if (fits && !/url\s*\(/i.test(value)) written.set(attribute, value);
  }
  const id = attributes.get("id") ?? "";
  if (id !== "" && !/^beffroi/i.test(id)) written.set("id", id);
  if (KEPT_ROLES.test(role)) written.set("role", role);
  if (attributes.get("aria-hidden") === "true") written.set("aria-hidden", "true");
  let isContact = name === "address";
  if (name === "a") {
    const address = linkAddress(attributes.get("href") ?? "", home);
    if (address === undefined) return "nothing";
    isContact = /^tel:/i.test(address);
    written.set("href", address.replaceAll("&", "&amp;"));
  }
  if (name === "img") {
    const source = PICTURE_ATTRIBUTES.map((one) => rootRelative(attributes.get(one) ?? "", home)).find(
      Boolean,
    );
    if (source === undefined) return "nothing";
    written.set("src", source.replaceAll("&", "&amp;"));
    if (!written.has("alt")) written.set("alt", "");
  }
  return { name, attributes: printed(written), isContact, children: [], lostForm: false };
}

/** True for an element after whose loss a heading or sentence beside it asks for what is not there. */
export function isFilledIn(tag: string): boolean {
  return FILLED_IN.has(tag);
}

/** Attributes as text. Values are raw: their entities stay, their quotes and angle brackets go. */
export function printed(attributes: ReadonlyMap<string, string>): string {
  let text = "";
  for (const [name, value] of attributes)
    text += ` ${name}="${value.replaceAll('"', "&quot;").replace(/[<>]/g, "")}"`;
  return text;
}

/** Text of the page as it may be written: its entities stay. */
export function escapedText(raw: string): string {
  return raw.replace(/\s+/g, " ").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** True if a person or a screen reader finds something in it. */
function saysSomething(node: Node): boolean {
  if (typeof node === "string") return node.trim() !== "";
  if (/ aria-hidden=/.test(node.attributes)) return false;
  if (/ (aria-label|alt)="[^"]*\S/.test(node.attributes)) return true;
  return node.children.some(saysSomething);
}

function showsSomething(node: Node): boolean {
  if (typeof node === "string") return node.trim() !== "";
  return (
    node.name === "img" || node.name === "svg" || saysSomething(node) || node.children.some(showsSomething)
  );
}

/**
 * The branch without what is empty, and without links that say nothing. `hidden`: inside what screen readers skip,
 * where a link would be a place that the keyboard reaches and nobody hears.
 */
export function tidied(branch: Branch, hidden = false): Branch {
  const inside = hidden || / aria-hidden=/.test(branch.attributes);
  const isDrawing = SVG.includes(branch.name);
  const children = branch.children.flatMap((child): Node[] => {
    if (typeof child === "string") return isDrawing ? [] : [child];
    if (isDrawing) return SVG.includes(child.name) ? [tidied(child, inside)] : [];
    if (EMPTY.has(child.name)) return [child];
    if (!showsSomething(child) || (child.name === "a" && inside)) return [];
    const kept = tidied(child, inside);
    return child.name === "a" && !saysSomething(kept) ? kept.children : [kept];
  });
  return { ...branch, children };
}

/** The branch without any part that `isOut` says. */
export function without(branch: Branch, isOut: (part: Branch) => boolean): Branch {
  const children = branch.children
    .filter((child) => typeof child === "string" || !isOut(child))
    .map((child) => (typeof child === "string" ? child : without(child, isOut)));
  return { ...branch, children };
}

/**
 * What says how to reach the town: the elements that hold a telephone number or an address, whole, in the frame around
 * them, and nothing else. Undefined if there is none.
 */
export function contactsOf(branch: Branch): Branch | undefined {
  const children = branch.children.flatMap((child): Node[] => {
    if (typeof child === "string") return [];
    if (child.isContact || child.children.some((one) => typeof one !== "string" && one.isContact))
      return [child];
    const kept = contactsOf(child);
    return kept === undefined ? [] : [kept];
  });
  return children.length === 0 ? undefined : { ...branch, children };
}

/** The branch as HTML. */
export function markup(node: Node): string {
  if (typeof node === "string") return node;
  const start = `<${node.name}${node.attributes}>`;
  return EMPTY.has(node.name) ? start : `${start}${node.children.map(markup).join("")}</${node.name}>`;
}

/** Links in it. */
export function linksIn(node: Node): number {
  if (typeof node === "string") return 0;
  return node.children.reduce((sum, child) => sum + linksIn(child), node.name === "a" ? 1 : 0);
}
