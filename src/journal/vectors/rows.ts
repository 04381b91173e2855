import { Database } from "bun:sqlite";
import { createPrivateKey, sign } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { sha256Hex } from "../../kernel/canonical.ts";
import { checkpointKeyPath } from "../checkpoints.ts";
import type { NewEntry, ProblemCode } from "../index.ts";
import { laneKeyPath } from "../lane.ts";
import { rung, type TemporaryJournal, temporaryJournal } from "../testing/temporary-journal.ts";

/** Rows of journals that are written under fixed keys and a fixed clock. */

/** Secrets of the first two tests of RFC 8032, section 7.1: known to everybody, for vectors only. */
const LANE_SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
const CHECKPOINT_SEED = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
const PKCS8_PREFIX = "302e020100300506032b657004220420";

const keyOf = (seed: string) =>
  createPrivateKey({ key: Buffer.from(PKCS8_PREFIX + seed, "hex"), format: "der", type: "pkcs8" });

const testKey = keyOf(LANE_SEED);

export type Expectation = { code: ProblemCode; lane?: string; n?: number };

export type EntryRow = {
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
  journal_forks: Omit<EntryRow, "position">[];
  /** `hash` in hexadecimal, as in the files. */
  journal_tree: { node: number; hash: string }[];
  journal_checkpoints: { size: number; note: string; public_key: string }[];
};

export const VECTOR_TABLES = [
  "journal_format",
  "journal_lanes",
  "journal_entries",
  "journal_heads",
  "journal_forks",
  "journal_tree",
  "journal_checkpoints",
] as const;

export const ringing: NewEntry[] = [
  rung(1),
  rung(2, { occurredAt: "2026-01-05T08:59:59.999Z" }),
  rung(3, { exercise: true }),
  rung(4, { subject: "Clocher de l’église Saint-Pierre, 16 h 28" }),
];

export const oddities = rung(0, {
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

/**
 * Rows of a journal in which each lane in turn appends each event. `checkpointAfter` events the first lane signs a
 * checkpoint.
 */
export function written(lanes: string[], events: NewEntry[], checkpointAfter?: number): Rows {
  const place = temporaryJournal();
  try {
    const journals = lanes.map((lane) => openUnderTestKey(place, lane));
    for (const [index, event] of events.entries()) {
      if (index === checkpointAfter) journals[0]?.checkpoint();
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
  for (const [path, key] of [
    [laneKeyPath(place.keysFolder, lane), testKey],
    [checkpointKeyPath(place.keysFolder, lane), keyOf(CHECKPOINT_SEED)],
  ] as const) {
    writeFileSync(path, key.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  }
  return place.open({ lane });
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
      journal_forks: all("journal_forks", "lane, n, id"),
      journal_tree: db.query("SELECT node, lower(hex(hash)) AS hash FROM journal_tree ORDER BY node").all(),
      journal_checkpoints: all("journal_checkpoints", "size"),
    } as Rows;
  } finally {
    db.close();
  }
}

/** Gives a row another text, with the hash and the signature that fit it, and the head if it was the last. */
export function resign(rows: Rows, row: EntryRow, canonical: string): void {
  row.canonical = canonical;
  row.id = sha256Hex(canonical);
  row.signature = sign(null, Buffer.from(row.id), testKey).toString("hex");
  for (const head of rows.journal_heads) if (head.lane === row.lane && head.n === row.n) head.id = row.id;
}
