import type { GuardDigest, RouteClass, Standing } from "../events.ts";
import { Baselines } from "./baseline.ts";
import { OriginFailure } from "./exchange.ts";
import { FairLine, ROUTE_CLASSES, STANDING_RULES, STANDINGS } from "./fair-line.ts";
import { OriginLimits, WHOLE_FLOOR } from "./limits.ts";
import { type Entrant, GuardPlace, GuardWaiter, type Place, type PlaceKeeper } from "./place.ts";

export type { Entrant, Place } from "./place.ts";

/** Longest wait of those without standing. */
export const STRANGER_WAIT_MS = 5_000;
/** From this many places on, the last one is kept free of strangers. */
export const RESERVE_FROM_PLACES = 4;
/** Longest time that a place stays taken for a visitor who left. */
export const ABANDONED_MS_MAX = 10_000;
/** What a request is taken to cost as long as nobody knows. */
export const UNKNOWN_COST_MS = 200;
/**
 * What a network and two event loops add by chance; it fades out towards answers that take three times as long, where it
 * makes no difference. Without it an origin that answers within a few milliseconds would look crowded whenever somebody
 * else has the processor.
 */
export const CHANCE_MS = 20;
/** A correction of what was charged is at most so many times the charge: one stuck request must not ruin a standing. */
const CORRECTION_MAX = 10;
/** How often the line is looked through for those who have waited too long, while there is a line. */
const SWEEP_EVERY_MS = 50;

export type GuardOptions = {
  /** Most places, whatever is found. */
  readonly ceiling: number;
  /** Most who wait, and how long. */
  readonly queueMax: number;
  readonly waitMs: number;
  /** What is known of calm times; it is added to while calm. */
  readonly baselines: Baselines;
  /** Monotonic clock, milliseconds. */
  readonly now?: () => number;
};

const STRANGERS = STANDINGS.map((standing) => STANDING_RULES[standing].stranger);
const STANDING_INDEX = Object.fromEntries(STANDINGS.map((standing, index) => [standing, index])) as Record<
  Standing,
  number
>;
const CLASS_INDEX = Object.fromEntries(ROUTE_CLASSES.map((one, index) => [one, index])) as Record<
  RouteClass,
  number
>;

/**
 * The one door to the origin. How many may be inside is found from latencies (`limits.ts`); the others wait in a
 * bounded line that is served by weight (`fair-line.ts`).
 */
export class OriginGuard implements PlaceKeeper {
  private readonly line: FairLine;
  private readonly limits: OriginLimits;
  private readonly baselines: Baselines;
  /** Learned while not calm, for what the calm baseline does not know; forgotten with the process. */
  private readonly provisional = new Baselines();
  private readonly now: () => number;
  private readonly queueMax: number;
  private readonly waitMs: number;
  private calm = true;
  private besieged = false;
  private narrowed: { max: number; waitMs: number } | undefined;
  private inFlightNow = 0;
  private strangers = 0;
  private readonly inFlightOfClass = ROUTE_CLASSES.map(() => 0);
  private readonly abandoned = new Set<GuardPlace>();
  private sweeper: Timer | undefined;
  private demandMs = 0;
  private readonly served = STANDINGS.map(() => 0);
  private readonly refused = STANDINGS.map(() => 0);
  private readonly servedOfClass = ROUTE_CLASSES.map(() => 0);
  // A flood is refused thousands of times a second; one failure for all costs no stack trace each.
  private readonly lineFull = new OriginFailure("busy", "the origin is busy and the line is full");
  private readonly waitOver = new OriginFailure("busy", "no place at the origin within the time allowed");
  private readonly left = new OriginFailure(
    "aborted",
    "the visitor left before a place at the origin was free",
  );

  constructor(options: GuardOptions) {
    this.now = options.now ?? (() => performance.now());
    this.queueMax = options.queueMax;
    this.waitMs = options.waitMs;
    this.baselines = options.baselines;
    this.line = new FairLine(options.queueMax);
    this.line.setBesieged(false);
    this.limits = new OriginLimits(ROUTE_CLASSES.length, options.ceiling, options.baselines.empty);
  }

