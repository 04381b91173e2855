import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { type ListeningRoom, listeningRoom } from "../../../test/support/incident-room.ts";
import type { ClocksAnswer, ClockView } from "../events.ts";
import { HOUR_MS } from "./civil.ts";
import { warnNow } from "./warn.ts";
import { silentLog } from "../../kernel/log.ts";

let room: ListeningRoom;
beforeEach(async () => {
  room = await listeningRoom();
});
afterEach(() => room.stop());

/** The cast's clock begins on Monday 5 January 2026 at 10:00 in Paris. */
const AWARE = "2026-01-05T08:28:00.000Z";
const open = (id: string, exercise = false) =>
  room.ask("alice", "POST", "/api/incidents", { id, title: "Intrusion", kind: "intrusion", exercise });
const act = (name: string, body: unknown, incident = "i-caen", as = "alice member") =>
  room.ask(as, "POST", `/api/incidents/${incident}/acts/${name}`, body);
const clocks = async (incident = "i-caen"): Promise<ClocksAnswer> =>
  (await room.ask("bob observer", "GET", `/api/incidents/${incident}/clocks`)).body;
const theClock = async (incident = "i-caen"): Promise<ClockView> =>
  (await clocks(incident)).clocks[0] as ClockView;
const startGdpr = { id: "c1", rule: "gdpr-33", awareAt: AWARE };
const warn = () => warnNow({ journal: room.journal, clock: room.clock, log: silentLog });

