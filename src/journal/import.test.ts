import { Database } from "bun:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { copyFileSync, cpSync, existsSync, rmSync } from "node:fs";
import { FORKED_PER_LANE_MAX, PARKED_BYTES_MAX, PARKED_ENTRIES_MAX, placingOf } from "./beside.ts";
import { REFUSED_LISTED_MAX } from "./import-report.ts";
import { LANES_MAX } from "./keyring.ts";
import { exportLines, GENESIS, type Journal, type StoredEntry, type View, verifyJournal } from "./index.ts";
import { IMPORT_LINE_CHARACTERS_MAX } from "./import.ts";
import { giveAll, heldBy, rowsIn, shuffled } from "./testing/exchange.ts";
import { rung, type TemporaryJournal, temporaryJournal } from "./testing/temporary-journal.ts";
import { seeded } from "./testing/views-match-rebuild.ts";

let here: TemporaryJournal;
let there: TemporaryJournal;
let journal: Journal;
let tablet: Journal;
beforeEach(() => {
  here = temporaryJournal();
  there = temporaryJournal();
  journal = here.open();
  tablet = there.open({ lane: "tablet-1" });
});
afterEach(() => {
  journal.close();
  tablet.close();
  here.verifyAndRemove();
  there.verifyAndRemove();
});

const ring = (on: Journal, count: number): StoredEntry[] =>
  Array.from({ length: count }, (_, stroke) => on.append(rung(stroke)));
const lines = () => [...exportLines(there.path)];
const codes = (given: readonly string[]) => journal.importEntries(given).faults.map(({ code }) => code);

describe("import", () => {
  test("takes another lane's entries as they were signed, and notes the lane as an entry of its own", () => {
    const written = ring(tablet, 3);
    const report = journal.importEntries(lines());
    expect(report).toMatchObject({ lines: 4, admitted: 3, lanesAdmitted: 1, refused: 0 });
    const held = journal.read({ after: 0, limit: 10 });
    expect(held.map(({ entry }) => [entry.lane, entry.kind])).toEqual([
      ["tablet-1", "bell.rung"],
      ["tablet-1", "bell.rung"],
      ["tablet-1", "bell.rung"],
      ["keeper", "journal.lane-admitted"],
    ]);
    expect(held.slice(0, 3).map(({ id, signature, entry }) => ({ id, signature, entry }))).toEqual(
      written.map(({ id, signature, entry }) => ({ id, signature, entry })),
    );
    expect(journal.append(rung(1)).entry.n).toBe(2);
  });

  test("a second time changes nothing", () => {
    ring(tablet, 3);
    journal.importEntries(lines());
    expect(journal.importEntries(lines())).toMatchObject({
      admitted: 0,
      known: 3,
      lanesAdmitted: 0,
      refused: 0,
    });
    expect(journal.count()).toBe(4);
  });

  test("in any order ends with the same chain, and nothing waits", () => {
    ring(tablet, 12);
    const [lane = "", ...entries] = lines();
    for (let seed = 1; seed <= 10; seed++) {
      const place = temporaryJournal();
      const other = place.open();
      const order = shuffled(entries, seeded(seed));
      for (const line of order) other.importEntries([lane, line]);
      expect(
        other
          .read({ after: 0, limit: 20 })
          .flatMap(({ entry }) => (entry.lane === "tablet-1" ? [entry.n] : [])),
      ).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
      expect(rowsIn(place.path, "journal_parked")).toBe(0);
      other.close();
      place.verifyAndRemove();
    }
  });

  test("shows each imported entry to views and followers, in order", () => {
    const seen: number[] = [];
    const strokes: View = {
      name: "strokes",
      version: 1,
      tables: ["CREATE TABLE strokes (position INTEGER, strokes INTEGER) STRICT"],
      sees: "all",
      project(db, { position, entry }) {
        if (entry.kind === "bell.rung")
          db.query("INSERT INTO strokes VALUES (?, ?)").run(position, entry.body.strokes as number);
      },
    };
    journal.close();
    journal = here.open({ views: [strokes] });
    journal.follow(({ position }) => seen.push(position));
    ring(tablet, 4);
    const [lane = "", ...entries] = lines();
    journal.importEntries([lane, ...entries.reverse()]);
    const before = journal.query("SELECT * FROM strokes");
    expect(before.length).toBe(4);
    expect(seen).toEqual([1, 2, 3, 4, 5]);
    journal.rebuildViews();
    expect(journal.query("SELECT * FROM strokes")).toEqual(before);
  });

  test("of what a view cannot take leaves the view as if it had not seen it, now and at each rebuild", () => {
    const logged: string[] = [];
    const fragile: View = {
      name: "fragile",
      version: 1,
      tables: ["CREATE TABLE fragile (strokes INTEGER PRIMARY KEY) STRICT"],
      sees: "all",
      project(db, { entry }) {
        if (entry.kind !== "bell.rung") return;
        db.query("INSERT INTO fragile VALUES (100 + ?)").run(entry.body.strokes as number);
        if (entry.body.strokes === 2) throw new Error("two is too much");
        if (entry.body.strokes === 3) db.query("INSERT INTO fragile VALUES (103)").run();
      },
    };
    journal.close();
    journal = here.open({ views: [fragile], log: (_level, what) => logged.push(what) });
    ring(tablet, 5);
    expect(journal.importEntries(lines()).admitted).toBe(5);
    const rows = [{ strokes: 100 }, { strokes: 101 }, { strokes: 104 }];
    expect(journal.query("SELECT * FROM fragile")).toEqual(rows);
    expect(logged).toEqual(Array(2).fill("a view passed over another writer's entry"));
    journal.rebuildViews();
    expect(journal.query("SELECT * FROM fragile")).toEqual(rows);
    // An act of this machine must not happen if a view cannot take it.
    expect(() => journal.append(rung(2))).toThrow("two is too much");
    expect(journal.append(rung(7)).entry.n).toBe(2);
  });

  test("passes on what it got from others", () => {
    ring(tablet, 3);
    journal.importEntries(lines());
    const third = temporaryJournal();
    const other = third.open({ lane: "archive" });
    giveAll(here.path, other);
    expect(heldBy(third.path).filter((line) => !line.startsWith("archive"))).toEqual(heldBy(here.path));
    other.close();
    third.verifyAndRemove();
  });
});

