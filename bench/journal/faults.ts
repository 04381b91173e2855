import type { Effort, Section } from "../harness/section.ts";
import { killImports } from "./import-kills.ts";
import { killAppends } from "./kills.ts";
import { tamperWith } from "./tampers.ts";
import { tearWrites } from "./torn.ts";
import { count, emptyPlace } from "./town-journal.ts";

const FULL = { kills: 1_000, importKills: 100, torn: 500, tampers: 10_000 };
const SMOKE = { kills: 12, importKills: 4, torn: 30, tampers: 200 };
const SEED = 26092022;

/** Faults listed in full; all are counted. */
const FAULTS_LISTED_MAX = 20;

/** kill -9 while it appends, torn writes, and people who lay hands on the file. */
export async function faults({ smoke }: Effort): Promise<Section> {
  const sizes = smoke ? SMOKE : FULL;
  const kills = await killAppends(emptyPlace("kills"), sizes.kills, SEED);
  const places = ["takes", "gives-1", "gives-2"].map(emptyPlace);
  const imports = await killImports(places, sizes.importKills, SEED);
  const torn = tearWrites(emptyPlace("torn"), sizes.torn, SEED);
  const tampers = tamperWith(emptyPlace("tampers"), sizes.tampers, SEED);
  const kinds = Object.entries(tampers.kinds);
  const missed = kinds.reduce((sum, [, kind]) => sum + kind.missed, 0);
  return {
    title: "Faults",
    about: `All with seed ${SEED}. Kills: a child appends one, seven or a hundred at a time, with tree, views and checkpoints, and is killed at a random moment, a quarter of the time while it starts. Torn writes: 40 % in what was not yet acknowledged, 40 % anywhere in the write-ahead log, 20 % in the main file; cut, zeroed or filled with noise. Changes: by somebody who has the file, takes the triggers away and puts them back.`,
    goals: [
      {
        what: `${count(kills.kills)} x kill -9: acknowledged entries lost`,
        goal: "0",
        measured: `${kills.lost} of ${count(kills.acknowledged)}`,
        met: kills.lost === 0,
      },
      {
        what: `${count(imports.kills)} x kill -9 in an import: what the journal holds at last`,
        goal: "the set that was given",
        measured: imports.faults.length === 0 ? "it" : "another",
        met: imports.faults.length === 0,
      },
      {
        what: `${count(torn.trials)} torn writes: acknowledged entries lost, and damage that nobody reports`,
        goal: "0",
        measured: `${torn.lost}, ${torn.faults.length}`,
        met: torn.lost === 0 && torn.faults.length === 0,
      },
      {
        what: `${count(tampers.trials)} changes: not found`,
        goal: "0",
        measured: count(missed),
        met: missed === 0,
      },
    ],
    tables: [
      {
        caption: "Torn writes, by what came of them.",
        head: [
          "all entries there",
          "an earlier state (a checkpoint shows it)",
          "reported by verify",
          "unreadable, and refused",
        ],
        rows: [[torn.whole, torn.earlier, torn.reported, torn.unreadable].map(String)],
      },
      {
        caption: "Changes, by who finds them.",
        head: ["change", "verify alone", "only with the last checkpoint", "no effect on any entry", "missed"],
        rows: kinds.map(([name, kind]) => [
          name,
          ...[kind.alone, kind.withCheckpoint, kind.noEffect, kind.missed].map(String),
        ]),
      },
    ],
    notes: [
      `${count(kills.unacknowledged)} entries were on disk whose acknowledgement the kill cut off.`,
      "Verify alone means with --every-signature; without it, a changed signature in the midst of a lane is not looked at, for the last one covers all entries.",
    ],
    faults: [...kills.faults, ...imports.faults, ...torn.faults, ...tampers.faults].slice(
      0,
      FAULTS_LISTED_MAX,
    ),
  };
}
