import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { type ListeningRoom, listeningRoom } from "../../test/support/incident-room.ts";
import { OPEN_OF_ONE_MAX } from "./open-incident.ts";

let room: ListeningRoom;
beforeEach(async () => {
  room = await listeningRoom();
});
afterEach(() => room.stop());

const opening = { id: "i-caen", title: "Intrusion sur la messagerie", kind: "intrusion" };
const openOne = () => room.ask("alice", "POST", "/api/incidents", opening);
const act = (as: string, name: string, body: unknown, incident = "i-caen") =>
  room.ask(as, "POST", `/api/incidents/${incident}/acts/${name}`, body);

describe("an incident over HTTP", () => {
  test("is opened, listed and read", async () => {
    const { status, body } = await openOne();
    expect(status).toBe(200);
    expect(body.incident).toMatchObject({
      ...opening,
      state: "open",
      cause: "person",
      exercise: false,
      openedBy: { id: "alice" },
      entries: 1,
      counts: { openTasks: 0, overdueFrom: null, decisions: 0, evidence: 0 },
    });
    expect((await room.ask("bob observer", "GET", "/api/incidents")).body.incidents).toEqual([body.incident]);
    const page = await room.ask("bob observer", "GET", "/api/incidents/i-caen");
    expect(page.body).toMatchObject({ incident: body.incident, items: [], upTo: body.incident.changed });
  });

  test("is not opened by who has opened very many that are open; others can still open theirs", async () => {
    const open = (as: string, n: number) =>
      room.ask(as, "POST", "/api/incidents", { id: `i-${as}-${n}`, title: "Encore un", kind: "other" });
    for (let n = 0; n < OPEN_OF_ONE_MAX; n++) expect((await open("alice", n)).status).toBe(200);
    expect((await open("alice", OPEN_OF_ONE_MAX)).body.error.code).toBe("too-many-open");
    expect((await open("alice", 0)).status).toBe(200);
    expect((await open("bob", 0)).status).toBe(200);
    await act("bob", "close", { reason: "par erreur" }, "i-alice-0");
    expect((await open("alice", OPEN_OF_ONE_MAX)).status).toBe(200);
  });

  test("takes notes, decisions, tasks and duties, and shows them", async () => {
    await openOne();
    const note = {
      id: "n1",
      text: "Les pare-feu alertent",
      certainty: "fact",
      source: "console du pare-feu",
    };
    const answer = await act("alice member", "note", { ...note, occurredAt: "2026-01-05T08:00:00.000Z" });
    expect(answer.status).toBe(200);
    expect(answer.body.items).toMatchObject([
      { ...note, type: "note", occurredAt: "2026-01-05T08:00:00.000Z", by: { name: "Alice Martin" } },
    ]);
    const who = { name: "Bob Lefèvre", function: "DSI", person: "bob" };
    await act("alice", "decide", {
      id: "d1",
      text: "Isoler les serveurs",
      reason: "Dix essais par seconde",
      decider: who,
    });
    await act("alice", "add-task", {
      id: "t1",
      text: "Débrancher les sauvegardes",
      owner: who,
      dueAt: "2026-01-05T09:30:00.000Z",
    });
    await act("alice", "take-duty", { id: "u1", duty: "it", who, from: "2026-01-05T09:00:00.000Z" });
    const { body } = await room.ask("bob", "GET", "/api/incidents/i-caen");
    expect(body.items.map((item: { type: string }) => item.type)).toEqual([
      "note",
      "decision",
      "task",
      "duty",
    ]);
    expect(body.incident.counts).toEqual({
      openTasks: 1,
      overdueFrom: "2026-01-05T09:30:00.000Z",
      decisions: 1,
      evidence: 0,
    });
    const timeline = await room.ask("bob", "GET", "/api/incidents/i-caen/timeline?limit=2");
    expect(timeline.body.entries.map((line: { kind: string }) => line.kind)).toEqual([
      "incident.duty-taken",
      "incident.task-added",
    ]);
    expect(timeline.body).toMatchObject({ more: true, total: 5 });
  });

  test("refuses who may not, and what does not fit", async () => {
    await openOne();
    expect((await act("bob observer", "note", {})).status).toBe(403);
    expect((await act("bob member", "close", { reason: "fini" })).status).toBe(403);
    expect((await act("bob", "note", { id: "n1" })).body.error.code).toBe("bad-request");
    expect((await act("bob", "note", { id: "n1", text: "x", certainty: "fact" }, "i-none")).status).toBe(404);
    const ahead = { id: "n1", text: "x", certainty: "fact", occurredAt: "2026-01-05T09:05:00.001Z" };
    expect((await act("bob", "note", ahead)).body.error).toMatchObject({
      code: "bad-request",
      where: "occurredAt",
    });
    expect((await act("bob", "note", { ...ahead, occurredAt: "2026-01-05T09:05:00.000Z" })).status).toBe(200);
  });

  test("finds words whatever their accents and case, and lines by their kind", async () => {
    await openOne();
    await act("alice", "note", {
      id: "n1",
      text: "Serveur de messagerie ISOLÉ à 16 h 28",
      certainty: "fact",
    });
    await act("alice", "note", { id: "n2", text: "Œuvre d’un robot ?", certainty: "hypothesis" });
    const find = async (query: string) =>
      (await room.ask("bob", "GET", `/api/incidents/i-caen/timeline?${query}`)).body;
    expect(
      (await find("q=isole%20mess")).entries.map((line: { body: { id: string } }) => line.body.id),
    ).toEqual(["n1"]);
    expect((await find("q=oeuvre")).found).toBe(1);
    expect((await find("q=%22%20OR%20*")).found).toBe(0);
    expect((await find("types=note,decision")).found).toBe(2);
    expect((await find("types=note&q=robot")).found).toBe(1);
    expect((await find("types=incident")).entries).toHaveLength(1);
  });
});
