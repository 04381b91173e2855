import { describe, expect, test } from "bun:test";
import { codeOf, given, opened } from "../../test/support/incident-given.ts";
import type { Refusal } from "../kernel/refusal.ts";
import {
  ACTS,
  type ActName,
  checkOccurredAt,
  ENTRIES_MAX,
  OCCURRED_AHEAD_MAX_MS,
  OPEN_INCIDENTS_MAX,
} from "./acts.ts";

const who = { name: "Bob Lefèvre", person: "bob" };
const bodies = {
  note: { id: "n1", text: "Les pare-feu alertent", certainty: "hypothesis", source: "console" },
  decision: { id: "d1", text: "Isoler", reason: "Dix essais par seconde", decider: who },
  task: { id: "t1", text: "Débrancher", owner: null, dueAt: null },
  duty: { id: "u1", duty: "it", who, from: "2026-01-05T09:00:00.000Z" },
};
const noted = { kind: "incident.noted", body: bodies.note };
const decided = { kind: "incident.decided", body: bodies.decision };
const tasked = { kind: "incident.task-added", body: bodies.task };
const onDuty = { kind: "incident.duty-taken", body: bodies.duty };
const closed = { kind: "incident.closed", body: { reason: "fini" } };
const entry = (position: number) => position.toString(16).padStart(64, "0");

describe("what is new", () => {
  const fresh: [ActName, object, object][] = [
    ["note", bodies.note, noted],
    ["decide", bodies.decision, decided],
    ["add-task", bodies.task, tasked],
    ["take-duty", bodies.duty, onDuty],
  ];
  for (const [name, body, event] of fresh) {
    test(`${name} is said as it was asked for`, () => {
      const said = given(opened()).when(name, body);
      expect(said).toMatchObject([{ subject: "i-one", ...event }]);
    });

    test(`${name} under an id that is taken is refused`, () => {
      const taken = { kind: "incident.noted", body: { ...bodies.note, id: (body as { id: string }).id } };
      expect(codeOf(given(opened(), taken).when(name, body))).toBe("already-exists");
    });

    test(`${name} under the id of an item of another incident is refused`, () => {
      const taken = {
        subject: "i-two",
        kind: "incident.noted",
        body: { ...bodies.note, id: (body as { id: string }).id },
      };
      expect(codeOf(given(opened(), opened("i-two"), taken).when(name, body))).toBe("already-exists");
    });
  }

  test("a duty of other words needs them, and ends after it began", () => {
    const room = given(opened());
    expect(codeOf(room.when("take-duty", { ...bodies.duty, duty: "other" }))).toBe("bad-request");
    expect(codeOf(room.when("take-duty", { ...bodies.duty, duty: "other", label: "Standard" }))).toBe("done");
    expect(codeOf(room.when("take-duty", { ...bodies.duty, until: bodies.duty.from }))).toBe("bad-request");
    expect(codeOf(room.when("add-task", { ...bodies.task, dueAt: "1999-12-31T23:59:59.999Z" }))).toBe(
      "bad-request",
    );
  });
});

describe("a change", () => {
  const from = (old: string, next: string) => ({ id: "n1", old, new: next });

  test("goes from what is to what shall be", () => {
    const room = given(opened(), noted, tasked);
    expect(codeOf(room.when("weigh-note", from("hypothesis", "fact")))).toBe("done");
    expect(codeOf(room.when("weigh-note", from("hearsay", "fact")))).toBe("changed-meanwhile");
    expect(codeOf(room.when("weigh-note", from("hypothesis", "hypothesis")))).toBe("bad-request");
    expect(codeOf(room.when("weigh-note", { ...from("hypothesis", "fact"), id: "t1" }))).toBe("not-found");
  });

  test("that comes too late says who changed it, when, and what it is now", () => {
    const room = given(opened(), noted, { kind: "incident.note-weighed", body: from("hypothesis", "fact") });
    const refusal = room.when("weigh-note", from("hypothesis", "hearsay")) as Refusal;
    expect(refusal.what).toBe('Alice Martin changed it at 2026-01-05T09:00:09.000Z; it is now "fact".');
  });

  test("of a task checks each field, and none twice", () => {
    const room = given(opened(), tasked);
    const change = (...changes: object[]) => codeOf(room.when("change-task", { id: "t1", changes }));
    const started = { field: "state", old: "open", new: "started" };
    expect(change(started, { field: "owner", old: null, new: who })).toBe("done");
    expect(change(started, { field: "owner", old: who, new: null })).toBe("changed-meanwhile");
    expect(change(started, started)).toBe("bad-request");
    expect(change({ field: "dueAt", old: null, new: "2100-01-01T00:00:00.000Z" })).toBe("bad-request");
  });

  test("of the incident itself", () => {
    const room = given(opened());
    const change = { field: "title", old: "Intrusion", new: "Intrusion sur la messagerie" };
    expect(codeOf(room.when("change", change))).toBe("done");
    expect(codeOf(room.when("change", { ...change, old: "Autre" }))).toBe("changed-meanwhile");
    expect(codeOf(room.when("change", { field: "kind", old: "intrusion", new: "ransomware" }))).toBe("done");
  });

  test("of an owner compares people, not the order in which their fields were written", () => {
    const owned = { ...bodies.task, owner: { person: "bob", name: "Bob Lefèvre" } };
    const room = given(opened(), { kind: "incident.task-added", body: owned });
    const changes = [{ field: "owner", old: { name: "Bob Lefèvre", person: "bob" }, new: null }];
    expect(codeOf(room.when("change-task", { id: "t1", changes }))).toBe("done");
  });
});

