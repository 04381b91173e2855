import { z } from "zod";
import type { Journal, StoredEntry } from "../journal/index.ts";
import type { Actor } from "../kernel/actor.ts";
import type { Scene } from "./acts.ts";
import { type Incident, ITEM_TYPES, type Item, type ItemType } from "./events.ts";
import type { IncidentFacts } from "./incident.ts";
import type { Touch } from "./refusals.ts";

/** Questions to the room's tables. Each is a look-up in an index; each answer is bounded. */

/** Most incidents of the list. */
export const INCIDENTS_LISTED_MAX = 500;
/** Most items of one type in the first page of a room. */
export const ITEMS_SHOWN_MAX = 500;
/** Most items of one page, and most that one entry is told to have changed. */
export const ITEMS_PAGE_MAX = 500;

export type Reading = Pick<Journal, "query" | "read">;

type IncidentRow = {
  facts: string;
  changed: number;
  changedAt: string;
  entries: number;
  openTasks: number;
  overdueFrom: string | null;
  decisions: number;
  evidence: number;
};

const INCIDENT = `facts, changed, changed_at AS changedAt, entries, open_tasks AS openTasks, decisions, evidence,
  (SELECT min(due) FROM incident_items WHERE incident = incidents.id AND due IS NOT NULL) AS overdueFrom`;

function incidentOfRow(row: IncidentRow): Incident {
  const { facts, changed, changedAt, entries, ...counts } = row;
  return { ...(JSON.parse(facts) as IncidentFacts), changed, changedAt, entries, counts };
}

/** Open ones first, then the newest; at most INCIDENTS_LISTED_MAX. */
export function listIncidents(journal: Reading): Incident[] {
  return journal
    .query<IncidentRow>(
      `SELECT ${INCIDENT} FROM incidents WHERE facts IS NOT NULL
       ORDER BY is_open DESC, opened DESC LIMIT ${INCIDENTS_LISTED_MAX}`,
    )
    .map(incidentOfRow);
}

export function findIncident(journal: Reading, id: string): Incident | undefined {
  const rows = journal.query<IncidentRow>(
    `SELECT ${INCIDENT} FROM incidents WHERE id = ? AND facts IS NOT NULL`,
    id,
  );
  return rows[0] === undefined ? undefined : incidentOfRow(rows[0]);
}

export function findItem(journal: Reading, id: string): Item | undefined {
  const rows = journal.query<{ item: string }>("SELECT item FROM incident_items WHERE id = ?", id);
  return rows[0] === undefined ? undefined : (JSON.parse(rows[0].item) as Item);
}

/** The entry at a position of this journal. */
export function entryAt(journal: Reading, position: number): StoredEntry {
  const stored = journal.read({ after: position - 1, limit: 1 })[0];
  if (stored === undefined) throw new Error(`the journal has no position ${position}`);
  return stored;
}

/** What a rule may look at, read at the moment when it asks. */
export function sceneOf(journal: Reading, incident: Incident): Scene {
  return {
    incident,
    item: (id) => findItem(journal, id),
    incidentOf: (id) => findIncident(journal, id),
    openIncidents: countOpen(journal),
    touched: (item) => lastTouch(journal, incident, item),
  };
}

export function countOpen(journal: Reading): number {
  return (
    journal.query<{ open: number }>(
      "SELECT count(*) AS open FROM incidents WHERE is_open = 1 AND facts IS NOT NULL",
    )[0]?.open ?? 0
  );
}

/** Those of them that a person opened. */
export function countOpenOf(journal: Reading, person: string): number {
  return (
    journal.query<{ open: number }>(
      `SELECT count(*) AS open FROM incidents
       WHERE is_open = 1 AND facts IS NOT NULL AND facts ->> '$.openedBy.id' = ?`,
      person,
    )[0]?.open ?? 0
  );
}

function lastTouch(journal: Reading, incident: Incident, item: string | undefined): Touch | undefined {
  const changed =
    item === undefined ? lastLines(journal, incident.id, 1)[0] : findItem(journal, item)?.changed;
  if (changed === undefined) return undefined;
  const { actor, at }: { actor: Actor; at: string } = entryAt(journal, changed).entry;
  return { by: actor, at };
}

/** Positions of the newest entries about the incident itself, newest first. */
export function lastLines(journal: Reading, incident: string, limit: number): number[] {
  return journal
    .query<{ position: number }>(
      `SELECT position FROM incident_timeline WHERE incident = ? AND type = 'incident'
       ORDER BY position DESC LIMIT ?`,
      incident,
      limit,
    )
    .map(({ position }) => position);
}

