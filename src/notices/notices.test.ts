import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type HttpSink, startHttpSink } from "../../test/support/http-sink.ts";
import { type MailSink, startMailSink } from "../../test/support/mail-sink.ts";
import {
  contact,
  mailTo,
  type NoticeRoom,
  openNoticeRoom,
  secretFile,
} from "../../test/support/notice-room.ts";
import { until } from "../../test/support/town.ts";
import type { Notice, NoticeDetail } from "./events.ts";

let mail: MailSink;
let web: HttpSink;
let files: string;
let room: NoticeRoom | undefined;

beforeEach(async () => {
  [mail, web] = await Promise.all([startMailSink(), startHttpSink()]);
  files = mkdtempSync(join(tmpdir(), "beffroi-secrets-"));
});
afterEach(async () => {
  await room?.remove();
  room = undefined;
  await Promise.all([mail.close(), web.close()]);
  rmSync(files, { recursive: true, force: true });
});

const webhook = (more = {}) => ({
  name: "programme",
  kind: "webhook",
  url: `${web.url}/avis`,
  secret_file: secretFile(files, "hook.secret", "clef"),
  ...more,
});
const sms = (more = {}) => ({
  name: "sms",
  kind: "sms",
  url: `${web.url}/sms`,
  method: "POST",
  headers: { "Content-Type": "application/json", authorization: "Bearer {secret}" },
  body: '{"to": "{phone}", "message": "{text}"}',
  secret_file: secretFile(files, "sms.secret", "jeton"),
  ...more,
});

async function finished(of: NoticeRoom, id: string): Promise<NoticeDetail> {
  await until(
    async () => {
      const { deliveries } = (await of.ask<NoticeDetail>("GET", `/api/notices/${id}`)).notice;
      return deliveries.waiting + deliveries.attempting === 0;
    },
    "all deliveries have ended",
    20_000,
  );
  return of.ask("GET", `/api/notices/${id}`);
}

describe("a notice", () => {
  test("goes to each person by mail and SMS and to a program, once, and who got both is told", async () => {
    room = openNoticeRoom({
      settings: { channel: [mailTo(mail, files), webhook(), sms()] },
      contacts: [contact(1), contact(2, { phones: ["02 31 00 00 00"] }), contact(3, { mail: "" })],
    });
    room.start();
    const asked = {
      id: "n-1",
      subject: "Cyberattaque",
      text: "Éteignez\nvotre poste.",
      channels: ["courriel", "programme", "sms"],
      contacts: ["c1", "c2", "c3"],
    };
    const first = await room.ask<{ notice: Notice }>("POST", "/api/notices", asked);
    expect(first.notice).toMatchObject({ recipients: 3, told: 0, exercise: false });
    const again = await room.ask<{ notice: Notice }>("POST", "/api/notices", asked);
    expect(again.notice.id).toBe("n-1");
    const { notice, recipients, places } = await finished(room, "n-1");
    expect(notice.deliveries).toMatchObject({ delivered: 5, failed: 0 });
    expect(recipients.map(({ contact, told }) => [contact, told])).toEqual([
      ["c1", true],
      ["c2", false],
      ["c3", false],
    ]);
    expect(places).toMatchObject([{ channel: "programme", state: "delivered", attempts: 1 }]);
    expect(mail.got.map(({ to }) => to[0]).sort()).toEqual(["personne1@ville.test", "personne2@ville.test"]);
    expect(mail.got.every(({ secure, user }) => secure && user === "beffroi")).toBe(true);
    expect(web.got.map(({ path }) => path).sort()).toEqual(["/avis", "/sms", "/sms"]);
    const message = JSON.parse(web.got.find(({ path }) => path === "/sms")?.body ?? "");
    expect(message).toEqual({ to: "+33612340001", message: "Cyberattaque : Éteignez\nvotre poste." });
    expect(room.entries("notice.attempted")).toHaveLength(5);
    expect(room.entries("notice.delivered")).toHaveLength(5);
  });

  test("that a server refuses for a while is tried again without an entry, until it is taken", async () => {
    mail.plan = (session) => (session <= 3 ? { at: "rcpt", how: "code", code: 451 } : undefined);
    web.plan = (request) => (request <= 2 ? { how: "status", status: 503 } : undefined);
    room = openNoticeRoom({
      settings: { channel: [mailTo(mail, files), webhook()] },
      contacts: [contact(1)],
    });
    room.start();
    await room.ask("POST", "/api/notices", {
      id: "n-1",
      text: "Bonjour",
      channels: ["courriel", "programme"],
      contacts: ["c1"],
    });
    const { notice, recipients, places } = await finished(room, "n-1");
    expect(notice.deliveries.delivered).toBe(2);
    expect(recipients[0]?.deliveries[0]?.attempts).toBe(4);
    expect(places[0]?.attempts).toBe(3);
    expect(room.entries("notice.attempted")).toHaveLength(2);
    expect(mail.got).toHaveLength(1);
    expect(mail.got[0]?.marked).toBe(false);
  });
});