describe("import refuses, and takes the rest,", () => {
  const changed = (from: string, to: string) => lines().map((line) => line.replace(from, to));

  test("an entry that was changed", () => {
    ring(tablet, 3);
    expect(codes(changed('"strokes":1', '"strokes":9'))).toEqual(["bad-id"]);
    expect(rowsIn(here.path, "journal_parked")).toBe(1);
  });

  test("an entry that somebody else signed", () => {
    const [one] = ring(tablet, 1);
    const other = temporaryJournal();
    const forger = other.open({ lane: "tablet-1" });
    const [forged] = ring(forger, 1);
    forger.close();
    other.verifyAndRemove();
    expect(codes(changed(one?.signature ?? "", forged?.signature ?? ""))).toEqual(["bad-signature"]);
  });

  test("an entry of a lane whose key has not come, and a lane under another key", () => {
    ring(tablet, 2);
    expect(codes(lines().slice(1))).toEqual(["unknown-lane", "unknown-lane"]);
    journal.importEntries(lines());
    expect(codes([JSON.stringify({ lane: "tablet-1", publicKey: "ab".repeat(32) })])).toEqual([
      "key-conflict",
    ]);
    expect(codes([JSON.stringify({ lane: "keeper", publicKey: "ab".repeat(32) })])).toEqual(["key-conflict"]);
  });

  test("what is no line of an export", () => {
    const long = JSON.stringify({ lane: "x".repeat(IMPORT_LINE_CHARACTERS_MAX), publicKey: "" });
    const deep = `{"entry":${"[".repeat(50_000)}${"]".repeat(50_000)}}`;
    const given = ["", "x", "[]", "null", "{}", '{"lane":"Ä","publicKey":"00"}', long, deep];
    const report = journal.importEntries(given);
    expect(report.refused).toBe(given.length);
    expect(new Set(report.faults.map(({ code }) => code))).toEqual(new Set(["bad-line"]));
    expect(report.faults.map(({ line }) => line)).toEqual(given.map((_, index) => index + 1));
    expect(journal.count()).toBe(0);
  });

  test("more lanes than a report can list", () => {
    const many = Array.from({ length: LANES_MAX + 5 }, (_, index) =>
      JSON.stringify({ lane: `lane-${index}`, publicKey: JSON.parse(lines()[0] ?? "").publicKey }),
    );
    const report = journal.importEntries(many);
    expect(report).toMatchObject({ lanesAdmitted: LANES_MAX - 1, refused: 6 });
    expect(report.faults[0]?.code).toBe("too-many-lanes");
  });

  test("more entries than may wait", () => {
    const group = Array.from({ length: 1_000 }, (_, stroke) => rung(stroke));
    tablet.append(rung(0));
    while (tablet.count() < PARKED_ENTRIES_MAX + 3) {
      tablet.appendAll(group.slice(0, PARKED_ENTRIES_MAX + 3 - tablet.count()));
    }
    const [lane = "", first = "", ...later] = lines();
    const report = journal.importEntries([lane, ...later]);
    expect(report).toMatchObject({ parked: PARKED_ENTRIES_MAX, refused: 2 });
    expect(report.faults.map(({ code }) => code)).toEqual(["parked-full", "parked-full"]);
    expect(journal.importEntries([first]).admitted).toBe(PARKED_ENTRIES_MAX + 1);
    expect(journal.importEntries(later)).toMatchObject({ admitted: 2, refused: 0 });
  }, 60_000);
});

