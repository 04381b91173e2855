import { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { verifyJournal } from "../index.ts";
import { TABLES } from "../schema.ts";
import { temporaryJournal } from "../testing/temporary-journal.ts";
import { makeVectors } from "./make.ts";
import type { Expectation } from "./rows.ts";

const files = readdirSync(import.meta.dir)
  .filter((name) => name.endsWith(".jsonl"))
  .sort();

type Line = { table: string; row: Record<string, string | number> };

function parse(name: string): { expected: Expectation[]; checkpoint?: string; lines: Line[] } {
  const [header, ...lines] = readFileSync(join(import.meta.dir, name), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  return { expected: header.expect, checkpoint: header.checkpoint, lines };
}

describe("each vector gives what its first line says:", () => {
  for (const name of files) {
    test(name, () => {
      const { expected, checkpoint, lines } = parse(name);
      const place = temporaryJournal();
      const db = new Database(place.path);
      db.transaction(() => {
        for (const statement of TABLES) db.run(statement);
        for (const { table, row } of lines) {
          const columns = Object.keys(row);
          const marks = columns.map((column) => (column === "hash" ? "unhex(?)" : "?")).join(", ");
          db.run(`INSERT INTO ${table} (${columns.join(", ")}) VALUES (${marks})`, Object.values(row));
        }
      })();
      db.close();
      const { ok, problems } = verifyJournal(place.path, checkpoint === undefined ? {} : { checkpoint });
      place.remove();
      expect(problems.map(({ detail, ...place }) => place)).toEqual(expected);
      expect(ok).toBe(name.startsWith("good-"));
    });
  }
});

test("the files are what the journal writes today under the same key and clock", () => {
  const made = makeVectors();
  expect(files).toEqual([...made.keys()].sort());
  for (const name of files)
    expect(readFileSync(join(import.meta.dir, name), "utf8")).toBe(made.get(name) ?? "");
});
