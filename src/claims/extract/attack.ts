import type { Attack, AttackType, ReadTime, Stance, Statement } from "../reading.ts";
import type { NamedActor } from "./actors.ts";
import { RANSOM, says, saysOf, TYPE_WORDS } from "./attack-words.ts";
import type { Gathered, Victim } from "./spoken.ts";
import type { Scene } from "./victims.ts";

/** What is gathered of one body, as an attack. */

export function mainActor(scene: Scene, actors: readonly NamedActor[]): NamedActor | null {
  const { page, background } = scene;
  const score = new Map<string, { actor: NamedActor; n: number }>();
  for (const actor of actors) {
    const i = page.sentences.findIndex(({ from, to }) => actor.from >= from && actor.from < to);
    if (i === -1 || background[i] === "history") continue;
    const known = score.get(actor.name) ?? { actor, n: 0 };
    known.n += background[i] === "aside" ? 0.4 : 1;
    score.set(actor.name, known);
  }
  const best = [...score.values()].sort((a, b) => b.n - a.n || a.actor.from - b.actor.from)[0];
  return best?.actor ?? null;
}

const FIRMS: ReadonlySet<string> = new Set(["company", "other"]);

/** What a claim offers or shows is what was taken. */
const GOODS =
  /(?<!\p{L})(?:base|fichiers?|donn[ée]es|dossiers|identifiants|database|records?|files?|data|dump|credentials|accounts)(?!\p{L})/iu;

export function toAttack(
  one: Gathered,
  scene: Scene,
  actor: NamedActor | null,
  noise: ReadonlySet<number>,
): Attack {
  const { victim, statements, types, services } = one;
  const told = typeOf(types, scene, actor, noise);
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
    actor: actor?.name ?? null,
    when: whenOf(statements),
    services: [...services],
    statements,
    doubt: doubtOf(victim, statements),
    evidence,
  };
}

/** When it happened: as whoever confirms it says, else the claim, else the first time that is told. */
function whenOf(statements: readonly Statement[]): ReadTime | null {
  for (const stances of [
    ["confirms"],
    ["claims"],
    ["inaccessible", "intermittent", "services-down", "own-protection"],
  ] as const) {
    const told = statements.find(
      ({ stance, at }) => at !== null && (stances as readonly Stance[]).includes(stance),
    );
    if (told !== undefined) return told.at;
  }
  return statements.find(({ at }) => at !== null)?.at ?? null;
}

const PRECEDENCE: readonly AttackType[] = ["ransomware", "ddos", "defacement", "data-leak", "intrusion"];

function typeOf(
  types: ReadonlyMap<AttackType, number>,
  scene: Scene,
  actor: NamedActor | null,
  noise: ReadonlySet<number>,
): AttackType {
  const first = PRECEDENCE.find((type) => types.has(type));
  // "Il réclame 800 dollars": the price of a file on sale is no ransom.
  const price = first === "ransomware" && actor?.type !== "ransomware" && !RANSOM.test(scene.page.plain);
  const own = price && saysOf("data-leak", scene.page.plain) ? "data-leak" : first;
  if (own !== undefined && own !== "intrusion")
    return own === "data-leak" && actor?.type === "ransomware" ? "ransomware" : own;
  if (actor?.type != null) return actor.type;
  // An explanation of the method counts for all, when nothing else is said.
  const method = TYPE_WORDS.find(
    ({ type, words, unless }) =>
      type === "ddos" &&
      scene.page.sentences.some(
        ({ plain }, i) => scene.background[i] !== "history" && !noise.has(i) && says(words, unless, plain),
      ),
  );
  if (method !== undefined) return method.type;
  const ransom = scene.page.sentences.some(
    ({ plain }, i) => scene.background[i] === null && !noise.has(i) && saysOf("ransomware", plain),
  );
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
