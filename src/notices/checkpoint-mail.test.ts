import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type MailSink, startMailSink } from "../../test/support/mail-sink.ts";
import { mailTo, type NoticeRoom, openNoticeRoom } from "../../test/support/notice-room.ts";
import { program } from "../kernel/actor.ts";
import { sha256Hex } from "../kernel/canonical.ts";
import { ManualClock } from "../kernel/clock.ts";
import { type Log, silentLog } from "../kernel/log.ts";
import { mailChannel } from "./channels/mail.ts";
import { CheckpointMail } from "./checkpoint-mail.ts";
import { noticesSchema } from "./config.ts";

const HOUR_MS = 3_600_000;
const NOTE = "beffroi.ville.test/journal\n12\nAAAA\n\n— beffroi.ville.test/journal BBBB\n";

let mail: MailSink;
let folder: string;
let room: NoticeRoom;
let clock: ManualClock;
beforeEach(async () => {
  mail = await startMailSink();
  folder = mkdtempSync(join(tmpdir(), "beffroi-checkpoint-"));
  clock = new ManualClock();
  room = openNoticeRoom({ folder, clock });
});
afterEach(async () => {
  await room.remove();
  await mail.close();
  rmSync(folder, { recursive: true, force: true });
});

const begin = () =>
  room.journal.append({
    actor: program("test"),
    kind: "notice.group-changed",
    subject: "g-1",
    body: { old: null, new: null },
  });

function mailer(checkpoint = () => ({ text: NOTE, qr: "<svg/>" }), log: Log = silentLog): CheckpointMail {
  const settings = noticesSchema.parse({ channel: [mailTo(mail, folder)] }).channel[0];
  return new CheckpointMail({
    journal: room.journal,
    checkpoint,
    channel: mailChannel(settings as never),
    to: ["huissier@exemple.test", "voisine@exemple.test"],
    everyMs: 24 * HOUR_MS,
    clock,
    log,
  });
}

describe("the checkpoint by mail", () => {
  test("goes out a day after the first entry and then once a day, restarts or not", async () => {
    await mailer().look();
    begin();
    clock.advance(24 * HOUR_MS - 1);
    await mailer().look();
    expect(mail.sessions).toBe(0);
    clock.advance(1);
    await mailer().look();
    await mailer().look();
    expect(mail.got).toHaveLength(1);
    expect(mail.got[0]?.to).toEqual(["huissier@exemple.test", "voisine@exemple.test"]);
    expect(mail.got[0]?.raw).toContain("checkpoint.svg");
    expect(room.entries("notice.checkpoint-mailed")).toEqual([
      { to: ["huissier@exemple.test", "voisine@exemple.test"], note: sha256Hex(NOTE) },
    ]);
    clock.advance(24 * HOUR_MS);
    await mailer().look();
    expect(mail.got).toHaveLength(2);
  });

  test("that fails is tried again, with at most one entry an hour, and counted", async () => {
    begin();
    mail.plan = () => ({ at: "rcpt", how: "code", code: 550 });
    clock.advance(25 * HOUR_MS);
    const sending = mailer();
    for (let minute = 0; minute < 240; minute++) {
      await sending.look();
      clock.advance(60_000);
    }
    const failures = room.entries("notice.checkpoint-mail-failed");
    expect(failures.length).toBeGreaterThanOrEqual(3);
    expect(failures.length).toBeLessThanOrEqual(4);
    expect(mail.sessions).toBeLessThan(20);
    const restarted = mailer();
    await restarted.look();
    expect(room.entries("notice.checkpoint-mail-failed").length).toBeLessThanOrEqual(5);
    mail.plan = () => undefined;
    clock.advance(HOUR_MS);
    await restarted.look();
    expect(mail.got).toHaveLength(1);
    expect(room.entries("notice.checkpoint-mailed")).toHaveLength(1);
  }, 30_000);

  test("that the journal cannot give is a failure like another", async () => {
    begin();
    clock.advance(25 * HOUR_MS);
    const broken = mailer(() => {
      throw new Error("no key");
    });
    await broken.look();
    expect(room.entries("notice.checkpoint-mail-failed")).toEqual([{ reason: "no key", failures: 1 }]);
  });
});
