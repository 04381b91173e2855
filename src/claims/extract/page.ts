/** A document's text made ready for rules: folded with a way back to the original, cut into paragraphs and sentences. */

export type Sentence = {
  /** Place in `Page.plain`. */
  readonly from: number;
  readonly to: number;
  readonly plain: string;
  readonly paragraph: number;
  readonly kind: "title" | "heading" | "item" | "sentence";
  /** Starts or ends inside a quotation. */
  readonly quoted: boolean;
};

export type Page = {
  readonly original: string;
  /** Lower case, no accents, one kind of quotation mark, apostrophe, dash and space. */
  readonly plain: string;
  readonly sentences: readonly Sentence[];
  /** Place in `original` of a place in `plain`. */
  readonly at: (place: number) => number;
};

export const SENTENCES_MAX = 4_000;
/** A longer "sentence" is no prose; it is cut so that no rule meets an unbounded text. */
const SENTENCE_CHARACTERS_MAX = 2_000;
const HEADING_CHARACTERS_MAX = 140;
const FULL_LINE_CHARACTERS = 60;
/** A line of a table. */
const ROW = /\S \| \S/;
/** "18h42", "[6:25 pm]": an entry of a story that is told by the hour begins with it. */
const CLOCK =
  /^\W*(?:[01]?\d|2[0-3]) ?(?:h|:|\.) ?(?:[0-5]\d)?(?: ?[ap]\.?m\.?)?(?: ?(?:gmt|utc|cet|cest))?(?![\w%€$])/;
const CLOCK_LINE = new RegExp(`${CLOCK.source}\\W*$`);
const ENTRIES_MIN = 3;
/** No hard-wrapped line is longer. */
const WRAPPED_LINE_CHARACTERS_MAX = 100;

const OPENED: Readonly<Record<string, string>> = { œ: "oe", æ: "ae", ß: "ss", "…": "...", ø: "o", ł: "l" };
const ALIKE: Readonly<Record<string, string>> = {
  "’": "'",
  "‘": "'",
  ʼ: "'",
  "`": "'",
  "´": "'",
  "«": '"',
  "»": '"',
  "“": '"',
  "”": '"',
  "„": '"',
  "–": "-",
  "—": "-",
  "‑": "-",
  "‐": "-",
  "−": "-",
  "\u00a0": " ",
  "\u202f": " ",
  "\u2009": " ",
  "\t": " ",
  "\r": " ",
  "\u200b": " ",
  "\ufeff": " ",
};
const known = new Map<string, string>();

/** One character as rules see it; nothing for combining marks. */
function foldCharacter(letter: string): string {
  const found = known.get(letter);
  if (found !== undefined) return found;
  const low = letter.toLowerCase();
  const folded =
    ALIKE[letter] ??
    OPENED[low] ??
    low
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .replace(/[œæ]/g, (both) => OPENED[both] ?? both);
  if (known.size < 5_000) known.set(letter, folded);
  return folded;
}

/** Folds a text; `at` leads back. */
export function foldText(original: string): { plain: string; at: (place: number) => number } {
  const map = new Int32Array(original.length * 3 + 1);
  const parts: string[] = [];
  let length = 0;
  for (let i = 0; i < original.length; i++) {
    const code = original.charCodeAt(i);
    if (code < 128 && code !== 9 && code !== 13 && code !== 96) {
      parts.push(code >= 65 && code <= 90 ? String.fromCharCode(code + 32) : (original[i] as string));
      map[length++] = i;
      continue;
    }
    const folded = foldCharacter(original[i] as string).slice(0, 3);
    for (const letter of folded) {
      parts.push(letter);
      for (let k = 0; k < letter.length; k++) map[length++] = i;
    }
  }
  map[length] = original.length;
  return { plain: parts.join(""), at: (place) => map[Math.min(Math.max(place, 0), length)] as number };
}