  get inFlight(): number {
    return this.inFlightNow;
  }
  get queued(): number {
    return this.line.length;
  }
  get limit(): number {
    return this.narrowed === undefined
      ? this.limits.whole.limit
      : Math.min(this.narrowed.max, this.limits.whole.limit);
  }
  get full(): boolean {
    return this.inFlightNow >= this.limit;
  }

  /** The work asked of the origin in the running second, in ms. */
  get askedMs(): number {
    return this.demandMs;
  }

  /** What such a request takes the origin now, in ms, as far as is known. */
  expectedMs(entrant: Pick<Entrant, "routeClass" | "route">): number {
    return this.costMs(entrant);
  }

  /** Resolves with a place; rejects with an OriginFailure "busy", or "aborted" when `signal` says so first. */
  acquire(entrant: Entrant, signal?: AbortSignal): Promise<Place> {
    const standingIndex = STANDING_INDEX[entrant.standing];
    const classIndex = CLASS_INDEX[entrant.routeClass];
    const costMs = this.costMs(entrant);
    this.demandMs += costMs;
    if (signal?.aborted) return Promise.reject(this.left);
    if (this.mayEnter(STRANGERS[standingIndex] === true, classIndex)) {
      this.line.charge(standingIndex, classIndex, costMs);
      return Promise.resolve(this.enter(entrant, standingIndex, classIndex, costMs, this.now()));
    }
    return this.wait(entrant, standingIndex, classIndex, costMs, signal);
  }

  /** Learning of the calm baseline goes on only while calm; outside it is frozen. */
  setCalm(calm: boolean): void {
    this.calm = calm;
  }

  /** In a siege strangers are taken for robots first: they wait shorter, the newest first, in their part of the line. */
  setBesieged(besieged: boolean): void {
    this.besieged = besieged;
    this.line.setBesieged(besieged);
  }

  /** Narrows the door to a probe while the origin is gone, or opens it again (undefined). */
  narrow(to: { max: number; waitMs: number } | undefined): void {
    this.narrowed = to;
    this.sweep();
    this.admit();
  }

  /** What the running second looked like; starts the next one. Called once a second. */
  take(): GuardDigest {
    const nowMs = this.now();
    let oldestWaitMs = 0;
    const classes: Partial<GuardDigest["classes"]> = {};
    for (const [index, standing] of STANDINGS.entries()) {
      const oldest = this.line.oldestOf(index);
      if (oldest !== undefined) oldestWaitMs = Math.max(oldestWaitMs, nowMs - oldest.joinedMs);
      classes[standing] = {
        waiting: this.line.waitingOf(index),
        served: this.served[index] ?? 0,
        refused: this.refused[index] ?? 0,
      };
    }
    const routes: Partial<GuardDigest["routes"]> = {};
    for (const [index, routeClass] of ROUTE_CLASSES.entries()) {
      routes[routeClass] = {
        limit: Math.min(this.limits.classes[index]?.limit ?? this.limit, this.limit),
        inFlight: this.inFlightOfClass[index] ?? 0,
        waiting: this.line.waitingOfClass(index),
        served: this.servedOfClass[index] ?? 0,
        calmMs: this.baselines.expectedOfClass(routeClass) ?? null,
      };
    }
    const digest: GuardDigest = {
      limit: this.limit,
      inFlight: this.inFlightNow,
      growing: this.limits.whole.grew,
      demandMs: this.demandMs,
      capacityMs: this.limit * 1_000,
      oldestWaitMs,
      classes: classes as GuardDigest["classes"],
      routes: routes as GuardDigest["routes"],
    };
    this.demandMs = 0;
    this.served.fill(0);
    this.refused.fill(0);
    this.servedOfClass.fill(0);
    return digest;
  }

