import { TEXT_CHARACTERS_MAX } from "../reading.ts";

/** The words of a tree of elements as plain text: paragraphs apart by an empty line, items behind a dash, cells of a row apart by a bar. */

const BLOCKS = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE DD DETAILS DIV DL DT FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR MAIN OL P PRE SECTION SUMMARY TABLE TBODY TD TH THEAD TR UL LI".split(
    " ",
  ),
);
const SILENT = new Set(
  "SCRIPT STYLE NOSCRIPT TEMPLATE SVG IFRAME OBJECT HEAD TITLE TEXTAREA SELECT BUTTON".split(" "),
);

type Open = { node: Node; left: boolean };

/** At most TEXT_CHARACTERS_MAX characters; what comes after is left out. */
export function textOf(root: Node): string {
  const parts: string[] = [];
  let length = 0;
  const waiting: Open[] = [{ node: root, left: false }];
  for (let open = waiting.pop(); open !== undefined; open = waiting.pop()) {
    if (length > TEXT_CHARACTERS_MAX) break;
    const { node } = open;
    if (node.nodeType === 3) {
      const words = (node.textContent ?? "").replace(/[ \t\n\f\r]+/g, " ");
      parts.push(words);
      length += words.length;
      continue;
    }
    const name = node.nodeName.toUpperCase();
    if (node.nodeType !== 1 && node.nodeType !== 9 && node.nodeType !== 11) continue;
    if (SILENT.has(name)) continue;
    if (name === "BR") parts.push("\n");
    const cell = isCell(node);
    if (cell && open.left && isCell(nextElement(node))) parts.push(" | ");
    const breaks = BLOCKS.has(name) && !cell;
    if (breaks) parts.push(open.left ? "\n\n" : name === "LI" ? "\n\n- " : "\n\n");
    if (open.left) continue;
    if (breaks || cell) waiting.push({ node, left: true });
    for (let child = node.lastChild; child !== null; child = child.previousSibling) {
      waiting.push({ node: child, left: false });
    }
  }
  return tidy(parts.join("")).slice(0, TEXT_CHARACTERS_MAX);
}

/** Longer ones lay out a page and are no cells of a table. */
const CELL_CHARACTERS_MAX = 120;

/** A cell of a table of words, which stays in the line of its row. */
function isCell(node: Node | null): boolean {
  if (node === null || !/^T[DH]$/i.test(node.nodeName)) return false;
  if ((node.textContent ?? "").length > CELL_CHARACTERS_MAX) return false;
  return ![...node.childNodes].some((child) => BLOCKS.has(child.nodeName.toUpperCase()));
}

function nextElement(node: Node): Node | null {
  let next = node.nextSibling;
  while (next !== null && next.nodeType !== 1) next = next.nextSibling;
  return next;
}

function tidy(text: string): string {
  return text
    .replace(/ *\n */g, "\n")
    .replace(/\n- *\n+/g, "\n- ")
    .replace(/(?<=\n- [^\n]*)\n+(?=- )/g, "\n")
    .replace(/ {2,}/g, " ")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/\n- (?=\n|$)/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
