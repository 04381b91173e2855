import type { Body } from "../../gazetteer/index.ts";
import type { Speaker } from "../reading.ts";
import { bar, isEvent, OFFICES } from "./barred.ts";
import { adopt } from "./adopted.ts";
import { isStrong } from "./attack-words.ts";
import { isCredible, isOffice } from "./credible.ts";
import type { Background } from "./background.ts";
import { OF_CLIENTS } from "./bar-words.ts";
import {
  AFTER_ATTACK,
  AND,
  APPOSED,
  BARE_PLACE,
  COLON,
  GOES_ON,
  HISTORY_BEFORE,
  HIT_AMONG,
  HIT_ONES_AMONG,
  HOUSE_BEHIND,
  isHit,
  isOfList,
  isSurelyHit,
  LEFT_NOUN,
  LIST_VERB,
  LEFT_NOUN_BARE,
  LEFT_NOUN_HEADED,
  LEFT_VERB,
  NEARBY_HELP,
  PLACE_THEN_BODY,
  SPORT,
  SUBJECT_BEFORE,
  TELLS_OF_ITSELF,
  THEIR_SITES,
  TROUBLES,
  warns,
} from "./link-words.ts";
import { LEAD_SENTENCES, takeMain } from "./main-body.ts";
import type { NameFound } from "./names.ts";
import { takeParagraphs } from "./paragraph-body.ts";
import { keepNews } from "./news.ts";
import type { Page, Sentence } from "./page.ts";
import type { Taken } from "./stances.ts";
import { isOfRow, type Row } from "./tables.ts";
import { isListTold, isOfListHead, LIST_SHOWS, standsFirst } from "./told-lists.ts";

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
  barred: "" | "word" | "place" | "speaker" | "history" | "unhurt" | "helper" | "authority";
};

/** What all rules look at. */
export type Scene = {
  readonly page: Page;
  /** Of each sentence; what is found to be no news of an attack later is taken out. */
  readonly background: Background[];
  readonly namings: readonly Naming[];
  readonly ofSentence: readonly (readonly Naming[])[];
  /** What each sentence takes a stance on. */
  readonly taken: readonly (readonly Taken[])[];
  /** Lines of a table, by their sentence. */
  readonly rows: ReadonlyMap<number, Row>;
  /** Whose document it is. */
  readonly voice: Speaker;
  /** Which sentences name a known group. */
  readonly actorNamed: readonly boolean[];
  /** Which sentences tell of an attack that happened. */
  readonly telling: boolean[];
  /** The text begins with an attack. */
  opens: boolean;
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
    const row = scene.rows.get(i);
    for (const naming of namings) {
      if (row !== undefined) {
        if (naming.barred === "place") naming.barred = "";
        if (naming.barred === "" && isOfRow(row, sentence, naming.name)) naming.link = "item";
      }
      if (naming.barred !== "" || row !== undefined) continue;
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
  else if (cyber) takeParagraphs(scene);
  keepNews(scene);
}

/** A line of a list begins with its name; further on stands a story. */
const ITEM_START_CHARACTERS = 40;
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
    const between = before === undefined ? "" : page.plain.slice(before.name.to, naming.name.start);
    const goesOn = before !== undefined && (GOES_ON.test(between) || AND.test(between));
    const sibling = namings.find(
      (other) => (other.name.list === naming.name.list || (goesOn && other === before)) && other.link !== "",
    );
    if (sibling !== undefined) naming.link = `list ${sibling.link}`;
  }
}

