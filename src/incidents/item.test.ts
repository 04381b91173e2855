import { describe, expect, test } from "bun:test";
import { entryOf, given, opened } from "../../test/support/incident-given.ts";
import { readIncidentEntry } from "./entry.ts";
import { evolveIncident } from "./incident.ts";
import { correctableText, isLive } from "./item.ts";

const note = { kind: "incident.noted", body: { id: "n1", text: "alerte", certainty: "hypothesis" } };
const who = { name: "Bob" };
const duty = {
  kind: "incident.duty-taken",
  body: { id: "u1", duty: "it", who, from: "2026-01-05T09:00:00.000Z" },
};
const correction = (field: string, old: string, next: string) => ({
  kind: "incident.corrected",
  body: { id: "n1", entry: "0".repeat(63).concat("2"), field, old, new: next, reason: "erreur" },
});

describe("an item", () => {
  test("knows the entry that made it, when it was known and when it happened", () => {
    const { items } = given(opened(), { ...note, occurredAt: "2026-01-05T08:00:00.000Z" });
    expect(items.get("n1")).toMatchObject({
      incident: "i-one",
      position: 2,
      changed: 2,
      entry: `${"0".repeat(63)}2`,
      at: "2026-01-05T09:00:02.000Z",
      occurredAt: "2026-01-05T08:00:00.000Z",
      by: { name: "Alice Martin" },
      corrections: 0,
      source: null,
    });
  });

  test("shows what it was corrected to, and how often it was", () => {
    const { items } = given(
      opened(),
      note,
      correction("text", "alerte", "alerte du pare-feu nord"),
      correction("occurredAt", "", "2026-01-05T08:30:00.000Z"),
    );
    expect(items.get("n1")).toMatchObject({
      text: "alerte du pare-feu nord",
      occurredAt: "2026-01-05T08:30:00.000Z",
      corrections: 2,
      changed: 4,
      position: 2,
    });
  });

  test("stays as the first entry under its id made it", () => {
    const again = { kind: "incident.noted", body: { id: "n1", text: "autre", certainty: "fact" } };
    expect(given(opened(), note, again).items.get("n1")).toMatchObject({ text: "alerte", changed: 2 });
  });

  test("does not take a change that is meant for another type, or for what is not there", () => {
    const { items } = given(
      opened(),
      note,
      {
        kind: "incident.task-changed",
        body: { id: "n1", changes: [{ field: "text", old: "alerte", new: "x" }] },
      },
      { kind: "incident.note-weighed", body: { id: "n9", old: "fact", new: "hearsay" } },
      { kind: "incident.duty-ended", body: { id: "n1" } },
      correction("description", "", "x"),
    );
    expect([...items.keys()]).toEqual(["n1"]);
    expect(items.get("n1")).toMatchObject({ text: "alerte", changed: 2, corrections: 0 });
  });

  test("that was handed over goes on in the next one, and both say so", () => {
    const handOver = {
      kind: "incident.duty-handed-over",
      body: { id: "u1", next: "u2", to: { name: "Inès" }, brief: "calme" },
    };
    const { items } = given(opened(), duty, { ...handOver, occurredAt: "2026-01-05T12:00:00.000Z" });
    expect(items.get("u1")).toMatchObject({
      endedAt: "2026-01-05T12:00:00.000Z",
      handedOver: { next: "u2", brief: "calme" },
    });
    expect(items.get("u2")).toMatchObject({
      duty: "it",
      who: { name: "Inès" },
      from: "2026-01-05T12:00:00.000Z",
      endedAt: null,
    });
    const twice = given(opened(), duty, handOver, { ...handOver, body: { ...handOver.body, next: "u3" } });
    expect(twice.items.has("u3")).toBe(false);
  });

  test("is live while somebody has to do, hold or heed it", () => {
    const decided = { kind: "incident.decided", body: { id: "d1", text: "x", reason: "y", decider: who } };
    const task = { kind: "incident.task-added", body: { id: "t1", text: "x" } };
    const live = (...events: Parameters<typeof given>) => {
      const { items } = given(opened(), note, duty, decided, task, ...events);
      return [...items.values()].filter(isLive).map(({ id }) => id);
    };
    expect(live()).toEqual(["u1", "d1", "t1"]);
    expect(live({ kind: "incident.duty-ended", body: { id: "u1" } })).toEqual(["d1", "t1"]);
    expect(
      live({ kind: "incident.decision-revoked", body: { id: "d1", reason: "z", decider: who } }),
    ).toEqual(["u1", "t1"]);
    for (const state of ["done", "dropped"]) {
      const changes = [{ field: "state", old: "open", new: state }];
      expect(live({ kind: "incident.task-changed", body: { id: "t1", changes } })).toEqual(["u1", "d1"]);
    }
  });

  test("tells which of its fields can be corrected", () => {
    const { items } = given(opened(), note, duty);
    const text = (id: string, field: Parameters<typeof correctableText>[1]) => {
      const item = items.get(id);
      return item === undefined ? "none" : correctableText(item, field);
    };
    expect(text("n1", "text")).toBe("alerte");
    expect(text("n1", "source")).toBe("");
    expect(text("n1", "reason")).toBeUndefined();
    expect(text("u1", "text")).toBeUndefined();
    expect(text("u1", "occurredAt")).toBe("");
  });
});

describe("an incident", () => {
  test("is nothing before it is opened, and is opened once", () => {
    expect(given({ kind: "incident.closed", body: { reason: "x" } }).incident()).toBeUndefined();
    expect(given(opened(), opened("i-one", { title: "Autre" })).incident()).toMatchObject({
      title: "Intrusion",
    });
  });

  test("is closed, reopened, changed and merged, in the states that allow it", () => {
    const closed = { kind: "incident.closed", body: { reason: "fini" } };
    const reopened = { kind: "incident.reopened", body: { reason: "encore" } };
    const merged = { kind: "incident.merged", body: { into: "i-two", reason: "pareil" } };
    expect(given(opened(), closed).incident()).toMatchObject({ state: "closed", closed: { reason: "fini" } });
    expect(given(opened(), closed, reopened).incident()).toMatchObject({ state: "open", closed: null });
    expect(given(opened(), reopened).incident()).toMatchObject({ state: "open" });
    expect(given(opened(), merged, closed, reopened).incident()).toMatchObject({
      state: "merged",
      mergedInto: "i-two",
    });
    const self = { kind: "incident.merged", body: { into: "i-one", reason: "x" } };
    expect(given(opened(), self).incident()).toMatchObject({ state: "open" });
    const changed = { kind: "incident.changed", body: { field: "kind", old: "intrusion", new: "leak" } };
    expect(given(opened(), changed).incident()).toMatchObject({ kind: "leak", title: "Intrusion" });
  });

  test("of an exercise says so, and when it began", () => {
    const entry = readIncidentEntry(
      entryOf({ ...opened(), occurredAt: "2026-01-05T08:00:00.000Z" }, 1, true),
    );
    const facts = entry === undefined ? undefined : evolveIncident(undefined, entry);
    expect(facts).toMatchObject({ exercise: true, occurredAt: "2026-01-05T08:00:00.000Z" });
  });
});

test("an entry of another kind, or one that does not fit, is none of the room's", () => {
  expect(readIncidentEntry(entryOf({ kind: "gateway.started", body: {} }, 1))).toBeUndefined();
  expect(readIncidentEntry(entryOf({ kind: "constructor", body: {} }, 1))).toBeUndefined();
  expect(readIncidentEntry(entryOf({ kind: "incident.noted", body: { id: "n1" } }, 1))).toBeUndefined();
});
