import { type Reference, referencesIn } from "./anaphora.ts";
import { OTHERS } from "./focus.ts";
import { meantIn } from "./counted.ts";
import type { Sentence } from "./page.ts";
import { STAND_INS } from "./stand-ins.ts";
import type { Taken } from "./stances.ts";
import type { Naming } from "./victims.ts";

/** A part of a sentence that speaks of its own bodies. Places are in the sentence. */
export type Clause = {
  readonly from: number;
  readonly to: number;
  readonly victims: readonly Naming[];
  readonly taken: readonly Taken[];
};

const TURN =
  /(?:,|;)? ?(?<![a-z])(?:mais|tandis qu[e']|alors qu[e']|en revanche|a l'inverse|contrairement|ainsi que|et (?:celui|celle|ceux|celles|le site|les sites)|(?:, ?)(?:celui|celle|ceux|celles) d[eu']|quant a|but|while|whereas|although|however|as well as|and (?:that|those) of|in contrast)(?![a-z])|;|, (?=(?:the|les) (?:\w+ )?(?:others?|autres)(?![a-z]))|, (?=(?:www\.)?[a-z0-9-]{3,40}\.(?:fr|com|org|net|eu|re|bzh)(?![a-z]))|, (?:et )?(?=(?:a |la (?:ville|mairie|commune) d|le departement d)[^,]{3,40}, )/g;

/** "Dijon, dont le site était inaccessible, Brest et Lorient": said of the one before it alone. */
const RELATIVE =
  /^ ?(?:\([^)]{0,40}\))?,? ?(?:dont (?:le |la )|whose |ou (?:le |la )|where the )(?:\w+ )?(?:sites?|portails?|pages?|plateformes?|websites?|portals?|services?|town hall|mairie)(?![a-z])(?<!sites|websites|portals|portails|pages)[^,;]*$/;
const SEPARATOR = /[,;)]|(?<![a-z])(?:et|and|mais|but)(?![a-z])/g;
/** What is claimed of all may stand before them; the rest is each one's own. */
const SHARED: ReadonlySet<string> = new Set(["claims", "confirms"]);

/** Cuts a sentence where it turns to other bodies; parts without stances or without bodies go with their neighbour. */
export function clausesOf(
  sentence: Sentence,
  namings: readonly Naming[],
  taken: readonly Taken[],
  victims: ReadonlyMap<string, unknown>,
): Clause[] {
  const { plain, from: base } = sentence;
  const mine = namings.filter((naming) => isVictim(naming, victims));
  const placed = mine.length > 0 ? [] : referencesIn(plain).filter(({ of }) => of.kind !== "all");
  if (placed.length > 1) return ofEach(plain, taken, placed);
  if (mine.length < 2) {
    const cut = mine[0] === undefined ? -1 : standInBeside(plain, mine[0], taken, base);
    const whole = { from: 0, to: plain.length, victims: mine, taken };
    if (cut === -1) return [whole];
    return [
      { ...whole, to: cut, taken: taken.filter(({ from }) => from < cut) },
      { ...whole, from: cut, victims: [], taken: taken.filter(({ from }) => from >= cut) },
    ];
  }
  const relatives = taken.flatMap((one) => relativeOf(one, plain, mine, base));
  const rest = taken.filter((one) => !relatives.some((clause) => clause.taken.includes(one)));
  const whole = [{ from: 0, to: plain.length, victims: mine, taken: rest }, ...relatives];
  const struck = hitsOf(plain, mine, rest, base);
  if (rest.length < 2 && struck.length === 0) return whole;
  const cuts = [...turnsOf(plain), ...breaksOf(plain, mine, rest, base), ...struck].sort((a, b) => a - b);
  const start = Math.min(...mine.map(({ name }) => name.from - base));
  const ahead = rest.filter(({ stance, to }) => SHARED.has(stance) && to <= start);
  const parts = cuts.map((from, i) => {
    const to = cuts[i + 1] ?? plain.length;
    const within = mine.filter(({ name }) => name.from - base >= from && name.from - base < to);
    const own = rest.filter((one) => one.from >= from && one.from < to);
    return { from, to, victims: within, taken: own };
  });
  const found = merged(parts, plain, struck);
  const told = (clause: Clause, i: number) =>
    found.slice(0, i).some((other) => clause.victims.every((one) => other.victims.includes(one)));
  return [
    ...found.map((clause, i) => (i === 0 || told(clause, i) ? clause : withAhead(clause, ahead))),
    ...relatives,
  ];
}

/** "Laval denied it, while the department saw nothing": where another than the one named takes its turn; -1 when none does. */
function standInBeside(plain: string, { body, name }: Naming, taken: readonly Taken[], base: number): number {
  for (const { kinds, words } of STAND_INS) {
    if (body === null || kinds.length > 1 || kinds.includes(body.kind)) continue;
    const at = words.exec(plain)?.index ?? -1;
    if (at < name.to - base || !TAKES_TURN.test(plain.slice(0, at))) continue;
    if (taken.some(({ to }) => to <= at) && taken.some(({ from }) => from >= at)) return at;
  }
  return -1;
}

const TAKES_TURN =
  /(?:[,;]|(?<![a-z])(?:and|et|but|mais|while|whereas|tandis que|alors que))(?: quant a)? ?$/;