  /**
   * Sends away who has waited too long and frees places whose visitors left long ago. Runs by itself while there is
   * anything to look for; public for clocks that are not the machine's.
   */
  sweep(): void {
    const nowMs = this.now();
    for (let index = 0; index < STANDINGS.length; index++) {
      const waitMs = this.waitMsOf(index);
      for (;;) {
        const oldest = this.line.oldestOf(index);
        if (oldest === undefined || nowMs - oldest.joinedMs < waitMs) break;
        this.line.remove(oldest);
        this.turnAway(oldest as GuardWaiter, this.waitOver);
      }
    }
    for (const place of this.abandoned) if (place.freeAtMs <= nowMs) this.leave(place);
    this.admit();
    if (this.line.length > 0 || this.abandoned.size > 0) return;
    clearInterval(this.sweeper);
    this.sweeper = undefined;
  }

  /** For the place itself: a sample for the limits and, in calm, for the baseline. */
  sample(place: GuardPlace, latencyMs: number, status: number): void {
    if (status === 502 || status === 503 || status === 504) this.sampleFailure(place);
    // A page that breaks at once says nothing of how long a whole one takes.
    if (status >= 500 || this.narrowed !== undefined || !(latencyMs > 0)) return;
    const { routeClass, route } = place.entrant;
    const idle = place.inFlight <= Math.max(1, this.limit / 2) && this.line.length === 0;
    if (this.calm && idle) this.baselines.observe(routeClass, route, latencyMs);
    const calmKnown = this.baselines.expectedOfClass(routeClass) !== undefined;
    if (!calmKnown) this.learnProvisional(place, latencyMs);
    const known = calmKnown ? this.baselines : this.provisional;
    const expectedMs = known.expected(routeClass, route);
    if (expectedMs === undefined) return;
    const chanceMs = Math.max(0, CHANCE_MS - expectedMs / 3);
    place.latencyMs = latencyMs + chanceMs;
    place.expectedMs = expectedMs + chanceMs;
    place.noise = known.noise(routeClass, route);
    this.limits.answered(place, this.now());
    this.admit();
  }

  /** For the place itself: the origin gave nothing, or said that it could not. */
  sampleFailure(place: GuardPlace): void {
    if (this.narrowed === undefined) this.limits.failed(place.classIndex, this.now());
  }

  /** For the place itself: gives it back and charges what it really cost. */
  leave(place: GuardPlace): void {
    if (!place.held) return;
    place.held = false;
    this.abandoned.delete(place);
    this.inFlightNow--;
    if (STRANGERS[place.standingIndex]) this.strangers--;
    this.inFlightOfClass[place.classIndex] = (this.inFlightOfClass[place.classIndex] ?? 1) - 1;
    const spentMs = Math.min(this.now() - place.enteredMs, CORRECTION_MAX * place.costMs);
    this.line.correct(place.standingIndex, place.classIndex, spentMs - place.costMs);
    this.admit();
  }

  /** For the place itself: keeps it taken for what such a request still takes. */
  leaveLater(place: GuardPlace): void {
    if (!place.held || this.abandoned.has(place)) return;
    const nowMs = this.now();
    const wholeMs = place.costMs * Math.max(1, this.limits.ratio);
    // It was still being worked on when the visitor left, however long that should have taken.
    const leftMs = Math.max(wholeMs - (nowMs - place.enteredMs), place.costMs / 2);
    place.freeAtMs = nowMs + Math.min(leftMs, ABANDONED_MS_MAX);
    this.abandoned.add(place);
    this.watch();
  }

  private costMs(entrant: Pick<Entrant, "routeClass" | "route">): number {
    const { routeClass, route } = entrant;
    const expectedMs =
      this.baselines.expected(routeClass, route) ?? this.provisional.expected(routeClass, route);
    return (expectedMs ?? UNKNOWN_COST_MS) * this.limits.whole.slowness;
  }

  private waitMsOf(standingIndex: number): number {
    const waitMs = this.narrowed === undefined ? this.waitMs : Math.min(this.waitMs, this.narrowed.waitMs);
    return STRANGERS[standingIndex] && this.besieged ? Math.min(waitMs, STRANGER_WAIT_MS) : waitMs;
  }

