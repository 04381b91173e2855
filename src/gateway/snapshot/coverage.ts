import type { Coverage } from "../events.ts";
import type { Refused, Snapshot } from "./ports.ts";
import { DAYS_KEPT, dayOf } from "./visits.ts";

/** Names of what would not survive, at most so many (the contract's bound). */
export const MISSING_MAX = 200;
/** Views in a week from which a page that no crawl ever met counts as a page of the site, not as somebody's search. */
export const VIEWS_OF_A_PAGE_MIN = 3;

const NEVER_MET = "visitors read it but the crawl never met it: no page, sitemap or feed leads to it";

/** What coverage is worked out from. Targets are canonical, the same for pages and visits. */
export type CoverageInput = {
  readonly site: string;
  /** Documents that are in the snapshot. */
  readonly kept: ReadonlySet<string>;
  /** What a crawl met and could not keep, with the reason. */
  readonly refused: ReadonlyMap<string, Refused>;
  /** Page views of the last seven days. */
  readonly visits: ReadonlyMap<string, number>;
  readonly crawledAtMs: number | undefined;
  readonly nowMs: number;
};

/**
 * What share of the pages, and of last week's visits, would survive without the origin, and what would not, most
 * visited first. A page counts as known if it is kept, was refused as a document, or was read VIEWS_OF_A_PAGE_MIN times;
 * refused style sheets, scripts and pictures are named but are no pages.
 */
export function coverage(input: CoverageInput): Coverage {
  const { site, kept, refused, visits, crawledAtMs, nowMs } = input;
  let views = 0;
  let viewsKept = 0;
  const missing: Coverage["missing"] = [];
  const parts: Coverage["missing"] = [];
  for (const [target, count] of visits) {
    views += count;
    if (kept.has(target)) viewsKept += count;
    else if (!refused.has(target) && count >= VIEWS_OF_A_PAGE_MIN) {
      missing.push({ target, visits: count, because: NEVER_MET });
    }
  }
  for (const [target, { because, document }] of refused) {
    if (kept.has(target)) continue;
    const entry = { target, visits: visits.get(target) ?? 0, because };
    if (document || entry.visits >= VIEWS_OF_A_PAGE_MIN) missing.push(entry);
    else parts.push({ ...entry, because: `${because} (a part of pages, not a page)` });
  }
  missing.sort((a, b) => b.visits - a.visits || (a.target < b.target ? -1 : 1));
  return {
    site,
    pagesKnown: kept.size + missing.length,
    pagesKept: kept.size,
    visits: views,
    visitsKept: viewsKept,
    missing: [...missing, ...parts].slice(0, MISSING_MAX),
    snapshotAgeMs: crawledAtMs === undefined ? null : Math.max(0, nowMs - crawledAtMs),
  };
}

/** Coverage as the snapshot on disk knows it now. Reads the whole list of targets: not for the hot path. */
export function snapshotCoverage(site: string, snapshot: Snapshot, nowMs: number): Coverage {
  return coverage({
    site,
    kept: new Set(snapshot.targets(true)),
    refused: snapshot.refused(),
    visits: snapshot.visitsSince(dayOf(nowMs) - DAYS_KEPT + 1),
    crawledAtMs: snapshot.figures().crawledAtMs,
    nowMs,
  });
}
