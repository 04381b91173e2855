import { type Clock, systemClock } from "../../kernel/clock.ts";
import type { Log } from "../../kernel/log.ts";
import type { StoredResponse } from "../cache/stored-response.ts";
import { SnapshotFile } from "./file.ts";
import type { Snapshot, SnapshotFigures, WriteRefusal } from "./ports.ts";
import { openRecords, type Records } from "./records.ts";
import { bodyHashOf, costBytesOf, findBrief, findRow, pageOf, writeFreshness, writeRow } from "./rows.ts";

/** Several workers may change one file, so each counts its pages again after this time. */
const RECOUNT_MS = 5_000;

export type SnapshotOptions = {
  /** One file a site: `<data>/snapshot/<site>.db`. */
  readonly path: string;
  readonly bytesMax: number;
  readonly pagesMax: number;
  readonly log: Log;
  /** Pages are another process's to write; they may still be removed, and visits and the like added. */
  readonly readOnly?: boolean;
  readonly clock?: Clock;
};

/**
 * Opens the copy of one site, whatever state its file is in: damaged or foreign, it is moved aside (`.broken-<time>`)
 * and an empty one begun. Never throws: without a usable file, reads find nothing and writes return false.
 */
export function openSnapshot(options: SnapshotOptions): Snapshot {
  const { path, log, readOnly = false, clock = systemClock } = options;
  const file = new SnapshotFile({ path, readOnly, log, clock });
  const records = openRecords(file);
  return Object.assign(new SnapshotPages(file, records, { ...options, readOnly, clock }), records);
}

class SnapshotPages {
  private totals = { pages: 0, bytes: 0, opening: -1, countedAtMs: 0 };
  private dropped = 0;
  private lastRefusal: WriteRefusal | undefined;

  constructor(
    private readonly file: SnapshotFile,
    private readonly records: Records,
    private readonly options: Required<SnapshotOptions>,
  ) {}

  read(target: string): StoredResponse | undefined {
    const row = this.file.read((db) => findRow(db, target)) ?? undefined;
    if (row === undefined) return undefined;
    const page = pageOf(row);
    if (page === undefined) this.dropDamaged(target);
    return page;
  }

  write(page: StoredResponse, crawledAtMs: number): boolean {
    this.lastRefusal = this.tryToWrite(page, crawledAtMs);
    return this.lastRefusal === undefined;
  }

  remove(target: string): boolean {
    return this.removeWhere("target = ?1", target) > 0;
  }

  removePrefix(prefix: string): number {
    // The last code point sorts after every text that starts with the prefix: SQLite compares the UTF-8 bytes.
    return this.removeWhere("target >= ?1 AND target < ?1 || char(0x10ffff)", prefix);
  }

  has(target: string): boolean {
    return (
      this.file.read((db) => db.query("SELECT 1 FROM pages WHERE target = ?").get(target) !== null) ?? false
    );
  }

  figures(): SnapshotFigures {
    const { pages, bytes } = this.counted();
    return { pages, bytes, crawledAtMs: this.records.crawledAtMs() };
  }

  targets(documentsOnly = false): string[] {
    type Row = { target: string };
    const sql = "SELECT target FROM pages WHERE document >= ? ORDER BY target";
    const rows = this.file.read((db) => db.query<Row, [number]>(sql).all(documentsOnly ? 1 : 0)) ?? [];
    return rows.map((row) => row.target);
  }

  outdate(target: string): boolean {
    const row = this.file.read((db) => findRow(db, target)) ?? undefined;
    const page = row === undefined ? undefined : pageOf(row);
    if (row === undefined || page === undefined) return false;
    const { lifetimeMs, staleWhileRevalidateMs } = page.freshness;
    // Most often it is outdated already: a flood of forms must not become a flood of writes.
    if (lifetimeMs === 0 && staleWhileRevalidateMs === 0) return true;
    const freshness = { ...page.freshness, lifetimeMs: 0, staleWhileRevalidateMs: 0 };
    return this.file.write((db) => writeFreshness(db, row.id, { ...page, freshness }));
  }

  markGone(target: string): boolean {
    if (this.options.readOnly) return false;
    let times = 0;
    this.file.write((db) => {
      const sql = "UPDATE pages SET gone = gone + 1 WHERE target = ? RETURNING gone";
      times = db.query<{ gone: number }, [string]>(sql).get(target)?.gone ?? 0;
    });
    return times >= 2 && this.remove(target);
  }

  health(): { dropped: number; lastRefusal: WriteRefusal | undefined } {
    return { dropped: this.dropped, lastRefusal: this.lastRefusal };
  }

  close(): void {
    this.file.close();
  }

  private tryToWrite(page: StoredResponse, crawledAtMs: number): WriteRefusal | undefined {
    const { readOnly, pagesMax, bytesMax } = this.options;
    if (readOnly) return "disk";
    if (bodyHashOf(page.body) !== page.bodyHash) return "hash";
    const known = this.file.read((db) => findBrief(db, page.target)) ?? undefined;
    const totals = this.counted();
    if (known === undefined && totals.pages >= pagesMax) return "page limit";
    const growthBytes = costBytesOf(page) - (known?.cost_bytes ?? 0);
    if (growthBytes > 0 && totals.bytes + growthBytes > bytesMax) return "byte limit";
    const sameBody = known?.body_hash === page.bodyHash;
    if (!this.file.write((db) => writeRow(db, page, crawledAtMs, sameBody))) {
      return this.file.replaceIfDamaged() ? this.tryToWrite(page, crawledAtMs) : "disk";
    }
    totals.pages += known === undefined ? 1 : 0;
    totals.bytes += growthBytes;
    return undefined;
  }

  private removeWhere(condition: string, value: string): number {
    // The pages that the trigger takes from `bodies` are not among these changes.
    let removed = 0;
    const sql = `DELETE FROM pages WHERE ${condition} RETURNING id`;
    const done = this.file.write((db) => {
      removed = db.query<{ id: number }, [string]>(sql).all(value).length;
    });
    if (removed > 0) this.totals.opening = -1;
    return done ? removed : 0;
  }

  private counted(): typeof this.totals {
    const nowMs = this.options.clock.now();
    const { opening, countedAtMs } = this.totals;
    if (opening !== this.file.opening || nowMs - countedAtMs >= RECOUNT_MS) {
      const sql = "SELECT count(*) AS pages, coalesce(sum(cost_bytes), 0) AS bytes FROM pages";
      const row = this.file.read((db) => db.query<{ pages: number; bytes: number }, []>(sql).get());
      this.totals = { pages: 0, bytes: 0, ...row, opening: this.file.opening, countedAtMs: nowMs };
    }
    return this.totals;
  }

  private dropDamaged(target: string): void {
    this.dropped++;
    const { log, path } = this.options;
    if (this.dropped === 1) {
      const what =
        "A page of the snapshot was damaged on disk and was dropped. Check the disk, then crawl again.";
      log("error", what, { path, target });
    }
    this.remove(target);
  }
}