describe("room for what cannot be placed is bounded:", () => {
  /** Rows that only take up room; the journal is thrown away afterwards. */
  function crowded(statement: string, rows: number, size: number): TemporaryJournal {
    const place = temporaryJournal();
    const other = place.open();
    ring(tablet, 3);
    other.importEntries(lines().slice(0, 2));
    const db = new Database(place.path);
    db.run("PRAGMA foreign_keys = OFF");
    db.run(
      `WITH RECURSIVE numbers (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM numbers WHERE x < ${rows}) ${statement}`,
      [`${"0".repeat(size)}`],
    );
    db.close();
    other.close();
    return place;
  }

  test("bytes that wait", () => {
    const place = crowded(
      `INSERT INTO journal_parked (lane, n, prev, id, canonical, signature)
       SELECT 'tablet-1', 100 + x, '', printf('%064d', x), ?, printf('%0128d', x) FROM numbers`,
      Math.floor(PARKED_BYTES_MAX / 60_000),
      60_000,
    );
    const other = place.open();
    const given = [lines()[0] as string, lines()[3] as string];
    expect(other.importEntries(given)).toMatchObject({ parked: 1, refused: 0 });
    const db = new Database(place.path);
    db.run("UPDATE journal_parked SET canonical = canonical || ? WHERE n = 101", ["0".repeat(60_000)]);
    db.run("DELETE FROM journal_parked WHERE n = 3");
    db.close();
    expect(other.importEntries(given).faults.map(({ code }) => code)).toEqual(["parked-full"]);
    other.close();
    place.remove();
  });

  test("entries beside a chain", () => {
    const place = crowded(
      `INSERT INTO journal_forks (lane, n, id, canonical, signature)
       SELECT 'tablet-1', x, printf('%064d', x), ?, printf('%0128d', x) FROM numbers`,
      FORKED_PER_LANE_MAX,
      2,
    );
    const other = place.open();
    const [lane = "", , second = ""] = lines();
    expect(other.importEntries([lane, second]).faults.map(({ code }) => code)).toEqual(["forks-full"]);
    other.close();
    place.remove();
  });

  test("faults that a report lists", () => {
    const report = journal.importEntries(Array.from({ length: REFUSED_LISTED_MAX * 6 }, () => "x"));
    expect([report.refused, report.faults.length]).toEqual([REFUSED_LISTED_MAX * 6, REFUSED_LISTED_MAX]);
  });
});

