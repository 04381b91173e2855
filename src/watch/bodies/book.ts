import { fold } from "../../gazetteer/index.ts";
import type { Journal, StoredEntry } from "../../journal/index.ts";
import type { Maintenance } from "../answers.ts";
import type { WatchedBody, WatchedSite } from "../events.ts";
import { SearchPages } from "./search-page.ts";
import { isBookKind } from "./views.ts";

/** What is watched, in memory: all that a list of tens of thousands of sites is asked, without a question to the disk. */
export type WatchBook = {
  /** In the order of their numbers. */
  sites(): Iterable<WatchedSite>;
  /** How many. */
  count(): number;
  site(site: number): WatchedSite | undefined;
  siteByUrl(url: string): WatchedSite | undefined;
  /** The highest number ever given; removed sites count. */
  lastSite(): number;
  bodies(): Iterable<WatchedBody>;
  body(id: string): WatchedBody | undefined;
  bodyOf(site: number): WatchedBody | null;
  /** What people call a site: its own name, its body's, or its address without "https://www."; "" when it is not watched. */
  nameOf(site: number): string;
  /** In the order of their numbers; none when it is not watched. */
  sitesOf(bodyId: string): readonly WatchedSite[];
  /**
   * Numbers of the sites in whose address, name, body, its département's code or tags each word of the query stands, accents and case
   * aside, in the order of their numbers; all for an empty query.
   */
  search(query: string): readonly number[];
  /** All that were planned and not cancelled, the latest plan first, at most `MAINTENANCE_LISTED_MAX`. */
  maintenance(): readonly Maintenance[];
  /** The maintenance that a site is in at this moment (ms since 1970). */
  maintenanceAt(site: WatchedSite, atMs: number): Maintenance | undefined;
  /** Calls `listener` after the journal has a change. The function returned ends that. */
  onChange(listener: (change: BookChange) => void): () => void;
  close(): void;
};

export type BookChange = {
  readonly added: readonly WatchedSite[];
  /** As they are now. */
  readonly changed: readonly WatchedSite[];
  readonly removed: readonly number[];
  /** Planned or cancelled. */
  readonly maintenance: boolean;
};

export const MAINTENANCE_LISTED_MAX = 1_000;
/** Words of a query that count, and its characters. */
export const SEARCH_WORDS_MAX = 8;
export const SEARCH_CHARACTERS_MAX = 100;

type SiteRow = {
  site: number;
  check: WatchedSite["check"];
  url: string;
  name: string;
  body: string | null;
  tags: string;
};
type MaintenanceRow = {
  id: string;
  title: string;
  sites: string;
  bodies: string;
  tags: string;
  from_at: string;
  to_at: string;
};

const SITE_COLUMNS = `site, "check", url, name, body, tags`;

/** Reads the view's tables, then follows the journal. A few hundred bytes a site. */
export function openBook(journal: Pick<Journal, "query" | "follow">): WatchBook {
  const book = new Book(journal);
  book.read();
  return book;
}

class Book implements WatchBook {
  private readonly bySite = new Map<number, WatchedSite>();
  private readonly byUrl = new Map<string, number>();
  private readonly byBody = new Map<string, number[]>();
  private readonly bodiesById = new Map<string, WatchedBody>();
  /** What a search looks through. */
  private readonly texts = new SearchPages();
  /** One list for all sites with the same tags. */
  private readonly tagLists = new Map<string, string[]>();
  private readonly listeners = new Set<(change: BookChange) => void>();
  private planned: readonly Maintenance[] = [];
  private windows: readonly Window[] = [];
  private last = 0;
  private readonly unfollow: () => void;

  constructor(private readonly journal: Pick<Journal, "query" | "follow">) {
    this.unfollow = journal.follow((stored) => this.hear(stored));
  }

