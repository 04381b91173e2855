import { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { openNoticeRoom } from "../../test/support/notice-room.ts";
import { viewsMatchRebuild } from "../../test/support/journal.ts";
import type { NewEntry } from "../journal/index.ts";
import { program } from "../kernel/actor.ts";
import { CHANNELS_TO_BE_TOLD, DELIVERY_STATES, noticeEvents } from "./events.ts";
import { noticesView } from "./views.ts";

const channels = [
  { name: "courriel", kind: "mail" },
  { name: "sms", kind: "sms" },
] as const;

/** Random entries about a few notices, sensible or not: a view must take whatever another lane may have written. */
function randomEvent(random: () => number): NewEntry {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const subject = `n-${Math.floor(random() * 4)}`;
  const n = Math.floor(random() * 6);
  const channel = n % 2 === 0 ? "courriel" : "sms";
  const attempt = 1 + Math.floor(random() * 3);
  const contact = `c${Math.floor(random() * 3)}`;
  const reason = pick(["trop tard", "coupé"]);
  const group = () =>
    random() < 0.2 ? null : { name: pick(["Cellule", "Écoles"]), contacts: random() < 0.5 ? [contact] : [] };
  const event = (kind: keyof typeof noticeEvents, body: unknown, more: Partial<NewEntry> = {}): NewEntry => ({
    actor: program("test"),
    subject,
    kind,
    body,
    ...more,
  });
  const exercise = subject === "n-3";
  return pick([
    () =>
      event(
        "notice.queued",
        {
          subject: "Alerte",
          text: "Texte",
          channels,
          places: [],
          recipients: 3,
          deliveries: 6,
          request: "0".repeat(64),
        },
        { exercise },
      ),
    () =>
      event(
        "notice.addressed",
        {
          recipients: ["c0", "c1", "c2"].map((one, index) => ({
            contact: one,
            name: one,
            phones: [],
            deliveries: channels.map(({ name }, second) => ({
              n: 2 * index + second,
              channel: name,
              to: "x",
            })),
          })),
        },
        { exercise },
      ),
    () => event("notice.attempted", { n, channel }),
    () => event("notice.attempted", { n, channel }),
    () => event("notice.delivered", { n, channel, attempt, answer: "250", marked: random() < 0.5 }),
    () => event("notice.failed", { n, channel, attempt, reason }),
    () => event("notice.uncertain", { n, channel, attempt, reason, again: random() < 0.5 }),
    () => event("notice.rehearsed", { deliveries: 6 }),
    () => (random() < 0.2 ? event("notice.stopped", { reason }) : event("notice.attempted", { n, channel })),
    () => event("notice.told-by-hand", { contact, how: "phone", note: "" }),
    () => event("notice.told-taken-back", { contact, reason }),
    () => event("notice.group-changed", { old: group(), new: group() }, { subject: "g-1" }),
    () =>
      event("notice.checkpoint-mailed", { to: ["a@b.fr"], note: "0".repeat(64) }, { subject: "checkpoint" }),
    () => event("notice.checkpoint-mail-failed", { reason, failures: attempt }, { subject: "checkpoint" }),
  ])();
}

/** What is counted along the way is what one counts at the end. */
function expectCounted(rows: Record<string, string[]>): void {
  const parsed = (table: string) => (rows[table] ?? []).map((row) => JSON.parse(row));
  const deliveries = parsed("notice_deliveries");
  const recipients = parsed("notice_recipients");
  for (const recipient of recipients) {
    const kinds = deliveries
      .filter(({ notice, contact }) => notice === recipient.notice && contact === recipient.contact)
      .flatMap(({ state, kind }) => (state === "delivered" || state === "rehearsed" ? [kind] : []));
    const told = recipient.by_hand !== null || new Set(kinds).size >= CHANNELS_TO_BE_TOLD;
    expect([recipient.notice, recipient.contact, recipient.told]).toEqual([
      recipient.notice,
      recipient.contact,
      told ? 1 : 0,
    ]);
  }
  for (const notice of parsed("notices")) {
    for (const state of DELIVERY_STATES) {
      const counted = deliveries.filter((one) => one.notice === notice.id && one.state === state).length;
      expect([notice.id, state, notice[state]]).toEqual([notice.id, state, counted]);
    }
    const told = recipients.filter((one) => one.notice === notice.id && one.told === 1).length;
    expect(notice.told).toBe(told);
  }
}

describe("the room's tables", () => {
  test.each([1, 2, 3, 4])("are the same when they are made from nothing (seed %d)", (seed) => {
    const rows = viewsMatchRebuild({
      views: [noticesView],
      catalogue: noticeEvents,
      next: randomEvent,
      seed,
      events: 500,
    });
    expect(rows.notices).toHaveLength(4);
    expectCounted(rows);
    expect(rows.notice_deliveries?.length).toBe(24);
  });

  test("hold no delivery of an exercise that anything could send: the file refuses it", async () => {
    const room = openNoticeRoom();
    const db = new Database(join(room.folder, "beffroi.db"));
    let rows = 0;
    const insert = (state: string, exercise: number) =>
      db.run(
        `INSERT INTO notice_deliveries (notice, n, channel, kind, address, state, exercise, at)
         VALUES ('n-x', ?, 'courriel', 'mail', 'a@b.fr', ?, ?, '')`,
        [rows++, state, exercise],
      );
    for (const state of ["waiting", "attempting", "delivered", "uncertain"]) {
      expect(() => insert(state, 1)).toThrow("CHECK");
    }
    expect(() => insert("rehearsed", 0)).toThrow("CHECK");
    insert("rehearsed", 1);
    expect(() => db.run("UPDATE notice_deliveries SET state = 'waiting' WHERE notice = 'n-x'")).toThrow(
      "CHECK",
    );
    db.run("DELETE FROM notice_deliveries");
    db.close();
    await room.remove();
  });
});
