import { Database } from "bun:sqlite";
import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type StoredEntry, verifyJournal } from "../../src/journal/index.ts";
import { seeded } from "../../src/journal/testing/views-match-rebuild.ts";
import { Refusal } from "../../src/kernel/refusal.ts";
import { fill, note, open, type Place, placeIn } from "./town-journal.ts";

export type Torn = {
  trials: number;
  /** Acknowledged entries lost when only what was not yet acknowledged was torn. */
  lost: number;
  /** All entries were there. */
  whole: number;
  /** The log was damaged further back: what is left is the journal as it was at an earlier moment, and a checkpoint shows it. */
  earlier: number;
  /** The verifier said what is damaged. */
  reported: number;
  /** SQLite could not read it at all, and the refusal says so. */
  unreadable: number;
  faults: string[];
};

const SECTOR_BYTES = 512;

/** A journal of which a part is in the main file, a part in the log, and one more group is on its way. */
type Material = {
  main: Buffer;
  /** The main file when the journal was closed: all entries, and no log beside it. */
  closed: Buffer;
  /** The log when the last acknowledged append returned, and after the group that nobody was told of. */
  acknowledged: Buffer;
  log: Buffer;
  written: StoredEntry[];
  acknowledgedCount: number;
  /** Of all that was acknowledged. */
  checkpoint: string;
  keysFolder: string;
};

function makeMaterial(place: Place): Material {
  const journal = open(place);
  fill(journal, 40, 10);
  journal.checkpoint();
  const raw = new Database(place.path);
  raw.run("PRAGMA wal_checkpoint(TRUNCATE)");
  const main = readFileSync(place.path);
  fill(journal, 30, 3);
  const { note: checkpoint } = journal.checkpoint();
  const acknowledged = readFileSync(`${place.path}-wal`);
  const acknowledgedCount = journal.count();
  journal.appendAll(Array.from({ length: 20 }, (_, index) => note(1_000 + index)));
  const log = readFileSync(`${place.path}-wal`);
  const written = journal.read({ after: 0, limit: 1_000 });
  raw.close();
  journal.close();
  const closed = readFileSync(place.path);
  return {
    main,
    closed,
    acknowledged,
    log,
    written,
    acknowledgedCount,
    checkpoint,
    keysFolder: place.keysFolder,
  };
}

type Damage = { what: string; main: Buffer; log: Buffer; sparesAcknowledged: boolean };

/** Cuts off, zeroes sectors or fills them with noise: in the unacknowledged end, anywhere in the log, in the main file. */
function damage(material: Material, random: () => number): Damage {
  const { main, closed, log, acknowledged } = material;
  const where = random();
  const target = Buffer.from(where < 0.8 ? log : closed);
  const from = where < 0.4 ? acknowledged.length : 0;
  const start = from + Math.floor(random() * (target.length - from));
  const how = random();
  let after = target;
  if (how < 0.4) after = target.subarray(0, start);
  else {
    const sectors = 1 + Math.floor(random() * 16);
    const begin = Math.max(from, start - (start % SECTOR_BYTES));
    const end = Math.min(target.length, begin + sectors * SECTOR_BYTES);
    for (let at = begin; at < end; at++) target[at] = how < 0.7 ? 0 : Math.floor(random() * 256);
    after = target;
  }
  const inLog = where < 0.8;
  return {
    what: `${how < 0.4 ? "cut" : how < 0.7 ? "zeroes" : "noise"} at byte ${start} of the ${inLog ? "log" : "main file"}`,
    main: inLog ? main : after,
    log: inLog ? after : Buffer.alloc(0),
    sparesAcknowledged: where < 0.4,
  };
}

/** Writes that a crash or a failing disk tore: the journal opens with all or an earlier state, or says what is damaged. */
export function tearWrites(place: Place, trials: number, seed: number): Torn {
  const material = makeMaterial(place);
  const random = seeded(seed);
  const result: Torn = { trials, lost: 0, whole: 0, earlier: 0, reported: 0, unreadable: 0, faults: [] };
  const copy: Place = {
    ...placeIn(place.folder),
    path: join(place.folder, "torn.db"),
    keysFolder: material.keysFolder,
  };
  for (let trial = 0; trial < trials; trial++) {
    const damaged = damage(material, random);
    for (const ending of ["", "-wal", "-shm"]) rmSync(`${copy.path}${ending}`, { force: true });
    writeFileSync(copy.path, damaged.main);
    writeFileSync(`${copy.path}-wal`, damaged.log);
    const fault = judge(copy, damaged, material, result);
    if (fault !== undefined) result.faults.push(`trial ${trial} (seed ${seed}), ${damaged.what}: ${fault}`);
  }
  return result;
}

/** Counts one trial; gives what is wrong with it. */
function judge(copy: Place, damaged: Damage, material: Material, result: Torn): string | undefined {
  const { written, acknowledgedCount, checkpoint } = material;
  try {
    const ids = written.map(({ id }) => id);
    const report = verifyJournal(copy.path, { everySignature: true });
    if (!report.ok) {
      result.reported += 1;
      return damaged.sparesAcknowledged ? `the verifier found ${JSON.stringify(report.problems)}` : undefined;
    }
    const held = idsIn(copy);
    if (held.some((id, index) => id !== ids[index]))
      return "verifies, and holds other entries than were written";
    if (damaged.sparesAcknowledged) {
      result.lost += Math.max(0, acknowledgedCount - held.length);
      if (held.length < acknowledgedCount)
        return `${acknowledgedCount - held.length} acknowledged entries are gone`;
    }
    if (held.length >= acknowledgedCount) result.whole += 1;
    else result.earlier += 1;
    const found = verifyJournal(copy.path, { checkpoint }).problems.map(({ code }) => code);
    const expected = held.length >= acknowledgedCount ? "" : "checkpoint-ahead";
    if (found.join() !== expected)
      return `the checkpoint of the acknowledged end finds ${found.join() || "nothing"}`;
    const journal = open(copy);
    const { entry } = journal.append(note(0));
    journal.close();
    if (entry.n !== held.length + 1) return "does not go on where it ends";
    return verifyJournal(copy.path).ok ? undefined : "does not verify after one more entry";
  } catch (error) {
    if (!(error instanceof Refusal)) return error instanceof Error ? error.message : String(error);
    result.unreadable += 1;
    return damaged.sparesAcknowledged ? `refused: ${error.message}` : undefined;
  }
}

function idsIn({ path, folder }: Place): string[] {
  // A reader of its own, on a copy: looking must not bring the log home.
  const look = join(folder, "look.db");
  for (const ending of ["-wal", "-shm"]) rmSync(`${look}${ending}`, { force: true });
  for (const ending of ["", "-wal"]) copyFileSync(`${path}${ending}`, `${look}${ending}`);
  const db = new Database(look);
  try {
    return db
      .query<{ id: string }, []>("SELECT id FROM journal_entries ORDER BY position")
      .all()
      .map(({ id }) => id);
  } finally {
    db.close();
  }
}
