import { Database } from "bun:sqlite";
import { afterEach, beforeEach, expect, test } from "bun:test";
import { canonicalJson, sha256Hex } from "../kernel/canonical.ts";
import { exportLines, type StoredEntry } from "./index.ts";
import { rung, type TemporaryJournal, temporaryJournal } from "./testing/temporary-journal.ts";

let place: TemporaryJournal;
beforeEach(() => {
  place = temporaryJournal();
});
afterEach(() => place.remove());

test("gives each lane's key, then each entry as it was signed, in order of arrival", () => {
  const journals = [place.open(), place.open({ lane: "tablet-1" })];
  const written: StoredEntry[] = [];
  for (let stroke = 0; stroke < 6; stroke++) {
    const event = rung(stroke, { kind: "bell.noted", body: { text: "é\u2028\n", z: 1, a: stroke } });
    written.push(journals[stroke % 2]?.append(event) as StoredEntry);
  }
  const lines = [...exportLines(place.path)];
  for (const journal of journals) journal.close();
  expect(lines.slice(0, 2).map((line) => JSON.parse(line).lane)).toEqual(["keeper", "tablet-1"]);
  expect(JSON.parse(lines[0] ?? "").publicKey).toMatch(/^[0-9a-f]{64}$/);
  expect(lines.slice(2).map((line) => JSON.parse(line))).toEqual(written);
  for (const line of lines.slice(2)) {
    expect(line).not.toContain("\n");
    const { entry, id } = JSON.parse(line);
    expect(sha256Hex(canonicalJson(entry))).toBe(id);
    expect(line).toContain(canonicalJson(entry));
  }
});

test("shows the journal as it was at the first line, while entries are added", () => {
  const journal = place.open();
  for (let stroke = 0; stroke < 5; stroke++) journal.append(rung(stroke));
  const lines: string[] = [];
  for (const line of exportLines(place.path)) {
    lines.push(line);
    journal.append(rung(9));
  }
  journal.close();
  expect(lines.length).toBe(6);
});

test("stops without harm when the reader has enough", () => {
  const journal = place.open();
  journal.append(rung(1));
  for (const line of exportLines(place.path)) {
    expect(line).toContain("publicKey");
    break;
  }
  expect(journal.append(rung(2)).entry.n).toBe(2);
  journal.close();
  place.verifyAndRemove();
});

test("refuses an entry that would forge or break a line", () => {
  for (const text of ['{"a":\n1}', '{"a":']) {
    const journal = place.open();
    journal.append(rung(1));
    journal.close();
    const db = new Database(place.path);
    db.run("DROP TRIGGER journal_entries_no_update");
    db.run("UPDATE journal_entries SET canonical = ?", [text]);
    db.close();
    expect(() => [...exportLines(place.path)]).toThrow("position 1");
    place.remove();
    place = temporaryJournal();
  }
});

test("refuses a file that has no journal in it", () => {
  const db = new Database(place.path);
  db.run("CREATE TABLE minutes (text TEXT)");
  db.close();
  expect(() => [...exportLines(place.path)]).toThrow("no such table");
});
