import { Database } from "bun:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { Log } from "../kernel/log.ts";
import { Refusal } from "../kernel/refusal.ts";
import { ENTRY_BYTES_MAX, GENESIS, type NewEntry, READ_LIMIT_MAX, type StoredEntry } from "./index.ts";
import { rung, type TemporaryJournal, temporaryJournal } from "./testing/temporary-journal.ts";

let place: TemporaryJournal;
beforeEach(() => {
  place = temporaryJournal();
});
afterEach(() => place.verifyAndRemove());

function refusalOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return "no refusal";
}

describe("append", () => {
  test("chains each entry to the one before, stamped by the clock", () => {
    const journal = place.open();
    expect(journal.head()).toBeNull();
    const first = journal.append(rung(1));
    place.clock.advance(1_500);
    const second = journal.append(rung(2, { occurredAt: "2026-01-05T08:59:00.000Z", exercise: true }));
    expect(first.entry.prev).toBe(GENESIS);
    expect(second).toMatchObject({
      position: 2,
      entry: { v: 1, lane: "keeper", n: 2, prev: first.id, at: "2026-01-05T09:00:01.500Z", exercise: true },
    });
    expect(second.entry.occurredAt).toBe("2026-01-05T08:59:00.000Z");
    expect(journal.head()).toEqual({ n: 2, id: second.id, at: "2026-01-05T09:00:01.500Z" });
    expect(journal.count()).toBe(2);
    journal.close();
  });

  test("goes on with the chain after it was closed and opened", () => {
    for (let round = 1; round <= 3; round++) {
      const journal = place.open();
      const before = journal.head();
      const { entry } = journal.append(rung(round));
      expect(entry.n).toBe(round);
      expect(entry.prev).toBe(before?.id ?? GENESIS);
      journal.close();
    }
  });

  test("writes the body as its schema gives it back, and gives what was written", () => {
    const journal = place.open();
    const stored = journal.append(rung(4));
    expect(stored.entry.body).toEqual({ strokes: 4, by: "ringer" });
    expect(journal.read({ limit: 1 })).toEqual([stored]);
    const body = { list: [1, { deep: true }] };
    const kept = journal.append(rung(0, { kind: "bell.noted", body }));
    body.list.push(2);
    expect(kept.entry.body).toEqual({ list: [1, { deep: true }] });
    journal.close();
  });

  test("false for an exercise is the same as nothing", () => {
    const journal = place.open();
    expect(journal.append(rung(1, { exercise: false })).entry).not.toHaveProperty("exercise");
    journal.close();
  });

  const refused: [string, string, Partial<NewEntry>][] = [
    ["a kind that no room has declared", "unknown-kind", { kind: "bell.stolen" }],
    ["a kind that every object has", "unknown-kind", { kind: "constructor" }],
    ["a body that does not fit", "bad-body", { body: { strokes: "three" } }],
    ["a body with a field too many", "bad-body", { body: { strokes: 3, colour: "red" } }],
    ["an unknown actor", "bad-entry", { actor: { type: "ghost", name: "x" } as never }],
    ["a time that is no instant", "bad-entry", { occurredAt: "yesterday" }],
    [
      "an entry over the bound",
      "entry-too-large",
      { kind: "bell.noted", body: { x: "x".repeat(ENTRY_BYTES_MAX) } },
    ],
  ];
  for (const [name, code, change] of refused) {
    test(`refuses ${name} and writes nothing`, () => {
      const journal = place.open();
      expect(refusalOf(() => journal.append(rung(1, change)))).toBe(code);
      expect(journal.count()).toBe(0);
      expect(journal.append(rung(1)).entry.n).toBe(1);
      journal.close();
    });
  }

  test("refuses after close; closing twice does no harm", () => {
    const journal = place.open();
    journal.close();
    journal.close();
    expect(refusalOf(() => journal.append(rung(1)))).toBe("journal-closed");
    expect(refusalOf(() => journal.read({ limit: 1 }))).toBe("journal-closed");
  });

  test("two lanes of one file keep a chain each", () => {
    const keeper = place.open();
    const tablet = place.open({ lane: "tablet-1" });
    for (let round = 1; round <= 3; round++) {
      expect(keeper.append(rung(round)).entry.n).toBe(round);
      expect(tablet.append(rung(round)).entry.n).toBe(round);
    }
    expect(keeper.count()).toBe(6);
    expect(keeper.read({ after: 0, limit: 10 }).map(({ entry }) => entry.lane)).toEqual(
      Array(3).fill(["keeper", "tablet-1"]).flat(),
    );
    tablet.close();
    keeper.close();
  });

  test("the same lane opened twice is one chain", () => {
    const one = place.open();
    const other = place.open();
    for (let n = 1; n <= 9; n += 3) {
      expect(one.append(rung(n)).entry.n).toBe(n);
      expect(other.append(rung(n)).entry.n).toBe(n + 1);
      expect(one.append(rung(n)).entry.n).toBe(n + 2);
    }
    one.close();
    other.close();
  });
});

