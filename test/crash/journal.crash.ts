import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { killImports } from "../../bench/journal/import-kills.ts";
import { killAppends } from "../../bench/journal/kills.ts";
import { tamperWith } from "../../bench/journal/tampers.ts";
import { tearWrites } from "../../bench/journal/torn.ts";
import { placeIn } from "../../bench/journal/town-journal.ts";

/** The fault trials of bench:journal in small, with other seeds. */

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "beffroi-journal-faults-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function place(name: string) {
  const at = join(folder, name);
  mkdirSync(at);
  return placeIn(at);
}

test("30 kills at random moments lose nothing that was acknowledged", async () => {
  const { faults, lost, acknowledged } = await killAppends(place("kills"), 30, 1);
  expect(faults).toEqual([]);
  expect(lost).toBe(0);
  expect(acknowledged).toBeGreaterThan(0);
}, 170_000);

test("imports that are killed again and again end with the very set that was given", async () => {
  const places = ["here", "one", "other"].map(place);
  expect((await killImports(places, 12, 4)).faults).toEqual([]);
}, 170_000);

test("40 torn writes leave the journal, an earlier state of it, or a report of what is damaged", () => {
  const { faults, lost, whole, earlier, reported, unreadable, trials } = tearWrites(place("torn"), 40, 2);
  expect(faults).toEqual([]);
  expect(lost).toBe(0);
  expect(whole + earlier + reported + unreadable).toBe(trials);
  expect(Math.min(whole, earlier, reported + unreadable)).toBeGreaterThan(0);
}, 170_000);

test("500 changes of rows and bytes are found, or are without effect", () => {
  const { faults, kinds } = tamperWith(place("tampers"), 500, 3);
  expect(faults).toEqual([]);
  for (const [name, { alone, withCheckpoint, noEffect, missed }] of Object.entries(kinds)) {
    expect(missed).toBe(0);
    // Only bytes of the file may be without any effect: pages hold room that nobody reads.
    if (!name.includes("file")) expect([name, noEffect]).toEqual([name, 0]);
    const needsCheckpoint = name.includes("made to fit");
    expect([name, needsCheckpoint ? alone : withCheckpoint]).toEqual([name, 0]);
  }
}, 170_000);
