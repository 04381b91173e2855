import type { Database } from "bun:sqlite";
import type { StoredEntry } from "../journal/index.ts";
import type { EventRow } from "./answers.ts";
import type { AttackType, ClaimVerdict } from "./codes.ts";
import type { ClaimsBody } from "./events.ts";
import { madeTitles } from "./title.ts";
import { ATTACK_WAITS, NAME_WAITS, VERDICT_WAITS } from "./waiting.ts";

/** The line of an event in lists: made anew whenever something about it changes. */

/** Actors that a line carries. */
const ACTORS_SHOWN = 6;

export function moveDocuments(
  db: Database,
  { entry }: StoredEntry,
  { from, documents }: ClaimsBody<"claims.documents-moved">,
): string[] {
  const to = entry.subject;
  for (const document of documents) {
    db.query("UPDATE claims_documents SET event = ? WHERE document = ? AND event = ?").run(
      to,
      document,
      from,
    );
    db.query("UPDATE claims_attacks SET event = ? WHERE document = ? AND event = ?").run(to, document, from);
  }
  return partEvents(db, from, to);
}

/** What a person put apart, or moved from one to the other, is not asked again. */
export function partEvents(db: Database, event: string, other: string): string[] {
  const pair = event < other ? [event, other] : [other, event];
  db.query("INSERT OR IGNORE INTO claims_parted VALUES (?, ?)").run(...pair);
  return [event, other];
}

/** What stands of an attack: all but what a person took out. */
const STANDS = "state <> 'rejected'";

type AttackLine = { body: string; name: string; type: AttackType; actor: string | null; documents: number };

/**
 * Writes the event's line, or takes it away when no document tells of an attack: also one that a person took out counts, and
 * one that an earlier extractor had read.
 */
export function refreshEvent(db: Database, event: string, { position, entry }: StoredEntry): void {
  const documents = db
    .query<{ count: number; dispatches: number; first: string | null; exercise: number | null }, [string]>(
      `SELECT count(*) AS count, count(DISTINCT dispatch) AS dispatches, min(coalesce(published_at, at)) AS first,
         min(exercise) AS exercise
       FROM claims_documents WHERE event = ?1 OR document IN (SELECT document FROM claims_attacks WHERE event = ?1)`,
    )
    .get(event);
  const published = isPublished(db, event);
  if (documents === null || (!isAttackTold(db, event) && !published)) {
    db.query("DELETE FROM claims_events WHERE event = ?").run(event);
    return;
  }
  const attacks = db
    .query<AttackLine, [string]>(
      `SELECT body, name, type, max(actor) AS actor, count(*) AS documents FROM claims_attacks
       WHERE event = ? AND ${STANDS} GROUP BY body, type ORDER BY documents DESC, name`,
    )
    .all(event);
  const times = db
    .query<{ from: string | null; to: string | null }, [string]>(
      `SELECT min(from_at) AS "from", max(to_at) AS "to" FROM claims_attacks WHERE event = ? AND ${STANDS}`,
    )
    .get(event);
  const first = documents.first ?? entry.at;
  const named = nameOf(db, event);
  const bodies = [...new Map(attacks.map(({ body, name }) => [body, name])).values()];
  const row: EventRow = {
    event,
    ...(named === "" ? madeTitles(bodies, times?.from ?? first) : { title: named, titleEn: named }),
    named: named !== "",
    type: mainType(attacks),
    actors: distinctActors(attacks),
    from: times?.from ?? first,
    to: times?.to ?? times?.from ?? first,
    bodies: bodies.length,
    documents: documents.count,
    dispatches: documents.dispatches,
    verdicts: verdictCounts(db, event),
    denials: denials(db, event),
    toReview: toReview(db, event),
    published,
    exercise: documents.exercise === 1,
    changed: position,
    changedAt: entry.at,
  };
  db.query("INSERT OR REPLACE INTO claims_events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").run(
    event,
    named,
    row.exercise ? 1 : 0,
    position,
    entry.at,
    row.from,
    row.to,
    row.bodies,
    row.documents,
    row.toReview,
    row.published ? 1 : 0,
    row.type,
    JSON.stringify(row),
  );
}

function isAttackTold(db: Database, event: string): boolean {
  return (
    db.query("SELECT 1 FROM claims_attacks WHERE event = ? LIMIT 1").get(event) !== null ||
    db.query("SELECT 1 FROM claims_earlier WHERE event = ? LIMIT 1").get(event) !== null
  );
}

function nameOf(db: Database, event: string): string {
  const row = db
    .query<{ name: string }, [string]>("SELECT name FROM claims_events WHERE event = ?")
    .get(event);
  return row?.name ?? "";
}

function distinctActors(attacks: readonly AttackLine[]): string[] {
  const actors = attacks.flatMap(({ actor }) => (actor === null ? [] : [actor]));
  return [...new Set(actors)].slice(0, ACTORS_SHOWN);
}

/** The kind that most bodies are said to have met; "unspecified" only when nobody says more. */
export function mainType(attacks: readonly { type: AttackType; documents: number }[]): AttackType {
  const counts = new Map<AttackType, number>();
  for (const { type, documents } of attacks) counts.set(type, (counts.get(type) ?? 0) + documents);
  counts.delete("unspecified");
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "unspecified";
}

function verdictCounts(db: Database, event: string): Partial<Record<ClaimVerdict, number>> {
  const rows = db
    .query<{ verdict: ClaimVerdict; count: number }, [string]>(
      `SELECT verdict, count(*) AS count FROM claims_verdicts WHERE event = ?1 AND last = 1
         AND body IN (SELECT body FROM claims_attacks WHERE event = ?1 AND ${STANDS}) GROUP BY verdict`,
    )
    .all(event);
  return Object.fromEntries(rows.map(({ verdict, count }) => [verdict, count]));
}

function denials(db: Database, event: string): number {
  const row = db
    .query<{ count: number }, [string]>(
      `SELECT count(DISTINCT said.value) AS count FROM claims_statements, json_each(statement, '$.bodies') AS said
       WHERE document IN (SELECT document FROM claims_attacks WHERE event = ?1)
         AND stance IN ('denies', 'no-incident') AND ${STANDS}
         AND said.value IN (SELECT body FROM claims_attacks WHERE event = ?1)`,
    )
    .get(event);
  return row?.count ?? 0;
}

function toReview(db: Database, event: string): number {
  const row = db
    .query<{ count: number }, [string]>(
      `SELECT
         (SELECT count(*) FROM claims_attacks AS a WHERE event = ?1 AND ${ATTACK_WAITS})
       + (SELECT count(*) FROM claims_names WHERE ${NAME_WAITS}
            AND document IN (SELECT document FROM claims_documents WHERE event = ?1))
       + (SELECT count(*) FROM claims_verdicts AS v WHERE event = ?1 AND ${VERDICT_WAITS}) AS count`,
    )
    .get(event);
  return row?.count ?? 0;
}

function isPublished(db: Database, event: string): boolean {
  return (
    db
      .query("SELECT 1 FROM claims_publications WHERE event = ? AND state = 'published' LIMIT 1")
      .get(event) !== null
  );
}
