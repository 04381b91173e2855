import type { Clock } from "../kernel/clock.ts";
import { type Log, silentLog } from "../kernel/log.ts";
import { Refusal } from "../kernel/refusal.ts";
import { type Checkpoints, makeCheckpoints, type SignCheckpoint } from "./checkpoints.ts";
import type { NewEntry, StoredEntry } from "./entry.ts";
import { type Catalogue, checkBody, checkDelivery, checkGroup, type Delivery, sameEvent } from "./event.ts";
import { journalEvents } from "./events.ts";
import { type Listener, makeFollowers } from "./follow.ts";
import { importChunks, makeImporter } from "./import.ts";
import type { ImportReport } from "./import-report.ts";
import { makeOwnLane, type OwnLane } from "./own-lane.ts";
import { type Binding, checkPage, openReader, type Reader } from "./read.ts";
import { makeSlice, type Slice, type SliceNeeds, type SliceRequest } from "./slice/slice.ts";
import { openStore, type Page, type Store } from "./store.ts";
import type { View } from "./view.ts";
import { makeViews, type Views } from "./views.ts";
import { makeWriter } from "./writer.ts";

export type JournalOptions = {
  /** The SQLite file; made on first use. */
  path: string;
  keysFolder: string;
  /** Name of the lane that this process writes, and beginning of the names of those that may come after it. */
  lane: string;
  /** The first lane's name gets an ending of its own, so that the journals of several houses can stand in one file. */
  apart?: boolean;
  clock: Clock;
  catalogue: Catalogue;
  /** Tables that are made from the entries and kept in step with them. */
  views?: readonly View[];
  /** Hears of followers that throw. */
  log?: Log;
};

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
   * Takes what other journals hold, as lines of their export, in any order and any number of times. Each line is checked
   * and what fails is reported, not thrown; good entries are on disk when this returns. A machine that was put back to an
   * earlier state takes its own past back if it is given before anything is written, and writes on a new lane then.
   */
  importEntries(lines: Iterable<string>): ImportReport;
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
  /**
   * An excerpt that a stranger checks without this program, under a checkpoint of now; `writeSlice` and `sliceTar` bring
   * it out. Throws a Refusal ("slice-empty", "slice-too-large", "slice-evidence", "slice-document").
   */
  slice(request: SliceRequest): Promise<Slice>;
  /** The last entry of this process's lane, or null before the first. */
  head(): { n: number; id: string; at: string } | null;
  /** Number of entries of all lanes. */
  count(): number;
  /** Calls the listener with each entry that this process writes or imports from now on, in order, once it is on disk. */
  follow(listener: Listener): () => void;
  close(): void;
} & Checkpoints;

/** Opens (on first use: makes) the journal and this process's lane. Throws a Refusal that says what a person can mend. */
export function openJournal(options: JournalOptions): Journal {
  const store = openStore(options.path);
  try {
    const ownLane = makeOwnLane(store, options.keysFolder, options.lane, options.apart === true);
    const lane = store.transact(() => ownLane.current());
    store.head(lane.name);
    const views = makeViews(store.db, options.views ?? [], options.log ?? silentLog);
    store.transact(() => views.catchUp());
    return makeJournal(store, ownLane, views, options);
  } catch (error) {
    store.close();
    throw error;
  }
}

function makeJournal(store: Store, ownLane: OwnLane, views: Views, options: JournalOptions): Journal {
  const { clock, log = silentLog } = options;
  const catalogue: Catalogue = { ...options.catalogue, ...journalEvents };
  const writer = makeWriter(store, ownLane, clock);
  const importer = makeImporter(store, ownLane, writer);
  const reader = openReader(options.path);
  const followers = makeFollowers(log);
  const { sign, checkpoints } = makeCheckpoints({
    store,
    writer,
    ownLane,
    keysFolder: options.keysFolder,
    requireOpen: () => requireOpen(),
    commit: (act) => commit(act),
  });
  let closed = false;

  function requireOpen(): void {
    if (closed) {
      throw new Refusal("journal-closed", "The journal is closed.", options.path, "Open it again.");
    }
  }

  /** One transaction for the entries that `act` writes and the views that follow them; then followers hear of them. */
  function commit<T extends { written: readonly StoredEntry[] }>(act: () => T): T {
    requireOpen();
    const done = store.transact(() => {
      const result = act();
      views.project(result.written);
      return result;
    });
    for (const stored of done.written) followers.tell(stored);
    return done;
  }

  function appendAll(events: readonly NewEntry[]): StoredEntry[] {
    checkGroup(events);
    const checked = events.map((event) => checkBody(catalogue, event));
    return commit(() => ({ written: writer.write(checked) })).written;
  }

  return {
    append: (event) => appendAll([event])[0] as StoredEntry,
    appendAll,
    appendOnce(delivery, event) {
      checkDelivery(delivery);
      const checked = checkBody(catalogue, event);
      const { source, sequence } = delivery;
      const { stored } = commit(() => {
        const earlier = store.delivered(source, sequence);
        if (earlier !== undefined) return { stored: sameEvent(delivery, earlier, checked), written: [] };
        const written = writer.write([checked]);
        const stored = written[0] as StoredEntry;
        store.recordDelivery(source, sequence, stored.position);
        return { stored, written };
      });
      return stored;
    },
    importEntries(lines) {
      const report = importChunks(lines, (chunk) => commit(() => importer.take(chunk)));
      commit(() => importer.say());
      return report;
    },
    ...reading(store, reader, ownLane, requireOpen),
    rebuildViews(name) {
      requireOpen();
      store.transact(() => views.rebuild(name));
    },
    follow: followers.add,
    ...checkpoints,
    slice: (request) => makeSlice(sliceNeeds(store, sign, options), request),
    close() {
      if (closed) return;
      closed = true;
      reader.close();
      store.close();
    },
  };
}

function sliceNeeds(store: Store, sign: SignCheckpoint, { clock }: JournalOptions): SliceNeeds {
  return {
    sign,
    read: store.read,
    publicKey: store.publicKey,
    subtree: store.tree.subtree,
    nowMs: () => clock.now(),
  };
}

function reading(
  store: Store,
  reader: Reader,
  ownLane: OwnLane,
  requireOpen: () => void,
): Pick<Journal, "read" | "query" | "head" | "count"> {
  return {
    read(page) {
      requireOpen();
      return store.read(checkPage(page));
    },
    query(sql, ...parameters) {
      requireOpen();
      return reader.query(sql, ...parameters);
    },
    head() {
      requireOpen();
      const last = store.last(ownLane.current().name);
      return last === undefined ? null : { n: last.entry.n, id: last.id, at: last.entry.at };
    },
    count() {
      requireOpen();
      return store.count();
    },
  };
}
