import { Database } from "bun:sqlite";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { verifyJournal } from "../../src/journal/index.ts";
import { dumpViews, seeded } from "../../src/journal/testing/views-match-rebuild.ts";
import { BUN, BUN_FLAGS } from "../harness/folders.ts";
import { note, open, type Place, views } from "./town-journal.ts";

export type Kills = {
  kills: number;
  acknowledged: number;
  /** Acknowledged entries that are not in the journal. */
  lost: number;
  /** Entries on disk whose acknowledgement the kill cut off. */
  unacknowledged: number;
  /** What does not verify, does not open, or is not the same after a rebuild. */
  faults: string[];
};

/** Kills after which a fresh journal is begun, so that verifying stays short. */
const KILLS_PER_JOURNAL = 25;
const DELAY_MS_MAX = 60;
const GROUPS = [1, 1, 7, 100];

/**
 * A child appends and is killed (kill -9) at a random moment, from its start on; then the journal must hold everything that
 * was acknowledged, verify, open and go on, and its views must equal their rebuild. `place` is emptied.
 */
export async function killAppends(place: Place, kills: number, seed: number): Promise<Kills> {
  const random = seeded(seed);
  const result: Kills = { kills, acknowledged: 0, lost: 0, unacknowledged: 0, faults: [] };
  let known = 0;
  for (let kill = 0; kill < kills; kill++) {
    if (kill % KILLS_PER_JOURNAL === 0) {
      for (const part of ["beffroi.db", "beffroi.db-wal", "beffroi.db-shm", "keys"]) {
        rmSync(join(place.folder, part), { recursive: true, force: true });
      }
      known = 0;
    }
    const group = GROUPS[Math.floor(random() * GROUPS.length)] as number;
    // One in four dies before or while it opens the journal.
    const acks = await killedWriter(
      place,
      group,
      random() < 0.25 ? undefined : random() * DELAY_MS_MAX,
      random,
    );
    if (!existsSync(place.path)) continue;
    const fault = (what: string) => result.faults.push(`kill ${kill} (seed ${seed}): ${what}`);
    const ids = idsOf(place.path);
    const missing = acks.filter(({ n, id }) => ids.get(n) !== id).length;
    result.acknowledged += acks.length;
    result.lost += missing;
    if (missing > 0) fault(`${missing} acknowledged entries are gone`);
    const { problems, entries } = verifyJournal(place.path);
    if (problems.length > 0 && ids.size > 0) fault(JSON.stringify(problems));
    result.unacknowledged += Math.max(0, entries - known - acks.length);
    known = goOn(place, entries, fault);
  }
  return result;
}

/** Opens, appends, and compares the views with their rebuild. Gives the number of entries then. */
function goOn(place: Place, entries: number, fault: (what: string) => void): number {
  const journal = open(place);
  const kept = JSON.stringify(dumpViews(place.path, views));
  journal.rebuildViews();
  if (JSON.stringify(dumpViews(place.path, views)) !== kept) fault("the views are not what their rebuild is");
  journal.append(note(entries));
  const count = journal.count();
  journal.close();
  if (count !== entries + 1) fault(`the journal had ${entries} entries and has ${count} after one more`);
  return count;
}

async function killedWriter(
  place: Place,
  group: number,
  delayMs: number | undefined,
  random: () => number,
): Promise<{ n: number; id: string }[]> {
  const script = join(import.meta.dir, "kill-writer.ts");
  const child = Bun.spawn([BUN, ...BUN_FLAGS, script, place.folder, String(group)], {
    stdout: "pipe",
    stderr: "pipe",
  });
  const reader = child.stdout.getReader();
  const decoder = new TextDecoder();
  let output = "";
  if (delayMs === undefined) await Bun.sleep(random() * 3 * DELAY_MS_MAX);
  else {
    output = decoder.decode((await reader.read()).value);
    await Bun.sleep(delayMs);
  }
  child.kill("SIGKILL");
  await child.exited;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    output += decoder.decode(part.value);
  }
  const errors = await new Response(child.stderr).text();
  if (errors !== "") throw new Error(`the writer failed: ${errors.slice(0, 500)}`);
  const lines = output.split("\n").slice(0, -1);
  return lines.map((line) => ({ n: Number(line.split(" ")[0]), id: line.split(" ")[1] ?? "" }));
}

/** Ids by number in the lane; none when the tables are not there yet. */
function idsOf(path: string): Map<number, string> {
  const db = new Database(path, { readwrite: true });
  try {
    if (db.query("SELECT 1 FROM sqlite_schema WHERE name = 'journal_entries'").get() === null)
      return new Map();
    const rows = db.query<{ n: number; id: string }, []>(
      "SELECT n, id FROM journal_entries WHERE lane = 'keeper'",
    );
    return new Map(rows.all().map(({ n, id }) => [n, id]));
  } finally {
    db.close();
  }
}
