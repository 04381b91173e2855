import type { SnapshotRecords } from "./ports.ts";
import { TARGET_CHARACTERS_MAX } from "./targets.ts";

/** Counting which pages people read, so that coverage can say what share of their visits would survive. */

/** Days (UTC) that are kept: the last week and today. */
export const DAYS_KEPT = 8;
/** Distinct targets counted on one day: those known from before, and newcomers of the day. */
export const KNOWN_MAX = 6_000;
export const NEWCOMERS_MAX = 4_000;

const DAY_MS = 86_400_000;

export const dayOf = (nowMs: number): number => Math.floor(nowMs / DAY_MS);

type Cell = { views: number };

/**
 * Page views by target since the last flush. Places are kept for pages known from before, and a day admits a bounded
 * number of newcomers; views beyond are counted as `other`. So a flood of random addresses neither grows the memory nor
 * takes the place of a page that people read.
 */
export class VisitCounter {
  private readonly cells = new Map<string, Cell>();
  private known = 0;
  private newcomers = 0;
  private day = Number.NaN;
  /** Views that had no place, since the start. */
  other = 0;

  /** Counts one view. One look-up for a target that has its place. */
  count(target: string): void {
    const cell = this.cells.get(target);
    if (cell !== undefined) cell.views++;
    else this.admit(target);
  }

  /** Gives known pages their place, the most important first; beyond KNOWN_MAX they are newcomers like others. */
  expect(targets: Iterable<string>): void {
    for (const target of targets) {
      if (this.known >= KNOWN_MAX) return;
      if (this.cells.has(target)) continue;
      this.cells.set(target, { views: 0 });
      this.known++;
    }
  }

  /** Reserves places for what was read last week, most read first, then for the pages of the snapshot. */
  expectFrom(records: Pick<SnapshotRecords, "visitsSince" | "targets">, nowMs: number): void {
    const visits = [...records.visitsSince(dayOf(nowMs) - DAYS_KEPT + 1)].sort((a, b) => b[1] - a[1]);
    this.expect(visits.filter(([, views]) => views > 1).map(([target]) => target));
    this.expect(records.targets(true));
  }

  /**
   * Adds what was counted to the records, in one transaction; call it each minute. What cannot be written stays counted
   * for the next time. On a new day newcomers lose their places and old days are forgotten.
   */
  flush(
    records: Pick<SnapshotRecords, "addVisits" | "forgetVisitsBefore" | "visitsSince" | "targets">,
    nowMs: number,
  ): void {
    const counts = new Map<string, number>();
    for (const [target, cell] of this.cells) if (cell.views > 0) counts.set(target, cell.views);
    const day = dayOf(nowMs);
    if (counts.size > 0) {
      if (!records.addVisits(day, counts)) return;
      for (const [target, views] of counts) {
        const cell = this.cells.get(target);
        if (cell !== undefined) cell.views -= views;
      }
    }
    if (day === this.day) return;
    records.forgetVisitsBefore(day - DAYS_KEPT + 1);
    this.day = day;
    this.cells.clear();
    this.known = this.newcomers = 0;
    this.expectFrom(records, nowMs);
  }

  /** Distinct targets that have a place. */
  get size(): number {
    return this.cells.size;
  }

  private admit(target: string): void {
    if (this.newcomers >= NEWCOMERS_MAX || target.length > TARGET_CHARACTERS_MAX) {
      this.other++;
      return;
    }
    this.newcomers++;
    this.cells.set(target, { views: 1 });
  }
}
