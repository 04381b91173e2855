import { Database } from "bun:sqlite";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { Refusal } from "../kernel/refusal.ts";
import type { Entry, StoredEntry } from "./entry.ts";
import { GENESIS } from "./entry.ts";
import { FORMAT_VERSION, FORMAT_VERSION_UPGRADED, TABLES, UPGRADE } from "./schema.ts";
import { explainSqlite } from "./sqlite-failure.ts";
import { makeTree, type Tree } from "./tree.ts";

/** How long a write waits for another process's write. Longer means that something holds the journal and is stuck. */
const BUSY_TIMEOUT_MS = 3_000;

/** SQLite cuts its write-ahead log back to this size after a checkpoint; a long reader lets it grow beyond. */
const WAL_BYTES_KEPT_MAX = 64 * 1024 * 1024;

/**
 * Pages in the write-ahead log after which a commit moves them into the file itself, and waits for the disk once more. Few, so
 * that no commit of many has a long wait: others have no turn meanwhile.
 */
const WAL_PAGES_MAX = 200;

/** Names and hashes of people's doings: for the account that runs Beffroi only. */
const FILE_MODE = 0o600;

/** The last entry of a lane. */
export type Head = { n: number; id: string };

/** A sealed entry on its way to the disk. */
export type SealedEntry = { entry: Entry; text: string; id: string; signature: string };

export type Page = { before?: number; after?: number; limit: number };

/** The tables of one journal. Each method throws a Refusal for what a person can mend (disk full, not writable, busy). */
export type Store = {
  readonly db: Database;
  readonly tree: Tree;
  /** Runs `act` in one write transaction: all of it is on disk when this returns, or none of it ever was. */
  transact<T>(act: () => T): T;
  publicKey(lane: string): string | undefined;
  addLane(lane: string, publicKey: string): void;
  /** The lane of a family that is written now, or undefined before the first. */
  ownLane(family: string): { lane: string; number: number } | undefined;
  addOwnLane(lane: string, family: string, number: number): void;
  /** The lane's head, {n: 0, id: GENESIS} before its first entry. Refuses a lane whose end was cut or changed. */
  head(lane: string): Head;
  /** Adds an entry after the lane's head, and to the tree, and gives its position. */
  insert(sealed: SealedEntry): number;
  /** The last entry of a lane, without the checks of `head`. */
  last(lane: string): StoredEntry | undefined;
  delivered(source: string, sequence: number): StoredEntry | undefined;
  recordDelivery(source: string, sequence: number, position: number): void;
  read(page: Page): StoredEntry[];
  /** Number of entries, of all lanes. Positions have no gap, so it is the last position. */
  count(): number;
  close(): void;
};

/** Opens or creates the journal's file; the folder is made if need be. Brings an older one up to date; refuses a newer one. */
export function openStore(path: string): Store {
  const db = guarded(path, () => openDatabase(path));
  try {
    guarded(path, () => prepareTables(db, path));
    return makeStore(db, path);
  } catch (error) {
    db.close();
    throw error;
  }
}

function openDatabase(path: string): Database {
  const isNew = !existsSync(path);
  try {
    mkdirSync(dirname(path), { recursive: true });
    if (isNew) closeSync(openSync(path, "a", FILE_MODE));
  } catch (error) {
    throw new Refusal(
      "journal-not-writable",
      `The journal cannot be created: ${error instanceof Error ? error.message : String(error)}.`,
      path,
      "Check that the data folder exists and that the account that runs Beffroi may write in it.",
    );
  }
  const db = new Database(path, { readwrite: true, create: true, strict: true });
  if (isNew) syncFolder(dirname(path));
  return db;
}

