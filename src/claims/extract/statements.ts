import type { Attack, AttackType, Modality, ReadBody, Speaker, Stance, Statement } from "../reading.ts";
import { STATEMENTS_PER_ATTACK_MAX } from "../reading.ts";
import type { NamedActor } from "./actors.ts";
import { CYBER_WORD, isStrong, says, TYPE_WORDS } from "./attack-words.ts";
import { type Clause, clausesOf } from "./clauses.ts";
import type { Header } from "./header.ts";
import type { Sentence } from "./page.ts";
import { servicesIn } from "./services.ts";
import { speakersOf, voiceOf } from "./speakers.ts";
import type { Taken } from "./stances.ts";
import { makeFocus } from "./focus.ts";
import { type Naming, pastParts, type Scene } from "./victims.ts";

export type Victim = { readonly body: ReadBody; readonly namings: Naming[] };

type Context = {
  readonly lang: "fr" | "en";
  readonly actors: readonly NamedActor[];
  readonly header: Header;
};

type Gathered = {
  readonly victim: Victim;
  readonly statements: Statement[];
  /** Where the attack is spoken of as a fact, should nobody confirm it in so many words. */
  told: { spoken: Spoken; speaker: Speaker } | null;
  readonly types: Map<AttackType, number>;
  readonly services: Set<string>;
};

const has = (words: RegExp, text: string): boolean => {
  words.lastIndex = 0;
  return words.test(text);
};

const REPORTED =
  /(?<![a-z])(?:aurai(?:t|ent)|serai(?:t|ent)|pourrait|pretend\w*|presume\w*|suppose\w*|allegedl?y?|alleged|reportedly|apparently|apparemment|purported\w*|conditionnel)(?![a-z])/;
