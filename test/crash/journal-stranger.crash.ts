import { Database } from "bun:sqlite";
import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fill, note, open, placeIn } from "../../bench/journal/town-journal.ts";
import { verifyJournal } from "../../src/journal/index.ts";
import { TABLES } from "../../src/journal/schema.ts";

/**
 * FORMAT.md is enough for a stranger: a verifier that was written from it, in another language and with another
 * cryptography (Python and openssl), says of every vector and of a live journal what ours says.
 */

const ROOT = join(import.meta.dir, "../..");
const VECTORS = join(ROOT, "src/journal/vectors");

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "beffroi-stranger-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Report = { path: string; problems: unknown[]; entries: number; root: string | null };

function strangers(...args: string[]): Report[] {
  const command = ["python3", join(ROOT, "test/support/verify_journal.py"), ...args];
  const { stdout, exitCode } = Bun.spawnSync(command, { stderr: "inherit" });
  expect(exitCode).toBe(0);
  const lines = String(stdout).trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line));
}

/** The database of a vector, and the argument for it. */
function database(name: string): { argument: string; expect: unknown[] } {
  const [header = "", ...lines] = readFileSync(join(VECTORS, name), "utf8").trimEnd().split("\n");
  const path = join(folder, `${name}.db`);
  const db = new Database(path);
  for (const statement of TABLES) db.run(statement);
  for (const line of lines) {
    const { table, row } = JSON.parse(line);
    const columns = Object.keys(row);
    const marks = columns.map((column) => (column === "hash" ? "unhex(?)" : "?")).join(", ");
    db.run(`INSERT INTO ${table} (${columns.join(", ")}) VALUES (${marks})`, Object.values<string>(row));
  }
  db.close();
  const { expect, checkpoint } = JSON.parse(header);
  if (checkpoint === undefined) return { argument: path, expect };
  writeFileSync(`${path}.txt`, checkpoint);
  return { argument: `${path}=${path}.txt`, expect };
}

test("of every vector", () => {
  const names = readdirSync(VECTORS).filter((name) => name.endsWith(".jsonl"));
  expect(names.length).toBeGreaterThan(25);
  const made = names.map(database);
  const reports = strangers(...made.map(({ argument }) => argument));
  expect(reports.map(({ problems }, index) => [names[index], problems])).toEqual(
    made.map(({ expect }, index) => [names[index], expect]),
  );
});

test("of a journal in use, with a checkpoint, to the root of its tree", () => {
  mkdirSync(join(folder, "live"));
  const place = placeIn(join(folder, "live"));
  const journal = open(place);
  fill(journal, 40, 7);
  const checkpoint = join(folder, "checkpoint.txt");
  writeFileSync(checkpoint, journal.checkpoint().note);
  fill(journal, 20, 3);
  journal.append({ ...note(1), occurredAt: "2024-02-29T23:59:59.999Z", exercise: true });
  const [report] = strangers("--every-signature", `${place.path}=${checkpoint}`);
  const ours = verifyJournal(place.path, { everySignature: true });
  journal.close();
  expect(report).toMatchObject({ problems: [], entries: ours.entries, root: ours.root });
});
