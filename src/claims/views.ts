import type { Database } from "bun:sqlite";
import type { StoredEntry, View } from "../journal/index.ts";
import type { ClaimsBody, ClaimsEventKind } from "./events.ts";
import {
  addAttack,
  addStatement,
  readDocument,
  reviewAttack,
  reviewStatement,
  takeAttacks,
} from "./fold-reading.ts";
import { keepReadings, rereadDocument } from "./fold-reread.ts";
import { moveDocuments, partEvents, refreshEvent } from "./fold-event.ts";

/** Tables of the register: a fold of its entries, and nothing else. */
export const claimsView: View = {
  name: "claims",
  version: 3,
  tables: [
    `CREATE TABLE claims_events (
      event TEXT PRIMARY KEY, name TEXT NOT NULL, exercise INTEGER NOT NULL, changed INTEGER NOT NULL,
      changed_at TEXT NOT NULL, from_at TEXT NOT NULL, to_at TEXT NOT NULL, bodies INTEGER NOT NULL,
      documents INTEGER NOT NULL, to_review INTEGER NOT NULL, published INTEGER NOT NULL, type TEXT NOT NULL,
      row TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
    "CREATE INDEX claims_events_by_change ON claims_events (exercise, changed)",
    "CREATE INDEX claims_events_by_time ON claims_events (exercise, from_at)",
    `CREATE TABLE claims_documents (
      document TEXT PRIMARY KEY, event TEXT NOT NULL, dispatch TEXT NOT NULL, position INTEGER NOT NULL,
      at TEXT NOT NULL, exercise INTEGER NOT NULL, published_at TEXT, sha256 TEXT NOT NULL, words TEXT NOT NULL,
      facts TEXT NOT NULL, extractor TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
    "CREATE INDEX claims_documents_by_event ON claims_documents (event, position)",
    "CREATE INDEX claims_documents_by_position ON claims_documents (position)",
    "CREATE INDEX claims_documents_by_text ON claims_documents (sha256)",
    "CREATE INDEX claims_documents_by_extractor ON claims_documents (extractor, position)",
    `CREATE TABLE claims_attacks (
      document TEXT NOT NULL, body TEXT NOT NULL, event TEXT NOT NULL, position INTEGER NOT NULL,
      type TEXT NOT NULL, actor TEXT, actor_key TEXT, name TEXT NOT NULL, doubt REAL NOT NULL,
      from_at TEXT, to_at TEXT, state TEXT NOT NULL, attack TEXT NOT NULL,
      PRIMARY KEY (document, body)
    ) STRICT, WITHOUT ROWID`,
    "CREATE INDEX claims_attacks_by_event ON claims_attacks (event, body)",
    "CREATE INDEX claims_attacks_by_body ON claims_attacks (body)",
    "CREATE INDEX claims_attacks_by_actor ON claims_attacks (actor_key)",
    "CREATE INDEX claims_attacks_by_doubt ON claims_attacks (state, doubt)",
    `CREATE TABLE claims_statements (
      id TEXT PRIMARY KEY, document TEXT NOT NULL, position INTEGER NOT NULL, stance TEXT NOT NULL,
      state TEXT NOT NULL, statement TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
    "CREATE INDEX claims_statements_by_document ON claims_statements (document)",
    `CREATE TABLE claims_names (
      document TEXT NOT NULL, name TEXT NOT NULL, position INTEGER NOT NULL, state TEXT NOT NULL,
      unresolved TEXT NOT NULL, PRIMARY KEY (document, name)
    ) STRICT, WITHOUT ROWID`,
    "CREATE INDEX claims_names_by_state ON claims_names (state, position)",
    `CREATE TABLE claims_earlier (
      document TEXT NOT NULL, position INTEGER NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
      event TEXT NOT NULL, extractor TEXT NOT NULL, finding TEXT NOT NULL, PRIMARY KEY (document, position, kind, id)
    ) STRICT, WITHOUT ROWID`,
    "CREATE INDEX claims_earlier_by_event ON claims_earlier (event)",
    `CREATE TABLE claims_targets (
      document TEXT NOT NULL, host TEXT NOT NULL, at TEXT, body TEXT, PRIMARY KEY (document, host)
    ) STRICT, WITHOUT ROWID`,
    "CREATE INDEX claims_targets_by_body ON claims_targets (body)",
    `CREATE TABLE claims_verdicts (
      position INTEGER PRIMARY KEY, entry TEXT NOT NULL, at TEXT NOT NULL, event TEXT NOT NULL, body TEXT NOT NULL,
      last INTEGER NOT NULL, settled INTEGER NOT NULL, verdict TEXT NOT NULL, given TEXT NOT NULL
    ) STRICT`,
    "CREATE INDEX claims_verdicts_by_event ON claims_verdicts (event, body, position)",
    "CREATE INDEX claims_verdicts_open ON claims_verdicts (last, settled)",
    `CREATE TABLE claims_parted (
      one TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (one, other)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE claims_publications (
      entry TEXT PRIMARY KEY, event TEXT NOT NULL, position INTEGER NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
      state TEXT NOT NULL, publication TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
    "CREATE INDEX claims_publications_by_event ON claims_publications (event, state)",
    "CREATE INDEX claims_publications_by_state ON claims_publications (state, position)",
    `CREATE TABLE claims_acts (
      position INTEGER PRIMARY KEY, event TEXT NOT NULL, at TEXT NOT NULL, what TEXT NOT NULL, until TEXT,
      released_at TEXT, act TEXT NOT NULL
    ) STRICT`,
    "CREATE INDEX claims_acts_by_event ON claims_acts (event, what)",
  ],
  project(db, stored) {
    const { kind } = stored.entry;
    if (!Object.hasOwn(FOLDS, kind)) return;
    const events = FOLDS[kind as ClaimsEventKind](db, stored, stored.entry.body as never);
    for (const event of new Set(events)) refreshEvent(db, event, stored);
  },
};

/** What each kind does to the tables; gives the events whose line is to be made anew. */
type Fold<K extends ClaimsEventKind> = (
  db: Database,
  stored: StoredEntry,
  body: ClaimsBody<K>,
) => readonly string[];

const FOLDS: { readonly [K in ClaimsEventKind]: Fold<K> } = {
  "claims.document-read": readDocument,
  "claims.attacks-read": takeAttacks,
  "claims.statements-read": (db, stored, { statements, document }) => {
    for (const statement of statements) addStatement(db, stored, document, statement, "read");
    return [stored.entry.subject];
  },
  "claims.names-unresolved": (db, { position, entry }, { document, names }) => {
    const insert = db.query("INSERT OR IGNORE INTO claims_names VALUES (?, ?, ?, 'open', ?)");
    for (const one of names) insert.run(document, one.name, position, JSON.stringify(one));
    return [entry.subject];
  },
  "claims.targets-listed": (db, { entry }, { document, targets }) => {
    const insert = db.query("INSERT OR IGNORE INTO claims_targets VALUES (?, ?, ?, ?)");
    for (const { host, at, body } of targets) insert.run(document, host, at, body);
    return [entry.subject];
  },
  "claims.document-reread": rereadDocument,
  "claims.readings-kept": (db, _stored, body) => keepReadings(db, body),
  "claims.attack-reviewed": reviewAttack,
  "claims.attack-added": (db, stored, { document, attack, name, reason }) => {
    addAttack(db, stored, document, attack, { decision: "added", reason });
    if (name !== null) settleName(db, document, name, "resolved");
    return [attack.event];
  },
  "claims.name-dismissed": (db, { entry }, { document, name }) => {
    settleName(db, document, name, "dismissed");
    return [entry.subject];
  },
  "claims.statement-reviewed": reviewStatement,
  "claims.statement-added": (db, stored, { document, statement, reason }) => {
    addStatement(db, stored, document, statement, "added", reason);
    return [stored.entry.subject];
  },
  "claims.documents-moved": moveDocuments,
  "claims.events-parted": (db, { entry }, { other }) => partEvents(db, entry.subject, other),
  "claims.event-named": (db, { entry }, { new: name }) => {
    db.query("UPDATE claims_events SET name = ? WHERE event = ?").run(name, entry.subject);
    return [entry.subject];
  },
  "claims.verdict-given": (db, { position, id, entry }, given) => {
    db.query("UPDATE claims_verdicts SET last = 0 WHERE event = ? AND body = ? AND last = 1").run(
      given.event,
      given.body.id,
    );
    db.query("INSERT INTO claims_verdicts VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?)").run(
      position,
      id,
      entry.at,
      given.event,
      given.body.id,
      given.settled ? 1 : 0,
      given.verdict,
      JSON.stringify(given),
    );
    return [given.event];
  },
  "claims.acted": (db, { position, entry }, act) => {
    const { what, until } = act;
    db.query("INSERT INTO claims_acts VALUES (?, ?, ?, ?, ?, NULL, ?)").run(
      position,
      entry.subject,
      entry.at,
      what,
      until,
      JSON.stringify(act),
    );
    return [entry.subject];
  },
  "claims.gateway-released": (db, { entry }) => {
    db.query(
      "UPDATE claims_acts SET released_at = ?1 WHERE event = ?2 AND what = 'gateway-alerted' AND until > ?1",
    ).run(entry.at, entry.subject);
    return [entry.subject];
  },
  "claims.published": (db, { position, id, entry }, { publication }) => {
    db.query("UPDATE claims_publications SET state = 'replaced' WHERE event = ? AND state = 'published'").run(
      entry.subject,
    );
    db.query("INSERT INTO claims_publications VALUES (?, ?, ?, ?, ?, 'published', ?)").run(
      id,
      entry.subject,
      position,
      entry.at,
      JSON.stringify(entry.actor),
      JSON.stringify(publication),
    );
    return [entry.subject];
  },
  "claims.withdrawn": (db, { entry }, { publication }) => {
    db.query(
      "UPDATE claims_publications SET state = 'withdrawn' WHERE entry = ? AND state = 'published'",
    ).run(publication);
    return [entry.subject];
  },
};

function settleName(db: Database, document: string, name: string, state: "resolved" | "dismissed"): void {
  db.query("UPDATE claims_names SET state = ? WHERE document = ? AND name = ?").run(state, document, name);
}