  read(): void {
    for (const body of this.journal.query<WatchedBody>("SELECT * FROM watch_bodies")) {
      this.bodiesById.set(body.id, body);
    }
    const rows = this.journal.query<SiteRow>(
      `SELECT ${SITE_COLUMNS} FROM watch_sites WHERE removed_at IS NULL ORDER BY site`,
    );
    for (const row of rows) this.put(this.siteOf(row));
    const [highest] = this.journal.query<{ last: number | null }>(
      "SELECT max(site) AS last FROM watch_sites",
    );
    this.last = highest?.last ?? 0;
    this.readMaintenance();
  }

  sites = (): Iterable<WatchedSite> => this.bySite.values();
  count = (): number => this.bySite.size;
  site = (site: number): WatchedSite | undefined => this.bySite.get(site);
  lastSite = (): number => this.last;
  bodies = (): Iterable<WatchedBody> => this.bodiesById.values();
  body = (id: string): WatchedBody | undefined => this.bodiesById.get(id);
  maintenance = (): readonly Maintenance[] => this.planned;

  siteByUrl(url: string): WatchedSite | undefined {
    const site = this.byUrl.get(url);
    return site === undefined ? undefined : this.bySite.get(site);
  }

  bodyOf(site: number): WatchedBody | null {
    const id = this.bySite.get(site)?.body ?? null;
    return id === null ? null : (this.bodiesById.get(id) ?? null);
  }