/** "Le site du ministère de la Culture piraté". */
const SITES_OF =
  /(?<![a-z])(?:sites?|messageries?|serveurs?|donnees|web ?sites?|servers?|mails?|data)(?: \w+){0,2} (?:d[eu]|des|of|at|from) (?:l[ae]s? |l'|the )?$/;

/** Nobody denies firmly what nobody has said of him. */
const DENIES_IT =
  /^[^.;:]{0,110}(?<![a-z])(?:(?:flatly|firmly|categorically|formally) denie[sd](?! (?:that|any) (?:data|residents))|dement(?:ent)?|a dementi|denie[sd]) (?:fermement|categoriquement|formellement|vigoureusement|avoir ete|(?:firmly|categorically|flatly)|having been|being hit)/;

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
  const [noun, headed] = bare ? [LEFT_NOUN_BARE, LEFT_NOUN_BARE] : [LEFT_NOUN, LEFT_NOUN_HEADED];
  const eventful = isEvent(scene, naming.sentence) || isStrong(sentence.plain);
  if (
    headed.test(upTo.slice(-150)) ||
    noun.test(left.slice(-150)) ||
    (LEFT_VERB.test(left.slice(-120)) && (eventful || scene.claimed))
  )
    return "left";
  if (HIT_AMONG.test(left) || HIT_ONES_AMONG.test(left)) return "left";
  if (LIST_VERB.test(left) && (scene.claimed || scene.opens)) return "left";
  if (scene.claimed && LIST_SHOWS.test(left)) return "left";
  if (isOfList(left, scene.claimed || eventful) || isOfListHead(scene, naming)) return "left";
  const next = namings.find(
    (other) =>
      other.name.list !== name.list &&
      other.name.from > last.name.to &&
      other.barred !== "place" &&
      other.body !== null &&
      other.body.id !== body?.id,
  );
  const reach = next === undefined ? right : right.slice(0, Math.max(0, next.name.start - last.name.to));

  const subject = !bare || SUBJECT_BEFORE.test(left) || PLACE_THEN_BODY.test(right);
  const told =
    eventful ||
    isSurelyHit(reach) ||
    (scene.telling[naming.sentence + 1] === true &&
      page.sentences[naming.sentence + 1]?.paragraph === sentence.paragraph) ||
    (scene.taken[naming.sentence] ?? []).some(({ stance }) => stance === "claims");
  if (subject && told && isHit(reach, bare && !PLACE_THEN_BODY.test(right))) return "passive";
  if (bare && subject && isStrong(sentence.plain) && TELLS_OF_ITSELF.test(reach)) return "tells";
  if (subject && told && COLON.test(right.slice(0, 140))) return "colon";
  const typed = name.head !== null && name.head.role !== "speaker";
  if (typed && !OF_CLIENTS.test(sentence.plain) && eventful && !NEARBY_HELP.test(sentence.plain))
    return "typed";
  if (subject && DENIES_IT.test(reach)) return "state";
  const stances = scene.taken[naming.sentence] ?? [];
  const houses = bare && /^[\s"']*(?:a|in|at) $/.test(left) && HOUSE_BEHIND.test(right);
  const theirs = bare && subject && THEIR_SITES.test(right.slice(0, THEIRS_WITHIN_CHARACTERS));
  if ((typed || !bare || houses || theirs) && stances.some(({ stance }) => TROUBLES.has(stance)))
    return "state";
  // "Four towns in the north - A, B, C and D - lost their sites".
  if (name.licences.includes("list") || last !== first) {
    const apposed = APPOSED.test(upTo);
    if (apposed && stances.some(({ stance }) => TROUBLES.has(stance))) return "state";
  }
  return withoutWord(scene, sentence, naming, { left, right, reach, subject, typed, bare });
}

type Around = {
  readonly left: string;
  readonly right: string;
  /** As far as the next body. */
  readonly reach: string;
  readonly subject: boolean;
  readonly typed: boolean;
  readonly bare: boolean;
};

/** The link of a naming that no word of its sentence tells to be hit. */
function withoutWord(scene: Scene, sentence: Sentence, naming: Naming, around: Around): string {
  const { name, body } = naming;
  const { left, right, reach, subject, typed, bare } = around;
  const stances = scene.taken[naming.sentence] ?? [];
  const at = /^ ?(?:a|in) $/.test(left) && /^ ?(?:\([^)]{0,40}\))?,/.test(right);
  const listed =
    at ||
    typed ||
    !bare ||
    (name.licences.includes("list") && !/[a-z][^.;]* (?:in|a|dans) $/.test(left)) ||
    (subject && !BARE_PLACE.test(left));
  if (scene.opens && !bare && SAME_SHOWN.test(left)) return "state";
  if (scene.claimed && stances.length > 0 && listed) return "state";
  if (
    (sentence.kind === "title" || ((typed || !bare) && isLead(scene, naming))) &&
    subject &&
    !warns(right) &&
    (!BARE_PLACE.test(left) || (body !== null && OFFICES.has(body.kind) && SITES_OF.test(left))) &&
    isEvent(scene, naming.sentence)
  )
    return "lead";
  if (
    scene.claimed &&
    ((sentence.kind === "item" && left.length <= ITEM_START_CHARACTERS) ||
      (scene.voice === "attacker" && name.licences.includes("host")))
  )
    return "item";
  const opens = /^[\s"'(-]*(?:the |le |la |l'|les )?$/.test(left);
  if (opens && !warns(right) && isStrong(sentence.plain) && AFTER_ATTACK.test(reach)) return "after";
  return "";
}

/** "Le même message a été visible sur le site de". */
const SAME_SHOWN =
  /(?<![a-z])(?:l[ae] meme|un meme|the same|an identical) (?:[a-z-]+ )?(?:message|page|image|texte|banniere|photo|visuel|slogan|text|banner|picture)(?![a-z])(?![^.;:]*(?<![a-z])(?:pas|not|never|jamais|n't)(?![a-z]))[^.;:]{0,60}(?<![a-z])(?:sur|on|at) (?:l[ae]s? |l'|the )?(?:(?:(?:web ?)?sites?|(?:home ?)?pages?|portails?|portals?|celui|celle|that)(?: (?:internet|web|officiel|d'accueil|facebook)){0,2} (?:d[eu]|des|of|d') ?(?:l[ae]s? |l'|the )?)?$/;

const BEGINS =
  /^[^a-z]*(?:(?:l[ae]s? |l'|the |french |france's )*|[a-z ,.]{3,30}\(\w+\)[^a-z]*(?:the |l[ae]s? |l')?)$/;

/** The first sentence below the title begins with it, and tells of an attack. */
function isLead({ page: { sentences, plain }, telling }: Scene, { name, sentence: i }: Naming): boolean {
  const first = sentences.findIndex(({ kind }) => kind === "sentence");
  const left = plain.slice(sentences[i]?.from ?? 0, name.start);
  return i === first && i < LEAD_SENTENCES && telling[i] === true && BEGINS.test(left);
}

const THEIRS_WITHIN_CHARACTERS = 200;

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
