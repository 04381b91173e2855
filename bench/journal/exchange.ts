import { exportLines, verifyJournal } from "../../src/journal/index.ts";
import type { Effort, Section } from "../harness/section.ts";
import { count, emptyPlace, fill, open } from "./town-journal.ts";

const ENTRIES = 30_000;
const SMOKE_ENTRIES = 1_000;
const LANES = 3;

/** Entries of three other journals taken in: in order, again, and from the last to the first. */
export async function exchange({ smoke }: Effort): Promise<Section> {
  const entries = smoke ? SMOKE_ENTRIES : ENTRIES;
  const lines = Array.from({ length: LANES }, (_, index) => {
    const place = emptyPlace(`lane-${index}`);
    const journal = open(place, { lane: `tablet-${index}` });
    fill(journal, Math.floor(entries / LANES));
    journal.close();
    return [...exportLines(place.path)];
  });
  const lanes = lines.map(([lane]) => lane as string);
  const place = emptyPlace("exchange");
  const journal = open(place);
  const rows: string[][] = [];
  const take = (what: string, given: string[]) => {
    const startedAt = performance.now();
    const { admitted, known, parked, refused } = journal.importEntries(given);
    const perSecond = (given.length / (performance.now() - startedAt)) * 1_000;
    rows.push([what, ...[admitted, known, parked, refused, Math.round(perSecond)].map(count)]);
    return refused;
  };
  // As many as may wait, so that nothing is refused: each lane's last ones first, from the end.
  const waiting = Math.min(3_000, Math.floor(entries / LANES) - 1);
  const late = lines.flatMap((all) => all.slice(-waiting).reverse());
  const early = lines.flatMap((all) => all.slice(0, -waiting));
  const refused =
    take("the last ones first, which wait", [...lanes, ...late]) +
    take("the first ones, on which the others follow", early) +
    take("everything again", lines.flat());
  journal.close();
  const { ok, entries: held } = verifyJournal(place.path);
  const expected = LANES * Math.floor(entries / LANES) + LANES;
  return {
    title: "Taking in other journals",
    about: `${LANES} lanes of ${count(Math.floor(entries / LANES))} entries each, given as lines of their export; every hash and every signature is checked, tree and views follow.`,
    goals: [],
    tables: [
      {
        caption: "Lines by what became of them.",
        head: ["given", "admitted", "known", "parked", "refused", "lines/s"],
        rows,
      },
    ],
    notes: [],
    faults: [
      ...(refused > 0 ? [`${refused} lines were refused`] : []),
      ...(ok && held === expected ? [] : [`the journal holds ${held} good entries of ${expected}`]),
    ],
  };
}
