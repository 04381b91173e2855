import type { AttackType, Modality, ReadBody, ReadTime, Speaker, Stance, Statement } from "../reading.ts";
import { STATEMENTS_PER_ATTACK_MAX } from "../reading.ts";
import type { Clause } from "./clauses.ts";
import type { Sentence } from "./page.ts";
import type { Times } from "./times.ts";
import type { Naming, Scene } from "./victims.ts";

/** What a sentence says of bodies, and what is gathered of each. */

export type Victim = { readonly body: ReadBody; readonly namings: Naming[] };

export type Gathered = {
  readonly victim: Victim;
  readonly statements: Statement[];
  /** Where the attack is spoken of as a fact, should nobody confirm it in so many words. */
  told: { spoken: Spoken; speaker: Speaker } | null;
  readonly types: Map<AttackType, number>;
  readonly services: Set<string>;
  /** When what was stated took place, where that is told. */
  readonly happened: { readonly stance: Stance; readonly time: ReadTime }[];
  /** The group that a table sets beside it, or none; undefined where no table does. */
  actor: string | null | undefined;
};

export type Spoken = {
  readonly scene: Scene;
  readonly sentence: Sentence;
  /** The sentence without what it says of the past. */
  readonly plain: string;
  readonly at: () => Times;
  readonly clause: Clause;
  readonly speaker: Speaker;
  readonly voice: Speaker;
  readonly gathered: ReadonlyMap<string, Gathered>;
  readonly targets: readonly string[];
};

const REPORTED =
  /(?<![a-z])(?:aurai(?:t|ent)|serai(?:t|ent)|pourrait|pretend\w*|presume\w*|suppose\w*|allegedl?y?|alleged|reportedly|apparently|apparemment|purported\w*|conditionnel)(?![a-z])/;

export function add(
  into: Gathered,
  spoken: Spoken,
  stance: Stance,
  speaker: Speaker,
  from: number,
  to: number,
): void {
  if (into.statements.length >= STATEMENTS_PER_ATTACK_MAX) return;
  const { scene, sentence, clause } = spoken;
  const { page } = scene;
  const [a, b] = widen(sentence.plain, from, to, clause);
  const span = [page.at(sentence.from + a), page.at(sentence.from + b - 1) + 1] as const;
  if (
    into.statements.some((one) => one.stance === stance && one.speaker === speaker && one.span[0] === span[0])
  )
    return;
  const modality: Modality = REPORTED.test(sentence.plain.slice(clause.from, clause.to))
    ? "reported"
    : "asserted";
  const { first, happened } = spoken.at();
  if (happened !== null) into.happened.push({ stance, time: happened });
  into.statements.push({
    stance,
    speaker,
    modality,
    quote: page.original.slice(...span),
    span,
    at: first,
  });
}

/** Characters on either side of a cue that its quote may have. */
const AROUND_MAX = 90;

/** A number in brackets that ends a name, as in "NoName057(16)". */
const IN_NAME = /\w\(\d{1,4}\)/g;

/** Whether one of these marks stands there and is no part of a name. */
function isBreak(plain: string, place: number, marks: RegExp): boolean {
  if (!marks.test(plain[place] as string)) return false;
  const from = Math.max(0, place - 6);
  for (const { index, 0: name } of plain.slice(from, place + 7).matchAll(IN_NAME)) {
    if (place > from + index && place < from + index + name.length) return false;
  }
  return true;
}

/** The cue with the words around it, up to the next comma or mark; never a part of a word. */
function widen(plain: string, from: number, to: number, clause: Clause): [number, number] {
  let a = from;
  let b = to;
  while (a > clause.from && !isBreak(plain, a - 1, /[,:;("]/) && from - a < AROUND_MAX) a--;
  while (b < clause.to && !isBreak(plain, b, /[,:;)".!?]/) && b - to < AROUND_MAX) b++;
  while (a > clause.from && a < from && /[\w'-]/.test(plain[a - 1] as string)) a++;
  while (b < clause.to && b > to && /[\w'-]/.test(plain[b] as string)) b--;
  while (a < b && plain[a] === " ") a++;
  while (b > a + 1 && plain[b - 1] === " ") b--;
  return [a, b];
}
