import { Database } from "bun:sqlite";
import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type ProblemCode, verifyJournal } from "../index.ts";
import { TABLES } from "../schema.ts";
import { rung, temporaryJournal } from "./temporary-journal.ts";

/** Entries of the good journal: every third, from the first on, is of tablet-1, the others are of keeper. */
export const ENTRIES = 24;

export type Row = {
  position: number;
  lane: string;
  n: number;
  id: string;
  canonical: string;
  signature: string;
};

export type Tampering = (db: Database, rows: Row[]) => void;

/** The lane of the entry at this index (from 0), and its number there. */
export function placeOf(index: number): { lane: string; n: number } {
  const third = Math.floor(index / 3);
  return index % 3 === 0
    ? { lane: "tablet-1", n: third + 1 }
    : { lane: "keeper", n: third * 2 + (index % 3) };
}

/** A good journal, and copies of it that somebody has laid hands on. */
export function tamperedCopies() {
  const place = temporaryJournal();
  const journals = { keeper: place.open(), tablet: place.open({ lane: "tablet-1" }) };
  for (let stroke = 0; stroke < ENTRIES; stroke++) {
    journals[placeOf(stroke).lane === "keeper" ? "keeper" : "tablet"].append(rung(stroke));
  }
  journals.keeper.close();
  journals.tablet.close();
  const copy = join(place.folder, "copy.db");

  /** Takes a fresh copy and works on it as a forger would: triggers away, no foreign keys; then triggers back. */
  function tampered(act: Tampering): string {
    for (const suffix of ["-wal", "-shm"]) rmSync(`${copy}${suffix}`, { force: true });
    copyFileSync(place.path, copy);
    const db = new Database(copy);
    db.run("PRAGMA journal_mode = MEMORY");
    db.run("PRAGMA synchronous = OFF");
    const triggers = db.query<{ name: string }, []>("SELECT name FROM sqlite_schema WHERE type = 'trigger'");
    for (const { name } of triggers.all()) db.run(`DROP TRIGGER ${name}`);
    act(db, db.query<Row, []>("SELECT * FROM journal_entries ORDER BY position").all());
    for (const statement of TABLES) if (statement.includes("TRIGGER")) db.run(statement);
    db.close();
    return copy;
  }

  return { place, copy, tampered };
}

/** The codes that the verifier reports. */
export function codesOf(path: string, everySignature = false): ProblemCode[] {
  return verifyJournal(path, { everySignature }).problems.map(({ code }) => code);
}
