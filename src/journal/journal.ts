import type { z } from "zod";
import type { Clock } from "../kernel/clock.ts";
import { type Log, silentLog } from "../kernel/log.ts";
import { Refusal } from "../kernel/refusal.ts";
import {
  ENTRY_VERSION,
  type Entry,
  firstIssue,
  type NewEntry,
  type StoredEntry,
  sealEntry,
} from "./entry.ts";
import { type Listener, makeFollowers } from "./follow.ts";
import { type Lane, openLane } from "./lane.ts";
import { type Binding, openReader } from "./read.ts";
import { type Head, openStore, type Page, type Store } from "./store.ts";
import { makeViews, type View, type Views } from "./views.ts";

/** Most entries that one `read` gives. */
export const READ_LIMIT_MAX = 1_000;

/** Most entries that one `appendAll` writes. */
export const GROUP_MAX = 1_000;

/** Longest name of a source of deliveries, in characters. */
const SOURCE_CHARACTERS_MAX = 128;

/** The dictionary of what may be written: one schema for each kind's body. */
export type Catalogue = Readonly<Record<string, z.ZodType>>;

export type JournalOptions = {
  /** The SQLite file; made on first use. */
  path: string;
  keysFolder: string;
  /** Name of the lane that this process writes. */
  lane: string;
  clock: Clock;
  catalogue: Catalogue;
  /** Tables that are made from the entries and kept in step with them. */
  views?: readonly View[];
  /** Hears of followers that throw. */
  log?: Log;
};

/** Where a delivered event comes from. `source` names one run of numbers: a new spool takes a new source. */
export type Delivery = { source: string; sequence: number };

export type Journal = {
  /**
   * Writes one entry and returns once it is on disk. Throws a Refusal otherwise ("unknown-kind", "bad-body",
   * "bad-entry", "entry-too-large", "journal-disk-full", ...): then nothing was written and the act must not happen.
   */
  append(event: NewEntry): StoredEntry;
  /**
   * The same for 1 to GROUP_MAX events at once: all are on disk, one after the other on this lane, or none is
   * ("bad-group", and what `append` refuses).
   */
  appendAll(events: readonly NewEntry[]): StoredEntry[];
  /**
   * The same for an event that may be delivered more than once: the first delivery of a (source, sequence) writes it, a
   * repeat gives the entry that the first one wrote. Any order and any gap is accepted. A number that comes back with
   * another kind, subject or time is refused ("delivery-conflict"), for it is a new event under a used number.
   */
  appendOnce(delivery: Delivery, event: NewEntry): StoredEntry;
  /**
   * One page, at most READ_LIMIT_MAX entries. With `after`: oldest first from the position behind it. Otherwise newest
   * first, from the position before `before` or from the end.
   */
  read(page: Page): StoredEntry[];
  /**
   * Rows of a SELECT over the tables of views, as they are after the last append. Give values as parameters, never inside
   * `sql`, whose text is prepared once and kept. Cannot write: SQLite refuses it.
   */
  query<Row>(sql: string, ...parameters: Binding[]): Row[];
  /** Throws one view's tables away, or those of all, and makes them from the entries. */
  rebuildViews(name?: string): void;
  /** The last entry of this process's lane, or null before the first. */
  head(): { n: number; id: string; at: string } | null;
  /** Number of entries of all lanes. */
  count(): number;
  /** Calls the listener with each entry that this process appends from now on, in order, after it is on disk. */
  follow(listener: Listener): () => void;
  close(): void;
};

/** Opens (on first use: makes) the journal and this process's lane. Throws a Refusal that says what a person can mend. */
export function openJournal(options: JournalOptions): Journal {
  const store = openStore(options.path);
  try {
    const lane = store.transact(() => {
      const known = store.publicKey(options.lane);
      const opened = openLane(options.keysFolder, options.lane, known);
      if (known === undefined) store.addLane(opened.name, opened.publicKey);
      return opened;
    });
    store.head(lane.name);
    const views = makeViews(store.db, options.views ?? []);
    store.transact(() => views.catchUp());
    return makeJournal(store, lane, views, options);
  } catch (error) {
    store.close();
    throw error;
  }
}

