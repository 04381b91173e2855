import { SQLiteError } from "bun:sqlite";
import { Refusal } from "../kernel/refusal.ts";
import { openReadOnly } from "./read-only.ts";

/**
 * The journal as JSON Lines, without line breaks at the ends: first one line a lane, {"lane", "publicKey"}, then one line
 * an entry in order of arrival, {"entry", "id", "position", "signature"}, then, without "position", what stands beside a
 * lane's chain and what waits for its predecessor. `entry` is the signed text, byte for byte. Another journal takes these
 * lines with `importEntries`.
 * Streams, and reads a live journal as it was at the first line. Proves nothing by itself: verify first.
 * Throws a Refusal when the journal cannot be read, or an entry is no longer JSON on one line.
 */
export function* exportLines(path: string): Generator<string, void, undefined> {
  const db = openReadOnly(path);
  try {
    db.run("BEGIN");
    const lanes = db.query<{ lane: string; publicKey: string }, []>(
      "SELECT lane, public_key AS publicKey FROM journal_lanes ORDER BY lane",
    );
    for (const lane of lanes.iterate()) yield JSON.stringify(lane);
    const entries = db.query<Row & { position: number }, []>(
      "SELECT position, id, canonical, signature FROM journal_entries ORDER BY position",
    );
    for (const row of entries.iterate()) yield entryLine(row, path, row.position);
    for (const table of ["journal_forks", "journal_parked"]) {
      if (db.query("SELECT 1 FROM sqlite_schema WHERE name = ?").get(table) === null) continue;
      const beside = db.query<Row, []>(`SELECT id, canonical, signature FROM ${table} ORDER BY lane, n, id`);
      for (const row of beside.iterate()) yield entryLine(row, path);
    }
  } catch (error) {
    if (error instanceof SQLiteError)
      throw damaged(`The journal cannot be read on (${error.message}).`, path);
    throw error;
  } finally {
    db.close();
  }
}

type Row = { id: string; canonical: string; signature: string };

function entryLine({ id, canonical, signature }: Row, path: string, position?: number): string {
  const place = position === undefined ? "" : `"position":${position},`;
  requireOneJsonLine(canonical, position === undefined ? id : `at position ${position}`, path);
  return `{"entry":${canonical},"id":${JSON.stringify(id)},${place}"signature":${JSON.stringify(signature)}}`;
}

function requireOneJsonLine(canonical: string, which: string, path: string): void {
  try {
    JSON.parse(canonical);
    if (!/[\r\n]/.test(canonical)) return;
  } catch {
    // Falls through to the refusal.
  }
  throw damaged(`The entry ${which} is not JSON on one line.`, path);
}

function damaged(what: string, path: string): Refusal {
  return new Refusal(
    "journal-damaged",
    what,
    path,
    'Run "beffroi journal verify" to learn what was changed.',
  );
}
