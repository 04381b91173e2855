import { SQLiteError } from "bun:sqlite";
import { Refusal } from "../kernel/refusal.ts";

type Meaning = { code: string; what: string; remedy: string };

/** By the beginning of SQLite's own code: SQLITE_READONLY_DIRECTORY and its like fall under SQLITE_READONLY. */
const MEANINGS: readonly (readonly [prefix: string, meaning: Meaning])[] = [
  [
    "SQLITE_FULL",
    {
      code: "journal-disk-full",
      what: "The disk is full, so the entry was not written and the act must not happen",
      remedy: "Free some space, then try again.",
    },
  ],
  [
    "SQLITE_READONLY",
    {
      code: "journal-not-writable",
      what: "The journal cannot be written",
      remedy: "Give the account that runs Beffroi the right to write this file and its folder.",
    },
  ],
  [
    "SQLITE_CANTOPEN",
    {
      code: "journal-not-writable",
      what: "The journal cannot be opened",
      remedy: "Check that the folder exists and that the account that runs Beffroi may write in it.",
    },
  ],
  [
    "SQLITE_BUSY",
    {
      code: "journal-busy",
      what: "Another process has kept the journal locked for too long",
      remedy: "Look for a second Beffroi or a tool that holds this file open, and stop it.",
    },
  ],
  [
    "SQLITE_NOTADB",
    {
      code: "journal-damaged",
      what: "This file is not a Beffroi journal",
      remedy: "Name another data folder, or put the journal back from a copy.",
    },
  ],
  [
    "SQLITE_CORRUPT",
    {
      code: "journal-damaged",
      what: "The journal's file is damaged",
      remedy: 'Keep it as it is, run "beffroi journal verify", and put a good copy in its place.',
    },
  ],
  [
    "SQLITE_IOERR",
    {
      code: "journal-disk-failing",
      what: "The disk failed while the journal was in use",
      remedy: "Check the disk and the system's log, then try again.",
    },
  ],
];

/** The Refusal that stands for SQLite's error at `path`; any other error is given back as it is. */
export function explainSqlite(error: unknown, path: string): unknown {
  if (!(error instanceof SQLiteError)) return error;
  const meaning = MEANINGS.find(([prefix]) => error.code?.startsWith(prefix))?.[1];
  if (meaning === undefined) return error;
  return new Refusal(meaning.code, `${meaning.what} (SQLite: ${error.message}).`, path, meaning.remedy);
}
