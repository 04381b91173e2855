import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { type ListeningRoom, listeningRoom, people } from "../../test/support/incident-room.ts";
import { fillIncident } from "../../test/support/incident-scenes.ts";
import type { Incident, IncidentChange, Item, TimelineLine } from "./events.ts";
import { isLive } from "./item.ts";
import { INCIDENTS_LISTED_MAX, ITEMS_PAGE_MAX, ITEMS_SHOWN_MAX } from "./read.ts";
import { ACT_BYTES_MAX } from "./routes.ts";
import { SEARCH_CHARACTERS_MAX } from "./search-words.ts";
import { FOUND_COUNT_MAX, LINES_PAGE_MAX } from "./timeline.ts";
import { SUBJECTS_MAX } from "./views.ts";

let room: ListeningRoom;
beforeEach(async () => {
  room = await listeningRoom();
});
afterEach(() => room.stop());

const get = async (path: string) => (await room.ask("bob observer", "GET", path)).body;
const act = (name: string, body: object, incident = "i-one") =>
  room.ask("alice", "POST", `/api/incidents/${incident}/acts/${name}`, body);
const open = (id = "i-one", more: object = {}) =>
  room.ask("alice", "POST", "/api/incidents", { id, title: "x", kind: "ddos", ...more });
const note = (id: string) => ({ id, text: "alerte", certainty: "fact" });

describe("a long incident, by pages", () => {
  let incident: Incident;
  const ENTRIES = 4_000;
  beforeEach(() => {
    incident = fillIncident(room.journal, { entries: ENTRIES, seed: 9, clock: room.clock });
  });

  test("has a timeline without hole or repeat, backwards and forwards, alone and by types", async () => {
    const path = `/api/incidents/${incident.id}/timeline?limit=${LINES_PAGE_MAX}`;
    const backwards: number[] = [];
    for (let before = Number.MAX_SAFE_INTEGER, more = true; more; ) {
      const page = await get(`${path}&before=${before}`);
      backwards.push(...page.entries.map(({ position }: TimelineLine) => position));
      before = backwards.at(-1) ?? 0;
      more = page.more;
      expect(page.total).toBe(ENTRIES);
    }
    expect(new Set(backwards).size).toBe(ENTRIES);
    expect(backwards).toEqual([...backwards].sort((a, b) => b - a));
    const forwards: number[] = [];
    for (let after = 0, more = true; more; ) {
      const page = await get(`${path}&after=${after}`);
      forwards.unshift(...page.entries.map(({ position }: TimelineLine) => position));
      after = forwards[0] ?? 0;
      more = page.more;
    }
    expect(forwards).toEqual(backwards);
    const typed: string[] = [];
    for (let before = Number.MAX_SAFE_INTEGER, more = true; more; ) {
      const page = await get(`${path}&types=decision,duty&before=${before}`);
      typed.push(...page.entries.map(({ kind }: TimelineLine) => kind));
      before = page.entries.at(-1)?.position ?? 0;
      more = page.more;
      expect(page.found).toBeLessThan(FOUND_COUNT_MAX);
    }
    expect(new Set(typed)).toEqual(
      new Set([
        "incident.decided",
        "incident.decision-revoked",
        "incident.duty-taken",
        "incident.duty-handed-over",
        "incident.corrected",
      ]),
    );
  });

  test("shows all that is live within the bound, then the newest, and has the others by pages", async () => {
    const page = await get(`/api/incidents/${incident.id}`);
    const items = page.items as Item[];
    for (const type of ["note", "decision", "task", "duty"] as const) {
      const own = items.filter((item) => item.type === type);
      expect(own.length).toBeLessThanOrEqual(ITEMS_SHOWN_MAX);
      expect(page.more[type]).toBe(own.length === ITEMS_SHOWN_MAX);
    }
    expect(page.more.note && page.more.task).toBe(true);
    const liveTasks = items.filter((item) => item.type === "task" && isLive(item));
    expect(liveTasks.length).toBe(Math.min(incident.counts.openTasks, ITEMS_SHOWN_MAX));
    const notes = new Map<string, Item>();
    for (let before = Number.MAX_SAFE_INTEGER, more = true; more; ) {
      const older = await get(`/api/incidents/${incident.id}/items?type=note&limit=300&before=${before}`);
      for (const item of older.items as Item[]) notes.set(item.id, item);
      before = older.items.at(-1)?.position ?? 0;
      more = older.more;
    }
    const counted = room.journal.query<{ n: number }>(
      "SELECT count(*) AS n FROM incident_items WHERE type = 'note'",
    );
    expect(notes.size).toBe(counted[0]?.n ?? 0);
  });

  test("is caught up with by what changed, oldest change first, nothing lost between pages", async () => {
    const seen = new Map<string, Item>();
    for (let after = 0, more = true; more; ) {
      const page = await get(`/api/incidents/${incident.id}/items?changedAfter=${after}&limit=97`);
      for (const item of page.items as Item[]) seen.set(item.id, item);
      expect(page.upTo).toBeGreaterThan(after);
      after = page.upTo;
      more = page.more;
    }
    const all = room.journal.query<{ item: string }>("SELECT item FROM incident_items ORDER BY id");
    expect([...seen.values()].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
      all.map(({ item }) => JSON.parse(item) as Item).sort((a, b) => (a.id < b.id ? -1 : 1)),
    );
    const nothing = await get(`/api/incidents/${incident.id}/items?changedAfter=${incident.changed}`);
    expect(nothing).toEqual({ items: [], upTo: incident.changed, more: false });
  });
});

