import { afterEach, beforeEach, expect, test } from "bun:test";
import { type Cast, enrol } from "../../test/support/cast.ts";
import { openHouse, type PeopleHouse } from "../../test/support/people-house.ts";
import { silentLog } from "../kernel/log.ts";
import type { NewEntry } from "../journal/index.ts";
import { DIFFERENT_MAX, OTHERS, Tally } from "./tally.ts";

type Written = { what: string; code: string; target: string; address: string; count: number };

const collecting = () => {
  const written: Written[] = [];
  const appendAll = (events: readonly NewEntry[]) => {
    written.push(...events.map(({ body }) => body as Written));
    return [];
  };
  return { written, tally: new Tally({ appendAll }, silentLog) };
};

test("the same refusals of a minute are one entry with their number", () => {
  const { written, tally } = collecting();
  const line = { what: "sign-in", code: "wrong-credentials", target: "alice", address: "192.0.2.1" } as const;
  for (let n = 0; n < 5_000; n++) tally.add(line);
  tally.write();
  expect(written).toEqual([{ ...line, count: 5_000 }]);
  tally.write();
  expect(written).toHaveLength(1);
  tally.close();
});

test("an attacker who is different each time cannot fill the journal, and is counted to the last", () => {
  const { written, tally } = collecting();
  for (let n = 0; n < 20_000; n++) {
    const what = n % 2 === 0 ? "sign-in" : "act";
    tally.add({
      what,
      code: "not-signed-in",
      target: `/${n}`.repeat(300),
      address: `2001:db8::${n.toString(16)}`,
    });
  }
  tally.close();
  expect(written).toHaveLength(DIFFERENT_MAX + 2);
  expect(written.reduce((sum, { count }) => sum + count, 0)).toBe(20_000);
  expect(written.filter(({ target }) => target === OTHERS).map(({ what }) => what)).toEqual([
    "sign-in",
    "act",
  ]);
  for (const { target } of written) expect(target.length).toBeLessThanOrEqual(200);
});

test("what cannot be written is kept for the next minute, within the same bound", () => {
  let isFull = true;
  const written: Written[] = [];
  const appendAll = (events: readonly NewEntry[]) => {
    if (isFull) throw new Error("disk I/O error");
    written.push(...events.map(({ body }) => body as Written));
    return [];
  };
  const tally = new Tally({ appendAll }, silentLog);
  for (let minute = 0; minute < 3; minute++) {
    for (let n = 0; n < 100; n++)
      tally.add({ what: "act", code: "not-allowed", target: `/${n}`, address: "" });
    tally.write();
  }
  isFull = false;
  tally.close();
  expect(written).toHaveLength(DIFFERENT_MAX + 1);
  expect(written.reduce((sum, { count }) => sum + count, 0)).toBe(300);
});

let house: PeopleHouse;
let cast: Cast;
beforeEach(async () => {
  house = await openHouse();
  cast = await enrol(house.url, house.people.setupLink(house.url), ["bob", "david"]);
});
afterEach(() => house.close());

test("failed sign-ins and refused acts are in the journal, who did them, and no name that nobody has", async () => {
  const guess = { userName: "bob", password: "a wrong guess" };
  await house.browser().post("/api/session/sign-in", guess);
  await house.browser().post("/api/session/sign-in", guess);
  await house.browser().post("/api/session/sign-in", { userName: "my secret password", password: "bob" });
  await cast.david.browser.ask("PUT", "/api/contacts/c-1", {});
  await house.browser().post(`/api/people/${cast.bob.id}/role`, {});
  await house.browser().get("/api/people", { authorization: "Bearer wrong" });
  const evil = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
  await cast.alice.browser.post(`/api/people/${cast.bob.id}/role`, {}, evil);
  // Closing writes what is added up.
  await house.restart();
  const address = "127.0.0.1";
  const role = "POST /api/people/:id/role";
  expect(house.entries("people.refused").map(({ body }) => body)).toEqual([
    { what: "sign-in", code: "wrong-credentials", target: "bob", address, count: 2 },
    { what: "sign-in", code: "wrong-credentials", target: "(unknown)", address, count: 1 },
    { what: "act", code: "not-allowed", target: "PUT /api/contacts/:id (David Roux)", address, count: 1 },
    { what: "act", code: "not-signed-in", target: role, address, count: 1 },
    { what: "act", code: "wrong-token", target: "GET /api/people", address, count: 1 },
    { what: "act", code: "foreign-page", target: role, address, count: 1 },
  ]);
  const journal = await Bun.file(`${house.folder}/beffroi.db`).arrayBuffer();
  expect(Buffer.from(journal).toString("latin1")).not.toContain("my secret password");
});
