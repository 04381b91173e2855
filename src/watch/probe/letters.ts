/** Letters as numbers: what is one, which script it is of, and its plain small form. All by code unit, in constant time. */

export const SCRIPTS = [
  "Latin",
  "Greek",
  "Cyrillic",
  "Hebrew",
  "Arabic",
  "Devanagari",
  "Thai",
  "Han",
  "Kana",
  "Hangul",
  "Other",
] as const;
export const LATIN = 0;
const HAN = 7;

/** [first, last, place in SCRIPTS], in order. */
const RANGES: readonly (readonly [number, number, number])[] = [
  [0x41, 0x5a, LATIN],
  [0x61, 0x7a, LATIN],
  [0xaa, 0xaa, LATIN],
  [0xb5, 0xb5, LATIN],
  [0xba, 0xba, LATIN],
  [0xc0, 0xd6, LATIN],
  [0xd8, 0xf6, LATIN],
  [0xf8, 0x24f, LATIN],
  [0x370, 0x3ff, 1],
  [0x400, 0x52f, 2],
  [0x591, 0x5f4, 3],
  [0x610, 0x6ff, 4],
  [0x750, 0x77f, 4],
  [0x900, 0x97f, 5],
  [0xe00, 0xe7f, 6],
  [0x1e00, 0x1eff, LATIN],
  [0x1f00, 0x1fff, 1],
  [0x3040, 0x30ff, 8],
  [0x3400, 0x9fff, HAN],
  [0xac00, 0xd7af, 9],
  [0xfb50, 0xfdff, 4],
  [0xfe70, 0xfeff, 4],
];
const UNITS = 0x10000;
/** No letter from here on has a small form or an accent that matters. */
const LAST_WITH_CASE = 0x2000;

/** Script of each code unit plus 1; 0 for what is no letter. */
const SCRIPT_OF = new Uint8Array(UNITS);
/** Small letter without accents of each code unit. */
const FOLDED = new Uint16Array(UNITS);
for (const [first, last, script] of RANGES) SCRIPT_OF.fill(script + 1, first, last + 1);
for (let unit = 0; unit < UNITS; unit++) {
  FOLDED[unit] = unit;
  if (SCRIPT_OF[unit] === 0 || unit >= LAST_WITH_CASE) continue;
  const plain = String.fromCharCode(unit)
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
  if (plain.length === 1) FOLDED[unit] = plain.charCodeAt(0);
}
// Letters that no decomposition leads back: dotless i, stroked o, ligatures.
for (const [letter, plain] of ["ıi", "øo", "Øo", "łl", "Łl", "đd", "ßs", "œo", "Œo", "æa", "Æa"])
  FOLDED[(letter as string).charCodeAt(0)] = (plain as string).charCodeAt(0);

/** The place behind the Latin letters that begin at `from`; `from` itself when none does. */
export function latinEnd(text: string, from: number): number {
  let at = from;
  while (SCRIPT_OF[text.charCodeAt(at)] === LATIN + 1) at += 1;
  return at;
}

/** Place in SCRIPTS, or -1 for what is no letter. */
export const scriptOf = (unit: number): number => (SCRIPT_OF[unit] as number) - 1;
export const folded = (unit: number): number => FOLDED[unit] as number;
export const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;
/** Scripts written without spaces: each sign is a word. */
export const standsAlone = (script: number): boolean => script === HAN || script === 8;
