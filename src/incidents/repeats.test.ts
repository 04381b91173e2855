import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { type ListeningRoom, listeningRoom } from "../../test/support/incident-room.ts";
import { seeded } from "../../test/support/journal.ts";
import type { Item } from "./events.ts";
import { REPEATS_LOOKED_AT_MAX } from "./perform.ts";

/** A network that sends twice, late and in any order must lose nothing, double nothing, and say why it refuses. */

let room: ListeningRoom;
beforeEach(async () => {
  room = await listeningRoom();
});
afterEach(() => room.stop());

type Answer = {
  status: number;
  body: { position: number; items: Item[]; error?: { code: string; what: string; where: string } };
};

const post = (as: string, path: string, body: unknown) => room.ask(as, "POST", path, body) as Promise<Answer>;
const open = (as: string, more: object = {}) =>
  post(as, "/api/incidents", { id: "i-one", title: "Intrusion", kind: "intrusion", ...more });
const act = (as: string, name: string, body: unknown, incident = "i-one") =>
  post(as, `/api/incidents/${incident}/acts/${name}`, body);

const who = { name: "Bob Lefèvre" };
const note = { id: "n1", text: "alerte", certainty: "hypothesis" };
const decision = { id: "d1", text: "isoler", reason: "vite", decider: who };
const task = { id: "t1", text: "débrancher" };
const duty = { id: "u1", duty: "it", who, from: "2026-01-05T09:00:00.000Z" };

async function furnish(): Promise<void> {
  await open("alice");
  await act("alice", "note", note);
  await act("alice", "decide", decision);
  await act("alice", "add-task", task);
  await act("alice", "take-duty", duty);
}

describe("the same request by the same person", () => {
  const acts: [string, object][] = [
    ["note", { ...note, id: "n2" }],
    ["note", { ...note, id: "n3", occurredAt: "2026-01-05T08:00:00.000Z" }],
    ["weigh-note", { id: "n1", old: "hypothesis", new: "fact" }],
    ["decide", { ...decision, id: "d2" }],
    ["revoke-decision", { id: "d1", reason: "contrôlé", decider: who }],
    ["add-task", { ...task, id: "t2" }],
    ["change-task", { id: "t1", changes: [{ field: "state", old: "open", new: "done" }] }],
    ["take-duty", { ...duty, id: "u2" }],
    ["end-duty", { id: "u1" }],
    ["hand-over", { id: "u1", next: "u3", to: who, brief: "calme" }],
    ["change", { field: "title", old: "Intrusion", new: "Intrusion sur la messagerie" }],
    ["close", { reason: "fini" }],
    ["split", { title: "Fuite", kind: "leak", items: ["n1"], reason: "autre", into: "i-new" }],
    ["merge", { into: "i-two", reason: "pareil" }],
  ];
  for (const [name, body] of acts) {
    test(`${name} is written once and answered alike, also after others acted`, async () => {
      await furnish();
      await open("alice", { id: "i-two" });
      const first = await act("bob", name, body);
      expect(first.status).toBe(200);
      const entries = room.journal.count();
      const second = await act("bob", name, body);
      expect(second.status).toBe(200);
      expect(second.body.position).toBe(first.body.position);
      expect(second.body.items).toEqual(first.body.items);
      await act("alice", "note", { ...note, id: "n9" });
      expect((await act("bob", name, body)).body.position).toBe(first.body.position);
      expect(room.journal.count()).toBeLessThanOrEqual(entries + 1);
    });
  }

  test("an incident is opened once", async () => {
    const first = await open("alice");
    expect(await open("alice")).toEqual(first);
    expect((await open("alice", { title: "Autre" })).body.error?.code).toBe("already-exists");
    expect((await open("bob")).body.error?.code).toBe("already-exists");
    expect(room.journal.count()).toBe(1);
  });

  test("a correction is made once", async () => {
    await furnish();
    const made = await act("alice", "weigh-note", { id: "n1", old: "hypothesis", new: "hearsay" });
    const entry = made.body.items[0]?.entry;
    const correction = {
      id: "n1",
      entry,
      field: "text",
      old: "alerte",
      new: "alerte nord",
      reason: "précision",
    };
    const first = await act("bob", "correct", correction);
    expect((await act("bob", "correct", correction)).body.position).toBe(first.body.position);
    expect((await act("alice", "correct", correction)).body.error?.code).toBe("changed-meanwhile");
  });
});

