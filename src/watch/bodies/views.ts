import type { Database } from "bun:sqlite";
import type { z } from "zod";
import type { StoredEntry, View } from "../../journal/index.ts";
import type { SiteChange, watchEvents } from "../events.ts";

/** What is watched: bodies, sites with their numbers, lists taken in, planned maintenance. Folds of the journal. */

type Bodies = { [K in keyof typeof watchEvents]: z.infer<(typeof watchEvents)[K]> };

const TABLES: readonly string[] = [
  `CREATE TABLE watch_bodies (
     id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, code TEXT, siren TEXT, departement TEXT
   ) STRICT, WITHOUT ROWID`,
  // A removed site keeps its row: its number is never given again, and its past verdicts still name it.
  `CREATE TABLE watch_sites (
     site INTEGER PRIMARY KEY, "check" TEXT NOT NULL, url TEXT NOT NULL, name TEXT NOT NULL, body TEXT,
     tags TEXT NOT NULL, import TEXT, added_at TEXT NOT NULL, removed_at TEXT
   ) STRICT`,
  "CREATE INDEX watch_sites_of_import ON watch_sites (import) WHERE import IS NOT NULL",
  "CREATE UNIQUE INDEX watch_sites_by_url ON watch_sites (url) WHERE removed_at IS NULL",
  "CREATE INDEX watch_sites_of_body ON watch_sites (body) WHERE removed_at IS NULL",
  `CREATE TABLE watch_imports (
     id TEXT PRIMARY KEY, position INTEGER NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, source TEXT NOT NULL,
     licence TEXT NOT NULL, sha256 TEXT NOT NULL, lines INTEGER NOT NULL, added INTEGER NOT NULL,
     known INTEGER NOT NULL, refused INTEGER NOT NULL, unmatched INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE watch_maintenance (
     id TEXT PRIMARY KEY, position INTEGER NOT NULL, title TEXT NOT NULL, sites TEXT NOT NULL, bodies TEXT NOT NULL,
     tags TEXT NOT NULL, from_at TEXT NOT NULL, to_at TEXT NOT NULL, cancelled_at TEXT
   ) STRICT, WITHOUT ROWID`,
];

export const bodiesView: View = {
  name: "watch-bodies",
  version: 1,
  tables: TABLES,
  project(db, stored) {
    const kind = stored.entry.kind;
    if (!Object.hasOwn(PROJECTIONS, kind)) return;
    const project = PROJECTIONS[kind as Projected] as (
      db: Database,
      stored: StoredEntry,
      body: unknown,
    ) => void;
    project(db, stored, stored.entry.body);
  },
};

type Projected =
  | "watch.list-imported"
  | "watch.bodies-added"
  | "watch.sites-added"
  | "watch.site-changed"
  | "watch.sites-tagged"
  | "watch.sites-removed"
  | "watch.maintenance-planned"
  | "watch.maintenance-cancelled";
/** Entries of these kinds change what the book holds. */
export const isBookKind = (kind: string): kind is Projected => Object.hasOwn(PROJECTIONS, kind);

const PROJECTIONS: { [K in Projected]: (db: Database, stored: StoredEntry, body: Bodies[K]) => void } = {
  "watch.list-imported": (db, { position, entry }, body) => {
    db.query(
      `INSERT INTO watch_imports VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
    ).run(
      body.import,
      position,
      entry.at,
      JSON.stringify(entry.actor),
      body.source,
      body.licence,
      body.sha256,
      body.lines,
      body.added,
      body.known,
      body.refused,
      body.unmatched,
    );
  },
  "watch.bodies-added": (db, _, { bodies }) => {
    const insert = db.query("INSERT OR REPLACE INTO watch_bodies VALUES (?, ?, ?, ?, ?, ?)");
    for (const { id, name, kind, code, siren, departement } of bodies) {
      insert.run(id, name, kind, code, siren, departement);
    }
  },
  "watch.sites-added": (db, { entry }, { import: list, sites }) => {
    const insert = db.query(
      "INSERT INTO watch_sites VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL) ON CONFLICT DO NOTHING",
    );
    for (const { site, check, url, name, body, tags } of sites) {
      insert.run(site, check, url, name, body, JSON.stringify(tags), list, entry.at);
    }
  },
  "watch.site-changed": (db, _, { site, change }) => changeSite(db, site, change),
  "watch.sites-tagged": (db, _, { sites, add, remove }) => {
    const read = db.query<{ tags: string }, [number]>("SELECT tags FROM watch_sites WHERE site = ?");
    for (const site of sites) {
      const tags = read.get(site)?.tags;
      if (tags === undefined) continue;
      changeSite(db, site, { field: "tags", old: [], new: tagsAfter(JSON.parse(tags), add, remove) });
    }
  },
  "watch.sites-removed": (db, { entry }, { sites }) => {
    const remove = db.query("UPDATE watch_sites SET removed_at = ? WHERE site = ? AND removed_at IS NULL");
    for (const site of sites) remove.run(entry.at, site);
  },
  "watch.maintenance-planned": (db, { position }, { id, title, sites, bodies, tags, from, to }) => {
    db.query(
      "INSERT INTO watch_maintenance VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL) ON CONFLICT (id) DO NOTHING",
    ).run(id, position, title, JSON.stringify(sites), JSON.stringify(bodies), JSON.stringify(tags), from, to);
  },
  "watch.maintenance-cancelled": (db, { entry }, { id }) => {
    db.query("UPDATE watch_maintenance SET cancelled_at = ? WHERE id = ? AND cancelled_at IS NULL").run(
      entry.at,
      id,
    );
  },
};

/** The tags of a site that gets some and loses others. */
export function tagsAfter(
  tags: readonly string[],
  add: readonly string[],
  remove: readonly string[],
): string[] {
  return [...new Set([...tags.filter((tag) => !remove.includes(tag)), ...add])];
}

function changeSite(db: Database, site: number, change: SiteChange): void {
  switch (change.field) {
    case "name":
      db.query("UPDATE watch_sites SET name = ? WHERE site = ?").run(change.new, site);
      return;
    case "url":
      // Two sites with one address cannot come to be: who was first keeps it.
      db.query("UPDATE OR IGNORE watch_sites SET url = ? WHERE site = ?").run(change.new, site);
      return;
    case "body":
      db.query("UPDATE watch_sites SET body = ? WHERE site = ?").run(change.new, site);
      return;
    case "tags":
      db.query("UPDATE watch_sites SET tags = ? WHERE site = ?").run(JSON.stringify(change.new), site);
  }
}
