import type { Database } from "bun:sqlite";
import type { StoredEntry, View } from "../journal/index.ts";
import { type IncidentEntry, readIncidentEntry } from "./entry.ts";
import type { IncidentBody, Item, ItemType } from "./events.ts";
import { evolveIncident, type IncidentFacts } from "./incident.ts";
import { evolveItems, isLive, itemIdOf } from "./item.ts";
import { searchableText, subjectWord } from "./search-words.ts";
import { projectPosture, SIEGE_TABLES, settleBefore, settleBeforeSiege, settleTo } from "./siege-view.ts";

/** The tables of the crisis room: every question of a screen is one look-up in an index. */

/** Merged and split incidents hold entries about several subjects; with more of them a search looks through all. */
export const SUBJECTS_MAX = 20;

/** What an entry of the timeline is about: an item, or the incident itself. */
export type LineType = ItemType | "incident";

const TABLES: readonly string[] = [
  // facts is NULL while entries about an incident arrived from another lane before the one that opens it.
  `CREATE TABLE incidents (
     id TEXT PRIMARY KEY,
     opened INTEGER,
     is_open INTEGER NOT NULL DEFAULT 0,
     exercise INTEGER NOT NULL DEFAULT 0,
     kind TEXT,
     site TEXT,
     merged_into TEXT,
     changed INTEGER NOT NULL DEFAULT 0,
     changed_at TEXT NOT NULL DEFAULT '',
     whole_from INTEGER NOT NULL DEFAULT 0,
     entries INTEGER NOT NULL DEFAULT 0,
     open_tasks INTEGER NOT NULL DEFAULT 0,
     decisions INTEGER NOT NULL DEFAULT 0,
     evidence INTEGER NOT NULL DEFAULT 0,
     reports INTEGER NOT NULL DEFAULT 0,
     subjects TEXT NOT NULL,
     facts TEXT
   ) STRICT, WITHOUT ROWID`,
  "CREATE INDEX incidents_listed ON incidents (is_open DESC, opened DESC) WHERE facts IS NOT NULL",
  "CREATE INDEX incidents_of_site ON incidents (site, kind, exercise, opened DESC) WHERE is_open = 1",
  `CREATE TABLE incident_items (
     id TEXT PRIMARY KEY,
     incident TEXT NOT NULL,
     type TEXT NOT NULL,
     position INTEGER NOT NULL,
     changed INTEGER NOT NULL,
     live INTEGER NOT NULL,
     due TEXT,
     item TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`,
  "CREATE INDEX incident_items_of_type ON incident_items (incident, type, position)",
  "CREATE INDEX incident_items_placed ON incident_items (incident, position)",
  "CREATE INDEX incident_items_changed ON incident_items (incident, changed)",
  "CREATE INDEX incident_items_live ON incident_items (incident, type, position) WHERE live = 1",
  "CREATE INDEX incident_items_due ON incident_items (incident, due) WHERE due IS NOT NULL",
  "CREATE INDEX incident_items_clocks ON incident_items (position) WHERE live = 1 AND type IN ('clock', 'exercise-clock')",
  `CREATE TABLE incident_timeline (
     incident TEXT NOT NULL,
     position INTEGER NOT NULL,
     type TEXT NOT NULL,
     item TEXT,
     PRIMARY KEY (incident, position)
   ) STRICT, WITHOUT ROWID`,
  "CREATE INDEX incident_timeline_of_type ON incident_timeline (incident, type, position)",
  "CREATE INDEX incident_timeline_of_item ON incident_timeline (item, position) WHERE item IS NOT NULL",
  // The words are found, never read back: the entries have them. detail=column: no search asks where a word stands.
  `CREATE VIRTUAL TABLE incident_search USING fts5 (
     subject, words, content='', detail=column, prefix='2 3', tokenize="unicode61 remove_diacritics 2"
   )`,
  `CREATE TABLE incident_files (
     sha256 TEXT PRIMARY KEY,
     type TEXT NOT NULL,
     bytes INTEGER NOT NULL,
     name TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`,
  ...SIEGE_TABLES,
];

export const incidentView: View = {
  name: "incidents",
  version: 1,
  tables: TABLES,
  project(db, stored) {
    projectPosture(db, stored);
    const entry = readIncidentEntry(stored);
    if (entry !== undefined) projectEntry(db, entry);
  },
};

