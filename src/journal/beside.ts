import type { Database } from "bun:sqlite";
import { GENESIS } from "./entry.ts";
import type { Head, SealedEntry } from "./store.ts";

/** Entries of one lane that may stand beside its chain. */
export const FORKED_PER_LANE_MAX = 10_000;

/** Entries that wait for their predecessor, of all lanes. */
export const PARKED_ENTRIES_MAX = 10_000;

/** Their text, in bytes of UTF-8. */
export const PARKED_BYTES_MAX = 64 * 1024 * 1024;

/** Where an entry of another journal belongs. */
export type Placing =
  /** It is here already. */
  | "known"
  /** After the head of its lane. */
  | "next"
  /** Beside the chain: another entry has its number, or its lane is frozen. */
  | "beside"
  /** Its predecessor has not come yet. */
  | "parked";

export type Neighbours = {
  known: boolean;
  /** Last entry of the lane's chain. */
  head: Head;
  frozen: boolean;
  /** The entry that `prev` names is in the chain or beside it. */
  follows: boolean;
};

/** Pure: the same entries end in the same places' union, in whatever order they come. */
export function placingOf({ n, prev }: { n: number; prev: string }, around: Neighbours): Placing {
  const { known, head, frozen, follows } = around;
  if (known) return "known";
  if (!frozen && n === head.n + 1 && prev === head.id) return "next";
  // Two signed entries with one number are a fork, whether or not the second one's past is known.
  if (n <= head.n || follows) return "beside";
  return "parked";
}

export type Beside = {
  /** Counts what is parked. To be called in each transaction before anything is parked: others write too. */
  measure(): void;
  /** The entry is in its lane's chain, beside it, or parked. */
  isKnown(sealed: SealedEntry): boolean;
  /** Where this entry belongs now. */
  place(sealed: SealedEntry, head: Head): Placing;
  isFrozen(lane: string): boolean;
  /** False when the lane has FORKED_PER_LANE_MAX of them. */
  addFork(sealed: SealedEntry): boolean;
  /** False when there is no room. */
  park(sealed: SealedEntry): boolean;
  /** The parked entries to which the arrival of this one may give a place. */
  waitingFor(arrived: SealedEntry): SealedEntry[];
  /** Takes a parked entry out; false when it is not parked. */
  unpark(sealed: SealedEntry): boolean;
  /** The chain's id at this number, if it has one. */
  idAt(lane: string, n: number): string | undefined;
};

type Row = { n: number; id: string; canonical: string; signature: string };

export function makeBeside(db: Database): Beside {
  const chainId = db.query<{ id: string }, [string, number]>(
    "SELECT id FROM journal_entries WHERE lane = ? AND n = ?",
  );
  const forkQuery = db.query("SELECT 1 FROM journal_forks WHERE lane = ? AND n = ? AND id = ?");
  const parkedQuery = db.query("SELECT 1 FROM journal_parked WHERE lane = ? AND n = ? AND id = ?");
  const frozenQuery = db.query("SELECT 1 FROM journal_forks WHERE lane = ? LIMIT 1");
  const forksQuery = db.query<{ count: number }, [string]>(
    "SELECT count(*) AS count FROM journal_forks WHERE lane = ?",
  );
  const insertFork = db.query(
    "INSERT INTO journal_forks (lane, n, id, canonical, signature) VALUES (?, ?, ?, ?, ?)",
  );
  const insertParked = db.query(
    "INSERT INTO journal_parked (lane, n, prev, id, canonical, signature) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const sizeQuery = db.query<{ entries: number; bytes: number }, []>(
    "SELECT count(*) AS entries, coalesce(sum(octet_length(canonical)), 0) AS bytes FROM journal_parked",
  );
  const waitingQuery = db.query<Row, [string, number, number, string]>(
    `SELECT n, id, canonical, signature FROM journal_parked
     WHERE lane = ? AND (n = ? OR (n = ? AND prev = ?)) ORDER BY n, id`,
  );
  const removeParked = db.query("DELETE FROM journal_parked WHERE lane = ? AND n = ? AND id = ?");

  let parked = { entries: 0, bytes: 0 };

  const inChain = (lane: string, n: number, id: string) => chainId.get(lane, n)?.id === id;
  const isFork = (lane: string, n: number, id: string) => forkQuery.get(lane, n, id) !== null;
  const isKnown = ({ entry: { lane, n }, id }: SealedEntry) =>
    inChain(lane, n, id) || isFork(lane, n, id) || parkedQuery.get(lane, n, id) !== null;
  const isFrozen = (lane: string) => frozenQuery.get(lane) !== null;

  return {
    isFrozen,
    idAt: (lane, n) => chainId.get(lane, n)?.id,
    isKnown,
    place(sealed, head) {
      const { lane, n, prev } = sealed.entry;
      return placingOf(sealed.entry, {
        known: isKnown(sealed),
        head,
        frozen: isFrozen(lane),
        follows: n === 1 ? prev === GENESIS : inChain(lane, n - 1, prev) || isFork(lane, n - 1, prev),
      });
    },
    addFork({ entry, id, text, signature }) {
      if ((forksQuery.get(entry.lane)?.count ?? 0) >= FORKED_PER_LANE_MAX) return false;
      insertFork.run(entry.lane, entry.n, id, text, signature);
      return true;
    },
    measure() {
      parked = sizeQuery.get() ?? parked;
    },
    park({ entry, id, text, signature }) {
      const bytes = parked.bytes + Buffer.byteLength(text);
      if (parked.entries >= PARKED_ENTRIES_MAX || bytes > PARKED_BYTES_MAX) return false;
      parked = { entries: parked.entries + 1, bytes };
      insertParked.run(entry.lane, entry.n, entry.prev, id, text, signature);
      return true;
    },
    waitingFor({ entry, id }) {
      const rows = waitingQuery.all(entry.lane, entry.n, entry.n + 1, id);
      return rows.map(({ canonical, ...row }) => ({
        entry: JSON.parse(canonical),
        text: canonical,
        id: row.id,
        signature: row.signature,
      }));
    },
    unpark({ entry, id, text }) {
      if (removeParked.run(entry.lane, entry.n, id).changes !== 1) return false;
      parked = { entries: parked.entries - 1, bytes: parked.bytes - Buffer.byteLength(text) };
      return true;
    },
  };
}
