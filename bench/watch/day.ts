import { SeededRandom } from "../../src/drill/random.ts";
import { FAILURES } from "../../src/watch/codes.ts";
import { ATTEMPT_MS_MAX, ATTEMPT_OFFSETS_MS } from "../../src/watch/measure.ts";
import { nextMoment, phaseOf } from "../../src/watch/prober/pace.ts";
import {
  fold,
  Hosters,
  isFailing,
  newSiteState,
  rateOf,
  retract,
  type Saying,
  type SiteState,
  stoppedAt,
  TURNED,
  NEWLY_CONFIRMED,
  Vantages,
} from "../../src/watch/verdict/index.ts";

/**
 * A day of many sites in simulated time: probers ask in their rhythm, attempts are drawn, rounds arrive at the keeper a second
 * after they end, and the rule does what it does in the keeper. The network is a coin; the rule, the rates and the moments at
 * which a site is asked are the product's own.
 */

export type Time = { readonly from: number; readonly to: number };
/** A true outage. `hangs`: attempts take their full time; otherwise they are refused at once. */
export type Outage = Time & { readonly hangs: boolean };

export type DayPlan = {
  readonly seed: number;
  readonly sites: number;
  readonly vantages: number;
  /** Seconds that are played. */
  readonly seconds: number;
  /** Share of attempts that are lost on their way. */
  readonly lostShare: number;
  /** The first vantage point loses its network; its resolver fails for a share of attempts; the keeper's file is locked. */
  readonly cut?: Time;
  readonly brownOut?: Time & { readonly share: number };
  readonly locked?: Time;
  /** Canaries that answer, as the probers tell with each exchange. 0: there are none. */
  readonly canaries: number;
  /** By site; at most one each. */
  readonly outages: ReadonlyMap<number, Outage>;
  /** Sites named in a claim: asked oftener all day. */
  readonly claimed: (site: number) => boolean;
};

/** Seconds: times of a plan are seconds of the day, those of the product ms since 1970. */
export const DAY_AT_MS = Date.UTC(2026, 0, 1);
const WHEEL = 1_024;
/** In `dueAt`: not planned; and, this or below, in a round that ends at the second IN_ROUND - dueAt. */
const UNPLANNED = -1;
const IN_ROUND = -2;
const UP = 0;
const SHAKY = 1;
const DOWN = 2;
const OK = FAILURES.indexOf("ok");
const TIMEOUT = FAILURES.indexOf("tcp.timeout");
const REFUSED = FAILURES.indexOf("tcp.refused");
const DNS_TIMEOUT = FAILURES.indexOf("dns.timeout");
const RESOLVER_MS = 5_000;
/** Town sites share addresses: about six on each, a few addresses on each network. */
const PER_ADDRESS = 6;
const PER_NETWORK = 24;

export type Listener = {
  /** A round of a vantage point ended: what a rule without any of this would have seen. */
  onRound?(site: number, at: number, outcome: number, firstFailed: boolean): void;
  /** The live word turned, or was confirmed by another vantage point. */
  onTurn?(site: number, state: SiteState, atMs: number): void;
  /** After every second. */
  onSecond?(second: number): void;
};

export class Day {
  readonly states: SiteState[];
  readonly vantages = new Vantages();
  readonly hosters = new Hosters();
  rounds = 0;
  foldMs = 0;
  private readonly random: SeededRandom;
  private readonly due: number[][] = Array.from({ length: WHEEL }, () => []);
  private readonly arriving: number[][] = Array.from({ length: WHEEL }, () => []);
  private readonly dueAt: Int32Array;
  private readonly lastAt: Float64Array;
  private readonly everyMs: Int32Array;
  private readonly saying: Saying = {
    vantage: 0,
    at: 0,
    endedAt: 0,
    outcome: 0,
    failure: 0,
    marks: 0,
    totalMs: 0,
  };

