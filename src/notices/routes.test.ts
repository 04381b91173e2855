import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type NoticeConsole, serveNotices } from "../../test/support/notice-console.ts";
import { contact, type NoticeRoom, openNoticeRoom } from "../../test/support/notice-room.ts";
import { ManualClock } from "../kernel/clock.ts";
import { mayAs, ROLES, type Role } from "../kernel/role.ts";
import { QUEUE_MAX } from "./acts.ts";
import { DELIVERIES_MAX, GROUP_CONTACTS_MAX, GROUPS_MAX } from "./events.ts";
import { BODY_BYTES_MAX } from "./routes.ts";

/** Over HTTP, through the console's guard. No channel is configured: a town without network still makes its lists. */

const clock = new ManualClock();
const book = [
  contact(1, { name: "Zoé Leroux" }),
  contact(2, { name: "élodie Martin", function: "DGS", phones: ["02 31 00 00 00", "06 00 00 00 00"] }),
  contact(3, { name: "Anatole Petit" }),
];
let room: NoticeRoom;
let page: NoticeConsole;
const ask: NoticeConsole["ask"] = (...asked) => page.ask(...asked);
beforeAll(async () => {
  room = openNoticeRoom({ clock, contacts: book, exercises: { "i-1": false } });
  page = await serveNotices(room);
});
afterAll(async () => {
  await page.stop();
  await room.remove();
});

const asked = (id: string, more = {}) => ({
  id,
  text: "Texte",
  channels: [],
  contacts: ["c1", "c2", "c3"],
  ...more,
});

const RIGHTS: [method: string, path: string, needs: Role][] = [
  ["GET", "/api/notice-channels", "observer"],
  ["GET", "/api/notices", "observer"],
  ["GET", "/api/notices/:id", "observer"],
  ["GET", "/api/notices/:id/call-list", "observer"],
  ["POST", "/api/notices", "lead"],
  ["POST", "/api/notices/:id/stop", "lead"],
  ["POST", "/api/notices/:id/told-by-hand", "member"],
  ["POST", "/api/notices/:id/told-taken-back", "member"],
  ["GET", "/api/notice-groups", "observer"],
  ["PUT", "/api/notice-groups/:id", "member"],
  ["POST", "/api/notice-groups/:id/remove", "member"],
];

describe("rights", () => {
  test("are thought of for each route", () => {
    const routes = room.routes.map(({ method, path, needs }) => [method, path, needs].join(" "));
    expect(routes.sort()).toEqual(RIGHTS.map((right) => right.join(" ")).sort());
  });

  test.each(RIGHTS)("%s %s needs %s", async (method, pattern, needs) => {
    const path = pattern.replace(":id", "n-x");
    const body = method === "GET" ? undefined : {};
    expect((await ask(method, path, body, null)).code).toBe("not-signed-in");
    for (const role of ROLES) {
      const { status } = await ask(method, path, body, role);
      expect(status === 403).toBe(!mayAs(role, needs));
    }
  });
});

