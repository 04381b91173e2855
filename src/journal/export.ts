import { SQLiteError } from "bun:sqlite";
import { Refusal } from "../kernel/refusal.ts";
import { openReadOnly } from "./read-only.ts";

/**
 * The journal as JSON Lines, without line breaks at the ends: first one line a lane, {"lane", "publicKey"}, then one line
 * an entry in order of arrival, {"entry", "id", "position", "signature"}. `entry` is the signed text, byte for byte.
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
    const entries = db.query<{ position: number; id: string; canonical: string; signature: string }, []>(
      "SELECT position, id, canonical, signature FROM journal_entries ORDER BY position",
    );
    for (const { position, id, canonical, signature } of entries.iterate()) {
      requireOneJsonLine(canonical, position, path);
      yield `{"entry":${canonical},"id":${JSON.stringify(id)},"position":${position},"signature":${JSON.stringify(signature)}}`;
    }
  } catch (error) {
    if (error instanceof SQLiteError)
      throw damaged(`The journal cannot be read on (${error.message}).`, path);
    throw error;
  } finally {
    db.close();
  }
}

function requireOneJsonLine(canonical: string, position: number, path: string): void {
  try {
    JSON.parse(canonical);
    if (!/[\r\n]/.test(canonical)) return;
  } catch {
    // Falls through to the refusal.
  }
  throw damaged(`The entry at position ${position} is not JSON on one line.`, path);
}

function damaged(what: string, path: string): Refusal {
  return new Refusal(
    "journal-damaged",
    what,
    path,
    'Run "beffroi journal verify" to learn what was changed.',
  );
}
