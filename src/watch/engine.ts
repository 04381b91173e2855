import type { Clock } from "../kernel/clock.ts";
import type { WatchBook } from "./bodies/index.ts";
import { FAILURES, OUTCOMES } from "./codes.ts";
import type { WatchedSite, WindowVerdict } from "./events.ts";
import type { PackedRound, VantageHealthReport } from "./exchange.ts";
import { codeOf, SLOW_MS } from "./history/code.ts";
import type { History } from "./history/history.ts";
import { type Judge, saidOf } from "./judge.ts";
import { LiveTable } from "./live-table.ts";
import type { Plan } from "./plan.ts";
import type { Raised } from "./raised.ts";
import {
  FORGOTTEN,
  fold,
  type HealthChange,
  type HosterEvent,
  Hosters,
  isFailing,
  liveVerdict,
  NEWLY_CONFIRMED,
  rateOf,
  retract,
  type Saying,
  stoppedAt,
  TURNED,
  Vantages,
  WINDOW_MS,
} from "./verdict/index.ts";

/** Folds rounds into verdicts, hosts' incidents, trust in who measures, and how often each site is asked. */

/** How far back the live rule is told the past at a start: the hour that it looks at, and the one before. */
export const RESTORED_MS = 2 * WINDOW_MS;
/** In the rule's words, calm. */
const CALM_MS = 300_000;

export type EngineParts = {
  readonly clock: Clock;
  readonly book: WatchBook;
  readonly history: History;
  readonly judge: Judge;
  readonly plan: Plan;
  readonly raised: Raised;
  /** Time between two rounds in calm, in ms. */
  readonly intervalMs: number;
  /** Bad times of a point of measurement, for the rule. */
  spellsOf(vantage: string): { from: number; to: number }[];
  isDeciding(vantage: string): boolean;
  /** A word turned, or was confirmed by another point. */
  onTurn(site: number): void;
  onHealth(vantage: string, change: HealthChange): void;
  onHoster(event: HosterEvent): void;
};

/** Sites whose counts are made anew in one second, after what a point said of all of them was taken back. */
const COUNTED_PER_SECOND = 1_000;

const DOWN = OUTCOMES.indexOf("down");
const SHAKY = OUTCOMES.indexOf("shaky");

export class Engine {
  readonly live = new LiveTable();
  readonly vantages = new Vantages();
  readonly hosters = new Hosters();
  private readonly known = new Set<string>();
  /** Sites of which lists still show counts with rounds that were taken back. */
  private readonly miscounted = new Set<number>();

  constructor(private readonly parts: EngineParts) {}

  /** Points of measurement by their numbers, as verdicts name them. */
  get names(): readonly string[] {
    return this.parts.history.vantages;
  }

  /** Knows a point of measurement from now on, and gives its number. */
  vantage(name: string): number {
    const number = this.parts.history.numberOf(name);
    if (!this.known.has(name)) {
      this.known.add(name);
      this.vantages.add(number, this.parts.isDeciding(name), this.parts.spellsOf(name));
    }
    return number;
  }

  forgetVantage(name: string): void {
    if (!this.known.delete(name)) return;
    this.vantages.remove(this.parts.history.numberOf(name));
  }

  /** What a point says of itself. */
  says(name: string, { state, why, canaries }: VantageHealthReport): void {
    this.vantages.says(this.vantage(name), state, why, this.parts.clock.now(), canaries.ok);
  }

  /** Takes rounds in, as the rule's order of calls says. Rounds of sites that are not watched are passed over. */
  take(name: string, rounds: readonly PackedRound[]): void {
    const vantage = this.vantage(name);
    for (const packed of rounds) {
      const state = this.live.state(packed[0]);
      if (state === undefined) continue;
      const trouble = isFailing(state) ? 0 : packed[3] === DOWN ? 2 : packed[3] === SHAKY ? 1 : 0;
      this.vantages.heard(vantage, packed[2], trouble, this.hosters.networkNumber(packed[0]));
    }
    this.settleVantages();
    for (const packed of rounds) this.foldRound(vantage, packed);
  }

  /** To be called every second: what changes by time alone. */
  tick(): void {
    this.settleVantages();
    for (const event of this.hosters.settle(this.parts.clock.now())) this.parts.onHoster(event);
    this.countAnew();
  }

  /** Begins to watch a site, or goes on under a new address. */
  add(site: WatchedSite): void {
    this.live.add(site.site);
    this.setRate(site);
  }

  remove(site: number): void {
    this.live.remove(site);
    this.hosters.remove(site);
    this.parts.plan.remove(site);
  }

