import { Database } from "bun:sqlite";
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import type { Log } from "../../kernel/log.ts";
import { errorLine } from "../../kernel/refusal.ts";
import type { Baseline } from "../probe/index.ts";
import type { Batch } from "./outbox.ts";

const FORMAT = 1;
/** What is known of sites and not written yet: beyond it, a disk that takes nothing costs what was learnt. */
const PENDING_MAX = 5_000;
const TABLES = [
  "CREATE TABLE IF NOT EXISTS sites (site INTEGER PRIMARY KEY, url TEXT NOT NULL, address TEXT NOT NULL, baseline TEXT NOT NULL) STRICT",
  "CREATE TABLE IF NOT EXISTS batches (session TEXT NOT NULL, sequence INTEGER NOT NULL, rounds TEXT NOT NULL, count INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (session, sequence)) STRICT",
  "CREATE TABLE IF NOT EXISTS marks (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT",
] as const;

/** What the prober knows of a site from one start to the next. */
export type Known = {
  readonly url: string;
  readonly address: string;
  readonly baseline: Baseline | undefined;
};

/**
 * The prober's own file: what sites usually look like, and batches that the keeper has not taken yet. It can be lost: then
 * pages are learnt anew. A disk that is full or fails stops nothing; it is logged once, until it works again.
 */
export class Store {
  readonly #db: Database;
  readonly #log: Log;
  readonly #pending = new Map<number, Known | undefined>();
  #fails = false;

  constructor(path: string, log: Log) {
    this.#log = log;
    this.#db = openFile(path, log);
  }

  known(site: number, url: string): Known | undefined {
    const known = this.#pending.has(site) ? this.#pending.get(site) : this.#read(site);
    return known?.url === url ? known : undefined;
  }

  /** Where the site was found last. */
  addressOf(site: number, url: string): string | undefined {
    const sql = "SELECT address FROM sites WHERE site = ? AND url = ?";
    let address: string | undefined;
    this.#try(() => {
      address = this.#db.query<{ address: string }, [number, string]>(sql).get(site, url)?.address;
    });
    return address === "" ? undefined : address;
  }

  /** Remembers it; on disk after the next `flush`. */
  keep(site: number, known: Known | undefined): void {
    if (this.#pending.size >= PENDING_MAX && !this.#pending.has(site)) this.flush();
    if (this.#pending.size < PENDING_MAX) this.#pending.set(site, known);
  }

  flush(): void {
    if (this.#pending.size === 0) return;
    this.#try(() => {
      this.#db.transaction(() => {
        for (const [site, known] of this.#pending) this.#write(site, known);
      })();
      this.#pending.clear();
    });
  }

  /** Forgets every site that is not in `numbers`. */
  keepOnly(numbers: ReadonlySet<number>): void {
    this.flush();
    this.#try(() => {
      const sites = this.#db.query<{ site: number }, []>("SELECT site FROM sites").all();
      const gone = this.#db.query("DELETE FROM sites WHERE site = ?");
      this.#db.transaction(() => {
        for (const { site } of sites) if (!numbers.has(site)) gone.run(site);
      })();
    });
  }

  spool(batches: readonly Batch[]): boolean {
    return this.#try(() => {
      const insert = this.#db.query("INSERT OR IGNORE INTO batches VALUES (?, ?, ?, ?, ?)");
      this.#db.transaction(() => {
        for (const { session, sequence, rounds, count, at } of batches)
          insert.run(session, sequence, rounds, count, at);
      })();
    });
  }

  unspool({ session, sequence }: Pick<Batch, "session" | "sequence">): void {
    this.#try(() => {
      this.#db.query("DELETE FROM batches WHERE session = ? AND sequence = ?").run(session, sequence);
    });
  }

  /** Batches that were left, the oldest first. */
  spooled(): Batch[] {
    const sql = "SELECT session, sequence, rounds, count, at FROM batches ORDER BY at, session, sequence";
    return this.#db.query<Batch, []>(sql).all();
  }

  mark(name: string): number {
    const sql = "SELECT value FROM marks WHERE name = ?";
    return this.#db.query<{ value: number }, [string]>(sql).get(name)?.value ?? 0;
  }

  setMark(name: string, value: number): void {
    this.#try(() => {
      this.#db.query("INSERT OR REPLACE INTO marks VALUES (?, ?)").run(name, value);
    });
  }

  close(): void {
    this.flush();
    this.#db.close();
  }

  #read(site: number): Known | undefined {
    try {
      const sql = "SELECT url, address, baseline FROM sites WHERE site = ?";
      const row = this.#db.query<{ url: string; address: string; baseline: string }, [number]>(sql).get(site);
      if (row === null) return undefined;
      const baseline = row.baseline === "" ? undefined : (JSON.parse(row.baseline) as Baseline);
      return { url: row.url, address: row.address, baseline };
    } catch (error) {
      this.#failed(error);
      return undefined;
    }
  }

  #write(site: number, known: Known | undefined): void {
    if (known === undefined) {
      this.#db.query("DELETE FROM sites WHERE site = ?").run(site);
      return;
    }
    const baseline = known.baseline === undefined ? "" : JSON.stringify(known.baseline);
    const sql = "INSERT OR REPLACE INTO sites VALUES (?, ?, ?, ?)";
    this.#db.query(sql).run(site, known.url, known.address, baseline);
  }

  #try(act: () => void): boolean {
    try {
      act();
      this.#fails = false;
      return true;
    } catch (error) {
      this.#failed(error);
      return false;
    }
  }

  #failed(error: unknown): void {
    if (!this.#fails) {
      this.#log("error", "the prober's file cannot be used; it goes on without", {
        reason: errorLine(error),
      });
    }
    this.#fails = true;
  }
}

/** A file that cannot be read is put aside: what is in it is learnt again. */
function openFile(path: string, log: Log): Database {
  try {
    return prepared(path);
  } catch (error) {
    if (!existsSync(path)) throw error;
    log("error", "the prober's file is damaged and begins anew", { reason: errorLine(error), path });
    for (const ending of ["", "-wal", "-shm"]) {
      rmSync(`${path}.damaged${ending}`, { force: true });
      if (existsSync(`${path}${ending}`)) renameSync(`${path}${ending}`, `${path}.damaged${ending}`);
    }
    return prepared(path);
  }
}

function prepared(path: string): Database {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (!existsSync(path)) closeSync(openSync(path, "a", 0o600));
  const db = new Database(path, { readwrite: true, create: true, strict: true });
  try {
    db.run("PRAGMA busy_timeout = 1000");
    db.run("PRAGMA journal_mode = WAL");
    db.run("PRAGMA synchronous = NORMAL");
    db.run("PRAGMA journal_size_limit = 8388608");
    db.run("PRAGMA cache_size = -2048");
    const { user_version: format } = db.query<{ user_version: number }, []>("PRAGMA user_version").get() ?? {
      user_version: 0,
    };
    if (format > FORMAT) throw new Error(`it has format ${format}, this program knows ${FORMAT}`);
    for (const table of TABLES) db.run(table);
    db.run(`PRAGMA user_version = ${FORMAT}`);
    for (const table of ["sites", "batches", "marks"])
      db.query(`SELECT * FROM ${table} ORDER BY 1 DESC LIMIT 1`).get();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