function projectEntry(db: Database, entry: IncidentEntry): void {
  const { stored, event } = entry;
  const { subject } = stored.entry;
  const home = homeOf(db, subject);
  const find = (id: string) => findItem(db, id);
  const itemId = itemIdOf(event);
  const items = evolveItems(entry, home, find);
  for (const item of items) putItem(db, item);
  const type = (itemId === undefined ? undefined : find(itemId))?.type ?? "incident";
  // An item may have gone elsewhere since another lane's writer last heard of it: the line is told there too.
  for (const incident of new Set([subject, home, ...items.map((item) => item.incident)])) {
    addLine(db, incident, stored, type, itemId ?? null);
  }
  db.query("INSERT INTO incident_search (rowid, subject, words) VALUES (?, ?, ?)").run(
    stored.position,
    subjectWord(subject),
    searchableText(entry),
  );
  projectFacts(db, entry);
  if (event.kind === "incident.merged") mergeInto(db, stored, event.body);
  if (event.kind === "incident.split") splitOff(db, stored, home, event.body);
  if (event.kind === "incident.evidence-added") addFile(db, "evidence", event.body, event.body.name);
  if (event.kind === "incident.report-made") addReport(db, home, event.body);
  if (event.kind === "exercise.debriefed") addFile(db, "report", event.body, "retour-d-exercice.html");
  if (event.kind === "incident.observed") settleTo(db, event.body.entry);
}

function projectFacts(db: Database, entry: IncidentEntry): void {
  const { position, entry: said } = entry.stored;
  const row = db
    .query<{ facts: string | null; opened: number | null }, [string]>(
      "SELECT facts, opened FROM incidents WHERE id = ?",
    )
    .get(said.subject);
  const before = row?.facts == null ? undefined : (JSON.parse(row.facts) as IncidentFacts);
  if (closesRing(db, entry)) return;
  const facts = evolveIncident(before, entry);
  if (facts === undefined || Bun.deepEquals(facts, before)) return;
  db.query(
    `UPDATE incidents SET opened = ?, is_open = ?, exercise = ?, kind = ?, site = ?, merged_into = ?, facts = ?
     WHERE id = ?`,
  ).run(
    row?.opened ?? position,
    facts.state === "open" ? 1 : 0,
    facts.exercise ? 1 : 0,
    facts.kind,
    facts.site,
    facts.mergedInto,
    JSON.stringify(facts),
    facts.id,
  );
  // Who opens or closes it knows what the gateway said until then: it is not told again, and opens nothing anew.
  const isOpening = before === undefined;
  const isEnding = before?.state === "open" && facts.state !== "open";
  if (facts.site === null || facts.kind !== "ddos" || !(isOpening || isEnding)) return;
  if (facts.cause === "siege" && isOpening) settleBeforeSiege(db, facts.site, facts.exercise);
  else settleBefore(db, facts.site, facts.exercise, position);
}

/** Two incidents that were merged into each other, on two machines at once: the merger that came second does not count. */
function closesRing(db: Database, { stored, event }: IncidentEntry): boolean {
  return event.kind === "incident.merged" && homeOf(db, event.body.into) === stored.entry.subject;
}

/** The incident in which what is about this subject goes on: the end of its mergers. */
function homeOf(db: Database, subject: string): string {
  const next = db.query<{ into: string | null }, [string]>(
    "SELECT merged_into AS 'into' FROM incidents WHERE id = ?",
  );
  const seen = new Set([subject]);
  let home = subject;
  for (let into = next.get(home)?.into; into != null && !seen.has(into); into = next.get(home)?.into) {
    seen.add(into);
    home = into;
  }
  return home;
}

export function findItem(db: Database, id: string): Item | undefined {
  const row = db.query<{ item: string }, [string]>("SELECT item FROM incident_items WHERE id = ?").get(id);
  return row === null ? undefined : (JSON.parse(row.item) as Item);
}

/** Writes the item as it is now, and keeps the incident's counts in step. */
function putItem(db: Database, item: Item): void {
  ensureIncident(db, item.incident);
  const before = findItem(db, item.id);
  const due = item.type === "task" && isLive(item) ? item.dueAt : null;
  db.query(
    `INSERT INTO incident_items (id, incident, type, position, changed, live, due, item) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET changed = excluded.changed, live = excluded.live, due = excluded.due, item = excluded.item`,
  ).run(
    item.id,
    item.incident,
    item.type,
    item.position,
    item.changed,
    isLive(item) ? 1 : 0,
    due,
    JSON.stringify(item),
  );
  const column = COUNTED[item.type];
  const step = counts(item) - (before === undefined ? 0 : counts(before));
  if (column === undefined || step === 0) return;
  db.query(`UPDATE incidents SET ${column} = ${column} + ? WHERE id = ?`).run(step, item.incident);
}

const COUNTED: Readonly<Partial<Record<ItemType, string>>> = {
  task: "open_tasks",
  decision: "decisions",
  evidence: "evidence",
};

function counts(item: Item): number {
  return item.type === "evidence" || isLive(item) ? 1 : 0;
}

function ensureIncident(db: Database, id: string): void {
  db.query("INSERT INTO incidents (id, subjects) VALUES (?, ?) ON CONFLICT (id) DO NOTHING").run(
    id,
    JSON.stringify([id]),
  );
}

