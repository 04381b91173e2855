import type { Body, Gazetteer } from "../../gazetteer/index.ts";
import {
  type Head,
  HEADS,
  LIST_WORDS,
  NEAR_BEFORE,
  ONE_OF_AREA,
  PLACE_AFTER,
  PLACE_BEFORE,
  TAILS,
} from "./heads.ts";
import { locate } from "./located.ts";
import type { Page, Sentence } from "./page.ts";

/** A name of the gazetteer that stands in a sentence, with what its surroundings say of it. Places are in `Page.plain`. */
export type NameFound = {
  readonly from: number;
  readonly to: number;
  /** Where its head begins: "les sites des villes de". */
  readonly start: number;
  readonly folded: string;
  readonly written: string;
  readonly bodies: readonly Body[];
  head: Head | null;
  /** Its head stands behind it. */
  readonly tailed: boolean;
  /** Words that licensed it. */
  readonly licences: string[];
  /** Named as a place, in brackets, or as a part of another name. */
  place: boolean;
  /** INSEE code of the département that stands in brackets behind it. */
  departement: string | null;
  /** Same number: one list. */
  list: number;
};

export type NameBook = {
  readonly gazetteer: Gazetteer;
  /** First word of a name: the most words that a name which begins so has. */
  readonly firsts: ReadonlyMap<string, number>;
  /** EPCI without the article of their name. */
  readonly shortened: ReadonlyMap<string, readonly Body[]>;
};

const NAME_WORDS_MAX = 12;

