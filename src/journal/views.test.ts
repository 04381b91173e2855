import { Database } from "bun:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { Refusal } from "../kernel/refusal.ts";
import { rebuildDerived, type View } from "./index.ts";
import {
  catalogue,
  rung,
  type TemporaryJournal,
  temporaryJournal,
  watching,
} from "./testing/temporary-journal.ts";
import { STATEMENTS_KEPT_MAX } from "./read.ts";
import { dumpViews, viewsMatchRebuild } from "./testing/views-match-rebuild.ts";
import { tableNames, VIEW_STATEMENTS_MAX } from "./view.ts";

let place: TemporaryJournal;
beforeEach(() => {
  place = temporaryJournal();
  place.open().close();
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

/** Strokes by subject, and each stroke in its order. */
const strokes: View = {
  name: "strokes",
  version: 1,
  tables: [
    "CREATE TABLE strokes (subject TEXT PRIMARY KEY, total INTEGER NOT NULL, last INTEGER NOT NULL) STRICT",
    "CREATE TABLE stroke_list (position INTEGER PRIMARY KEY, subject TEXT NOT NULL REFERENCES strokes (subject)) STRICT",
    "CREATE INDEX stroke_list_subject ON stroke_list (subject)",
  ],
  project(db, { position, entry }) {
    if (entry.kind !== "bell.rung") return;
    db.query(
      "INSERT INTO strokes VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET total = total + excluded.total, last = excluded.last",
    ).run(entry.subject, entry.body.strokes as number, position);
    db.query("INSERT INTO stroke_list VALUES (?, ?)").run(position, entry.subject);
  },
};
const kinds: View = {
  name: "kinds",
  version: 1,
  tables: ["CREATE TABLE kinds (kind TEXT PRIMARY KEY, entries INTEGER NOT NULL) STRICT"],
  project(db, { entry }) {
    db.query("INSERT INTO kinds VALUES (?, 1) ON CONFLICT DO UPDATE SET entries = entries + 1").run(
      entry.kind,
    );
  },
};
const totals = "SELECT subject, total, last FROM strokes ORDER BY subject";

describe("a view", () => {
  test("keeps step with single, grouped and delivered entries", () => {
    const journal = place.open({ views: [strokes, kinds] });
    journal.append(rung(1));
    journal.appendAll([rung(2), rung(3, { subject: "chapel" }), rung(0, { kind: "bell.noted", body: {} })]);
    journal.appendOnce({ source: "s", sequence: 1 }, rung(4));
    journal.appendOnce({ source: "s", sequence: 1 }, rung(4));
    expect(journal.query(totals)).toEqual([
      { subject: "chapel", total: 3, last: 3 },
      { subject: "tower", total: 7, last: 5 },
    ]);
    expect(journal.query("SELECT total FROM strokes WHERE subject = ?", "chapel")).toEqual([{ total: 3 }]);
    journal.close();
  });

  test("that is new is made from the entries that were there before it", () => {
    place.open().append(rung(1));
    const journal = place.open({ views: [kinds] });
    journal.append(rung(2));
    journal.close();
    const later = place.open({ views: [kinds, strokes] });
    expect(later.query(totals)).toEqual([{ subject: "tower", total: 3, last: 2 }]);
    expect(later.query("SELECT entries FROM kinds")).toEqual([{ entries: 2 }]);
    later.close();
  });

  test("of another version, or with other tables, is made anew", () => {
    const write = (view: View) => {
      const journal = place.open({ views: [view] });
      journal.append(rung(1));
      const rows = journal.query<{ n: number }>("SELECT sum(strokes) AS n FROM seen");
      journal.close();
      return rows[0]?.n;
    };
    const seen = (version: number, weight: number): View => ({
      name: "seen",
      version,
      tables: [`CREATE TABLE seen (strokes INTEGER) STRICT`],
      project: (db) => void db.query("INSERT INTO seen VALUES (?)").run(weight),
    });
    expect(write(seen(1, 1))).toBe(1);
    expect(write(seen(1, 10))).toBe(11);
    expect(write(seen(2, 10))).toBe(30);
    expect(write({ ...seen(2, 1), tables: ["CREATE TABLE seen (strokes INTEGER NOT NULL) STRICT"] })).toBe(4);
  });

  test("that lost a table, or all, is whole after the next start", () => {
    const journal = place.open({ views: [strokes, kinds] });
    journal.append(rung(1));
    journal.close();
    const before = dumpViews(place.path, [strokes, kinds]);
    for (const statement of [
      "DROP TABLE stroke_list",
      "DROP TABLE kinds",
      "DELETE FROM journal_views WHERE name = 'none'",
    ]) {
      const db = new Database(place.path);
      db.run(statement);
      db.close();
      place.open({ views: [strokes, kinds] }).close();
      expect(dumpViews(place.path, [strokes, kinds])).toEqual(before);
    }
  });

  test("catches up on what a process without it has written", () => {
    const journal = place.open({ views: [strokes] });
    const other = place.open({ lane: "tablet-1" });
    journal.append(rung(1));
    other.append(rung(2));
    other.append(rung(3));
    expect(journal.query(totals)).toEqual([{ subject: "tower", total: 1, last: 1 }]);
    journal.append(rung(4));
    expect(journal.query(totals)).toEqual([{ subject: "tower", total: 10, last: 4 }]);
    other.close();
    journal.close();
  });

  test("that is thrown away while it is in use is whole after the next entry", () => {
    const journal = place.open({ views: [strokes, kinds] });
    journal.append(rung(1));
    expect(rebuildDerived(place.path)).toEqual({ views: ["kinds", "strokes"], entries: 1 });
    expect(() => journal.query(totals)).toThrow("no such table");
    journal.append(rung(2));
    expect(journal.query(totals)).toEqual([{ subject: "tower", total: 3, last: 2 }]);
    journal.close();
  });

  test("that throws undoes the entry, and all entries of its group", () => {
    let broken = false;
    const breaking: View = {
      ...kinds,
      project(db, stored) {
        kinds.project(db, stored);
        if (broken && stored.entry.body.strokes === 3) throw new Error("the view is broken");
      },
    };
    const journal = place.open({ views: [breaking] });
    journal.append(rung(3));
    broken = true;
    expect(() => journal.append(rung(3))).toThrow("the view is broken");
    expect(() => journal.appendAll([rung(1), rung(2), rung(3)])).toThrow("the view is broken");
    expect(() => journal.appendOnce({ source: "s", sequence: 1 }, rung(3))).toThrow("the view is broken");
    journal.appendOnce({ source: "s", sequence: 1 }, rung(1));
    expect(journal.query("SELECT * FROM kinds")).toEqual([{ kind: "bell.rung", entries: 2 }]);
    expect(journal.count()).toBe(2);
    journal.close();
  });

  test("may not append: the inner entry would be acknowledged before it is on disk", () => {
    const journal = place.open({
      views: [
        watching((_db, { entry }) => {
          if (entry.n === 1) journal.append(rung(2));
        }),
      ],
    });
    expect(() => journal.append(rung(1))).toThrow("must not append");
    expect(journal.count()).toBe(0);
    journal.close();
  });

  for (const [what, views] of [
    ["a bad name", [{ ...kinds, name: "Kinds" }]],
    ["a name twice", [kinds, { ...strokes, name: "kinds" }]],
    ["a table twice", [kinds, { ...kinds, name: "other" }]],
    ["version 0", [{ ...kinds, version: 0 }]],
    ["a table of the journal's", [{ ...kinds, tables: ["CREATE TABLE journal_more (a)"] }]],
    ["a trigger", [{ ...kinds, tables: ["CREATE TRIGGER t AFTER INSERT ON kinds BEGIN SELECT 1; END"] }]],
    ["a statement too many", [{ ...kinds, tables: Array(VIEW_STATEMENTS_MAX + 1).fill(kinds.tables[0]) }]],
  ] satisfies [string, View[]][]) {
    test(`with ${what} is refused`, () => {
      expect(refusalOf(() => place.open({ views }))).toBe("bad-view");
    });
  }

  test("names its tables, virtual ones too, and nothing else", () => {
    const names = tableNames([...strokes.tables, "CREATE VIRTUAL TABLE words USING fts5(text)"]);
    expect(names).toEqual(["strokes", "stroke_list", "words"]);
  });
});

describe("query", () => {
  test("cannot write, and says so", () => {
    const journal = place.open({ views: [kinds] });
    journal.append(rung(1));
    for (const sql of ["DELETE FROM kinds", "INSERT INTO kinds VALUES ('a', 1)", "DROP TABLE kinds"]) {
      expect(() => journal.query(sql)).toThrow(/readonly|cannot be written/);
    }
    expect(journal.query("SELECT entries FROM kinds WHERE kind = ?", "bell.rung")).toEqual([{ entries: 1 }]);
    journal.close();
    expect(refusalOf(() => journal.query("SELECT 1"))).toBe("journal-closed");
  });

  test("keeps a bounded number of prepared statements, and answers all the same", () => {
    const journal = place.open({ views: [kinds] });
    for (let n = 0; n < STATEMENTS_KEPT_MAX + 20; n++) {
      expect(journal.query<{ n: number }>(`SELECT ${n} AS n`)).toEqual([{ n }]);
    }
    expect(journal.query<{ n: number }>("SELECT 0 AS n")).toEqual([{ n: 0 }]);
    journal.close();
  });

  test("sees what was appended a moment ago, and the tables of a view that was rebuilt", () => {
    const journal = place.open({ views: [kinds] });
    for (let entries = 1; entries <= 5; entries++) {
      journal.append(rung(1));
      expect(journal.query("SELECT entries FROM kinds")).toEqual([{ entries }]);
    }
    journal.rebuildViews("kinds");
    expect(journal.query("SELECT entries FROM kinds")).toEqual([{ entries: 5 }]);
    expect(refusalOf(() => journal.rebuildViews("none"))).toBe("bad-view");
    journal.close();
  });
});

describe("the proof that views match their rebuild", () => {
  const next = (random: () => number) =>
    rung(Math.floor(random() * 9), { subject: `tower ${Math.floor(random() * 4)}` });

  test("holds for views that fold the entries and nothing else", () => {
    for (const seed of [1, 2, 3]) {
      const rows = viewsMatchRebuild({ views: [strokes, kinds], catalogue, next, seed, events: 120 });
      expect(rows.stroke_list?.length).toBe(120);
    }
  });

  test("finds a view that depends on anything else", () => {
    let calls = 0;
    const counting: View = {
      name: "calls",
      version: 1,
      tables: ["CREATE TABLE calls (n INTEGER) STRICT"],
      project: (db) => void db.query("INSERT INTO calls VALUES (?)").run(calls++),
    };
    expect(() => viewsMatchRebuild({ views: [counting], catalogue, next, seed: 4, events: 20 })).toThrow(
      'table "calls" differs',
    );
  });
});
