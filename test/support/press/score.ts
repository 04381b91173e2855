import type { Attack, ReadBody } from "../../../src/claims/reading.ts";
import { fold } from "../../../src/gazetteer/index.ts";
import type { GoldAttack, GoldBody, GoldDocument, OtherName } from "./corpus.ts";

/** How well attacks were read, against what a careful reader notes. */

export type Count = { right: number; wrong: number; missed: number };
export type Shares = { precision: number; recall: number; f1: number };

/** What one text was read as. */
export type Found = { attacks: readonly FoundAttack[]; dispatch: string; event: string };
export type FoundAttack = Pick<Attack, "type"> & {
  body: Pick<ReadBody, "name" | "kind" | "code" | "departement">;
  statements: readonly Pick<Attack["statements"][number], "stance" | "speaker" | "quote">[];
};

export type Score = {
  documents: number;
  body: Count;
  /** Body and type of attack. */
  type: Count;
  /** Body, type and stance. */
  stance: Count;
  /** Body, type, stance and who said it. */
  speaker: Count;
  /** Denials and "no incident", of which one stands for the other. */
  denial: Count;
  /** Bodies given for texts in which nobody is attacked, and those that are only background in others. */
  accused: number;
  background: number;
  quotes: { given: number; exact: number };
  errors: string[];
};

const ORGANISATIONS = new Set(["ministry", "parliament", "hospital", "school", "company", "other"]);
const DENIALS = new Set(["denies", "no-incident"]);

const none = (): Count => ({ right: 0, wrong: 0, missed: 0 });
export const emptyScore = (): Score => ({
  documents: 0,
  body: none(),
  type: none(),
  stance: none(),
  speaker: none(),
  denial: none(),
  accused: 0,
  background: 0,
  quotes: { given: 0, exact: 0 },
  errors: [],
});

