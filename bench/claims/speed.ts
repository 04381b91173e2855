import { BUN, BUN_FLAGS, ROOT } from "../harness/folders.ts";
import { runToEnd } from "../harness/process.ts";
import type { Effort, Section } from "../harness/section.ts";
import { figure, spread } from "../harness/statistics.ts";
import type { SpeedResult } from "./speed-main.ts";

const CORE = 0;
const FULL = { processes: 5, rounds: 8 };
const SMOKE = { processes: 1, rounds: 1 };
const PER_SECOND_GOAL = 200;
const LOAD_MS_GOAL = 1_000;
const LOAD_BYTES_GOAL = 150 * 1024 * 1024;
const TIMEOUT_MS = 120_000;

/** Documents a second on one core, and what the book of bodies costs to load, each in processes of their own. */
export async function speed({ smoke }: Effort): Promise<Section> {
  const { processes, rounds } = smoke ? SMOKE : FULL;
  const results: SpeedResult[] = [];
  for (let i = 0; i < processes; i++) {
    const args = [...BUN_FLAGS, `${ROOT}/bench/claims/speed-main.ts`, String(rounds)];
    results.push(JSON.parse(await runToEnd(BUN, args, { core: CORE, timeoutMs: TIMEOUT_MS })) as SpeedResult);
  }
  const of = (pick: (result: SpeedResult) => number) => spread(results.map(pick));
  const [warm, cold, load] = [
    of((each) => each.perSecond),
    of((each) => each.firstPerSecond),
    of((each) => each.loadMs),
  ];
  const [bytes, pages] = [of((each) => each.loadBytes), of((each) => each.pagesPerSecond)];
  const mb = (value: number) => figure(value / 1024 / 1024);
  return {
    title: "How fast texts are read",
    about: `All texts of test/support/press, read and joined on one core, ${rounds} times over in each of ${processes} processes; the first time over is counted apart.`,
    goals: [
      {
        what: "documents a second on one core",
        goal: `>= ${PER_SECOND_GOAL}`,
        measured: `${figure(warm.median)} (first time over: ${figure(cold.median)})`,
        met: warm.median >= PER_SECOND_GOAL,
      },
      {
        what: "book of bodies loaded",
        goal: `<= ${LOAD_MS_GOAL} ms`,
        measured: `${figure(load.median)} ms`,
        met: load.median <= LOAD_MS_GOAL,
      },
      {
        what: "memory that the book of bodies and the rules take",
        goal: "<= 150 MB",
        measured: `${mb(bytes.median)} MB`,
        met: bytes.median <= LOAD_BYTES_GOAL,
      },
    ],
    tables: [
      {
        caption: "Medians, and from the slowest to the fastest process.",
        head: ["what", "median", "min", "max"],
        rows: [
          ["documents a second", figure(warm.median), figure(warm.min), figure(warm.max)],
          ["documents a second, first time over", figure(cold.median), figure(cold.min), figure(cold.max)],
          [
            "pages of HTML a second, made readable only",
            figure(pages.median),
            figure(pages.min),
            figure(pages.max),
          ],
          ["loading, ms", figure(load.median), figure(load.min), figure(load.max)],
          ["memory, MB", mb(bytes.median), mb(bytes.min), mb(bytes.max)],
        ],
      },
    ],
    notes: ["Memory is what the process holds more after loading than before, its garbage taken out."],
    faults: [],
  };
}