/** Prepares a gazetteer for looking names up in running text. */
export function nameBook(gazetteer: Gazetteer): NameBook {
  const firsts = new Map<string, number>();
  const shortened = new Map<string, readonly Body[]>();
  const note = (name: string) => {
    const words = name.split(/[ ']/);
    const first = words[0] as string;
    if (first === "" || words.length > NAME_WORDS_MAX) return;
    if ((firsts.get(first) ?? 0) < words.length) firsts.set(first, words.length);
  };
  for (const [name, bodies] of gazetteer.names()) {
    note(name);
    const short = /^(?:le|la|les) (\S+ .+)$/.exec(name)?.[1];
    if (
      short === undefined ||
      bodies.some(({ kind }) => kind !== "epci") ||
      gazetteer.named(short).length > 0
    )
      continue;
    shortened.set(short, bodies);
    note(short);
  }
  return { gazetteer, firsts, shortened };
}

/** "Grand Narbonne" is called "Le Grand Narbonne". */
function namedSo(book: NameBook, key: string): readonly Body[] {
  const bodies = book.gazetteer.named(key);
  return bodies.length > 0 ? bodies : (book.shortened.get(key) ?? bodies);
}

type Word = {
  text: string;
  from: number;
  to: number;
  glued: boolean;
  /** A mark stands before it: no name goes over it. */
  apart: boolean;
};

/** Names that are ordinary words, first names or firms: they need a head, a list or a département to count. */
const COMMON =
  /^(?:son|sy|lent|mars|port|bois|plan|vue|ville|villes|grand|contre|this|iron|y|eu|us|as|or|les|la|le|y|bar|die|aime|aides|aide|bonne|baron|champs|cheval|eu|lure|job|jobs|lens|gap|mens|monts?|orange|sens|nice|tours|vienne|auto|bourg|beaux|charge|coup|fontaine|fort|gare|grace|honor|loisirs|ligne|marche|oust|pierre|pont|rue|rions|saint|sainte|sauve|tarn|trois|vert|vent|van|vains|vif|voila|x|ars|ouest|est|nord|sud|centre|paris|france|free|bouygues|total|ornans|condom|brides|barbie|donnees|mises?|mont|vers|plaisir|marne|albert|paul|louis|andre|vincent|bernard|martin|thomas|claude|charles|maurice|georges|germain|laurent|denis|michel|antoine|marie|jean|joseph|simon|julien|lucie|rosay|rosiers|lys|lion|aigle|serre|source|sources|cours|court|courts|tour|salles|salon|sable|pays|maison|maisons|moulins|usage|usages|arc|arcs|may|les mairies|bans|toulon sur|messe|aire|aires|carte|doue|trets|tout|cause|bus|lot|date|agents|plus|mauvais|may|march|may|mai|juillet|avril|police|securite|action|anonymous|menace|message|vitesse|courant|chaines|ails?|mer|sales?|soucis|service|services|dernier|ile|air|eaux|metz tessy|barre|corps|cuisine|buis|bon|fins|fin|marches|play|royal|hive|medusa|cactus|snatch|maze|conti|monde|temps|croix|recit|point|points|information|informations|ping|apt|pin|arbre|arbres|cite|peer|domaine|domaines|mission|missions|ennemis?|val|plaine|buzz|les|des|une?|allonnes|pretot|presque|poses|perdus?|peur|cran|cassis|cerises?|rouge|rougets?|cuba|sassy|avant|sept|huit|onze|cent|mille|ver|vers|ben|thil|lion|ly|ay|ri|ry|by|uz|oz|eth|sai|see|bey|bu|ger|her|oo|theme|our|ours|over|red|good|blond|brie|chat|chats|chien|connect|crisis|gouts?|hot|issue|job|laps?|leers?|mark|mere|muse|nay|nods|pact|pact|page|pages|past|pere|pie|pins?|pure|rang|rove|ruts?|sage|sail|sermon|son|sore|sort|suze|teil|tend|tilt|torte|torts?|uchaux|ugh|urban|use|vans|vaux|very|vitres?|void|sarlat|issy|levallois|chalons|wait|war|was|wine|wing|zone|tech|sites?|trop|tard|alors|toussaint|ascension|noel|paques)$/;

export const isCommon = (folded: string): boolean => COMMON.test(folded);

type Hit = {
  readonly folded: string;
  readonly bodies: readonly Body[];
  readonly last: number;
  readonly from: number;
  readonly to: number;
  readonly written: string;
  readonly left: string;
  readonly right: string;
  readonly lead: { head: Head; length: number } | null;
  readonly tail: Head | undefined;
  readonly head: { head: Head; length: number } | null;
};

/** The longest name that begins at a word and is written as one: "Bordeaux" where "Bordeaux city hall" stands. */
function hitAt(
  page: Page,
  sentence: Sentence,
  words: readonly Word[],
  i: number,
  book: NameBook,
  leftFrom: number,
): Hit | null {
  let wordsMax = NAME_WORDS_MAX;
  while (wordsMax > 0) {
    const name = longest(words, i, book, wordsMax);
    if (name === null) return null;
    wordsMax = name.last - i;
    const first = words[i] as Word;
    const last = words[name.last] as Word;
    if (outreached(words, i, name.last, book) || isPartOfWord(sentence, first, last)) continue;
    if (hasOddArticle(page, sentence, words, i, name.last, book)) continue;
    const from = sentence.from + (name.contracted ? (words[i + 1] as Word) : first).from;
    const to = sentence.from + last.to;
    const written = page.original.slice(page.at(from), page.at(to));
    // What belongs to the name before is no head of this one: "Noisy-le-Grand, Bourg-en-Bresse".
    const left = page.plain.slice(Math.max(leftFrom, from - LEFT_CHARACTERS), from);
    const right = page.plain.slice(to, Math.min(sentence.to, to + RIGHT_CHARACTERS));
    const lead = headOf(left);
    // "the prefecture of the Bas-Rhin department".
    const tail =
      lead?.head.kinds[0] === "prefecture"
        ? undefined
        : TAILS.find(({ words: behind }) => behind.test(right));
    const head = tail === undefined ? lead : { head: tail, length: lead?.length ?? 0 };
    // "06:00 UTC".
    if (/^(?:utc|cet|est)$/.test(name.folded) && !/(?:l'|d'|the )$/.test(left)) continue;
    // "Our site", "Over website": English words that a site stands behind.
    if (lead === null && tail !== undefined && NEVER.test(name.folded)) continue;
    // "La Ville de Tours": the word that makes heads is no name by itself.
    if (head?.head.role !== "body" && HEAD_WORD.test(name.folded)) continue;
    if (isWrittenAsName(written, name.bodies, page, sentence, head, name.folded))
      return { ...name, from, to, written, left, right, lead, tail, head };
  }
  return null;
}

const NEVER = /^(?:our|ours|over|this|as|or|us|by|use|her|very|wait|war|past|hot|good|red)$/;
const HEAD_WORD =
  /^(?:l[ae]s? )?(?:villes?|maires?|mairies?|ports?|sites?|targets?|centres?|bourgs?|cites?|regions?|communes?)$/;
const LEFT_CHARACTERS = 90;
const RIGHT_CHARACTERS = 50;

/** The names in a sentence, left to right, longest first, none inside another. */
export function namesIn(page: Page, sentence: Sentence, book: NameBook, listFrom: number): NameFound[] {
  const words = wordsOf(sentence);
  const found: NameFound[] = [];
  for (let i = 0; i < words.length; i++) {
    const hit = hitAt(page, sentence, words, i, book, found.at(-1)?.to ?? sentence.from);
    if (hit === null) continue;
    const { from, to, written, left, right, lead, tail, head } = hit;
    found.push({
      from,
      to,
      start: from - (head?.length ?? 0),
      folded: hit.folded,
      written,
      bodies: hit.bodies,
      head: head?.head ?? null,
      tailed: tail !== undefined && lead === null,
      licences: head === null ? [] : ["head"],
      place:
        PLACE_AFTER.test(right) ||
        ONE_OF_AREA.test(left) ||
        NEAR_BEFORE.test(left) ||
        (PLACE_BEFORE.test(left) &&
          (head === null || !/ (?:ville|mairie|commune|city|town)\w* (?:\S+ ){0,2}$/.test(left))),
      departement: null,
      list: -1,
    });
    i = hit.last;
  }
  locate(page, sentence, found);
  return joinLists(page, found, listFrom);
}

const PARTICLE = /^(?:de|du|des|la|le|les|l|d|en|et|sur|sous|aux?|a|à|lès|les|lez|in|of|the)$/;

/** A town's words carry capitals; a body's that is no place ("préfecture de police") need not. */
function isWrittenAsName(
  written: string,
  bodies: readonly Body[],
  page: Page,
  sentence: Sentence,
  head: { head: Head } | null,
  folded: string,
): boolean {
  if (lowerAllowed(sentence, page, head, folded)) return true;
  const parts = written.split(/[\s'’-]+/).filter((part) => part !== "" && !PARTICLE.test(part));
  const capitals = parts.filter((part) => /^[\p{Lu}\d]/u.test(part)).length;
  if (bodies.every((body) => body.kind === "commune")) return parts.length > 0 && capitals === parts.length;
  return capitals > 0;
}

/** Texts without capitals still name towns, after a clear head only. */
function lowerAllowed(sentence: Sentence, page: Page, head: { head: Head } | null, folded: string): boolean {
  if (/^(?:prefecture de police|police headquarters)/.test(folded)) return true;
  const original = page.original.slice(page.at(sentence.from), page.at(sentence.to));
  if (head === null || head.head.role !== "body" || /^[^\p{L}]*\p{Lu}/u.test(original)) return false;
  return !isCommon(folded) && (original.match(/\p{Lu}/gu)?.length ?? 0) <= 2;
}

const BETWEEN = /^[ \n'-]{0,3}$/;

function wordsOf(sentence: Sentence): Word[] {
  const words: Word[] = [];
  const word = /[a-z0-9]+/g;
  for (let match = word.exec(sentence.plain); match !== null; match = word.exec(sentence.plain)) {
    words.push({
      text: match[0],
      from: match.index,
      to: match.index + match[0].length,
      glued: sentence.plain[match.index - 1] === "'",
      apart: !BETWEEN.test(sentence.plain.slice(words.at(-1)?.to ?? 0, match.index)),
    });
  }
  return words;
}

function longest(
  words: readonly Word[],
  start: number,
  book: NameBook,
  wordsMax = NAME_WORDS_MAX,
): Longest | null {
  const article = CONTRACTED[(words[start] as Word).text];
  const opened = article ?? opening(words, start);
  const most = Math.min(book.firsts.get(opened) ?? 0, words.length - start, wordsMax);
  if (most === 0) return null;
  let key = opened;
  const keys = [key];
  for (let k = 1; k < most; k++) {
    const word = words[start + k] as Word;
    if (word.apart) break;
    key += (word.glued ? "'" : " ") + opening(words, start + k);
    keys.push(key);
  }
  for (let k = keys.length - 1; k >= 0; k--) {
    const bodies = namedSo(book, keys[k] as string);
    // "du Mans" is of Le Mans; "du" alone is nobody.
    if (bodies.length > 0 && (article === undefined || k > 0))
      return { folded: keys[k] as string, bodies, last: start + k, contracted: article !== undefined };
  }
  return null;
}

type Longest = {
  readonly folded: string;
  readonly bodies: readonly Body[];
  readonly last: number;
  /** Its article stands in "du", "au", "des" or "aux". */
  readonly contracted: boolean;
};
const CONTRACTED: Readonly<Record<string, string>> = { du: "le", au: "le", des: "les", aux: "les" };

/** "le Val" in "le Val-de-Marne": a name that begins inside this one and goes on behind it is the one that is meant. */
function outreached(words: readonly Word[], start: number, last: number, book: NameBook): boolean {
  for (let i = start + 1; i <= last; i++) if ((longest(words, i, book)?.last ?? 0) > last) return true;
  return false;
}

/** "la Marne" is no town of that name: its article would be a capital; the name behind it is looked up by itself. */
function hasOddArticle(
  page: Page,
  sentence: Sentence,
  words: readonly Word[],
  start: number,
  last: number,
  book: NameBook,
): boolean {
  const first = words[start] as Word;
  if (start === last || !/^(?:la|le|les|l)$/.test(first.text)) return false;
  if (/\p{Lu}/u.test(page.original[page.at(sentence.from + first.from)] ?? "")) return false;
  return longest(words, start + 1, book)?.last === last;
}

/** "Sud" in "Sud-Ouest". */
function isPartOfWord({ plain }: Sentence, first: Word, last: Word): boolean {
  return (
    (/^-[a-z]/.test(plain.slice(last.to, last.to + 2)) &&
      !/^-(?:based|area|town|region)/.test(plain.slice(last.to, last.to + 8))) ||
    (plain[first.from - 1] === "-" && /[a-z]/.test(plain[first.from - 2] ?? ""))
  );
}

function opening(words: readonly Word[], at: number): string {
  const text = (words[at] as Word).text;
  if (at + 1 < words.length && (text === "st" || text === "ste")) return text === "st" ? "saint" : "sainte";
  return text;
}

function headOf(left: string): { head: Head; length: number } | null {
  for (const head of HEADS) {
    const match = head.words.exec(left);
    if (match !== null) return { head, length: left.length - match.index - (match.index === 0 ? 0 : 1) };
  }
  return null;
}

/** Numbers the lists, and hands the head of a list's first name on to the others. */
function joinLists(page: Page, found: NameFound[], listFrom: number): NameFound[] {
  let list = listFrom;
  let before: NameFound | undefined;
  for (const name of found) {
    if (name.place && page.plain[name.from - 1] === "(") {
      name.list = before?.list ?? list;
      continue;
    }
    const joined = before !== undefined && isListed(page, before, name);
    if (!joined) list++;
    name.list = list;
    if (joined && before !== undefined) {
      name.licences.push("list");
      if (name.head === null || name.head.role === "site") {
        const passed = before.head;
        if (passed !== null && (name.head === null || passed.role === "body")) name.head = passed;
      }
      if (before.place && name.head === null) name.place = true;
    }
    before = name;
  }
  tailsBack(page, found);
  return found;
}

/** "the Mayenne and Gers departments": a head that stands behind a list is of all its names. */
function tailsBack(page: Page, found: readonly NameFound[]): void {
  for (let i = found.length - 1; i > 0; i--) {
    const name = found[i] as NameFound;
    const before = found[i - 1] as NameFound;
    const tail = TAILS.find(({ words }) => words.test(page.plain.slice(name.to, name.to + RIGHT_CHARACTERS)));
    const kinds = tail?.kinds ?? (name.tailed ? name.head?.kinds : undefined);
    if (kinds === undefined || name.list !== before.list) continue;
    if (!/^(?:,| and|, and| et| &) (?:the )?$/.test(page.plain.slice(before.to, name.from))) continue;
    const fits = kinds.includes("prefecture") ? [...kinds, "departement"] : kinds;
    if (!before.bodies.some(({ kind }) => fits.includes(kind))) continue;
    before.head = tail ?? name.head;
  }
}

function isListed(page: Page, before: NameFound, name: NameFound): boolean {
  const between = page.plain.slice(before.to, name.from).replace(/\([^)]{0,60}\)/g, " ");
  if (between.length > 90 || /[.;:!?]/.test(between.replace(/'/g, ""))) return false;
  const words = between.match(/[a-z0-9]+/g) ?? [];
  if (words.length === 0) return /^\s*[,/&+·-]\s*$/.test(between);
  if (
    !/[,&/]|(?<![a-z])(?:et|ou|and|or|que|as well|ni|nor|comme|dont|including|plus|notamment|puis|avec|encore)(?![a-z])/.test(
      between,
    )
  )
    return false;
  return words.every((word) => LIST_WORDS.has(word));
}
