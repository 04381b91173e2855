import { folded, isDigit, LATIN, latinEnd, SCRIPTS, scriptOf, standsAlone } from "./letters.ts";
import { IN_TITLE, isDefaced, MARKERS } from "./markers.ts";

/**
 * Takes a page's visible text letter by letter and keeps what identifies it: a simhash of its words (Charikar 2002), how
 * much of it there is, its script, its language, and the phrases of `markers.ts`. No word is ever made a string.
 */

/** Words shorter than this are the same on every page of a language, and say nothing of this one. */
const WORD_LETTERS_MIN = 4;
export const MARKERS_PER_PAGE_MAX = 8;
const PHRASE_WORDS_MAX = 8;
const BITS = 64;
/** Words are counted once; which were is remembered in so many bits. */
const SEEN_BITS = 65_536;

const FRENCH =
  "le la les des du une un est dans pour sur avec vous nous votre notre aux ce cette par qui et en".split(
    " ",
  );
const ENGLISH = "the and of to for with you your our is are this that from by on be we it in".split(" ");
/** A language is said when so many of its small words were read, and so many times more than of the other. */
const SMALL_WORDS_MIN = 6;
const SMALL_WORDS_RATIO = 3;

const HASH_START = 0x811c9dc5;
const HASH_STEP = 0x01000193;

/** FNV-1a over folded code units. */
function hashOf(word: string): number {
  let hash = HASH_START;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ folded(word.charCodeAt(at)), HASH_STEP);
  return hash >>> 0;
}

type Phrase = { readonly id: string; readonly words: readonly number[] };
/** Phrases by the hash of their last word: most words are the last of none. */
const PHRASES = new Map<number, Phrase[]>();
for (const { id, phrases } of MARKERS) {
  for (const phrase of phrases) {
    const words = splitWords(phrase).map(hashOf);
    const last = words.at(-1) as number;
    PHRASES.set(last, [...(PHRASES.get(last) ?? []), { id, words }]);
  }
}
const SMALL_WORDS = new Map<number, 0 | 1>();
for (const word of FRENCH) SMALL_WORDS.set(hashOf(word), 0);
for (const word of ENGLISH) SMALL_WORDS.set(hashOf(word), 1);

/** The words of a phrase as the reader below finds them: signs of scripts without spaces stand alone. */
function splitWords(phrase: string): string[] {
  return phrase
    .split(" ")
    .flatMap((word) => (standsAlone(scriptOf(word.charCodeAt(0))) ? [...word] : [word]));
}

// One page is read at a time: these are emptied for each.
const votes = new Int32Array(BITS);
const seen = new Uint8Array(SEEN_BITS / 8);
const ring = new Uint32Array(PHRASE_WORDS_MAX);

export class Words {
  /** Letters, digits and signs seen. */
  length = 0;
  inTitle = false;
  readonly markers = new Set<string>();
  readonly #scripts = new Uint32Array(SCRIPTS.length);
  readonly #small = [0, 0];
  #hash = HASH_START;
  #letters = 0;
  #startsWithDigit = false;
  #distinct = 0;
  #words = 0;

  constructor() {
    votes.fill(0);
    seen.fill(0);
    ring.fill(0);
  }