test("two items that one entry changes are never parted by a page", async () => {
  await open();
  for (let n = 0; n < 6; n++) {
    await act("take-duty", {
      id: `u${n}`,
      duty: "it",
      who: { name: "Bob" },
      from: "2026-01-05T09:00:00.000Z",
    });
  }
  for (let n = 0; n < 6; n++)
    await act("hand-over", { id: `u${n}`, next: `v${n}`, to: { name: "Inès" }, brief: "x" });
  for (const limit of [1, 2, 3, 5]) {
    const seen: string[] = [];
    for (let after = 0, more = true; more; ) {
      const page = await get(`/api/incidents/i-one/items?changedAfter=${after}&limit=${limit}`);
      seen.push(...page.items.map(({ id }: Item) => id));
      after = page.upTo;
      more = page.more;
    }
    expect(seen.sort()).toEqual(["u0", "u1", "u2", "u3", "u4", "u5", "v0", "v1", "v2", "v3", "v4", "v5"]);
  }
});

test("incidents are listed open ones first, then the newest", async () => {
  for (const id of ["i-a", "i-b", "i-c", "i-d"]) await open(id);
  await act("close", { reason: "fini" }, "i-d");
  await act("close", { reason: "fini" }, "i-b");
  const { incidents } = await get("/api/incidents");
  expect(incidents.map(({ id }: Incident) => id)).toEqual(["i-c", "i-a", "i-d", "i-b"]);
});

describe("items that move", () => {
  async function furnish(): Promise<void> {
    await open();
    await open("i-two", { title: "y" });
    for (const id of ["n1", "n2"]) await act("note", note(id));
    await act("add-task", { id: "t1", text: "débrancher", dueAt: "2026-01-05T12:00:00.000Z" });
    await act("note", note("m1"), "i-two");
  }

  test("by a merger are in the other incident with their timeline, and can be worked on there", async () => {
    await furnish();
    const before = await get("/api/incidents/i-two");
    await act("merge", { into: "i-two", reason: "la même attaque" });
    const into = await get("/api/incidents/i-two");
    expect(into.items.map(({ id }: Item) => id).sort()).toEqual(["m1", "n1", "n2", "t1"]);
    expect(into.items.every(({ incident }: Item) => incident === "i-two")).toBe(true);
    expect(into.incident).toMatchObject({
      entries: 7,
      counts: { openTasks: 1, overdueFrom: "2026-01-05T12:00:00.000Z" },
    });
    expect(await get("/api/incidents/i-one")).toMatchObject({
      items: [],
      incident: { state: "merged", mergedInto: "i-two", counts: { openTasks: 0, overdueFrom: null } },
    });
    expect((await get("/api/incidents/i-two/timeline?q=debr")).found).toBe(1);
    expect((await get("/api/incidents/i-one/timeline")).total).toBe(5);
    const caughtUp = await get(`/api/incidents/i-two/items?changedAfter=${before.upTo}`);
    expect(caughtUp).toEqual({ items: [], upTo: into.upTo, more: false, whole: true });
    expect((await act("weigh-note", { id: "n1", old: "fact", new: "hearsay" }, "i-two")).status).toBe(200);
    expect((await act("weigh-note", { id: "n1", old: "hearsay", new: "fact" })).body.error.code).toBe(
      "merged",
    );
  });

  test("by a split are in the new incident with what was said of them", async () => {
    await furnish();
    await act("weigh-note", { id: "n1", old: "fact", new: "hearsay" });
    const split = {
      into: "i-new",
      title: "Fuite",
      kind: "leak",
      items: ["n1", "t1"],
      reason: "autre affaire",
    };
    expect((await act("split", split)).status).toBe(200);
    const [old, fresh] = [await get("/api/incidents/i-one"), await get("/api/incidents/i-new")];
    expect(old.items.map(({ id }: Item) => id)).toEqual(["n2"]);
    expect(fresh.items.map(({ id }: Item) => id)).toEqual(["n1", "t1"]);
    expect(fresh.incident).toMatchObject({
      title: "Fuite",
      cause: "split",
      splitFrom: "i-one",
      counts: { openTasks: 1 },
    });
    const { entries } = await get("/api/incidents/i-new/timeline");
    expect(entries.map(({ kind }: TimelineLine) => kind)).toEqual([
      "incident.split",
      "incident.opened",
      "incident.note-weighed",
      "incident.task-added",
      "incident.noted",
    ]);
    expect((await get("/api/incidents/i-new/timeline?q=alerte")).found).toBe(1);
    expect(
      (
        await act(
          "change-task",
          { id: "t1", changes: [{ field: "state", old: "open", new: "done" }] },
          "i-new",
        )
      ).status,
    ).toBe(200);
    expect((await act("weigh-note", { id: "n1", old: "hearsay", new: "fact" })).status).toBe(404);
  });
});