describe("a clock of law", () => {
  test("counts from what was known, and says what is left and what is missing", async () => {
    await open("i-caen");
    await act("note", { id: "n1", text: "Des fichiers du personnel ont été lus", certainty: "fact" });
    const answer = await act("start-clock", { ...startGdpr, from: "n1" });
    expect(answer.body).toMatchObject({ items: [{ type: "clock", rule: "gdpr-33", version: "2018-05-25" }] });
    const clock = await theClock();
    const note = (await room.ask("bob", "GET", "/api/incidents/i-caen/items?type=note")).body.items[0];
    expect(clock).toMatchObject({
      state: "running",
      exercise: false,
      from: note.entry,
      // 09:28 in Paris: the hour that began at nine is not counted.
      dueAt: "2026-01-08T09:00:00.000Z",
      leftMs: 72 * HOUR_MS,
      missing: 8,
      source: { article: "33", since: "2018-05-25" },
    });
    expect(clock.stages[0]).toMatchObject({ plainDueAt: "2026-01-08T08:28:00.000Z", state: "running" });
    expect(clock.stages[1]).toMatchObject({ stage: "complement", state: "waiting" });
    expect(clock.items.filter(({ required }) => required).map(({ article }) => article)).toEqual([
      ...Array(5).fill("33, § 3, a"),
      "33, § 3, b",
      "33, § 3, c",
      "33, § 3, d",
    ]);
  });

  test("is done when all was sent, and asks for the rest when something was missing", async () => {
    await open("i-caen");
    await act("start-clock", startGdpr);
    const first = await theClock();
    for (const { item, required } of first.items) {
      if (!required || item === "people-number") continue;
      const filled = await act("fill-clock-item", { id: "c1", item, old: null, new: `texte de ${item}` });
      expect(filled.status).toBe(200);
    }
    expect((await theClock()).missing).toBe(1);
    const sent = { id: "c1", stage: "notification", sentAt: "2026-01-05T09:00:00.000Z", reference: "FR-1" };
    expect((await act("send-clock-stage", sent)).status).toBe(200);
    expect(await theClock()).toMatchObject({ state: "no-limit", dueAt: null });
    await act("fill-clock-item", { id: "c1", item: "people-number", old: null, new: "environ 900" });
    expect((await theClock()).state).toBe("no-limit");
    await act("send-clock-stage", { id: "c1", stage: "complement", sentAt: "2026-01-05T09:00:00.000Z" });
    expect(await theClock()).toMatchObject({ state: "done", missing: 0 });
  });

  test("that was late asks for the reasons", async () => {
    await open("i-caen");
    await act("start-clock", startGdpr);
    room.clock.advance(73 * HOUR_MS);
    const late = await theClock();
    expect(late).toMatchObject({ state: "late", leftMs: -HOUR_MS, missing: 9 });
    const sentAt = new Date(room.clock.now()).toISOString();
    await act("send-clock-stage", { id: "c1", stage: "notification", sentAt });
    const sent = await theClock();
    expect(sent.stages[0]?.state).toBe("sent-late");
    expect(sent.items.find(({ item }) => item === "delay-reasons")).toMatchObject({ missing: true });
  });

  test("is refused twice, too early, in the future, and where the law was not in force", async () => {
    await open("i-caen");
    await act("start-clock", startGdpr);
    expect((await act("start-clock", startGdpr)).status).toBe(200);
    expect((await act("start-clock", { ...startGdpr, id: "c2" })).body.error.code).toBe("already-running");
    expect((await clocks()).clocks).toHaveLength(1);
    const birth = { id: "b1", rule: "birth", awareAt: AWARE };
    expect((await act("start-clock", birth)).status).toBe(200);
    expect((await act("start-clock", { ...birth, id: "b2" })).status).toBe(200);
    const code = async (body: object) => (await act("start-clock", body)).body.error.code;
    // Caen, 2022: the article of the Code des assurances came on 24 April 2023.
    expect(await code({ id: "c3", rule: "complaint-72h", awareAt: "2022-09-26T14:00:00.000Z" })).toBe(
      "not-found",
    );
    expect(await code({ id: "c3", rule: "complaint-72h", awareAt: "2026-01-05T09:05:00.001Z" })).toBe(
      "bad-request",
    );
    expect(await code({ id: "c3", rule: "nis2-23", awareAt: AWARE })).toBe("not-offered");
    expect(await code({ id: "c3", rule: "complaint-72h", awareAt: AWARE, from: "n9" })).toBe("not-found");
    expect((await act("start-clock", { ...startGdpr, id: "c4" }, "i-caen", "bob observer")).status).toBe(403);
    const early = { id: "c1", stage: "notification", sentAt: "2026-01-05T08:27:00.000Z" };
    expect((await act("send-clock-stage", early)).body.error.where).toBe("sentAt");
  });

  test("says who changed an element meanwhile, and takes a repeat for one", async () => {
    await open("i-caen");
    await act("start-clock", startGdpr);
    const nature = { id: "c1", item: "nature", old: null, new: "Lecture de fichiers" };
    const first = await act("fill-clock-item", nature);
    expect((await act("fill-clock-item", nature)).body.position).toBe(first.body.position);
    const other = await act("fill-clock-item", { ...nature, new: "Autre" }, "i-caen", "bob member");
    expect(other.body.error).toMatchObject({ code: "changed-meanwhile" });
    expect(other.body.error.what).toContain("Lecture de fichiers");
    const emptied = { ...nature, old: "Lecture de fichiers", new: null };
    expect((await act("fill-clock-item", emptied)).status).toBe(200);
    expect((await act("fill-clock-item", { ...nature, item: "unknown" })).status).toBe(404);
  });

  test("counts anew when the moment of awareness was another one", async () => {
    await open("i-caen");
    await act("start-clock", startGdpr);
    const corrected = { id: "c1", old: AWARE, new: "2026-01-04T20:00:00.000Z", reason: "Appel de l’agent" };
    expect((await act("correct-clock-awareness", corrected)).status).toBe(200);
    expect(await theClock()).toMatchObject({ awareAt: corrected.new, dueAt: "2026-01-07T21:00:00.000Z" });
    const far = { ...corrected, old: corrected.new, new: "2018-05-24T20:00:00.000Z" };
    expect((await act("correct-clock-awareness", far)).body.error.code).toBe("bad-request");
  });

  test("stops, and goes on after the incident is closed", async () => {
    await open("i-caen");
    await act("start-clock", startGdpr);
    await act("start-clock", { id: "c2", rule: "complaint-72h", awareAt: AWARE });
    await act("close", { reason: "fini" }, "i-caen", "alice lead");
    const stop = { id: "c1", reason: "not-applicable", text: "Aucune donnée personnelle" };
    expect((await act("stop-clock", stop)).status).toBe(200);
    const sent = { id: "c2", stage: "complaint", sentAt: "2026-01-05T09:00:00.000Z" };
    expect((await act("send-clock-stage", sent)).status).toBe(200);
    const states = (await clocks()).clocks.map(({ id, state }) => [id, state]);
    expect(Object.fromEntries(states)).toEqual({ c1: "not-applicable", c2: "done" });
    expect((await act("stop-clock", { ...stop, id: "c2", proof: "e9" })).status).toBe(404);
  });

  test("of NIS 2 counts its last stage from the notification, where the town is in its scope", async () => {
    await room.stop();
    room = await listeningRoom({ settings: { nis2: true } });
    await open("i-caen");
    expect((await act("start-clock", { id: "c1", rule: "nis2-23", awareAt: AWARE })).status).toBe(200);
    expect((await theClock()).stages.map(({ state, dueAt }) => [state, dueAt])).toEqual([
      ["due-soon", "2026-01-06T09:00:00.000Z"],
      ["running", "2026-01-08T09:00:00.000Z"],
      ["waiting", null],
    ]);
    await act("send-clock-stage", { id: "c1", stage: "notification", sentAt: "2026-01-05T09:00:00.000Z" });
    expect((await theClock()).stages[2]).toMatchObject({
      state: "running",
      dueAt: "2026-02-05T22:59:59.999Z",
    });
  });
});