describe("appendOnce", () => {
  test("writes a delivery once and gives the first entry to its repeats, also after a restart", () => {
    let journal = place.open();
    const heard: number[] = [];
    journal.follow(({ position }) => heard.push(position));
    const first = journal.appendOnce({ source: "gateway-0/a", sequence: 0 }, rung(1));
    expect(journal.appendOnce({ source: "gateway-0/a", sequence: 0 }, rung(1))).toEqual(first);
    expect(heard).toEqual([1]);
    journal.close();
    journal = place.open();
    expect(journal.appendOnce({ source: "gateway-0/a", sequence: 0 }, rung(1))).toEqual(first);
    expect(journal.appendOnce({ source: "gateway-1/a", sequence: 0 }, rung(1)).entry.n).toBe(2);
    expect(journal.count()).toBe(2);
    journal.close();
  });

  test("any order, any gap and any repeats write each delivery exactly once", () => {
    const journal = place.open();
    let run = 0;
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 12 }), { maxLength: 30 }), (sequences) => {
        const source = `source-${run++}`;
        const before = journal.count();
        const positions = new Map<number, number>();
        for (const sequence of sequences) {
          const { position } = journal.appendOnce({ source, sequence }, rung(sequence));
          expect(position).toBe(positions.get(sequence) ?? position);
          positions.set(sequence, position);
        }
        expect(journal.count() - before).toBe(new Set(sequences).size);
        expect(new Set(positions.values()).size).toBe(positions.size);
      }),
      { seed: 11, numRuns: 20 },
    );
    journal.close();
  });

  test("refuses a used number that brings another event: it would be lost as a repeat", () => {
    const journal = place.open();
    const at = "2026-01-05T08:00:00.000Z";
    journal.appendOnce({ source: "s", sequence: 1 }, rung(1, { occurredAt: at }));
    for (const change of [{ subject: "chapel" }, { occurredAt: "2026-01-05T08:00:00.001Z" }, {}]) {
      const event = rung(1, "subject" in change ? { ...change, occurredAt: at } : change);
      expect(refusalOf(() => journal.appendOnce({ source: "s", sequence: 1 }, event))).toBe(
        "delivery-conflict",
      );
    }
    expect(journal.count()).toBe(1);
    journal.close();
  });

  test("a delivery that is refused may come again corrected", () => {
    const journal = place.open();
    const delivery = { source: "s", sequence: 1 };
    expect(refusalOf(() => journal.appendOnce(delivery, rung(1, { subject: "" })))).toBe("bad-entry");
    expect(journal.appendOnce(delivery, rung(1)).entry.n).toBe(1);
    journal.close();
  });

  test("refuses what is no source or no number", () => {
    const journal = place.open();
    for (const delivery of [
      { source: "", sequence: 1 },
      { source: "x".repeat(129), sequence: 1 },
      { source: "s", sequence: -1 },
      { source: "s", sequence: 1.5 },
      { source: "s", sequence: 2 ** 53 },
    ]) {
      expect(refusalOf(() => journal.appendOnce(delivery, rung(1)))).toBe("bad-delivery");
    }
    journal.close();
  });
});

describe("read", () => {
  test("pages newest first and oldest first, without a hole or a repeat", () => {
    const journal = place.open();
    for (let stroke = 1; stroke <= 10; stroke++) journal.append(rung(stroke));
    const positions = (page: StoredEntry[]) => page.map(({ position }) => position);
    expect(positions(journal.read({ limit: 4 }))).toEqual([10, 9, 8, 7]);
    expect(positions(journal.read({ before: 7, limit: 4 }))).toEqual([6, 5, 4, 3]);
    expect(positions(journal.read({ before: 3, limit: 4 }))).toEqual([2, 1]);
    expect(positions(journal.read({ after: 0, limit: 4 }))).toEqual([1, 2, 3, 4]);
    expect(positions(journal.read({ after: 8, limit: 4 }))).toEqual([9, 10]);
    expect(positions(journal.read({ after: 10, limit: 4 }))).toEqual([]);
    journal.close();
  });

  test("refuses an unbounded page and one with two ends", () => {
    const journal = place.open();
    for (const page of [
      { limit: 0 },
      { limit: READ_LIMIT_MAX + 1 },
      { limit: Number.NaN },
      { after: 1, before: 9, limit: 5 },
      { after: Number.NaN, limit: 5 },
    ]) {
      expect(refusalOf(() => journal.read(page))).toBe("bad-page");
    }
    expect(journal.read({ limit: READ_LIMIT_MAX })).toEqual([]);
    journal.close();
  });
});

describe("follow", () => {
  test("tells each entry once it is on disk, until it is stopped", () => {
    const journal = place.open();
    const other = new Database(place.path, { readonly: true });
    const seen: [number, number][] = [];
    const stop = journal.follow(({ position }) => {
      const row = other
        .query<{ last: number }, []>("SELECT max(position) AS last FROM journal_entries")
        .get();
      seen.push([position, row?.last ?? 0]);
    });
    journal.append(rung(1));
    journal.append(rung(2));
    stop();
    journal.append(rung(3));
    expect(seen).toEqual([
      [1, 1],
      [2, 2],
    ]);
    other.close();
    journal.close();
  });

  test("a listener that throws is logged, and neither the entry nor the others suffer", () => {
    const lines: unknown[] = [];
    const log: Log = (level, message, fields) => lines.push([level, message, fields]);
    const journal = place.open({ log });
    const heard: number[] = [];
    journal.follow(() => {
      throw new Error("no ears");
    });
    journal.follow(({ position }) => heard.push(position));
    expect(journal.append(rung(1)).position).toBe(1);
    expect(heard).toEqual([1]);
    expect(lines).toEqual([
      ["error", "a follower of the journal failed", { position: 1, reason: "no ears" }],
    ]);
    journal.close();
  });

  test("a listener may append; all hear the entries in order", () => {
    const journal = place.open();
    const heard: number[] = [];
    journal.follow(({ entry }) => {
      if (entry.n < 4) journal.append(rung(entry.n));
    });
    journal.follow(({ position }) => heard.push(position));
    journal.append(rung(0));
    expect(heard).toEqual([1, 2, 3, 4]);
    journal.close();
  });
});
