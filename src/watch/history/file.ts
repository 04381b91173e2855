import { Database } from "bun:sqlite";
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Log } from "../../kernel/log.ts";
import { errorLine } from "../../kernel/refusal.ts";

/** The history's file: measurements only. It can be lost without the journal losing a word. */

const FORMAT = 1;
const FILE_MODE = 0o600;
const WAL_BYTES_KEPT_MAX = 64 * 1024 * 1024;
const CACHE_KIB = 16 * 1024;

const TABLES = [
  "CREATE TABLE IF NOT EXISTS vantages (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT",
  // Up to which batch a prober's session is on disk.
  "CREATE TABLE IF NOT EXISTS sessions (id TEXT PRIMARY KEY, sequence INTEGER NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID",
  // What came in and is in no row yet: JSON of packed rounds, compressed.
  "CREATE TABLE IF NOT EXISTS batches (id INTEGER PRIMARY KEY, segment INTEGER NOT NULL, vantage INTEGER NOT NULL, data BLOB NOT NULL) STRICT",
  // A row of an integer key is appended at the end and found in one step; see keys.ts for what the key is made of.
  "CREATE TABLE IF NOT EXISTS pieces (key INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT",
  "CREATE TABLE IF NOT EXISTS days (key INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT",
  "CREATE TABLE IF NOT EXISTS segments (id INTEGER PRIMARY KEY, latest INTEGER NOT NULL) STRICT",
  "CREATE TABLE IF NOT EXISTS evidence (site INTEGER NOT NULL, at INTEGER NOT NULL, vantage INTEGER NOT NULL, expires INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (site, at, vantage)) STRICT, WITHOUT ROWID",
  "CREATE INDEX IF NOT EXISTS evidence_by_expiry ON evidence (expires)",
  "CREATE TABLE IF NOT EXISTS site_facts (site INTEGER PRIMARY KEY, data TEXT NOT NULL) STRICT",
] as const;

/**
 * Opens the file, or makes it. One that is damaged, or of a newer program, is put aside under another name and a new one is
 * begun. Where none can be opened, what is measured stays in memory until the next start: whoever cannot keep measurements
 * can still watch, and the house must not stay closed for want of a past. The log says either.
 */
export function openFile(path: string, log: Log): Database {
  try {
    return openedInRoom(path);
  } catch (error) {
    if (!isDamage(error)) return inMemory(path, error, log);
    try {
      const aside = putAside(path);
      const db = prepared(path);
      log("error", "the watch's history is damaged and begins anew; the journal is untouched", {
        reason: errorLine(error),
        aside,
      });
      return db;
    } catch (second) {
      return inMemory(path, second, log);
    }
  }
}

/**
 * Opening takes some room itself, for SQLite's log and its index: on a full disk it is had by giving up what was kept for
 * this, so that the past can be read, and what cannot be written is not acknowledged.
 */
function openedInRoom(path: string): Database {
  let db: Database;
  try {
    db = prepared(path);
  } catch (error) {
    if (!isPassing(error) || !existsSync(reserveOf(path))) throw error;
    rmSync(reserveOf(path), { force: true });
    return prepared(path);
  }
  keepReserve(path);
  return db;
}

/** Room that opening needs on a full disk, in bytes. */
const RESERVE_BYTES = 256 * 1024;
const reserveOf = (path: string): string => `${path}.reserve`;

/** Keeps room for the next start; where there is none, it is tried again later. */
export function keepReserve(path: string): void {
  const reserve = reserveOf(path);
  if (path === ":memory:" || existsSync(reserve)) return;
  try {
    writeFileSync(reserve, new Uint8Array(RESERVE_BYTES), { mode: FILE_MODE });
  } catch {
    rmSync(reserve, { force: true });
  }
}

function inMemory(path: string, error: unknown, log: Log): Database {
  log(
    "error",
    "the watch's history cannot be opened; what is measured is kept in memory until the next start",
    {
      path,
      reason: errorLine(error),
    },
  );
  return prepared(":memory:");
}

function prepared(path: string): Database {
  if (path !== ":memory:") {
    mkdirSync(dirname(path), { recursive: true });
    if (!existsSync(path)) closeSync(openSync(path, "a", FILE_MODE));
  }
  const db = new Database(path, { readwrite: true, create: true, strict: true });
  try {
    // At the start another process may hold it for a moment (a backup): only from then on nobody waits.
    db.run("PRAGMA busy_timeout = 5000");
    db.run("PRAGMA journal_mode = WAL");
    // A power cut may cost the last seconds, which their prober sends no more; a killed process costs nothing.
    db.run("PRAGMA synchronous = NORMAL");
    db.run(`PRAGMA journal_size_limit = ${WAL_BYTES_KEPT_MAX}`);
    db.run(`PRAGMA cache_size = -${CACHE_KIB}`);
    const format = db.query<{ user_version: number }, []>("PRAGMA user_version").get()?.user_version ?? 0;
    if (format > FORMAT) throw new ForeignFormat(`it has format ${format}, this program knows ${FORMAT}`);
    for (const table of TABLES) db.run(table);
    // Where it stands already nothing is written: somebody may hold the file for long.
    if (format !== FORMAT) db.run(`PRAGMA user_version = ${FORMAT}`);
    touch(db);
    db.run("PRAGMA busy_timeout = 0");
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Reads the end of every table: a file that was cut or overwritten shows there. A whole check would take minutes. */
function touch(db: Database): void {
  for (const [table, columns] of Object.entries(ENDS)) {
    db.query(`SELECT ${columns} FROM ${table} ORDER BY 1 DESC LIMIT 1`).get();
  }
}
const ENDS = {
  vantages: "number, id",
  sessions: "id, sequence, at",
  batches: "id, segment, vantage, data",
  pieces: "key, data",
  days: "key, data",
  segments: "id, latest",
  evidence: "site, at, vantage, expires, data",
  site_facts: "site, data",
} as const;

class ForeignFormat extends Error {}

function isDamage(error: unknown): boolean {
  if (error instanceof ForeignFormat) return true;
  const code = String((error as { code?: unknown }).code ?? "");
  // SQLITE_ERROR: tables of these names with other columns.
  return /^SQLITE_(CORRUPT|NOTADB|ERROR|MISMATCH)/.test(code);
}

function putAside(path: string): string {
  const aside = `${path}.damaged`;
  for (const ending of ["", "-wal", "-shm"]) {
    rmSync(`${aside}${ending}`, { force: true });
    if (existsSync(`${path}${ending}`)) renameSync(`${path}${ending}`, `${aside}${ending}`);
  }
  return aside;
}

export const isInMemory = ({ filename }: Database): boolean => filename === "" || filename === ":memory:";

/** Whether a write failed for want of room. */
export function isFull(error: unknown): boolean {
  return /^(SQLITE_FULL|ENOSPC|EDQUOT)/.test(String((error as { code?: unknown }).code ?? ""));
}

/** Whether a write failed because somebody else holds the file, or for want of room: it is tried again. */
export function isPassing(error: unknown): boolean {
  const code = String((error as { code?: unknown }).code ?? "");
  return /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN)/.test(code);
}