function makeJournal(store: Store, lane: Lane, views: Views, options: JournalOptions): Journal {
  const { clock, catalogue, log = silentLog } = options;
  const reader = openReader(options.path);
  const followers = makeFollowers(log);
  let closed = false;

  function requireOpen(): void {
    if (closed) {
      throw new Refusal("journal-closed", "The journal is closed.", options.path, "Open it again.");
    }
  }

  /** Inside the transaction: another process may have appended to the lane since, so the head is read anew each time. */
  function write(events: readonly NewEntry[]): StoredEntry[] {
    let head = store.head(lane.name);
    const at = new Date(clock.now()).toISOString();
    const written = events.map((event) => {
      const { text, id } = sealEntry(nextEntry(lane.name, head, at, event));
      // Read back from the text: what followers and views see is what was signed, not what the caller still holds.
      const entry = JSON.parse(text) as Entry;
      const signature = lane.sign(id);
      head = { n: entry.n, id };
      return { position: store.insert({ entry, text, id, signature }), id, signature, entry };
    });
    views.project(written);
    return written;
  }

  function appendAll(events: readonly NewEntry[]): StoredEntry[] {
    requireOpen();
    checkGroup(events);
    const checked = events.map((event) => checkBody(catalogue, event));
    const written = store.transact(() => write(checked));
    for (const stored of written) followers.tell(stored);
    return written;
  }

  return {
    append: (event) => appendAll([event])[0] as StoredEntry,
    appendAll,
    appendOnce(delivery, event) {
      requireOpen();
      checkDelivery(delivery);
      const checked = checkBody(catalogue, event);
      const { source, sequence } = delivery;
      const { stored, repeated } = store.transact(() => {
        const earlier = store.delivered(source, sequence);
        if (earlier !== undefined) return { stored: sameEvent(delivery, earlier, checked), repeated: true };
        const written = write([checked])[0] as StoredEntry;
        store.recordDelivery(source, sequence, written.position);
        return { stored: written, repeated: false };
      });
      if (!repeated) followers.tell(stored);
      return stored;
    },
    read(page) {
      requireOpen();
      return store.read(checkPage(page));
    },
    query(sql, ...parameters) {
      requireOpen();
      return reader.query(sql, ...parameters);
    },
    rebuildViews(name) {
      requireOpen();
      store.transact(() => views.rebuild(name));
    },
    head() {
      requireOpen();
      const last = store.last(lane.name);
      return last === undefined ? null : { n: last.entry.n, id: last.id, at: last.entry.at };
    },
    count() {
      requireOpen();
      return store.count();
    },
    follow: followers.add,
    close() {
      if (closed) return;
      closed = true;
      reader.close();
      store.close();
    },
  };
}

function nextEntry(lane: string, head: Head, at: string, event: NewEntry): Entry {
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
function checkBody(catalogue: Catalogue, event: NewEntry): NewEntry {
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

function checkGroup(events: readonly NewEntry[]): void {
  if (events.length >= 1 && events.length <= GROUP_MAX) return;
  throw new Refusal(
    "bad-group",
    `${events.length} entries cannot be written at once.`,
    "journal",
    `Give 1 to ${GROUP_MAX}.`,
  );
}

function checkDelivery({ source, sequence }: Delivery): void {
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
 * Bodies are not compared: a newer program may fill in a default that the older one did not, and a repeat that is refused
 * would come again for ever.
 */
function sameEvent(delivery: Delivery, earlier: StoredEntry, event: NewEntry): StoredEntry {
  const { kind, subject, occurredAt } = earlier.entry;
  if (kind === event.kind && subject === event.subject && occurredAt === event.occurredAt) return earlier;
  throw new Refusal(
    "delivery-conflict",
    `Delivery ${delivery.sequence} of "${delivery.source}" was ${kind} about ${subject}, and comes again as ${event.kind}.`,
    "journal",
    "Give a spool that begins its numbers again a new source name.",
  );
}

function checkPage(page: Page): Page {
  const { before, after, limit } = page;
  const limitFits = Number.isInteger(limit) && limit >= 1 && limit <= READ_LIMIT_MAX;
  const placesFit = [before, after].every((place) => place === undefined || Number.isSafeInteger(place));
  if (limitFits && placesFit && (before === undefined || after === undefined)) return page;
  throw new Refusal(
    "bad-page",
    "This is not a page of the journal.",
    "journal",
    `Ask for 1 to ${READ_LIMIT_MAX} entries, either before or after a position.`,
  );
}
