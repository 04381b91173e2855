import { z } from "zod";
import { BODY_KINDS, fold } from "../gazetteer/index.ts";
import type { SiteList, SiteRow } from "./answers.ts";
import type { WatchBook } from "./bodies/index.ts";
import { QUALIFIERS, type Verdict, VERDICTS } from "./codes.ts";
import { tagSchema, type WatchedSite } from "./events.ts";
import { GRAVITY, type LiveTable, type Shown } from "./live-table.ts";
import { networkOf } from "./verdict/index.ts";

/** The national list: which sites, in which order, and a page of them. */

export const LIST_LIMIT_MAX = 500;
const SORTS = ["name", "verdict", "since"] as const;

export const filterSchema = z.object({
  q: z.string().max(200).default(""),
  verdict: z.enum(VERDICTS).optional(),
  qualifier: z.enum(QUALIFIERS).optional(),
  departement: z
    .string()
    .regex(/^[0-9AB]{2,3}$/)
    .optional(),
  /** "none": sites that are nobody's yet. */
  kind: z.enum([...BODY_KINDS, "none"]).optional(),
  tag: tagSchema.optional(),
  /** In CIDR, as incidents of hosts name it. */
  network: z.string().max(80).optional(),
});
export type SiteFilter = z.infer<typeof filterSchema>;

export const listSchema = filterSchema.extend({
  sort: z.enum(SORTS).default("name"),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(LIST_LIMIT_MAX).default(100),
});
export type ListQuery = z.infer<typeof listSchema>;

export type ListParts = {
  readonly book: WatchBook;
  readonly live: LiveTable;
  /** Open incident of its host that a site belongs to. */
  hosterOf(site: number): string | undefined;
  addressesOf(site: number): readonly string[];
  /** The word that was last said, and since when: it outlasts a restart, what the rule remembers does not. */
  spokenOf(site: number): { readonly verdict: Verdict; readonly since: number } | undefined;
};

export class NationalList {
  /** Place of each site in the order of names; undefined after a change. */
  private ranks: Map<number, number> | undefined;

  constructor(private readonly parts: ListParts) {
    parts.book.onChange(({ added, changed, removed }) => {
      if (added.length + changed.length + removed.length > 0) this.ranks = undefined;
    });
  }

  page(query: ListQuery, nowMs: number): SiteList {
    const { offset, limit, sort } = query;
    const found = this.find(query, nowMs);
    this.order(found, sort, nowMs);
    const sites = found.slice(offset, offset + limit).flatMap((site) => this.row(site, nowMs) ?? []);
    return { total: found.length, offset, sites };
  }

  /** Numbers of the sites that fit, by number. */
  find(filter: SiteFilter, nowMs: number): number[] {
    const { book, live } = this.parts;
    const { q, verdict, qualifier, departement, kind, tag, network } = filter;
    const bit = qualifier === undefined ? 0 : 1 << QUALIFIERS.indexOf(qualifier);
    const ofBody = departement !== undefined || kind !== undefined;
    return book.search(q).filter((number) => {
      if (verdict !== undefined && live.verdict(number, nowMs) !== verdict) return false;
      if (bit !== 0 && (live.qualifierMask(number) & bit) === 0) return false;
      if (network !== undefined && !this.isWithin(number, network)) return false;
      if (tag !== undefined && book.site(number)?.tags.includes(tag) !== true) return false;
      if (!ofBody) return true;
      const body = book.bodyOf(number);
      if (departement !== undefined && body?.departement !== departement) return false;
      return kind === undefined || (body?.kind ?? "none") === kind;
    });
  }

  /** Sorts in place: by name; the worst first; the latest change first. */
  order(sites: number[], sort: ListQuery["sort"], nowMs: number): void {
    const ranks = this.ranked();
    const rank = (site: number) => ranks.get(site) ?? 0;
    if (sort === "name") {
      sites.sort((a, b) => rank(a) - rank(b));
      return;
    }
    const { live } = this.parts;
    const weights = new Map<number, number>();
    for (const site of sites) {
      const verdict = live.verdict(site, nowMs);
      const since = live.since(site) || undefined;
      weights.set(
        site,
        sort === "verdict" ? GRAVITY[verdict] : (this.sinceOf(site, { verdict, since }) ?? 0),
      );
    }
    sites.sort((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0) || rank(a) - rank(b));
  }

  row(number: number, nowMs: number): SiteRow | undefined {
    const site = this.parts.book.site(number);
    return site === undefined ? undefined : this.rowOf(site, nowMs);
  }

  private rowOf(site: WatchedSite, nowMs: number): SiteRow {
    const { book, hosterOf, live } = this.parts;
    const shown = live.shown(site.site, nowMs);
    const hoster = hosterOf(site.site);
    return {
      site: site.site,
      url: site.url,
      name: site.name,
      body: book.bodyOf(site.site),
      tags: [...site.tags],
      verdict: shown.verdict,
      qualifiers: shown.qualifiers,
      since: isoOf(this.sinceOf(site.site, shown)),
      n: shown.n,
      d: shown.d,
      cause: shown.cause,
      confirmed: shown.confirmed,
      lastAt: isoOf(shown.lastAt),
      ...(hoster === undefined ? {} : { hoster }),
    };
  }

  private sinceOf(site: number, { verdict, since }: Pick<Shown, "verdict" | "since">): number | undefined {
    const spoken = this.parts.spokenOf(site);
    return spoken?.verdict === verdict ? Math.min(spoken.since, since ?? spoken.since) : since;
  }

  private isWithin(site: number, network: string): boolean {
    return this.parts
      .addressesOf(site)
      .some((address) => address === network || networkOf(address) === network);
  }

  private ranked(): Map<number, number> {
    if (this.ranks !== undefined) return this.ranks;
    const { book } = this.parts;
    const named: [string, number][] = [];
    for (const site of book.sites()) named.push([fold(book.nameOf(site.site)), site.site]);
    named.sort(([a, n], [b, m]) => (a < b ? -1 : a > b ? 1 : n - m));
    this.ranks = new Map(named.map(([, site], rank) => [site, rank]));
    return this.ranks;
  }
}

export const isoOf = (ms: number | undefined): string | null =>
  ms === undefined || ms <= 0 ? null : new Date(ms).toISOString();
