import type { Attack, AttackType, ReadTime, Stance, Statement } from "../reading.ts";
import type { NamedActor } from "./actors.ts";
import { RANSOM, saysOf } from "./attack-words.ts";
import type { Page } from "./page.ts";
import type { Gathered, Victim } from "./spoken.ts";
import type { Scene } from "./victims.ts";

/** What is gathered of one body, as an attack. */

/** A group where the text names it in its own news. */
type Named = { readonly actor: NamedActor; readonly sentence: number };

/** The groups of a text, and the one that it names most. */
export type Groups = {
  readonly main: NamedActor | null;
  readonly named: readonly Named[];
  /** The text tells of several attacks: of more than one group, or floods beside breaches. */
  readonly apart: boolean;
};

export function groupsOf(
  { page, background }: Scene,
  actors: readonly NamedActor[],
  bodies: Iterable<Gathered>,
): Groups {
  const score = new Map<string, { actor: NamedActor; n: number }>();
  const named: Named[] = [];
  for (const actor of actors) {
    const i = page.sentences.findIndex(({ from, to }) => actor.from >= from && actor.from < to);
    if (i === -1 || background[i] === "history") continue;
    named.push({ actor, sentence: i });
    const known = score.get(actor.name) ?? { actor, n: 0 };
    known.n += background[i] === "aside" ? 0.4 : 1;
    score.set(actor.name, known);
  }
  const best = [...score.values()].sort((a, b) => b.n - a.n || a.actor.from - b.actor.from)[0];
  const all = [...bodies];
  const mixed = all.some(({ types }) => isFlood(types)) && all.some(({ types }) => isBreach(types));
  const several = new Set(named.map(({ actor }) => actor.name)).size > 1;
  return { main: best?.actor ?? null, named, apart: mixed || several };
}

const BREACHES: readonly AttackType[] = ["ransomware", "intrusion", "data-leak"];
type Types = Pick<ReadonlyMap<AttackType, number>, "has">;
const isBreach = (types: Types): boolean => BREACHES.some((type) => types.has(type)) && !types.has("ddos");
const isFlood = (types: Types): boolean => types.has("ddos") && !BREACHES.some((type) => types.has(type));

/** The group that attacked a body: of several, the one that stands by the claim on it, or by its name. */
function actorOf(
  { victim, statements, types }: Gathered,
  { page }: Scene,
  { main, named, apart }: Groups,
): NamedActor | null {
  if (!apart) return main;
  const claimed = statements
    .filter(({ stance }) => stance === "claims")
    .map(({ span }) => page.sentences.findIndex(({ to }) => page.at(to) > span[0]));
  for (const i of [
    ...claimed,
    ...victim.namings.filter(({ link }) => link !== "").map(({ sentence }) => sentence),
  ]) {
    const near = nearest(page, named, i, victim);
    if (near !== undefined) return near;
  }
  if (claimed.length > 0) return main;
  const unlike = main?.type === "ddos" ? isBreach(types) : main?.type != null && isFlood(types);
  if (unlike) return null;
  const places = victim.namings.map(({ sentence }) => sentence).filter((place) => place > 0);
  const far = (sentence: number) => Math.min(...places.map((place) => Math.abs(place - sentence)));
  const [first] = named
    .filter(({ sentence }) => far(sentence) <= NEAR_SENTENCES)
    .sort((a, b) => far(a.sentence) - far(b.sentence));
  return first?.actor ?? null;
}

/** So far from a body the group that attacked it may be named, where the text names several. */
const NEAR_SENTENCES = 5;

/** In a sentence the group that stands nearest to the body, or else the last one that its paragraph named before. */
function nearest(
  { sentences }: Page,
  named: readonly Named[],
  i: number,
  { namings }: Victim,
): NamedActor | undefined {
  const at = namings.find(({ sentence }) => sentence === i)?.name.from ?? 0;
  const here = named.filter(({ sentence }) => sentence === i).map(({ actor }) => actor);
  const [first] = here.sort((a, b) => Math.abs(a.from - at) - Math.abs(b.from - at));
  const paragraph = sentences[i]?.paragraph;
  return (
    first ??
    named.findLast(({ sentence }) => sentence < i && sentences[sentence]?.paragraph === paragraph)?.actor
  );
}

const FIRMS: ReadonlySet<string> = new Set(["company", "other"]);

/** What a claim offers or shows is what was taken. */
const GOODS =
  /(?<!\p{L})(?:base|fichiers?|donn[ée]es|dossiers|identifiants|database|records?|files?|data|dump|credentials|accounts)(?!\p{L})/iu;

