import type { Journal, View } from "../journal/index.ts";
import { HISTORY_MAX, type Statement, type StatementFields, type StatusPage } from "./events.ts";
import type { Said } from "./statement.ts";

/** One row a statement: what it says, and whether it was taken back. */
export const statusView: View = {
  name: "status",
  version: 1,
  tables: [
    `CREATE TABLE status_statements (
      id TEXT PRIMARY KEY,
      position INTEGER NOT NULL,
      exercise INTEGER NOT NULL,
      statement TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
    "CREATE INDEX status_statements_by_position ON status_statements (exercise, position)",
  ],
  project(db, { id, position, entry }) {
    const { kind, body, at, actor } = entry;
    if (kind === "status.published") {
      const exercise = entry.exercise === true;
      const fields = body.statement as StatementFields;
      const statement: Statement = { ...fields, id, at, by: actor, exercise, withdrawn: null };
      db.query("INSERT INTO status_statements VALUES (?, ?, ?, ?)").run(
        id,
        position,
        exercise ? 1 : 0,
        JSON.stringify(statement),
      );
    } else if (kind === "status.withdrawn") {
      const withdrawn = JSON.stringify({ at, by: actor, reason: body.reason });
      db.query(
        "UPDATE status_statements SET statement = json_set(statement, '$.withdrawn', json(?)) WHERE id = ?",
      ).run(withdrawn, String(body.statement));
    }
  },
};

/** What was published or rehearsed, newest first, withdrawn ones included. */
export function statements(journal: Pick<Journal, "query">, exercise: boolean, most: number): Statement[] {
  return journal
    .query<{ statement: string }>(
      "SELECT statement FROM status_statements WHERE exercise = ? ORDER BY position DESC LIMIT ?",
      exercise ? 1 : 0,
      most,
    )
    .map(({ statement }) => JSON.parse(statement) as Statement);
}

export function saidNow(journal: Pick<Journal, "query">): Said & { last: Statement | null } {
  const [last = null] = statements(journal, false, 1);
  const [rehearsed = null] = statements(journal, true, 1);
  return { current: standing(last), rehearsed: standing(rehearsed), last };
}

export function statusPageOf(journal: Pick<Journal, "query">): StatusPage {
  const { current, rehearsed } = saidNow(journal);
  return { current, rehearsed, history: statements(journal, false, HISTORY_MAX) };
}

const standing = (statement: Statement | null): Statement | null =>
  statement?.withdrawn === null ? statement : null;