function addLine(
  db: Database,
  incident: string,
  stored: StoredEntry,
  type: LineType,
  item: string | null,
): void {
  ensureIncident(db, incident);
  const added = db
    .query(
      "INSERT INTO incident_timeline (incident, position, type, item) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
    )
    .run(incident, stored.position, type, item);
  if (added.changes === 0) return;
  db.query("UPDATE incidents SET entries = entries + 1, changed = ?, changed_at = ? WHERE id = ?").run(
    stored.position,
    stored.entry.at,
    incident,
  );
}

function addFile(
  db: Database,
  type: "evidence" | "report",
  { sha256, bytes }: { sha256: string; bytes: number },
  name: string,
): void {
  db.query(
    "INSERT INTO incident_files (sha256, type, bytes, name) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
  ).run(sha256, type, bytes, name);
}

function addReport(db: Database, home: string, body: IncidentBody<"incident.report-made">): void {
  db.query("UPDATE incidents SET reports = max(reports, ?) WHERE id = ?").run(body.number, home);
  addFile(db, "report", body, `point-de-situation-${body.number}.html`);
}

/** All of the subject's room goes into another: its items move, its timeline is in both. */
function mergeInto(db: Database, stored: StoredEntry, { into }: IncidentBody<"incident.merged">): void {
  const { subject } = stored.entry;
  const target = homeOf(db, into);
  const merged = db
    .query<{ one: number }, [string, string]>(
      "SELECT 1 AS one FROM incidents WHERE id = ? AND merged_into = ?",
    )
    .get(subject, into);
  // A second merger of the same incident, said elsewhere at the same time.
  if (merged === null || target === subject) return;
  ensureIncident(db, target);
  db.query(
    `INSERT INTO incident_timeline (incident, position, type, item)
     SELECT ?1, position, type, item FROM incident_timeline WHERE incident = ?2 ON CONFLICT DO NOTHING`,
  ).run(target, subject);
  moveItems(db, target, "incident = ?2", [subject]);
  settleCounts(db, stored, [target, subject]);
  db.query(
    "UPDATE incidents SET reports = max(reports, (SELECT reports FROM incidents WHERE id = ?2)) WHERE id = ?1",
  ).run(target, subject);
  joinSubjects(db, target, subject);
}

/** These items go on in a new room, and what was said of them is told there too. */
function splitOff(
  db: Database,
  stored: StoredEntry,
  home: string,
  { into, items }: IncidentBody<"incident.split">,
): void {
  if (into === home) return;
  const named = JSON.stringify(items);
  ensureIncident(db, into);
  db.query(
    `INSERT INTO incident_timeline (incident, position, type, item)
     SELECT ?1, position, type, item FROM incident_timeline
     WHERE item IN (SELECT value FROM json_each(?2)) AND incident = ?3 ON CONFLICT DO NOTHING`,
  ).run(into, named, home);
  addLine(db, into, stored, "incident", null);
  moveItems(db, into, "id IN (SELECT value FROM json_each(?2)) AND incident = ?3", [named, home]);
  settleCounts(db, stored, [into, home]);
  joinSubjects(db, into, home);
}

/** @param which a condition over ?2, ?3; never text from outside */
function moveItems(db: Database, to: string, which: string, values: string[]): void {
  db.query(
    `UPDATE incident_items SET incident = ?1, item = json_set(item, '$.incident', ?1) WHERE ${which}`,
  ).run(to, ...values);
}

/** Counts rooms anew that items went in or out of; whoever looks at one must fetch it anew. */
function settleCounts(db: Database, stored: StoredEntry, incidents: readonly string[]): void {
  const live = (type: ItemType) =>
    `(SELECT count(*) FROM incident_items WHERE incident = ?1 AND type = '${type}' AND live = 1)`;
  for (const incident of incidents) {
    db.query(
      `UPDATE incidents SET whole_from = ?2, changed = ?2, changed_at = ?3,
         entries = (SELECT count(*) FROM incident_timeline WHERE incident = ?1),
         open_tasks = ${live("task")}, decisions = ${live("decision")},
         evidence = (SELECT count(*) FROM incident_items WHERE incident = ?1 AND type = 'evidence')
       WHERE id = ?1`,
    ).run(incident, stored.position, stored.entry.at);
  }
}

function joinSubjects(db: Database, target: string, source: string): void {
  const of = db.query<{ subjects: string }, [string]>("SELECT subjects FROM incidents WHERE id = ?");
  const subjects = [target, source].flatMap((id) => JSON.parse(of.get(id)?.subjects ?? "[]") as string[]);
  // One more than the bound says that they are too many to name.
  const joined = [...new Set(subjects)].slice(0, SUBJECTS_MAX + 1);
  db.query("UPDATE incidents SET subjects = ? WHERE id = ?").run(JSON.stringify(joined), target);
}
