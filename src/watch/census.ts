import { z } from "zod";
import type { Census, CensusRow } from "./answers.ts";
import type { WatchBook } from "./bodies/index.ts";
import { type Cell, csvOf } from "./csv.ts";
import { DAY_MS } from "./history/day-row.ts";
import { DAYS_KEPT } from "./history/upkeep.ts";
import type { Judge } from "./judge.ts";
import { filterSchema, type NationalList, type SiteFilter } from "./list.ts";
import { emptyCounts, GRAVITY } from "./live-table.ts";
import { RULE_VERSION } from "./verdict/index.ts";
import { Refusal } from "../kernel/refusal.ts";

/** Who could be reached at an instant: the verdict of every site on a window around it, by the rule. */

export const CENSUS_MINUTES_MAX = 24 * 60;
/** Sites that are judged before others have a turn. */
const SITES_PER_TURN = 200;
/** After so many, what reading them left behind is given back: for the whole country it would be hundreds of megabytes. */
const SITES_PER_COLLECTION = 6_000;
/** Censuses that are counted at once; each takes a second of work for all sites of the country. */
export const CENSUSES_MAX = 2;
/** Censuses that are kept, and for how long: pages of one census are of one count. Each is some tens of megabytes. */
const KEPT_MAX = 1;
const KEPT_MS = 60_000;

export const censusSchema = filterSchema.extend({
  /** The end of the window; now, if left out. */
  at: z.iso.datetime({ offset: true }).optional(),
  minutes: z.coerce.number().int().min(5).max(CENSUS_MINUTES_MAX).default(60),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type CensusQuery = z.infer<typeof censusSchema>;

export type CensusParts = { readonly book: WatchBook; readonly judge: Judge; readonly list: NationalList };

type Counted = { readonly key: string; readonly census: Census; readonly madeMs: number };

export class CensusTaker {
  private kept: Counted[] = [];
  private running = 0;

  constructor(private readonly parts: CensusParts) {}

  /** The whole census, the worst first. Lets others have a turn while it counts. Throws a Refusal. */
  async take(query: CensusQuery, nowMs: number): Promise<Census> {
    const toMs = query.at === undefined ? nowMs : Date.parse(query.at);
    const fromMs = toMs - query.minutes * 60_000;
    if (toMs > nowMs + 60_000 || fromMs < nowMs - DAYS_KEPT * DAY_MS) throw outOfReach(query.at ?? "");
    const { at: _, minutes: __, offset: ___, limit: ____, ...filter } = query;
    // Without an instant, two pages a few seconds apart are of one census.
    const key = JSON.stringify([query.at ?? "now", query.minutes, filter]);
    this.kept = this.kept.filter(({ madeMs }) => nowMs - madeMs < KEPT_MS);
    const known = this.kept.find((one) => one.key === key);
    if (known !== undefined) return known.census;
    if (this.running >= CENSUSES_MAX) throw busy();
    this.running += 1;
    try {
      const census = await this.count(filter, fromMs, toMs, nowMs);
      this.kept = [{ key, census, madeMs: nowMs }, ...this.kept].slice(0, KEPT_MAX);
      const forget = setTimeout(() => {
        this.kept = this.kept.filter((one) => one.census !== census);
      }, KEPT_MS);
      forget.unref();
      return census;
    } finally {
      this.running -= 1;
    }
  }

  private async count(filter: SiteFilter, fromMs: number, toMs: number, nowMs: number): Promise<Census> {
    const { book, judge, list } = this.parts;
    // The filter by verdict and qualifier is of the window, not of now.
    const { verdict: wanted, qualifier, ...still } = filter;
    const sites = list.find(still, nowMs);
    list.order(sites, "name", nowMs);
    const counts = emptyCounts();
    const rows: CensusRow[] = [];
    for (const [n, number] of sites.entries()) {
      if (n % SITES_PER_TURN === SITES_PER_TURN - 1) await Bun.sleep(0);
      if (n % SITES_PER_COLLECTION === SITES_PER_COLLECTION - 1) Bun.gc(false);
      const site = book.site(number);
      if (site === undefined) continue;
      const verdict = judge.verdictOf(site, fromMs, toMs);
      counts[verdict.verdict] += 1;
      if (wanted !== undefined && verdict.verdict !== wanted) continue;
      if (qualifier !== undefined && !verdict.qualifiers.includes(qualifier)) continue;
      rows.push({ site: number, url: site.url, name: site.name, body: book.bodyOf(number), verdict });
    }
    rows.sort((a, b) => GRAVITY[b.verdict.verdict] - GRAVITY[a.verdict.verdict]);
    return {
      at: new Date(toMs).toISOString(),
      from: new Date(fromMs).toISOString(),
      to: new Date(toMs).toISOString(),
      rule: RULE_VERSION,
      counts,
      total: rows.length,
      rows,
    };
  }
}

const HEAD = [
  "site",
  "url",
  "name",
  "body",
  "body_name",
  "kind",
  "code",
  "siren",
  "departement",
  "verdict",
  "qualifiers",
  "from",
  "to",
  "rounds",
  "down",
  "partial",
  "transitions",
  "answered_low",
  "answered_high",
  "cause",
  "vantages",
  "confirmed",
  "rule",
] as const;

/** One line a site; times in UTC. */
export function censusCsv({ rows }: Census): string {
  return csvOf(
    HEAD,
    rows.map(({ site, url, name, body, verdict }): Cell[] => [
      site,
      url,
      name,
      body?.id,
      body?.name,
      body?.kind,
      body?.code,
      body?.siren,
      body?.departement,
      verdict.verdict,
      verdict.qualifiers.join(" "),
      verdict.from,
      verdict.to,
      verdict.n,
      verdict.d,
      verdict.p,
      verdict.t,
      verdict.low,
      verdict.high,
      verdict.cause,
      verdict.vantages.join(" "),
      verdict.confirmed,
      verdict.rule,
    ]),
  );
}

function outOfReach(at: string): Refusal {
  return new Refusal(
    "out-of-reach",
    `The history has nothing of this time.`,
    at === "" ? "at" : at,
    `Choose a moment of the last ${DAYS_KEPT} days, and none to come.`,
  );
}

function busy(): Refusal {
  return new Refusal(
    "too-many-transfers",
    "Others are taking a census just now.",
    "/api/watch/census",
    "Try again in a few seconds.",
  );
}
