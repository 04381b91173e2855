import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type HttpSink, startHttpSink } from "../../test/support/http-sink.ts";
import {
  contact,
  type NoticeRoom,
  type NoticeRoomOptions,
  openNoticeRoom,
  secretFile,
} from "../../test/support/notice-room.ts";
import { until } from "../../test/support/town.ts";
import type { ChannelInfo, NoticeDetail } from "./events.ts";
import { openOutbox } from "./outbox.ts";
import { exportLines } from "../journal/index.ts";
import { silentLog } from "../kernel/log.ts";
import { Refusal } from "../kernel/refusal.ts";

/** Over several lives of the keeper: what is queued, claimed and known stays so. */

let web: HttpSink;
let folder: string;
let room: NoticeRoom | undefined;
beforeEach(async () => {
  web = await startHttpSink();
  folder = mkdtempSync(join(tmpdir(), "beffroi-sender-"));
});
afterEach(async () => {
  await room?.remove();
  room = undefined;
  await web.close();
  rmSync(folder, { recursive: true, force: true });
});

const places = (kind: "webhook" | "matrix", more = {}) => ({
  channel: [
    {
      name: "lieu",
      kind,
      url: web.url,
      ...(kind === "matrix" ? { room: "!a:b" } : {}),
      secret_file: secretFile(folder, "secret", "clef"),
      timeout_seconds: 10,
      ...more,
    },
  ],
});

function open(options: NoticeRoomOptions): NoticeRoom {
  room = openNoticeRoom({ folder, ...options });
  return room;
}
const queue = (id: string, more = {}) =>
  room?.ask("POST", "/api/notices", { id, text: "Bonjour", channels: ["lieu"], ...more });
const detail = (id: string) => (room as NoticeRoom).ask<NoticeDetail>("GET", `/api/notices/${id}`);
const stateOf = async (id: string) => (await detail(id)).places[0]?.state;
const ended = (id: string) =>
  until(
    async () => !["waiting", "attempting"].includes((await stateOf(id)) ?? ""),
    `${id} has ended`,
    20_000,
  );

describe("over a restart", () => {
  test("what was not begun is sent, and what ended is not sent again", async () => {
    open({ settings: places("webhook") });
    await queue("n-1");
    await queue("n-2");
    await room?.end();
    expect(web.requests).toBe(0);
    open({ settings: places("webhook") }).start();
    await ended("n-1");
    await ended("n-2");
    await room?.end();
    open({ settings: places("webhook") }).start();
    await Bun.sleep(100);
    expect(web.got.map(({ headers }) => headers["webhook-id"]).sort()).toEqual(["n-1.0", "n-2.0"]);
  });

  test("a retry waits on, with its attempts and its reason", async () => {
    web.plan = () => ({ how: "status", status: 503, body: "plus tard" });
    open({
      settings: places("webhook"),
      pace: { waitMs: 60_000, waitMsMax: 60_000, repeatWaitMs: 4, attemptsMax: 9 },
    }).start();
    await queue("n-1");
    await until(async () => (await detail("n-1")).places[0]?.reason === "503 plus tard", "refused");
    const before = (await detail("n-1")).places[0];
    expect(before).toMatchObject({ state: "waiting", attempts: 1 });
    await room?.end();
    open({ settings: places("webhook") }).start();
    const after = (await detail("n-1")).places[0];
    expect({ ...after, nextAttemptAt: "" }).toEqual({ ...before, nextAttemptAt: "" } as never);
    const nextAtMs = [before, after].map((one) => Date.parse(one?.nextAttemptAt ?? ""));
    expect(Math.abs((nextAtMs[0] ?? 0) - (nextAtMs[1] ?? 0))).toBeLessThan(2);
    expect(web.requests).toBe(1);
  });

  for (const [kind, marked] of [
    ["webhook", true],
    ["matrix", false],
  ] as const) {
    test(`an unanswered attempt on ${kind} is made once more, marked: ${marked}`, async () => {
      web.plan = (request) => (request === 1 ? { how: "taken-silent" } : undefined);
      open({ settings: places(kind, { timeout_seconds: 60 }) }).start();
      await queue("n-1");
      await until(() => web.requests === 1, "the first attempt");
      await room?.end();
      open({ settings: places(kind) }).start();
      await ended("n-1");
      expect(await stateOf("n-1")).toBe("delivered");
      const uncertain = room?.entries("notice.uncertain") ?? [];
      expect(uncertain).toHaveLength(marked ? 1 : 0);
      expect(web.got).toHaveLength(2);
      if (marked) expect(JSON.parse(web.got[1]?.body ?? "").data.possibleDouble).toBe(true);
      else expect(web.got[1]).toEqual(web.got[0] as never);
      expect(room?.entries("notice.delivered")[0]).toMatchObject({ attempt: 2, marked });
    });
  }

  test("without its outbox, an attempt counts as unanswered, and a damaged one is put aside", async () => {
    web.plan = (request) => (request === 1 ? { how: "status", status: 503 } : undefined);
    open({
      settings: places("webhook"),
      pace: { waitMs: 60_000, waitMsMax: 60_000, repeatWaitMs: 4, attemptsMax: 9 },
    }).start();
    await queue("n-1");
    await until(async () => (await detail("n-1")).places[0]?.nextAttemptAt !== null, "refused");
    await room?.end();
    for (const suffix of ["-wal", "-shm"]) rmSync(join(folder, `outbox.db${suffix}`), { force: true });
    writeFileSync(join(folder, "outbox.db"), "this is no database, but it has bytes enough to look at");
    open({ settings: places("webhook") }).start();
    await ended("n-1");
    expect(room?.entries("notice.uncertain")).toMatchObject([{ attempt: 1, again: true }]);
    expect(await Bun.file(join(folder, "outbox.db.damaged")).exists()).toBe(true);
  });

  test("a channel that is gone from the settings ends what waited for it", async () => {
    open({ settings: places("webhook") });
    await queue("n-1");
    await room?.end();
    open({ settings: {} }).start();
    await ended("n-1");
    expect((await detail("n-1")).places[0]).toMatchObject({
      state: "failed",
      reason: "this channel is no longer among the settings",
    });
  });

  test("what is too old is given up", async () => {
    let nowMs = Date.now();
    const clock = { now: () => nowMs };
    open({ settings: places("webhook"), clock });
    await queue("n-1");
    await room?.end();
    nowMs += 25 * 3_600_000;
    open({ settings: places("webhook"), clock }).start();
    await ended("n-1");
    expect(await stateOf("n-1")).toBe("failed");
    expect(web.requests).toBe(0);
  });
});