describe("a decision", () => {
  test("is revoked once", () => {
    const revocation = { id: "d1", reason: "contrôlé", decider: who };
    expect(codeOf(given(opened(), decided).when("revoke-decision", revocation))).toBe("done");
    const room = given(opened(), decided, { kind: "incident.decision-revoked", body: revocation });
    expect(codeOf(room.when("revoke-decision", { ...revocation, reason: "autre" }))).toBe(
      "changed-meanwhile",
    );
  });
});

describe("a duty", () => {
  const handOver = { id: "u1", next: "u2", to: { name: "Inès" }, brief: "Tout est calme." };

  test("is handed over or ended while it is held", () => {
    const room = given(opened(), onDuty);
    expect(codeOf(room.when("hand-over", handOver))).toBe("done");
    expect(codeOf(room.when("hand-over", { ...handOver, next: "u1" }))).toBe("bad-request");
    expect(codeOf(room.when("end-duty", { id: "u1" }))).toBe("done");
  });

  test("that ended is neither", () => {
    const room = given(opened(), onDuty, { kind: "incident.duty-handed-over", body: handOver });
    expect(codeOf(room.when("end-duty", { id: "u1" }))).toBe("changed-meanwhile");
    expect(codeOf(room.when("hand-over", { ...handOver, next: "u3" }))).toBe("changed-meanwhile");
    expect(codeOf(room.when("end-duty", { id: "u2" }))).toBe("done");
  });
});

describe("a correction", () => {
  const correction = {
    id: "n1",
    entry: entry(2),
    field: "text",
    old: "Les pare-feu alertent",
    new: "Un pare-feu",
    reason: "erreur",
  };
  const correct = (change: object) =>
    codeOf(given(opened(), noted, tasked).when("correct", { ...correction, ...change }));

  test("names the entry and what stood there", () => {
    expect(correct({})).toBe("done");
    expect(correct({ entry: entry(3) })).toBe("not-found");
    expect(correct({ old: "autre chose" })).toBe("changed-meanwhile");
    expect(correct({ new: correction.old })).toBe("bad-request");
    expect(correct({ id: "n9" })).toBe("not-found");
  });

  test("is of a field that the item has", () => {
    expect(correct({ field: "source", old: "console", new: "pare-feu nord" })).toBe("done");
    expect(correct({ field: "description", old: "", new: "x" })).toBe("bad-request");
    expect(
      correct({ id: "t1", entry: entry(3), field: "text", old: "Débrancher", new: "Débrancher tout" }),
    ).toBe("done");
  });

  test("of the moment is an instant, from none or from another", () => {
    const moment = { field: "occurredAt", old: "", new: "2026-01-05T08:00:00.000Z" };
    expect(correct(moment)).toBe("done");
    expect(correct({ ...moment, new: "hier" })).toBe("bad-request");
    expect(correct({ ...moment, old: "2026-01-05T07:00:00.000Z" })).toBe("changed-meanwhile");
  });
});

describe("an incident", () => {
  test("that is closed takes the truth, and no work", () => {
    const room = given(opened(), noted, decided, tasked, onDuty, closed);
    expect(codeOf(room.when("note", { ...bodies.note, id: "n2" }))).toBe("done");
    expect(codeOf(room.when("weigh-note", { id: "n1", old: "hypothesis", new: "fact" }))).toBe("done");
    expect(codeOf(room.when("change", { field: "title", old: "Intrusion", new: "Vol" }))).toBe("done");
    for (const name of ["decide", "add-task", "take-duty"] as const) {
      const body = {
        ...bodies[({ decide: "decision", "add-task": "task", "take-duty": "duty" } as const)[name]],
        id: "x",
      };
      expect(codeOf(room.when(name, body))).toBe("closed");
    }
    expect(codeOf(room.when("close", { reason: "fini" }))).toBe("closed");
    expect(codeOf(room.when("reopen", { reason: "encore" }))).toBe("done");
  });

  test("that is open is not reopened, and no more are open than can be", () => {
    expect(codeOf(given(opened()).when("reopen", { reason: "encore" }))).toBe("changed-meanwhile");
    const room = given(opened(), closed);
    expect(codeOf(room.when("reopen", { reason: "encore" }, { openIncidents: OPEN_INCIDENTS_MAX - 1 }))).toBe(
      "done",
    );
    expect(codeOf(room.when("reopen", { reason: "encore" }, { openIncidents: OPEN_INCIDENTS_MAX }))).toBe(
      "too-many-open",
    );
  });

  test("takes so many entries, and can be closed beyond", () => {
    const room = given(opened());
    const incident = room.incident() as NonNullable<ReturnType<typeof room.incident>>;
    const withEntries = (entries: number) => ({ incident: { ...incident, entries } });
    expect(codeOf(room.when("note", bodies.note, withEntries(ENTRIES_MAX - 1)))).toBe("done");
    expect(codeOf(room.when("note", bodies.note, withEntries(ENTRIES_MAX)))).toBe("incident-full");
    expect(codeOf(room.when("close", { reason: "fini" }, withEntries(ENTRIES_MAX)))).toBe("done");
  });
});

