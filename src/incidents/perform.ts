import type { Journal, NewEntry, StoredEntry } from "../journal/index.ts";
import type { Actor } from "../kernel/actor.ts";
import { canonicalJson } from "../kernel/canonical.ts";
import type { Clock } from "../kernel/clock.ts";
import { Refusal } from "../kernel/refusal.ts";
import { type Act, checkOccurredAt, decide, type Said } from "./acts.ts";
import { touchedItems } from "./change.ts";
import { readIncidentEntry } from "./entry.ts";
import type { ActAnswer } from "./events.ts";
import { itemIdOf } from "./item.ts";
import {
  entryAt,
  findIncident,
  findItem,
  lastLines,
  lastLinesOfItem,
  type Reading,
  sceneOf,
} from "./read.ts";
import { noSuchIncident } from "./refusals.ts";

/** An act, from what was asked to what is on disk. */

export type Desk = { journal: Journal; clock: Clock };

export type Asked = {
  incident: string;
  actor: Actor;
  /** When it happened, if that was earlier than now. */
  occurredAt: string | undefined;
};

/** Entries about one item, or about the incident itself, that are looked through for a repeat. */
export const REPEATS_LOOKED_AT_MAX = 50;

/**
 * Looks, decides and writes in one turn of the event loop, so that no other act comes between. Throws the rule's
 * Refusal, unless the same person already wrote the same, word for word: the answer is then that of the first time.
 */
export function perform<Command>(
  { journal, clock }: Desk,
  act: Act<Command>,
  command: Command,
  { incident: id, actor, occurredAt }: Asked,
): ActAnswer {
  const incident = findIncident(journal, id);
  if (incident === undefined) throw noSuchIncident(id);
  const badTime = checkOccurredAt(occurredAt, clock.now());
  if (badTime !== undefined) throw badTime;
  const { exercise } = incident;
  const entriesOf = (said: Said[]) => said.map((one) => entryOf(one, { actor, occurredAt, exercise }));
  const scene = sceneOf(journal, incident);
  const decided = decide(act, command, scene);
  if (!(decided instanceof Refusal)) {
    return answerOf(journal, journal.appendAll(entriesOf(decided)).at(-1) as StoredEntry);
  }
  const said = act.say(command, scene).at(-1);
  if (said === undefined) throw decided;
  const wanted = entryOf(said, { actor, occurredAt, exercise });
  const earlier = earlierEntry(journal, wanted, candidates(journal, said));
  if (earlier === undefined) throw decided;
  return answerOf(journal, earlier);
}

type Stamp = { actor: Actor; occurredAt: string | undefined; exercise: boolean };

export function entryOf({ subject, kind, body }: Said, { actor, occurredAt, exercise }: Stamp): NewEntry {
  return { actor, kind, subject, body, exercise, ...(occurredAt === undefined ? {} : { occurredAt }) };
}

/** The first of these entries that says the same as `wanted`, by the same person, of the same moment. */
export function earlierEntry(
  journal: Reading,
  wanted: NewEntry,
  positions: readonly number[],
): StoredEntry | undefined {
  const body = canonicalJson(wanted.body);
  return positions
    .map((position) => entryAt(journal, position))
    .find(
      ({ entry }) =>
        entry.kind === wanted.kind &&
        entry.subject === wanted.subject &&
        entry.occurredAt === wanted.occurredAt &&
        isSameActor(entry.actor, wanted.actor) &&
        canonicalJson(entry.body) === body,
    );
}

/** Where a repeat of this would stand: among the last entries about the same thing, or at the one that made it. */
function candidates(journal: Reading, said: Said): number[] {
  const id = itemIdOf(said);
  if (id === undefined) return lastLines(journal, said.subject, REPEATS_LOOKED_AT_MAX);
  const item = findItem(journal, id);
  if (item === undefined) return [];
  return [item.position, ...lastLinesOfItem(journal, id, REPEATS_LOOKED_AT_MAX)];
}

function isSameActor(one: Actor, other: Actor): boolean {
  if (one.type === "person" && other.type === "person") return one.id === other.id;
  return one.type === other.type && one.name === other.name;
}

/** The answer to an act that wrote this entry, now or earlier. */
export function answerOf(journal: Reading, stored: StoredEntry): ActAnswer {
  const incident = findIncident(journal, stored.entry.subject);
  const event = readIncidentEntry(stored)?.event;
  if (incident === undefined || event === undefined) {
    throw new Error(`position ${stored.position} is no entry of an incident`);
  }
  return { position: stored.position, incident, items: touchedItems(journal, event) };
}
