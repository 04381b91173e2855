import type { Clock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { GatewayCommand, GatewayEvent, GuardDigest, SiteDigest } from "./events.ts";
import { pageFetcher } from "./fetch-page.ts";
import type { FigureWindow } from "./figures.ts";
import {
  alarm,
  expectAttack,
  nextPosture,
  type PostureChange,
  type PostureState,
  pinPosture,
} from "./posture.ts";
import type { Site } from "./site.ts";
import { snapshotCoverage } from "./snapshot/coverage.ts";
import { type CrawlReport, crawlSite, SITEMAP_PAGES } from "./snapshot/crawl.ts";
import { type CrawlSchedule, scheduleCrawls } from "./snapshot/schedule.ts";
import { DAYS_KEPT, dayOf } from "./snapshot/visits.ts";

export type SiteKeeperOptions = {
  clock: Clock;
  log: Log;
  tell: (event: Omit<GatewayEvent, "at">) => void;
  /** True in the one worker that owns the snapshot and speaks for the site. */
  isOwner: boolean;
};

/** How often the coverage is worked out anew during a crawl. */
const COVERAGE_SECONDS = 5;
/** Visited pages that a crawl starts from, besides home, sitemap and links. */
const VISITED_SEEDS_MAX = 2_000;

/** How often a posture other than calm is put on disk, so that a restart goes on in it. */
const SAVE_POSTURE_SECONDS = 10;
/** The door is still being found when it was found so many times wider within a second. */
const GROWING_FACTOR = 1.3;
/** What a form costs the origin when nothing is known of it yet, in ms. */
const UNKNOWN_FORM_MS = 150;

/** What goes on around one site besides its requests: its posture, its crawls, what is told of it each second. */
export class SiteKeeper {
  private readonly schedule: CrawlSchedule | undefined;
  private secondsUnmeasured = 0;
  private secondsUnsaved = 0;
  private limitBefore = 0;

  constructor(
    readonly site: Site,
    private readonly options: SiteKeeperOptions,
  ) {
    site.reception.learnLook(site.kept.pages, site.kept.snapshot);
    if (!options.isOwner) return;
    const { clock, log } = options;
    site.kept.visits.expectFrom(site.kept.snapshot, clock.now());
    this.protectPages();
    this.measureCoverage();
    if (!site.settings.crawl) return;
    this.schedule = scheduleCrawls({
      site: site.name,
      intervalHours: site.settings.crawl_interval_hours,
      crawledAtMs: () => site.kept.snapshot.figures().crawledAtMs,
      crawl: (signal) => this.crawl(signal),
      onReport: (report) => this.crawled(report),
      clock,
      log,
    });
  }

  /** One second has passed: the posture moves, the figures start anew. `due`: what was learned goes to disk too. */
  second(due: boolean): SiteDigest {
    const { site } = this;
    const crawling = this.schedule?.running() ?? false;
    const seen = site.figures.take();
    const taken = site.guard.take();
    // What the waiting page holds back is asked for all the same.
    const guard = { ...taken, demandMs: taken.demandMs + seen.challenged * costOfForm(taken) };
    this.movePosture(seen, guard);
    site.reception.tick();
    site.topPrefixes.fade();
    site.topRoutes.fade();
    const { originUnreachable: _, ...window } = seen;
    if (due) this.keepForLater();
    else if (crawling && this.options.isOwner && ++this.secondsUnmeasured >= COVERAGE_SECONDS)
      this.measureCoverage();
    const snapshot = site.kept.snapshot.figures();
    return {
      site: site.name,
      posture: site.posture.posture,
      pinned: site.posture.pinned !== null,
      window,
      inFlight: site.guard.inFlight,
      queued: site.guard.queued,
      guard,
      topPrefixes: site.topPrefixes.shown(),
      topRoutes: site.topRoutes.shown(),
      cachePages: site.kept.pages.pages,
      cacheBytes: site.kept.pages.bytes,
      snapshotPages: snapshot.pages,
      snapshotBytes: snapshot.bytes,
      snapshotAtMs: snapshot.crawledAtMs ?? null,
      coveragePages: site.kept.coveragePages,
      coverageVisits: site.kept.coverageVisits,
      crawling,
    };
  }

  /** A few times a second: a great flood does not wait for the second's end. */
  glance(): void {
    const { guard, posture } = this.site;
    // Before the door has been found, its width says nothing.
    if (guard.limit > this.limitBefore * GROWING_FACTOR) return;
    const seen = { demandMs: guard.askedMs, capacityMs: guard.limit * 1_000, waiting: guard.queued };
    const alarmed = alarm(posture, seen, this.options.clock.now());
    if (alarmed !== undefined) this.enter(alarmed.state, alarmed.change);
  }

  async obey(command: GatewayCommand): Promise<unknown> {
    const { site, options } = this;
    switch (command.name) {
      case "purge": {
        const removed = site.kept.purge(command.by, command.target);
        const body = { by: command.by, target: command.target, removed };
        if (options.isOwner) options.tell({ kind: "gateway.purged", subject: site.name, body });
        return { removed };
      }
      case "crawl":
        if (!options.isOwner) return {};
        if (this.schedule === undefined) {
          throw new Refusal(
            "crawl-off",
            "This site is not crawled.",
            `site ${site.name}`,
            "Set crawl = true and send SIGHUP.",
          );
        }
        return { started: this.schedule.now() };
      case "coverage":
        this.keepForLater();
        return snapshotCoverage(site.name, site.kept.snapshot, options.clock.now());
      case "pin": {
        const { state, change } = pinPosture(site.posture, command.posture, options.clock.now());
        this.enter(state, change);
        return { posture: state.posture };
      }
      case "alert": {
        const state = expectAttack(site.posture, command.untilMs, options.clock.now());
        this.enter(state, undefined);
        return { untilMs: state.alertUntilMs };
      }
    }
  }

  /** This site's settings were replaced: stop the crawl, let those through who came before, leave the memory alone. */
  retire(): void {
    void this.schedule?.stop();
    void this.site.closeWhenIdle();
  }

  /** The site is served no more. */
  close(): void {
    void this.schedule?.stop();
    this.site.close();
    this.keepForLater();
    this.site.kept.snapshot.close();
  }

  private movePosture(window: FigureWindow, guard: GuardDigest): void {
    const { site } = this;
    const asked = window.originFills + window.originPasses;
    const refused = Object.values(guard.classes).reduce((sum, one) => sum + one.refused, 0);
    const seen = {
      requests: window.requests,
      originAnswers: Math.max(0, asked - window.originFailures),
      originFailures: window.originFailures,
      originUnreachable: window.originUnreachable,
      originMsP95: window.originMsP95,
      demandMs: guard.demandMs,
      capacityMs: guard.capacityMs,
      growing: guard.limit > this.limitBefore * GROWING_FACTOR,
      oldestWaitMs: guard.oldestWaitMs,
      refused,
      unavailable: window.unavailable,
    };
    this.limitBefore = guard.limit;
    const { state, change } = nextPosture(site.posture, seen, this.options.clock.now());
    this.enter(state, change);
  }

  private enter(state: PostureState, change: PostureChange | undefined): void {
    const { site, options } = this;
    site.enterPosture(state);
    if (change !== undefined)
      options.tell({ kind: "gateway.posture-changed", subject: site.name, body: change });
    if (!options.isOwner) return;
    this.secondsUnsaved++;
    const due = state.posture !== "calm" && this.secondsUnsaved >= SAVE_POSTURE_SECONDS;
    if (change === undefined && !due) return;
    this.secondsUnsaved = 0;
    site.kept.savePosture(state);
  }

  private keepForLater(): void {
    const { site, options } = this;
    site.kept.visits.flush(site.kept.snapshot, options.clock.now());
    site.reception.once.sweep();
    site.reception.learnLook(site.kept.pages, site.kept.snapshot);
    if (!options.isOwner) return;
    site.kept.remember();
    this.measureCoverage();
  }

  private measureCoverage(): void {
    this.secondsUnmeasured = 0;
    const { kept, name } = this.site;
    const found = snapshotCoverage(name, kept.snapshot, this.options.clock.now());
    kept.coveragePages = found.pagesKnown === 0 ? null : found.pagesKept / found.pagesKnown;
    kept.coverageVisits = found.visits === 0 ? null : found.visitsKept / found.visits;
  }

  private crawl(signal: AbortSignal): Promise<CrawlReport | undefined> {
    const { site, options } = this;
    this.keepForLater();
    return crawlSite({
      site: { name: site.name, hosts: site.settings.hosts },
      seeds: ["/", ...site.settings.protected, ...this.visitedTargets()],
      fetchPage: pageFetcher(site),
      store: site.kept.snapshot,
      pagesMax: site.settings.crawl_pages_max,
      pauseMs: site.settings.crawl_pause_ms,
      stillCalm: () => site.calm,
      clock: options.clock,
      signal,
      log: options.log,
    });
  }

  private crawled({ refused: _refused, sitemapPages: _pages, ...body }: CrawlReport): void {
    this.protectPages();
    this.keepForLater();
    // A crawl leaves a lot of garbage behind, and a site is quiet after it: now is the time to sweep.
    Bun.gc(true);
    this.options.tell({ kind: "gateway.snapshot-completed", subject: this.site.name, body });
  }

  /** The pages that the site itself lists are those that no flood may push out of the memory. */
  private protectPages(): void {
    const { pages, snapshot } = this.site.kept;
    const listed = snapshot.recall(SITEMAP_PAGES);
    for (const target of Array.isArray(listed) ? listed : [])
      if (typeof target === "string") pages.protect(target);
  }

  private visitedTargets(): string[] {
    const today = dayOf(this.options.clock.now());
    const visits = [...this.site.kept.snapshot.visitsSince(today - DAYS_KEPT + 1)];
    return visits
      .sort((a, b) => b[1] - a[1])
      .slice(0, VISITED_SEEDS_MAX)
      .map(([target]) => target);
  }
}

/** What the waiting page holds back would cost so much each, as far as the origin's calm days tell. */
function costOfForm({ routes }: GuardDigest): number {
  const known = [routes.search.calmMs, routes.form.calmMs].filter((ms) => ms !== null);
  return known.length === 0 ? UNKNOWN_FORM_MS : Math.min(...known);
}
