import { Database } from "bun:sqlite";
import type { Catalogue, Journal, NewEntry, View } from "../index.ts";
import { tableNames } from "../view.ts";
import { temporaryJournal } from "./temporary-journal.ts";

/** Rows of each table that these views own, each as JSON and sorted: the order of rows is no part of a view. */
export function dumpViews(path: string, views: readonly View[]): Record<string, string[]> {
  const db = new Database(path, { readonly: true });
  try {
    const dump = (table: string) =>
      db
        .query(`SELECT * FROM "${table}"`)
        .all()
        .map((row) => JSON.stringify(row))
        .sort();
    const tables = views.flatMap((view) => tableNames(view.tables));
    return Object.fromEntries(tables.map((table) => [table, dump(table)]));
  } finally {
    db.close();
  }
}

/** Numbers from 0 up to 1 that are the same in each run of a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export type ViewsTrial = {
  views: readonly View[];
  catalogue: Catalogue;
  /** The next event; `random` gives numbers from 0 up to 1, `journal` what was written before. */
  next(random: () => number, journal: Journal): NewEntry;
  seed: number;
  events: number;
};

/**
 * Writes random events, some alone and some in groups, closes and opens the journal in between, and shows that the views
 * that kept step have the same rows as views that are made from nothing, at the end and again after that. Throws an Error
 * that names the first table and row that differ. Gives the rows, for the test to look at.
 */
export function viewsMatchRebuild(trial: ViewsTrial): Record<string, string[]> {
  const { views, catalogue, seed, events } = trial;
  const place = temporaryJournal();
  const random = seeded(seed);
  const open = () => place.open({ catalogue, views });
  let journal = open();
  try {
    for (let written = 0; written < events; ) {
      place.clock.advance(Math.floor(random() * 60_000));
      const group = Math.min(random() < 0.7 ? 1 : 1 + Math.floor(random() * 10), events - written);
      if (group === 1) journal.append(trial.next(random, journal));
      else journal.appendAll(Array.from({ length: group }, () => trial.next(random, journal)));
      written += group;
      if (random() > 0.02) continue;
      journal.close();
      journal = open();
    }
    const kept = dumpViews(place.path, views);
    for (const view of views) {
      journal.rebuildViews(view.name);
      requireSame(kept, dumpViews(place.path, views), `after the rebuild of "${view.name}", seed ${seed}`);
    }
    journal.rebuildViews();
    requireSame(kept, dumpViews(place.path, views), `after the rebuild of all, seed ${seed}`);
    return kept;
  } finally {
    journal.close();
    place.remove();
  }
}

function requireSame(kept: Record<string, string[]>, made: Record<string, string[]>, when: string): void {
  for (const [table, rows] of Object.entries(kept)) {
    const other = made[table] ?? [];
    const at = Array.from({ length: Math.max(rows.length, other.length) }, (_, row) => row).find(
      (row) => rows[row] !== other[row],
    );
    if (at === undefined) continue;
    throw new Error(`table "${table}" differs ${when}: kept ${rows[at]}, made from nothing ${other[at]}`);
  }
}
