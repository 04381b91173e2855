import type { Body } from "../../gazetteer/index.ts";
import type { Speaker } from "../reading.ts";
import { adopt } from "./adopted.ts";
import { isStrong } from "./attack-words.ts";
import { isCredible, isOffice, isOfLongerName } from "./credible.ts";
import type { Background } from "./background.ts";
import {
  AREA_SUBJECT,
  ASKED,
  LAWMAKING,
  OF_CLIENTS,
  OTHER_SUBJECT,
  SAYS_AFTER,
  SAYS_BEFORE,
  SAYS_OF_OTHERS,
  SEAT,
} from "./bar-words.ts";
import {
  AMONG,
  APPOSED,
  AREA_BEFORE,
  AREA_OF,
  BARE_PLACE,
  COLON,
  COUNTRY_BEFORE,
  DATELINE,
  EVENT,
  FOREIGN,
  FOREIGN_BEFORE,
  GOES_ON,
  HISTORY_BEFORE,
  HIT_AMONG,
  HIT_LIST,
  isHit,
  isSurelyHit,
  LEFT_NOUN,
  LEFT_NOUN_BARE,
  LEFT_VERB,
  LISTED_AFTER,
  NEARBY_HELP,
  NOT_HIT,
  PLACE_THEN_BODY,
  SPORT,
  SUBJECT_BEFORE,
  TROUBLES,
  warns,
} from "./link-words.ts";
import { LEAD_SENTENCES, takeMain } from "./main-body.ts";
import type { NameFound } from "./names.ts";
import type { Page, Sentence } from "./page.ts";
import type { Taken } from "./stances.ts";
import { isListTold, standsFirst } from "./told-lists.ts";

/** One naming of a body in a sentence. Places are in `Page.plain`. */
export type Naming = {
  readonly name: NameFound;
  readonly body: Body | null;
  readonly candidates: readonly Body[];
  readonly licences: readonly string[];
  readonly sentence: number;
  /** Why it is taken for attacked; empty when it is not. */
  link: string;
  /** Why it cannot be. */
  barred: "" | "word" | "place" | "speaker" | "history" | "helper" | "authority";
};

/** What all rules look at. */
export type Scene = {
  readonly page: Page;
  readonly background: readonly Background[];
  readonly namings: readonly Naming[];
  readonly ofSentence: readonly (readonly Naming[])[];
  /** What each sentence takes a stance on. */
  readonly taken: readonly (readonly Taken[])[];
  /** Whose document it is. */
  readonly voice: Speaker;
  /** Which sentences name a known group. */
  readonly actorNamed: readonly boolean[];
  /** An attack is told by what is said together, should no word say it by itself. */
  readonly told: boolean;
  /** Somebody claims an attack in this text. */
  readonly claimed: boolean;
};

/** Decides which namings are of attacked bodies. Fills `link` and `barred`. */
export function linkVictims(scene: Scene): void {
  const { page, background } = scene;
  const cyber =
    scene.voice === "attacker" ||
    (scene.told && !page.sentences.some(({ plain }) => isStrong(plain))) ||
    isAboutAttacks(page) ||
    scene.actorNamed.slice(0, LEAD_SENTENCES).includes(true);
  let listed = false;
  scene.ofSentence.forEach((namings, i) => {
    const sentence = page.sentences[i] as Sentence;
    for (const naming of namings) bar(scene, sentence, naming);
    for (const naming of namings) {
      const first = namings.find((other) => other.name.list === naming.name.list);
      if (first?.barred === "helper" && naming.barred === "") naming.barred = "helper";
    }
    if (background[i] === "history") {
      for (const naming of namings) naming.barred ||= "history";
      return;
    }
    if (!cyber && !isStrong(sentence.plain)) return;
    listed ||= isListTold(scene, i);
    for (const naming of namings) {
      if (naming.barred !== "") continue;
      naming.link = linkOf(scene, sentence, naming, namings);
      if (naming.link === "" && listed && standsFirst(scene, naming)) naming.link = "state";
      if (
        background[i] === "aside" &&
        !(i < 2 && (scene.taken[i] ?? []).some(({ stance }) => OUTAGES.has(stance))) &&
        naming.link !== "passive" &&
        (naming.link !== "left" || !scene.claimed)
      )
        naming.link = "";
    }
    spread(page, namings);
  });
  adopt(scene);
  if (!scene.namings.some(({ link }) => link !== "")) takeMain(scene);
}

const OUTAGES: ReadonlySet<string> = new Set([
  "inaccessible",
  "intermittent",
  "own-protection",
  "services-down",
]);
const HITS_OF_A_STORY = 3;

