import type { Database } from "bun:sqlite";
import type { Clock } from "../../kernel/clock.ts";
import { addRounds, DAY_MS, decodeDay, emptyDay, encodeDay, type KeptRound } from "./day-row.ts";
import { EVIDENCE_DAYS, trimAll, trimSite } from "./evidence.ts";
import { firstKey, keyOf, siteOfPlace } from "./keys.ts";
import { encodePiece } from "./piece.ts";
import { SEGMENT_ROUNDS_MAX, Segment } from "./segment.ts";

/** The history's work in the background, in small steps: rounds go from segments into rows, and what is too old goes. */

/** Days whose rows are kept: a year and what comparing with it needs. */
export const DAYS_KEPT = 400;
/** How long all times of each round are kept, in ms: a day, and the hour that is under way. */
export const PIECES_KEPT_MS = 26 * 3_600_000;

export type UpkeepPace = {
  /** A segment closes after this time, in ms. */
  readonly segmentMs: number;
  /** Sites whose rounds go into rows in one step. */
  readonly placesPerStep: number;
  /** Rows that are taken out in one step. */
  readonly rowsPerStep: number;
};
export const USUAL_UPKEEP: UpkeepPace = { segmentMs: 3_600_000, placesPerStep: 120, rowsPerStep: 1_000 };

/** How often it is looked for what is too old, in ms. */
const SWEEP_EVERY_MS = 600_000;

export type UpkeepParts = {
  readonly db: Database;
  /** The last one is open. */
  readonly segments: Segment[];
  readonly clock: Clock;
  readonly pace: UpkeepPace;
  /** False while batches of the open segment are not on disk: it must not close before them. */
  canRotate(): boolean;
};

export class Upkeep {
  private places: number[] | undefined;
  private sweptMs = 0;

  constructor(private readonly parts: UpkeepParts) {}

  /** True while there is more to do at once. */
  step(): boolean {
    this.rotate();
    const { segments } = this.parts;
    const [oldest] = segments;
    if (oldest !== undefined && segments.length > 1) {
      this.closeSome(oldest);
      return true;
    }
    return this.sweep();
  }

  private rotate(): void {
    const { segments, clock, pace, canRotate } = this.parts;
    const open = segments.at(-1);
    if (open === undefined || open.rounds === 0 || !canRotate()) return;
    const nowMs = clock.now();
    if (nowMs - open.openedMs < pace.segmentMs && open.rounds < SEGMENT_ROUNDS_MAX * 0.75) return;
    segments.push(new Segment(open.id + 1, nowMs));
  }

  /**
   * Some sites' rounds go into rows, in one transaction: the piece says that the day's row has them, so that a process that
   * is killed in between goes on where it was and counts no round twice.
   */
  private closeSome(segment: Segment): void {
    const { db, segments, pace } = this.parts;
    this.places ??= segment.places().sort((a, b) => a - b);
    const some = this.places.slice(0, pace.placesPerStep);
    const isLast = some.length === this.places.length;
    db.transaction(() => {
      for (const place of some) this.closePlace(segment, place);
      if (!isLast) return;
      db.query("DELETE FROM batches WHERE segment = ?").run(segment.id);
      db.query("INSERT OR REPLACE INTO segments (id, latest) VALUES (?, ?)").run(
        segment.id,
        Math.floor(segment.span[1]),
      );
    })();
    for (const place of some) segment.forget(place);
    this.places = isLast ? undefined : this.places.slice(some.length);
    if (isLast) segments.shift();
  }

  private closePlace(segment: Segment, place: number): void {
    const { db } = this.parts;
    const rounds = segment.of(place);
    db.query("INSERT OR REPLACE INTO pieces (key, data) VALUES (?, ?)").run(
      keyOf(segment.id, place),
      encodePiece(rounds),
    );
    for (const [day, ofDay] of byDay(rounds)) {
      const key = keyOf(day, place);
      const old = db.query<{ data: Uint8Array }, [number]>("SELECT data FROM days WHERE key = ?").get(key);
      const row = old === null ? emptyDay() : decodeDay(old.data);
      addRounds(row, ofDay, day * DAY_MS);
      db.query("INSERT OR REPLACE INTO days (key, data) VALUES (?, ?)").run(key, encodeDay(row));
    }
    trimSite(db, siteOfPlace(place));
  }

  private sweep(): boolean {
    const { db, clock, pace } = this.parts;
    const nowMs = clock.now();
    if (nowMs - this.sweptMs < SWEEP_EVERY_MS) return false;
    const most = pace.rowsPerStep;
    const past = db
      .query<{ id: number | null }, [number]>("SELECT max(id) AS id FROM segments WHERE latest < ?")
      .get(nowMs - PIECES_KEPT_MS)?.id;
    const gone =
      (past == null ? 0 : takeOut(db, "pieces", firstKey(past + 1), most)) +
      takeOut(db, "days", firstKey(Math.floor(nowMs / DAY_MS) - DAYS_KEPT), most) +
      trimAll(db, nowMs, most);
    if (gone > 0) return true;
    // The last one stays: the numbers of those to come go on from it.
    if (past != null) db.query("DELETE FROM segments WHERE id < ?").run(past);
    db.query("DELETE FROM sessions WHERE at < ?").run(nowMs - EVIDENCE_DAYS * DAY_MS);
    this.sweptMs = nowMs;
    return false;
  }
}

function takeOut(db: Database, table: "pieces" | "days", below: number, most: number): number {
  const sql = `DELETE FROM ${table} WHERE key IN (SELECT key FROM ${table} WHERE key < ? LIMIT ?)`;
  return db.query(sql).run(below, most).changes;
}

function byDay(rounds: readonly KeptRound[]): Map<number, KeptRound[]> {
  const days = new Map<number, KeptRound[]>();
  for (const round of rounds) {
    const day = Math.floor(round.atMs / DAY_MS);
    const ofDay = days.get(day);
    if (ofDay === undefined) days.set(day, [round]);
    else ofDay.push(round);
  }
  return days;
}
