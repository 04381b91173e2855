import type { Attack, Speaker } from "../reading.ts";
import type { NamedActor } from "./actors.ts";
import { ADMITTED, APPARENT, IN_GENERAL, LISTED_ONLY, OUT_OF_ORDER, SITES } from "./admissions.ts";
import { aheadOf } from "./ahead.ts";
import { claimForAll, claimForRest, confirmTold, EXCEPT, MOST, speakForMost } from "./afterwards.ts";
import { groupsOf, toAttack } from "./attack.ts";
import { CYBER_WORD, isStrong, says, saysOf, TYPE_WORDS } from "./attack-words.ts";
import { clausesOf } from "./clauses.ts";
import { headDay, withDays } from "./days.ts";
import { type Focus, makeFocus } from "./focus.ts";
import type { Header } from "./header.ts";
import { isOfAnother, OF_A_PLACE } from "./neighbours.ts";
import { entriesOf } from "./page.ts";
import { readRow } from "./rows.ts";
import { servicesIn } from "./services.ts";
import { speakersOf, speechAt } from "./speakers.ts";
import { add, type Gathered, type Spoken, type Victim } from "./spoken.ts";
import type { Taken } from "./stances.ts";
import { type Times, timesIn } from "./times.ts";
import { pastParts, type Scene } from "./victims.ts";

type Context = {
  readonly lang: "fr" | "en";
  readonly actors: readonly NamedActor[];
  readonly header: Header;
};

const has = (words: RegExp, text: string): boolean => {
  words.lastIndex = 0;
  return words.test(text);
};

const HIT =
  /(?<![a-z])(?:(?:rancongiciel|ransomware|virus|pirates|hackers)(?: \w+){0,3} (?:chiffre|encrypted|crypte|infecte|infected|bloque)|(?:the|a) target of|l'objet|victimes?|cibles?|cible[es]*|vise[es]*|attaque[es]*|(?:ete|est|sont|fait|faire|dit|etre|etait) pirate[es]*|hackee?s?|frappe[es]*|touche[es]*|subi[es]*|fait l'objet|prise?s? pour cible|confrontee?s?|essuye\w*|hit|struck|targeted|attacked|hacked|victims?|suffered|subject|breached|compromised|defigure[es]*|defaced|came under|fell|paralyse[es]*|infecte[es]*|crippled|paraly[sz]ed|fait hacker|under attack|submerge[es]*|flooded|overwhelmed|par un (?:rancongiciel|virus|cryptovirus|ransomware)|by ransomware|(?:intrusion|attaque|attack|breach|ransomware)(?: \\w+)? (?:a ete|was|has been) (?:repere|detecte|decele|constate|identifie|detected|discovered|identified|spotted)e?)(?![a-z])/;
