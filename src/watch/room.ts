import type { Actor } from "../kernel/actor.ts";
import { faultLine } from "../kernel/answer.ts";
import { Refusal } from "../kernel/refusal.ts";
import { Alerts } from "./alerts.ts";
import { Announcer, portions } from "./announce.ts";
import type { RateRequest, Vantage, WatchMessage } from "./answers.ts";
import type { WatchBook } from "./bodies/index.ts";
import { bodyWindow } from "./body-window.ts";
import { Engine } from "./engine.ts";
import type { VerdictChange } from "./events.ts";
import { DAY_MS } from "./history/day-row.ts";
import type { History } from "./history/history.ts";
import { DAYS_KEPT } from "./history/upkeep.ts";
import { Judge } from "./judge.ts";
import { NationalList } from "./list.ts";
import type { Watch, WatchDependencies } from "./open.ts";
import { Orphans } from "./orphans.ts";
import { Overview } from "./overview.ts";
import { Plan } from "./plan.ts";
import { Raised } from "./raised.ts";
import { roomRoutes } from "./routes.ts";
import { Settler } from "./settled.ts";
import { Tidying } from "./tidying.ts";
import { isDeciding, Trust } from "./trust.ts";
import { LOCAL_VANTAGE, type VantageTokens } from "./vantages.ts";
import {
  healthChanges,
  hosterIncidents,
  type KnownVantage,
  knownVantages,
  openSuspension,
  raisedRates,
  spokenVerdicts,
} from "./views.ts";

/** Puts the room together: the book of what is watched, the history, the rule, and what is said of it. */

/** How often the background has a turn, in ms; each is some ten milliseconds at most. */
const STEP_EVERY_MS = 100;
const TICK_EVERY_MS = 1_000;
const TIDY_EVERY_MS = 5_000;
/** With fewer sites the runtime clears away in time by itself, and the rooms beside this one need not pause for it. */
const TIDIED_SITES_MIN = 5_000;
/** Sites whose rate is raised by one request. */
export const RAISED_SITES_MAX = 5_000;
/** Bodies, and sites, that one entry names. */
const NAMED_PER_ENTRY = 500;

export class Room {
  private readonly trust: Trust;
  private readonly judge: Judge;
  private readonly plan = new Plan();
  private readonly raised: Raised;
  private readonly engine: Engine;
  private readonly announcer: Announcer;
  private readonly orphans: Orphans;
  private readonly settler: Settler;
  private readonly list: NationalList;
  private readonly overview: Overview;
  private readonly alerts: Alerts;
  private known: ReadonlyMap<string, KnownVantage>;
  private readonly verdictListeners = new Set<(changes: readonly VerdictChange[]) => void>();
  private readonly messageListeners = new Set<(message: WatchMessage) => void>();
  private readonly touched = new Set<number>();
  private readonly timers: Timer[] = [];
  private readonly tidying = new Tidying();
  private unfollow = (): void => {};

  constructor(
    private readonly deps: WatchDependencies,
    private readonly tokens: VantageTokens,
    private readonly history: History,
    private readonly book: WatchBook,
  ) {
    const { journal, clock, settings } = deps;
    const nowMs = clock.now();
    this.known = byId(knownVantages(journal));
    const health = healthChanges(journal, nowMs - DAYS_KEPT * DAY_MS);
    this.trust = new Trust(health);
    this.raised = new Raised(raisedRates(journal, nowMs));
    this.orphans = new Orphans(hosterIncidents(journal, true));
    this.judge = new Judge({
      reader: history.read,
      vantages: history.vantages,
      trust: this.trust,
      isDeciding: (vantage) => this.isDeciding(vantage),
      inMaintenance: (site, fromMs, toMs) => inMaintenance(book, site, fromMs, toMs),
    });
    this.engine = this.makeEngine();
    this.announcer = this.makeAnnouncer(health);
    this.settler = new Settler({ journal, clock, book, judge: this.judge });
    this.list = new NationalList({
      book,
      live: this.engine.live,
      hosterOf: (site) => this.hosterOf(site),
      addressesOf: (site) => history.factsOf(site).addresses,
      spokenOf: (site) => this.announcer.spokenOf(site),
    });
    this.overview = new Overview({
      journal,
      book,
      history,
      engine: this.engine,
      list: this.list,
      home: { id: LOCAL_VANTAGE, country: settings.country },
      known: () => [...this.known.values()],
      suspended: () => this.announcer.suspended,
      unknownGroups: () => settings.alert_groups.filter((group) => deps.hasGroup?.(group) === false),
    });
    this.alerts = this.makeAlerts();
    for (const vantage of [LOCAL_VANTAGE, ...this.current()]) this.engine.vantage(vantage);
    this.engine.restore(book.sites());
    for (const { site } of book.sites()) {
      const { verdict, confirmed } = this.engine.live.shown(site, nowMs);
      this.announcer.catchUp(site, verdict, confirmed);
    }
    this.begin();
  }

