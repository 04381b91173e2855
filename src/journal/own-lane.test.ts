import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { exportLines } from "./export.ts";
import type { View } from "./view.ts";
import { rung, type TemporaryJournal, temporaryJournal } from "./testing/temporary-journal.ts";

let [here, there]: TemporaryJournal[] = [];
beforeEach(() => {
  [here, there] = [temporaryJournal(), temporaryJournal()];
  opened(there).close();
});
afterEach(() => {
  for (const place of [here, there]) place?.verifyAndRemove();
});

const opened = (place: TemporaryJournal | undefined) => (place as TemporaryJournal).open({ apart: true });
const lane = (place: TemporaryJournal | undefined) => {
  const journal = opened(place);
  const { entry } = journal.append(rung(1));
  journal.close();
  return entry.lane;
};

describe("lanes kept apart", () => {
  test("have a name of their own in each house, and keep it", () => {
    const name = lane(here);
    expect(name).toMatch(/^keeper-[0-9a-f]{8}$/);
    expect(lane(here)).toBe(name);
    expect(lane(there)).not.toBe(name);
  });

  test("of two houses fit into one journal", () => {
    const names = [lane(here), lane(there)];
    const journal = opened(there);
    journal.importEntries(exportLines((here as TemporaryJournal).path));
    const lanes = journal.read({ limit: 10 }).map(({ entry }) => entry.lane);
    journal.close();
    expect(new Set(lanes)).toEqual(new Set(names));
  });

  test("show no stranger's entry to a view that does not ask for all, now and at each rebuild", () => {
    const ours: View = {
      name: "ours",
      version: 1,
      tables: ["CREATE TABLE ours (lane TEXT) STRICT"],
      project(db, { entry }) {
        if (entry.kind === "bell.rung") db.query("INSERT INTO ours VALUES (?)").run(entry.lane);
      },
    };
    const strangers = lane(here);
    const own = lane(there);
    const journal = (there as TemporaryJournal).open({ apart: true, views: [ours] });
    journal.importEntries(exportLines((here as TemporaryJournal).path));
    expect(journal.read({ limit: 10 }).some(({ entry }) => entry.lane === strangers)).toBe(true);
    expect(journal.query("SELECT lane FROM ours")).toEqual([{ lane: own }]);
    journal.rebuildViews();
    expect(journal.query("SELECT lane FROM ours")).toEqual([{ lane: own }]);
    journal.close();
  });

  test("are taken up again when the file is lost and the key is not", () => {
    const name = lane(here);
    const lines = [...exportLines((here as TemporaryJournal).path)];
    for (const ending of ["", "-wal", "-shm"]) {
      rmSync(`${(here as TemporaryJournal).path}${ending}`, { force: true });
    }
    const journal = opened(here);
    journal.importEntries(lines);
    expect(journal.read({ limit: 10 }).some(({ entry }) => entry.lane === name && entry.n === 1)).toBe(true);
    journal.close();
  });
});