/** Reads a text: at most SENTENCES_MAX sentences are kept. */
export function readPage(original: string): Page {
  const { plain, at } = foldText(original);
  const sentences: Sentence[] = [];
  const isUpper = (place: number) => /\p{Lu}/u.test(original[at(place)] ?? "");
  let first = true;
  blocks(plain, isUpper).forEach((block, paragraph) => {
    if (sentences.length >= SENTENCES_MAX) return;
    const text = plain.slice(block.from, block.to);
    const row = ROW.test(text);
    const item = row || /^\s*(?:[-*•·▪►❌✅☑✔🔴🟢➡▶‣]|\p{Extended_Pictographic}|\d{1,2}[.)]\s)/u.test(text);
    const ends = /[.!?:;,)"]\s*$/.test(text) && !(first && text.length <= HEADING_CHARACTERS_MAX);
    const kind = first
      ? "title"
      : item
        ? "item"
        : !ends && text.length <= HEADING_CHARACTERS_MAX
          ? "heading"
          : "sentence";
    let open = false;
    const pieces = row ? parts(block.from, block.to) : cut(plain, block.from, block.to, isUpper);
    for (const [from, to] of pieces) {
      const marks = count(plain, '"', from, to);
      sentences.push({
        from,
        to,
        plain: plain.slice(from, to),
        paragraph,
        kind: kind === "title" && to - from > HEADING_CHARACTERS_MAX * 2 ? "sentence" : kind,
        quoted: open || marks % 2 === 1,
      });
      if (marks % 2 === 1) open = !open;
    }
    first = false;
  });
  return { original, plain, sentences: sentences.slice(0, SENTENCES_MAX), at };
}

type Block = { from: number; to: number };

