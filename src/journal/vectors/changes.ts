import { canonicalJson } from "../../kernel/canonical.ts";
import type { ProblemCode } from "../index.ts";
import { type EntryRow, type Expectation, type Rows, resign } from "./rows.ts";

/** One change of the good journal of one lane for each code, and where it must be found. */

type Change = (rows: Rows) => void;

/** Changes entry `n` (1 to 4). */
const entry =
  (n: number, change: (row: EntryRow) => void): Change =>
  (rows) => {
    const row = rows.journal_entries[n - 1];
    if (row !== undefined) change(row);
  };

/** The last entry with some fields changed, signed by the right key: only the named check can find it. */
const resigned =
  (fields: Record<string, unknown>): Change =>
  (rows) =>
    entry(4, (row) => resign(rows, row, canonicalJson({ ...JSON.parse(row.canonical), ...fields })))(rows);

const lane = "keeper";

export const BAD: Partial<
  Record<ProblemCode, [about: string, place: Omit<Expectation, "code">, change: Change]>
> = {
  "unknown-format": [
    "The tables are of format 3.",
    {},
    (rows) => {
      rows.journal_format = [{ version: 3 }];
    },
  ],
  "unknown-lane": [
    "Entries of a lane whose key is not there.",
    { lane },
    (rows) => {
      rows.journal_lanes = [];
    },
  ],
  "bad-key": [
    "The public key is no hexadecimal number.",
    { lane },
    (rows) => {
      for (const row of rows.journal_lanes) row.public_key = "x".repeat(64);
    },
  ],
  "malformed-row": [
    "The id of entry 3 is in capitals.",
    { lane, n: 3 },
    entry(3, (row) => {
      row.id = row.id.toUpperCase();
    }),
  ],
  gap: [
    "Entry 3 is gone; entry 4 took its position.",
    { lane, n: 3 },
    (rows) => {
      rows.journal_entries.splice(2, 1);
      entry(3, (row) => {
        row.position = 3;
      })(rows);
    },
  ],
  "not-canonical": [
    "The last entry has a space after a colon; hash and signature fit the text as it is.",
    { lane, n: 4 },
    (rows) => entry(4, (row) => resign(rows, row, row.canonical.replace('"v":1', '"v": 1')))(rows),
  ],
  "unknown-version": ["The last entry has v 2, signed by the right key.", { lane, n: 4 }, resigned({ v: 2 })],
  "bad-shape": [
    "The last entry has a field that format 1 does not know.",
    { lane, n: 4 },
    resigned({ note: 1 }),
  ],
  "column-mismatch": ["The last entry says that it is number 5.", { lane, n: 4 }, resigned({ n: 5 })],
  "bad-id": [
    "The text of entry 2 was changed, its id was not.",
    { lane, n: 2 },
    entry(2, (row) => {
      row.canonical = row.canonical.replace('"strokes":2', '"strokes":9');
    }),
  ],
  "broken-chain": [
    "Entry 2 was changed and signed again by the right key, so that entry 3 no longer names it.",
    { lane, n: 3 },
    (rows) => entry(2, (row) => resign(rows, row, row.canonical.replace('"strokes":2', '"strokes":9')))(rows),
  ],
  "out-of-order": [
    "Entries 2 and 3 changed their positions.",
    { lane, n: 2 },
    (rows) => {
      entry(2, (row) => {
        row.position = 3;
      })(rows);
      entry(3, (row) => {
        row.position = 2;
      })(rows);
    },
  ],
  truncated: [
    "The last entry is gone.",
    { lane, n: 4 },
    (rows) => {
      rows.journal_entries.pop();
    },
  ],
  "head-mismatch": [
    "The head names entry 3 although entry 4 is there.",
    { lane, n: 4 },
    (rows) => {
      for (const head of rows.journal_heads) {
        head.n = 3;
        head.id = rows.journal_entries[2]?.id ?? "";
      }
    },
  ],
  "bad-signature": [
    "The last entry was changed by somebody without the key, who made hash and head fit.",
    { lane, n: 4 },
    (rows) =>
      entry(4, (row) => {
        const { signature } = row;
        resign(rows, row, row.canonical.replace('"strokes":4', '"strokes":9'));
        row.signature = signature;
      })(rows),
  ],
  "tree-mismatch": [
    "A node of the tree was changed.",
    {},
    (rows) => {
      for (const row of rows.journal_tree) if (row.node === 2) row.hash = "ab".repeat(32);
    },
  ],
  "bad-fork": [
    "Beside entry 3 stands one that nobody signed.",
    { lane, n: 3 },
    (rows) => {
      addFork(rows);
      for (const row of rows.journal_forks) row.signature = "0".repeat(128);
    },
  ],
};

/** Another entry 3, signed by the lane's key, beside the chain. */
export function addFork(rows: Rows): void {
  const row = structuredClone(rows.journal_entries[2] as EntryRow);
  resign({ ...rows, journal_heads: [] }, row, row.canonical.replace('"strokes":3', '"strokes":9'));
  const { position, ...fork } = row;
  rows.journal_forks.push(fork);
}