  /** Tells the rule the last two hours of these sites out of the history, all at once, as at a start. */
  restore(sites: Iterable<WatchedSite>): void {
    const { clock, judge, history } = this.parts;
    const nowMs = clock.now();
    const french = judge.decidingMask();
    const facts = { french, trusted: -1 };
    for (const site of sites) {
      this.live.add(site.site);
      const state = this.live.state(site.site);
      if (state === undefined) continue;
      const sayings = judge.sayingsOf(site.site, nowMs - RESTORED_MS, nowMs + 1);
      sayings.sort((a, b) => a.at - b.at);
      for (const saying of sayings) fold(state, saying, facts);
      const failure = sayings.at(-1)?.failure ?? 0;
      this.hosters.heard(site.site, history.factsOf(site.site).addresses[0], stoppedAt(state), failure);
      if (sayings.length > 0) this.live.note(site.site, this.verdictNow(site, nowMs));
      this.setRate(site);
    }
    // What was read for that is garbage of some hundred megabytes, which would stay for long.
    if (this.live.size > 1_000) Bun.gc(true);
  }

  /** The live verdict with the counts of the last hour. */
  verdictNow(site: WatchedSite, nowMs: number): WindowVerdict {
    const state = this.live.state(site.site);
    const { book, judge } = this.parts;
    if (state === undefined) return judge.verdictOf(site, nowMs - WINDOW_MS, nowMs);
    const facts = this.vantages.facts();
    const maintenance = book.maintenanceAt(site, nowMs) !== undefined;
    return liveVerdict(state, nowMs, facts, {
      vantages: this.names,
      ...(maintenance ? { maintenance } : {}),
    });
  }

  /** Asks a site as often as it must be now. */
  setRate(site: WatchedSite): void {
    const { clock, plan, raised, intervalMs, book } = this.parts;
    const state = this.live.state(site.site);
    if (state === undefined) return;
    const nowMs = clock.now();
    const rate = rateOf(state, nowMs, this.vantages.facts().french, {
      fastUntil: 0,
      slowUntil: 0,
      sites: book.count(),
      inHosterIncident: this.hosters.incidentOf(site.site) !== undefined,
    });
    const everyMs = rate >= CALM_MS ? intervalMs : Math.min(rate, intervalMs);
    const { fastUntil, slowUntil } = raised.of(site);
    plan.set(site, { everyMs: Math.round(everyMs), fastUntil, slowUntil });
  }

  private foldRound(vantage: number, packed: PackedRound): void {
    const { book } = this.parts;
    const [number, at, endedAt, outcome, failure, certificate, protection, content] = packed;
    const site = book.site(number);
    const state = this.live.state(number);
    if (site === undefined || state === undefined) return;
    if (!this.vantages.trusts(vantage, at, endedAt)) return;
    const { marks } = saidOf(
      codeOf(outcome, failure, certificate, protection, content, packed[12] >= SLOW_MS),
    );
    const saying: Saying = { vantage, at, endedAt, outcome, failure, marks, totalMs: packed[12] };
    const changed = fold(state, saying, this.vantages.facts());
    this.hosters.heard(number, packed[13], stoppedAt(state), failure);
    this.live.note(number, this.verdictNow(site, this.parts.clock.now()));
    if ((changed & (TURNED | NEWLY_CONFIRMED)) !== 0) {
      this.parts.onTurn(number);
    }
    this.setRate(site);
  }

  private settleVantages(): void {
    for (const change of this.vantages.settle(this.parts.clock.now())) {
      if (change.takeBackFrom !== undefined) this.takeBack(change.vantage, change.takeBackFrom);
      this.parts.onHealth(this.names[change.vantage] ?? "", change);
    }
  }

  private countAnew(): void {
    const { book, clock } = this.parts;
    let counted = 0;
    for (const number of this.miscounted) {
      if (counted++ === COUNTED_PER_SECOND) return;
      this.miscounted.delete(number);
      const site = book.site(number);
      if (site !== undefined) this.live.note(number, this.verdictNow(site, clock.now()));
    }
  }

  /** What a point said before it was found suspect is taken out of every site. */
  private takeBack(vantage: number, fromMs: number): void {
    const { book, clock } = this.parts;
    const facts = this.vantages.facts();
    for (const site of book.sites()) {
      const state = this.live.state(site.site);
      if (state === undefined) continue;
      const changed = retract(state, vantage, fromMs, facts);
      this.hosters.heard(site.site, undefined, stoppedAt(state), FAILURES.indexOf("ok"));
      if ((changed & FORGOTTEN) !== 0) this.miscounted.add(site.site);
      if ((changed & TURNED) === 0) continue;
      this.live.note(site.site, this.verdictNow(site, clock.now()));
      this.parts.onTurn(site.site);
    }
  }
}
