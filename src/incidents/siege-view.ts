import type { Database } from "bun:sqlite";
import { gatewayEvents } from "../gateway/events.ts";
import type { StoredEntry } from "../journal/index.ts";
import { happenedAt } from "./entry.ts";

/**
 * What the gateways said of their posture, and up to where an incident has taken it in. What is still to be told is the
 * difference of the two, so that nothing is told twice or forgotten, whenever the keeper stops.
 */
export const SIEGE_TABLES: readonly string[] = [
  `CREATE TABLE incident_postures (
     position INTEGER PRIMARY KEY,
     entry TEXT NOT NULL UNIQUE,
     site TEXT NOT NULL,
     exercise INTEGER NOT NULL,
     came_from TEXT NOT NULL,
     went_to TEXT NOT NULL,
     besieged INTEGER NOT NULL,
     at TEXT NOT NULL
   ) STRICT`,
  "CREATE INDEX incident_postures_of_site ON incident_postures (site, exercise, position)",
  "CREATE INDEX incident_postures_besieged ON incident_postures (site, exercise, position) WHERE besieged = 1",
  `CREATE TABLE incident_sites (
     site TEXT NOT NULL,
     exercise INTEGER NOT NULL,
     settled INTEGER NOT NULL,
     last INTEGER NOT NULL,
     PRIMARY KEY (site, exercise)
   ) STRICT, WITHOUT ROWID`,
];

/** Postures in which a site cannot serve all who come. */
const BESIEGED: ReadonlySet<string> = new Set(["siege", "sealed"]);

const SITE = `INSERT INTO incident_sites (site, exercise, settled, last) VALUES (?1, ?2, ?3, ?4)
  ON CONFLICT (site, exercise) DO UPDATE SET settled = max(settled, ?3), last = max(last, ?4)`;

export function projectPosture(db: Database, stored: StoredEntry): void {
  const { kind, subject, body, exercise } = stored.entry;
  if (kind !== "gateway.posture-changed") return;
  const parsed = gatewayEvents["gateway.posture-changed"].safeParse(body);
  if (!parsed.success) return;
  const { from, to } = parsed.data;
  db.query(
    `INSERT INTO incident_postures (position, entry, site, exercise, came_from, went_to, besieged, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    stored.position,
    stored.id,
    subject,
    exercise === true ? 1 : 0,
    from,
    to,
    BESIEGED.has(to) ? 1 : 0,
    happenedAt(stored),
  );
  db.query(SITE).run(subject, exercise === true ? 1 : 0, 0, stored.position);
}

/** What the gateways said up to this entry, which is one of theirs, is told. */
export function settleTo(db: Database, entry: string): void {
  const told = db
    .query<{ site: string; exercise: number; position: number }, [string]>(
      "SELECT site, exercise, position FROM incident_postures WHERE entry = ?",
    )
    .get(entry);
  if (told !== null) db.query(SITE).run(told.site, told.exercise, told.position, 0);
}

/** The same for all that came before this position. */
export function settleBefore(db: Database, site: string, exercise: boolean, position: number): void {
  db.query(SITE).run(site, exercise ? 1 : 0, position, 0);
}

/** The same for all that came before the first siege that is not told. */
export function settleBeforeSiege(db: Database, site: string, exercise: boolean): void {
  const first = db
    .query<{ position: number | null }, [string, number]>(
      `SELECT min(position) AS position FROM incident_postures
       WHERE site = ?1 AND exercise = ?2 AND besieged = 1
         AND position > (SELECT settled FROM incident_sites WHERE site = ?1 AND exercise = ?2)`,
    )
    .get(site, exercise ? 1 : 0);
  if (first?.position != null) settleBefore(db, site, exercise, first.position - 1);
}
