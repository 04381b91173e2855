import type { Database } from "bun:sqlite";
import { Refusal } from "../kernel/refusal.ts";
import type { Entry, StoredEntry } from "./entry.ts";

/** Statements that one view may have. */
export const VIEW_STATEMENTS_MAX = 64;

/**
 * Tables that are a fold of the journal. The journal makes them, keeps them in step inside each append's transaction, and
 * makes them anew from the entries when the view is new, changed or damaged. They can be thrown away at any time.
 */
export type View = {
  /** Lower-case letters, digits and hyphens; unique among the views of one journal. */
  readonly name: string;
  /** Raised when `project` gives another result for the same entries. Changed `tables` are noticed without it. */
  readonly version: number;
  /**
   * CREATE TABLE, CREATE VIRTUAL TABLE and CREATE INDEX statements, one each, in an order that may be run. No name
   * begins with "journal_" or belongs to another view.
   */
  readonly tables: readonly string[];
  /**
   * Takes one entry into the tables. Sees every entry once, in order of position, also those of other lanes and of kinds
   * that it does not know, which it passes over. Depends on nothing but the entry and its own tables: no clock, no
   * chance, no other view. If it throws, neither entry nor view is written.
   */
  project(db: Database, stored: StoredEntry): void;
};

export type Views = {
  /** Makes what is missing and replays what each view has not seen. One transaction; call it inside one. */
  catchUp(): void;
  /** Takes new entries, in order of position and all that the transaction wrote, into all views. */
  project(entries: readonly StoredEntry[]): void;
  /** Throws one view away, or all, and makes it from the entries. Call it inside a transaction. */
  rebuild(name?: string): void;
};

/** How far each view has followed the entries; its statements tell which tables are its own. Proves nothing. */
const VIEWS_TABLE = `CREATE TABLE IF NOT EXISTS journal_views (
  name TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  position INTEGER NOT NULL,
  tables TEXT NOT NULL
) STRICT, WITHOUT ROWID`;

type Known = { name: string; version: number; position: number; tables: string };

/** The views of one journal. Throws the Refusal "bad-view". */
export function makeViews(db: Database, views: readonly View[]): Views {
  checkViews(views);
  db.run(VIEWS_TABLE);
  const known = db.query<Known, [string]>("SELECT * FROM journal_views WHERE name = ?");
  const moved = db.query("UPDATE journal_views SET position = ? WHERE name = ?");
  const entriesAfter = db.query<
    { position: number; id: string; signature: string; canonical: string },
    [number]
  >("SELECT position, id, signature, canonical FROM journal_entries WHERE position > ? ORDER BY position");

  function make(view: View): void {
    for (const statement of view.tables) db.run(statement);
    db.run("INSERT INTO journal_views (name, version, position, tables) VALUES (?, ?, 0, ?)", [
      view.name,
      view.version,
      JSON.stringify(view.tables),
    ]);
  }

  function isWhole(view: View, row: Known): boolean {
    if (row.version !== view.version || row.tables !== JSON.stringify(view.tables)) return false;
    const exists = db.query("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?");
    return tableNames(view.tables).every((table) => exists.get(table) !== null);
  }

  /** Each view from where it is, in one pass over the entries that the one farthest behind has not seen. */
  function replay(): void {
    const behind = views.map((view) => ({ view, position: known.get(view.name)?.position ?? 0 }));
    const from = Math.min(...behind.map(({ position }) => position));
    let last = from;
    for (const row of entriesAfter.iterate(from)) {
      const entry = JSON.parse(row.canonical) as Entry;
      const stored = { position: row.position, id: row.id, signature: row.signature, entry };
      for (const { view, position } of behind) if (position < stored.position) view.project(db, stored);
      last = stored.position;
    }
    for (const { view, position } of behind) if (position < last) moved.run(last, view.name);
  }

  function catchUp(): void {
    if (views.length === 0) return;
    for (const view of views) {
      const row = known.get(view.name);
      if (row !== null && isWhole(view, row)) continue;
      if (row !== null) dropView(db, row);
      make(view);
    }
    replay();
  }

  return {
    catchUp,
    project(entries) {
      const first = entries[0];
      const last = entries.at(-1);
      if (first === undefined || last === undefined || views.length === 0) return;
      const positions = views.map(({ name }) => known.get(name)?.position);
      // Thrown away while this process runs.
      if (positions.includes(undefined)) return catchUp();
      // Another process, one without these views, has written meanwhile.
      if (positions.some((position) => position !== first.position - 1)) return replay();
      for (const stored of entries) for (const view of views) view.project(db, stored);
      for (const { name } of views) moved.run(last.position, name);
    },
    rebuild(name) {
      const chosen = views.filter((view) => name === undefined || view.name === name);
      if (chosen.length === 0 && name !== undefined) throw badView(`There is no view "${name}"`);
      for (const view of chosen) {
        const row = known.get(view.name);
        if (row !== null) dropView(db, row);
        make(view);
      }
      if (chosen.length > 0) replay();
    },
  };
}

/** Throws the tables of all views away and gives the names of the views. Whoever has them makes them anew. */
export function dropViews(db: Database): string[] {
  db.run(VIEWS_TABLE);
  const rows = db.query<Known, []>("SELECT * FROM journal_views ORDER BY name").all();
  for (const row of rows) dropView(db, row);
  return rows.map(({ name }) => name);
}

function dropView(db: Database, { name, tables }: Known): void {
  // Backwards: a table may refer to one that was made before it.
  const names = tableNames(JSON.parse(tables)).reverse();
  for (const table of names) db.run(`DROP TABLE IF EXISTS "${table}"`);
  db.run("DELETE FROM journal_views WHERE name = ?", [name]);
}

const TABLE = /^\s*CREATE\s+(?:VIRTUAL\s+)?TABLE\s+([a-z][a-z0-9_]*)\b/i;
const INDEX = /^\s*CREATE\s+(?:UNIQUE\s+)?INDEX\s+[a-z][a-z0-9_]*\s+ON\b/i;

/** Names of the tables that these statements make, in their order. */
export function tableNames(statements: readonly string[]): string[] {
  return statements.flatMap((statement) => TABLE.exec(statement)?.[1] ?? []);
}

function checkViews(views: readonly View[]): void {
  const names = new Set<string>();
  const tables = new Set<string>();
  for (const view of views) {
    const { name, version } = view;
    if (!/^[a-z][a-z0-9-]{0,62}$/.test(name)) throw badView(`"${name}" cannot name a view`);
    if (names.has(name)) throw badView(`There are two views "${name}"`);
    names.add(name);
    if (!Number.isSafeInteger(version) || version < 1) throw badView(`View "${name}" has version ${version}`);
    if (view.tables.length > VIEW_STATEMENTS_MAX) {
      throw badView(`View "${name}" has more than ${VIEW_STATEMENTS_MAX} statements`);
    }
    for (const statement of view.tables) {
      if (TABLE.test(statement) || INDEX.test(statement)) continue;
      throw badView(`View "${name}" may not run: ${statement.slice(0, 80)}`);
    }
    for (const table of tableNames(view.tables)) {
      if (/^(journal|sqlite)_/i.test(table)) throw badView(`View "${name}" may not have a table "${table}"`);
      if (tables.has(table.toLowerCase())) throw badView(`Two views have a table "${table}"`);
      tables.add(table.toLowerCase());
    }
  }
}

function badView(what: string): Refusal {
  return new Refusal("bad-view", `${what}.`, "journal", "Correct the views.ts of the room that declares it.");
}
