import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "../../kernel/clock.ts";
import type { Log } from "../../kernel/log.ts";
import type { GatewayEvent } from "../events.ts";
import { OriginFailure } from "../origin/exchange.ts";
import { Frontier } from "./frontier.ts";
import { linksOf, styleTargets } from "./links.ts";
import { Pace } from "./pace.ts";
import {
  type CrawledPage,
  type FetchPage,
  NEEDS_MORE_VISITORS,
  type Refused,
  type Snapshot,
} from "./ports.ts";
import { REFUSED_MAX } from "./records.ts";
import { isDocument } from "./rows.ts";
import { feedTargets, NO_ROBOTS, parseRobots, type Robots, sitemapTargets, xmlKind } from "./sitemap.ts";
import { resolveTarget } from "./targets.ts";

/** Looks at one page as visitor 0, 1, 2 and 3 at most, until it is clear whether it is public. */
export const VISITOR_LAST = 3;
/** How often and for how long a crawl waits for calm to come back before it gives up: ten minutes. */
export const CALM_WAIT_MS = 2_000;
export const CALM_WAITS_MAX = 300;
/** Failures in a row after which the origin is left alone. */
export const FAILURES_IN_A_ROW_MAX = 10;
/** Share of the kept pages, and number, above which pages that all vanish at once are a fault and not a change. */
export const VANISHED_SHARE_MAX = 0.5;
export const VANISHED_MIN = 20;
/** Pages of sitemaps that are reported and remembered, for the gateway to protect. */
export const SITEMAP_PAGES_MAX = 1_000;
/** Name under which the snapshot remembers them, an array of targets. */
export const SITEMAP_PAGES = "sitemap pages";

const ROBOTS_TARGET = "/robots.txt";
const REFUSED_BY_ROBOTS = "robots.txt asks crawlers not to read it (list it under `protected` to keep it)";

/** What a page is made of is fetched although robots.txt hides its folder: without its style a page is not kept. */
const PART_OF_PAGES = /^[^?]{1,2000}\.(?:css|m?js|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|otf)(?:\?|$)/i;

const NO_ROOM = {
  "page limit": "the snapshot holds as many pages as it may (raise `crawl_pages_max`)",
  "byte limit": "the snapshot takes as much disk as it may (raise `snapshot_bytes_max`)",
};

type Completed = Extract<GatewayEvent, { kind: "gateway.snapshot-completed" }>["body"];

export type CrawlReport = Completed & {
  /** Targets that could not be kept, with the reason; at most REFUSED_MAX. */
  readonly refused: ReadonlyMap<string, Refused>;
  /** Pages that the site's own sitemaps name, at most SITEMAP_PAGES_MAX. */
  readonly sitemapPages: readonly string[];
};

export type CrawlOptions = {
  /** `hosts`: the site's own names, lower case, without port. */
  readonly site: { readonly name: string; readonly hosts: readonly string[] };
  /**
   * "/", the protected pages, then what visitors read most, in this order. robots.txt does not apply to them: it speaks
   * to strangers' robots, while these are the pages that citizens need.
   */
  readonly seeds: readonly string[];
  readonly fetchPage: FetchPage;
  readonly store: Snapshot;
  /** Most pages to keep; twice as many are asked for at most. */
  readonly pagesMax: number;
  /** Pause after each request to the origin; grows while the origin is slow or failing. */
  readonly pauseMs: number;
  /** False ends the crawl: the origin has better things to do. Asked before each request. */
  stillCalm(): boolean;
  readonly clock: Clock;
  /** Resolves after `ms` or when the signal fires; for tests. */
  sleep?(ms: number, signal: AbortSignal): Promise<void>;
  readonly signal: AbortSignal;
  readonly log: Log;
};

/**
 * Crawls a site into its snapshot, one GET at a time: robots.txt, the seeds, sitemaps, what all these lead to, and at
 * last the pages kept earlier that nothing leads to any more. A page that changed is replaced, one that is no longer
 * public is removed at once, one that is gone or closed at the second crawl running that finds it so. Undefined if `signal` ended it.
 * Never rejects: a page that cannot be had is a failure in the report.
 */
export async function crawlSite(options: CrawlOptions): Promise<CrawlReport | undefined> {
  const crawl = new Crawl(options);
  return (await crawl.run()) ? crawl.finish() : undefined;
}

class Crawl {
  private readonly startedAtMs: number;
  private readonly frontier: Frontier;
  private readonly pace: Pace;
  private readonly refused = new Map<string, Refused>();
  private readonly sitemapPages = new Set<string>();
  /** Kept pages that now answer 404, ask for a login or redirect. */
  private readonly vanished: string[] = [];
  private robots: Robots = NO_ROBOTS;
  private readonly exempt: ReadonlySet<string>;
  private pages = 0;
  private pagesKept = 0;
  private failures = 0;
  private failuresInARow = 0;
  /** What ended the crawl before its time. */
  private stoppedBy: "origin failing" | "posture" | "disk" | undefined;
  /** From then on only pages that are kept already are asked for. */
  private full: "page limit" | "byte limit" | undefined;

