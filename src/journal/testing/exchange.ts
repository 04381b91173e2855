import { Database } from "bun:sqlite";
import { sha256Hex } from "../../kernel/canonical.ts";
import { exportLines, type ImportReport, type Journal } from "../index.ts";

/** Everything signed that a journal holds, in its chains, beside them and waiting: "lane n id", sorted. */
export function heldBy(path: string): string[] {
  const db = new Database(path, { readonly: true });
  try {
    const tables = ["journal_entries", "journal_forks", "journal_parked"];
    return tables
      .flatMap((table) =>
        db
          .query<{ line: string }, []>(`SELECT lane || ' ' || n || ' ' || id AS line FROM ${table}`)
          .all()
          .map(({ line }) => line),
      )
      .sort();
  } finally {
    db.close();
  }
}

/** One hash for the set that a journal holds: equal in two journals if and only if they hold the same. */
export function stateHash(path: string): string {
  return sha256Hex(heldBy(path).join("\n"));
}

/** Counts of one table. */
export function rowsIn(path: string, table: string): number {
  const db = new Database(path, { readonly: true });
  try {
    return db.query<{ rows: number }, []>(`SELECT count(*) AS rows FROM ${table}`).get()?.rows ?? 0;
  } finally {
    db.close();
  }
}

/** Gives all that the journal at `from` holds to `to`. */
export function giveAll(from: string, to: Journal): ImportReport {
  return to.importEntries(exportLines(from));
}

/** The same items in an order that `random` chooses. */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const left = [...items];
  const order: T[] = [];
  while (left.length > 0) order.push(...left.splice(Math.floor(random() * left.length), 1));
  return order;
}
