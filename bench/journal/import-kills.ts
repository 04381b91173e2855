import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { exportLines, verifyJournal } from "../../src/journal/index.ts";
import { heldBy, rowsIn, shuffled } from "../../src/journal/testing/exchange.ts";
import { dumpViews, seeded } from "../../src/journal/testing/views-match-rebuild.ts";
import { BUN, BUN_FLAGS } from "../harness/folders.ts";
import { fill, open, type Place, views } from "./town-journal.ts";

export type ImportKills = { kills: number; faults: string[] };

/**
 * Imports the same shuffled lines of other journals again and again and is killed (kill -9) each time; at last once without
 * a kill. Then the journal must hold the very set that was given, have said of each lane once that it is new, and verify.
 * `places`: empty; the first takes in what the others hold.
 */
export async function killImports(
  places: readonly Place[],
  kills: number,
  seed: number,
): Promise<ImportKills> {
  const random = seeded(seed);
  const [here, ...others] = places as [Place, ...Place[]];
  const exports = others.map((place, index) => {
    const journal = open(place, { lane: `tablet-${index}` });
    fill(journal, 1_200, 100);
    journal.close();
    return [...exportLines(place.path)];
  });
  const lanes = exports.map(([lane]) => lane as string);
  const file = join(here.folder, "lines.jsonl");
  const result: ImportKills = { kills, faults: [] };
  open(here).close();
  for (let kill = 0; kill <= kills; kill++) {
    const entries = shuffled(
      exports.flatMap((lines) => lines.slice(1)),
      random,
    );
    writeFileSync(file, `${[...lanes, ...entries].join("\n")}\n`);
    await runImporter(here, file, kill < kills ? random() * 40 : undefined);
    const { problems } = verifyJournal(here.path);
    if (problems.length > 0) result.faults.push(`kill ${kill} (seed ${seed}): ${JSON.stringify(problems)}`);
  }
  const held = heldBy(here.path).filter((line) => !line.startsWith("keeper "));
  const given = others.flatMap((place) => heldBy(place.path)).sort();
  if (held.join() !== given.join())
    result.faults.push(`${held.length} entries are held of ${given.length} given`);
  const said = rowsIn(here.path, "journal_entries") - held.length;
  if (said !== lanes.length) result.faults.push(`${said} entries say that ${lanes.length} lanes are new`);
  const journal = open(here);
  const kept = JSON.stringify(dumpViews(here.path, views));
  journal.rebuildViews();
  journal.close();
  if (JSON.stringify(dumpViews(here.path, views)) !== kept)
    result.faults.push("the views differ from their rebuild");
  return result;
}

/** With a delay: kills it so many milliseconds after it began. */
async function runImporter({ folder }: Place, file: string, delayMs: number | undefined): Promise<void> {
  const script = join(import.meta.dir, "kill-importer.ts");
  const child = Bun.spawn([BUN, ...BUN_FLAGS, script, folder, file], { stdout: "pipe", stderr: "inherit" });
  const reader = child.stdout.getReader();
  await reader.read();
  if (delayMs !== undefined) {
    await Bun.sleep(delayMs);
    child.kill("SIGKILL");
  }
  const code = await child.exited;
  if (delayMs === undefined && code !== 0) throw new Error(`the import ended with ${code}`);
}
