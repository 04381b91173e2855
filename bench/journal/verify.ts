import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { BUN, BUN_FLAGS } from "../harness/folders.ts";
import { runToEnd } from "../harness/process.ts";
import type { Effort, Section } from "../harness/section.ts";
import { figure } from "../harness/statistics.ts";
import { count, emptyPlace, fill, open } from "./town-journal.ts";

const ENTRIES = 1_000_000;
const SMOKE_ENTRIES = 5_000;
const SECONDS_MAX = 10;
const MEGABYTES_MAX = 300;
/** A million signatures take most of a minute on a quiet core. */
const CHILD_TIMEOUT_MS = 600_000;

type Taken = { ok: boolean; entries: number; signaturesChecked: number; seconds: number; peakMb: number };

/** The verifier over a million entries: time and memory, alone, with a checkpoint, and with every signature. */
export async function verify({ smoke }: Effort): Promise<Section> {
  const entries = smoke ? SMOKE_ENTRIES : ENTRIES;
  const place = emptyPlace("verify");
  const journal = open(place);
  fill(journal, entries);
  const checkpoint = join(place.folder, "checkpoint.txt");
  writeFileSync(checkpoint, journal.checkpoint().note);
  journal.close();
  const child = async (...args: string[]): Promise<Taken> => {
    const path = join(import.meta.dir, "verify-child.ts");
    return JSON.parse(
      await runToEnd(BUN, [...BUN_FLAGS, path, place.path, ...args], { timeoutMs: CHILD_TIMEOUT_MS }),
    );
  };
  const runs: [string, Taken][] = [
    ["hashes, chain, tree, last signature of each lane", await child("last")],
    ["the same, held to a checkpoint kept elsewhere", await child("last", checkpoint)],
    ["the same, and every signature", await child("every", checkpoint)],
  ];
  const first = (runs[0] as [string, Taken])[1];
  return {
    title: "Verifying",
    about: `${count(entries)} entries in one lane, verified by a process of its own.`,
    goals: [
      {
        what: `verify ${count(entries)} entries`,
        goal: `<= ${SECONDS_MAX} s`,
        measured: `${figure(first.seconds)} s`,
        met: first.seconds <= SECONDS_MAX,
      },
      {
        what: "its memory at most",
        goal: `<= ${MEGABYTES_MAX} MB`,
        measured: `${figure(first.peakMb)} MB`,
        met: first.peakMb <= MEGABYTES_MAX,
      },
    ],
    tables: [
      {
        caption: "Seconds, and the process's largest resident size.",
        head: ["checked", "entries", "signatures", "seconds", "MB"],
        rows: runs.map(([what, taken]) => [
          what,
          count(taken.entries),
          count(taken.signaturesChecked),
          figure(taken.seconds),
          figure(taken.peakMb),
        ]),
      },
    ],
    notes: [],
    faults: runs.filter(([, { ok }]) => !ok).map(([what]) => `found wanting: ${what}`),
  };
}