describe("a channel whose server is gone", () => {
  test("rests as a whole, is asked by one at a time, and then sends all", async () => {
    let down = true;
    web.plan = () => (down ? { how: "status", status: 503, body: "en panne" } : undefined);
    const sms = {
      ...places("webhook").channel[0],
      kind: "sms",
      method: "POST",
      body: "{phone}",
      secret_file: undefined,
      concurrency: 8,
    };
    const contacts = Array.from({ length: 60 }, (_, n) => contact(n));
    const pace = { waitMs: 30, waitMsMax: 60, repeatWaitMs: 4, attemptsMax: 200 };
    open({ settings: { channel: [sms] }, contacts, pace }).start();
    await queue("n-1", { contacts: contacts.map(({ id }) => id) });
    await until(async () => {
      const { channels } = (await room?.ask<{ channels: ChannelInfo[] }>("GET", "/api/notice-channels")) ?? {
        channels: [],
      };
      return channels[0]?.pausedUntil !== null && channels[0]?.pausedFor === "503 en panne";
    }, "the channel rests");
    await until(() => web.requests >= 12, "it is asked now and then", 10_000);
    // Without the rest, sixty would have asked several times each by now.
    expect(web.requests).toBeLessThan(60);
    down = false;
    await until(async () => (await detail("n-1")).notice.deliveries.delivered === 60, "all are sent", 20_000);
    expect(new Set(web.got.map(({ body }) => body)).size).toBe(60);
    expect(room?.entries("notice.attempted")).toHaveLength(60);
  });
});

describe("what another journal has queued", () => {
  test("is neither shown nor sent, whoever wrote it", async () => {
    const other = mkdtempSync(join(tmpdir(), "beffroi-neighbour-"));
    const neighbour = openNoticeRoom({ folder: other, lane: "voisine", settings: places("webhook") });
    await neighbour.ask("POST", "/api/notices", { id: "n-theirs", text: "Bonjour", channels: ["lieu"] });
    await neighbour.end();
    open({ settings: places("webhook") });
    const report = room?.journal.importEntries(exportLines(join(other, "beffroi.db")));
    rmSync(other, { recursive: true, force: true });
    expect(report).toMatchObject({ admitted: 1, refused: 0 });
    room?.start();
    await Bun.sleep(100);
    expect(await room?.ask("GET", "/api/notices")).toEqual({ notices: [], more: false });
    expect(web.connections).toBe(0);
  });
});

