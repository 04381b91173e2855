import { type Database, SQLiteError } from "bun:sqlite";
import type { Log } from "../kernel/log.ts";
import { errorLine } from "../kernel/refusal.ts";
import type { Entry, StoredEntry } from "./entry.ts";
import { badView, checkViews, tableNames, type View } from "./view.ts";

export type Views = {
  /** Makes what is missing and replays what each view has not seen. One transaction; call it inside one. */
  catchUp(): void;
  /** Takes new entries, in order of position and all that the transaction wrote, into all views. */
  project(entries: readonly StoredEntry[]): void;
  /** Throws one view away, or all, and makes it from the entries. Call it inside a transaction. */
  rebuild(name?: string): void;
};

/** Entries that one reading takes. */
const PAGE = 1_000;

/** How far each view has followed the entries; its statements tell which tables are its own. Proves nothing. */
const VIEWS_TABLE = `CREATE TABLE IF NOT EXISTS journal_views (
  name TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  position INTEGER NOT NULL,
  tables TEXT NOT NULL
) STRICT, WITHOUT ROWID`;

type Known = { name: string; version: number; position: number; tables: string };

/** The views of one journal. Throws the Refusal "bad-view". */
export function makeViews(db: Database, views: readonly View[], log: Log): Views {
  checkViews(views);
  db.run(VIEWS_TABLE);
  const known = db.query<Known, [string]>("SELECT * FROM journal_views WHERE name = ?");
  const moved = db.query("UPDATE journal_views SET position = ? WHERE name = ?");
  const entriesAfter = db.query<
    { position: number; id: string; signature: string; canonical: string },
    [number, number]
  >(
    "SELECT position, id, signature, canonical FROM journal_entries WHERE position > ? ORDER BY position LIMIT ?",
  );
  const show = makeShow(db, log);

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
    // By pages: a view that is undone would break off a reading that goes on.
    for (let page = entriesAfter.all(from, PAGE); page.length > 0; page = entriesAfter.all(last, PAGE)) {
      for (const { canonical, ...row } of page) {
        const stored = { ...row, entry: JSON.parse(canonical) as Entry };
        for (const { view, position } of behind) if (position < stored.position) show(view, stored);
        last = stored.position;
      }
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
      for (const stored of entries) for (const view of views) show(view, stored);
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

/** Shows an entry to a view. */
function makeShow(db: Database, log: Log): (view: View, stored: StoredEntry) => void {
  const own = db.query("SELECT 1 FROM journal_own_lanes WHERE lane = ?");
  return (view, stored) => {
    if (own.get(stored.entry.lane) !== null) {
      view.project(db, stored);
      return;
    }
    if (view.sees !== "all") return;
    // A stranger's entry must not be able to stop the journal: it stands, and the view is as if it had not seen it.
    db.run("SAVEPOINT view");
    try {
      view.project(db, stored);
    } catch (error) {
      if (error instanceof SQLiteError && error.code?.startsWith("SQLITE_CONSTRAINT") !== true) throw error;
      db.run("ROLLBACK TO view");
      const { position } = stored;
      log("warn", "a view passed over another writer's entry", {
        view: view.name,
        position,
        reason: errorLine(error),
      });
    }
    db.run("RELEASE view");
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