  constructor(private readonly options: CrawlOptions) {
    this.startedAtMs = options.clock.now();
    // Redirects and refused pages count as well, so more targets than pages must be let in.
    this.frontier = new Frontier(2 * options.pagesMax);
    this.pace = new Pace(options.pauseMs);
    this.exempt = new Set(options.seeds);
  }

  /** False if it was aborted. */
  async run(): Promise<boolean> {
    const { seeds, signal, store } = this.options;
    this.frontier.addSeed(ROBOTS_TARGET);
    await this.drain();
    for (const seed of seeds) this.frontier.addSeed(seed);
    for (const sitemap of ["/sitemap.xml", ...this.robots.sitemaps]) this.frontier.addSeed(sitemap);
    await this.drain();
    for (const target of store.targets()) this.frontier.addSeed(target);
    await this.drain();
    return !signal.aborted;
  }

  finish(): CrawlReport {
    const { store, clock, site, log } = this.options;
    const complete = this.stoppedBy === undefined;
    const stoppedBy: Completed["stoppedBy"] =
      this.stoppedBy ?? this.full ?? (this.frontier.overflowed ? "page limit" : "done");
    store.recordRefused(this.refused, complete);
    if (complete) {
      this.letGo();
      store.completeCrawl(clock.now());
    }
    if (this.sitemapPages.size > 0) store.remember(SITEMAP_PAGES, [...this.sitemapPages]);
    const { pages, pagesKept, failures } = this;
    const durationMs = Math.max(0, Math.round(clock.now() - this.startedAtMs));
    const report = { pages, pagesKept, bytes: store.figures().bytes, failures, durationMs, stoppedBy };
    const { turnedAway } = this.frontier;
    log("info", "The crawl has ended.", {
      site: site.name,
      ...report,
      refused: this.refused.size,
      turnedAway,
    });
    return { ...report, refused: this.refused, sitemapPages: [...this.sitemapPages] };
  }

  /**
   * Vanished pages leave, each at the second crawl running. If most of the site vanished at once, a firewall took the
   * crawler for an attacker or a deployment failed: then nothing leaves, for the copy is kept for such days.
   */
  private letGo(): void {
    const { store, log, site } = this.options;
    const { pages } = store.figures();
    if (this.vanished.length <= Math.max(VANISHED_MIN, pages * VANISHED_SHARE_MAX)) {
      for (const target of this.vanished) store.markGone(target);
      return;
    }
    log(
      "error",
      "Most kept pages are gone or closed at the origin; the copy stays. If that is meant, purge it.",
      {
        site: site.name,
        vanished: this.vanished.length,
        kept: pages,
        purge: `beffroi site purge ${site.name} --prefix /`,
      },
    );
  }

  /** Crawls until nothing is left or something ends it. */
  private async drain(): Promise<void> {
    while (await this.isOurTurn()) {
      const errand = this.frontier.next();
      if (errand === undefined) return;
      const unasked = this.reasonNotToAsk(errand.target);
      const page = unasked === undefined ? await this.look(errand.target) : undefined;
      if (unasked !== undefined) this.refuse(errand.target, unasked, true);
      else if (page !== undefined) this.take(errand.target, errand.depth, page);
    }
  }

  /** What is kept is kept fresh, even if robots.txt changed its mind: a slip of the owner's must not cost the snapshot. */
  private reasonNotToAsk(target: string): string | undefined {
    const allowed = this.exempt.has(target) || PART_OF_PAGES.test(target) || this.robots.allows(target);
    if (allowed && this.full === undefined) return undefined;
    if (this.options.store.has(target)) return undefined;
    return this.full === undefined ? REFUSED_BY_ROBOTS : NO_ROOM[this.full];
  }

  /** A crawl gives way to citizens and goes on when they are served: a slow origin must not end it at the first strain. */
  private async isOurTurn(): Promise<boolean> {
    const { stillCalm, signal, sleep = sleepUntil } = this.options;
    for (let waits = 0; waits < CALM_WAITS_MAX && !stillCalm() && !signal.aborted; waits++) {
      await sleep(CALM_WAIT_MS, signal);
    }
    return this.goesOn();
  }

  private goesOn(): boolean {
    if (!this.options.stillCalm()) this.stoppedBy ??= "posture";
    return this.stoppedBy === undefined && !this.options.signal.aborted;
  }

  /** The page as the last visitor needed saw it; undefined if the origin failed or the crawl must end. */
  private async look(target: string): Promise<CrawledPage | undefined> {
    this.pages++;
    for (let visitor = 0; ; visitor++) {
      const page = await this.ask(target, visitor);
      if (page === undefined || !needsMoreVisitors(page) || visitor >= VISITOR_LAST || !this.goesOn())
        return page;
    }
  }

