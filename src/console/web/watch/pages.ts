import type { Refused } from "../ask.ts";
import { refusedOf } from "../form/refusal.tsx";

/** A list that is longer than what is held of it: pages are asked for as they come into sight. */

export const PAGE_ROWS = 200;
/** Pages held; the one longest out of sight goes. 40 are 8,000 rows, some megabytes. */
export const PAGES_HELD_MAX = 40;

export type Page<A, R> = { answer: A; total: number; rows: readonly R[] };

export type Shown<A, R> = {
  /** The latest answer; undefined until the first. */
  answer: A | undefined;
  total: number | undefined;
  refused: Refused | undefined;
  at(index: number): R | undefined;
};

export class Pages<A, R> {
  private readonly held = new Map<number, readonly R[]>();
  private readonly asked = new Map<number, Promise<void>>();
  private readonly listeners = new Set<() => void>();
  private inSight: readonly [number, number] = [0, 0];
  private shown: Shown<A, R> = {
    answer: undefined,
    total: undefined,
    refused: undefined,
    at: (index) => this.held.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS],
  };

  constructor(private readonly load: (offset: number, limit: number) => Promise<Page<A, R>>) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly read = (): Shown<A, R> => this.shown;

  /** Rows `first` to `last` are looked at: what is missing of them is asked for. */
  readonly see = (first: number, last: number): void => {
    this.inSight = [Math.floor(first / PAGE_ROWS), Math.floor(Math.max(first, last) / PAGE_ROWS)];
    for (const page of this.pagesInSight()) if (!this.held.has(page)) void this.fetch(page);
  };

  /** Asks again for what is in sight; the rest is asked for when it comes into sight. */
  readonly refresh = async (): Promise<void> => {
    const wanted = this.pagesInSight();
    for (const page of [...this.held.keys()]) if (!wanted.includes(page)) this.held.delete(page);
    await Promise.all(wanted.map((page) => this.fetch(page)));
  };

  /** Puts newer rows in the place of those held. */
  readonly replace = (newer: (row: R) => R | undefined): void => {
    let hasChanged = false;
    for (const [page, rows] of this.held) {
      const next = rows.map((row) => newer(row) ?? row);
      if (next.every((row, n) => row === rows[n])) continue;
      this.held.set(page, next);
      hasChanged = true;
    }
    if (hasChanged) this.tell({});
  };

  /** The first `count` rows are there, or could not be had: `read().refused` says so. */
  readonly hold = async (count: number): Promise<void> => {
    for (let page = 0; page * PAGE_ROWS < count; page++) if (!this.held.has(page)) await this.fetch(page);
  };

  private pagesInSight(): number[] {
    const [first, last] = this.inSight;
    return Array.from({ length: last - first + 1 }, (_, n) => first + n);
  }

  private fetch(page: number): Promise<void> {
    const asked = this.asked.get(page) ?? this.take(page);
    this.asked.set(page, asked);
    return asked;
  }

  private async take(page: number): Promise<void> {
    try {
      const { answer, total, rows } = await this.load(page * PAGE_ROWS, PAGE_ROWS);
      this.held.delete(page);
      this.held.set(page, rows);
      for (const old of this.held.keys()) {
        if (this.held.size <= PAGES_HELD_MAX) break;
        if (!this.pagesInSight().includes(old)) this.held.delete(old);
      }
      this.tell({ answer, total, refused: undefined });
    } catch (error) {
      this.tell({ refused: refusedOf(error) });
    } finally {
      this.asked.delete(page);
    }
  }

  private tell(change: Partial<Shown<A, R>>): void {
    this.shown = { ...this.shown, ...change };
    for (const listener of [...this.listeners]) listener();
  }
}
