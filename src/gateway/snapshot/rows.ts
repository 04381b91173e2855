import type { Database } from "bun:sqlite";
import { sha256Hex } from "../../kernel/canonical.ts";
import type { Freshness, StoredResponse } from "../cache/stored-response.ts";

/** How a page becomes a row of the snapshot's file and comes back, with the proof that no byte of it changed. */

/** SQLite's unit of space: a page of ours costs whole units. */
const DISK_PAGE_BYTES = 4096;

export type PageRow = {
  id: number;
  target: string;
  variant: string;
  status: number;
  headers: string;
  body_hash: string;
  stored_at_ms: number;
  initial_age_ms: number;
  freshness: string;
  seal: string;
  cost_bytes: number;
  bytes: Uint8Array | null;
};

export function findRow(db: Database, target: string): PageRow | null {
  const sql =
    "SELECT pages.*, bodies.bytes FROM pages LEFT JOIN bodies ON bodies.page = pages.id WHERE target = ?";
  return db.query<PageRow, [string]>(sql).get(target);
}

/** What a write must know of the page that it replaces: its body need not be read for that. */
export function findBrief(db: Database, target: string): Pick<PageRow, "cost_bytes" | "body_hash"> | null {
  const sql = "SELECT cost_bytes, body_hash FROM pages WHERE target = ?";
  return db.query<Pick<PageRow, "cost_bytes" | "body_hash">, [string]>(sql).get(target);
}

/** Writes a page. With `sameBody` the body on disk is left as it is and only the small row is rewritten. */
export function writeRow(db: Database, page: StoredResponse, crawledAtMs: number, sameBody: boolean): void {
  const headers = JSON.stringify(page.headers);
  const freshness = JSON.stringify(page.freshness);
  const contentType = page.headers.find(([name]) => name === "content-type")?.[1] ?? "";
  const row = db
    .query<{ id: number }, (string | number)[]>(
      `INSERT INTO pages (target, document, status, variant, headers, body_hash, stored_at_ms, initial_age_ms,
         freshness, seal, crawled_at_ms, cost_bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (target) DO UPDATE SET document = excluded.document, status = excluded.status,
         variant = excluded.variant, headers = excluded.headers, body_hash = excluded.body_hash,
         stored_at_ms = excluded.stored_at_ms, initial_age_ms = excluded.initial_age_ms,
         freshness = excluded.freshness, seal = excluded.seal, crawled_at_ms = excluded.crawled_at_ms,
         cost_bytes = excluded.cost_bytes, gone = 0
       RETURNING id`,
    )
    .get(
      page.target,
      isDocument(page.status, contentType) ? 1 : 0,
      page.status,
      page.variant,
      headers,
      page.bodyHash,
      page.storedAtMs,
      page.initialAgeMs,
      freshness,
      sealOf(page, headers, freshness),
      crawledAtMs,
      costBytesOf(page),
    );
  if (sameBody || row === null) return;
  db.query("INSERT OR REPLACE INTO bodies (page, bytes) VALUES (?, ?)").run(row.id, page.body);
}

/** Rewrites what a page says of its freshness. */
export function writeFreshness(db: Database, id: number, page: StoredResponse): void {
  const freshness = JSON.stringify(page.freshness);
  const seal = sealOf(page, JSON.stringify(page.headers), freshness);
  db.query("UPDATE pages SET freshness = ?, seal = ? WHERE id = ?").run(freshness, seal, id);
}

/** The page of a row, or undefined if a byte of it is not what was written. */
export function pageOf(row: PageRow): StoredResponse | undefined {
  const body = row.bytes ?? new Uint8Array();
  if (bodyHashOf(body) !== row.body_hash) return undefined;
  try {
    const page: StoredResponse = {
      target: row.target,
      variant: row.variant,
      status: row.status,
      headers: JSON.parse(row.headers) as [string, string][],
      body,
      bodyHash: row.body_hash,
      storedAtMs: row.stored_at_ms,
      initialAgeMs: row.initial_age_ms,
      freshness: JSON.parse(row.freshness) as Freshness,
    };
    return sealOf(page, row.headers, row.freshness) === row.seal ? page : undefined;
  } catch {
    return undefined;
  }
}

export function bodyHashOf(body: Uint8Array): string {
  return sha256Hex(body).slice(0, 32);
}

/** Space that a page takes on disk, near enough: body and row, each in whole disk pages. */
export function costBytesOf(page: StoredResponse): number {
  const rowBytes = 512 + page.target.length * 2 + JSON.stringify(page.headers).length;
  return (
    (Math.ceil(page.body.length / DISK_PAGE_BYTES) + Math.ceil(rowBytes / DISK_PAGE_BYTES)) * DISK_PAGE_BYTES
  );
}

/** Pages that people read, as opposed to what pages are made of, and to redirects. */
export function isDocument(status: number, contentType: string): boolean {
  return (
    status === 200 && /^(text\/(html|plain)|application\/(xhtml\+xml|pdf|msword|vnd\.))/i.test(contentType)
  );
}

/** Hash over all that is served beside the body: a wrong Content-Encoding or status is as bad as a wrong byte. */
function sealOf(page: StoredResponse, headers: string, freshness: string): string {
  const { target, variant, status, bodyHash, storedAtMs, initialAgeMs } = page;
  const sealed = [target, variant, status, headers, bodyHash, storedAtMs, initialAgeMs, freshness];
  return sha256Hex(JSON.stringify(sealed)).slice(0, 32);
}