export function sharesOf({ right, wrong, missed }: Count): Shares {
  const precision = right + wrong === 0 ? 1 : right / (right + wrong);
  const recall = right + missed === 0 ? 1 : right / (right + missed);
  return { precision, recall, f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/** Adds what one text was read as. Optional attacks and statements count for nothing either way. */
export function addToScore(score: Score, gold: GoldDocument & { content: string }, found: Found): void {
  score.documents++;
  const taken = new Set<GoldAttack>();
  for (const attack of oneABody(found.attacks)) {
    for (const { quote } of attack.statements) {
      score.quotes.given++;
      if (gold.content.includes(quote)) score.quotes.exact++;
    }
    const match = gold.attacks.find((each) => !taken.has(each) && isSame(attack.body, each.body));
    if (match === undefined) addWrong(score, gold, attack);
    else {
      taken.add(match);
      if (match.optional !== true) addMatch(score, gold, match, attack);
    }
  }
  for (const missed of gold.attacks) {
    if (!taken.has(missed) && missed.optional !== true) addMissed(score, gold, missed);
  }
}

function addWrong(score: Score, gold: GoldDocument, { body, statements }: FoundAttack): void {
  score.body.wrong++;
  score.type.wrong++;
  score.stance.wrong += new Set(statements.map(({ stance }) => stance)).size;
  score.speaker.wrong += new Set(statements.map(spoken)).size;
  if (gold.kind === "negative") score.accused++;
  else if (gold.background.some((each) => isSame(body, each))) score.background++;
  score.errors.push(`${gold.id}: ${body.name} (${body.kind} ${body.code ?? "-"}) is not attacked`);
}

function addMissed(score: Score, gold: GoldDocument, missed: GoldAttack): void {
  const stances = needed(missed, ({ stance }) => stance);
  score.body.missed++;
  score.type.missed++;
  score.stance.missed += stances.size;
  score.speaker.missed += needed(missed, goldSpoken).size;
  score.denial.missed += [...stances].filter((stance) => DENIALS.has(stance)).length;
  score.errors.push(`${gold.id}: ${missed.body.name} is missed`);
}

function addMatch(score: Score, gold: GoldDocument, match: GoldAttack, attack: FoundAttack): void {
  score.body.right++;
  const typeRight = attack.type === match.type || (match.type_ok ?? []).includes(attack.type);
  if (typeRight) score.type.right++;
  else {
    score.type.wrong++;
    score.type.missed++;
    score.errors.push(`${gold.id}: ${match.body.name} is ${match.type}, not ${attack.type}`);
  }
  const stances = new Set(attack.statements.map(({ stance }) => stance));
  const stanceSets = {
    needed: needed(match, ({ stance }) => stance),
    allowed: new Set(match.statements.map(({ stance }) => stance)),
  };
  compare(score.stance, stanceSets, stances, typeRight);
  const speakerSets = {
    needed: needed(match, goldSpoken),
    allowed: new Set(match.statements.map(goldSpoken)),
  };
  compare(score.speaker, speakerSets, new Set(attack.statements.map(spoken)), typeRight);
  for (const stance of stanceSets.needed) {
    if (!stances.has(stance)) score.errors.push(`${gold.id}: ${match.body.name} lacks ${stance}`);
    if (DENIALS.has(stance)) {
      if ([...stances].some((each) => DENIALS.has(each))) score.denial.right++;
      else score.denial.missed++;
    }
  }
  for (const stance of stances) {
    if (!stanceSets.allowed.has(stance))
      score.errors.push(`${gold.id}: ${match.body.name} has ${stance} too much`);
  }
}

function compare<Key>(
  count: Count,
  sets: { needed: Set<Key>; allowed: Set<Key> },
  found: Set<Key>,
  typeRight: boolean,
): void {
  for (const key of found) {
    if (typeRight && sets.needed.has(key)) count.right++;
    else if (!sets.allowed.has(key) || sets.needed.has(key)) count.wrong++;
  }
  for (const key of sets.needed) if (!typeRight || !found.has(key)) count.missed++;
}

const spoken = ({ stance, speaker }: FoundAttack["statements"][number]): string => `${stance} ${speaker}`;
const goldSpoken = ({ stance, speaker_role }: GoldAttack["statements"][number]): string =>
  `${stance} ${speaker_role}`;
const needed = <Key>(
  attack: GoldAttack,
  key: (statement: GoldAttack["statements"][number]) => Key,
): Set<Key> => new Set(attack.statements.filter(({ optional }) => optional !== true).map(key));

/** Attacks on one body count once, with all that is said. */
function oneABody(attacks: readonly FoundAttack[]): FoundAttack[] {
  const found = new Map<string, FoundAttack>();
  for (const attack of attacks) {
    const { kind, code, name, departement } = attack.body;
    const key = `${kind} ${code ?? bare(name)} ${kind === "prefecture" ? departement : ""}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, attack);
    else found.set(key, { ...known, statements: [...known.statements, ...attack.statements] });
  }
  return [...found.values()];
}

/** By code within the kind, and a wrong code is never rescued by a name; bodies without a code by their name. */
function isSame(found: FoundAttack["body"], gold: GoldBody): boolean {
  if (found.kind === "prefecture" && gold.kind === "prefecture")
    return found.departement === gold.departement;
  const aliases = (gold.aliases ?? []).map((name): OtherName => ({ kind: gold.kind, name }));
  return [gold, ...(gold.also ?? []), ...aliases].some((each: OtherName) => {
    if (familyOf(each.kind) !== familyOf(found.kind)) return false;
    if (found.code !== null && each.code != null) return found.code === each.code;
    if (found.kind === "commune") return false;
    return each.name !== undefined && bare(each.name) === bare(found.name);
  });
}

/** The kinds of organisations are hard to tell apart and count as one. */
const familyOf = (kind: string): string => (ORGANISATIONS.has(kind) ? "organisation" : kind);

const bare = (name: string): string =>
  fold(name)
    .replace(/[^a-z0-9]+/g, " ")
    .trim()
    .replace(/^(?:the|la|le|les|l) /, "");

export type Pairs = { all: Count; acrossLanguages: Count };

/** Pairs of texts put together, over those in which somebody is attacked. */
export function pairsOf(
  gold: readonly GoldDocument[],
  found: ReadonlyMap<string, Found>,
  field: "dispatch" | "event",
): Pairs {
  const pairs: Pairs = { all: none(), acrossLanguages: none() };
  const positive = gold.filter(({ kind }) => kind !== "negative");
  positive.forEach((a, i) => {
    for (const b of positive.slice(i + 1)) {
      const want = a[field] !== null && a[field] === b[field];
      const key = found.get(a.id)?.[field];
      const have = key !== undefined && key === found.get(b.id)?.[field];
      if (!want && !have) continue;
      const cell = want ? (have ? "right" : "missed") : "wrong";
      pairs.all[cell]++;
      if (a.lang !== b.lang) pairs.acrossLanguages[cell]++;
    }
  });
  return pairs;
}