  nameOf(number: number): string {
    const site = this.bySite.get(number);
    if (site === undefined) return "";
    return site.name || this.bodyOf(number)?.name || site.url.replace(/^[a-z]+:\/*(www\.)?/, "");
  }

  sitesOf(bodyId: string): readonly WatchedSite[] {
    return (this.byBody.get(bodyId) ?? []).flatMap((site) => this.bySite.get(site) ?? []);
  }

  search(query: string): readonly number[] {
    const words = fold(query.slice(0, SEARCH_CHARACTERS_MAX))
      .split(/[ ']+/)
      .filter(Boolean)
      .slice(0, SEARCH_WORDS_MAX);
    if (words.length === 0) return [...this.bySite.keys()];
    return this.texts.search(words);
  }

  maintenanceAt({ site, body, tags }: WatchedSite, atMs: number): Maintenance | undefined {
    const window = this.windows.find(
      ({ fromMs, toMs, sites, bodies, tags: tagged }) =>
        fromMs <= atMs &&
        atMs < toMs &&
        (sites.has(site) || (body !== null && bodies.has(body)) || tags.some((tag) => tagged.has(tag))),
    );
    return window?.planned;
  }

  onChange(listener: (change: BookChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  close(): void {
    this.unfollow();
    this.listeners.clear();
  }

  /**
   * The entry says what may have changed; how it is now, the tables say: they leave out what other houses wrote, and what
   * came too late.
   */
  private hear({ entry }: StoredEntry): void {
    const { kind } = entry;
    if (!isBookKind(kind)) return;
    const body = entry.body as {
      bodies?: { id: string }[];
      sites?: (number | { site: number })[];
      site?: number;
    };
    if (kind === "watch.bodies-added") for (const { id } of body.bodies ?? []) this.readBody(id);
    const isMaintenance = kind === "watch.maintenance-planned" || kind === "watch.maintenance-cancelled";
    if (isMaintenance) this.readMaintenance();
    const touched = body.site === undefined ? (isMaintenance ? [] : (body.sites ?? [])) : [body.site];
    const change = this.readSites(touched.map((one) => (typeof one === "number" ? one : one.site)));
    const { added, changed, removed } = change;
    if (added.length + changed.length + removed.length === 0 && !isMaintenance) return;
    for (const listener of this.listeners) listener({ ...change, maintenance: isMaintenance });
  }

  private readSites(sites: readonly number[]): Omit<BookChange, "maintenance"> {
    const added: WatchedSite[] = [];
    const changed: WatchedSite[] = [];
    const removed: number[] = [];
    for (const number of sites) {
      const [row] = this.journal.query<SiteRow>(
        `SELECT ${SITE_COLUMNS} FROM watch_sites WHERE site = ? AND removed_at IS NULL`,
        number,
      );
      const before = this.unlink(number);
      if (row !== undefined) {
        const site = this.siteOf(row);
        this.put(site);
        (before === undefined ? added : changed).push(site);
      } else if (before !== undefined) {
        this.bySite.delete(number);
        this.texts.delete(number);
        removed.push(number);
      }
    }
    return { added, changed, removed };
  }

  private readBody(id: string): void {
    const [body] = this.journal.query<WatchedBody>("SELECT * FROM watch_bodies WHERE id = ?", id);
    if (body !== undefined) this.bodiesById.set(id, body);
  }

  private readMaintenance(): void {
    const rows = this.journal.query<MaintenanceRow>(
      `SELECT * FROM watch_maintenance WHERE cancelled_at IS NULL ORDER BY position DESC LIMIT ${MAINTENANCE_LISTED_MAX}`,
    );
    this.planned = rows.map(maintenanceOf);
    this.windows = this.planned.map(windowOf);
  }

  private siteOf({ tags, ...row }: SiteRow): WatchedSite {
    let list = this.tagLists.get(tags);
    if (list === undefined) {
      list = JSON.parse(tags) as string[];
      this.tagLists.set(tags, list);
    }
    return { ...row, tags: list };
  }

  private put(site: WatchedSite): void {
    this.bySite.set(site.site, site);
    this.byUrl.set(site.url, site.site);
    this.last = Math.max(this.last, site.site);
    const body = site.body === null ? undefined : this.bodiesById.get(site.body);
    this.texts.set(site.site, textOf(site, body));
    if (site.body === null) return;
    const siblings = this.byBody.get(site.body);
    if (siblings === undefined) this.byBody.set(site.body, [site.site]);
    else if (site.site > (siblings.at(-1) ?? 0)) siblings.push(site.site);
    else
      siblings.splice(
        siblings.findIndex((one) => one > site.site),
        0,
        site.site,
      );
  }

  /** Out of what leads to it by address and body; its place in the order of numbers stays. */
  private unlink(number: number): WatchedSite | undefined {
    const site = this.bySite.get(number);
    if (site === undefined) return undefined;
    if (this.byUrl.get(site.url) === number) this.byUrl.delete(site.url);
    if (site.body !== null) {
      const others = (this.byBody.get(site.body) ?? []).filter((one) => one !== number);
      if (others.length === 0) this.byBody.delete(site.body);
      else this.byBody.set(site.body, others);
    }
    return site;
  }
}

function maintenanceOf({ id, title, sites, bodies, tags, from_at, to_at }: MaintenanceRow): Maintenance {
  return {
    id,
    title,
    sites: JSON.parse(sites),
    bodies: JSON.parse(bodies),
    tags: JSON.parse(tags),
    from: from_at,
    to: to_at,
    cancelled: false,
  };
}

/** Asked for each round of each site: times and names are made ready once. */
type Window = {
  readonly planned: Maintenance;
  readonly fromMs: number;
  readonly toMs: number;
  readonly sites: ReadonlySet<number>;
  readonly bodies: ReadonlySet<string>;
  readonly tags: ReadonlySet<string>;
};

const windowOf = (planned: Maintenance): Window => ({
  planned,
  fromMs: Date.parse(planned.from),
  toMs: Date.parse(planned.to),
  sites: new Set(planned.sites),
  bodies: new Set(planned.bodies),
  tags: new Set(planned.tags),
});

/** Folded, so that "nimes" finds Nîmes; an address in words, as a query that is an address is. */
function textOf({ url, name, tags }: WatchedSite, body: WatchedBody | undefined): string {
  return fold([url, name, body?.name ?? "", body?.departement ?? "", ...tags].join(" "));
}