export function toAttack(one: Gathered, scene: Scene, groups: Groups, noise: ReadonlySet<number>): Attack {
  const { victim, statements, types, services } = one;
  const actor = actorOf(one, scene, groups);
  const told = typeOf(types, scene, actor, placesOf(one, scene, groups, noise));
  // Of a firm or an agency whose data were taken, the data are the news.
  const leak =
    told === "unspecified" &&
    (statements.some(({ stance }) => stance === "data-stolen")
      ? FIRMS.has(victim.body.kind) || statements.some(({ stance }) => stance === "claims")
      : statements.some(({ stance, quote }) => stance === "claims" && GOODS.test(quote)));
  const type = leak ? "data-leak" : told;
  const evidence = [
    ...new Set(victim.namings.flatMap(({ licences, link }) => [...licences, ...(link === "" ? [] : [link])])),
  ];
  return {
    body: victim.body,
    type,
    actor: one.actor === undefined ? (actor?.name ?? null) : one.actor,
    when: whenOf(one),
    services: [...services],
    statements,
    doubt: doubtOf(victim, statements),
    evidence,
  };
}

const BY_WHOM: readonly (readonly Stance[])[] = [
  ["confirms"],
  ["claims"],
  ["inaccessible", "intermittent", "services-down", "own-protection"],
];

/** When it happened: as whoever confirms it says, else the claim, else the first time that is told; when it was said comes last. */
function whenOf({ happened, statements }: Gathered): ReadTime | null {
  for (const stances of BY_WHOM) {
    const told = happened.find(({ stance }) => stances.includes(stance));
    if (told !== undefined) return told.time;
  }
  for (const stances of BY_WHOM) {
    const told = statements.find(({ stance, at }) => at !== null && stances.includes(stance));
    if (told !== undefined) return told.at;
  }
  return statements.find(({ at }) => at !== null)?.at ?? null;
}

/** Sentences that may say of what kind an attack was: all of a text, but of several groups' attacks those around its body. */
function placesOf(
  { victim }: Gathered,
  { page }: Scene,
  { apart }: Groups,
  noise: ReadonlySet<number>,
): number[] {
  const all = page.sentences.map((_, i) => i).filter((i) => !noise.has(i));
  if (!apart) return all;
  const paragraphs = new Set(victim.namings.map(({ sentence }) => page.sentences[sentence]?.paragraph));
  return all.filter((i) => paragraphs.has(page.sentences[i]?.paragraph));
}

const PRECEDENCE: readonly AttackType[] = ["ransomware", "ddos", "defacement", "data-leak", "intrusion"];

function typeOf(
  types: ReadonlyMap<AttackType, number>,
  scene: Scene,
  actor: NamedActor | null,
  places: readonly number[],
): AttackType {
  const first = PRECEDENCE.find((type) => types.has(type));
  // "Il réclame 800 dollars": the price of a file on sale is no ransom.
  const price = first === "ransomware" && actor?.type !== "ransomware" && !RANSOM.test(scene.page.plain);
  const own = price && saysOf("data-leak", scene.page.plain) ? "data-leak" : first;
  if (own !== undefined && own !== "intrusion")
    return own === "data-leak" && actor?.type === "ransomware" ? "ransomware" : own;
  if (actor?.type != null) return actor.type;
  // An explanation of the method counts for all, when nothing else is said.
  const { page, background } = scene;
  const plainOf = (i: number) => page.sentences[i]?.plain ?? "";
  if (places.some((i) => background[i] !== "history" && saysOf("ddos", plainOf(i)))) return "ddos";
  const ransom = places.some((i) => background[i] === null && saysOf("ransomware", plainOf(i)));
  if (own === undefined && ransom) return "ransomware";
  return own ?? "unspecified";
}

function doubtOf(victim: Victim, statements: readonly Statement[]): number {
  const licences = new Set(victim.namings.flatMap((naming) => naming.licences));
  const links = victim.namings.map(({ link }) => link).filter((link) => link !== "");
  let doubt = 0.5;
  if (licences.has("head")) doubt -= 0.2;
  if (licences.has("unique") || licences.has("departement")) doubt -= 0.15;
  if (links.some((link) => link === "passive" || link === "colon" || link === "left")) doubt -= 0.1;
  if (victim.namings.length > 1) doubt -= 0.05;
  if (statements.length === 0) doubt += 0.3;
  if (new Set(statements.map(({ stance }) => stance)).has("denies")) doubt += 0.1;
  return Math.round(Math.min(1, Math.max(0, doubt)) * 100) / 100;
}
