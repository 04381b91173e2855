import { afterAll, describe, expect, test } from "bun:test";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { noticesFaults, noticesSchema, withAbsoluteFiles } from "./config.ts";
import { CHANNELS_MAX } from "./events.ts";

const folder = mkdtempSync(join(tmpdir(), "beffroi-notices-config-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const mail = { name: "courriel", kind: "mail", host: "smtp.ville.lan", from: "a@ville.fr" };
const hook = { name: "h", kind: "webhook", url: "https://x.test/", secret_file: "s" };
const sms = { name: "s", kind: "sms", url: "https://x.test/?to={phone}", method: "GET" };

describe("settings of channels", () => {
  test("default to none, a day, and no checkpoint by mail", () => {
    expect(noticesSchema.parse({})).toEqual({
      channel: [],
      give_up_hours: 24,
      checkpoint_mail: [],
      checkpoint_mail_hours: 24,
    });
    expect(noticesSchema.parse({ channel: [mail] }).channel[0]).toMatchObject({
      concurrency: 4,
      timeout_seconds: 60,
    });
  });

  test.each([
    [{ ...mail, host: undefined }, "host"],
    [{ ...mail, from: "Ville <a@ville.fr>" }, "from"],
    [{ ...mail, user: "x" }, "secret_file"],
    [{ ...mail, secret_file: "x" }, "user"],
    [{ ...mail, user: "x", secret_file: "x", tls: "none" }, "tls"],
    [{ ...mail, room: "!a:b" }, "room"],
    [{ ...mail, password: "x" }, ""],
    [{ ...hook, secret_file: undefined }, "secret_file"],
    [{ ...hook, url: "ftp://x.test/" }, "url"],
    [{ ...hook, url: "https://user:secret@x.test/" }, "url"],
    [{ ...hook, kind: "matrix", room: "#salon:ville.fr" }, "room"],
    [{ ...hook, kind: "fax" }, "kind"],
    [{ ...sms, url: "https://x.test/" }, "body"],
    [{ ...sms, headers: { a: "b\r\nc: d" } }, "headers"],
    [{ ...sms, mobile_prefixes: ["06"] }, "mobile_prefixes"],
    [{ ...sms, concurrency: 0 }, "concurrency"],
    [{ ...sms, name: "SMS !" }, "name"],
  ])("refuse %j at %s", (channel, where) => {
    const parsed = noticesSchema.safeParse({ channel: [channel] });
    expect(parsed.success).toBe(false);
    expect(String(parsed.error?.issues[0]?.path[2] ?? "")).toBe(where);
  });

  test("are bounded in number", () => {
    const channel = Array.from({ length: CHANNELS_MAX + 1 }, (_, n) => ({ ...mail, name: `m${n}` }));
    expect(noticesSchema.safeParse({ channel }).success).toBe(false);
    expect(noticesSchema.safeParse({ channel: channel.slice(1) }).success).toBe(true);
  });

  test("name secrets that are there, are not empty, and that not everybody may read", () => {
    const fault = (content: string | undefined, mode: number) => {
      if (content !== undefined) {
        writeFileSync(join(folder, "s"), content);
        chmodSync(join(folder, "s"), mode);
      }
      const settings = withAbsoluteFiles(noticesSchema.parse({ channel: [hook] }), folder);
      return noticesFaults(settings).map(({ where, reason }) => `${where} ${reason}`);
    };
    const path = join(folder, "s");
    expect(fault(undefined, 0)).toEqual([`notices.channel[0].secret_file names ${path}, which is not there`]);
    expect(fault("clef", 0o644)[0]).toContain("everybody on this machine may read");
    expect(fault(" \n", 0o600)[0]).toContain("is empty");
    expect(fault("clef", 0o640)).toEqual([]);
  });

  test("use each name once, and mail checkpoints only over a mail channel", () => {
    const faults = noticesFaults(noticesSchema.parse({ channel: [sms, sms], checkpoint_mail: ["a@b.fr"] }));
    expect(faults.map(({ where }) => where)).toEqual(["notices.channel[1].name", "notices.checkpoint_mail"]);
  });
});
