import type { StoredResponse } from "../cache/stored-response.ts";
import type { OriginFailure } from "../origin/exchange.ts";

/** The copy of one site on disk. Every call is synchronous and answers in well under a millisecond but for large bodies. */
export type SnapshotStore = {
  /** The stored answer of a canonical target, or undefined. The gzip or identity variant as it was crawled. */
  read(target: string): StoredResponse | undefined;
  /** Writes one page durably. Refuses (returns false) when a bound is reached or the disk is full. */
  write(page: StoredResponse, crawledAtMs: number): boolean;
  remove(target: string): boolean;
  removePrefix(prefix: string): number;
  has(target: string): boolean;
  figures(): SnapshotFigures;
  close(): void;
};

export type SnapshotFigures = {
  pages: number;
  bytes: number;
  /** End of the last complete crawl, in ms; undefined before the first. */
  crawledAtMs: number | undefined;
};

/** How the crawler asks for a page: through the same filling path as a visitor, so that the same rules decide. */
export type FetchPage = (target: string, visitor: number) => Promise<CrawledPage | OriginFailure>;

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
