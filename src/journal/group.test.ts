import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { Refusal } from "../kernel/refusal.ts";
import { GROUP_MAX, type Journal, type StoredEntry } from "./index.ts";
import { rung, type TemporaryJournal, temporaryJournal } from "./testing/temporary-journal.ts";

let place: TemporaryJournal;
let journal: Journal;
beforeEach(() => {
  place = temporaryJournal();
  journal = place.open();
});
afterEach(() => {
  journal.close();
  place.verifyAndRemove();
});

function refusalOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return "no refusal";
}

describe("appendAll", () => {
  test("chains the entries in their order, and tells followers of each", () => {
    const told: StoredEntry[] = [];
    journal.follow((stored) => told.push(stored));
    journal.append(rung(0));
    const group = journal.appendAll([rung(1), rung(2, { subject: "chapel" }), rung(3)]);
    expect(group.map(({ position, entry }) => [position, entry.n, entry.body.strokes])).toEqual([
      [2, 2, 1],
      [3, 3, 2],
      [4, 4, 3],
    ]);
    expect(group.map(({ entry }) => entry.prev)).toEqual(
      journal.read({ after: 0, limit: 3 }).map(({ id }) => id),
    );
    expect(journal.append(rung(4)).entry.prev).toBe(group[2]?.id ?? "");
    expect(told.length).toBe(5);
    expect(journal.read({ after: 1, limit: 3 })).toEqual(group);
  });

  test("writes nothing at all if one of them is refused", () => {
    for (const bad of [
      rung(1, { kind: "bell.stolen" }),
      rung(1, { body: { strokes: "three" } }),
      rung(1, { occurredAt: "yesterday" }),
      rung(1, { kind: "bell.noted", body: { x: "x".repeat(70_000) } }),
    ]) {
      expect(refusalOf(() => journal.appendAll([rung(1), rung(2), bad]))).not.toBe("no refusal");
      expect(journal.count()).toBe(0);
    }
    expect(journal.append(rung(1)).entry.n).toBe(1);
  });

  test("takes 1 to GROUP_MAX", () => {
    expect(refusalOf(() => journal.appendAll([]))).toBe("bad-group");
    const most = Array.from({ length: GROUP_MAX }, (_, stroke) => rung(stroke));
    expect(refusalOf(() => journal.appendAll([...most, rung(0)]))).toBe("bad-group");
    expect(journal.count()).toBe(0);
    expect(journal.appendAll(most).length).toBe(GROUP_MAX);
  });

  test("of two processes' groups on one lane makes one chain", () => {
    const other = place.open();
    for (let round = 0; round < 4; round++) {
      journal.appendAll([rung(1), rung(2)]);
      other.appendAll([rung(3), rung(4), rung(5)]);
    }
    expect(journal.head()?.n).toBe(20);
    other.close();
  });
});
