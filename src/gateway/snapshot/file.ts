import { Database, SQLiteError } from "bun:sqlite";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Clock } from "../../kernel/clock.ts";
import type { Log } from "../../kernel/log.ts";

/** Marks the file as ours (PRAGMA application_id): "BfSn". */
const APPLICATION_ID = 0x4266536e;
const SCHEMA_VERSION = 1;

/** How many damaged files are left for a person to look at; older ones are deleted so that they cannot fill the disk. */
export const BROKEN_FILES_MAX = 2;

/** A file that cannot be opened is tried again after this time, and a reader looks whether it was replaced. */
export const LOOK_AGAIN_MS = 5_000;

/** Bodies stand apart, so that a page that did not change costs one small row. `document`: see SnapshotRecords.targets. */
const SCHEMA = `
  CREATE TABLE pages (
    id INTEGER PRIMARY KEY,
    target TEXT NOT NULL UNIQUE,
    document INTEGER NOT NULL,
    status INTEGER NOT NULL,
    variant TEXT NOT NULL,
    headers TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    stored_at_ms INTEGER NOT NULL,
    initial_age_ms INTEGER NOT NULL,
    freshness TEXT NOT NULL,
    seal TEXT NOT NULL,
    crawled_at_ms INTEGER NOT NULL,
    gone INTEGER NOT NULL DEFAULT 0,
    cost_bytes INTEGER NOT NULL
  );
  CREATE INDEX pages_cost ON pages (cost_bytes);
  CREATE TABLE bodies (page INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
  CREATE TRIGGER pages_body AFTER DELETE ON pages BEGIN DELETE FROM bodies WHERE page = OLD.id; END;
  CREATE TABLE refused (target TEXT PRIMARY KEY, because TEXT NOT NULL, document INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE visits (
    day INTEGER NOT NULL, target TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (day, target)
  ) WITHOUT ROWID;
  CREATE TABLE memory (name TEXT PRIMARY KEY, json TEXT NOT NULL);
`;
const TABLES = ["pages", "bodies", "refused", "visits", "memory"];

type FileOptions = { path: string; readOnly: boolean; log: Log; clock: Clock };

class ForeignFile extends Error {}

/**
 * The SQLite file under a snapshot. It opens whatever it finds: a damaged or foreign file is moved aside and an empty
 * one begun; while no file can be had (disk full, no permission) reads find nothing, writes fail, and it tries again
 * after LOOK_AGAIN_MS. With `readOnly` the file is another process's to create and to replace, and is followed.
 */
export class SnapshotFile {
  private db: Database | undefined;
  private inode = 0;
  private lookedAtMs = Number.NEGATIVE_INFINITY;
  private complained = false;
  private damage: unknown;
  /** Counts openings, so that what was derived from an earlier file is known to be void. */
  opening = 0;

  constructor(private readonly options: FileOptions) {
    this.open();
  }

  /** Runs `work`; undefined if there is no file or it cannot be read. A damaged part leaves the rest readable. */
  read<T>(work: (db: Database) => T): T | undefined {
    const db = this.current();
    if (db === undefined) return undefined;
    try {
      return work(db);
    } catch (error) {
      this.complain("A part of the snapshot cannot be read", error);
      return undefined;
    }
  }

  /** Runs `work` in one transaction; false if nothing of it was written. */
  write(work: (db: Database) => void): boolean {
    const db = this.current();
    if (db === undefined) return false;
    try {
      db.transaction(() => work(db)).immediate();
      this.complained = false;
      return true;
    } catch (error) {
      this.complain("The snapshot cannot be written", error);
      if (isDamage(error)) this.damage = error;
      return false;
    }
  }

  /**
   * After a write that failed: if damage was the cause, moves the file aside and begins an empty one, and gives true. Only
   * for who has pages to write, for then the origin lives and the rest is crawled again. While it is dead, what can
   * still be read of a damaged file is worth more than an empty one.
   */
  replaceIfDamaged(): boolean {
    if (this.damage === undefined || this.options.readOnly) return false;
    const before = this.opening;
    this.startAfresh(this.damage);
    return this.opening !== before;
  }

  close(): void {
    this.db?.close();
    this.db = undefined;
    this.lookedAtMs = Number.POSITIVE_INFINITY;
  }

  private current(): Database | undefined {
    if (this.db !== undefined && !this.options.readOnly) return this.db;
    const nowMs = this.options.clock.now();
    if (nowMs - this.lookedAtMs < LOOK_AGAIN_MS) return this.db;
    if (this.db === undefined || inodeOf(this.options.path) !== this.inode) this.open();
    this.lookedAtMs = nowMs;
    return this.db;
  }

