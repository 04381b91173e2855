import type { Database } from "bun:sqlite";
import { msOf, type Words, wordsOf } from "./code.ts";
import { addRounds, DAY_MS, type DayRow, decodeDay, emptyDay, type KeptRound } from "./day-row.ts";
import { keyOf, placeOf, placeOfKey, VANTAGE_NUMBERS } from "./keys.ts";
import { decodePiece } from "./piece.ts";
import type { Segment } from "./segment.ts";

/** Reads what was measured: rows on disk and what is still in memory, as one. */

/** One round of the last day, with all its times. */
export type RecentRound = {
  readonly at: number;
  readonly words: Words;
  /** dns, tcp, tls, first byte, total; undefined: not reached. */
  readonly times: readonly (number | undefined)[];
};

export type DayOfVantage = { readonly vantage: string; readonly row: DayRow };

export class HistoryReader {
  private readonly dayQuery;
  private readonly pieceQuery;
  private readonly segmentQuery;

  constructor(
    db: Database,
    private readonly vantages: readonly string[],
    private readonly segments: readonly Segment[],
  ) {
    this.dayQuery = db.query<{ key: number; data: Uint8Array }, [number, number]>(
      "SELECT key, data FROM days WHERE key >= ? AND key < ?",
    );
    this.pieceQuery = db.query<{ data: Uint8Array }, [number]>("SELECT data FROM pieces WHERE key = ?");
    this.segmentQuery = db.query<{ id: number }, [number]>(
      "SELECT id FROM segments WHERE latest >= ? ORDER BY id",
    );
  }

  /** A day (whole days since 1970, UTC) of a site, once for each point that measured it then. */
  dayOf(site: number, day: number): DayOfVantage[] {
    const found: DayRow[] = [];
    const from = keyOf(day, placeOf(site, 0));
    for (const { key, data } of this.dayQuery.all(from, from + VANTAGE_NUMBERS)) {
      found[placeOfKey(key) % VANTAGE_NUMBERS] = decodeDay(data);
    }
    const dayMs = day * DAY_MS;
    for (const segment of this.segments) {
      const [earliestMs, latestMs] = segment.span;
      if (latestMs < dayMs || earliestMs >= dayMs + DAY_MS) continue;
      for (let vantage = 0; vantage < this.vantages.length; vantage++) {
        const rounds = segment.of(placeOf(site, vantage)).filter(({ atMs }) => isWithin(atMs, dayMs));
        if (rounds.length === 0) continue;
        const row = found[vantage] ?? emptyDay();
        addRounds(row, rounds, dayMs);
        found[vantage] = row;
      }
    }
    return this.vantages.flatMap((vantage, n) => {
      const row = found[n];
      return row === undefined ? [] : [{ vantage, row }];
    });
  }

  /** Rounds since `sinceMs` (a day back at most) of the point that measured this site most, oldest first. */
  recentOf(site: number, sinceMs: number): RecentRound[] {
    const segments = this.segmentQuery.all(sinceMs);
    let best: KeptRound[] = [];
    for (let vantage = 0; vantage < this.vantages.length; vantage++) {
      const place = placeOf(site, vantage);
      const rounds: KeptRound[] = [];
      for (const { id } of segments) {
        const piece = this.pieceQuery.get(keyOf(id, place));
        if (piece !== null) rounds.push(...decodePiece(piece.data));
      }
      for (const segment of this.segments) rounds.push(...segment.of(place));
      if (rounds.length > best.length) best = rounds;
    }
    return best
      .filter(({ atMs }) => atMs >= sinceMs)
      .sort((a, b) => a.atMs - b.atMs)
      .map(({ atMs, code, times }) => ({ at: atMs, words: wordsOf(code), times: times.map(msOf) }));
  }
}

const isWithin = (atMs: number, dayMs: number): boolean => atMs >= dayMs && atMs < dayMs + DAY_MS;