describe("a merger", () => {
  const merge = { into: "i-two", reason: "la même attaque" };

  test("is into another open incident", () => {
    expect(codeOf(given(opened(), opened("i-two")).when("merge", merge))).toBe("done");
    expect(codeOf(given(opened()).when("merge", merge))).toBe("not-found");
    expect(codeOf(given(opened()).when("merge", { ...merge, into: "i-one" }))).toBe("bad-request");
    expect(
      codeOf(given(opened(), opened("i-two"), { ...closed, subject: "i-two" }).when("merge", merge)),
    ).toBe("closed");
  });

  test("leaves an incident that takes nothing more, and says where it goes on", () => {
    const room = given(opened(), opened("i-two"), { kind: "incident.merged", body: merge });
    const refusal = room.when("note", bodies.note) as Refusal;
    expect(refusal.code).toBe("merged");
    expect(refusal.where).toBe("i-two");
  });

  test("never brings an exercise and the real thing together", () => {
    const room = given(opened(), opened("i-two"));
    const two = {
      ...(room.incident("i-two") as NonNullable<ReturnType<typeof room.incident>>),
      exercise: true,
    };
    expect(codeOf(room.when("merge", merge, { incidentOf: () => two }))).toBe("bad-request");
  });

  test("does not make an incident that is too large", () => {
    const room = given(opened(), opened("i-two"));
    const two = room.incident("i-two") as NonNullable<ReturnType<typeof room.incident>>;
    const sized = (entries: number) => ({ incidentOf: () => ({ ...two, entries }) });
    expect(codeOf(room.when("merge", merge, sized(ENTRIES_MAX - 2)))).toBe("done");
    expect(codeOf(room.when("merge", merge, sized(ENTRIES_MAX - 1)))).toBe("incident-full");
  });
});

describe("a split", () => {
  const split = { into: "i-new", title: "Fuite", kind: "leak", items: ["n1", "t1"], reason: "autre affaire" };

  test("opens a new incident for the items, and says where it comes from", () => {
    expect(given(opened(), noted, tasked).when("split", split)).toMatchObject([
      { subject: "i-new", kind: "incident.opened", body: { title: "Fuite", cause: "split", from: "i-one" } },
      { subject: "i-one", kind: "incident.split", body: { into: "i-new", items: ["n1", "t1"] } },
    ]);
  });

  test("moves what is there, once, into what is not there yet", () => {
    const room = given(opened(), opened("i-two"), noted, { ...tasked, subject: "i-two" });
    expect(codeOf(room.when("split", split))).toBe("not-found");
    expect(codeOf(room.when("split", { ...split, items: ["n1", "n1"] }))).toBe("bad-request");
    expect(codeOf(room.when("split", { ...split, items: ["n1"], into: "i-two" }))).toBe("already-exists");
    expect(
      codeOf(room.when("split", { ...split, items: ["n1"] }, { openIncidents: OPEN_INCIDENTS_MAX })),
    ).toBe("too-many-open");
  });
});

test("something happened between the year 2000 and five minutes from now", () => {
  const now = Date.parse("2026-01-05T09:00:00.000Z");
  const code = (text: string | undefined) => checkOccurredAt(text, now)?.code ?? "done";
  expect(code(undefined)).toBe("done");
  expect(code("2000-01-01T00:00:00.000Z")).toBe("done");
  expect(code("1999-12-31T23:59:59.999Z")).toBe("bad-request");
  expect(code(new Date(now + OCCURRED_AHEAD_MAX_MS).toISOString())).toBe("done");
  expect(code(new Date(now + OCCURRED_AHEAD_MAX_MS + 1).toISOString())).toBe("bad-request");
});

test("who may do what: members write, leads end, revoke, merge and split", () => {
  const lead = Object.entries(ACTS).flatMap(([name, { needs }]) => (needs === "lead" ? [name] : []));
  expect(lead.sort()).toEqual(["close", "merge", "reopen", "revoke-decision", "split"]);
  expect(new Set(Object.values(ACTS).map(({ needs }) => needs))).toEqual(new Set(["member", "lead"]));
});