  private open(): void {
    const { path, readOnly, clock } = this.options;
    this.lookedAtMs = clock.now();
    this.db?.close();
    this.db = undefined;
    if (readOnly && !existsSync(path)) return;
    try {
      this.adopt(openDatabase(path, readOnly));
    } catch (error) {
      if (!readOnly && isDamage(error)) this.startAfresh(error);
      else this.complain("The snapshot cannot be opened", error);
    }
  }

  private startAfresh(cause: unknown): void {
    const { path, log, clock } = this.options;
    this.db?.close();
    this.db = undefined;
    try {
      const aside = moveAside(path, clock.now());
      this.adopt(openDatabase(path, false));
      log(
        "error",
        "The snapshot file was damaged or not ours: it was moved aside and an empty one begun. Crawl the site again.",
        {
          path,
          movedTo: aside,
          cause: messageOf(cause),
        },
      );
    } catch (error) {
      this.complain("The snapshot is damaged and cannot be moved aside", error);
    }
  }

  private adopt(db: Database): void {
    this.db = db;
    this.damage = undefined;
    this.inode = inodeOf(this.options.path);
    this.opening++;
  }

  /** Says it once until a write succeeds: a full disk must not be filled further by the log. */
  private complain(what: string, error: unknown): void {
    if (this.complained) return;
    this.complained = true;
    const { path, log } = this.options;
    log("error", `${what}; the site is served without. Check the disk's space and the file's permissions.`, {
      path,
      cause: messageOf(error),
    });
  }
}

function openDatabase(path: string, readOnly: boolean): Database {
  if (existsSync(path) && !statSync(path).isFile()) throw new ForeignFile("it is not a file");
  mkdirSync(dirname(path), { recursive: true });
  const db = new Database(path, { readwrite: true, create: !readOnly });
  try {
    db.run("PRAGMA busy_timeout = 1000");
    if (!readOnly) db.run("PRAGMA journal_mode = WAL");
    // NORMAL: a killed process loses nothing and power loss at most the last pages, which the next crawl brings back;
    // FULL would make each of 20,000 pages wait for the disk, beside the journal, which needs it more.
    db.run("PRAGMA synchronous = NORMAL");
    db.run("PRAGMA journal_size_limit = 16777216");
    // What was purged, perhaps because it should never have been published, is overwritten.
    db.run("PRAGMA secure_delete = ON");
    if (!readOnly && isEmpty(db)) createSchema(db);
    checkIsOurs(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function isEmpty(db: Database): boolean {
  return db.query("SELECT 1 FROM sqlite_master LIMIT 1").get() === null && pragma(db, "application_id") === 0;
}

function createSchema(db: Database): void {
  db.transaction(() => {
    db.run(SCHEMA);
    db.run(`PRAGMA application_id = ${APPLICATION_ID}`);
    db.run(`PRAGMA user_version = ${SCHEMA_VERSION}`);
  }).immediate();
}

function checkIsOurs(db: Database): void {
  if (pragma(db, "application_id") !== APPLICATION_ID) throw new ForeignFile("another program wrote it");
  const version = pragma(db, "user_version");
  if (version !== SCHEMA_VERSION)
    throw new ForeignFile(`its format is ${version}, this program knows ${SCHEMA_VERSION}`);
  for (const table of TABLES) {
    if (db.query("SELECT 1 FROM sqlite_master WHERE name = ?").get(table) === null) {
      throw new ForeignFile(`its table ${table} is missing`);
    }
  }
}

function pragma(db: Database, name: "application_id" | "user_version"): number {
  const row = db.query<Record<string, number>, []>(`PRAGMA ${name}`).get();
  return row?.[name] ?? 0;
}

function isDamage(error: unknown): boolean {
  if (error instanceof ForeignFile) return true;
  return error instanceof SQLiteError && /^SQLITE_(NOTADB|CORRUPT)/.test(error.code ?? "");
}

/** Renames the file with what SQLite keeps beside it; gives its new path. */
function moveAside(path: string, nowMs: number): string {
  const aside = `${path}.broken-${new Date(nowMs).toISOString().replaceAll(":", "")}`;
  for (const suffix of ["-wal", "-shm", ""]) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  }
  const folder = dirname(path);
  const broken = readdirSync(folder).filter((name) => name.startsWith(`${basename(path)}.broken-`));
  const times = [...new Set(broken.map((name) => name.replace(/-(wal|shm)$/, "")))]
    .sort()
    .slice(0, -BROKEN_FILES_MAX);
  for (const name of broken) {
    if (times.some((time) => name.startsWith(time)))
      rmSync(join(folder, name), { recursive: true, force: true });
  }
  return aside;
}

function inodeOf(path: string): number {
  try {
    return statSync(path).ino;
  } catch {
    return 0;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