describe("a notice", () => {
  test("asked for twice is one; another one under its id, and what does not fit, are refused", async () => {
    const first = await ask("POST", "/api/notices", asked("n-1", { incident: "i-1" }));
    expect(first).toMatchObject({
      status: 200,
      notice: { id: "n-1", recipients: 3, told: 0, incident: "i-1" },
    });
    expect((await ask("POST", "/api/notices", asked("n-1", { incident: "i-1" }))).notice.position).toBe(
      first.notice.position,
    );
    expect(await ask("POST", "/api/notices", asked("n-1"))).toMatchObject({
      status: 409,
      code: "already-exists",
    });
    const faults: [object, string][] = [
      [{ id: "N 1" }, "bad-request"],
      [{ text: " " }, "bad-request"],
      [{ text: "x".repeat(4_001) }, "bad-request"],
      [{ subject: "Objet\r\nBcc: tous@ville.fr" }, "bad-request"],
      [{ subject: "x".repeat(201) }, "bad-request"],
      [{ contacts: ["c1", "c9"] }, "unknown-contact"],
      [{ contacts: [] }, "nobody"],
      [{ channels: ["fax"] }, "unknown-channel"],
      [{ incident: "i-9" }, "not-found"],
      [{ extra: 1 }, "bad-request"],
    ];
    for (const [more, code] of faults) {
      expect((await ask("POST", "/api/notices", asked("n-2", more))).code).toBe(code);
    }
    const large = JSON.stringify(asked("n-2", { text: "x".repeat(BODY_BYTES_MAX) }));
    expect((await ask("POST", "/api/notices", large)).code).toMatch(/too-large/);
    expect(room.entries("notice.queued")).toHaveLength(1);
  });

  test("is listed newest first, by pages, and by incident", async () => {
    for (let n = 0; n < 60; n++)
      await ask("POST", "/api/notices", asked(`n-list-${n}`, { contacts: ["c1"] }));
    const first = await ask("GET", "/api/notices", undefined, "observer");
    expect(first.notices).toHaveLength(50);
    expect(first.notices[0].id).toBe("n-list-59");
    expect(first.more).toBe(true);
    const next = await ask("GET", `/api/notices?before=${first.notices.at(-1).position}`);
    expect(next.notices).toHaveLength(11);
    expect(next.more).toBe(false);
    expect(
      (await ask("GET", "/api/notices?incident=i-1")).notices.map(({ id }: { id: string }) => id),
    ).toEqual(["n-1"]);
    expect((await ask("GET", "/api/notices?before=x")).code).toBe("bad-request");
    expect((await ask("GET", "/api/notices/n-nowhere")).code).toBe("not-found");
    expect((await ask("GET", "/api/notices/n-nowhere/call-list")).code).toBe("not-found");
  });
});

describe("what waits", () => {
  test("is bounded over all notices together", async () => {
    const contacts = Array.from({ length: DELIVERIES_MAX }, (_, n) => contact(n));
    const sms = { name: "sms", kind: "sms", url: "http://127.0.0.1:1/", method: "POST", body: "{phone}" };
    const full = openNoticeRoom({ settings: { channel: [sms] }, contacts });
    const everybody = { channels: ["sms"], contacts: contacts.map(({ id }) => id) };
    const queue = (n: number) => full.ask("POST", "/api/notices", asked(`n-${n}`, everybody));
    for (let n = 0; n < QUEUE_MAX / DELIVERIES_MAX; n++) await queue(n);
    await expect(queue(99)).rejects.toThrow("20000 deliveries are waiting");
    await full.ask("POST", "/api/notices/n-0/stop", { reason: "trop" });
    await queue(100);
    await full.remove();
  }, 60_000);
});

describe("the round of calls", () => {
  test("goes by name, with today's phones, until everybody is marked; marks are taken back with a reason", async () => {
    await ask("POST", "/api/notices", asked("n-calls"));
    const list = async () =>
      (await ask("GET", "/api/notices/n-calls/call-list", undefined, "observer")).people as {
        contact: string;
        phones: string[];
      }[];
    expect((await list()).map(({ contact: id }) => id)).toEqual(["c3", "c2", "c1"]);
    expect((await list())[1]).toEqual({
      contact: "c2",
      name: "élodie Martin",
      function: "DGS",
      organisation: "",
      phones: ["02 31 00 00 00", "06 00 00 00 00"],
      deliveredBy: null,
    } as never);
    const [gone] = book.splice(2, 1);
    expect((await list()).find(({ contact: id }) => id === "c3")?.phones).toEqual(gone?.phones as string[]);
    const mark = { contact: "c2", how: "phone", note: "répondeur", occurredAt: "2026-01-05T08:55:00.000Z" };
    const marked = await ask("POST", "/api/notices/n-calls/told-by-hand", mark, "member");
    expect(marked).toMatchObject({
      notice: { told: 1 },
      recipient: {
        told: true,
        byHand: {
          how: "phone",
          note: "répondeur",
          by: { name: "Alice Martin" },
          occurredAt: mark.occurredAt,
        },
      },
    });
    const again = { contact: "c2", how: "in-person" };
    expect(await ask("POST", "/api/notices/n-calls/told-by-hand", again)).toMatchObject({
      recipient: { byHand: { how: "phone" } },
    });
    expect(room.entries("notice.told-by-hand")).toHaveLength(1);
    expect((await list()).map(({ contact: id }) => id)).toEqual(["c3", "c1"]);
    const late = { contact: "c1", how: "phone", occurredAt: "2026-01-05T09:05:00.001Z" };
    expect((await ask("POST", "/api/notices/n-calls/told-by-hand", late)).code).toBe("bad-request");
    expect(
      (await ask("POST", "/api/notices/n-calls/told-by-hand", { contact: "c9", how: "phone" })).code,
    ).toBe("not-found");
    const back = { contact: "c2", reason: "mauvaise personne" };
    expect(await ask("POST", "/api/notices/n-calls/told-taken-back", back, "member")).toMatchObject({
      notice: { told: 0 },
      recipient: { byHand: null, told: false },
    });
    expect((await list()).map(({ contact: id }) => id)).toEqual(["c3", "c2", "c1"]);
  });
});

