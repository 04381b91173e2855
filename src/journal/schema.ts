/** Version of the tables and of the entries' form together; FORMAT.md describes it. */
export const FORMAT_VERSION = 1;

/** Every statement may be run again on an existing journal: a trigger that somebody dropped comes back at the next start. */
export const TABLES: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS journal_format (version INTEGER NOT NULL) STRICT`,

  `CREATE TABLE IF NOT EXISTS journal_lanes (
     lane TEXT PRIMARY KEY,
     public_key TEXT NOT NULL CHECK (length(public_key) = 64)
   ) STRICT`,

  // AUTOINCREMENT: a position is never given twice, even after the last rows were cut off by force.
  `CREATE TABLE IF NOT EXISTS journal_entries (
     position INTEGER PRIMARY KEY AUTOINCREMENT,
     lane TEXT NOT NULL REFERENCES journal_lanes (lane),
     n INTEGER NOT NULL CHECK (n >= 1),
     id TEXT NOT NULL CHECK (length(id) = 64),
     canonical TEXT NOT NULL,
     signature TEXT NOT NULL CHECK (length(signature) = 128),
     UNIQUE (lane, n)
   ) STRICT`,

  // The last entry of each lane, so that cutting entries off the end leaves a trace.
  `CREATE TABLE IF NOT EXISTS journal_heads (
     lane TEXT PRIMARY KEY REFERENCES journal_lanes (lane),
     n INTEGER NOT NULL,
     id TEXT NOT NULL
   ) STRICT`,

  `CREATE TABLE IF NOT EXISTS journal_deliveries (
     source TEXT NOT NULL,
     sequence INTEGER NOT NULL,
     position INTEGER NOT NULL REFERENCES journal_entries (position),
     PRIMARY KEY (source, sequence)
   ) STRICT, WITHOUT ROWID`,

  ...["journal_entries", "journal_lanes"].flatMap((table) => [
    `CREATE TRIGGER IF NOT EXISTS ${table}_no_update BEFORE UPDATE ON ${table}
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only: write a correcting entry'); END`,
    `CREATE TRIGGER IF NOT EXISTS ${table}_no_delete BEFORE DELETE ON ${table}
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only: write a correcting entry'); END`,
  ]),

  // INSERT OR REPLACE deletes without asking the DELETE trigger, so a row that exists is refused before that.
  `CREATE TRIGGER IF NOT EXISTS journal_entries_no_replace BEFORE INSERT ON journal_entries
     WHEN EXISTS (SELECT 1 FROM journal_entries
                  WHERE position = NEW.position OR (lane = NEW.lane AND n = NEW.n))
     BEGIN SELECT RAISE(ABORT, 'the journal is append-only: this entry exists'); END`,
  `CREATE TRIGGER IF NOT EXISTS journal_lanes_no_replace BEFORE INSERT ON journal_lanes
     WHEN EXISTS (SELECT 1 FROM journal_lanes WHERE lane = NEW.lane)
     BEGIN SELECT RAISE(ABORT, 'the journal is append-only: this lane exists'); END`,
];
