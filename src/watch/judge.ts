import { FAILURES, OUTCOMES } from "./codes.ts";
import type { WatchedSite, WindowVerdict } from "./events.ts";
import { msOf, type Words, wordsOf } from "./history/code.ts";
import { DAY_MS, type DayRow, eachRound, SPREAD_BUCKETS } from "./history/day-row.ts";
import type { DayOfVantage, HistoryReader } from "./history/reader.ts";
import { ATTEMPT_MS_MAX, ATTEMPT_OFFSETS_MS } from "./measure.ts";
import type { Trust } from "./trust.ts";
import { type FusedRound, fuse, marksOf, type Saying, WINDOW_MS, windowVerdict } from "./verdict/index.ts";

/** Any window of the past, out of the history, by the rule as it is now. */

/** Longest window that one verdict may span, in ms: a month. */
export const WINDOW_MS_MAX = 31 * DAY_MS;
/** With fewer rounds than this on the day itself, the day before tells too what is usual. */
const USUAL_ROUNDS_MIN = 48;
/** How long a round lasts that was not up at once; rows do not keep when it ended. */
const RETRIED_MS = (ATTEMPT_OFFSETS_MS.at(-1) ?? 0) + ATTEMPT_MS_MAX;
const UP = OUTCOMES.indexOf("up");

export type JudgeParts = {
  readonly reader: HistoryReader;
  /** Names of the points of measurement by their numbers. */
  readonly vantages: readonly string[];
  readonly trust: Trust;
  /** Whether what a point says decides; otherwise it informs. */
  isDeciding(vantage: string): boolean;
  /** Whether a maintenance of the site lies in the window. */
  inMaintenance(site: WatchedSite, fromMs: number, toMs: number): boolean;
};

export class Judge {
  constructor(private readonly parts: JudgeParts) {}

  /** The verdict on [fromMs, toMs). */
  verdictOf(site: WatchedSite, fromMs: number, toMs: number): WindowVerdict {
    const { trust, vantages, inMaintenance } = this.parts;
    const days = this.daysOf(site.site, fromMs, toMs);
    const usualMs = this.usualOf(site.site, days, Math.floor(fromMs / DAY_MS));
    return windowVerdict(this.fused(days, fromMs, toMs), {
      from: fromMs,
      to: toMs,
      suspendedMs: trust.suspendedMs(this.deciding(), fromMs, toMs),
      vantages,
      ...(usualMs === undefined ? {} : { usualMs }),
      ...(inMaintenance(site, fromMs, toMs) ? { maintenance: true } : {}),
    });
  }

  /** Fused rounds of a site that began in [fromMs, toMs), oldest first; what could not be trusted is left out. */
  fusedOf(site: number, fromMs: number, toMs: number): FusedRound[] {
    return this.fused(this.daysOf(site, fromMs, toMs), fromMs, toMs);
  }

  /** The verdict on each whole hour of a day (UTC; whole days since 1970). */
  hoursOf(site: WatchedSite, day: number): WindowVerdict[] {
    const { trust, vantages } = this.parts;
    const startMs = day * DAY_MS;
    const fused = this.fusedOf(site.site, startMs, startMs + DAY_MS);
    const deciding = this.deciding();
    return Array.from({ length: DAY_MS / WINDOW_MS }, (_, hour) => {
      const from = startMs + hour * WINDOW_MS;
      const to = from + WINDOW_MS;
      return windowVerdict(fused, { from, to, suspendedMs: trust.suspendedMs(deciding, from, to), vantages });
    });
  }

  /** What each point said of a site in [fromMs, toMs), as the rule takes it; untrusted and void rounds are left out. */
  sayingsOf(site: number, fromMs: number, toMs: number): Saying[] {
    return this.sayings(this.daysOf(site, fromMs, toMs), fromMs, toMs);
  }