describe("those who look", () => {
  const heard: IncidentChange[] = [];
  beforeEach(() => {
    heard.length = 0;
    room.incidents.onChange((change) => heard.push(change));
  });

  test("hear of each entry: the incident and the items as they are now", async () => {
    await open();
    await act("note", note("n1"));
    await act("take-duty", { id: "u1", duty: "it", who: { name: "Bob" }, from: "2026-01-05T09:00:00.000Z" });
    await act("hand-over", { id: "u1", next: "u2", to: { name: "Inès" }, brief: "x" });
    expect(heard.map(({ position, items }) => [position, items.map(({ id }) => id)])).toEqual([
      [1, []],
      [2, ["n1"]],
      [3, ["u1"]],
      [4, ["u1", "u2"]],
    ]);
    expect(heard[3]?.incident).toEqual((await get("/api/incidents/i-one")).incident);
    expect(heard.some(({ whole }) => whole)).toBe(false);
  });

  test("are told to fetch anew both incidents of a merger or a split", async () => {
    await open();
    await open("i-two");
    await act("note", note("n1"));
    heard.length = 0;
    await act("split", { into: "i-new", title: "x", kind: "leak", items: ["n1"], reason: "x" });
    await act("merge", { into: "i-two", reason: "x" });
    expect(heard.map(({ incident, whole }) => [incident.id, whole ?? false])).toEqual([
      ["i-new", false],
      ["i-one", true],
      ["i-new", true],
      ["i-one", true],
      ["i-two", true],
    ]);
  });

  test("are not harmed by one of them who fails, and can leave", async () => {
    const leave = room.incidents.onChange(() => {
      throw new Error("no ears");
    });
    await open();
    expect(heard).toHaveLength(1);
    leave();
    await act("note", note("n1"));
    expect(heard).toHaveLength(2);
  });
});

describe("what is asked for", () => {
  test("has bounds", async () => {
    await open();
    const refused = async (path: string) => (await get(`/api/incidents/i-one/${path}`)).error?.where;
    expect(await refused(`timeline?limit=${LINES_PAGE_MAX + 1}`)).toBe("limit");
    expect(await refused(`items?limit=${ITEMS_PAGE_MAX + 1}`)).toBe("limit");
    expect(await refused("items?type=stone")).toBe("type");
    expect(await refused("timeline?types=note,stone")).toBe("types.1");
    expect(await refused(`timeline?q=${"x".repeat(SEARCH_CHARACTERS_MAX + 1)}`)).toBe("q");
    expect(await refused("timeline?before=5&after=1")).toBe("before");
    expect(await refused("items?before=5&changedAfter=1")).toBe("before");
    expect(await refused("timeline?before=-1")).toBe("before");
    const large = await act("note", { ...note("n1"), text: "x".repeat(ACT_BYTES_MAX) });
    expect([large.status, large.body.error.code]).toEqual([413, "too-large"]);
  });

  test("is found up to a count", async () => {
    await open();
    const entries = Array.from({ length: FOUND_COUNT_MAX + 5 }, (_, n) => ({
      actor: people.alice,
      kind: "incident.noted",
      subject: "i-one",
      body: note(`n${n}`),
    }));
    for (let from = 0; from < entries.length; from += 500)
      room.journal.appendAll(entries.slice(from, from + 500));
    expect((await get("/api/incidents/i-one/timeline?q=alerte")).found).toBe(FOUND_COUNT_MAX);
    expect((await get("/api/incidents/i-one/timeline?types=note")).found).toBe(FOUND_COUNT_MAX);
  });

  test("lists so many incidents", async () => {
    const said = (subject: string, kind: string, body: object) => ({
      actor: people.alice,
      subject,
      kind,
      body,
    });
    for (let n = 0; n <= INCIDENTS_LISTED_MAX; n++) {
      room.journal.appendAll([
        said(`i-${n}`, "incident.opened", { title: "x", kind: "other", cause: "person" }),
        said(`i-${n}`, "incident.closed", { reason: "x" }),
      ]);
    }
    const { incidents } = await get("/api/incidents");
    expect(incidents).toHaveLength(INCIDENTS_LISTED_MAX);
    expect(incidents[0].id).toBe(`i-${INCIDENTS_LISTED_MAX}`);
  });
});

test("an incident into which many went is still searched whole", async () => {
  await open("i-into");
  for (let n = 0; n <= SUBJECTS_MAX; n++) {
    await open(`i-${n}`);
    await act("note", note(`n${n}`), `i-${n}`);
    await act("merge", { into: "i-into", reason: "x" }, `i-${n}`);
  }
  await open("i-other");
  await act("note", note("other"), "i-other");
  expect((await get("/api/incidents/i-into/timeline?q=alerte")).found).toBe(SUBJECTS_MAX + 1);
});
