import type { Database } from "bun:sqlite";
import type { StoredEntry } from "../journal/index.ts";
import type { ClaimsBody } from "./events.ts";

/** What entries about a second reading do to the tables: what is withdrawn goes to the earlier findings, and stays there. */

/** Where each kind of finding stands. `state` is the one that nobody has decided on. */
const TABLES = {
  attacks: { table: "claims_attacks", id: "body", state: "read", finding: "attack", event: "event" },
  statements: { table: "claims_statements", id: "id", state: "read", finding: "statement", event: "''" },
  names: { table: "claims_names", id: "name", state: "open", finding: "unresolved", event: "''" },
} as const;
export type FindingKind = keyof typeof TABLES;

export function rereadDocument(
  db: Database,
  { position, entry }: StoredEntry,
  body: ClaimsBody<"claims.document-reread">,
): string[] {
  const { document, extractor, before, withdrawn, attacks, statements, unresolved } = body;
  const events = new Set([entry.subject]);
  for (const [kind, { table, id, state, finding, event }] of Object.entries(TABLES)) {
    const take = db.query<{ event: string; finding: string }, [string, string, string]>(
      `DELETE FROM ${table} WHERE document = ? AND ${id} = ? AND state = ? RETURNING ${event} AS event, ${finding} AS finding`,
    );
    for (const one of withdrawn[kind as FindingKind]) {
      const row = take.get(document, one, state);
      if (row === null) continue;
      if (row.event !== "") events.add(row.event);
      db.query("INSERT INTO claims_earlier VALUES (?, ?, ?, ?, ?, ?, ?, ?)").run(
        document,
        position,
        entry.at,
        kind,
        one,
        row.event,
        before,
        row.finding,
      );
    }
  }
  db.query(
    `UPDATE claims_documents SET extractor = ?2, facts = json_set(facts, '$.extractor', ?2,
       '$.attacks', ?3, '$.statements', ?4, '$.unresolved', ?5) WHERE document = ?1`,
  ).run(document, extractor, attacks, statements, unresolved);
  return [...events];
}

export function keepReadings(
  db: Database,
  { documents, extractor }: ClaimsBody<"claims.readings-kept">,
): string[] {
  db.query(
    `UPDATE claims_documents SET extractor = ?1, facts = json_set(facts, '$.extractor', ?1)
     WHERE document IN (SELECT value FROM json_each(?2))`,
  ).run(extractor, JSON.stringify(documents));
  return [];
}
