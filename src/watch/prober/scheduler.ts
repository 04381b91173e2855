import type { Clock } from "../../kernel/clock.ts";
import type { Failure, Outcome } from "../codes.ts";
import type { PlanSite, SchedulerFigures } from "../exchange.ts";
import { ATTEMPT_OFFSETS_MS, type Attempt, type Round, type Target } from "../measure.ts";
import { attemptClass } from "../verdict/attempt-class.ts";
import { Admission, HANGS_MS, PLACES_MAX } from "./admission.ts";
import { HOST_GAP_MS } from "./hosts.ts";
import { Lateness } from "./lateness.ts";
import { effectiveEveryMs, nextMoment, phaseOf, startGapMs } from "./pace.ts";
import { LOST_MS_MAX, LostTime, STOOD_STILL_MS, TICK_MS } from "./lost-time.ts";
import { Passes } from "./passes.ts";
import { outcomeOf, roundOf, unasked, voided } from "./round.ts";
import { BUSY, Sites, WAITING } from "./sites.ts";
import { Wheel } from "./wheel.ts";

/** A claim may name hundreds: they begin within this time. */
const URGENT_SPREAD_MS = 2_000;

export type SchedulerNeeds = {
  clock: Clock;
  /** Never goes back, in ms. */
  monotonicMs(): number;
  /** Makes one attempt, the `attempt`th of its round from 0, and calls `done` once. */
  ask(target: Target, attempt: number, done: (attempt: Attempt) => void): void;
  onRound(round: Round): void;
  /** This process stood still for so long. */
  onStarved(ms: number): void;
  /** Where a site was found last, kept from before the start. */
  addressOf?(site: number, url: string): string | undefined;
  /** Sets the moments of this point of measurement apart from those of others. */
  seed: number;
  /** Attempts at once, for each of both budgets. */
  placesMax?: number;
  /** When a round's attempts begin, in ms after its first. */
  offsetsMs?: readonly number[];
};

/**
 * When each site is asked. Its clock follows the monotonic one but leaves out the times when this process stood still, so
 * that a pause shifts the plan instead of making everything due at once.
 */
export class Scheduler {
  readonly #needs: SchedulerNeeds;
  readonly #sites = new Sites();
  readonly #wheel: Wheel;
  readonly #admission: Admission;
  /** Attempts of rounds that go on after a failure. */
  readonly #attempts = new Map<number, Attempt[]>();
  readonly #lateness = new Lateness();
  #offsetMs: number;
  #lastTurnMs: number;
  readonly #lost: LostTime;
  /** Sites that wait for their first round, in the order of coming, and the moment of the next. */
  readonly #fresh = new Set<number>();
  #nextStartMs = 0;
  readonly #passes = new Passes(this.#sites.places);

