import type { Verdict } from "../codes.ts";
import { SIGNS, TEXTS } from "./texts.ts";

/** A badge of one site as a picture (SVG): the word, its sign, and a text for who does not see it. */

const COLOURS: Readonly<Record<Verdict, string>> = {
  accessible: "#1a6b35",
  intermittent: "#8a4b00",
  inaccessible: "#a3161b",
  inconclusive: "#4a4a4a",
};
const LABEL = "Disponibilité";
const HEIGHT = 24;
/** Width of a letter at this size, in px, ample for every system's font. */
const LETTER = 7.4;
const PADDING = 10;

export function badge(verdict: Verdict): string {
  const word = `${SIGNS[verdict]} ${TEXTS.fr.verdicts[verdict]}`;
  const [left, right] = [LABEL, word].map((text) => Math.round(text.length * LETTER + 2 * PADDING)) as [
    number,
    number,
  ];
  const text = (x: number, width: number, said: string) =>
    `<text x="${x + PADDING}" y="16.5" textLength="${width - 2 * PADDING}" lengthAdjust="spacingAndGlyphs">${said}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="${HEIGHT}" role="img" aria-label="${LABEL}\u00a0: ${TEXTS.fr.verdicts[verdict]}">
<title>${LABEL}\u00a0: ${TEXTS.fr.verdicts[verdict]}</title>
<rect width="${left}" height="${HEIGHT}" fill="#2b3440"/><rect x="${left}" width="${right}" height="${HEIGHT}" fill="${COLOURS[verdict]}"/>
<g fill="#fff" font-family="system-ui,sans-serif" font-size="13">${text(0, left, LABEL)}${text(left, right, word)}</g>
</svg>
`;
}
