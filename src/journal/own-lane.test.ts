import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { exportLines } from "./export.ts";
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
