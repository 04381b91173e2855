import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { NewEntry, ProblemCode } from "../index.ts";
import { rung } from "../testing/temporary-journal.ts";
import { addFork, BAD } from "./changes.ts";
import { type Expectation, oddities, type Rows, ringing, VECTOR_TABLES, written } from "./rows.ts";

/**
 * Makes the test vectors that FORMAT.md describes. The good ones are what the journal writes under fixed keys and a fixed
 * clock; each bad one is a good one with one thing changed. `bun vectors/make.ts` writes the files; the tests compare them.
 */

/** `checkpoint`: the text that was kept elsewhere, and is handed to the verifier. */
type Vector = { about: string; expect: Expectation[]; rows: Rows; checkpoint?: string };
type Add = (name: string, vector: Vector) => void;

/** Name and text of each vector's file. */
export function makeVectors(): Map<string, string> {
  const files = new Map<string, string>();
  const add: Add = (name, vector) => files.set(`${name}.jsonl`, vectorText(vector));
  const one = written(["keeper"], ringing);
  add("good-one-lane", { about: "One lane, four entries.", expect: [], rows: one });
  const two = written(["keeper", "tablet-1"], ringing);
  add("good-two-lanes", { about: "Two lanes, mixed in order of arrival.", expect: [], rows: two });
  add("good-empty-lane", {
    about: "A lane that has not written yet.",
    expect: [],
    rows: written(["keeper"], []),
  });
  add("good-canonical", {
    about: "Keys sorted by UTF-16 code units, escapes, numbers at their edges.",
    expect: [],
    rows: written(["keeper"], [oddities]),
  });
  add("bad-missing-position", {
    about: "The good journal of two lanes, from which lane tablet-1 was removed with its key and its head.",
    expect: [{ code: "missing-position" }],
    rows: onlyLane(two, "keeper"),
  });
  for (const [code, [about, place, change]] of Object.entries(BAD)) {
    const rows = structuredClone(one);
    change(rows);
    add(`bad-${code}`, { about, expect: [{ code: code as ProblemCode, ...place }], rows });
  }
  const forked = structuredClone(one);
  addFork(forked);
  add("good-forked-lane", {
    about: "Two entries of one lane claim number 3: both are kept, one of them beside the chain.",
    expect: [],
    rows: forked,
  });
  add("good-format-1", {
    about: "A journal of the older format, which has no tree, no checkpoints and nothing beside a chain.",
    expect: [],
    rows: { ...one, journal_format: [{ version: 1 }], journal_tree: [] },
  });
  addCheckpoints(add);
  return files;
}

/** A checkpoint after two of four entries, as it lies in the file and as it was kept elsewhere. */
function addCheckpoints(add: Add): void {
  const signed = written(["keeper"], ringing, 2);
  const other = [...ringing.slice(0, 1), rung(9), ...ringing.slice(2)] as NewEntry[];
  const checkpoint = signed.journal_checkpoints[0]?.note ?? "";
  add("good-checkpoint", {
    about:
      "A checkpoint after three entries, of which the third announces its key; the same one was kept elsewhere.",
    expect: [],
    rows: signed,
    checkpoint,
  });
  add("bad-checkpoint-mismatch", {
    about: "The whole lane was written anew with another second entry by who has all keys.",
    expect: [{ code: "checkpoint-mismatch" }],
    rows: written(["keeper"], other, 2),
    checkpoint,
  });
  add("bad-checkpoint-ahead", {
    about: "The end was cut off, and what is left fits together: as a backup from before the checkpoint.",
    expect: [{ code: "checkpoint-ahead" }],
    rows: written(["keeper"], ringing.slice(0, 2), 1),
    checkpoint: written(["keeper"], [...ringing, ...ringing], 7).journal_checkpoints[0]?.note ?? "",
  });
  add("bad-checkpoint-bad-signature", {
    about: "The checkpoint that was handed in is of this journal, but nobody signed it.",
    expect: [{ code: "checkpoint-bad-signature" }],
    rows: signed,
    checkpoint: unsigned(checkpoint),
  });
  const [kept] = signed.journal_checkpoints;
  add("bad-checkpoint-kept", {
    about: "The checkpoint that lies in the file is signed by nobody.",
    expect: [{ code: "checkpoint-bad-signature" }],
    rows: { ...signed, journal_checkpoints: kept ? [{ ...kept, note: unsigned(checkpoint) }] : [] },
  });
}

/** The note with the first byte of its signature changed. */
function unsigned(note: string): string {
  const start = note.lastIndexOf(" ") + 1;
  const blob = Buffer.from(note.slice(start).trimEnd(), "base64");
  blob.writeUInt8(blob.readUInt8(4) ^ 1, 4);
  return `${note.slice(0, start)}${blob.toString("base64")}\n`;
}

function onlyLane(rows: Rows, name: string): Rows {
  const here = (row: { lane: string }) => row.lane === name;
  return {
    ...rows,
    journal_lanes: rows.journal_lanes.filter(here),
    journal_entries: rows.journal_entries.filter(here),
    journal_heads: rows.journal_heads.filter(here),
  };
}

function vectorText({ about, expect, rows, checkpoint }: Vector): string {
  const lines: unknown[] = [{ about, expect, ...(checkpoint === undefined ? {} : { checkpoint }) }];
  for (const table of VECTOR_TABLES) for (const row of rows[table]) lines.push({ table, row });
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

if (import.meta.main) {
  for (const [name, text] of makeVectors()) writeFileSync(join(import.meta.dir, name), text);
}