  watch(): Watch {
    const { judge, book, history } = this;
    const { journal } = this.deps;
    return {
      routes: roomRoutes({
        ...this.deps,
        tokens: this.tokens,
        history,
        book,
        judge,
        engine: this.engine,
        plan: this.plan,
        raised: this.raised,
        list: this.list,
        overview: this.overview,
        raise: (request, actor) => this.raise(request, actor),
        vantageAdded: (id) => this.vantageAdded(id),
        vantageRemoved: (id) => this.vantageRemoved(id),
      }),
      sitesOf: (bodyId) => book.sitesOf(bodyId),
      bodyWindow: (bodyId, fromMs, toMs) =>
        bodyWindow({ journal, book, history, judge }, bodyId, fromMs, toMs),
      raise: (request, actor) => void this.raise(request, actor),
      onVerdicts: (listener) => subscribe(this.verdictListeners, listener),
      onMessage: (listener) => subscribe(this.messageListeners, listener),
      close: async () => this.close(),
    };
  }

  private makeEngine(): Engine {
    const { clock } = this.deps;
    return new Engine({
      clock,
      book: this.book,
      history: this.history,
      judge: this.judge,
      plan: this.plan,
      raised: this.raised,
      intervalMs: this.deps.settings.interval_seconds * 1000,
      spellsOf: (vantage) => this.trust.spells(vantage, clock.now() - 2 * DAY_MS, clock.now()),
      isDeciding: (vantage) => this.isDeciding(vantage),
      onTurn: (site) => {
        this.announcer.turn(site);
        this.touched.add(site);
      },
      onHealth: (vantage, change) => this.announcer.healthChanged(vantage, change),
      onHoster: (event) => this.announcer.hoster(this.orphans.known(event) ?? event),
    });
  }

  private makeAnnouncer(health: ReturnType<typeof healthChanges>): Announcer {
    const { journal, clock, log } = this.deps;
    const { engine, book } = this;
    return new Announcer({
      journal,
      clock,
      log,
      spoken: spokenVerdicts(journal),
      health: new Map(health.map((one) => [one.vantage, one.health])),
      suspendedSince: openSuspension(journal)?.at,
      site: (site) => book.site(site),
      nameOf: (site) => book.nameOf(site),
      verdictNow: (site, nowMs) => engine.verdictNow(site, nowMs),
      hosterOf: (site) => this.hosterOf(site),
      suspension: () => {
        const since = engine.vantages.suspendedSince();
        return since === undefined || book.count() === 0 ? undefined : { since, why: this.whySuspended() };
      },
      healths: () =>
        engine.names.flatMap((vantage, n) => {
          const found = engine.vantages.health(n);
          return found === undefined ? [] : [{ vantage, ...found }];
        }),
      onChanges: (changes) => {
        this.alerts.take(changes);
        for (const listener of this.verdictListeners) listener(changes);
      },
    });
  }

  private makeAlerts(): Alerts {
    const { journal, clock, log, settings, tell } = this.deps;
    return new Alerts({
      journal,
      clock,
      log,
      book: this.book,
      groups: settings.alert_groups,
      hasGroup: (name) => this.deps.hasGroup?.(name) ?? true,
      spoken: spokenVerdicts(journal),
      deciding: () => {
        const { vantages } = this.engine;
        const isTrusted = (id: string) => vantages.health(this.engine.vantage(id))?.state === "ok";
        return [LOCAL_VANTAGE, ...this.current()].filter((id) => this.isDeciding(id) && isTrusted(id)).length;
      },
      incident: (id) => hosterIncidents(journal, true).find((one) => one.id === id),
      tell,
    });
  }

  private begin(): void {
    const { journal, clock, log } = this.deps;
    const guarded = (act: () => void) => () => {
      try {
        act();
      } catch (error) {
        log("error", "the watch failed at its own work", { error: faultLine(error) });
      }
    };
    this.book.onChange(({ added, changed, removed }) => {
      for (const site of [...added, ...changed]) this.engine.add(site);
      for (const site of removed) {
        this.engine.remove(site);
        this.announcer.forget(site);
      }
    });
    this.unfollow = journal.follow(({ entry }) => {
      if (entry.kind !== "watch.vantage-health-changed") return;
      const { id, is, why } = entry.body as { id: string; is: "ok" | "suspect" | "down"; why: string };
      this.trust.change(id, Date.parse(entry.occurredAt ?? entry.at), is, why);
    });
    this.timers.push(
      setInterval(
        guarded(() => void (this.history.step() || this.settler.step())),
        STEP_EVERY_MS,
      ),
      setInterval(
        guarded(() => this.tick(clock.now())),
        TICK_EVERY_MS,
      ),
      setInterval(
        guarded(() => {
          if (this.engine.live.size >= TIDIED_SITES_MIN) this.tidying.look();
        }),
        TIDY_EVERY_MS,
      ),
    );
  }

