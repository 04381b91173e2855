import { afterEach, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import { openJournal } from "../journal/index.ts";
import { program } from "../kernel/actor.ts";
import { ManualClock } from "../kernel/clock.ts";

setDefaultTimeout(60_000);

const photograph = "photograph";
const sha256 = createHash("sha256").update(photograph).digest("hex");

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "beffroi-cli-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const dataOf = (name: string) => join(folder, name);

function write(name: string, lane: string, subjects: readonly string[]): void {
  const journal = openJournal({
    path: join(dataOf(name), "beffroi.db"),
    keysFolder: join(dataOf(name), "keys"),
    lane,
    clock: new ManualClock(),
    catalogue: { "incident.evidence-added": z.object({ sha256: z.string() }) },
    views: [
      {
        name: "seen",
        version: 1,
        tables: ["CREATE TABLE seen (position INTEGER)"],
        project: (db, { position }) => void db.query("INSERT INTO seen VALUES (?)").run(position),
      },
    ],
  });
  for (const subject of subjects) {
    const kind = "incident.evidence-added";
    journal.append({ actor: program("test"), kind, subject, body: { sha256 } });
  }
  journal.close();
}

/** The command in a process of its own, with real standard streams. */
async function journalCommand(args: readonly string[], input = "") {
  const script = `const { run } = await import(${JSON.stringify(join(import.meta.dir, "journal.ts"))});
    process.exitCode = await run(${JSON.stringify(args)});`;
  const child = Bun.spawn([process.execPath, "--no-install", "-e", script], {
    stdin: new TextEncoder().encode(input),
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

test("import takes an export from a file or from standard input, once", async () => {
  write("there", "tablet-1", ["i-1", "i-2"]);
  write("here", "keeper", ["i-1"]);
  const { output } = await journalCommand(["export", "--data", dataOf("there")]);
  const file = join(folder, "there.jsonl");
  writeFileSync(file, output);
  const first = await journalCommand(["import", file, "--data", dataOf("here")]);
  expect(first).toMatchObject({ code: 0, errors: "" });
  expect(first.output).toContain("3 lines: 2 entries new, 0 known");
  const again = await journalCommand(["import", "-", "--json", "--data", dataOf("here")], output);
  expect(JSON.parse(again.output)).toMatchObject({ lines: 3, admitted: 0, known: 2, refused: 0 });
  const bad = await journalCommand(["import", "-", "--data", dataOf("here")], `${output}x\n`);
  expect(bad.code).toBe(1);
  expect(bad.errors).toBe("line 4: bad-line: the line is no JSON\n");
  expect((await journalCommand(["verify", "--data", dataOf("here")])).output).toContain("good: 4 entries");
});

test("checkpoint prints what verify then holds the journal to", async () => {
  write("here", "keeper", ["i-1"]);
  const qr = join(folder, "checkpoint.svg");
  const { output, code } = await journalCommand(["checkpoint", "--qr", qr, "--data", dataOf("here")]);
  expect(code).toBe(0);
  expect(output.split("\n").slice(1, 2)).toEqual(["2"]);
  expect(readFileSync(qr, "utf8")).toStartWith("<svg ");
  const note = join(folder, "checkpoint.txt");
  writeFileSync(note, output.replaceAll("\n", "\r\n"));
  const held = await journalCommand(["verify", "--checkpoint", note, "--data", dataOf("here")]);
  expect(held.code).toBe(0);
  expect(held.output).toContain("2 checkpoints checked");
  write("other", "keeper", ["i-1", "i-1", "i-1"]);
  const other = await journalCommand(["verify", "--checkpoint", note, "--data", dataOf("other")]);
  expect(other.code).toBe(1);
  expect(other.output).toContain("BAD checkpoint-mismatch: file: ");
  const { publicKey } = JSON.parse(
    (await journalCommand(["checkpoint", "--json", "--data", dataOf("here")])).output,
  );
  const keyed = ["verify", "--checkpoint", note, "--key", publicKey, "--data", dataOf("here")];
  expect((await journalCommand(keyed)).code).toBe(0);
});

test("slice writes an incident's entries and evidence as a folder that checks itself", async () => {
  write("here", "keeper", ["i-1", "i-2", "i-1"]);
  const to = join(folder, "slice");
  const evidence = join(dataOf("here"), "evidence", sha256.slice(0, 2), sha256);
  mkdirSync(dirname(evidence), { recursive: true });
  writeFileSync(evidence, photograph);
  const args = ["slice", "--incident", "i-1", "--to", to, "--data", dataOf("here")];
  const { output, code } = await journalCommand(args);
  expect(code).toBe(0);
  expect(output).toContain("3 entries");
  expect(existsSync(join(to, "evidence", sha256))).toBe(true);
  const command = /check it: (.+)/.exec(output)?.[1]?.split(" ") ?? [];
  const checked = Bun.spawnSync(command, { env: { PATH: "/usr/bin:/bin" }, stderr: "inherit" });
  expect([checked.exitCode, String(checked.stdout)]).toEqual([0, expect.stringContaining("OK: 3 entries")]);
  expect((await journalCommand(args)).errors).toContain("The folder is not empty.");
  const none = ["slice", "--incident", "i-9", "--to", join(folder, "none"), "--data", dataOf("here")];
  expect(await journalCommand(none)).toMatchObject({ code: 1, output: "" });
});

test("rebuild throws the views away, and the next start makes them", async () => {
  write("here", "keeper", ["i-1"]);
  const { output, code } = await journalCommand(["rebuild", "--json", "--data", dataOf("here")]);
  expect([code, JSON.parse(output)]).toEqual([0, { views: ["seen"], entries: 1 }]);
  write("here", "keeper", ["i-1"]);
  expect((await journalCommand(["verify", "--data", dataOf("here")])).code).toBe(0);
});

test("none of them makes a journal where there is none", async () => {
  for (const args of [
    ["checkpoint"],
    ["rebuild"],
    ["import", "-"],
    ["slice", "--incident", "i", "--to", "x"],
  ]) {
    const { code, errors } = await journalCommand([...args, "--data", dataOf("none")]);
    expect(code).toBe(1);
    expect(errors).toContain("There is no journal here.");
    expect(existsSync(dataOf("none"))).toBe(false);
  }
});