/** Attacks are what the text is about, and not a word in passing. */
function isAboutAttacks(page: Page): boolean {
  const lead = page.sentences.slice(0, LEAD_SENTENCES);
  if (lead.some(({ plain }) => isStrong(plain))) return true;
  return page.sentences.filter(({ plain }) => isStrong(plain)).length >= HITS_OF_A_STORY;
}

/** Who stands in one list shares what is said of one of them. */
function spread(page: Page, namings: readonly Naming[]): void {
  for (const naming of namings) {
    if (naming.link !== "" || naming.barred !== "") continue;
    const at = namings.indexOf(naming);
    const before = namings[at - 1];
    const goesOn = before !== undefined && GOES_ON.test(page.plain.slice(before.name.to, naming.name.start));
    const sibling = namings.find(
      (other) => (other.name.list === naming.name.list || (goesOn && other === before)) && other.link !== "",
    );
    if (sibling !== undefined) naming.link = `list ${sibling.link}`;
  }
}

const AUTHORITIES =
  /^(?:company:(?:afp|france-televisions|radio-france)|other:(?:cnil|anssi|cybermalveillance|police-nationale|gendarmerie-nationale|dinum)|commune:75056:prosecutor)$/;

/** "la préfecture de Haute-Savoie" is Annecy, where Annecy is spoken of. */
function isEpithet(scene: Scene, { body, sentence, name }: Naming): boolean {
  if (body?.departement == null || /-police$/.test(body.id) || name.head?.role === "site") return false;
  return scene.namings.some(
    (other) =>
      other.sentence <= sentence &&
      other.body?.kind === "commune" &&
      other.body.departement === body.departement &&
      other.link !== "",
  );
}

const OFFICES_AND_SITES: ReadonlySet<string> = new Set([
  "hospital",
  "school",
  "company",
  "other",
  "ministry",
  "prefecture",
  "parliament",
]);
const OFFICES: ReadonlySet<string> = new Set(["ministry", "prefecture", "other", "parliament"]);

function bar(scene: Scene, sentence: Sentence, naming: Naming): void {
  const { page } = scene;
  const { name, body } = naming;
  const left = page.plain.slice(sentence.from, name.start);
  const right = page.plain.slice(name.to, sentence.to);
  const bare = name.head === null && body?.kind === "commune";
  const isArea = name.head === null && (body?.kind === "region" || body?.kind === "departement");
  if (name.head === null && (!isCredible(scene, naming) || isOfLongerName(scene, naming)))
    naming.barred = "word";
  else if (
    name.place ||
    FOREIGN.test(right) ||
    FOREIGN_BEFORE.test(page.plain.slice(sentence.from, name.from)) ||
    COUNTRY_BEFORE.test(left)
  )
    naming.barred = "place";
  else if (bare && left.trim().length < 3 && !isHeadline(sentence) && DATELINE.test(sentence.plain))
    naming.barred = "place";
  else if (name.head?.role === "speaker") naming.barred = "speaker";
  else if (body?.kind === "parliament" && LAWMAKING.test(right) && !isHit(right, true))
    naming.barred = "authority";
  else if (
    body !== null &&
    OFFICES.has(body.kind) &&
    (SAYS_OF_OTHERS.test(right) ||
      ((SAYS_BEFORE.test(left) || SAYS_AFTER.test(right)) && !isEvent(scene, naming.sentence)))
  )
    naming.barred = "speaker";
  else if (body?.kind === "ministry" && SAYS_BEFORE.test(left) && !isHit(right, true))
    naming.barred = "speaker";
  // "Le centre hospitalier de Moulins (Allier)".
  else if (body?.kind === "departement" && /\($/.test(left) && /^\)/.test(right)) naming.barred = "place";
  else if (ASKED.test(right)) naming.barred = "helper";
  else if (/voisin|neighbo|alentour/.test(page.plain.slice(name.start, name.from)) && !ALSO_HIT.test(right))
    naming.barred = "helper";
  else if (isArea && (AREA_BEFORE.test(left) || AREA_OF.test(left))) naming.barred = "place";
  // "Paris accuse Moscou": the capital's name stands for the State.
  else if (
    bare &&
    body?.id === "commune:75056" &&
    !((name.licences.includes("list") && hasSibling(scene, naming)) || PLACE_THEN_BODY.test(right))
  )
    naming.barred = "place";
  // "Loire : la commune de Firminy ...": where it is.
  else if (
    isArea &&
    (AREA_SUBJECT.test(right) ||
      (/^ ?[:.]/.test(right) &&
        scene.ofSentence[naming.sentence]?.some((other) => other !== naming && other.name.head !== null)))
  )
    naming.barred = "place";
  // "Le centre hospitalier de Mayotte, à Mamoudzou, a été frappé".
  else if (
    bare &&
    /, (?:a|in|near|pres de) $/.test(left) &&
    /^ ?(?:\([^)]{0,40}\) ?)?[,.]/.test(right) &&
    names(scene, naming)
  )
    naming.barred = "place";
  // "In Papeete, the government said": the seat of another.
  else if (bare && /(?:^|[^a-z])(?:in|a|au) $/.test(left) && SEAT.test(right)) naming.barred = "place";
  else if (body?.kind === "prefecture" && isEpithet(scene, naming)) naming.barred = "word";
  else if (bare && (OTHER_SUBJECT.test(right) || opensForAnother(scene, naming, right)))
    naming.barred = "place";
  else if (body !== null && AUTHORITIES.test(body.id) && !isHit(right, true)) naming.barred = "authority";
  else if (HISTORY_BEFORE.test(left.slice(-110)) && !AMONG.test(left) && !comesFirst(scene, naming))
    naming.barred = "history";
  else if (NOT_HIT.test(right) && !scene.claimed) naming.barred = "history";
  else if (NEARBY_HELP.test(sentence.plain) && !isStrong(sentence.plain) && !isHit(right, false))
    naming.barred = "helper";
}

