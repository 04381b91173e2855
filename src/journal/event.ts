import type { z } from "zod";
import { Refusal } from "../kernel/refusal.ts";
import { ENTRY_VERSION, type Entry, firstIssue, type NewEntry, type StoredEntry } from "./entry.ts";
import type { Head } from "./store.ts";

/** Most entries that one `appendAll` writes. */
export const GROUP_MAX = 1_000;

/** Longest name of a source of deliveries, in characters. */
const SOURCE_CHARACTERS_MAX = 128;

/** The dictionary of what may be written: one schema for each kind's body. */
export type Catalogue = Readonly<Record<string, z.ZodType>>;

/** Where a delivered event comes from. `source` names one run of numbers: a new spool takes a new source. */
export type Delivery = { source: string; sequence: number };

/** The entry that comes after `head`, not yet sealed. */
export function nextEntry(lane: string, head: Head, at: string, event: NewEntry): Entry {
  const { actor, kind, subject, occurredAt, exercise } = event;
  return {
    v: ENTRY_VERSION,
    lane,
    n: head.n + 1,
    prev: head.id,
    at,
    ...(occurredAt === undefined ? {} : { occurredAt }),
    actor,
    kind,
    subject,
    body: event.body as Entry["body"],
    ...(exercise === true ? { exercise } : {}),
  };
}

/** The event with the body as its schema gives it back (defaults filled in). */
export function checkBody(catalogue: Catalogue, event: NewEntry): NewEntry {
  const schema = Object.hasOwn(catalogue, event.kind) ? catalogue[event.kind] : undefined;
  if (schema === undefined) {
    throw new Refusal(
      "unknown-kind",
      `The catalogue has no kind "${event.kind}".`,
      "journal",
      "Add its schema to the events.ts of the room that says it.",
    );
  }
  const checked = schema.safeParse(event.body);
  if (!checked.success) {
    throw new Refusal(
      "bad-body",
      firstIssue(checked.error),
      `entry ${event.kind}`,
      "Correct the code that writes this entry.",
    );
  }
  return { ...event, body: checked.data };
}

/** Refuses ("bad-group") what is no group of entries. */
export function checkGroup(events: readonly NewEntry[]): void {
  if (events.length >= 1 && events.length <= GROUP_MAX) return;
  throw new Refusal(
    "bad-group",
    `${events.length} entries cannot be written at once.`,
    "journal",
    `Give 1 to ${GROUP_MAX}.`,
  );
}

/** Refuses ("bad-delivery") what is no source and number. */
export function checkDelivery({ source, sequence }: Delivery): void {
  const sourceFits = source.length >= 1 && source.length <= SOURCE_CHARACTERS_MAX;
  if (sourceFits && Number.isSafeInteger(sequence) && sequence >= 0) return;
  throw new Refusal(
    "bad-delivery",
    `Delivery ${sequence} of "${source.slice(0, SOURCE_CHARACTERS_MAX)}" is not a source and a number.`,
    "journal",
    `Give a source of 1 to ${SOURCE_CHARACTERS_MAX} characters and a whole number from 0.`,
  );
}

/**
 * The entry that an earlier delivery wrote, if this one is its repeat; refuses ("delivery-conflict") another event.
 * Bodies are not compared: a newer program may fill in a default that the older one did not, and a repeat that is refused
 * would come again for ever.
 */
export function sameEvent(delivery: Delivery, earlier: StoredEntry, event: NewEntry): StoredEntry {
  const { kind, subject, occurredAt } = earlier.entry;
  if (kind === event.kind && subject === event.subject && occurredAt === event.occurredAt) return earlier;
  throw new Refusal(
    "delivery-conflict",
    `Delivery ${delivery.sequence} of "${delivery.source}" was ${kind} about ${subject}, and comes again as ${event.kind}.`,
    "journal",
    "Give a spool that begins its numbers again a new source name.",
  );
}