  private async ask(target: string, visitor: number): Promise<CrawledPage | undefined> {
    const { fetchPage, clock, signal, sleep = sleepUntil } = this.options;
    const sentAtMs = clock.now();
    const page = await fetchPage(target, visitor).catch((error: unknown) => failureOf(error));
    const failure = page instanceof OriginFailure ? page.message : failureOfStatus(page.status);
    this.pace.answered(clock.now() - sentAtMs, failure !== undefined);
    if (failure === undefined) this.failuresInARow = 0;
    else this.fail(target, failure);
    if (this.goesOn()) await sleep(this.pace.pauseMs, signal);
    return failure === undefined && !(page instanceof OriginFailure) ? page : undefined;
  }

  /** A failing origin takes nothing from the snapshot: what is kept is what it is kept for. */
  private fail(target: string, failure: string): void {
    this.failures++;
    if (!this.options.store.has(target)) this.refuse(target, `the origin failed: ${failure}`, true);
    if (++this.failuresInARow >= FAILURES_IN_A_ROW_MAX) this.stoppedBy ??= "origin failing";
  }

  private take(target: string, depth: number, page: CrawledPage): void {
    if (target === ROBOTS_TARGET && page.status === 200)
      this.robots = parseRobots(page.text, this.options.site.hosts);
    const gone = page.status === 404 || page.status === 410;
    const closed = "refusedBecause" in page.keep && page.status >= 300;
    if ((gone || closed) && this.options.store.has(target)) this.vanished.push(target);
    if (gone) return;
    if ("refusedBecause" in page.keep) this.refusePage(target, page, page.keep.refusedBecause);
    else this.keep(target, page.keep);
    this.follow(target, depth, page);
  }

  private keep(target: string, page: Exclude<CrawledPage["keep"], { refusedBecause: string }>): void {
    const { store, clock } = this.options;
    // The address asked for may be another name of the page: parameters that change nothing were left out.
    if (page.target !== target) this.frontier.markSeen(page.target);
    if (store.write(page, clock.now())) {
      this.pagesKept++;
      return;
    }
    const why = store.health().lastRefusal;
    if (why === "hash") this.fail(target, "its bytes are not what was received");
    else if (why === "disk") this.stoppedBy = "disk";
    else if (why !== undefined) {
      this.full = why;
      this.refuse(target, NO_ROOM[why], true);
    }
  }

  /** A page that is there but no longer public leaves the snapshot at once; one about which nothing is known stays. */
  private refusePage(target: string, page: CrawledPage, because: string): void {
    const undecided = because.startsWith(NEEDS_MORE_VISITORS);
    if (!undecided && page.status === 200) this.options.store.remove(target);
    if (this.options.store.has(target)) return;
    // A page behind a login is not one that the public loses, unless the owner listed it.
    if (page.status >= 400 && !this.exempt.has(target)) return;
    this.refuse(target, because, page.status !== 200 || isDocument(200, page.contentType));
  }

  private refuse(target: string, because: string, document: boolean): void {
    if (this.refused.size < REFUSED_MAX)
      this.refused.set(target, { because, document: document && !PART_OF_PAGES.test(target) });
  }

  private follow(target: string, depth: number, page: CrawledPage): void {
    const { hosts } = this.options.site;
    if (page.location !== undefined) {
      const next = resolveTarget(page.location, target, hosts);
      if (next !== undefined) this.frontier.addFound(next, depth + 1);
      return;
    }
    if (page.status !== 200 || page.text === "") return;
    const kind = /html/i.test(page.contentType) ? undefined : xmlKind(page.text);
    if (kind === "sitemap") this.noteSitemap(sitemapTargets(page.text, hosts));
    else if (kind === "sitemap index") {
      for (const found of sitemapTargets(page.text, hosts)) this.frontier.addSeed(found);
    } else {
      for (const found of foundIn(page, kind === "feed", target, hosts))
        this.frontier.addFound(found, depth + 1);
    }
  }

  private noteSitemap(targets: readonly string[]): void {
    for (const target of targets) {
      this.frontier.addSeed(target);
      if (this.sitemapPages.size < SITEMAP_PAGES_MAX) this.sitemapPages.add(target);
    }
  }
}

function foundIn(page: CrawledPage, isFeed: boolean, target: string, hosts: readonly string[]): string[] {
  if (isFeed) return feedTargets(page.text, target, hosts);
  if (/html/i.test(page.contentType)) return linksOf(page.text, target, hosts);
  if (/^text\/css/i.test(page.contentType)) return styleTargets(page.text, target, hosts);
  return [];
}

function needsMoreVisitors(page: CrawledPage): boolean {
  return "refusedBecause" in page.keep && page.keep.refusedBecause.startsWith(NEEDS_MORE_VISITORS);
}

/** Answers that say nothing of the page but that the origin is in trouble or wants to be left alone. */
function failureOfStatus(status: number): string | undefined {
  return status >= 500 || status === 429 || status === 408 ? `it answered ${status}` : undefined;
}

function failureOf(error: unknown): OriginFailure {
  if (error instanceof OriginFailure) return error;
  return new OriginFailure("malformed", error instanceof Error ? error.message : String(error));
}

function sleepUntil(ms: number, signal: AbortSignal): Promise<void> {
  return wait(ms, undefined, { signal }).catch(() => {});
}
