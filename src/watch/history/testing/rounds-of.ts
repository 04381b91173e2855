import { msOf, type Words, wordsOf } from "../code.ts";
import { DAY_MS, eachRound } from "../day-row.ts";
import type { HistoryReader } from "../reader.ts";

/** One round as it can be told from the rows: exact in its words, to the second in its time. */
export type PastRound = {
  readonly at: number;
  readonly words: Words;
  /** Within a few per cent. */
  readonly totalMs: number;
};

/** Rounds of a site that began in [fromMs, toMs), by point of measurement, oldest first. */
export function roundsOf(
  reader: HistoryReader,
  site: number,
  fromMs: number,
  toMs: number,
): Map<string, PastRound[]> {
  const found = new Map<string, PastRound[]>();
  for (let day = Math.floor(fromMs / DAY_MS); day * DAY_MS < toMs; day++) {
    for (const { vantage, row } of reader.dayOf(site, day)) {
      const rounds = found.get(vantage) ?? [];
      for (const run of row.runs) {
        const words = wordsOf(run.code);
        const totalMs = msOf(run.time) ?? 0;
        eachRound(run, day * DAY_MS, fromMs, toMs, (at) => rounds.push({ at, words, totalMs }));
      }
      if (rounds.length > 0) found.set(vantage, rounds);
    }
  }
  for (const rounds of found.values()) rounds.sort((a, b) => a.at - b.at);
  return found;
}