  constructor(
    readonly plan: DayPlan,
    private readonly listener: Listener,
  ) {
    const { sites, vantages, seed } = plan;
    this.random = new SeededRandom(seed);
    this.states = Array.from({ length: sites }, newSiteState);
    this.dueAt = new Int32Array(sites * vantages).fill(UNPLANNED);
    this.lastAt = new Float64Array(sites * vantages);
    this.everyMs = new Int32Array(sites);
    for (let vantage = 0; vantage < vantages; vantage++) this.vantages.add(vantage, true);
    for (let site = 0; site < sites; site++) {
      this.hosters.heard(site, addressOf(site), 0, 0);
      this.everyMs[site] = this.rate(site, 0);
      for (let vantage = 0; vantage < vantages; vantage++) this.planNext(vantage, site, 0);
    }
  }

  play(): void {
    for (let second = 0; second < this.plan.seconds; second++) {
      this.keeper(second);
      this.probers(second);
      this.listener.onSecond?.(second);
    }
  }

  private keeper(second: number): void {
    const { locked, vantages, canaries } = this.plan;
    const slot = second % WHEEL;
    const arrived = this.arriving[slot] as number[];
    if (locked !== undefined && second >= locked.from && second < locked.to) {
      const later = this.arriving[locked.to % WHEEL] as number[];
      for (const one of arrived) later.push(one);
      arrived.length = 0;
      return;
    }
    const nowMs = DAY_AT_MS + second * 1_000;
    for (let vantage = 0; vantage < vantages; vantage++)
      this.vantages.says(vantage, "ok", "", nowMs, canaries);
    const begun = performance.now();
    for (let n = 0; n < arrived.length; n += 5) this.hear(arrived, n);
    for (const change of this.vantages.settle(nowMs)) {
      if (change.takeBackFrom === undefined) continue;
      for (const [site, state] of this.states.entries()) {
        if ((retract(state, change.vantage, change.takeBackFrom, this.vantages.facts()) & TURNED) !== 0)
          this.listener.onTurn?.(site, state, nowMs);
      }
    }
    for (let n = 0; n < arrived.length; n += 5) this.fold(arrived, n, second);
    this.foldMs += performance.now() - begun;
    arrived.length = 0;
    if (second % 10 === 0) this.hosters.settle(nowMs);
  }

  private hear(arrived: number[], n: number): void {
    const key = arrived[n] as number;
    const site = key % this.plan.sites;
    const outcome = arrived[n + 3] as number;
    const state = this.states[site] as SiteState;
    const trouble = outcome === UP || isFailing(state) ? 0 : outcome === DOWN ? 2 : 1;
    const vantage = (key - site) / this.plan.sites;
    this.vantages.heard(vantage, arrived[n + 2] as number, trouble, this.hosters.networkNumber(site));
  }

  private fold(arrived: number[], n: number, second: number): void {
    const { sites } = this.plan;
    const key = arrived[n] as number;
    const site = key % sites;
    const { saying } = this;
    saying.vantage = (key - site) / sites;
    saying.at = arrived[n + 1] as number;
    saying.endedAt = arrived[n + 2] as number;
    saying.outcome = arrived[n + 3] as number;
    saying.failure = arrived[n + 4] as number;
    saying.totalMs = saying.outcome === DOWN ? -1 : 150;
    if (!this.vantages.trusts(saying.vantage, saying.at, saying.endedAt)) return;
    const state = this.states[site] as SiteState;
    const changed = fold(state, saying, this.vantages.facts());
    if (saying.outcome !== UP || changed !== 0)
      this.hosters.heard(site, undefined, stoppedAt(state), saying.failure);
    const nowMs = DAY_AT_MS + second * 1_000;
    if ((changed & (TURNED | NEWLY_CONFIRMED)) !== 0) this.listener.onTurn?.(site, state, nowMs);
    const every = this.rate(site, nowMs);
    if (every === this.everyMs[site]) return;
    this.everyMs[site] = every;
    for (let vantage = 0; vantage < this.plan.vantages; vantage++) this.planNext(vantage, site, second);
  }