/** The same for an item. */
export function lastLinesOfItem(journal: Reading, item: string, limit: number): number[] {
  return journal
    .query<{ position: number }>(
      "SELECT DISTINCT position FROM incident_timeline WHERE item = ? ORDER BY position DESC LIMIT ?",
      item,
      limit,
    )
    .map(({ position }) => position);
}

/** Items as the JSON texts that the tables hold: they go to the screen as they are. */
export type ItemTexts = { items: string[]; more: boolean };

/** The first page of one type: what is live, however old, then the newest, ITEMS_SHOWN_MAX in all. */
export function shownItems(journal: Reading, incident: string, type: ItemType): ItemTexts {
  const select = (live: string) =>
    journal.query<{ position: number; item: string }>(
      `SELECT position, item FROM incident_items WHERE incident = ? AND type = ? ${live}
       ORDER BY position DESC LIMIT ${ITEMS_SHOWN_MAX + 1}`,
      incident,
      type,
    );
  const newest = select("");
  if (newest.length <= ITEMS_SHOWN_MAX) return { items: newest.map(({ item }) => item), more: false };
  const chosen = new Map(
    select("AND live = 1")
      .slice(0, ITEMS_SHOWN_MAX)
      .map((row) => [row.position, row.item]),
  );
  for (const { position, item } of newest) {
    if (chosen.size >= ITEMS_SHOWN_MAX) break;
    chosen.set(position, item);
  }
  const items = [...chosen].sort(([a], [b]) => b - a).map(([, item]) => item);
  return { items, more: true };
}

export function allShownItems(journal: Reading, incident: string): [ItemType, ItemTexts][] {
  return ITEM_TYPES.map((type) => [type, shownItems(journal, incident, type)]);
}

const place = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const itemsQuery = z.object({
  type: z.enum(ITEM_TYPES).optional(),
  before: place.optional(),
  changedAfter: place.optional(),
  limit: z.coerce.number().int().min(1).max(ITEMS_PAGE_MAX).default(100),
});
export type ItemsQuery = z.infer<typeof itemsQuery>;

/** Newest first, older than `before`. */
export function itemsBefore(
  journal: Reading,
  incident: string,
  { type, before, limit }: ItemsQuery,
): ItemTexts {
  const rows = journal.query<{ item: string }>(
    `SELECT item FROM incident_items WHERE incident = ? AND position < ? ${type === undefined ? "" : "AND type = ?"}
     ORDER BY position DESC LIMIT ?`,
    ...[incident, before ?? Number.MAX_SAFE_INTEGER, ...(type === undefined ? [] : [type]), limit + 1],
  );
  return { items: rows.slice(0, limit).map(({ item }) => item), more: rows.length > limit };
}

export type Changes = ItemTexts & { upTo: number; whole: boolean };

/**
 * Oldest change first, from behind `changedAfter`. Items that one entry changed are never parted, so a page can be a
 * little longer than `limit`. With `whole`, items moved in or out since, and all must be fetched anew.
 */
export function itemsChanged(
  journal: Reading,
  incident: string,
  { type, changedAfter = 0, limit }: ItemsQuery,
): Changes {
  const state = journal.query<{ changed: number; wholeFrom: number }>(
    "SELECT changed, whole_from AS wholeFrom FROM incidents WHERE id = ?",
    incident,
  )[0];
  const end = Math.max(state?.changed ?? 0, changedAfter);
  if (state !== undefined && changedAfter < state.wholeFrom) {
    return { items: [], more: false, upTo: end, whole: true };
  }
  const rows = journal.query<{ changed: number; item: string }>(
    `SELECT changed, item FROM incident_items WHERE incident = ? AND changed > ? ${type === undefined ? "" : "AND type = ?"}
     ORDER BY changed LIMIT ?`,
    ...[incident, changedAfter, ...(type === undefined ? [] : [type]), limit + CHANGED_TOGETHER_MAX],
  );
  const last = rows[limit - 1]?.changed;
  const page = last === undefined ? rows : rows.filter(({ changed }) => changed <= last);
  const more = page.length < rows.length;
  return { items: page.map(({ item }) => item), more, upTo: more ? (last ?? end) : end, whole: false };
}

/** Items that one entry changes, where it moves none: a hand-over ends one duty and begins another. */
const CHANGED_TOGETHER_MAX = 2;
