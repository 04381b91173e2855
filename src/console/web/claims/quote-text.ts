/** What stood before the sentence: the rest of a dateline ("PARIS (AFP) -", "AFP) -"), or signs that close what is not here. */
const DATELINE = /^(?:\p{Lu}[^()«»“”.!?]{0,60}\()?(?:AFP|AP|Reuters|Belga|ANSA)\)?\s*[-–—:]\s*/u;
const CLOSES_NOTHING = /^[^()«»“”.!?]{0,20}\)\s*[-–—:]\s*/u;
const ORPHANS = /^[\s)\]»”,;:.!?–—-]+/u;
const HANGING = /[\s,;:–—([«“-]+$/u;

/** "12 h 30" stays on one line. */
const HOUR = /(\d) (h) (\d)/g;

const PAIRS = [
  ["(", ")"],
  ["[", "]"],
  ["«", "\u202f»"],
  ["“", "”"],
] as const;

/**
 * A quote as it is read on a page: no rest of a dateline before it, no bracket left open behind it, and an ellipsis where it
 * begins within a sentence. For display only: the words that were read, and their place, stay as they are.
 */
export function shownQuote(quote: string): string {
  const body = quote
    .trim()
    .replace(DATELINE, "")
    .replace(CLOSES_NOTHING, "")
    .replace(ORPHANS, "")
    .replace(HANGING, "");
  if (body === "") return quote;
  const closed = (body + missing(body)).replace(HOUR, "$1\u00a0$2\u00a0$3");
  return `${/^\p{Ll}/u.test(closed) ? "… " : ""}${closed}`;
}

/** The signs that close what the quote opens, the innermost first. */
function missing(text: string): string {
  const open: string[] = [];
  for (const sign of text) {
    const opened = PAIRS.find(([opens]) => opens === sign);
    if (opened !== undefined) open.push(opened[1]);
    else if (open.at(-1)?.endsWith(sign) === true) open.pop();
  }
  return open.reverse().join("");
}
