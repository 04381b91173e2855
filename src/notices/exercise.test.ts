import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type HttpSink, startHttpSink } from "../../test/support/http-sink.ts";
import { seeded } from "../../test/support/journal.ts";
import { type MailSink, startMailSink } from "../../test/support/mail-sink.ts";
import { contact, mailTo, openNoticeRoom, secretFile } from "../../test/support/notice-room.ts";
import { until } from "../../test/support/town.ts";
import type { CallList, Notice, NoticeDetail } from "./events.ts";

/** What belongs to an exercise never leaves: sinks for every kind of channel must stay empty. */

let mail: MailSink;
let web: HttpSink;
let folder: string;
beforeEach(async () => {
  [mail, web] = await Promise.all([startMailSink(), startHttpSink()]);
  folder = mkdtempSync(join(tmpdir(), "beffroi-exercise-"));
});
afterEach(async () => {
  await Promise.all([mail.close(), web.close()]);
  rmSync(folder, { recursive: true, force: true });
});

const everyKind = () => {
  const secret_file = secretFile(folder, "secret", "clef");
  return {
    channel: [
      mailTo(mail, folder),
      { name: "sms", kind: "sms", url: `${web.url}/sms`, method: "POST", body: "{phone} {text}" },
      { name: "programme", kind: "webhook", url: web.url, secret_file },
      { name: "ntfy", kind: "ntfy", url: `${web.url}/crise` },
      { name: "tchap", kind: "matrix", url: web.url, room: "!a:b", secret_file },
    ],
  };
};
const names = ["courriel", "sms", "programme", "ntfy", "tchap"];
const contacts = [contact(1), contact(2)];
const exercises = { "i-exercice": true, "i-vrai": false };
const asked = (id: string, more = {}) => ({
  id,
  text: "Texte",
  channels: names,
  contacts: ["c1", "c2"],
  ...more,
});

describe("an exercise", () => {
  test("opens no connection, over any channel, also after a restart, and ends rehearsed", async () => {
    const open = () => openNoticeRoom({ folder, settings: everyKind(), contacts, exercises });
    let room = open();
    room.start();
    const made = await room.ask<{ notice: Notice }>("POST", "/api/notices", {
      ...asked("n-1"),
      incident: "i-exercice",
    });
    expect(made.notice).toMatchObject({ exercise: true, deliveries: { rehearsed: 7, waiting: 0 }, told: 2 });
    await room.ask("POST", "/api/notices", asked("n-2", { exercise: true }));
    await room.end();
    room = open();
    room.start();
    await Bun.sleep(150);
    expect([mail.sessions, web.connections]).toEqual([0, 0]);
    expect(room.entries("notice.rehearsed")).toEqual([{ deliveries: 7 }, { deliveries: 7 }]);
    expect(room.entries("notice.attempted")).toEqual([]);
    const marks = room.journal
      .read({ after: 0, limit: 1_000 })
      .filter(({ entry }) => entry.kind.startsWith("notice."))
      .map(({ entry }) => entry.exercise);
    expect(new Set(marks)).toEqual(new Set([true]));
    await room.remove();
  });

  test("trains the round of calls, and its marks are marked as exercise", async () => {
    const room = openNoticeRoom({ folder, settings: everyKind(), contacts, exercises });
    await room.ask("POST", "/api/notices", asked("n-1", { incident: "i-exercice", channels: ["courriel"] }));
    const list = await room.ask<CallList>("GET", "/api/notices/n-1/call-list");
    expect(list.people.map(({ contact: id, deliveredBy }) => [id, deliveredBy])).toEqual([
      ["c1", "mail"],
      ["c2", "mail"],
    ]);
    await room.ask("POST", "/api/notices/n-1/told-by-hand", { contact: "c1", how: "phone" }, "member");
    await room.ask("POST", "/api/notices/n-1/stop", { reason: "fin" });
    const last = room.journal.read({ limit: 2 }).map(({ entry }) => [entry.kind, entry.exercise]);
    expect(last).toEqual([
      ["notice.stopped", true],
      ["notice.told-by-hand", true],
    ]);
    await room.remove();
  });

  test("among real notices, over restarts: only what is real ever arrives", async () => {
    const random = seeded(7);
    const open = () => openNoticeRoom({ folder, settings: everyKind(), contacts, exercises });
    let room = open();
    room.start();
    const real: string[] = [];
    for (let n = 0; n < 30; n++) {
      const incident = [undefined, "i-vrai", "i-exercice"][Math.floor(random() * 3)];
      const exercise = random() < 0.3;
      const text = exercise || incident === "i-exercice" ? "SECRET" : "VRAI";
      const id = `n-${n}`;
      if (text === "VRAI") real.push(id);
      await room.ask("POST", "/api/notices", asked(id, { text, exercise, ...(incident && { incident }) }));
      if (random() < 0.1) {
        await room.end();
        room = open();
        room.start();
      }
    }
    for (const id of real) {
      await until(
        async () => {
          const { deliveries } = (await room.ask<NoticeDetail>("GET", `/api/notices/${id}`)).notice;
          return deliveries.waiting + deliveries.attempting === 0;
        },
        `${id} has ended`,
        30_000,
      );
    }
    expect(real.length).toBeGreaterThan(5);
    expect(mail.got.length + web.got.length).toBeGreaterThanOrEqual(real.length * 7);
    expect(mail.got.map(({ raw }) => raw).join("")).not.toContain("SECRET");
    expect(web.got.map(({ body }) => body).join("")).not.toContain("SECRET");
    await room.remove();
  }, 60_000);

  test("that nobody knows of is no reason to send: an unknown incident is refused", async () => {
    const room = openNoticeRoom({ folder, settings: everyKind(), contacts, exercises });
    const refused = room.ask("POST", "/api/notices", asked("n-1", { incident: "i-inconnu" }));
    await expect(refused).rejects.toThrow("There is no such incident.");
    await room.remove();
  });
});