function prepareTables(db: Database, path: string): void {
  db.run(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  requireKnownFormat(db, path);
  db.run("PRAGMA journal_mode = WAL");
  // FULL: the write-ahead log is fsynced at each commit, so what was acknowledged survives a power cut.
  db.run("PRAGMA synchronous = FULL");
  db.run(`PRAGMA wal_autocheckpoint = ${WAL_PAGES_MAX}`);
  db.run("PRAGMA foreign_keys = ON");
  db.run("PRAGMA trusted_schema = OFF");
  db.run(`PRAGMA journal_size_limit = ${WAL_BYTES_KEPT_MAX}`);
  const created = db
    .transaction(() => {
      const format = requireKnownFormat(db, path);
      for (const statement of TABLES) db.run(statement);
      if (format === undefined) db.run("INSERT INTO journal_format (version) VALUES (?)", [FORMAT_VERSION]);
      if (format === FORMAT_VERSION_UPGRADED) for (const statement of UPGRADE) db.run(statement);
      // Touches nothing, but needs the right to write: a read-only file is refused now and not at the first entry.
      db.run("DELETE FROM journal_deliveries WHERE FALSE");
      return format === undefined;
    })
    .immediate();
  // With the tables in the main file, a log torn at any place leaves a journal that opens, never an empty file.
  if (created) db.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

/** The format's number, or undefined in a new file. A journal of another format is left exactly as it is. */
function requireKnownFormat(db: Database, path: string): number | undefined {
  const table = db.query("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'journal_format'");
  if (table.get() === null) return undefined;
  const version = db.query<{ version: number }, []>("SELECT version FROM journal_format").get()?.version;
  if (version === FORMAT_VERSION || version === FORMAT_VERSION_UPGRADED) return version;
  throw new Refusal(
    "journal-format-unknown",
    `The journal has format ${version ?? "unknown"}; this program knows format ${FORMAT_VERSION}.`,
    path,
    "Run the version of Beffroi that wrote it, or a newer one.",
  );
}

type Row = { position: number; id: string; signature: string; canonical: string };

const COLUMNS = "position, id, signature, canonical";

function makeStore(db: Database, path: string): Store {
  const tree = makeTree(db);

  function transact<T>(act: () => T): T {
    return guarded(path, () => {
      // SQLite would nest it as a savepoint and acknowledge an entry that the outer transaction can still undo.
      if (db.inTransaction) throw new Error("a view must not append to the journal");
      try {
        return db.transaction(act).immediate();
      } catch (error) {
        tree.forget();
        throw error;
      }
    });
  }

  transact(() => tree.catchUp());
  return {
    db,
    tree,
    transact,
    ...laneTables(db, path),
    ...entryTables(db, path, tree),
    close: () => db.close(),
  };
}

function laneTables(db: Database, path: string) {
  const headQuery = db.query<{ n: number; id: string; stored: string | null; last: number | null }, [string]>(
    `SELECT h.n, h.id, e.id AS stored, (SELECT max(n) FROM journal_entries WHERE lane = h.lane) AS last
     FROM journal_heads h LEFT JOIN journal_entries e ON e.lane = h.lane AND e.n = h.n WHERE h.lane = ?`,
  );
  const keyQuery = db.query<{ key: string }, [string]>(
    "SELECT public_key AS key FROM journal_lanes WHERE lane = ?",
  );
  const ownQuery = db.query<{ lane: string; number: number }, [string]>(
    "SELECT lane, number FROM journal_own_lanes WHERE family = ? ORDER BY number DESC LIMIT 1",
  );
  return {
    publicKey: (lane: string) => guarded(path, () => keyQuery.get(lane))?.key,
    addLane(lane: string, publicKey: string) {
      db.run("INSERT INTO journal_lanes (lane, public_key) VALUES (?, ?)", [lane, publicKey]);
      db.run("INSERT INTO journal_heads (lane, n, id) VALUES (?, 0, ?)", [lane, GENESIS]);
    },
    ownLane: (family: string) => guarded(path, () => ownQuery.get(family)) ?? undefined,
    addOwnLane(lane: string, family: string, number: number) {
      db.run("INSERT INTO journal_own_lanes (lane, family, number) VALUES (?, ?, ?)", [lane, family, number]);
    },
    head: (lane: string) =>
      guarded(path, () => {
        const row = headQuery.get(lane);
        if (row === null || row.n !== (row.last ?? 0) || row.id !== (row.stored ?? GENESIS)) {
          throw laneDamaged(lane, path);
        }
        return { n: row.n, id: row.id };
      }),
  };
}

function entryTables(db: Database, path: string, tree: Tree) {
  const insertEntry = db.query<{ position: number }, [string, number, string, string, string]>(
    "INSERT INTO journal_entries (lane, n, id, canonical, signature) VALUES (?, ?, ?, ?, ?) RETURNING position",
  );
  const moveHead = db.query("UPDATE journal_heads SET n = ?, id = ? WHERE lane = ? AND n = ?");
  const newestFirst = db.query<Row, [number, number]>(
    `SELECT ${COLUMNS} FROM journal_entries WHERE position < ? ORDER BY position DESC LIMIT ?`,
  );
  const oldestFirst = db.query<Row, [number, number]>(
    `SELECT ${COLUMNS} FROM journal_entries WHERE position > ? ORDER BY position ASC LIMIT ?`,
  );
  const lastQuery = db.query<Row, [string]>(
    `SELECT ${COLUMNS} FROM journal_entries WHERE lane = ? ORDER BY n DESC LIMIT 1`,
  );
  const countQuery = db.query<{ last: number | null }, []>(
    "SELECT max(position) AS last FROM journal_entries",
  );
  const deliveredQuery = db.query<Row, [string, number]>(
    `SELECT ${COLUMNS} FROM journal_entries
     WHERE position = (SELECT position FROM journal_deliveries WHERE source = ? AND sequence = ?)`,
  );
  return {
    insert({ entry, text, id, signature }: SealedEntry) {
      const row = insertEntry.get(entry.lane, entry.n, id, text, signature);
      const moved = moveHead.run(entry.n, id, entry.lane, entry.n - 1);
      if (row === null || moved.changes !== 1) throw laneDamaged(entry.lane, path);
      tree.append(row.position, text);
      return row.position;
    },
    last: (lane: string) => toStoredEntry(guarded(path, () => lastQuery.get(lane))),
    delivered: (source: string, sequence: number) => toStoredEntry(deliveredQuery.get(source, sequence)),
    recordDelivery(source: string, sequence: number, position: number) {
      db.run("INSERT INTO journal_deliveries (source, sequence, position) VALUES (?, ?, ?)", [
        source,
        sequence,
        position,
      ]);
    },
    read: ({ before, after, limit }: Page) =>
      guarded(path, () =>
        after === undefined
          ? newestFirst.all(before ?? Number.MAX_SAFE_INTEGER, limit)
          : oldestFirst.all(after, limit),
      ).map((row) => toStoredEntry(row)),
    count: () => guarded(path, () => countQuery.get())?.last ?? 0,
  };
}

function toStoredEntry(row: Row): StoredEntry;
function toStoredEntry(row: Row | null): StoredEntry | undefined;
function toStoredEntry(row: Row | null): StoredEntry | undefined {
  if (row === null) return undefined;
  return {
    position: row.position,
    id: row.id,
    signature: row.signature,
    entry: JSON.parse(row.canonical) as Entry,
  };
}

function laneDamaged(lane: string, path: string): Refusal {
  // Going on would put a second entry where others may hold the first: a fork that reads as a forgery for ever.
  return new Refusal(
    "lane-damaged",
    `The end of lane "${lane}" is not where the journal says, so nothing is added to it.`,
    path,
    'Keep a copy, run "beffroi journal verify", then put a good copy back or start a lane with another name.',
  );
}

function guarded<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw explainSqlite(error, path);
  }
}

function syncFolder(folder: string): void {
  const fd = openSync(folder, "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
