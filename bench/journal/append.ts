import type { Effort, Section } from "../harness/section.ts";
import { figure, percentile } from "../harness/statistics.ts";
import { count, emptyPlace, fill, note, open } from "./town-journal.ts";

const FULL = { before: 100_000, alone: 3_000, grouped: 50_000 };
const SMOKE = { before: 1_000, alone: 100, grouped: 2_000 };
const GROUPS = [10, 100, 1_000];
const ALONE_P99_MS_MAX = 15;
const GROUPED_PER_SECOND_MIN = 5_000;

/** Durable appends, with tree and two views in the same transaction: one at a time, and in groups. */
export async function append({ smoke }: Effort): Promise<Section> {
  const sizes = smoke ? SMOKE : FULL;
  const journal = open(emptyPlace("append"));
  fill(journal, sizes.before);
  const alone: number[] = [];
  for (let number = 0; number < sizes.alone; number++) {
    const startedAt = performance.now();
    journal.append(note(number));
    alone.push(performance.now() - startedAt);
  }
  const rates = GROUPS.map((group) => {
    const startedAt = performance.now();
    fill(journal, sizes.grouped, group);
    return { group, perSecond: (sizes.grouped / (performance.now() - startedAt)) * 1_000 };
  });
  journal.close();
  const p99Ms = percentile(alone, 0.99);
  const best = Math.max(...rates.map(({ perSecond }) => perSecond));
  return {
    title: "Appending",
    about: `A journal that holds ${count(sizes.before)} entries already; entries of about 400 bytes; each append is on disk (fsync) with its chain, its place in the tree and two views when it returns.`,
    goals: [
      {
        what: "append alone, p99",
        goal: `<= ${ALONE_P99_MS_MAX} ms`,
        measured: `${figure(p99Ms)} ms`,
        met: p99Ms <= ALONE_P99_MS_MAX,
      },
      {
        what: "appends in groups",
        goal: `>= ${count(GROUPED_PER_SECOND_MIN)}/s`,
        measured: `${figure(best)}/s`,
        met: best >= GROUPED_PER_SECOND_MIN,
      },
    ],
    tables: [
      {
        caption: "One at a time, in milliseconds.",
        head: ["appends", "p50", "p99", "longest"],
        rows: [
          [count(sizes.alone), figure(percentile(alone, 0.5)), figure(p99Ms), figure(Math.max(...alone))],
        ],
      },
      {
        caption: "In groups.",
        head: ["entries in a group", "entries/s"],
        rows: rates.map(({ group, perSecond }) => [count(group), figure(perSecond)]),
      },
    ],
    notes: [],
    faults: [],
  };
}