  private tick(nowMs: number): void {
    const { engine, orphans, announcer } = this;
    engine.tick();
    const isDown = (site: number) => engine.live.verdict(site, nowMs) === "inaccessible";
    for (const event of orphans.tick(nowMs, isDown)) announcer.hoster(event);
    announcer.tick();
    this.alerts.tick();
    this.raised.sweep(nowMs);
    if (this.messageListeners.size > 0) this.tellMessage(nowMs);
  }

  private tellMessage(nowMs: number): void {
    const sites = [...this.touched];
    this.touched.clear();
    const message = this.overview.message(sites, nowMs);
    if (message === undefined) return;
    for (const listener of this.messageListeners) listener(message);
  }

  private raise(request: RateRequest, actor: Actor): number {
    const { journal } = this.deps;
    const sites = Raised.sitesOf(request, this.book);
    if (sites.length > RAISED_SITES_MAX) throw tooManyRaised(sites.length);
    const until = {
      fastUntil: new Date(request.fastUntil).toISOString(),
      slowUntil: new Date(Math.max(request.fastUntil, request.slowUntil)).toISOString(),
    };
    const bodies = portions(request.bodies, NAMED_PER_ENTRY);
    const named = portions(request.sites, NAMED_PER_ENTRY);
    const entries = Array.from({ length: Math.max(1, bodies.length, named.length) }, (_, n) => ({
      actor,
      kind: "watch.rate-raised",
      subject: "watch",
      body: { bodies: bodies[n] ?? [], sites: named[n] ?? [], reason: request.reason, ...until },
    }));
    journal.appendAll(entries);
    this.raised.add({ ...request, bodies: [...request.bodies], sites: [...request.sites] });
    for (const site of sites) this.engine.setRate(site);
    return sites.length;
  }

  private vantageAdded(id: string): Vantage {
    this.known = byId(knownVantages(this.deps.journal));
    return this.overview.vantage(id, this.deps.clock.now());
  }

  private vantageRemoved(id: string): void {
    this.known = byId(knownVantages(this.deps.journal));
    this.engine.forgetVantage(id);
  }

  /** Points of measurement elsewhere that were not removed. */
  private current(): string[] {
    return [...this.known.values()].flatMap(({ id, removed }) => (removed ? [] : [id]));
  }

  private isDeciding(vantage: string): boolean {
    const { country } = this.deps.settings;
    if (vantage === LOCAL_VANTAGE) return true;
    const known = this.known.get(vantage);
    return known !== undefined && isDeciding(known.country, country);
  }

  private hosterOf(site: number): string | undefined {
    return this.engine.hosters.incidentOf(site) ?? this.orphans.of(site);
  }

  private whySuspended(): string {
    const { names, vantages } = this.engine;
    const whys = names.flatMap((name, n) => {
      const health = vantages.health(n);
      return health === undefined || health.state === "ok" ? [] : [`${name}: ${health.why}`];
    });
    return whys.join("; ").slice(0, 300) || "no point of measurement was heard";
  }

  private close(): void {
    for (const timer of this.timers) clearInterval(timer);
    this.unfollow();
    this.announcer.close();
    this.book.close();
    this.history.close();
  }
}

function inMaintenance(
  book: WatchBook,
  site: Parameters<WatchBook["maintenanceAt"]>[0],
  fromMs: number,
  toMs: number,
) {
  if (book.maintenance().length === 0) return false;
  return book.maintenanceAt(site, fromMs) !== undefined || book.maintenanceAt(site, toMs - 1) !== undefined;
}

const byId = (vantages: readonly KnownVantage[]): Map<string, KnownVantage> =>
  new Map(vantages.map((one) => [one.id, one]));

function subscribe<L>(listeners: Set<L>, listener: L): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tooManyRaised(sites: number): Refusal {
  return new Refusal(
    "too-many-sites",
    `${sites} sites would be asked more often; at most ${RAISED_SITES_MAX} can at once.`,
    "rates",
    "Name fewer bodies.",
  );
}
