import { constants, Database } from "bun:sqlite";
import { existsSync, statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { Refusal } from "../kernel/refusal.ts";

/**
 * Opens a journal that may be in use, or a copy of one, without changing its file. SQLite may lay a `-shm` and an empty
 * `-wal` beside it. In a folder that cannot be written a journal without a `-wal` is read as it lies. Throws a Refusal
 * when there is no such file ("no-journal") or it cannot be read ("journal-unreadable").
 */
export function openReadOnly(path: string): Database {
  if (!existsSync(path)) {
    throw new Refusal(
      "no-journal",
      "There is no journal here.",
      path,
      "Name the data folder with --data DIR.",
    );
  }
  try {
    return prepared(new Database(path, { readonly: true, strict: true }));
  } catch (error) {
    if (hasContent(`${path}-wal`)) throw unreadable(path, error);
  }
  try {
    const flags = constants.SQLITE_OPEN_READONLY | constants.SQLITE_OPEN_URI;
    return prepared(new Database(`${pathToFileURL(path).href}?immutable=1`, flags));
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** The file may come from a stranger: nothing that its schema calls for is run. Reading makes SQLite open it now. */
function prepared(db: Database): Database {
  try {
    db.run("PRAGMA trusted_schema = OFF");
    db.run("PRAGMA cell_size_check = ON");
    db.query("SELECT count(*) FROM sqlite_schema").get();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function hasContent(path: string): boolean {
  return existsSync(path) && statSync(path).size > 0;
}

function unreadable(path: string, error: unknown): Refusal {
  return new Refusal(
    "journal-unreadable",
    `The journal cannot be read (${error instanceof Error ? error.message : String(error)}).`,
    path,
    "If it is a copy, put the file and its -wal together in a folder that you may write, and name that folder.",
  );
}