/** A verb or noun of harm done; the noun "attaque" alone may be what is claimed. */
const STRUCK =
  /(?<![a-z])(?:victimes?|(?:la|pour) cibles?|vise(?:e|s|es)?|frappe(?:e|s|es)?|touche(?:e|s|es)?|subi(?:e|s|es|t)?|l'objet|paralyse(?:e|s|es)?|pirate(?:e|es)|hit|struck|targeted|hacked|victims?|suffered|crippled|paraly[sz]ed|came under)(?![a-z])/;
const ADMITS =
  /(?<![a-z])(?:confirm|disclos|reveal|reconn|admet|admis|c'est bien|il s'agit|avons (?:ete|subi|constate|observe|detecte)|we (?:were|have been|suffered|noticed|detected|can confirm|face|are facing|have been facing)|confirmed|disclos|fai(?:t|sons) face|acknowledged|admitted|have detected|detect(?:e|ee|ed))/;

const TURNS = /(?<![a-z])(?:mais|but|however|although|tout en|cependant|while)(?![a-z])[^.;]*$/;

/** The attacks of a text: each victim with what is said of it. */
export function statementsOf(scene: Scene, victims: ReadonlyMap<string, Victim>, context: Context): Attack[] {
  const speakers = speakersOf(scene.page, scene.voice);
  const gathered = new Map<string, Gathered>();
  for (const [id, victim] of victims)
    gathered.set(id, {
      victim,
      statements: [],
      told: null,
      types: new Map(),
      services: new Set(),
      happened: [],
      actor: undefined,
    });
  const pass: Pass = {
    scene,
    victims,
    context,
    gathered,
    focus: makeFocus(victims),
    orphans: [],
    claimed: null,
    most: [],
    before: null,
    announced: null,
  };
  const entries = entriesOf(scene.page);
  scene.page.sentences.forEach((_, i) => {
    if (entries.has(i)) {
      pass.focus.leave();
      pass.before = null;
    }
    if (context.header.noise.has(i) || scene.background[i] === "history") return;
    readSentence(pass, i, speakers[i] ?? scene.voice);
  });
  for (const spoken of pass.most) speakForMost(spoken);
  for (const orphan of pass.orphans) claimForAll(orphan, victims);
  claimForRest(pass.claimed, gathered);
  for (const one of gathered.values()) confirmTold(one);
  const groups = groupsOf(scene, context.actors, gathered.values());
  const attacks = [...gathered.values()]
    .filter(
      ({ victim, statements }) => statements.length > 0 || victim.namings.some(({ link }) => link !== ""),
    )
    .map((one) => toAttack(one, scene, groups, context.header.noise));
  return attacks.some(({ when }) => when === null)
    ? withDays(
        attacks,
        headDay(scene, (i) => timeOnce(pass, i)()),
      )
    : attacks;
}

/** One reading of the sentences, first to last. */
type Pass = {
  readonly scene: Scene;
  readonly victims: ReadonlyMap<string, Victim>;
  readonly context: Context;
  readonly gathered: ReadonlyMap<string, Gathered>;
  readonly focus: Focus;
  /** Claims that name nobody, and what is said of "most" or "all but one": settled at the end. */
  readonly orphans: Spoken[];
  /** The first claim on somebody. */
  claimed: Spoken | null;
  readonly most: Spoken[];
  /** The last claim that named nobody. */
  announced: Spoken | null;
  /** The last sentence that took a stance. */
  before: Spoken | null;
};

function readSentence(pass: Pass, i: number, speaker: Speaker): void {
  const { scene, victims, gathered, focus } = pass;
  const sentence = scene.page.sentences[i];
  if (sentence === undefined) return;
  const row = scene.rows.get(i);
  if (row !== undefined) {
    const base = {
      scene,
      sentence,
      plain: sentence.plain,
      at: timeOnce(pass, i),
      voice: scene.voice,
      gathered,
    };
    readRow(base, i, row, pass.context);
    return;
  }
  const namings = (scene.ofSentence[i] ?? []).filter(({ body }) => body !== null);
  const { plain, taken } = withoutPast(scene, i);
  const claim = taken.some(({ stance }) => stance === "claims");
  const at = timeOnce(pass, i);
  const speech = speechAt(sentence.plain);
  for (const clause of clausesOf(sentence, namings, taken, victims)) {
    const itself = speaker === "journalist" || speaker === "state" ? clause.victims : [];
    const says = itself.some(({ name }) => isBetween(speech - (name.to - sentence.from)));
    const base = {
      scene,
      sentence,
      plain,
      at,
      clause,
      speaker: says ? ("victim" as const) : speaker,
      voice: scene.voice,
      gathered,
    };
    const most =
      MOST.test(sentence.plain) &&
      clause.taken.some(({ stance }) => stance === "accessible" || stance === "restored");
    if (most) pass.most.push({ ...base, targets: focus.now() });
    const ahead = clause.victims.length > 0 ? [] : aheadOf(scene, i, victims, namings);
    const whole =
      clause.victims.length === 0 && OF_THE_CASE.has(base.speaker) && clause.taken.some(isOfData)
        ? focus.ofAll(sentence)
        : [];
    const targets = firstOf(ahead, whole) ?? focus.targets(sentence, clause, namings, claim);
    if (most && EXCEPT.test(sentence.plain)) continue;
    const many = MANY.test(sentence.plain) || scene.rows.size > 0;
    if (claim && clause.victims.length === 0 && many && taken[0]?.stance === "claims")
      pass.orphans.push({ ...base, targets });
    if (claim && clause.victims.length === 0) pass.announced = { ...base, targets };
    if (targets.length === 0) continue;
    if (scene.background[i] === "aside" && clause.victims.length === 0) continue;
    const said = { ...base, targets };
    if (!claim && AMONG_THEM.test(sentence.plain)) reclaim(said, [pass.before, pass.announced]);
    if (SAME.test(plain) && taken.length === 0 && pass.before !== null) repeat(said, pass.before);
    else speak(said);
    if (claim && clause.victims.length > 0)
      claimFor(
        said,
        focus.claimedToo(plain).filter((id) => !targets.includes(id)),
      );
    if (clause.taken.length > 0) pass.before = said;
    if (clause.taken.some(({ stance }) => stance === "claims")) pass.claimed ??= said;
  }
  focus.after(sentence, namings);
}

/** Whose words are of the whole attack, when they name nobody: "no data was taken", the prosecutor said. */
const OF_THE_CASE: ReadonlySet<Speaker> = new Set(["prosecutor", "state"]);
const isOfData = ({ stance }: Taken): boolean => stance === "data-safe" || stance === "data-stolen";
const firstOf = (...all: (readonly string[])[]): readonly string[] | undefined =>
  all.find(({ length }) => length > 0);

/** "La ville de X, par la voix de son maire, confirme": between a body and what it says. */
const SUBJECT_CHARACTERS_MAX = 60;
const isBetween = (gap: number): boolean => gap >= 0 && gap < SUBJECT_CHARACTERS_MAX;

/** Attackers boast of outages only. */
const NOT_OF_ATTACKERS: ReadonlySet<string> = new Set(["accessible", "restored", "intermittent"]);
/** Who else would know that nothing happened, or that nothing was taken. */
const OF_THE_BODY: ReadonlySet<string> = new Set(["denies", "no-incident", "data-safe"]);

function speakerOf(one: Taken, claim: Taken | undefined, speaker: Speaker): Speaker {
  if (one.speaker !== null) return one.speaker;
  if (speaker === "attacker" && OF_THE_BODY.has(one.stance)) return "victim";
  if (speaker === "attacker" && NOT_OF_ATTACKERS.has(one.stance)) return "journalist";
  if (claim !== undefined && one.from > claim.from && one.stance === "data-stolen") return "attacker";
  return speaker === "journalist" && OF_THE_BODY.has(one.stance) ? "victim" : speaker;
}

/** "Among them were Metz and Limoges": they are of the list that was claimed. */
const AMONG_THEM =
  /^[^a-z]*(?:among (?:them|these|those|the targets)|they include|parmi (?:elles|eux|les cibles|celles-ci|ceux-ci)|y figurent|on y (?:trouve|lit)|figurent|dans (?:la|cette) liste|(?:sont|etaient|seraient) (?:egalement |aussi )?(?:concern|touch|vis|cit|cibl)ee?s|(?:affected|targeted|named|listed) (?:are|were))(?![a-z])/;

function reclaim(spoken: Spoken, told: readonly (Spoken | null)[]): void {
  const before = told.find((one) => one?.clause.taken.some(({ stance }) => stance === "claims"));
  if (before != null) claimFor(before, spoken.targets);
}

/** Takes the claim of a sentence for others than it names. */
function claimFor(spoken: Spoken, ids: readonly string[]): void {
  const claim = spoken.clause.taken.find(({ stance }) => stance === "claims");
  if (claim === undefined) return;
  for (const id of ids) {
    const into = spoken.gathered.get(id);
    if (into !== undefined) add(into, spoken, "claims", "attacker", claim.from, claim.to);
  }
}

const SAME =
  /(?<![a-z])(?:meme (?:reponse|constat|son de cloche|discours|situation|scenario|message)|same (?:answer|story|reply|response|picture|message)|likewise|idem)(?![a-z])/;

/** "Même réponse à Chartres": what was said of the one before is said of these. */
function repeat(spoken: Spoken, before: Spoken): void {
  for (const id of spoken.targets) {
    const into = spoken.gathered.get(id);
    if (into === undefined) continue;
    for (const { stance } of before.clause.taken)
      if (stance !== "claims")
        add(into, spoken, stance, before.speaker, spoken.clause.from, spoken.clause.to);
  }
}

function withoutPast(scene: Scene, i: number): { plain: string; taken: readonly Taken[] } {
  const past = pastParts(scene, i);
  const inPast = (place: number) => past.some(([from, to]) => place >= from && place < to);
  return {
    taken: (scene.taken[i] ?? []).filter(({ from }) => !inPast(from)),
    plain: past.reduce(
      (text, [from, to]) => text.slice(0, from) + " ".repeat(to - from) + text.slice(to),
      scene.page.sentences[i]?.plain ?? "",
    ),
  };
}

/** The times of a sentence, looked for at most once. */
function timeOnce({ scene: { page }, context }: Pass, i: number): Spoken["at"] {
  let found: Times | null = null;
  return () => {
    const sentence = page.sentences[i];
    if (sentence === undefined) return { first: null, happened: null };
    const original = page.original.slice(page.at(sentence.from), page.at(sentence.to));
    found ??= timesIn(original, sentence.plain, context.lang, context.header.publishedAt);
    return found;
  };
}

const MANY =
  /(?<![a-z])(?:sites|villes|communes|mairies|collectivites|departements|cibles|noms|trophees|websites|towns|cities|names|targets|councils|portals|authorities|institutions|hosts|domains)(?![a-z])/;

const OFFICIALS =
  /(?<![a-z])(?:ministre|ministere|minister|ministry|prefet|prefete|prefecture|prefect)(?![a-z])/;

/** The minister speaks for a ministry that was hit, the prefect for a prefecture. */
function ownVoice({ body }: Victim, speaker: Speaker, text: string): Speaker {
  const official = body.kind === "ministry" || body.kind === "prefecture";
  return speaker === "state" && official && OFFICIALS.test(text) ? "victim" : speaker;
}

function speak(spoken: Spoken): void {
  const { clause, speaker, voice, gathered, targets } = spoken;
  // An expert explains in general, unless he names whom he means.
  if (speaker === "expert" && clause.victims.length === 0 && spoken.sentence.plain.includes('"')) return;
  if (/\?\s*$/.test(spoken.sentence.plain)) return;
  const text = spoken.plain.slice(clause.from, clause.to);
  const claim = clause.taken.find(({ stance }) => stance === "claims");
  const denial = clause.taken.find(({ stance }) => stance === "denies");
  const kept = clause.taken.filter(
    (one) =>
      keeps(one, claim, voice, spoken.plain) &&
      !isDenied(one, denial) &&
      !(OF_THE_BODY.has(one.stance) && isOfOther(one, spoken)),
  );
  const confirming = confirms(spoken, text, claim, kept);
  for (const id of targets) {
    const into = gathered.get(id);
    if (into === undefined) continue;
    for (const { type, words, unless } of TYPE_WORDS)
      if (says(words, unless, text)) into.types.set(type, (into.types.get(type) ?? 0) + 1);
    const own = ownVoice(into.victim, speaker, text);
    if (kept.length > 0) for (const service of servicesIn(text)) into.services.add(service);
    for (const one of kept) {
      const stance = one.ofSite === true && own === "journalist" ? "accessible" : one.stance;
      add(into, spoken, stance, stance === one.stance ? speakerOf(one, claim, own) : own, one.from, one.to);
    }
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
      add(into, spoken, "confirms", speaker === "attacker" ? "journalist" : own, clause.from, clause.to);
    else if (voice === "attacker" && clause.victims.length > 0 && claim === undefined)
      add(into, spoken, "claims", "attacker", clause.from, clause.to);
  }
}

/** "The hospital is not concerned", where a town was hit. */
function isOfOther(one: Taken, { gathered, plain, clause }: Spoken): boolean {
  const kinds = new Set([...gathered.values()].map(({ victim }) => victim.body.kind));
  const before = plain.slice(0, one.from);
  if (OF_A_PLACE.test(before)) return true;
  const words = plain.slice(one.from, one.to);
  return (
    clause.victims.length === 0 && isOfAnother(before, words, plain.slice(one.to), kinds, gathered.size === 1)
  );
}

/** What attackers say they did is their claim; only what they say they took stands beside it. */
function keeps(one: Taken, claim: Taken | undefined, voice: Speaker, plain: string): boolean {
  if (voice === "attacker") return one.stance !== "own-protection" && one.stance !== "confirms";
  if (claim === undefined || one === claim) return true;
  if (one.stance === "data-stolen") return true;
  if (/(?<![a-z])(?:whose|dont (?:le|la|les))(?![a-z])/.test(plain.slice(claim.to, one.from))) return true;
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
    (/^(?:inaccessible|intermittent|services-down|data-stolen)$/.test(one.stance) ||
      (one.stance === "claims" && one.from - denial.to < DENIED_CLAIM_CHARACTERS))
  );
}

