import type { Database } from "bun:sqlite";
import type { z } from "zod";
import type { StoredEntry, View } from "../journal/index.ts";
import { CHANNELS_TO_BE_TOLD, DELIVERY_STATES, type DeliveryState, type noticeEvents } from "./events.ts";

/** Notices, whom they go to and what became of each delivery; groups; the mailed checkpoints: folds of the journal. */

type Bodies = { [K in keyof typeof noticeEvents]: z.infer<(typeof noticeEvents)[K]> };

const TABLES: readonly string[] = [
  `CREATE TABLE notices (
     id TEXT PRIMARY KEY, position INTEGER NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
     subject TEXT NOT NULL, text TEXT NOT NULL, incident TEXT, exercise INTEGER NOT NULL, channels TEXT NOT NULL,
     recipients INTEGER NOT NULL, request TEXT NOT NULL, stop TEXT, told INTEGER NOT NULL DEFAULT 0,
     ${DELIVERY_STATES.map((state) => `${state} INTEGER NOT NULL DEFAULT 0`).join(", ")}
   ) STRICT, WITHOUT ROWID`,
  "CREATE INDEX notices_listed ON notices (position)",
  "CREATE INDEX notices_of_incident ON notices (incident, position) WHERE incident IS NOT NULL",
  `CREATE TABLE notice_recipients (
     notice TEXT NOT NULL, contact TEXT NOT NULL, name TEXT NOT NULL, phones TEXT NOT NULL, by_hand TEXT,
     told INTEGER NOT NULL DEFAULT 0,     PRIMARY KEY (notice, contact)
   ) STRICT, WITHOUT ROWID`,
  // An exercise has no delivery that anything could send: the file itself refuses it.
  `CREATE TABLE notice_deliveries (
     notice TEXT NOT NULL, n INTEGER NOT NULL, contact TEXT, channel TEXT NOT NULL, kind TEXT NOT NULL,
     address TEXT NOT NULL, state TEXT NOT NULL, exercise INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
     answered INTEGER NOT NULL DEFAULT 0, at TEXT NOT NULL, reason TEXT, doubtful INTEGER NOT NULL DEFAULT 0,
     PRIMARY KEY (notice, n), CHECK ((exercise = 1) = (state = 'rehearsed'))
   ) STRICT, WITHOUT ROWID`,
  "CREATE INDEX notice_deliveries_of_person ON notice_deliveries (notice, contact)",
  `CREATE INDEX notice_deliveries_open ON notice_deliveries (state) WHERE state IN ('waiting', 'attempting')`,
  `CREATE TABLE notice_groups (
     id TEXT PRIMARY KEY, name TEXT NOT NULL, contacts TEXT NOT NULL, changed_at TEXT NOT NULL,
     changed_by TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE notice_checkpoints (
     one INTEGER PRIMARY KEY CHECK (one = 1), mailed_at TEXT, failed_at TEXT, failures INTEGER NOT NULL
   ) STRICT`,
];

export const noticesView: View = {
  name: "notices",
  version: 1,
  tables: TABLES,
  project(db, stored) {
    const kind = stored.entry.kind as keyof Bodies;
    if (!Object.hasOwn(PROJECTIONS, kind)) return;
    const project = PROJECTIONS[kind] as (db: Database, stored: StoredEntry, body: unknown) => void;
    project(db, stored, stored.entry.body);
  },
};

type Projections = { [K in keyof Bodies]: (db: Database, stored: StoredEntry, body: Bodies[K]) => void };