describe("an exercise", () => {
  test("never starts a clock of law, and its clocks stand apart", async () => {
    await open("i-drill", true);
    const answer = await act("start-clock", startGdpr, "i-drill");
    expect(answer.body.items[0].type).toBe("exercise-clock");
    const { clocks: real, exerciseClocks } = await clocks("i-drill");
    expect(real).toEqual([]);
    expect(exerciseClocks).toMatchObject([{ id: "c1", exercise: true, state: "running" }]);
    const stored = room.journal.read({ limit: 1 })[0];
    expect(stored?.entry).toMatchObject({ kind: "clock.exercise-started", exercise: true });
  });

  test("is told from law by the view as well: an entry that contradicts itself starts nothing", async () => {
    await open("i-drill", true);
    const actor = { type: "person", id: "alice", name: "Alice Martin" } as const;
    const body = {
      id: "c9",
      pack: "gdpr",
      rule: "gdpr-33",
      version: "2018-05-25",
      from: null,
      awareAt: AWARE,
      due: [],
    };
    room.journal.append({ actor, kind: "clock.started", subject: "i-drill", body, exercise: true });
    room.journal.append({ actor, kind: "clock.exercise-started", subject: "i-drill", body });
    expect(await clocks("i-drill")).toMatchObject({ clocks: [], exerciseClocks: [] });
  });
});

describe("warnings", () => {
  const kinds = () =>
    room.journal
      .read({ limit: 100 })
      .filter(({ entry }) => entry.kind === "clock.warned")
      .map(({ entry }) => [entry.body.threshold, entry.occurredAt]);

  test("are written once each, at the moment when they were crossed", async () => {
    await open("i-caen");
    await act("start-clock", startGdpr);
    expect(warn()).toBe(0);
    room.clock.advance(48 * HOUR_MS);
    expect([warn(), warn()]).toEqual([1, 0]);
    // Nobody looked for 23 hours: only the nearest threshold is told.
    room.clock.advance(23 * HOUR_MS);
    expect([warn(), warn()]).toEqual([1, 0]);
    room.clock.advance(2 * HOUR_MS);
    expect([warn(), warn()]).toEqual([1, 0]);
    expect(kinds()).toEqual([
      ["late", "2026-01-08T09:00:00.000Z"],
      ["2h", "2026-01-08T07:00:00.000Z"],
      ["24h", "2026-01-07T09:00:00.000Z"],
    ]);
    expect((await theClock()).warned).toHaveLength(3);
  });

  test("end with what they warn of, and begin anew when the moments are others", async () => {
    await open("i-caen");
    await act("start-clock", startGdpr);
    room.clock.advance(60 * HOUR_MS);
    expect(warn()).toBe(1);
    const corrected = {
      id: "c1",
      old: AWARE,
      new: "2026-01-07T08:28:00.000Z",
      reason: "Certitude acquise le 7",
    };
    await act("correct-clock-awareness", corrected);
    expect(warn()).toBe(0);
    room.clock.advance(36 * HOUR_MS);
    expect(warn()).toBe(1);
    await act("stop-clock", { id: "c1", reason: "not-applicable", text: "Sans objet" });
    room.clock.advance(100 * HOUR_MS);
    expect(warn()).toBe(0);
  });

  test("survive a restart without being told again", async () => {
    await open("i-caen");
    await act("start-clock", startGdpr);
    room.clock.advance(70 * HOUR_MS);
    expect(warn()).toBe(1);
    room.journal.rebuildViews();
    expect(warn()).toBe(0);
  });
});

describe("running clocks of all incidents", () => {
  test("are listed, the next due first, in closed incidents too, and those that ended are not", async () => {
    await open("i-caen");
    await open("i-play", true);
    await act("start-clock", { id: "c1", rule: "complaint-72h", awareAt: AWARE });
    await act(
      "start-clock",
      { id: "c2", rule: "complaint-72h", awareAt: "2026-01-05T06:00:00.000Z" },
      "i-play",
    );
    await act("start-clock", { ...startGdpr, id: "c3" });
    await act("stop-clock", { id: "c3", reason: "not-applicable", text: "Aucune donnée." });
    await room.ask("alice lead", "POST", "/api/incidents/i-caen/acts/close", { reason: "Rétabli." });
    const { status, body } = await room.ask("bob observer", "GET", "/api/clocks");
    expect(status).toBe(200);
    expect(body.clocks.map(({ id, incident }: ClockView) => [id, incident])).toEqual([
      ["c2", "i-play"],
      ["c1", "i-caen"],
    ]);
    await act("send-clock-stage", { id: "c1", stage: "complaint", sentAt: AWARE });
    expect((await room.ask("bob observer", "GET", "/api/clocks")).body.clocks).toHaveLength(1);
  });
});
