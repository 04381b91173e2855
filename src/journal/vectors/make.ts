import { Database } from "bun:sqlite";
import { createPrivateKey, sign } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { canonicalJson, sha256Hex } from "../../kernel/canonical.ts";
import type { NewEntry, ProblemCode } from "../index.ts";
import { laneKeyPath } from "../lane.ts";
import { rung, type TemporaryJournal, temporaryJournal } from "../testing/temporary-journal.ts";

/**
 * Makes the test vectors that FORMAT.md describes. The good ones are what the journal writes under a fixed key and clock;
 * each bad one is a good one with one thing changed. `bun vectors/make.ts` writes the files; the tests compare them.
 */

/** Secret of the first test of RFC 8032, section 7.1: known to everybody, for vectors only. */
const SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
const PKCS8_PREFIX = "302e020100300506032b657004220420";

const testKey = createPrivateKey({
  key: Buffer.from(PKCS8_PREFIX + SEED, "hex"),
  format: "der",
  type: "pkcs8",
});

export type Expectation = { code: ProblemCode; lane?: string; n?: number };

type EntryRow = {
  position: number;
  lane: string;
  n: number;
  id: string;
  canonical: string;
  signature: string;
};

export type Rows = {
  journal_format: { version: number }[];
  journal_lanes: { lane: string; public_key: string }[];
  journal_entries: EntryRow[];
  journal_heads: { lane: string; n: number; id: string }[];
};

export const VECTOR_TABLES = ["journal_format", "journal_lanes", "journal_entries", "journal_heads"] as const;

type Vector = { about: string; expect: Expectation[]; rows: Rows };

/** Name and text of each vector's file. */
export function makeVectors(): Map<string, string> {
  const one = written(["keeper"], ringing);
  const files = new Map<string, string>();
  const add = (name: string, vector: Vector) => files.set(`${name}.jsonl`, vectorText(vector));
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
  return files;
}

const ringing: NewEntry[] = [
  rung(1),
  rung(2, { occurredAt: "2026-01-05T08:59:59.999Z" }),
  rung(3, { exercise: true }),
  rung(4, { subject: "Clocher de l’église Saint-Pierre, 16 h 28" }),
];

const oddities = rung(0, {
  kind: "bell.noted",
  body: {
    "10": "before 9, for keys are texts",
    "9": "after 10",
    "": "the empty key comes first",
    é: "after z",
    z: "before é",
    "\u{1f514}": "a bell: its first code unit is d83d, before fb33",
    "\ufb33": "after the bell, though its code point is smaller",
    numbers: [0, -0, 1e21, 1e-7, 0.1, 9007199254740991, 5e-324, -1.5],
    escapes: '"\\\b\f\n\r\t\u0000\u001f\u007f\u2028</script>',
    nested: { b: [{}, [], null, true, false], a: 1 },
  },
});

/** Rows of a journal in which each lane in turn appends each event. */
function written(lanes: string[], events: NewEntry[]): Rows {
  const place = temporaryJournal();
  try {
    const journals = lanes.map((lane) => openUnderTestKey(place, lane));
    for (const event of events) {
      for (const journal of journals) {
        journal.append(event);
        place.clock.advance(1_001);
      }
    }
    for (const journal of journals) journal.close();
    return readRows(place.path);
  } finally {
    place.remove();
  }
}

function openUnderTestKey(place: TemporaryJournal, lane: string) {
  mkdirSync(place.keysFolder, { recursive: true });
  const pem = testKey.export({ type: "pkcs8", format: "pem" });
  writeFileSync(laneKeyPath(place.keysFolder, lane), pem, { mode: 0o600 });
  return place.open({ lane });
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

function readRows(path: string): Rows {
  const db = new Database(path, { readonly: true });
  try {
    const all = (table: string, order: string) => db.query(`SELECT * FROM ${table} ORDER BY ${order}`).all();
    return {
      journal_format: all("journal_format", "version"),
      journal_lanes: all("journal_lanes", "lane"),
      journal_entries: all("journal_entries", "position"),
      journal_heads: all("journal_heads", "lane"),
    } as Rows;
  } finally {
    db.close();
  }
}

function vectorText({ about, expect, rows }: Vector): string {
  const lines: unknown[] = [{ about, expect }];
  for (const table of VECTOR_TABLES) for (const row of rows[table]) lines.push({ table, row });
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

type Change = (rows: Rows) => void;

/** Changes entry `n` (1 to 4). */
const entry =
  (n: number, change: (row: EntryRow) => void): Change =>
  (rows) => {
    const row = rows.journal_entries[n - 1];
    if (row !== undefined) change(row);
  };

/** Gives a row another text, with the hash and the signature that fit it, and the head if it was the last. */
function resign(rows: Rows, row: EntryRow, canonical: string): void {
  row.canonical = canonical;
  row.id = sha256Hex(canonical);
  row.signature = sign(null, Buffer.from(row.id), testKey).toString("hex");
  for (const head of rows.journal_heads) if (head.lane === row.lane && head.n === row.n) head.id = row.id;
}

/** The last entry with some fields changed, signed by the right key: only the named check can find it. */
const resigned =
  (fields: Record<string, unknown>): Change =>
  (rows) =>
    entry(4, (row) => resign(rows, row, canonicalJson({ ...JSON.parse(row.canonical), ...fields })))(rows);

const lane = "keeper";

const BAD: Partial<Record<ProblemCode, [about: string, place: Omit<Expectation, "code">, change: Change]>> = {
  "unknown-format": [
    "The tables are of format 2.",
    {},
    (rows) => {
      rows.journal_format = [{ version: 2 }];
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
    { lane, n: 3 },
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
};

if (import.meta.main) {
  for (const [name, text] of makeVectors()) writeFileSync(join(import.meta.dir, name), text);
}
