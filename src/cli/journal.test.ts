import { Database } from "bun:sqlite";
import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { openJournal } from "../journal/index.ts";
import { program } from "../kernel/actor.ts";
import { ManualClock } from "../kernel/clock.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "beffroi-cli-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(count: number): void {
  const journal = openJournal({
    path: join(folder, "beffroi.db"),
    keysFolder: join(folder, "keys"),
    lane: "keeper",
    clock: new ManualClock(),
    catalogue: { "bell.rung": z.object({ strokes: z.number() }).strict() },
  });
  for (let strokes = 1; strokes <= count; strokes++) {
    journal.append({ actor: program("test"), kind: "bell.rung", subject: "tower", body: { strokes } });
  }
  journal.close();
}

/** The command in a process of its own, with a real standard output. */
async function journalCommand(...args: string[]) {
  const script = `const { run } = await import(${JSON.stringify(join(import.meta.dir, "journal.ts"))});
    process.exitCode = await run(${JSON.stringify(args)});`;
  const child = Bun.spawn([process.execPath, "--no-install", "-e", script], {
    stdout: "pipe",
    stderr: "pipe",
  });
  const [output, errors, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { output, errors, code };
}

test("verify says that a good journal is good, with each lane's key and last entry", async () => {
  write(3);
  const { output, errors, code } = await journalCommand("verify", "--data", folder);
  expect(code).toBe(0);
  expect(errors).toBe("");
  expect(output).toMatch(
    /^lane keeper: 3 good entries, last 2026-01-05T09:00:00.000Z [0-9a-f]{64}, key [0-9a-f]{64}\n/,
  );
  expect(output).toContain("good: 3 entries, 1 signatures and 0 checkpoints checked");
});

test("verify --json --every-signature gives the report", async () => {
  write(3);
  const { output, code } = await journalCommand("verify", "--json", "--every-signature", "--data", folder);
  expect(code).toBe(0);
  expect(JSON.parse(output)).toMatchObject({ ok: true, entries: 3, signaturesChecked: 3, problems: [] });
});

test("verify names the first bad place, and ends with 1", async () => {
  write(3);
  const db = new Database(join(folder, "beffroi.db"));
  const trigger = db.query<{ sql: string }, []>(
    "SELECT sql FROM sqlite_schema WHERE name LIKE '%entries_no_update'",
  );
  const again = trigger.get()?.sql ?? "";
  db.run("DROP TRIGGER journal_entries_no_update");
  db.run(`UPDATE journal_entries SET canonical = replace(canonical, '"strokes":2', '"strokes":7')`);
  db.run(again);
  db.close();
  const text = await journalCommand("verify", "--data", folder);
  expect(text.code).toBe(1);
  expect(text.output).toContain("BAD bad-id: lane keeper entry 2: ");
  expect(text.output).toContain("NOT GOOD: 1 entries");
  const json = await journalCommand("verify", "--json", "--data", folder);
  expect(json.code).toBe(1);
  expect(JSON.parse(json.output).problems).toMatchObject([{ code: "bad-id", lane: "keeper", n: 2 }]);
});

test("verify prints no control characters of a stranger's file", async () => {
  write(1);
  const db = new Database(join(folder, "beffroi.db"));
  db.run("INSERT INTO journal_lanes (lane, public_key) VALUES (?, ?)", [
    "x\u001b[2J\u202ex\n",
    "ab".repeat(32),
  ]);
  db.close();
  const { output, code } = await journalCommand("verify", "--data", folder);
  expect(code).toBe(1);
  expect(output).toContain("BAD head-mismatch: lane x?[2J?x? entry 0: ");
});

test("export prints JSON Lines", async () => {
  write(2);
  const { output, code } = await journalCommand("export", "--data", folder);
  expect(code).toBe(0);
  const lines = output
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map((line) => line.lane ?? line.entry.body.strokes)).toEqual(["keeper", 1, 2]);
});

test("export ends well when its reader goes away", async () => {
  write(2);
  const script = `const { run } = await import(${JSON.stringify(join(import.meta.dir, "journal.ts"))});
    await Bun.sleep(200);
    process.exitCode = await run(["export", "--data", ${JSON.stringify(folder)}]);`;
  const child = Bun.spawn(
    ["sh", "-c", '{ "$0" --no-install -e "$1"; echo "ended $?" >&2; } | true', process.execPath, script],
    {
      stderr: "pipe",
    },
  );
  expect(await new Response(child.stderr).text()).toBe("ended 0\n");
});

test("what cannot be read is refused in one line", async () => {
  const missing = await journalCommand("verify", "--data", folder);
  expect(missing.code).toBe(1);
  expect(missing.output).toBe("");
  expect(missing.errors).toBe(
    `${join(folder, "beffroi.db")}: There is no journal here. Name the data folder with --data DIR.\n`,
  );
});

test("wrong use ends with 2 and one line", async () => {
  for (const args of [
    [],
    ["burn"],
    ["verify", "twice"],
    ["verify", "--to", "x"],
    ["verify", "--key", "ab"],
    ["import"],
    ["slice"],
    ["verify", "--colour"],
    ["verify", "--data"],
  ]) {
    const { output, errors, code } = await journalCommand(...args);
    expect(code).toBe(2);
    expect(output).toBe("");
    expect(errors).toMatch(/^beffroi journal: [^\n]+ usage: beffroi journal verify [^\n]+\n$/);
  }
});
