import { Database } from "bun:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import fc from "fast-check";
import { canonicalJson } from "../kernel/canonical.ts";
import { type Journal, type View, verifyJournal } from "./index.ts";
import { rung, type TemporaryJournal, temporaryJournal, watching } from "./testing/temporary-journal.ts";
import { streamedTree } from "./verify-tree.ts";

let place: TemporaryJournal;
beforeEach(() => {
  place = temporaryJournal();
});
afterEach(() => place.verifyAndRemove());

const hex = (hash: Uint8Array) => Buffer.from(hash).toString("hex");

/** Roots of all sizes from 1 on, made from the entries alone. */
function rootsOf(journal: Journal): string[] {
  const tree = streamedTree();
  return journal.read({ after: 0, limit: 1_000 }).map(({ entry }) => {
    tree.add(new TextEncoder().encode(canonicalJson(entry)));
    return hex(tree.root());
  });
}

function expectTree(journal: Journal): void {
  for (const [index, root] of rootsOf(journal).entries()) {
    expect(hex(journal.root(index + 1).root)).toBe(root);
  }
}

describe("the kept tree", () => {
  test("has the right root at every size, whoever wrote and however many at once", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: 2 }), fc.integer({ min: 1, max: 6 })), { maxLength: 12 }),
        (turns) => {
          const own = temporaryJournal();
          const writers = ["keeper", "keeper", "tablet-1"].map((lane) => own.open({ lane }));
          for (const [who, count] of turns) {
            writers[who]?.appendAll(Array.from({ length: count }, (_, stroke) => rung(stroke)));
          }
          expectTree(writers[0] as Journal);
          for (const writer of writers) writer.close();
          own.verifyAndRemove();
        },
      ),
      { seed: 63, numRuns: 25 },
    );
    place.open().close();
  });

  test("forgets what an undone transaction added, even when others write in its place", () => {
    let broken = false;
    const breaking: View = watching(() => {
      if (broken) throw new Error("the view is broken");
    });
    const one = place.open({ views: [breaking] });
    const other = place.open({ lane: "tablet-1" });
    for (let round = 0; round < 6; round++) {
      one.append(rung(round));
      broken = true;
      expect(() => one.appendAll([rung(7), rung(8), rung(9)])).toThrow("broken");
      broken = false;
      other.appendAll(Array.from({ length: 1 + (round % 3) }, (_, stroke) => rung(stroke)));
    }
    one.append(rung(1));
    expectTree(one);
    other.close();
    one.close();
  });

  test("that lost nodes is made anew at the next start", () => {
    const journal = place.open();
    for (let stroke = 0; stroke < 13; stroke++) journal.append(rung(stroke));
    journal.close();
    const db = new Database(place.path);
    db.run("DELETE FROM journal_tree WHERE node > 4");
    db.close();
    expect(verifyJournal(place.path).problems.map(({ code }) => code)).toEqual(["tree-mismatch"]);
    const again = place.open();
    expectTree(again);
    again.append(rung(1));
    expectTree(again);
    again.close();
  });
});

describe("a journal of format 1", () => {
  function toFormat1(): void {
    const db = new Database(place.path);
    const named = db.query<{ type: string; name: string }, []>(
      `SELECT type, name FROM sqlite_schema WHERE name GLOB 'journal_forks*' OR name GLOB 'journal_parked*'
       OR name GLOB 'journal_tree*' OR name GLOB 'journal_checkpoints*' OR name GLOB 'journal_own_lanes*' OR name = 'journal_unsaid'
       OR name = 'journal_views'`,
    );
    for (const { type, name } of named.all().filter(({ type }) => type === "table"))
      db.run(`DROP ${type} ${name}`);
    db.run("UPDATE journal_format SET version = 1");
    db.close();
  }

  test("verifies as it is, and is brought up to date when it is opened", () => {
    for (const lane of ["keeper", "tablet-1", "keeper"]) {
      const journal = place.open({ lane });
      for (let stroke = 0; stroke < 7; stroke++) journal.append(rung(stroke));
      journal.close();
    }
    toFormat1();
    const before = verifyJournal(place.path);
    expect(before).toMatchObject({ ok: true, entries: 21 });
    const journal = place.open();
    expect(journal.count()).toBe(21);
    expectTree(journal);
    expect(journal.append(rung(1)).entry).toMatchObject({ lane: "keeper", n: 15 });
    expectTree(journal);
    expect(verifyJournal(place.path).root).not.toBe(before.root);
    journal.close();
    const tablet = place.open({ lane: "tablet-1" });
    expect(tablet.append(rung(1)).entry).toMatchObject({ lane: "tablet-1", n: 8 });
    tablet.close();
  });
});
