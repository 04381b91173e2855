import { fold } from "../../gazetteer/index.ts";
import { sha256Hex } from "../../kernel/canonical.ts";
import type { AttackType, Reading } from "../reading.ts";
import { sketchOf } from "./sketch.ts";
import { DAY_MS, type Interval, intervalOf, moment } from "./time.ts";

/** What joining compares of a document: no word of its language but names, so that translations meet. */
export type Print = {
  readonly lang: string;
  readonly agency: string | null;
  /** Ids of the bodies that its main story is about. */
  readonly bodies: readonly string[];
  readonly types: readonly AttackType[];
  /** As they are compared. */
  readonly actors: readonly string[];
  /** When the attack took place: as it is said, or else within a while before the document. */
  readonly when: Interval;
  readonly whenSaid: boolean;
  /** ms since 1970; null when the document has no date. */
  readonly publishedMs: number | null;
  /** Marks of proper names: enough to see that two documents name the same people, not whom. */
  readonly names: readonly string[];
  readonly numbers: readonly string[];
  readonly sketch: readonly number[];
};

/** How long before its document an attack lies that says no time: floods are told at once, intrusions late. */
const UNSAID_FLOOD_MS = 1.5 * DAY_MS;
const UNSAID_BREACH_MS = 21 * DAY_MS;
const UNDATED_MS = 45 * DAY_MS;
/** A document without any date could be of any day within this time of the one it is set against. */
const UNDATED: Interval = { fromMs: 0, toMs: Date.UTC(2200, 0) };
/** Attacks of one document further apart than this are several stories. */
const STORY_MS = 7 * DAY_MS;

type AttackOfPrint = Pick<Reading["attacks"][number], "body" | "type" | "actor" | "when">;

/** The attacks of a reading by story: the one that most bodies belong to first. Places in the reading's list. */
export function storiesOf(attacks: readonly AttackOfPrint[]): number[][] {
  const stories: { at: Interval | undefined; members: number[] }[] = [];
  attacks.forEach((attack, place) => {
    const at = attack.when === null ? undefined : intervalOf(attack.when);
    const same = stories.find((story) => isSameStory(story.at, at));
    if (same === undefined) stories.push({ at, members: [place] });
    else {
      same.members.push(place);
      same.at ??= at;
    }
  });
  return stories.map(({ members }) => members).sort((a, b) => b.length - a.length);
}

function isSameStory(a: Interval | undefined, b: Interval | undefined): boolean {
  if (a === undefined || b === undefined) return true;
  return Math.abs(a.fromMs - b.fromMs) <= STORY_MS;
}

/** @param text the document's text, for the sketch; "" leaves it out */
export function printOf(reading: Reading, text: string): Print {
  const [main = []] = storiesOf(reading.attacks);
  const attacks = main.flatMap((place) => reading.attacks[place] ?? []);
  const { lang, agency, names, numbers } = reading;
  const publishedMs =
    reading.publishedAt === null ? null : (moment(reading.publishedAt, null, false) ?? null);
  return {
    lang,
    agency: agency === null ? null : fold(agency),
    ...storyPrint(attacks, publishedMs),
    publishedMs,
    names: tellingNames(names, attacks),
    numbers: distinct(numbers).filter((number) => !isOfActor(number, attacks)),
    sketch: sketchOf(text),
  };
}

/** Names that stand in every story of this kind, and words that only look like names: they tie nothing together. */
const COMMON_NAMES = new Set(
  `telegram twitter facebook france french francais paris afp ap reuters departement department region ukraine russia
  russie moscou moscow kiev kyiv ddos anssi cnil monday tuesday wednesday thursday friday saturday sunday january february
  march april may june july august september october november december jan feb aug sept oct nov dec`.split(
    /\s+/,
  ),
);

/**
 * Of people and companies: the bodies and the actors are compared by themselves. They are kept for good, so marks stand for
 * them: a mayor's name is no business of the journal.
 */
function tellingNames(names: readonly string[], attacks: readonly AttackOfPrint[]): string[] {
  const known = new Set(attacks.map(({ body }) => fold(body.name)));
  const actors = attacks.flatMap(({ actor }) => (actor === null ? [] : [actorKey(actor)]));
  return distinct(names.map(fold))
    .filter(
      (name) =>
        !known.has(name) &&
        !COMMON_NAMES.has(name) &&
        !actors.some((actor) => actor.startsWith(actorKey(name))),
    )
    .map((name) => sha256Hex(name).slice(0, NAME_MARK_DIGITS));
}

/** 40 bits: two names of one register seldom share a mark, and a mark gives no name. */
const NAME_MARK_DIGITS = 10;

/** "057" and "16" of NoName057(16) are no figures of a story. */
function isOfActor(number: string, attacks: readonly AttackOfPrint[]): boolean {
  return attacks.some(({ actor }) => actor?.match(/\d+/g)?.includes(number) ?? false);
}

/** The part of a print that is about the attacks of one story. */
export function storyPrint(
  attacks: readonly AttackOfPrint[],
  publishedMs: number | null,
): Pick<Print, "bodies" | "types" | "actors" | "when" | "whenSaid"> {
  const types = distinct(attacks.map(({ type }) => type));
  const said = attacks.flatMap(({ when }) => (when === null ? [] : (intervalOf(when) ?? [])));
  return {
    bodies: distinct(attacks.map(({ body }) => body.id)),
    types,
    actors: distinct(attacks.flatMap(({ actor }) => (actor === null ? [] : [actorKey(actor)]))),
    when: said.length > 0 ? hull(said) : unsaidWhen(types, publishedMs),
    whenSaid: said.length > 0,
  };
}

/** "NoName057(16)", "NoName 057 16" and "NoName" are one group: letters alone count, the group's number does not. */
export function actorKey(actor: string): string {
  return fold(actor).replace(/[^a-z]/g, "") || fold(actor);
}

function hull(intervals: readonly Interval[]): Interval {
  return {
    fromMs: Math.min(...intervals.map(({ fromMs }) => fromMs)),
    toMs: Math.max(...intervals.map(({ toMs }) => toMs)),
  };
}

/** When an attack took place whose time no text says: within a while before its document. */
export function unsaidWhen(types: readonly AttackType[], publishedMs: number | null): Interval {
  if (publishedMs === null) return UNDATED;
  const floods = types.length > 0 && types.every((type) => type === "ddos" || type === "defacement");
  const beforeMs = floods ? UNSAID_FLOOD_MS : UNSAID_BREACH_MS;
  return { fromMs: publishedMs - beforeMs, toMs: publishedMs + DAY_MS };
}

/** Of a document that tells neither when it was nor when it appeared, but was read at `readMs`: some weeks before that. */
export function undatedWhen(readMs: number): Interval {
  return { fromMs: readMs - UNDATED_MS, toMs: readMs + DAY_MS };
}

export function distinct<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
