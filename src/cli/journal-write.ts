import { closeSync, existsSync, openSync, readSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { StringDecoder } from "node:string_decoder";
import { catalogue } from "../catalogue.ts";
import {
  checkpointQr,
  type Journal,
  openJournal,
  rebuildDerived,
  type StoredEntry,
  writeSlice,
} from "../journal/index.ts";
import { systemClock } from "../kernel/clock.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { JournalCall } from "./journal.ts";

/** Commands that write: the tables of views follow when a program that has them writes or starts. */

const DONE = 0;
const FOUND_WANTING = 1;

const READ_BYTES = 1024 * 1024;
/** A line without an end is given up, and refused, at this length. */
const LINE_CHARACTERS_MAX = 1024 * 1024;

/** Entries that name a file in `evidence/` by its SHA-256. */
const NAMING_KINDS = ["incident.evidence-added", "incident.report-made"];

function requireJournal(path: string): void {
  if (existsSync(path)) return;
  throw new Refusal("no-journal", "There is no journal here.", path, "Name the data folder with --data DIR.");
}

function open(path: string): Journal {
  requireJournal(path);
  const keysFolder = join(dirname(path), "keys");
  return openJournal({ path, keysFolder, lane: "keeper", apart: true, clock: systemClock, catalogue });
}

export function importFrom({ path, values, file = "-" }: JournalCall): number {
  const journal = open(path);
  try {
    // All lines in one call: what this machine has to say of them is written after the last.
    const report = journal.importEntries(linesOf(file));
    if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
    else {
      for (const { line, code, what } of report.faults)
        process.stderr.write(`line ${line}: ${code}: ${what}\n`);
      const { lines, admitted, known, beside, parked, lanesAdmitted, refused } = report;
      process.stdout.write(
        `${lines} lines: ${admitted} entries new, ${known} known, ${parked} waiting, ${beside} beside a chain, ${lanesAdmitted} lanes new, ${refused} refused\n`,
      );
    }
    return report.refused === 0 ? DONE : FOUND_WANTING;
  } finally {
    journal.close();
  }
}

/** Reads piece by piece, so that an export of any size fits. */
function* linesOf(file: string): Generator<string, void, undefined> {
  const fd = file === "-" ? 0 : openFile(file);
  try {
    const decoder = new StringDecoder("utf8");
    const piece = Buffer.alloc(READ_BYTES);
    let rest = "";
    for (let bytes = readSync(fd, piece); bytes > 0; bytes = readSync(fd, piece)) {
      const parts = (rest + decoder.write(piece.subarray(0, bytes))).split("\n");
      rest = parts.pop() ?? "";
      yield* parts;
      if (rest.length <= LINE_CHARACTERS_MAX) continue;
      yield rest;
      rest = "";
    }
    if (rest !== "") yield rest;
  } finally {
    if (fd !== 0) closeSync(fd);
  }
}

function openFile(file: string): number {
  try {
    return openSync(file, "r");
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new Refusal("no-file", `It cannot be read: ${what}.`, file, "Name a file that an export wrote.");
  }
}

export function checkpoint({ path, values }: JournalCall): number {
  const journal = open(path);
  try {
    const { size, note, publicKey } = journal.checkpoint();
    if (values.qr !== undefined) writeFileSync(values.qr, checkpointQr(note));
    process.stdout.write(values.json ? `${JSON.stringify({ size, note, publicKey })}\n` : note);
    return DONE;
  } finally {
    journal.close();
  }
}

export async function slice({ path, values }: JournalCall): Promise<number> {
  const { incident = [], to, json } = values;
  if (incident.length === 0 || to === undefined) {
    throw new Refusal("wrong-option", "--incident ID and --to DIR are needed.", "command line", "Name both.");
  }
  const journal = open(path);
  try {
    const chosen = entriesAbout(journal, new Set(incident));
    const named = [...new Set(chosen.flatMap(namedFile))];
    const fileOf = (sha256: string) => join(dirname(path), "evidence", sha256.slice(0, 2), sha256);
    const made = await journal.slice({
      title: incident.join(", "),
      select: chosen.map(({ position }) => position),
      evidence: named
        .map((sha256) => ({ sha256, path: fileOf(sha256) }))
        .filter((file) => existsSync(file.path)),
      absent: named.filter((sha256) => !existsSync(fileOf(sha256))),
    });
    await writeSlice(made, to);
    const { entries, sha256, checkpoint } = made;
    const facts = { to, entries, sha256, checkpoint };
    process.stdout.write(
      json
        ? `${JSON.stringify(facts)}\n`
        : `${to}: ${entries} entries, SHA-256 of its sums ${sha256}\ncheck it: sh ${to}/verifier.sh ${checkpoint.note.split("\n")[0]}\n`,
    );
    return DONE;
  } finally {
    journal.close();
  }
}

function entriesAbout(journal: Journal, subjects: ReadonlySet<string>): StoredEntry[] {
  const chosen: StoredEntry[] = [];
  for (let after = 0; ; ) {
    const page = journal.read({ after, limit: 1_000 });
    chosen.push(...page.filter(({ entry }) => subjects.has(entry.subject)));
    after = page.at(-1)?.position ?? after;
    if (page.length < 1_000) return chosen;
  }
}

function namedFile({ entry: { kind, body } }: StoredEntry): string[] {
  return NAMING_KINDS.includes(kind) && typeof body.sha256 === "string" ? [body.sha256] : [];
}

export function rebuild({ path, values }: JournalCall): number {
  requireJournal(path);
  const { views, entries } = rebuildDerived(path);
  const names = views.join(", ") || "none";
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ views, entries })}\n`
      : `tree of ${entries} entries made anew; views thrown away, to be made by the keeper: ${names}\n`,
  );
  return DONE;
}
