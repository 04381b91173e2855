/** Version of the tables and of the entries' form together; FORMAT.md describes it. */
export const FORMAT_VERSION = 2;

/** The older format that is brought up to date when it is opened. */
export const FORMAT_VERSION_UPGRADED = 1;

/** Tables whose rows are never changed: what was signed. */
const APPEND_ONLY = ["journal_entries", "journal_lanes", "journal_forks", "journal_checkpoints"];

/** A row that exists already, by table: INSERT OR REPLACE deletes without asking the DELETE trigger. */
const EXISTING: Readonly<Record<string, string>> = {
  journal_entries: "position = NEW.position OR (lane = NEW.lane AND n = NEW.n)",
  journal_lanes: "lane = NEW.lane",
  journal_forks: "id = NEW.id",
  journal_checkpoints: "size = NEW.size AND public_key = NEW.public_key",
};

const SIGNED_COLUMNS = `id TEXT NOT NULL CHECK (length(id) = 64),
     canonical TEXT NOT NULL,
     signature TEXT NOT NULL CHECK (length(signature) = 128)`;

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
     ${SIGNED_COLUMNS},
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

  // Lanes whose keys are ours. The one with the highest number of a family is written; the others rest.
  `CREATE TABLE IF NOT EXISTS journal_own_lanes (
     lane TEXT PRIMARY KEY REFERENCES journal_lanes (lane),
     family TEXT NOT NULL,
     number INTEGER NOT NULL,
     UNIQUE (family, number)
   ) STRICT`,

  // Signed entries that stand beside their lane's chain, which is frozen from then on.
  `CREATE TABLE IF NOT EXISTS journal_forks (
     lane TEXT NOT NULL REFERENCES journal_lanes (lane),
     n INTEGER NOT NULL CHECK (n >= 1),
     ${SIGNED_COLUMNS},
     PRIMARY KEY (lane, n, id)
   ) STRICT`,

  // Signed entries whose predecessor has not come yet.
  `CREATE TABLE IF NOT EXISTS journal_parked (
     lane TEXT NOT NULL REFERENCES journal_lanes (lane),
     n INTEGER NOT NULL CHECK (n >= 1),
     prev TEXT NOT NULL,
     ${SIGNED_COLUMNS},
     PRIMARY KEY (lane, n, id)
   ) STRICT`,

  // What an import has to say and has not written yet.
  `CREATE TABLE IF NOT EXISTS journal_unsaid (kind TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL) STRICT`,

  // Inner nodes of the Merkle tree in the order in which they become whole.
  `CREATE TABLE IF NOT EXISTS journal_tree (
     node INTEGER PRIMARY KEY,
     hash BLOB NOT NULL CHECK (length(hash) = 32)
   ) STRICT`,

  `CREATE TABLE IF NOT EXISTS journal_checkpoints (
     size INTEGER NOT NULL,
     note TEXT NOT NULL,
     public_key TEXT NOT NULL CHECK (length(public_key) = 64),
     PRIMARY KEY (size, public_key)
   ) STRICT`,

  ...APPEND_ONLY.flatMap((table) => [
    `CREATE TRIGGER IF NOT EXISTS ${table}_no_update BEFORE UPDATE ON ${table}
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only: write a correcting entry'); END`,
    `CREATE TRIGGER IF NOT EXISTS ${table}_no_delete BEFORE DELETE ON ${table}
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only: write a correcting entry'); END`,
    `CREATE TRIGGER IF NOT EXISTS ${table}_no_replace BEFORE INSERT ON ${table}
       WHEN EXISTS (SELECT 1 FROM ${table} WHERE ${EXISTING[table]})
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only: this row exists'); END`,
  ]),
];

/** What a journal of format 1 needs besides the new tables: every lane in it was written by its own machine. */
export const UPGRADE: readonly string[] = [
  "INSERT INTO journal_own_lanes (lane, family, number) SELECT lane, lane, 1 FROM journal_lanes",
  `UPDATE journal_format SET version = ${FORMAT_VERSION}`,
];