/** "Calais : des données de l'université ...": the town of who is named behind it. */
function opensForAnother({ ofSentence, page }: Scene, { sentence, name }: Naming, right: string): boolean {
  if (page.sentences[sentence]?.kind !== "title" || !/^ ?:/.test(right)) return false;
  return (ofSentence[sentence] ?? []).some(
    (other) => other.name.from > name.to && other.name.licences.includes("organisation"),
  );
}

/** "neighbouring Marignane, also named by the group": a neighbour that shares the lot. */
const ALSO_HIT =
  /^,? ?(?:\([^)]{0,40}\) ?)?,? ?(?:(?:which|who|that|qui) )?(?:(?:was|were|has been|a ete|est|aussi|egalement|elle aussi|lui aussi|also|too) ){0,4}(?:aussi |egalement |also )?(?:nam|list|cit|hit|struck|target|attack|claim|touch|vis[ee]|frapp|cibl|attaqu|pirat|hack|victim|revendiqu|design|mentionn)/;

/** "Le site du ministère de la Culture piraté". */
const SITES_OF =
  /(?<![a-z])(?:sites?|messageries?|serveurs?|donnees|web ?sites?|servers?|mails?|data)(?: \w+){0,2} (?:d[eu]|des|of|at|from) (?:l[ae]s? |l'|the )?$/;

/** A title ends without a mark; what begins with a dateline is a sentence. */
const isHeadline = ({ kind, plain }: Sentence): boolean => kind === "title" && !/\."? ?$/.test(plain);

/** Nobody denies firmly what nobody has said of him. */
const DENIES_IT =
  /^[^.;:]{0,70}(?<![a-z])(?:dement(?:ent)?|a dementi|denie[sd]) (?:fermement|categoriquement|formellement|vigoureusement|avoir ete|(?:firmly|categorically|flatly)|having been|being hit)/;

/** Of its list somebody else is a body too: "Paris and Warsaw" are two States. */
const hasSibling = ({ ofSentence }: Scene, naming: Naming): boolean =>
  (ofSentence[naming.sentence] ?? []).some(
    (other) => other !== naming && other.body !== null && other.name.list === naming.name.list,
  );

/** Another body stands before it in the sentence. */
function names({ ofSentence }: Scene, { sentence, name }: Naming): boolean {
  return (ofSentence[sentence] ?? []).some(
    (other) =>
      other.body !== null &&
      other.name.to < name.from &&
      (other.name.head !== null || OFFICES_AND_SITES.has(other.body.kind)),
  );
}

/** "Après la cyberattaque, la ville de X ...": who is first linked elsewhere is no history. */
function comesFirst(scene: Scene, naming: Naming): boolean {
  if (naming.body === null) return false;
  return scene.namings.some(
    (other) =>
      other !== naming &&
      other.body?.id === naming.body?.id &&
      other.sentence < 2 &&
      other.sentence < naming.sentence,
  );
}

function isEvent(scene: Scene, i: number): boolean {
  return (
    EVENT.test(scene.page.sentences[i]?.plain ?? "") ||
    scene.actorNamed[i] === true ||
    (scene.taken[i] ?? []).some(({ stance }) => stance === "data-stolen")
  );
}

const SLANDER = /(?<![a-z])(?:desinformation|disinformation|rumeurs?|fake news|infox|intoxication)(?![a-z])/;

function linkOf(scene: Scene, sentence: Sentence, naming: Naming, namings: readonly Naming[]): string {
  const { page } = scene;
  const { name, body } = naming;
  const first = namings.find((other) => other.name.list === name.list) ?? naming;
  const last = namings.findLast((other) => other.name.list === name.list) ?? naming;
  const left = page.plain.slice(sentence.from, first.name.start);
  const right = page.plain.slice(last.name.to, sentence.to);
  const upTo = page.plain.slice(sentence.from, first.name.from);
  if (!isCredible(scene, naming) || isOffice(scene, first)) return "";
  if ((SLANDER.test(sentence.plain) || SPORT.test(sentence.plain)) && !isStrong(sentence.plain)) return "";
  const bare = name.head === null && body?.kind === "commune";
  const noun = bare ? LEFT_NOUN_BARE : LEFT_NOUN;
  const eventful = isEvent(scene, naming.sentence) || isStrong(sentence.plain);
  if (
    noun.test(upTo.slice(-150)) ||
    noun.test(left.slice(-150)) ||
    (LEFT_VERB.test(left.slice(-120)) && (eventful || scene.claimed))
  )
    return "left";
  if (HIT_AMONG.test(left)) return "left";
  if (LISTED_AFTER.test(left) && (scene.claimed || eventful || HIT_LIST.test(left))) return "left";
  const next = namings.find(
    (other) =>
      other.name.list !== name.list &&
      other.name.from > last.name.to &&
      other.barred !== "place" &&
      other.body?.id !== body?.id,
  );
  const reach = next === undefined ? right : right.slice(0, Math.max(0, next.name.start - last.name.to));

  const subject = !bare || SUBJECT_BEFORE.test(left) || PLACE_THEN_BODY.test(right);
  const told =
    eventful ||
    isSurelyHit(reach) ||
    (scene.taken[naming.sentence] ?? []).some(({ stance }) => stance === "claims");
  if (subject && told && isHit(reach, bare && !PLACE_THEN_BODY.test(right))) return "passive";
  if (subject && told && COLON.test(right.slice(0, 140))) return "colon";
  const typed = name.head !== null && name.head.role !== "speaker";
  if (typed && !OF_CLIENTS.test(sentence.plain) && eventful && !NEARBY_HELP.test(sentence.plain))
    return "typed";
  if (subject && DENIES_IT.test(reach)) return "state";
  const stances = scene.taken[naming.sentence] ?? [];
  if ((typed || !bare) && stances.some(({ stance }) => TROUBLES.has(stance))) return "state";
  // "Four towns in the north - A, B, C and D - lost their sites".
  if (name.licences.includes("list") || last !== first) {
    const apposed = APPOSED.test(upTo);
    if (apposed && stances.some(({ stance }) => TROUBLES.has(stance))) return "state";
  }
  const at = /^ ?(?:a|in) $/.test(left) && /^ ?(?:\([^)]{0,40}\))?,/.test(right);
  const listed =
    at ||
    typed ||
    !bare ||
    (name.licences.includes("list") && !/[a-z][^.;]* (?:in|a|dans) $/.test(left)) ||
    (subject && !BARE_PLACE.test(left));
  if (scene.claimed && stances.length > 0 && listed) return "state";
  if (
    sentence.kind === "title" &&
    subject &&
    !warns(right) &&
    (!BARE_PLACE.test(left) || (body !== null && OFFICES.has(body.kind) && SITES_OF.test(left))) &&
    isEvent(scene, naming.sentence)
  )
    return "lead";
  if (
    scene.claimed &&
    (sentence.kind === "item" || (scene.voice === "attacker" && name.licences.includes("host")))
  )
    return "item";
  return "";
}

/** The parts of a sentence that look back: "après le rançongiciel qui a touché l'hôpital de X, ..."; places in the sentence. */
export function pastParts(scene: Scene, i: number): [number, number][] {
  const { page } = scene;
  const sentence = page.sentences[i] as Sentence;
  return (scene.ofSentence[i] ?? []).flatMap(({ name, barred }): [number, number][] => {
    if (barred !== "history" || scene.background[i] === "history") return [];
    const left = page.plain.slice(sentence.from, name.start);
    const tail = left.slice(-110);
    const match = HISTORY_BEFORE.exec(tail);
    if (match === null) return [];
    const from = left.length - tail.length + match.index;
    const end = /[,;)]/.exec(page.plain.slice(name.to, sentence.to))?.index;
    return [[from, end === undefined ? sentence.to - sentence.from : name.to - sentence.from + end]];
  });
}