describe("groups", () => {
  const set = (id: string, old: object | null, wanted: object) =>
    ask("PUT", `/api/notice-groups/${id}`, { old, new: wanted }, "member");

  test("are changed only as their editor saw them; the same change twice is one", async () => {
    const cell = { name: "Cellule", contacts: ["c1"] };
    const wider = { name: "Cellule de crise", contacts: ["c1", "c2"] };
    expect((await set("g-1", null, cell)).group).toMatchObject({
      id: "g-1",
      ...cell,
      changedBy: "Alice Martin",
    });
    expect((await set("g-1", null, cell)).status).toBe(200);
    expect((await set("g-1", cell, wider)).group).toMatchObject(wider);
    const refused = await set("g-1", cell, { name: "Autre", contacts: [] });
    expect(refused).toMatchObject({ status: 409, code: "changed-meanwhile" });
    expect(refused.error.what).toContain(
      'Alice Martin changed the group at 2026-01-05T09:00:00.000Z: "Cellule de crise"',
    );
    expect((await ask("GET", "/api/notice-groups", undefined, "observer")).groups).toHaveLength(1);
    const told = await ask("POST", "/api/notices", asked("n-group", { contacts: [], groups: ["g-1"] }));
    expect(told.notice.recipients).toBe(2);
    expect((await ask("POST", "/api/notice-groups/g-1/remove", { old: cell }, "member")).code).toBe(
      "changed-meanwhile",
    );
    expect((await ask("POST", "/api/notice-groups/g-1/remove", { old: wider }, "member")).status).toBe(200);
    expect((await ask("POST", "/api/notice-groups/g-1/remove", { old: wider }, "member")).status).toBe(200);
    expect((await set("g-1", wider, cell)).code).toBe("changed-meanwhile");
  });

  test("are bounded, and the largest one fits into its entry", async () => {
    const contacts = Array.from({ length: GROUP_CONTACTS_MAX }, (_, n) => `${n}`.padStart(64, "c"));
    const large = { name: "\u{1f514}".repeat(64), contacts };
    expect((await set("g-large", null, { name: "Petit", contacts: [] })).status).toBe(200);
    expect((await set("g-large", { name: "Petit", contacts: [] }, large)).status).toBe(200);
    const other = { ...large, contacts: [...contacts].reverse() };
    expect((await set("g-large", large, other)).status).toBe(200);
    expect((await set("g-x", null, { name: "x", contacts: [...contacts, "c0"] })).code).toBe("bad-request");
    expect((await set("g-x", null, { name: "x", contacts: ["c1", "c1"] })).code).toBe("bad-request");
    expect((await set("G X", null, { name: "x", contacts: [] })).code).toBe("bad-request");
    for (let n = 1; n < GROUPS_MAX; n++) await set(`g-n${n}`, null, { name: "x", contacts: [] });
    expect((await set("g-last", null, { name: "x", contacts: [] })).code).toBe("too-many-groups");
  });
});