  constructor(needs: SchedulerNeeds) {
    this.#needs = needs;
    this.#lastTurnMs = needs.monotonicMs();
    this.#offsetMs = needs.clock.now() - this.#lastTurnMs;
    this.#lost = new LostTime(this.#lastTurnMs);
    this.#wheel = new Wheel(this.#nowMs, this.#sites.places);
    const { placesMax = PLACES_MAX } = needs;
    this.#admission = new Admission(
      this.#sites,
      placesMax,
      () => this.#nowMs,
      (place) => this.#start(place),
    );
  }

  get size(): number {
    return this.#sites.size;
  }

  get figures(): SchedulerFigures {
    return {
      dueNow: this.#admission.waiting,
      lagP99Ms: this.#lateness.p99Ms(this.#nowMs),
      inFlight: this.#admission.inFlight,
      lastFullRoundMs: this.#passes.lastMs,
    };
  }

  /** Takes in a site, or what changed of it. False when there are too many. */
  set(site: PlanSite): boolean {
    const known = this.#sites.placeOf(site[0]);
    if (known !== undefined && this.#sites.target(known).url === site[2]) {
      this.#changeRates(known, site);
      return true;
    }
    if (known !== undefined) this.remove(site[0]);
    const place = this.#sites.add(site);
    if (place === undefined) return false;
    this.#sites.setAddress(place, this.#needs.addressOf?.(site[0], site[2]));
    // Whoever is named in a claim begins at once, all others one after the other.
    if (this.#isUrgent(place)) this.#wheel.set(place, this.#nowMs + this.#phase(place) * URGENT_SPREAD_MS);
    else this.#fresh.add(place);
    return true;
  }

  #beginSome(): void {
    for (const place of this.#fresh) {
      if (this.#nextStartMs > this.#nowMs) return;
      this.#fresh.delete(place);
      this.#wheel.set(place, this.#nowMs);
      const gapMs = startGapMs(this.#sites.size, this.#sites.everyMs[place] as number);
      this.#nextStartMs = Math.max(this.#nextStartMs, this.#nowMs - TICK_MS) + gapMs;
    }
  }

  #isUrgent(place: number): boolean {
    return this.#everyMs(place) < (this.#sites.everyMs[place] as number);
  }

  remove(site: number): void {
    const place = this.#sites.remove(site);
    if (place === undefined) return;
    this.#wheel.delete(place);
    this.#fresh.delete(place);
    this.#passes.forget(place);
    if (this.#sites.state[place] === WAITING) this.#release(place);
  }

  /** Removes every site that is not in `numbers`. */
  keepOnly(numbers: ReadonlySet<number>): void {
    for (const site of [...this.#sites.numbers()]) if (!numbers.has(site)) this.remove(site);
  }

  /** Begins what is due. To be called every TICK_MS. */
  turn(): void {
    const lateMs = this.#noteTime();
    this.#admission.adapt(lateMs);
    this.#admission.sort();
    this.#beginSome();
    this.#wheel.advance(this.#nowMs, (place, atMs) => this.#come(place, atMs));
  }

  /** After a time without turns, so that it does not count as standing still. */
  resume(): void {
    const now = this.#needs.monotonicMs();
    this.#offsetMs -= now - this.#lastTurnMs;
    this.#lastTurnMs = now;
    this.#lost.resume(now);
  }

  get #nowMs(): number {
    return this.#lastTurnMs + this.#offsetMs;
  }

  /** Reads the clock; takes out of it a time of standing still. Gives how late this turn is. */
  #noteTime(): number {
    const now = this.#needs.monotonicMs();
    const lateMs = this.#lost.turn(now);
    this.#lastTurnMs = now;
    if (lateMs > STOOD_STILL_MS) {
      this.#offsetMs -= lateMs;
      this.#needs.onStarved(lateMs);
    }
    return lateMs;
  }

  #come(place: number, atMs: number): void {
    const sites = this.#sites;
    if (sites.state[place] !== WAITING || this.#wheel.has(place)) return;
    const attempts = this.#attempts.get(place);
    if (attempts !== undefined && this.#isQuiet(place)) {
      this.#close(place, "void", attempts, "refused.retry_after");
      return;
    }
    if (attempts === undefined) {
      if (this.#mustWait(place)) return;
      sites.late[place] = this.#nowMs - atMs;
      sites.roundAt[place] = this.#nowMs;
    }
    sites.state[place] = BUSY;
    this.#admission.enter(place);
  }

  /** The host asked to be left alone, or another of its sites is asked now: then this one has another moment. */
  #mustWait(place: number): boolean {
    const sites = this.#sites;
    const host = sites.host[place] as number;
    const wasBooked = sites.booked[place] === 1;
    sites.booked[place] = 0;
    if (this.#isQuiet(place)) {
      const { site } = sites.target(place);
      this.#needs.onRound(unasked(site, "refused.retry_after", this.#needs.clock.now()));
      this.#wheel.set(place, sites.hosts.quietUntil(host) + this.#phase(place) * HOST_GAP_MS);
      return true;
    }
    if (wasBooked) return false;
    const at = sites.hosts.book(host, this.#nowMs);
    if (at <= this.#nowMs) return false;
    sites.booked[place] = 1;
    this.#wheel.set(place, at);
    return true;
  }

  #isQuiet(place: number): boolean {
    return this.#sites.hosts.quietUntil(this.#sites.host[place] as number) > this.#nowMs;
  }

  #start(place: number): void {
    const sites = this.#sites;
    const attempt = this.#attempts.get(place)?.length ?? 0;
    const lostBefore = this.#lost.lostBy(this.#needs.monotonicMs());
    if (sites.removed[place] === 1) {
      this.#end(place, undefined, lostBefore);
      return;
    }
    if (attempt === 0) {
      this.#lateness.add(sites.late[place] as number, this.#nowMs);
      this.#passes.count(place, sites.size, this.#nowMs);
    }
    this.#needs.ask(sites.target(place), attempt, (told) => this.#end(place, told, lostBefore));
  }

  #end(place: number, told: Attempt | undefined, lostBefore: number): void {
    const sites = this.#sites;
    if (told !== undefined) this.#learn(place, told);
    this.#admission.leave(place);
    if (told === undefined || sites.removed[place] === 1) {
      this.#release(place);
      return;
    }
    sites.hangs[place] = told.totalMs >= HANGS_MS ? 1 : 0;
    if (told.address !== undefined) sites.setAddress(place, told.address);
    this.#weigh(place, this.#ours(told, lostBefore));
  }

  #learn(place: number, { failure }: Attempt): void {
    const { address, timeouts } = this.#sites;
    const known = address[place] as number;
    if (known < 0) return;
    if (failure === "tcp.timeout") timeouts[known] = Math.min(255, (timeouts[known] as number) + 1);
    else timeouts[known] = 0;
  }

  /** What failed while this process could not work says nothing of the site. */
  #ours(told: Attempt, lostBefore: number): Attempt {
    const lostMs = this.#lost.lostBy(this.#needs.monotonicMs()) - lostBefore;
    if (lostMs <= LOST_MS_MAX || attemptClass(told) !== "failed") return told;
    const failure: Failure = "prober.fault";
    return { ...told, failure, detail: `this process lost ${Math.round(lostMs)} ms (${told.failure})` };
  }

  #weigh(place: number, told: Attempt): void {
    const attempts = this.#attempts.get(place) ?? [];
    attempts.push(told);
    const quietMs = told.retryAfterMs ?? 0;
    if (quietMs > 0) this.#sites.hosts.quieten(this.#sites.host[place] as number, quietMs, this.#nowMs);
    const outcome = outcomeOf(attempts);
    if (outcome !== undefined) {
      this.#close(place, outcome, attempts);
      return;
    }
    this.#attempts.set(place, attempts);
    this.#sites.state[place] = WAITING;
    const roundAt = this.#sites.roundAt[place] as number;
    const { offsetsMs = ATTEMPT_OFFSETS_MS } = this.#needs;
    const offsetMs = offsetsMs[attempts.length] ?? 0;
    this.#wheel.set(place, Math.max(roundAt + offsetMs, this.#nowMs));
  }

  #close(place: number, outcome: Outcome, attempts: readonly Attempt[], failure?: Failure): void {
    const sites = this.#sites;
    this.#attempts.delete(place);
    sites.state[place] = BUSY;
    const round = roundOf(sites.target(place).site, outcome, attempts);
    this.#needs.onRound(failure === undefined ? round : voided(round, failure));
    // Whoever listens may have taken the site out.
    if (sites.removed[place] === 1) {
      this.#release(place);
      return;
    }
    sites.state[place] = WAITING;
    this.#wheel.set(place, this.#next(place));
  }

  #next(place: number): number {
    const sites = this.#sites;
    const everyMs = this.#everyMs(place);
    const roundAt = sites.roundAt[place] as number;
    if (this.#isUrgent(place)) return Math.max(this.#nowMs, roundAt + everyMs);
    return Math.max(this.#nowMs, nextMoment(roundAt, everyMs, this.#phase(place)));
  }

  #everyMs(place: number): number {
    const { everyMs, fastUntil, slowUntil } = this.#sites;
    return effectiveEveryMs(
      {
        everyMs: everyMs[place] as number,
        fastUntil: fastUntil[place] as number,
        slowUntil: slowUntil[place] as number,
      },
      this.#needs.clock.now(),
    );
  }

  #phase(place: number): number {
    return phaseOf(this.#sites.target(place).site, this.#needs.seed);
  }

  #changeRates(place: number, [, , , everyMs, fastUntil, slowUntil]: PlanSite): void {
    const sites = this.#sites;
    sites.everyMs[place] = everyMs;
    sites.fastUntil[place] = fastUntil;
    sites.slowUntil[place] = slowUntil;
    if (sites.state[place] !== WAITING || this.#attempts.has(place)) return;
    if (sites.roundAt[place] === 0 && !this.#isUrgent(place)) return;
    const sooner = this.#next(place);
    if (this.#fresh.delete(place) || sooner < this.#wheel.at(place)) {
      // Its turn at the host was for another moment.
      sites.booked[place] = 0;
      this.#wheel.set(place, sooner + this.#phase(place) * URGENT_SPREAD_MS);
    }
  }

  #release(place: number): void {
    this.#attempts.delete(place);
    this.#sites.release(place);
  }
}
