import { Database } from "bun:sqlite";
import { chmodSync, renameSync } from "node:fs";
import type { Log } from "../kernel/log.ts";
import { errorLine } from "../kernel/refusal.ts";

/**
 * What the journal does not say of deliveries: the attempts after the first. A file of its own, durable before the
 * network is touched. Without it (lost, damaged), deliveries that were attempted count as unanswered.
 */

export type OutboxRow = {
  notice: string;
  n: number;
  /** Attempts made, the one under way included. */
  attempts: number;
  /** 1: claimed, and nothing is known of how it ended. */
  attempting: 0 | 1;
  /** 1: an attempt may have arrived. */
  unknown: 0 | 1;
  nextAtMs: number;
  reason: string;
};

export type Outbox = {
  rows(): OutboxRow[];
  /** Writes all of them, or none. */
  put(rows: readonly OutboxRow[]): void;
  drop(notice: string, n: number): void;
  close(): void;
};

/** Opens the file, or makes a new one beside a damaged one, which the log names. */
export function openOutbox(path: string, log: Log): Outbox {
  try {
    return open(path);
  } catch (error) {
    const aside = `${path}.damaged`;
    for (const suffix of ["", "-wal", "-shm"]) move(`${path}${suffix}`, `${aside}${suffix}`);
    log("error", "the list of what is to be sent again was damaged and is begun anew", {
      path,
      aside,
      reason: errorLine(error),
    });
    return open(path);
  }
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

function open(path: string): Outbox {
  const db = new Database(path, { create: true, readwrite: true, strict: true });
  try {
    chmodSync(path, 0o600);
    db.run("PRAGMA journal_mode = WAL");
    db.run("PRAGMA synchronous = FULL");
    db.run(`CREATE TABLE IF NOT EXISTS outbox (
      notice TEXT NOT NULL, n INTEGER NOT NULL, attempts INTEGER NOT NULL, attempting INTEGER NOT NULL,
      unknown INTEGER NOT NULL, next_at_ms INTEGER NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (notice, n)
    ) STRICT, WITHOUT ROWID`);
    const all = db.query<OutboxRow, []>(
      "SELECT notice, n, attempts, attempting, unknown, next_at_ms AS nextAtMs, reason FROM outbox",
    );
    all.all();
    const put = db.query(
      "INSERT OR REPLACE INTO outbox (notice, n, attempts, attempting, unknown, next_at_ms, reason) VALUES (?, ?, ?, ?, ?, ?, ?)",
    );
    const drop = db.query("DELETE FROM outbox WHERE notice = ? AND n = ?");
    return {
      rows: () => all.all(),
      put: db.transaction((rows: readonly OutboxRow[]) => {
        for (const { notice, n, attempts, attempting, unknown, nextAtMs, reason } of rows) {
          put.run(notice, n, attempts, attempting, unknown, Math.round(nextAtMs), reason);
        }
      }),
      drop: (notice, n) => void drop.run(notice, n),
      close: () => db.close(),
    };
  } catch (error) {
    db.close();
    throw error;
  }
}
