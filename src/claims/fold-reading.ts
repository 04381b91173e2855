import type { Database } from "bun:sqlite";
import type { StoredEntry } from "../journal/index.ts";
import type { Attack, Review, Statement } from "./answers.ts";
import type { AttackRead, ClaimsBody, StatementRead } from "./events.ts";
import { actorKey } from "./join/index.ts";

/** What entries about documents, attacks and statements do to the tables. */

/** As the tables keep them: what is a column of its own is left out. */
export type KeptAttack = Omit<Attack, "document" | "event">;
export type KeptStatement = Omit<Statement, "document" | "at" | "atOfDocument" | "publisher"> & {
  at: string | null;
};

export function readDocument(
  db: Database,
  { position, entry }: StoredEntry,
  facts: ClaimsBody<"claims.document-read">,
): string[] {
  const { document, event, dispatch, publishedAt, sha256, title, publisher, extractor } = facts;
  db.query("INSERT OR REPLACE INTO claims_documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").run(
    document,
    event,
    dispatch,
    position,
    entry.at,
    entry.exercise === true ? 1 : 0,
    publishedAt,
    sha256,
    `${title} ${publisher ?? ""}`.toLowerCase(),
    JSON.stringify(facts),
    extractor,
  );
  return [event];
}

export function takeAttacks(
  db: Database,
  stored: StoredEntry,
  { document, attacks }: ClaimsBody<"claims.attacks-read">,
): string[] {
  for (const attack of attacks) addAttack(db, stored, document, attack, undefined);
  return attacks.map(({ event }) => event);
}

/** @param reviewed set when a person says it, not the extractor */
export function addAttack(
  db: Database,
  { position, entry }: StoredEntry,
  document: string,
  attack: AttackRead,
  reviewed: { decision: "added"; reason: string } | undefined,
): void {
  const { event, ...kept } = attack;
  const review: Review = reviewed === undefined ? null : { ...reviewed, by: entry.actor, at: entry.at };
  insertAttack(
    db,
    { document, event, position, state: reviewed === undefined ? "read" : "added" },
    {
      ...kept,
      review,
      read: null,
    },
  );
}

type AttackPlace = { document: string; event: string; position: number; state: string };

function insertAttack(db: Database, place: AttackPlace, attack: KeptAttack): void {
  const { body, type, actor, doubt, when } = attack;
  db.query("INSERT OR REPLACE INTO claims_attacks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").run(
    place.document,
    body.id,
    place.event,
    place.position,
    type,
    actor,
    actor === null ? null : actorKey(actor),
    body.name,
    doubt,
    when?.from ?? null,
    when?.to ?? null,
    place.state,
    JSON.stringify(attack),
  );
}

export function reviewAttack(
  db: Database,
  { position, entry }: StoredEntry,
  { document, decision, old, new: now, reason }: ClaimsBody<"claims.attack-reviewed">,
): string[] {
  const row = db
    .query<{ event: string; attack: string }, [string, string]>(
      "SELECT event, attack FROM claims_attacks WHERE document = ? AND body = ?",
    )
    .get(document, old.body.id);
  if (row === null) return [];
  const before = JSON.parse(row.attack) as KeptAttack;
  const review: Review = { decision, by: entry.actor, at: entry.at, reason };
  db.query("DELETE FROM claims_attacks WHERE document = ? AND body = ?").run(document, old.body.id);
  const { body, type, actor, event } = now ?? { ...before, event: row.event };
  const read = now === null ? before.read : (before.read ?? readOf(before));
  const after: KeptAttack = {
    ...before,
    body,
    type,
    actor,
    review,
    read: decision === "corrected" ? read : before.read,
  };
  insertAttack(db, { document, event, position, state: decision }, after);
  if (body.id !== old.body.id) renameBody(db, document, old.body.id, body.id);
  return [row.event, event];
}

const readOf = ({ body, type, actor }: KeptAttack): NonNullable<Attack["read"]> => ({ body, type, actor });

/** What was said of the body that the machine took it for was said of the right one. */
function renameBody(db: Database, document: string, old: string, now: string): void {
  const rows = db
    .query<{ id: string; statement: string }, [string]>(
      "SELECT id, statement FROM claims_statements WHERE document = ?",
    )
    .all(document);
  for (const { id, statement } of rows) {
    const kept = JSON.parse(statement) as KeptStatement;
    if (!kept.bodies.includes(old)) continue;
    const bodies = [...new Set(kept.bodies.map((one) => (one === old ? now : one)))];
    writeStatement(db, id, { ...kept, bodies });
  }
}

export function addStatement(
  db: Database,
  { position, entry }: StoredEntry,
  document: string,
  statement: StatementRead,
  state: "read" | "added",
  reason = "",
): void {
  const review: Review =
    state === "read" ? null : { decision: "added", by: entry.actor, at: entry.at, reason };
  const kept: KeptStatement = { ...statement, review, read: null };
  db.query("INSERT OR IGNORE INTO claims_statements VALUES (?, ?, ?, ?, ?, ?)").run(
    statement.id,
    document,
    position,
    statement.stance,
    state,
    JSON.stringify(kept),
  );
}

function writeStatement(db: Database, id: string, kept: KeptStatement): void {
  db.query("UPDATE claims_statements SET stance = ?, statement = ? WHERE id = ?").run(
    kept.stance,
    JSON.stringify(kept),
    id,
  );
}

export function reviewStatement(
  db: Database,
  { entry }: StoredEntry,
  { statement: id, decision, new: now, reason }: ClaimsBody<"claims.statement-reviewed">,
): string[] {
  const row = db
    .query<{ statement: string }, [string]>("SELECT statement FROM claims_statements WHERE id = ?")
    .get(id);
  if (row === null) return [];
  const before = JSON.parse(row.statement) as KeptStatement;
  const { speaker, stance, modality } = before;
  const review: Review = { decision, by: entry.actor, at: entry.at, reason };
  const read = decision === "corrected" ? (before.read ?? { speaker, stance, modality }) : before.read;
  writeStatement(db, id, { ...before, ...(now ?? {}), review, read });
  db.query("UPDATE claims_statements SET state = ? WHERE id = ?").run(decision, id);
  return [entry.subject];
}
