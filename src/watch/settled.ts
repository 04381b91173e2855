import type { Journal } from "../journal/index.ts";
import { program } from "../kernel/actor.ts";
import type { Clock } from "../kernel/clock.ts";
import { beginningOf } from "../kernel/text.ts";
import type { WatchBook } from "./bodies/index.ts";
import type { Verdict } from "./codes.ts";
import { NAME_CHARACTERS_MAX, type VerdictChange } from "./events.ts";
import { CHANGES_PER_ENTRY, portions } from "./announce.ts";
import type { Judge } from "./judge.ts";
import { RULE_VERSION, SETTLED_AFTER_MS, settle, WINDOW_MS } from "./verdict/index.ts";
import { type ChangeCursor, changesAfter, cursorAt, settledSince } from "./views.ts";

/**
 * A day later each change that was said is looked at again with all that was learnt: rounds that came late, points of
 * measurement that could not be trusted. Where the word would have been another, the journal says so.
 */

/** Changes that are looked at in one step. */
const CHANGES_PER_STEP = 20;
/** When nothing is due, it is looked again after this time, in ms. */
export const REST_MS = 60_000;
/** How far back is looked at a start: what was due while the keeper was away. */
const CATCH_UP_MS = 48 * 3_600_000;
/** A settled turn may come this much before or after the live one, in ms. */
const APART_MS_MAX = 15 * 60_000;

export type SettlerParts = {
  readonly journal: Pick<Journal, "query" | "appendAll">;
  readonly clock: Clock;
  readonly book: WatchBook;
  readonly judge: Judge;
};

export class Settler {
  /** Changes up to here were looked at. */
  private cursor: ChangeCursor;
  private restedMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly parts: SettlerParts) {
    const { journal, clock } = parts;
    const dueMs = clock.now() - SETTLED_AFTER_MS;
    this.cursor = cursorAt(journal, Math.max(dueMs - CATCH_UP_MS, settledSince(journal) ?? 0));
  }

  /** True while there is more to do at once. */
  step(): boolean {
    const { journal, clock } = this.parts;
    const nowMs = clock.now();
    if (nowMs - this.restedMs < REST_MS && nowMs >= this.restedMs) return false;
    const dueMs = nowMs - SETTLED_AFTER_MS;
    const changes = changesAfter(journal, this.cursor, dueMs, CHANGES_PER_STEP);
    const settled: VerdictChange[] = [];
    for (const { site, at, was, is } of changes) {
      const word = this.wordAt(site, Date.parse(at), was, is.verdict);
      if (word === undefined || word === is.verdict) continue;
      const name = beginningOf(this.parts.book.nameOf(site), NAME_CHARACTERS_MAX);
      settled.push({ site, name, was: is.verdict, is: { ...is, verdict: word, rule: RULE_VERSION } });
    }
    if (settled.length > 0) {
      const entries = portions(settled, CHANGES_PER_ENTRY).map((some) => ({
        actor: program("watch"),
        kind: "watch.verdicts-settled",
        subject: "watch",
        body: { changes: some },
      }));
      journal.appendAll(entries);
    }
    this.cursor = changes.at(-1) ?? this.cursor;
    if (changes.length === CHANGES_PER_STEP) return true;
    this.restedMs = nowMs;
    return false;
  }

  /** The settled word around a live change; `is` when the settled account says it too. undefined: not watched any more. */
  private wordAt(number: number, atMs: number, was: Verdict, is: Verdict): Verdict | undefined {
    const { book, judge } = this.parts;
    if (book.site(number) === undefined) return undefined;
    const sayings = judge.sayingsOf(number, atMs - 2 * WINDOW_MS, atMs + APART_MS_MAX);
    if (sayings.length === 0) return "inconclusive";
    const account = settle(sayings, { french: judge.decidingMask(), trusted: -1 });
    const near = account.filter(({ decidedAt }) => decidedAt >= atMs - APART_MS_MAX);
    if (near.some((change) => change.is === is)) return is;
    return account.filter(({ decidedAt }) => decidedAt <= atMs).at(-1)?.is ?? was;
  }
}
