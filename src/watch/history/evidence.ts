import type { Database } from "bun:sqlite";
import type { PackedRound } from "../exchange.ts";
import { DAY_MS } from "./day-row.ts";
import { unzipped, zipped } from "./zip.ts";

/** The attempts behind a round that was not simply up: what a verdict is defended with. */

/** Kept for as long; of a round that was only shaky (the network loses some) for as long. */
export const EVIDENCE_DAYS = 90;
export const SHAKY_EVIDENCE_DAYS = 7;
export const EVIDENCE_PER_SITE_MAX = 400;
export const EVIDENCE_ROWS_MAX = 1_000_000;
/**
 * While round after round fails in the same way, one of them is kept in the first time; of a site that answers in between, in
 * the second.
 */
export const SAME_EVIDENCE_MS = 60 * 60_000;
export const RETURNED_EVIDENCE_MS = 10 * 60_000;
const SHAKY = 1;
/** Contents whose print is worth keeping: the page is not what it was. */
const CHANGED_FROM = 3;

export type EvidenceRow = {
  readonly site: number;
  readonly at: number;
  readonly vantage: number;
  readonly expires: number;
  readonly data: Uint8Array;
};

type Last = { at: number; code: number; answeredSince: boolean };

/** What of a stream of rounds is kept. Remembers the last kept round of each place. */
export class EvidenceChoice {
  private readonly last = new Map<number, Last>();

  rowOf(place: number, vantage: number, packed: PackedRound): EvidenceRow | undefined {
    const [site, at, , outcome, failure, , protection, content] = packed;
    const attempts = packed[15];
    const last = this.last.get(place);
    if (attempts === 0) {
      if (last !== undefined) last.answeredSince = true;
      return undefined;
    }
    const code = ((failure * 16 + protection) * 8 + content) * 4 + outcome;
    const sameMs = last?.answeredSince === true ? RETURNED_EVIDENCE_MS : SAME_EVIDENCE_MS;
    if (last !== undefined && last.code === code && at - last.at < sameMs && at >= last.at) return undefined;
    this.last.set(place, { at, code, answeredSince: false });
    const kept = packed.slice() as PackedRound;
    if (content < CHANGED_FROM) kept[15] = attempts.map(({ print: _, ...attempt }) => attempt);
    const days = outcome === SHAKY ? SHAKY_EVIDENCE_DAYS : EVIDENCE_DAYS;
    const expires = Math.floor(at / DAY_MS) + days + 1;
    return { site, at, vantage, expires, data: zipped(kept) };
  }
}

/** Newest first, those before `beforeMs`. */
export function readEvidence(
  db: Database,
  site: number,
  beforeMs: number,
  limit: number,
): { vantage: number; packed: PackedRound }[] {
  return db
    .query<{ vantage: number; data: Uint8Array }, [number, number, number]>(
      "SELECT vantage, data FROM evidence WHERE site = ? AND at < ? ORDER BY at DESC, vantage LIMIT ?",
    )
    .all(site, beforeMs, limit)
    .map(({ vantage, data }) => ({ vantage, packed: unzipped(data) as PackedRound }));
}

/** Takes out what a site has above its bound, oldest first. */
export function trimSite(db: Database, site: number): void {
  db.query(
    "DELETE FROM evidence WHERE site = ?1 AND at <= (SELECT at FROM evidence WHERE site = ?1 ORDER BY at DESC LIMIT 1 OFFSET ?2)",
  ).run(site, EVIDENCE_PER_SITE_MAX);
}

/** Takes out at most `most` rows that expired or are above the bound of all. Gives how many. */
export function trimAll(db: Database, nowMs: number, most: number, rowsMax = EVIDENCE_ROWS_MAX): number {
  const today = Math.floor(nowMs / DAY_MS);
  const expired = db
    .query(
      "DELETE FROM evidence WHERE (site, at, vantage) IN (SELECT site, at, vantage FROM evidence WHERE expires < ? LIMIT ?)",
    )
    .run(today, most).changes;
  if (expired > 0) return expired;
  const rows = db.query<{ n: number }, []>("SELECT count(*) AS n FROM evidence").get()?.n ?? 0;
  if (rows <= rowsMax) return 0;
  return db
    .query(
      "DELETE FROM evidence WHERE (site, at, vantage) IN (SELECT site, at, vantage FROM evidence ORDER BY expires LIMIT ?)",
    )
    .run(Math.min(most, rows - rowsMax)).changes;
}