const HIT =
  /(?<![a-z])(?:victimes?|cibles?|cible[es]*|vise[es]*|attaque[es]*|(?:ete|est|sont|fait|faire|dit|etre|etait) pirate[es]*|hackee?s?|frappe[es]*|touche[es]*|subi[es]*|fait l'objet|prise?s? pour cible|confrontee?s?|essuye\w*|hit|struck|targeted|attacked|hacked|victims?|suffered|subject|breached|compromised|defigure[es]*|defaced|came under|fell|paralyse[es]*|infecte[es]*|crippled|paraly[sz]ed|fait hacker|under attack)(?![a-z])/;
/** A verb or noun of harm done; the noun "attaque" alone may be what is claimed. */
const STRUCK =
  /(?<![a-z])(?:victimes?|(?:la|pour) cibles?|vise(?:e|s|es)?|frappe(?:e|s|es)?|touche(?:e|s|es)?|subi(?:e|s|es|t)?|l'objet|paralyse(?:e|s|es)?|pirate(?:e|es)|hit|struck|targeted|hacked|victims?|suffered|crippled|paraly[sz]ed|came under)(?![a-z])/;
const ADMITS =
  /(?<![a-z])(?:confirm|reconn|admet|admis|c'est bien|il s'agit|avons (?:ete|subi|constate|observe|detecte)|we (?:were|have been|suffered|noticed|detected|can confirm)|confirmed|acknowledged|admitted|have detected|detect(?:e|ee|ed))/;

/** The attacks of a text: each victim with what is said of it. */
export function statementsOf(scene: Scene, victims: ReadonlyMap<string, Victim>, context: Context): Attack[] {
  const { page } = scene;
  const voice = voiceOf(page);
  const speakers = speakersOf(page, voice);
  const gathered = new Map<string, Gathered>();
  for (const [id, victim] of victims)
    gathered.set(id, { victim, statements: [], told: null, types: new Map(), services: new Set() });
  const focus = makeFocus(victims);
  const orphans: Spoken[] = [];
  const most: Spoken[] = [];
  page.sentences.forEach((sentence, i) => {
    if (context.header.noise.has(i) || scene.background[i] === "history") return;
    const namings = (scene.ofSentence[i] ?? []).filter(({ body }) => body !== null);
    const past = pastParts(scene, i);
    const inPast = (place: number) => past.some(([from, to]) => place >= from && place < to);
    const taken = (scene.taken[i] ?? []).filter(({ from }) => !inPast(from));
    const plain = past.reduce(
      (text, [from, to]) => text.slice(0, from) + " ".repeat(to - from) + text.slice(to),
      sentence.plain,
    );
    for (const clause of clausesOf(sentence, namings, taken, victims)) {
      const claim = taken.some(({ stance }) => stance === "claims");
      const ahead = namings.length === 0 && /:\s*$/.test(sentence.plain) ? announced(scene, i, victims) : [];
      if (
        MOST.test(sentence.plain) &&
        clause.taken.some(({ stance }) => stance === "accessible" || stance === "restored")
      ) {
        most.push({
          scene,
          sentence,
          plain,
          clause,
          speaker: speakers[i] ?? voice,
          voice,
          gathered,
          targets: focus.now(),
        });
      }
      const targets = ahead.length > 0 ? ahead : focus.targets(sentence, clause, namings, claim);
      const spoken = {
        scene,
        sentence,
        plain,
        clause,
        speaker: speakers[i] ?? voice,
        voice,
        gathered,
        targets,
      };
      if (MOST.test(sentence.plain) && EXCEPT.test(sentence.plain)) continue;
      if (targets.length === 0) {
        if (claim && MANY.test(sentence.plain) && taken[0]?.stance === "claims") orphans.push(spoken);
        continue;
      }
      if (scene.background[i] === "aside" && clause.victims.length === 0) continue;
      speak(spoken);
    }
    focus.after(sentence, namings);
  });
  for (const spoken of most) speakForMost(spoken);
  for (const orphan of orphans) claimForAll(orphan, victims);
  for (const one of gathered.values()) confirmTold(one);
  const actor = mainActor(scene, context.actors);
  return [...gathered.values()]
    .filter(
      ({ victim, statements }) => statements.length > 0 || victim.namings.some(({ link }) => link !== ""),
    )
    .map((one) => toAttack(one, scene, actor, context));
}

/** "Un rançongiciel s'est propagé": who is neither claimed nor denied was hit, as the text tells it. */
function confirmTold(one: Gathered): void {
  const stances = new Set(one.statements.map(({ stance }) => stance));
  if (
    one.told === null ||
    stances.has("confirms") ||
    stances.has("claims") ||
    stances.has("denies") ||
    stances.has("no-incident")
  )
    return;
  const { spoken, speaker } = one.told;
  add(one, spoken, "confirms", speaker, spoken.clause.from, spoken.clause.to);
}

/** What a sentence that ends in a colon announces: the victims of the lines that follow. */
function announced(scene: Scene, i: number, victims: ReadonlyMap<string, Victim>): string[] {
  const { sentences } = scene.page;
  const found = new Set<string>();
  for (let k = i + 1; k < sentences.length; k++) {
    const kind = sentences[k]?.kind;
    if (kind === "sentence" && (sentences[k]?.plain.length ?? 0) > LINE_CHARACTERS_MAX) break;
    for (const { body } of scene.ofSentence[k] ?? [])
      if (body !== null && victims.has(body.id)) found.add(body.id);
  }
  return [...found];
}

const MOST =
  /(?<![a-z])(?:la plupart|l'essentiel|most|nearly all|almost all|presque tous|a l'exception|all but|sauf celui|hormis|except)(?![a-z])/;
const EXCEPT = /(?<![a-z])(?:a l'exception d[eu']|all but|sauf|hormis|except(?: for)?)(?![a-z])/;

/** "la plupart étaient accessibles", "all but that of Sens": of all whose outage is not told. */
function speakForMost(spoken: Spoken): void {
  const { gathered, clause, sentence } = spoken;
  const out = EXCEPT.test(sentence.plain) ? clause.victims.map(({ body }) => body?.id) : [];
  const all = spoken.targets.length > 1 ? spoken.targets : [...gathered.keys()];
  for (const id of all) {
    const into = gathered.get(id);
    if (
      into === undefined ||
      out.includes(id) ||
      into.statements.some(({ stance }) => stance === "inaccessible" || stance === "intermittent")
    )
      continue;
    for (const one of clause.taken)
      if (one.stance === "accessible" || one.stance === "restored")
        add(into, spoken, one.stance, spoken.speaker, one.from, one.to);
  }
  for (const id of out) {
    const into = id === undefined ? undefined : gathered.get(id);
    const cue = clause.taken.find(({ stance }) => stance === "accessible");
    if (into !== undefined && cue !== undefined)
      add(into, spoken, "inaccessible", spoken.speaker, cue.from, cue.to);
  }
}

const MANY =
  /(?<![a-z])(?:sites|villes|communes|mairies|collectivites|departements|cibles|noms|trophees|websites|towns|cities|names|targets|councils|portals)(?![a-z])/;
const LINE_CHARACTERS_MAX = 90;

/** "Nine sites were named": the claim on all whom nothing but their answer ties to it. */
function claimForAll(orphan: Spoken, victims: ReadonlyMap<string, Victim>): void {
  const claim = orphan.clause.taken.find(({ stance }) => stance === "claims");
  if (claim === undefined) return;
  for (const [id, victim] of victims) {
    const into = orphan.gathered.get(id);
    const answered = victim.namings.every(({ link }) => link === "" || /state|item/.test(link));
    if (into === undefined || !answered || into.statements.some(({ stance }) => stance === "claims"))
      continue;
    add(into, orphan, "claims", "attacker", claim.from, claim.to);
  }
}

type Spoken = {
  readonly scene: Scene;
  readonly sentence: Sentence;
  /** The sentence without what it says of the past. */
  readonly plain: string;
  readonly clause: Clause;
  readonly speaker: Speaker;
  readonly voice: Speaker;
  readonly gathered: ReadonlyMap<string, Gathered>;
  readonly targets: readonly string[];
};

function speak(spoken: Spoken): void {
  const { clause, speaker, voice, gathered, targets } = spoken;
  const text = spoken.plain.slice(clause.from, clause.to);
  const claim = clause.taken.find(({ stance }) => stance === "claims");
  const denial = clause.taken.find(({ stance }) => stance === "denies");
  const kept = clause.taken.filter((one) => keeps(one, claim, voice) && !isDenied(one, denial));
  const confirming = confirms(spoken, text, claim, kept);
  for (const id of targets) {
    const into = gathered.get(id);
    if (into === undefined) continue;
    for (const { type, words, unless } of TYPE_WORDS)
      if (says(words, unless, text)) into.types.set(type, (into.types.get(type) ?? 0) + 1);
    if (kept.length > 0) for (const service of servicesIn(text)) into.services.add(service);
    for (const one of kept)
      add(
        into,
        spoken,
        one.stance,
        one.speaker ??
          (claim !== undefined && one.from > claim.from && one.stance === "data-stolen"
            ? "attacker"
            : speaker),
        one.from,
        one.to,
      );
    if (
      into.told === null &&
      claim === undefined &&
      denial === undefined &&
      speaker !== "attacker" &&
      speaker !== "expert" &&
      voice !== "attacker" &&
      isStrong(text)
    )
      into.told = { spoken, speaker };
    if (confirming)
      add(into, spoken, "confirms", speaker === "attacker" ? "journalist" : speaker, clause.from, clause.to);
    else if (voice === "attacker" && clause.victims.length > 0 && claim === undefined)
      add(into, spoken, "claims", "attacker", clause.from, clause.to);
  }
}

/** What attackers say they did is their claim; only what they say they took stands beside it. */
function keeps(one: Taken, claim: Taken | undefined, voice: Speaker): boolean {
  if (voice === "attacker") return one.stance !== "own-protection" && one.stance !== "confirms";
  if (claim === undefined || one === claim) return true;
  if (one.stance === "data-stolen") return true;
  return !(
    one.to > claim.from &&
    (one.stance === "inaccessible" || one.stance === "services-down" || one.stance === "own-protection")
  );
}

/** "denied that its portal had been offline": the state is what is denied. */
function isDenied(one: Taken, denial: Taken | undefined): boolean {
  return (
    denial !== undefined &&
    one.from > denial.from &&
    /^(?:inaccessible|intermittent|services-down|data-stolen|claims)$/.test(one.stance)
  );
}

function confirms(spoken: Spoken, text: string, claim: Taken | undefined, kept: readonly Taken[]): boolean {
  const { clause, speaker, voice, scene, sentence } = spoken;
  if (voice === "attacker" || speaker === "expert") return false;
  if (kept.some(({ stance }) => stance === "denies" || stance === "no-incident")) return false;
  if (scene.background[scene.page.sentences.indexOf(sentence)] === "aside" && clause.victims.length === 0)
    return false;
  const attack =
    isStrong(text) ||
    /(?<![a-z])(?:attaque|attack)/.test(text) ||
    (HIT.test(text) && has(CYBER_WORD, sentence.plain));
  if (!attack) return false;
  if (claim !== undefined) {
    const hit = STRUCK.exec(text);
    return (
      hit !== null &&
      clause.from + hit.index < claim.from &&
      clause.victims.some(
        ({ link, name }) => /passive|left/.test(link) && name.from - sentence.from < claim.from,
      )
    );
  }
  if (clause.victims.length > 0)
    return clause.victims.some(({ link }) => /passive|left|typed|lead|item/.test(link));
  return (
    (HIT.test(text) || ADMITS.test(text)) &&
    (speaker === "victim" || speaker === "prosecutor" || speaker === "state" || HIT.test(text))
  );
}

function add(
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
  into.statements.push({ stance, speaker, modality, quote: page.original.slice(...span), span, at: null });
}

/** The cue with the words around it, up to the next comma or mark. */
function widen(plain: string, from: number, to: number, clause: Clause): [number, number] {
  let a = from;
  let b = to;
  while (a > clause.from && !/[,:;("]/.test(plain[a - 1] as string) && from - a < 90) a--;
  while (b < clause.to && !/[,:;)".!?]/.test(plain[b] as string) && b - to < 90) b++;
  while (a < b && plain[a] === " ") a++;
  while (b > a + 1 && plain[b - 1] === " ") b--;
  return [a, b];
}

function mainActor(scene: Scene, actors: readonly NamedActor[]): NamedActor | null {
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

function toAttack(one: Gathered, scene: Scene, actor: NamedActor | null, context: Context): Attack {
  const { victim, statements, types, services } = one;
  const type = typeOf(types, scene, actor, context);
  const evidence = [
    ...new Set(victim.namings.flatMap(({ licences, link }) => [...licences, ...(link === "" ? [] : [link])])),
  ];
  return {
    body: victim.body,
    type,
    actor: actor?.name ?? null,
    when: null,
    services: [...services],
    statements,
    doubt: doubtOf(victim, statements),
    evidence,
  };
}

const PRECEDENCE: readonly AttackType[] = ["ransomware", "ddos", "defacement", "data-leak", "intrusion"];

function typeOf(
  types: ReadonlyMap<AttackType, number>,
  scene: Scene,
  actor: NamedActor | null,
  context: Context,
): AttackType {
  const own = PRECEDENCE.find((type) => types.has(type));
  if (own !== undefined && own !== "intrusion")
    return own === "data-leak" && actor?.type === "ransomware" ? "ransomware" : own;
  if (actor?.type != null) return actor.type;
  // An explanation of the method counts for all, when nothing else is said.
  const method = TYPE_WORDS.find(
    ({ type, words, unless }) =>
      type === "ddos" &&
      scene.page.sentences.some(
        ({ plain }, i) =>
          scene.background[i] !== "history" && !context.header.noise.has(i) && says(words, unless, plain),
      ),
  );
  if (method !== undefined) return method.type;
  return own ?? "unspecified";
}

function doubtOf(victim: Victim, statements: readonly Statement[]): number {
  const licences = new Set(victim.namings.flatMap((naming) => naming.licences));
  const links = victim.namings.map(({ link }) => link).filter((link) => link !== "");
  let doubt = 0.5;
  if (licences.has("head")) doubt -= 0.2;
  if (licences.has("unique") || licences.has("departement")) doubt -= 0.15;
  if (links.some((link) => link === "passive" || link === "left")) doubt -= 0.1;
  if (victim.namings.length > 1) doubt -= 0.05;
  if (statements.length === 0) doubt += 0.3;
  if (new Set(statements.map(({ stance }) => stance)).has("denies")) doubt += 0.1;
  return Math.round(Math.min(1, Math.max(0, doubt)) * 100) / 100;
}