/** "The former was offline; the latter was up.": a part for each that is meant. */
function ofEach(plain: string, taken: readonly Taken[], placed: readonly Reference[]): Clause[] {
  const starts = placed.map(({ from }, i) => {
    const before = placed[i - 1]?.to;
    if (before === undefined) return 0;
    const cut = lastSeparator(plain, before, from);
    return cut === -1 ? from : cut;
  });
  return starts.map((from, i) => {
    const to = starts[i + 1] ?? plain.length;
    return { from, to, victims: [], taken: taken.filter((one) => one.from >= from && one.from < to) };
  });
}

function withAhead(clause: Clause, ahead: readonly Taken[]): Clause {
  return { ...clause, taken: [...ahead.filter((one) => !clause.taken.includes(one)), ...clause.taken] };
}

function turnsOf(plain: string): number[] {
  const cuts = [0];
  TURN.lastIndex = 0;
  for (let match = TURN.exec(plain); match !== null; match = TURN.exec(plain)) {
    if (match[0] === "") TURN.lastIndex++;
    else cuts.push(match.index);
  }
  return cuts;
}

/** "Dijon was down, Brest answered", "down in Dijon, slow in Brest": where each body has a stance of its own. */
function breaksOf(plain: string, mine: readonly Naming[], taken: readonly Taken[], base: number): number[] {
  const own = taken.filter(({ stance }) => !SHARED.has(stance)).sort((a, b) => a.from - b.from);
  const names = mine.map(({ name }) => [name.from - base, name.to - base] as const);
  const first = own[0];
  const leads = first !== undefined && names[0] !== undefined && first.from < names[0][0];
  return names.slice(1).flatMap(([from], i) => {
    const before = (names[i] as readonly [number, number])[1];
    const between = own.filter((one) => one.from >= before && one.from < from);
    const last = between.at(-1);
    if (last === undefined || between[0] === undefined) return [];
    if (!leads && !own.some((one) => one.from >= from)) return [];
    const cut = leads
      ? lastSeparator(plain, before, between[0].from)
      : lastSeparator(plain, Math.min(last.to, from), from);
    return cut === -1 ? [] : [cut];
  });
}

const HIT =
  /(?<![a-z])(?:touche|vise|frappe|cible|attaque|pirate|hacke|paralyse|victime|revendique|hit|struck|targeted|attacked|hacked|down|paralysed|under attack)(?:e|s|es)?(?![a-z])/;

/** "Dijon touchée, Brest dément": where others deny what was said to have hit the first. */
function hitsOf(plain: string, mine: readonly Naming[], taken: readonly Taken[], base: number): number[] {
  const denial = taken.find(({ stance }) => stance === "denies" || stance === "no-incident");
  if (denial === undefined) return [];
  return mine.slice(1).flatMap(({ name }, i) => {
    const [before, from] = [(mine[i]?.name.to ?? 0) - base, name.start - base];
    const hit = HIT.exec(plain.slice(before, from));
    if (hit === null || from > denial.from) return [];
    const cut = lastSeparator(plain, before + hit.index, from);
    return cut === -1 ? [] : [cut];
  });
}

function lastSeparator(plain: string, from: number, to: number): number {
  let last = -1;
  for (const match of plain.slice(from, to).matchAll(SEPARATOR)) last = from + match.index;
  return last;
}

function relativeOf(one: Taken, plain: string, mine: readonly Naming[], base: number): Clause[] {
  const near = mine.filter(({ name }) => name.to - base <= one.from).at(-1);
  if (near === undefined || SHARED.has(one.stance)) return [];
  const from = near.name.to - base;
  if (!RELATIVE.test(plain.slice(from, one.from))) return [];
  const end = /[,;.)]/.exec(plain.slice(one.to))?.index;
  return [{ from, to: end === undefined ? plain.length : one.to + end, victims: [near], taken: [one] }];
}

function merged(parts: readonly Clause[], plain: string, apart: readonly number[]): Clause[] {
  const found: Clause[] = [];
  for (const part of parts) {
    const last = found.at(-1);
    if (last === undefined || apart.includes(part.from)) found.push(part);
    else if (
      part.victims.length > 0 &&
      part.taken.length > 0 &&
      last.victims.length > 0 &&
      last.taken.length > 0
    )
      found.push(part);
    else if (
      part.victims.length === 0 &&
      part.taken.length > 0 &&
      last.victims.length > 0 &&
      last.taken.length > 0
    ) {
      // "mais ils étaient toujours accessibles": of all that the sentence has named so far; "les deux autres": of none of them.
      const others = OTHERS.test(plain.slice(part.from, part.to));
      const all = others ? [] : found.flatMap((clause) => clause.victims);
      const text = plain.slice(part.from, part.to);
      found.push({ ...part, victims: isOfOther(text, all) ? [] : meantIn(text, all) });
    } else {
      found[found.length - 1] = {
        from: last.from,
        to: part.to,
        victims: [...last.victims, ...part.victims],
        taken: [...last.taken, ...part.taken],
      };
    }
  }
  return found;
}

/** "Brest dément, tandis que le Département ...": who stands for none of those that were named. */
function isOfOther(part: string, all: readonly Naming[]): boolean {
  const kinds = STAND_INS.find(({ words }) => words.test(part.slice(0, OPENING_CHARACTERS)))?.kinds;
  return kinds !== undefined && all.every(({ body }) => body !== null && !kinds.includes(body.kind));
}

const OPENING_CHARACTERS = 50;

export function isVictim(naming: Naming, victims: ReadonlyMap<string, unknown>): boolean {
  if (naming.body === null || !victims.has(naming.body.id)) return false;
  return (
    naming.link !== "" ||
    naming.barred === "" ||
    naming.barred === "speaker" ||
    naming.barred === "unhurt" ||
    (naming.barred === "word" && naming.body.kind === "prefecture")
  );
}