describe("the same id", () => {
  test("with other words, by another person, of another moment or in another incident is refused", async () => {
    await furnish();
    await open("alice", { id: "i-two" });
    const refused = async (answer: Promise<Answer>) => (await answer).body.error?.code;
    expect(await refused(act("alice", "note", { ...note, text: "autre" }))).toBe("already-exists");
    expect(await refused(act("bob", "note", note))).toBe("already-exists");
    expect(await refused(act("alice", "note", { ...note, occurredAt: "2026-01-05T08:00:00.000Z" }))).toBe(
      "already-exists",
    );
    expect(await refused(act("alice", "note", note, "i-two"))).toBe("already-exists");
    expect(await refused(act("alice", "decide", { ...decision, id: "n1" }))).toBe("already-exists");
  });
});

test("of two who change the same thing at once one does, the other learns who and to what", async () => {
  await furnish();
  const to = (state: string) => ({ id: "t1", changes: [{ field: "state", old: "open", new: state }] });
  const [one, other] = await Promise.all([
    act("alice", "change-task", to("done")),
    act("bob", "change-task", to("dropped")),
  ]);
  const [done, refused] = one.status === 200 ? [one, other] : [other, one];
  expect([done.status, refused.status]).toEqual([200, 409]);
  expect(refused.body.error?.code).toBe("changed-meanwhile");
  expect(refused.body.error?.what).toMatch(
    /^(Alice Martin|Bob Lefèvre) changed it at 2026-.*; it is now "(done|dropped)"\.$/,
  );
});

test("a repeat so late that too much happened since is refused, and never written again", async () => {
  await furnish();
  const to = (old: string, next: string) => ({ id: "t1", changes: [{ field: "state", old, new: next }] });
  await act("alice", "change-task", to("open", "started"));
  for (let n = 0; n < REPEATS_LOOKED_AT_MAX / 2; n++) {
    await act("bob", "change-task", to("started", "done"));
    await act("bob", "change-task", to("done", "started"));
  }
  const entries = room.journal.count();
  const late = await act("alice", "change-task", to("open", "started"));
  expect(late.body.error?.code).toBe("changed-meanwhile");
  expect(room.journal.count()).toBe(entries);
});

/** Everybody sends a story of their own, each request once to three times, in any order, several at a time. */
async function storm(seed: number): Promise<void> {
  const random = seeded(seed);
  await open("alice");
  const requests: { as: string; name: string; body: object; id: string }[] = [];
  for (let n = 0; n < 60; n++) {
    const as = ["alice", "bob", "chloe"][n % 3] ?? "alice";
    const id = `s${n}`;
    const [name, body] = [
      ["note", { ...note, id, text: `alerte ${n}` }],
      ["add-task", { ...task, id, text: `débrancher ${n}` }],
      ["decide", { ...decision, id }],
      ["take-duty", { ...duty, id }],
    ][Math.floor(random() * 4)] as [string, object];
    const copies = 1 + Math.floor(random() * 3);
    for (let copy = 0; copy < copies; copy++) requests.push({ as, name, body, id });
  }
  for (let at = requests.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [requests[at], requests[other]] = [
      requests[other] as (typeof requests)[0],
      requests[at] as (typeof requests)[0],
    ];
  }
  const positions = new Map<string, Set<number>>();
  for (let from = 0; from < requests.length; from += 8) {
    const answers = await Promise.all(
      requests
        .slice(from, from + 8)
        .map(async ({ as, name, body, id }) => ({ id, answer: await act(as, name, body) })),
    );
    for (const { id, answer } of answers) {
      expect(answer.status).toBe(200);
      positions.set(id, (positions.get(id) ?? new Set()).add(answer.body.position));
    }
  }
  expect(room.journal.count()).toBe(1 + 60);
  expect([...positions.values()].every((one) => one.size === 1)).toBe(true);
  const page = await room.ask("alice", "GET", "/api/incidents/i-one");
  expect(new Set(page.body.items.map(({ id }: Item) => id)).size).toBe(60);
}

for (const seed of [11, 12]) {
  test(`requests doubled, mixed up and at once are each written once, seed ${seed}`, () => storm(seed));
}