  /** One code unit of visible text. */
  take(unit: number): void {
    const script = scriptOf(unit);
    if (script < 0 && !isDigit(unit)) {
      if (this.#letters > 0) this.end();
      if (unit > 0x20 && unit !== 0xa0) this.length += 1;
      return;
    }
    this.length += 1;
    if (script >= 0) this.#scripts[script] = (this.#scripts[script] as number) + 1;
    const alone = script > LATIN && standsAlone(script);
    if (alone && this.#letters > 0) this.end();
    if (this.#letters === 0) this.#startsWithDigit = script < 0;
    this.#hash = Math.imul(this.#hash ^ folded(unit), HASH_STEP);
    this.#letters += 1;
    if (alone) this.end();
  }

  /** Text from `from` up to markup or a reference, whose place it gives: the same as `take` for each unit, but faster. */
  run(page: string, from: number): number {
    let at = from;
    while (at < page.length) {
      const unit = page.charCodeAt(at);
      if (unit === 0x3c || unit === 0x26) break;
      const end = latinEnd(page, at);
      if (end === at) {
        this.take(unit);
        at += 1;
        continue;
      }
      const letters = end - at;
      if (this.#letters === 0) this.#startsWithDigit = false;
      let hash = this.#hash;
      for (; at < end; at++) hash = Math.imul(hash ^ folded(page.charCodeAt(at)), HASH_STEP);
      this.#hash = hash;
      this.#letters += letters;
      this.length += letters;
      this.#scripts[LATIN] = (this.#scripts[LATIN] as number) + letters;
    }
    return at;
  }

  /** A word is over: a space, a tag, the end. */
  end(): void {
    if (this.#letters === 0) return;
    const hash = this.#hash >>> 0;
    const counts = this.#letters >= WORD_LETTERS_MIN && !this.#startsWithDigit;
    this.#hash = HASH_START;
    this.#letters = 0;
    ring[this.#words % PHRASE_WORDS_MAX] = hash;
    this.#words += 1;
    const small = SMALL_WORDS.get(hash);
    if (small !== undefined) this.#small[small] = (this.#small[small] as number) + 1;
    if (PHRASES.has(hash)) this.#mark(hash);
    if (counts) this.#vote(hash);
  }

  /** 16 hex digits; all 0 for a page without words. */
  get simhash(): string {
    const half = this.#distinct / 2;
    let digits = "";
    for (let at = 0; at < BITS; at += 4) {
      let nibble = 0;
      for (let bit = 0; bit < 4; bit++) if ((votes[at + bit] as number) > half) nibble |= 1 << bit;
      digits += nibble.toString(16);
    }
    return digits;
  }

  /** The script of most letters, "" without letters. */
  get script(): string {
    let most = -1;
    for (let at = 0; at < SCRIPTS.length; at++)
      if ((this.#scripts[at] as number) > (most < 0 ? 0 : (this.#scripts[most] as number))) most = at;
    return most < 0 ? "" : (SCRIPTS[most] as string);
  }

  /** "fr" or "en" when the small words are clear, "" otherwise. */
  get language(): string {
    const [french, english] = this.#small as [number, number];
    if (french >= SMALL_WORDS_MIN && french >= SMALL_WORDS_RATIO * english) return "fr";
    return english >= SMALL_WORDS_MIN && english >= SMALL_WORDS_RATIO * french ? "en" : "";
  }

  #mark(last: number): void {
    for (const { id, words } of PHRASES.get(last) ?? []) {
      if (words.length > this.#words || this.markers.size >= MARKERS_PER_PAGE_MAX - 1) continue;
      const from = this.#words - words.length;
      if (!words.every((word, at) => ring[(from + at) % PHRASE_WORDS_MAX] === word)) continue;
      this.markers.add(id);
      if (this.inTitle && isDefaced(id)) this.markers.add(IN_TITLE);
    }
  }

  #vote(hash: number): void {
    const place = hash % SEEN_BITS;
    const mask = 1 << (place & 7);
    if (((seen[place >> 3] as number) & mask) !== 0) return;
    seen[place >> 3] = (seen[place >> 3] as number) | mask;
    this.#distinct += 1;
    // FNV's high bits are poor: two mixes make the 64 bits.
    const low = mix(hash);
    const high = mix(hash ^ 0x9e3779b9);
    for (let bit = 0; bit < 32; bit++) {
      votes[bit] = (votes[bit] as number) + ((low >>> bit) & 1);
      votes[bit + 32] = (votes[bit + 32] as number) + ((high >>> bit) & 1);
    }
  }
}

/** The finaliser of MurmurHash3. */
function mix(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** Bits in which two simhashes differ, 0 to 64. */
export function distance(one: string, other: string): number {
  let bits = 0;
  for (let at = 0; at < 16; at += 8) {
    let difference =
      Number.parseInt(one.slice(at, at + 8), 16) ^ Number.parseInt(other.slice(at, at + 8), 16);
    while (difference !== 0) {
      difference &= difference - 1;
      bits += 1;
    }
  }
  return bits;
}