  private readonly mayEnter = (stranger: boolean, classIndex: number): boolean => {
    const limit = this.limit;
    if (this.inFlightNow >= limit) return false;
    if (stranger && this.strangers >= this.strangersMax(limit)) return false;
    const ofClass = this.limits.classes[classIndex]?.limit ?? limit;
    return (this.inFlightOfClass[classIndex] ?? 0) < ofClass;
  };

  /** While a wider door is being tried, strangers may have all of it, or the try would say nothing. */
  private strangersMax(limit: number): number {
    return limit >= RESERVE_FROM_PLACES && this.limits.whole.holding(this.now()) ? limit - 1 : limit;
  }

  private enter(
    entrant: Entrant,
    standing: number,
    classIndex: number,
    costMs: number,
    nowMs: number,
  ): GuardPlace {
    const inFlight = ++this.inFlightNow;
    const ofClass = (this.inFlightOfClass[classIndex] ?? 0) + 1;
    this.inFlightOfClass[classIndex] = ofClass;
    if (STRANGERS[standing]) this.strangers++;
    this.served[standing] = (this.served[standing] ?? 0) + 1;
    this.servedOfClass[classIndex] = (this.servedOfClass[classIndex] ?? 0) + 1;
    const place = new GuardPlace(this, entrant, standing, classIndex, costMs, nowMs);
    place.inFlight = inFlight;
    place.inFlightOfClass = ofClass;
    place.pressed = inFlight >= this.limit;
    place.pressedOfClass = ofClass >= (this.limits.classes[classIndex]?.limit ?? 0);
    return place;
  }

  private wait(
    entrant: Entrant,
    standingIndex: number,
    classIndex: number,
    costMs: number,
    signal: AbortSignal | undefined,
  ): Promise<Place> {
    const waiter = new GuardWaiter(standingIndex, classIndex, entrant.prefix, costMs, this.now());
    const gone = this.queueMax === 0 ? waiter : this.line.join(waiter);
    if (gone === waiter) {
      this.refused[standingIndex] = (this.refused[standingIndex] ?? 0) + 1;
      return Promise.reject(this.lineFull);
    }
    if (gone !== undefined) this.turnAway(gone as GuardWaiter, this.lineFull);
    waiter.entrant = entrant;
    this.watch();
    if (signal !== undefined) {
      waiter.signal = signal;
      waiter.onAbort = () => {
        this.line.remove(waiter);
        waiter.turnAway(this.left);
      };
      signal.addEventListener("abort", waiter.onAbort, { once: true });
    }
    return new Promise((letIn, turnAway) => {
      waiter.letIn = letIn;
      waiter.refuse = turnAway;
    });
  }

  private turnAway(waiter: GuardWaiter, why: OriginFailure): void {
    const { standingIndex } = waiter;
    this.refused[standingIndex] = (this.refused[standingIndex] ?? 0) + 1;
    waiter.turnAway(why);
  }

  private admit(): void {
    if (this.line.length === 0) return;
    const nowMs = this.now();
    while (this.line.length > 0 && this.inFlightNow < this.limit) {
      const waiter = this.line.next(this.mayEnter) as GuardWaiter | undefined;
      if (waiter === undefined) return;
      waiter.admit(this.enter(waiter.entrant, waiter.standingIndex, waiter.classIndex, waiter.costMs, nowMs));
    }
  }

  /**
   * What no calm time has taught is learned at the floor, where nothing waits; until then, from what is left of an
   * answer when it is divided by how much longer all others take.
   */
  private learnProvisional(place: GuardPlace, latencyMs: number): void {
    const { routeClass, route } = place.entrant;
    if (place.inFlight <= WHOLE_FLOOR) this.provisional.observe(routeClass, route, latencyMs);
    else if (this.provisional.expected(routeClass, route) === undefined) {
      this.provisional.observe(routeClass, route, latencyMs / Math.max(1, this.limits.ratio));
    }
  }

  private watch(): void {
    if (this.sweeper !== undefined) return;
    this.sweeper = setInterval(() => this.sweep(), SWEEP_EVERY_MS);
    this.sweeper.unref();
  }
}
