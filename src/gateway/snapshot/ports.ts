import type { StoredResponse } from "../cache/stored-response.ts";
import type { OriginFailure } from "../origin/exchange.ts";

/** The copy of one site on disk. Every call is synchronous and answers in well under a millisecond but for large bodies. */
export type SnapshotStore = {
  /** The stored answer of a canonical target, or undefined. The gzip or identity variant as it was crawled. */
  read(target: string): StoredResponse | undefined;
  /** Writes one page so that a killed process does not lose it. Refuses (returns false) when a bound is reached or the disk is full. */
  write(page: StoredResponse, crawledAtMs: number): boolean;
  /** Removes one page; from a reader too, for what must no longer be shared leaves every copy at once. */
  remove(target: string): boolean;
  /** Removes every target that starts with `prefix`, character by character; says how many. */
  removePrefix(prefix: string): number;
  has(target: string): boolean;
  figures(): SnapshotFigures;
  close(): void;
};

export type SnapshotFigures = {
  pages: number;
  /** What the pages take on disk, each rounded up to whole disk pages. */
  bytes: number;
  /** End of the last complete crawl, in ms; undefined before the first. */
  crawledAtMs: number | undefined;
};

/** Why a write was refused. "hash": the body is not the one that its hash promises. */
export type WriteRefusal = "page limit" | "byte limit" | "disk" | "hash";

/** Why a target is not in the snapshot, in plain words. `document`: a page that people read, not a part of one. */
export type Refused = { readonly because: string; readonly document: boolean };

/** What the gateway learns beside the pages, and must still know after a restart. */
export type SnapshotRecords = {
  /** All targets kept; with `documentsOnly` those that people read, without style sheets, scripts, images and redirects. */
  targets(documentsOnly?: boolean): string[];
  /**
   * The page may have changed (RFC 9111 §4.4): its freshness ends now. It stays, to be served where stale answers are
   * allowed: removing it would let anybody empty the snapshot by sending forms.
   */
  outdate(target: string): boolean;
  /** The origin says that the page is gone: it is removed at the second time running. True if it was removed now. */
  markGone(target: string): boolean;
  /** Targets that a crawl could not keep. After a complete crawl they replace what was known, else they are added. */
  recordRefused(refused: ReadonlyMap<string, Refused>, complete: boolean): void;
  refused(): Map<string, Refused>;
  completeCrawl(atMs: number): void;
  /** Adds page views of one day (whole days since 1970, UTC) in one transaction. False if they could not be written. */
  addVisits(day: number, counts: ReadonlyMap<string, number>): boolean;
  /** Page views of each target from that day on. */
  visitsSince(day: number): Map<string, number>;
  forgetVisitsBefore(day: number): void;
  /** Keeps one JSON value under a name. False if it is too large, has no JSON form or cannot be written. */
  remember(name: string, json: unknown): boolean;
  /** What was remembered under that name; undefined when nothing was. Check its shape: it comes from a file. */
  recall(name: string): unknown;
  /** Pages dropped because their bytes were damaged, and why the last write was refused (undefined after one that succeeded). */
  health(): { dropped: number; lastRefusal: WriteRefusal | undefined };
};

export type Snapshot = SnapshotStore & SnapshotRecords;

/** How the crawler asks for a page: through the same filling path as a visitor, so that the same rules decide. */
export type FetchPage = (target: string, visitor: number) => Promise<CrawledPage | OriginFailure>;

/** The `refusedBecause` that another visitor's look may settle. */
export const NEEDS_MORE_VISITORS = "not yet seen alike by enough visitors";

export type CrawledPage = {
  readonly status: number;
  readonly contentType: string;
  /** Decoded body, for finding links; empty for what is not text. */
  readonly text: string;
  /** For a redirect, the Location header. */
  readonly location: string | undefined;
  /** What may be kept, or in plain words why it may not ("sets a cookie", "private", "differs between visitors"). */
  readonly keep: StoredResponse | { readonly refusedBecause: string };
};
