import { Database } from "bun:sqlite";
import { createPrivateKey, sign } from "node:crypto";
import {
  closeSync,
  copyFileSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { type LaneReport, verifyJournal } from "../../src/journal/index.ts";
import { laneKeyPath } from "../../src/journal/lane.ts";
import { TABLES } from "../../src/journal/schema.ts";
import { seeded } from "../../src/journal/testing/views-match-rebuild.ts";
import { canonicalJson, sha256Hex } from "../../src/kernel/canonical.ts";
import { Refusal } from "../../src/kernel/refusal.ts";
import { fill, open, type Place } from "./town-journal.ts";

export type Tampers = {
  trials: number;
  /** By kind of change: found by the verifier alone, only with the last checkpoint, without any effect, missed. */
  kinds: Record<string, { alone: number; withCheckpoint: number; noEffect: number; missed: number }>;
  faults: string[];
};

type Row = { position: number; lane: string; n: number; id: string; canonical: string; signature: string };
type Chance = (below: number) => number;
type Tamper = (db: Database, rows: Row[], chance: Chance, keysFolder: string) => void;

const ENTRIES_EACH = 30;

const pick = (rows: readonly Row[], chance: Chance) => rows[chance(rows.length)] as Row;

function setEntry(db: Database, { position, id, canonical, signature }: Row): void {
  db.run("UPDATE journal_entries SET id = ?, canonical = ?, signature = ? WHERE position = ?", [
    id,
    canonical,
    signature,
    position,
  ]);
}

/** One character of a text becomes another. */
function otherText(text: string, chance: Chance, alphabet = "0123456789abcdef"): string {
  const at = chance(text.length);
  const others = [...alphabet].filter((letter) => letter !== text[at]);
  return text.slice(0, at) + (others[chance(others.length)] ?? "x") + text.slice(at + 1);
}

const CHANGES: Readonly<Record<string, Tamper>> = {
  "one character of an entry": (db, rows, chance) => {
    const row = pick(rows, chance);
    setEntry(db, { ...row, canonical: otherText(row.canonical, chance) });
  },
  "an entry and its hash": (db, rows, chance) => {
    const row = pick(rows, chance);
    const entry = JSON.parse(row.canonical);
    entry.subject = `${entry.subject}!`;
    const canonical = canonicalJson(entry);
    setEntry(db, { ...row, canonical, id: sha256Hex(canonical) });
    db.run("UPDATE journal_heads SET id = ? WHERE lane = ? AND n = ?", [
      sha256Hex(canonical),
      row.lane,
      row.n,
    ]);
  },
  "a hash": (db, rows, chance) => {
    const row = pick(rows, chance);
    setEntry(db, { ...row, id: otherText(row.id, chance) });
  },
  "a signature": (db, rows, chance) => {
    const row = pick(rows, chance);
    setEntry(db, { ...row, signature: otherText(row.signature, chance) });
  },
  "two entries swapped": (db, rows, chance) => {
    const one = pick(rows, chance);
    const same = rows.filter(({ lane, n }) => lane === one.lane && n !== one.n);
    const other = pick(same, chance);
    setEntry(db, { ...other, position: one.position });
    setEntry(db, { ...one, position: other.position });
  },
  "an entry deleted": (db, rows, chance) => {
    db.run("DELETE FROM journal_entries WHERE position = ?", [pick(rows, chance).position]);
  },
  "an entry deleted, all positions after it moved up": (db, rows, chance) => {
    const { position } = pick(rows, chance);
    db.run("DELETE FROM journal_entries WHERE position = ?", [position]);
    db.run("UPDATE journal_entries SET position = -position WHERE position > ?", [position]);
    db.run("UPDATE journal_entries SET position = -position - 1 WHERE position < 0");
    db.run("UPDATE sqlite_sequence SET seq = seq - 1 WHERE name = 'journal_entries'");
  },
  "the end cut off": (db, rows, chance) => {
    db.run("DELETE FROM journal_entries WHERE position > ?", [rows.length - 1 - chance(20)]);
  },
  "the end cut off, and everything made to fit": (db, rows, chance) =>
    cutToFit(db, rows.length - 1 - chance(20)),
  "a lane taken away": (db, rows, chance) => {
    const { lane } = pick(rows, chance);
    for (const table of ["journal_entries", "journal_heads", "journal_own_lanes", "journal_lanes"]) {
      db.run(`DELETE FROM ${table} WHERE lane = ?`, [lane]);
    }
  },
  "a lane's key": (db, rows, chance) => {
    const { lane } = pick(rows, chance);
    const key = db.query<{ key: string }, [string]>(
      "SELECT public_key AS key FROM journal_lanes WHERE lane = ?",
    );
    db.run("UPDATE journal_lanes SET public_key = ? WHERE lane = ?", [
      otherText(key.get(lane)?.key ?? "", chance),
      lane,
    ]);
  },
  "a head": (db, rows, chance) => {
    db.run("UPDATE journal_heads SET n = n + ? WHERE lane = ?", [1 - 2 * chance(2), pick(rows, chance).lane]);
  },
  "a node of the tree": (db, _rows, chance) => {
    const nodes =
      db.query<{ count: number }, []>("SELECT count(*) AS count FROM journal_tree").get()?.count ?? 1;
    db.run("UPDATE journal_tree SET hash = randomblob(32) WHERE node = ?", [1 + chance(nodes)]);
  },
  "a kept checkpoint": (db, _rows, chance) => {
    const note =
      db.query<{ note: string }, []>("SELECT note FROM journal_checkpoints LIMIT 1").get()?.note ?? "";
    db.run("UPDATE journal_checkpoints SET note = ?", [otherText(note, chance, "ABCDEFGH0123")]);
  },
  "an entry added that nobody signed": (db, rows, chance) => {
    const { lane: chosen } = pick(rows, chance);
    const last = rows.filter(({ lane }) => lane === chosen).at(-1) as Row;
    const canonical = canonicalJson({ ...JSON.parse(last.canonical), n: last.n + 1, prev: last.id });
    const id = sha256Hex(canonical);
    db.run("INSERT INTO journal_entries (lane, n, id, canonical, signature) VALUES (?, ?, ?, ?, ?)", [
      last.lane,
      last.n + 1,
      id,
      canonical,
      last.signature,
    ]);
    db.run("UPDATE journal_heads SET n = ?, id = ? WHERE lane = ?", [last.n + 1, id, last.lane]);
  },
  "a lane's end written anew by who has its key, and everything made to fit": (
    db,
    rows,
    chance,
    keysFolder,
  ) => {
    const from = pick(rows, chance);
    const key = createPrivateKey(readFileSync(laneKeyPath(keysFolder, from.lane)));
    let prev = JSON.parse(from.canonical).prev as string;
    for (const row of rows.filter(({ lane, n }) => lane === from.lane && n >= from.n)) {
      const entry = { ...JSON.parse(row.canonical), prev };
      if (row.n === from.n) entry.subject = `${entry.subject}!`;
      const canonical = canonicalJson(entry);
      prev = sha256Hex(canonical);
      const signature = sign(null, Buffer.from(prev), key).toString("hex");
      setEntry(db, { ...row, canonical, id: prev, signature });
    }
    db.run("UPDATE journal_heads SET id = ? WHERE lane = ?", [prev, from.lane]);
    forgetProofs(db);
  },
};

/** As somebody would who knows the format: no trace is left in the file. */
function cutToFit(db: Database, last: number): void {
  db.run("DELETE FROM journal_entries WHERE position > ?", [last]);
  db.run("UPDATE sqlite_sequence SET seq = ? WHERE name = 'journal_entries'", [last]);
  db.run(`UPDATE journal_heads SET
    n = coalesce((SELECT max(n) FROM journal_entries e WHERE e.lane = journal_heads.lane), 0),
    id = coalesce((SELECT id FROM journal_entries e WHERE e.lane = journal_heads.lane ORDER BY n DESC LIMIT 1),
                  '${"0".repeat(64)}')`);
  forgetProofs(db);
}

/** Tree and checkpoints go; the next start makes the tree anew, as a forger would have let it. */
function forgetProofs(db: Database): void {
  db.run("DELETE FROM journal_checkpoints");
  db.run("DELETE FROM journal_tree");
}

const BYTES = "any byte of the file";
const CUT = "the file cut at any byte";

/** Random changes of rows, bytes and lengths: each must be found, or be without any effect on what the journal says. */
export function tamperWith(place: Place, trials: number, seed: number): Tampers {
  const random = seeded(seed);
  const chance: Chance = (below) => Math.floor(random() * below);
  const checkpoint = makeJournal(place);
  const whole = lanesOf(verifyJournal(place.path).lanes);
  const names = [...Object.keys(CHANGES), BYTES, BYTES, CUT];
  const result: Tampers = { trials, kinds: {}, faults: [] };
  const copy = join(place.folder, "tampered.db");
  for (let trial = 0; trial < trials; trial++) {
    const name = names[trial % names.length] as string;
    const kind = result.kinds[name] ?? { alone: 0, withCheckpoint: 0, noEffect: 0, missed: 0 };
    result.kinds[name] = kind;
    for (const ending of ["-wal", "-shm"]) rmSync(`${copy}${ending}`, { force: true });
    copyFileSync(place.path, copy);
    const change = CHANGES[name];
    if (change === undefined) damageFile(copy, name === CUT, chance);
    else changeRows(copy, (db, rows) => change(db, rows, chance, place.keysFolder));
    const outcome = judge(copy, place, checkpoint, whole);
    kind[outcome] += 1;
    if (outcome === "missed") result.faults.push(`trial ${trial} (seed ${seed}): ${name}`);
  }
  return result;
}

function judge(
  copy: string,
  { keysFolder, folder }: Place,
  checkpoint: string,
  whole: string,
): "alone" | "withCheckpoint" | "noEffect" | "missed" {
  try {
    healTree({ path: copy, keysFolder, folder });
    const alone = verifyJournal(copy, { everySignature: true });
    if (!alone.ok) return "alone";
    if (lanesOf(alone.lanes) === whole) return "noEffect";
    return verifyJournal(copy, { checkpoint }).ok ? "missed" : "withCheckpoint";
  } catch (error) {
    if (error instanceof Refusal) return "alone";
    throw error;
  }
}

/** A start of the program makes an emptied tree anew, and so would take that trace of a forger away. */
function healTree(copy: Place): void {
  const db = new Database(copy.path);
  let emptied = false;
  try {
    emptied = db.query("SELECT 1 FROM journal_tree LIMIT 1").get() === null;
  } catch {
    // Damaged: the verifier says so.
  } finally {
    db.close();
  }
  if (emptied) open(copy).close();
}

/** Three lanes, checkpoints in the midst, and one of the end, which is kept elsewhere. */
function makeJournal(place: Place): string {
  const journals = ["keeper", "tablet-1", "tablet-2"].map((lane) => open(place, { lane }));
  let note = "";
  for (let round = 0; round < 3; round++) {
    for (const journal of journals) fill(journal, ENTRIES_EACH / 3, 1);
    note = journals[0]?.checkpoint().note ?? "";
  }
  for (const journal of journals) journal.close();
  return note;
}

const lanesOf = (lanes: readonly LaneReport[]) =>
  JSON.stringify(lanes.map(({ lane, publicKey, entries, head }) => ({ lane, publicKey, entries, head })));

/** As somebody with the file in hand: triggers away, no foreign keys; then the triggers back. */
function changeRows(path: string, act: (db: Database, rows: Row[]) => void): void {
  const db = new Database(path);
  db.run("PRAGMA journal_mode = MEMORY");
  db.run("PRAGMA synchronous = OFF");
  const triggers = db.query<{ name: string }, []>("SELECT name FROM sqlite_schema WHERE type = 'trigger'");
  for (const { name } of triggers.all()) db.run(`DROP TRIGGER ${name}`);
  act(db, db.query<Row, []>("SELECT * FROM journal_entries ORDER BY position").all());
  for (const statement of TABLES) if (statement.includes("TRIGGER")) db.run(statement);
  db.close();
}

function damageFile(path: string, cut: boolean, chance: Chance): void {
  const { size } = statSync(path);
  const at = chance(size);
  if (cut) {
    truncateSync(path, at);
    return;
  }
  const before = readFileSync(path)[at] ?? 0;
  const fd = openSync(path, "r+");
  writeSync(fd, Uint8Array.of(before ^ (1 + chance(255))), 0, 1, at);
  closeSync(fd);
}