describe("a full disk", () => {
  let full = false;
  const between: NoticeRoomOptions["between"] = (journal) => {
    const refuse =
      <A extends unknown[], R>(write: (...asked: A) => R) =>
      (...asked: A): R => {
        if (full) throw new Refusal("journal-disk-full", "The disk is full.", "beffroi.db", "Make room.");
        return write(...asked);
      };
    return { ...journal, append: refuse(journal.append), appendAll: refuse(journal.appendAll) };
  };
  afterEach(() => {
    full = false;
  });

  test("lets nothing out that cannot be claimed, and all of it once there is room", async () => {
    open({ settings: places("webhook"), between });
    await queue("n-1");
    full = true;
    room?.start();
    await Bun.sleep(150);
    expect(web.connections).toBe(0);
    full = false;
    await ended("n-1");
    expect(web.got).toHaveLength(1);
  });

  test("that comes before the end is written down makes nobody send twice", async () => {
    web.plan = () => {
      full = true;
      return undefined;
    };
    open({ settings: places("webhook"), between }).start();
    await queue("n-1");
    await until(() => web.got.length === 1, "the message is out");
    await Bun.sleep(150);
    expect(await stateOf("n-1")).toBe("attempting");
    full = false;
    await ended("n-1");
    expect(await stateOf("n-1")).toBe("delivered");
    expect(web.got).toHaveLength(1);
  });
});

describe("a notice that is stopped", () => {
  test("sends nothing more; what is under way comes to its end", async () => {
    web.plan = () => ({ how: "status", status: 503 });
    const pace = { waitMs: 60_000, waitMsMax: 60_000, repeatWaitMs: 4, attemptsMax: 9 };
    const contacts = [contact(1), contact(2)];
    const sms = {
      name: "sms",
      kind: "sms",
      url: `${web.url}/sms`,
      method: "POST",
      body: "{phone}",
      concurrency: 1,
    };
    open({ settings: { channel: [sms] }, contacts, pace }).start();
    await queue("n-1", { channels: ["sms"], contacts: ["c1", "c2"] });
    await until(
      async () => web.requests === 1 && (await detail("n-1")).notice.deliveries.attempting === 1,
      "tried",
    );
    await until(
      async () => (await detail("n-1")).recipients[0]?.deliveries[0]?.nextAttemptAt !== null,
      "waits",
    );
    await room?.ask("POST", "/api/notices/n-1/stop", { reason: "fausse alerte" });
    await until(async () => {
      const { deliveries } = (await detail("n-1")).notice;
      return deliveries.waiting + deliveries.attempting === 0;
    }, "all has ended");
    const { notice, recipients } = await detail("n-1");
    expect(notice.stopped).toMatchObject({ reason: "fausse alerte" });
    expect(recipients.map(({ deliveries }) => deliveries[0]?.state)).toEqual(["failed", "stopped"]);
    const again = await room?.ask("POST", "/api/notices/n-1/stop", { reason: "encore" });
    expect(again).toMatchObject({ notice: { stopped: { reason: "fausse alerte" } } });
    expect(web.requests).toBe(1);
    await room?.end();
    const outbox = openOutbox(join(folder, "outbox.db"), silentLog);
    expect(outbox.rows()).toEqual([]);
    outbox.close();
    open({ settings: { channel: [sms] }, contacts });
  });
});

describe("with nothing queued", () => {
  test("nothing goes out and the mail library stays on disk", async () => {
    const script = `
      const { openNoticeRoom } = await import(${JSON.stringify(join(import.meta.dir, "../../test/support/notice-room.ts"))});
      const net = await import("node:net");
      let sockets = 0;
      const connect = net.Socket.prototype.connect;
      net.Socket.prototype.connect = function (...args) { sockets++; return connect.apply(this, args); };
      const room = openNoticeRoom({ folder: ${JSON.stringify(folder)}, settings: { channel: [
        { name: "courriel", kind: "mail", host: "smtp.invalid", from: "a@b.fr" } ] } });
      room.start();
      await Bun.sleep(200);
      const loaded = Object.keys(require.cache).filter((path) => path.includes("nodemailer"));
      console.log(JSON.stringify({ sockets, loaded }));
      await room.end();`;
    const child = Bun.spawn([process.execPath, "--no-install", "--no-env-file", "-e", script], {
      stdout: "pipe",
      stderr: "inherit",
    });
    expect(JSON.parse(await new Response(child.stdout).text())).toEqual({ sockets: 0, loaded: [] });
  }, 20_000);
});