describe("two different pasts of one lane", () => {
  /** A machine as it was copied: file and keys. */
  function cloneOf(place: TemporaryJournal): TemporaryJournal {
    const clone = temporaryJournal();
    copyFileSync(place.path, clone.path);
    cpSync(place.keysFolder, clone.keysFolder, { recursive: true });
    return clone;
  }

  test("are both kept, the lane goes no further, and an entry says so", () => {
    ring(tablet, 3);
    tablet.close();
    const clone = cloneOf(there);
    tablet = there.open({ lane: "tablet-1" });
    const twin = clone.open({ lane: "tablet-1" });
    ring(tablet, 2);
    twin.append(rung(7));
    twin.append(rung(8));
    giveAll(there.path, journal);
    const report = giveAll(clone.path, journal);
    expect(report).toMatchObject({ beside: 2, admitted: 0, refused: 0 });
    const [said] = journal.read({ limit: 1 });
    expect(said?.entry).toMatchObject({
      lane: "keeper",
      kind: "journal.lane-forked",
      subject: "tablet-1",
      body: { lane: "tablet-1", n: 4, kept: tablet.read({ after: 3, limit: 1 })[0]?.id },
    });
    tablet.append(rung(1));
    expect(giveAll(there.path, journal)).toMatchObject({ beside: 1, admitted: 0 });
    expect(verifyJournal(here.path).lanes.find(({ lane }) => lane === "tablet-1")).toMatchObject({
      entries: 5,
      beside: 3,
      problem: null,
    });
    twin.close();
    clone.verifyAndRemove();
  });

  test("make a clone, when it hears of the other, write on a lane of its own", () => {
    ring(tablet, 3);
    tablet.close();
    const clone = cloneOf(there);
    tablet = there.open({ lane: "tablet-1" });
    const twin = clone.open({ lane: "tablet-1" });
    ring(tablet, 2);
    twin.append(rung(7));
    giveAll(there.path, twin);
    giveAll(clone.path, tablet);
    const names = [tablet, twin].map((one) => one.append(rung(9)).entry.lane);
    for (const name of names) expect(name).toMatch(/^tablet-1-2-[0-9a-f]{8}$/);
    expect(names[0]).not.toBe(names[1]);
    expect(twin.read({ limit: 9 }).map(({ entry }) => entry.kind)).toContain("journal.lane-opened");
    for (let round = 0; round < 3; round++) {
      giveAll(there.path, twin);
      giveAll(clone.path, tablet);
    }
    expect(heldBy(there.path)).toEqual(heldBy(clone.path));
    twin.close();
    twin.close();
    const again = clone.open({ lane: "tablet-1" });
    expect(again.append(rung(1)).entry.lane).toBe(names[1] ?? "");
    again.close();
    clone.verifyAndRemove();
  });

  test("a machine put back to last week is refilled from what others hold, and begins a new lane", () => {
    ring(tablet, 3);
    tablet.close();
    const backup = cloneOf(there);
    tablet = there.open({ lane: "tablet-1" });
    ring(tablet, 4);
    giveAll(there.path, journal);
    const before = tablet.checkpoint();
    const restored = backup.open({ lane: "tablet-1" });
    const report = giveAll(here.path, restored);
    expect(report.refused).toBe(0);
    expect(rowsIn(backup.path, "journal_forks")).toBe(0);
    expect(restored.read({ limit: 20 }).filter(({ entry }) => entry.lane === "tablet-1").length).toBe(7);
    const opened = restored
      .read({ after: 0, limit: 20 })
      .find(({ entry }) => entry.kind === "journal.lane-opened");
    expect(opened?.entry.body).toMatchObject({ after: "tablet-1", reason: "behind", n: 4 });
    const next = restored.append(rung(1)).entry;
    expect([next.lane, next.prev === GENESIS]).toEqual([String(opened?.entry.lane), false]);
    expect(existsSync(`${backup.keysFolder}/lane-${next.lane}.pem`)).toBe(true);
    giveAll(backup.path, journal);
    expect(rowsIn(here.path, "journal_forks")).toBe(0);
    // What it signs now stands in another order than what it signed before, so it signs under another name.
    expect(restored.checkpoint().publicKey).not.toBe(before.publicKey);
    expect(verifyJournal(backup.path, { checkpoint: before.note }).ok).toBe(false);
    restored.close();
    backup.verifyAndRemove();
  });

  test("a machine that lost its file but not its keys takes its own past back", () => {
    ring(tablet, 5);
    giveAll(there.path, journal);
    const bare = temporaryJournal();
    rmSync(bare.path, { force: true });
    cpSync(there.keysFolder, bare.keysFolder, { recursive: true });
    const fresh = bare.open({ lane: "tablet-1" });
    giveAll(here.path, fresh);
    expect(fresh.read({ limit: 20 }).filter(({ entry }) => entry.kind === "bell.rung").length).toBe(5);
    expect(rowsIn(bare.path, "journal_forks")).toBe(0);
    fresh.close();
    bare.verifyAndRemove();
  });
});

test("the place of an entry, case by case", () => {
  const head = { n: 2, id: "b" };
  const around = { known: false, head, frozen: false, follows: false };
  const at = (n: number, prev: string, more = {}) => placingOf({ n, prev }, { ...around, ...more });
  expect(at(3, "b", { known: true })).toBe("known");
  expect(at(3, "b", { follows: true })).toBe("next");
  expect(at(3, "b", { follows: true, frozen: true })).toBe("beside");
  expect(at(2, "a", { follows: true })).toBe("beside");
  expect(at(2, "x")).toBe("beside");
  expect(at(3, "x")).toBe("parked");
  expect(at(4, "y", { follows: true })).toBe("beside");
  expect(at(9, "z")).toBe("parked");
});