  private rate(site: number, nowMs: number): number {
    return rateOf(this.states[site] as SiteState, nowMs, this.vantages.facts().french, {
      fastUntil: this.plan.claimed(site) ? Number.POSITIVE_INFINITY : 0,
      slowUntil: 0,
      sites: this.plan.sites,
      inHosterIncident: this.hosters.incidentOf(site) !== undefined,
    });
  }

  /** When a vantage point asks a site next: at its own moment of the interval. */
  private planNext(vantage: number, site: number, second: number): void {
    const key = vantage * this.plan.sites + site;
    if ((this.dueAt[key] as number) <= IN_ROUND) return;
    const every = this.everyMs[site] as number;
    const phase = phaseOf(site, this.plan.seed + vantage);
    const from = Math.max(this.lastAt[key] as number, (second + 1) * 1_000 - every);
    const moment = Math.max(second + 1, Math.floor(nextMoment(from, every, phase) / 1_000));
    this.dueAt[key] = moment;
    (this.due[moment % WHEEL] as number[]).push(key);
  }

  private probers(second: number): void {
    const due = this.due[second % WHEEL] as number[];
    const keys = due.splice(0);
    for (const key of keys) {
      if (this.dueAt[key] !== second) {
        if (this.dueAt[key] === IN_ROUND - second) this.again(key, second);
        continue;
      }
      this.round(key, second);
    }
  }

  private again(key: number, second: number): void {
    this.dueAt[key] = UNPLANNED;
    const site = key % this.plan.sites;
    this.planNext((key - site) / this.plan.sites, site, second);
  }

  private round(key: number, second: number): void {
    const { sites } = this.plan;
    const site = key % sites;
    const vantage = (key - site) / sites;
    const at = second * 1_000 + ((key * 7_919) % 1_000);
    let [time, failure, outcome, firstFailed] = [at, OK, DOWN, false];
    for (const [n, offset] of ATTEMPT_OFFSETS_MS.entries()) {
      time = Math.max(time, at + offset);
      const failed = this.attempt(site, vantage, time);
      if (failed === 0) {
        time += 150;
        outcome = n === 0 ? UP : SHAKY;
        break;
      }
      if (n === 0) firstFailed = true;
      if (n === 0) failure = failed;
      time += failed === REFUSED ? 3 : failed === DNS_TIMEOUT ? RESOLVER_MS : ATTEMPT_MS_MAX;
    }
    this.rounds++;
    this.lastAt[key] = at;
    this.listener.onRound?.(site, at, outcome, firstFailed);
    const ended = Math.floor(time / 1_000);
    const arrival = this.arriving[Math.max(second + 1, ended + 1) % WHEEL] as number[];
    arrival.push(key, DAY_AT_MS + at, DAY_AT_MS + time, outcome, failure);
    if (ended <= second) {
      this.dueAt[key] = UNPLANNED;
      this.planNext(vantage, site, second);
      return;
    }
    this.dueAt[key] = IN_ROUND - ended;
    (this.due[ended % WHEEL] as number[]).push(key);
  }

  /** 0 when it was answered, otherwise how it failed. */
  private attempt(site: number, vantage: number, timeMs: number): number {
    const { outages, cut, brownOut, lostShare } = this.plan;
    const second = timeMs / 1_000;
    const outage = outages.get(site);
    if (outage !== undefined && second >= outage.from && second < outage.to)
      return outage.hangs ? TIMEOUT : REFUSED;
    if (vantage === 0 && cut !== undefined && second >= cut.from && second < cut.to) return TIMEOUT;
    if (vantage === 0 && brownOut !== undefined && second >= brownOut.from && second < brownOut.to) {
      if (this.random.chance(brownOut.share)) return DNS_TIMEOUT;
    }
    return this.random.chance(lostShare) ? TIMEOUT : 0;
  }
}

const addressOf = (site: number): string => {
  const address = Math.floor(site / PER_ADDRESS);
  const network = Math.floor(site / PER_NETWORK);
  return `${10 + Math.floor(network / 65_536)}.${Math.floor(network / 256) % 256}.${network % 256}.${1 + (address % 200)}`;
};