  /** One bit for each point that decides. */
  decidingMask(): number {
    const { vantages, isDeciding } = this.parts;
    return vantages.reduce((mask, vantage, n) => (isDeciding(vantage) ? mask | (1 << n) : mask), 0);
  }

  private deciding(): string[] {
    return this.parts.vantages.filter((vantage) => this.parts.isDeciding(vantage));
  }

  private fused(days: readonly Day[], fromMs: number, toMs: number): FusedRound[] {
    return fuse(this.sayings(days, fromMs, toMs), this.decidingMask());
  }

  private sayings(days: readonly Day[], fromMs: number, toMs: number): Saying[] {
    const { trust, vantages } = this.parts;
    const found: Saying[] = [];
    for (const { day, vantage: name, row } of days) {
      const vantage = vantages.indexOf(name);
      for (const run of row.runs) {
        const said = saidOf(run.code);
        if (said.isVoid) continue;
        const totalMs = msOf(run.time) ?? -1;
        const { outcome, failure, marks } = said;
        eachRound(run, day * DAY_MS, fromMs, toMs, (at) => {
          const endedAt = at + (outcome === UP ? Math.max(0, totalMs) : RETRIED_MS);
          if (!trust.isTrusted(name, at, endedAt)) return;
          found.push({ vantage, at, endedAt, outcome, failure, marks, totalMs });
        });
      }
    }
    return found;
  }

  private daysOf(site: number, fromMs: number, toMs: number): Day[] {
    const days: Day[] = [];
    const firstMs = Math.max(fromMs, toMs - WINDOW_MS_MAX);
    for (let day = Math.floor(firstMs / DAY_MS); day * DAY_MS < toMs; day++) {
      for (const one of this.parts.reader.dayOf(site, day)) days.push({ day, ...one });
    }
    return days;
  }

  /** The median of that day, in ms: half a day of slow answers must come before they are usual. */
  private usualOf(site: number, days: readonly Day[], firstDay: number): number | undefined {
    const own = usualOfRows(days.map(({ row }) => row));
    if (own.rounds >= USUAL_ROUNDS_MIN) return own.usualMs;
    const before = this.parts.reader.dayOf(site, firstDay - 1).map(({ row }) => row);
    return usualOfRows([...days.map(({ row }) => row), ...before]).usualMs;
  }
}

type Day = DayOfVantage & { readonly day: number };

type Said = {
  readonly isVoid: boolean;
  readonly outcome: number;
  readonly failure: number;
  readonly marks: number;
};
const SAID = new Map<number, Said>();
const SAID_KNOWN_MAX = 10_000;

/** The rule's numbers of a code. */
export function saidOf(code: number): Said {
  const known = SAID.get(code);
  if (known !== undefined) return known;
  const words: Words = wordsOf(code);
  const said: Said = {
    isVoid: words.outcome === "void",
    outcome: OUTCOMES.indexOf(words.outcome),
    failure: FAILURES.indexOf(words.failure),
    marks: marksOf(words),
  };
  if (SAID.size < SAID_KNOWN_MAX) SAID.set(code, said);
  return said;
}

/** Median time of the answers of these days, and how many there were. */
export function usualOfRows(rows: readonly DayRow[]): { usualMs: number | undefined; rounds: number } {
  const spread = new Array<number>(SPREAD_BUCKETS).fill(0);
  let rounds = 0;
  for (const row of rows) {
    for (let bucket = 0; bucket < SPREAD_BUCKETS; bucket++) {
      const some = row.spread[bucket] ?? 0;
      spread[bucket] = (spread[bucket] ?? 0) + some;
      rounds += some;
    }
  }
  let reached = 0;
  for (let bucket = 0; bucket < SPREAD_BUCKETS; bucket++) {
    reached += spread[bucket] ?? 0;
    if (reached * 2 > rounds) return { usualMs: msOf(bucket * 8 + 4), rounds };
  }
  return { usualMs: undefined, rounds };
}