/** "Denied claims by the group": a claim further on is told for itself. */
const DENIED_CLAIM_CHARACTERS = 30;

function confirms(spoken: Spoken, whole: string, claim: Taken | undefined, kept: readonly Taken[]): boolean {
  const { clause, speaker, voice, scene, sentence } = spoken;
  if (voice === "attacker" || speaker === "expert") return false;
  const against = kept.find(({ stance }) => stance === "denies" || stance === "no-incident");
  // "Elle admet avoir été victime d'une attaque mais conteste l'ampleur de la fuite".
  const text = against === undefined ? whole : whole.slice(0, Math.max(0, against.from - spoken.clause.from));
  if (against !== undefined && !(ADMITS.test(text) && HIT.test(text) && TURNS.test(text))) return false;
  if (scene.background[scene.page.sentences.indexOf(sentence)] === "aside" && clause.victims.length === 0)
    return false;
  if (LISTED_ONLY.test(text) && !STRUCK.test(text)) return false;
  if (clause.victims.length === 0 && IN_GENERAL.test(sentence.plain)) return false;
  if (speaker === "journalist" && APPARENT.test(text) && !STRUCK.test(text)) return false;
  const attack =
    isStrong(text) ||
    /(?<![a-z])(?:attaque|attack|fuite|leak|acces (?:illegitime|frauduleux|non autorise)|unauthori[sz]ed access|accessed using|identifiants voles|stolen credentials)/.test(
      text,
    ) ||
    saysOf("ddos", text) ||
    saysOf("defacement", text) ||
    ADMITTED.test(text) ||
    (HIT.test(text) &&
      has(CYBER_WORD, OUT_OF_ORDER.test(text) ? sentence.plain.replace(SITES, " ") : sentence.plain));
  if (!attack) return false;
  if (claim !== undefined) {
    const hit = STRUCK.exec(text);
    const before = text.slice(0, Math.max(0, claim.from - clause.from));
    if (
      ADMITS.test(before) &&
      isStrong(before) &&
      speaker !== "attacker" &&
      clause.victims.some(({ name }) => name.from - sentence.from < claim.from)
    )
      return true;
    return (
      hit !== null &&
      clause.from + hit.index < claim.from &&
      clause.victims.some(
        ({ link, name }) => /passive|colon|left/.test(link) && name.from - sentence.from < claim.from,
      )
    );
  }
  if (clause.victims.some(({ link }) => /passive|colon|left|typed|lead|item/.test(link))) return true;
  if (claim === undefined && saysOf("defacement", text)) return true;
  return (
    (HIT.test(text) || ADMITS.test(text) || ADMITTED.test(text)) &&
    (speaker === "victim" || speaker === "prosecutor" || speaker === "state" || HIT.test(text))
  );
}
