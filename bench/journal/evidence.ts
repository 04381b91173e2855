import { writeSlice } from "../../src/journal/index.ts";
import { emptyFolder } from "../harness/folders.ts";
import type { Effort, Section } from "../harness/section.ts";
import { figure, percentile } from "../harness/statistics.ts";
import { count, emptyPlace, fill, open } from "./town-journal.ts";

const FULL = { entries: 100_000, proofs: 2_000, slices: [20, 200, 1_000] };
const SMOKE = { entries: 2_000, proofs: 50, slices: [5] };

/** What is needed to convince somebody: a checkpoint, proofs, an excerpt, and the time that a stranger takes to check it. */
export async function evidence({ smoke }: Effort): Promise<Section> {
  const sizes = smoke ? SMOKE : FULL;
  const journal = open(emptyPlace("evidence"));
  fill(journal, sizes.entries);
  const startedAt = performance.now();
  const { size } = journal.checkpoint();
  const checkpointMs = performance.now() - startedAt;
  const proofsMs = Array.from({ length: sizes.proofs }, (_, index) => {
    const before = performance.now();
    journal.inclusionProof(1 + Math.floor((index * size) / sizes.proofs), size);
    return performance.now() - before;
  });
  const rows: string[][] = [];
  const faults: string[] = [];
  for (const wanted of sizes.slices) {
    const step = Math.floor(size / wanted);
    const select = Array.from({ length: wanted }, (_, index) => 1 + index * step);
    const folder = emptyFolder(`journal/slice-${wanted}`);
    const before = performance.now();
    const slice = await journal.slice({ title: `${wanted} entries`, select });
    await writeSlice(slice, folder);
    const made = performance.now();
    const { exitCode, stdout } = Bun.spawnSync(["sh", `${folder}/verifier.sh`], {
      env: { PATH: "/usr/bin:/bin" },
    });
    const checked = performance.now();
    if (exitCode !== 0) faults.push(`the script found the slice of ${wanted} wanting: ${stdout}`);
    rows.push([count(slice.entries), figure((made - before) / 1_000), figure((checked - made) / 1_000)]);
  }
  journal.close();
  return {
    title: "Convincing a stranger",
    about: `A journal of ${count(sizes.entries)} entries. A slice's entries are spread over the whole journal, the worst case for its proof; the stranger runs verifier.sh with nothing but /usr/bin:/bin.`,
    goals: [],
    tables: [
      {
        caption: "In milliseconds.",
        head: ["checkpoint", "inclusion proof p50", "p99"],
        rows: [[figure(checkpointMs), figure(percentile(proofsMs, 0.5)), figure(percentile(proofsMs, 0.99))]],
      },
      {
        caption: "Slices, in seconds.",
        head: ["entries", "made and written", "checked by the stranger"],
        rows,
      },
    ],
    notes: [],
    faults,
  };
}