const PROJECTIONS: Projections = {
  "notice.queued": (db, { position, entry }, body) => {
    const exercise = entry.exercise === true ? 1 : 0;
    const { changes } = db
      .query(
        `INSERT INTO notices (id, position, at, by, subject, text, incident, exercise, channels, recipients, request)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
      )
      .run(
        entry.subject,
        position,
        entry.at,
        JSON.stringify(entry.actor),
        body.subject,
        body.text,
        body.incident ?? null,
        exercise,
        JSON.stringify(body.channels),
        body.recipients,
        body.request,
      );
    const notice = changes === 1 ? queuedNotice(db, entry) : undefined;
    if (notice !== undefined) addDeliveries(db, notice, null, body.places);
  },
  "notice.addressed": (db, { entry }, { recipients }) => {
    const notice = queuedNotice(db, entry);
    if (notice === undefined) return;
    const insert = db.query(
      "INSERT INTO notice_recipients (notice, contact, name, phones) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
    );
    for (const { contact, name, phones, deliveries } of recipients) {
      const { changes } = insert.run(notice.id, contact, name, JSON.stringify(phones));
      if (changes === 1) addDeliveries(db, notice, contact, deliveries);
    }
  },
  "notice.attempted": (db, { entry }, { n }) => {
    const { changes } = db
      .query(
        `UPDATE notice_deliveries SET state = 'attempting', attempts = 1, at = ?
         WHERE notice = ? AND n = ? AND state = 'waiting'`,
      )
      .run(entry.at, entry.subject, n);
    count(db, entry.subject, "waiting", "attempting", changes);
  },
  "notice.delivered": (db, { entry }, { n, attempt, answer, marked }) =>
    settle(db, entry, { n, state: "delivered", attempt, reason: answer, doubtful: marked }),
  "notice.failed": (db, { entry }, { n, attempt, reason }) =>
    settle(db, entry, { n, state: "failed", attempt, reason }),
  "notice.uncertain": (db, { entry }, { n, attempt, reason, again }) =>
    settle(db, entry, { n, state: again ? "waiting" : "uncertain", attempt, reason, doubtful: true }),
  // The deliveries of an exercise are born rehearsed.
  "notice.rehearsed": () => {},
  "notice.stopped": (db, { entry }, { reason }) => {
    const stopped = JSON.stringify({ at: entry.at, reason, by: entry.actor });
    db.query("UPDATE notices SET stop = ? WHERE id = ? AND stop IS NULL").run(stopped, entry.subject);
    const stop = (state: DeliveryState, where: string) => {
      const { changes } = db
        .query(
          `UPDATE notice_deliveries SET state = ?, at = ?, reason = ?
           WHERE notice = ? AND state = 'waiting' AND ${where}`,
        )
        .run(state, entry.at, reason, entry.subject);
      count(db, entry.subject, "waiting", state, changes);
    };
    stop("stopped", "doubtful = 0");
    // What may have arrived stays doubtful: that somebody stopped the rest makes nobody surer.
    stop("uncertain", "doubtful = 1");
  },
  "notice.told-by-hand": (db, { entry }, { contact, how, note }) => {
    const { actor: by, at, occurredAt = null } = entry;
    db.query("UPDATE notice_recipients SET by_hand = ? WHERE notice = ? AND contact = ?").run(
      JSON.stringify({ how, note, by, at, occurredAt }),
      entry.subject,
      contact,
    );
    judge(db, entry.subject, contact);
  },
  "notice.told-taken-back": (db, { entry }, { contact }) => {
    db.query("UPDATE notice_recipients SET by_hand = NULL WHERE notice = ? AND contact = ?").run(
      entry.subject,
      contact,
    );
    judge(db, entry.subject, contact);
  },
  "notice.group-changed": (db, { entry }, { new: group }) => {
    if (group === null) db.query("DELETE FROM notice_groups WHERE id = ?").run(entry.subject);
    else {
      db.query(
        `INSERT OR REPLACE INTO notice_groups (id, name, contacts, changed_at, changed_by)
         VALUES (?, ?, ?, ?, ?)`,
      ).run(entry.subject, group.name, JSON.stringify(group.contacts), entry.at, entry.actor.name);
    }
  },
  "notice.checkpoint-mailed": (db, { entry }) => {
    db.query(
      `INSERT INTO notice_checkpoints (one, mailed_at, failures) VALUES (1, ?, 0)
       ON CONFLICT (one) DO UPDATE SET mailed_at = excluded.mailed_at, failures = 0, failed_at = NULL`,
    ).run(entry.at);
  },
  "notice.checkpoint-mail-failed": (db, { entry }, { failures }) => {
    db.query(
      `INSERT INTO notice_checkpoints (one, failed_at, failures) VALUES (1, ?, ?)
       ON CONFLICT (one) DO UPDATE SET failed_at = excluded.failed_at, failures = excluded.failures`,
    ).run(entry.at, failures);
  },
};

type QueuedNotice = { id: string; at: string; exercise: number; kinds: ReadonlyMap<string, string> };

/** The notice that an entry is about. Kinds of channels are those of then: settings change. */
function queuedNotice(db: Database, { subject }: StoredEntry["entry"]): QueuedNotice | undefined {
  const found = db
    .query<{ channels: string; exercise: number; at: string }, [string]>(
      "SELECT channels, exercise, at FROM notices WHERE id = ?",
    )
    .get(subject);
  if (found === null) return undefined;
  const channels = JSON.parse(found.channels) as { name: string; kind: string }[];
  const kinds = new Map(channels.map(({ name, kind }) => [name, kind]));
  return { id: subject, at: found.at, exercise: found.exercise, kinds };
}

function addDeliveries(
  db: Database,
  notice: QueuedNotice,
  contact: string | null,
  deliveries: readonly { n: number; channel: string; to: string }[],
): void {
  const insert = db.query(
    `INSERT INTO notice_deliveries (notice, n, contact, channel, kind, address, state, exercise, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const { id, at, exercise, kinds } = notice;
  const state: DeliveryState = exercise === 1 ? "rehearsed" : "waiting";
  let added = 0;
  for (const { n, channel, to } of deliveries) {
    const kind = kinds.get(channel);
    if (kind !== undefined)
      added += insert.run(id, n, contact, channel, kind, to, state, exercise, at).changes;
  }
  count(db, id, undefined, state, added);
  if (contact !== null && exercise === 1) judge(db, id, contact);
}

/** Moves so many deliveries of the notice's counts from one state to another. */
function count(
  db: Database,
  notice: string,
  from: DeliveryState | undefined,
  to: DeliveryState,
  deliveries: number,
): void {
  if (deliveries === 0 || from === to) return;
  const less = from === undefined ? "" : `${from} = ${from} - ?2, `;
  db.query(`UPDATE notices SET ${less}${to} = ${to} + ?2 WHERE id = ?1`).run(notice, deliveries);
}

/** Whether somebody counts as told, anew: by hand, or by kinds of channel, for two mail servers fill one mailbox. */
function judge(db: Database, notice: string, contact: string): void {
  const { changes } = db
    .query(
      `UPDATE notice_recipients SET told = 1 - told WHERE notice = ?1 AND contact = ?2 AND told <>
         (by_hand IS NOT NULL OR (SELECT count(DISTINCT kind) FROM notice_deliveries
          WHERE notice = ?1 AND contact = ?2 AND state IN ('delivered', 'rehearsed')) >= ?3)`,
    )
    .run(notice, contact, CHANNELS_TO_BE_TOLD);
  if (changes === 0) return;
  db.query(
    `UPDATE notices SET told = told + (SELECT 2 * told - 1 FROM notice_recipients WHERE notice = ?1 AND contact = ?2)
     WHERE id = ?1`,
  ).run(notice, contact);
}

type Settled = { n: number; state: DeliveryState; attempt: number; reason: string; doubtful?: boolean };

/** What an attempt may still end. A delivery that was given up while its last attempt was under way may yet have arrived. */
const OPEN = "('waiting', 'attempting')";
const NOT_DELIVERED = "('waiting', 'attempting', 'stopped', 'uncertain', 'failed')";

/** `answered`: the last attempt whose end the journal knows. */
function settle(db: Database, entry: StoredEntry["entry"], settled: Settled): void {
  const { n, state, attempt, reason, doubtful = false } = settled;
  const before = db
    .query<{ state: DeliveryState; contact: string | null }, [string, number]>(
      `SELECT state, contact FROM notice_deliveries WHERE notice = ? AND n = ?
       AND state IN ${state === "delivered" ? NOT_DELIVERED : OPEN}`,
    )
    .get(entry.subject, n);
  if (before === null) return;
  db.query(
    `UPDATE notice_deliveries SET state = ?, attempts = ?, answered = ?, at = ?, reason = ?, doubtful = max(doubtful, ?)
     WHERE notice = ? AND n = ?`,
  ).run(state, attempt, attempt, entry.at, reason, doubtful ? 1 : 0, entry.subject, n);
  count(db, entry.subject, before.state, state, 1);
  if (state === "delivered" && before.contact !== null) judge(db, entry.subject, before.contact);
}