/** Paragraphs: lines, with hard-wrapped ones put together again. */
function blocks(plain: string, isUpper: (place: number) => boolean): Block[] {
  const found: Block[] = [];
  let gap = true;
  for (const line of lines(plain)) {
    const text = plain.slice(line.from, line.to);
    if (text.trim() === "") {
      gap = true;
      continue;
    }
    const lead = text.length - text.trimStart().length;
    const from = line.from + lead;
    const last = found.at(-1);
    const before = last === undefined ? "" : plain.slice(last.from, last.to).trimEnd();
    const broken = before !== "" && !/[.!?:"]$/.test(before);
    const starts = /^[a-z0-9("']/.test(text.trimStart());
    const wrapped =
      !gap &&
      !ROW.test(text) &&
      !ROW.test(before) &&
      !CLOCK_LINE.test(plain.slice(plain.lastIndexOf("\n", line.from - 2) + 1, line.from)) &&
      broken &&
      starts &&
      (!isUpper(from) ||
        (last !== undefined &&
          lineLength(plain, last.to) >= FULL_LINE_CHARACTERS &&
          text.length <= WRAPPED_LINE_CHARACTERS_MAX &&
          !/^\S+:\/\//.test(text)));
    if (wrapped && last !== undefined) last.to = line.to;
    else found.push({ from, to: line.to });
    gap = false;
  }
  return found;
}

function lineLength(plain: string, end: number): number {
  return end - (plain.lastIndexOf("\n", end - 1) + 1);
}

function lines(plain: string): Block[] {
  const found: Block[] = [];
  let from = 0;
  while (from <= plain.length) {
    const next = plain.indexOf("\n", from);
    const to = next === -1 ? plain.length : next;
    found.push({ from, to });
    from = to + 1;
  }
  return found;
}

const count = (text: string, mark: string, from: number, to: number): number => {
  let found = 0;
  for (let i = text.indexOf(mark, from); i !== -1 && i < to; i = text.indexOf(mark, i + 1)) found++;
  return found;
};

const ABBREVIATION =
  /(?:^|[\s("'])(?:m|mm|mme|mmes|mlle|mr|mrs|ms|dr|pr|me|st|ste|no|n|art|av|bd|env|cf|vs|gen|col|lt|sgt|prof|hon|rep|sen|gov|jr|jan|feb|sept|oct|nov|dec|[a-z])\.$/;

/** Sentences of one paragraph, as places. */
function cut(
  plain: string,
  from: number,
  to: number,
  isUpper: (place: number) => boolean,
): [number, number][] {
  const found: [number, number][] = [];
  let start = from;
  const end = /[.!?]+["')\]]*|;\s/g;
  end.lastIndex = from;
  for (let match = end.exec(plain); match !== null && match.index < to; match = end.exec(plain)) {
    let after = match.index + match[0].length;
    if (after >= to) break;
    const closing = closingMark(plain, from, after, to);
    if (closing === after && !isEnd(plain, start, match, after, isUpper)) continue;
    after = closing;
    if (plain.slice(start, after).trim() !== "") found.push([start, after]);
    start = after;
    while (start < to && plain[start] === " ") start++;
  }
  if (plain.slice(start, to).trim() !== "") found.push([start, to]);
  return found.flatMap(([a, b]) => parts(a, b));
}

/** French sets a space before the mark that closes a quotation: where it ends when one was open, else `after`. */
function closingMark(plain: string, from: number, after: number, to: number): number {
  if (plain[after] !== " " || plain[after + 1] !== '"' || after + 2 > to) return after;
  return count(plain, '"', from, after) % 2 === 1 ? after + 2 : after;
}

/** A sentence may begin with the name of a site: "mulhouse.fr est de retour". */
const HOST_NEXT = /^(?:www\.)?[a-z0-9-]{2,40}\.(?:fr|com|org|net|eu|bzh)(?![a-z0-9])/;
const HOST_CHARACTERS = 60;

function isEnd(
  plain: string,
  start: number,
  match: RegExpExecArray,
  after: number,
  isUpper: (place: number) => boolean,
): boolean {
  if (match[0].startsWith(";")) return false;
  const left = plain.slice(Math.max(start, match.index - 12), match.index + 1);
  if (match[0][0] === "." && ABBREVIATION.test(left)) {
    // "4 p.m." and "11 h." may end a sentence, but only before a new one's capital.
    return (
      /(?:[ap]\.m|\d ?h)\.$/.test(left) && /^\s+$/.test(plain.slice(after, after + 1)) && isUpper(after + 1)
    );
  }
  const next = plain[after] ?? "";
  if (next === " " || next === "\n") {
    const place = after + (/^\s*["'([]*\s*/.exec(plain.slice(after, after + 8))?.[0].length ?? 0);
    return (
      isUpper(place) ||
      /["\d(@#-]/.test(plain[after + 1] ?? "") ||
      /[!?]/.test(match[0]) ||
      HOST_NEXT.test(plain.slice(place, place + HOST_CHARACTERS))
    );
  }
  // "ville.Nous avons": a space was forgotten; a host name has a small letter after its dot.
  return (
    isUpper(after) &&
    /[a-z"]/.test(plain[match.index - 1] ?? "") &&
    /[a-z]/.test(plain[after + 1] ?? "") &&
    !isUpper(after + 1)
  );
}

function parts(from: number, to: number): [number, number][] {
  if (to - from <= SENTENCE_CHARACTERS_MAX) return [[from, to]];
  const found: [number, number][] = [];
  for (let a = from; a < to; a += SENTENCE_CHARACTERS_MAX)
    found.push([a, Math.min(to, a + SENTENCE_CHARACTERS_MAX)]);
  return found;
}

/** Where the entries of a story that is told by the hour begin, as places of sentences; none in other texts. */
export function entriesOf({ sentences }: Page): Set<number> {
  const starts = sentences.flatMap(({ plain, paragraph }, i) =>
    i > 0 && sentences[i - 1]?.paragraph !== paragraph && CLOCK.test(plain) ? [i] : [],
  );
  return new Set(starts.length < ENTRIES_MIN ? [] : starts);
}
