import { Database } from "bun:sqlite";
import { Refusal } from "../kernel/refusal.ts";
import { explainSqlite } from "./sqlite-failure.ts";
import type { Page } from "./store.ts";

/** Most entries that one `read` gives. */
export const READ_LIMIT_MAX = 1_000;

/** Prepared statements that are kept for the next time. Rooms ask a fixed set of questions; more is a sign of built SQL. */
export const STATEMENTS_KEPT_MAX = 500;

/** What a question may bind to its ?, in their order. */
export type Binding = string | number | bigint | boolean | null | Uint8Array;

export type Reader = {
  query<Row>(sql: string, ...parameters: Binding[]): Row[];
  close(): void;
};

/**
 * Reads the journal's tables and views through a connection of its own that cannot write, whatever it is asked. Sees all
 * that was committed. Each statement is prepared once.
 */
export function openReader(path: string): Reader {
  const db = new Database(path, { readonly: true, strict: true });
  db.run("PRAGMA busy_timeout = 3000");
  db.run("PRAGMA trusted_schema = OFF");
  const statements = new Map<string, ReturnType<typeof db.prepare>>();

  function prepared(sql: string) {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const oldest = statements.size >= STATEMENTS_KEPT_MAX ? statements.keys().next().value : undefined;
    if (oldest !== undefined) {
      statements.get(oldest)?.finalize();
      statements.delete(oldest);
    }
    const statement = db.prepare(sql);
    statements.set(sql, statement);
    return statement;
  }

  return {
    query<Row>(sql: string, ...parameters: Binding[]): Row[] {
      try {
        return prepared(sql).all(...parameters) as Row[];
      } catch (error) {
        throw explainSqlite(error, path);
      }
    },
    close() {
      for (const statement of statements.values()) statement.finalize();
      db.close();
    },
  };
}

/** Refuses ("bad-page") what is no page of the journal. */
export function checkPage(page: Page): Page {
  const { before, after, limit } = page;
  const limitFits = Number.isInteger(limit) && limit >= 1 && limit <= READ_LIMIT_MAX;
  const placesFit = [before, after].every((place) => place === undefined || Number.isSafeInteger(place));
  if (limitFits && placesFit && (before === undefined || after === undefined)) return page;
  throw new Refusal(
    "bad-page",
    "This is not a page of the journal.",
    "journal",
    `Ask for 1 to ${READ_LIMIT_MAX} entries, either before or after a position.`,
  );
}
