import { type RouteClass, routeClassSchema, type Standing, standingSchema } from "../events.ts";
import { PrefixQueues, type Waiter } from "./prefix-queues.ts";

/**
 * The line in front of the origin: hierarchical start-time fair queueing (Goyal, Vin, Cheng, "Start-time Fair
 * Queueing", SIGCOMM 1996) on milliseconds of the origin's work. First who asks, inside that what is asked, inside that
 * from which network. Nobody's share is lost when they do not use it: it goes to whoever waits.
 */

export const STANDINGS: readonly Standing[] = standingSchema.options;
export const ROUTE_CLASSES: readonly RouteClass[] = routeClassSchema.options;

type StandingRule = {
  /** Share of the origin's time relative to the others while all of them wait. */
  readonly weight: number;
  /** Most of the line's places that it may have. The three best together leave a tenth to the others. */
  readonly lineShare: number;
  /** Without standing: a shorter wait, the newest first, and never the last free place. */
  readonly stranger: boolean;
  readonly newestFirst: boolean;
};

/**
 * Staff publish the crisis notice: few, and never behind the crowd. Whoever was here before the siege is most
 * certainly a citizen. Who confirmed may be a robot that solves puzzles, so a little less. A search engine can come
 * back tomorrow. Anonymous keep a share, because everybody's first request is anonymous. Suspected get what is left
 * over and a trickle, because suspicion errs. Confirmed and anonymous together keep 7 of 24.25 parts of the time.
 * Newest first among strangers: in a flood the oldest have given up already.
 */
export const STANDING_RULES: Record<Standing, StandingRule> = {
  staff: { weight: 8, lineShare: 0.1, stranger: false, newestFirst: false },
  history: { weight: 8, lineShare: 0.4, stranger: false, newestFirst: false },
  confirmed: { weight: 6, lineShare: 0.4, stranger: false, newestFirst: false },
  crawler: { weight: 1, lineShare: 0.1, stranger: false, newestFirst: false },
  anonymous: { weight: 1, lineShare: 0.75, stranger: true, newestFirst: true },
  suspected: { weight: 0.25, lineShare: 0.25, stranger: true, newestFirst: true },
};

/** A form carries work that a person has done already; a page can be looked at again. */
export const ROUTE_CLASS_WEIGHTS: Record<RouteClass, number> = { page: 1, search: 1, form: 2 };

/** Most of the line's places that one network may have in one kind of request: an office behind one address fits. */
export const PREFIX_LINE_SHARE = 0.25;

type ClassNode = { readonly weight: number; readonly queues: PrefixQueues; tag: number; waiting: number };
type StandingNode = {
  readonly rule: StandingRule;
  newestFirst: boolean;
  placesMax: number;
  readonly classes: readonly ClassNode[];
  tag: number;
  virtualTime: number;
  waiting: number;
  oldest: Waiter | undefined;
  newest: Waiter | undefined;
};

export class FairLine {
  private readonly standings: readonly StandingNode[];
  private prefixMax: number;
  private virtualTime = 0;
  private lengthNow = 0;

  constructor(private readonly placesMax: number) {
    this.prefixMax = sharedPlaces(placesMax, PREFIX_LINE_SHARE);
    this.standings = STANDINGS.map((standing) => {
      const rule = STANDING_RULES[standing];
      return {
        rule,
        newestFirst: rule.newestFirst,
        placesMax: sharedPlaces(placesMax, rule.lineShare),
        classes: ROUTE_CLASSES.map((routeClass) => ({
          weight: ROUTE_CLASS_WEIGHTS[routeClass],
          queues: new PrefixQueues(rule.newestFirst),
          tag: 0,
          waiting: 0,
        })),
        tag: 0,
        virtualTime: 0,
        waiting: 0,
        oldest: undefined,
        newest: undefined,
      };
    });
  }

  /**
   * Strangers are citizens whom nobody has met yet: they are served in the order of their coming, and they, and an office
   * behind one address, may have the whole line. In a siege the newest of them come first, because those who wait longest
   * have left long ago, and nobody has more than their part of the line.
   */
  setBesieged(besieged: boolean): void {
    const { placesMax } = this;
    this.prefixMax = besieged ? sharedPlaces(placesMax, PREFIX_LINE_SHARE) : placesMax;
    for (const standing of this.standings) {
      standing.newestFirst = standing.rule.newestFirst && besieged;
      standing.placesMax = besieged ? sharedPlaces(placesMax, standing.rule.lineShare) : placesMax;
      for (const routeClass of standing.classes) routeClass.queues.serveNewestFirst(standing.newestFirst);
    }
  }

  get length(): number {
    return this.lengthNow;
  }

  waitingOf(standingIndex: number): number {
    return this.standings[standingIndex]?.waiting ?? 0;
  }

  waitingOfClass(classIndex: number): number {
    return this.standings.reduce((sum, standing) => sum + (standing.classes[classIndex]?.waiting ?? 0), 0);
  }

  /** Who has been waiting longest in a standing. */
  oldestOf(standingIndex: number): Waiter | undefined {
    return this.standings[standingIndex]?.oldest;
  }

  /**
   * Takes a place in line. Gives undefined when there was room, the waiter who has to go for it, or the newcomer itself
   * when it is the one who has to go.
   */
  join(newcomer: Waiter): Waiter | undefined {
    const victim = this.victimFor(newcomer);
    if (victim === newcomer) return newcomer;
    if (victim !== undefined) this.remove(victim);
    const standing = this.standings[newcomer.standingIndex];
    const routeClass = standing?.classes[newcomer.classIndex];
    if (standing === undefined || routeClass === undefined) return newcomer;
    if (standing.waiting === 0) standing.tag = Math.max(standing.tag, this.virtualTime);
    if (routeClass.waiting === 0) routeClass.tag = Math.max(routeClass.tag, standing.virtualTime);
    routeClass.queues.join(newcomer);
    newcomer.olderOfStanding = standing.newest;
    if (standing.newest === undefined) standing.oldest = newcomer;
    else standing.newest.newerOfStanding = newcomer;
    standing.newest = newcomer;
    newcomer.waiting = true;
    standing.waiting++;
    routeClass.waiting++;
    this.lengthNow++;
    return victim;
  }

  /** Takes out who comes next among those whom `mayEnter` lets in, and charges what it costs. */
  next(mayEnter: (stranger: boolean, classIndex: number) => boolean): Waiter | undefined {
    let bestStanding: StandingNode | undefined;
    let bestClass: ClassNode | undefined;
    for (const standing of this.standings) {
      if (standing.waiting === 0 || (bestStanding !== undefined && standing.tag >= bestStanding.tag))
        continue;
      let best: ClassNode | undefined;
      for (let index = 0; index < standing.classes.length; index++) {
        const one = standing.classes[index];
        if (one === undefined || one.waiting === 0 || (best !== undefined && one.tag >= best.tag)) continue;
        if (mayEnter(standing.rule.stranger, index)) best = one;
      }
      if (best === undefined) continue;
      bestStanding = standing;
      bestClass = best;
    }
    if (bestStanding === undefined || bestClass === undefined) return undefined;
    // Who had to be passed over must not save up: it would shut out the others for as long once it may enter again.
    for (const standing of this.standings) standing.tag = Math.max(standing.tag, bestStanding.tag);
    for (const one of bestStanding.classes) one.tag = Math.max(one.tag, bestClass.tag);
    const waiter = bestClass.queues.take();
    if (waiter === undefined) return undefined;
    this.forget(waiter);
    this.charge(waiter.standingIndex, waiter.classIndex, waiter.costMs);
    return waiter;
  }

  /** Charges one who enters, having waited or not. */
  charge(standingIndex: number, classIndex: number, costMs: number): void {
    const standing = this.standings[standingIndex];
    const routeClass = standing?.classes[classIndex];
    if (standing === undefined || routeClass === undefined) return;
    // Nobody saves up what they did not ask for, so a tag behind the present counts from now.
    if (standing.waiting === 0) standing.tag = Math.max(standing.tag, this.virtualTime);
    this.virtualTime = Math.max(this.virtualTime, standing.tag);
    standing.tag += costMs / standing.rule.weight;
    if (routeClass.waiting === 0) routeClass.tag = Math.max(routeClass.tag, standing.virtualTime);
    standing.virtualTime = Math.max(standing.virtualTime, routeClass.tag);
    routeClass.tag += costMs / routeClass.weight;
  }

  /** Charges the difference between what was expected and what it was; negative gives back. */
  correct(standingIndex: number, classIndex: number, differenceMs: number): void {
    const standing = this.standings[standingIndex];
    const routeClass = standing?.classes[classIndex];
    if (standing === undefined || routeClass === undefined) return;
    standing.tag += differenceMs / standing.rule.weight;
    routeClass.tag += differenceMs / routeClass.weight;
  }

  /** Takes out one who gave up. Twice does no harm. */
  remove(waiter: Waiter): void {
    if (!waiter.waiting) return;
    this.standings[waiter.standingIndex]?.classes[waiter.classIndex]?.queues.leave(waiter);
    this.forget(waiter);
  }

  private forget(waiter: Waiter): void {
    const standing = this.standings[waiter.standingIndex];
    const routeClass = standing?.classes[waiter.classIndex];
    if (standing === undefined || routeClass === undefined) return;
    const { olderOfStanding: older, newerOfStanding: newer } = waiter;
    if (older === undefined) standing.oldest = newer;
    else older.newerOfStanding = newer;
    if (newer === undefined) standing.newest = older;
    else newer.olderOfStanding = older;
    waiter.olderOfStanding = waiter.newerOfStanding = undefined;
    waiter.waiting = false;
    standing.waiting--;
    routeClass.waiting--;
    this.lengthNow--;
  }

  /**
   * Who goes when there is no room: always the one served last of a longest queue. A network that has its full share
   * gives up one of its own. Otherwise the lowest standing does; in the newcomer's own standing a queue longer
   * than the newcomer's, first of the kind of request of which most wait. Where the newest come first, a newcomer takes
   * the place of the oldest of its own queue.
   */
  private victimFor(newcomer: Waiter): Waiter | undefined {
    const standing = this.standings[newcomer.standingIndex];
    const queues = standing?.classes[newcomer.classIndex]?.queues;
    if (standing === undefined || queues === undefined || this.placesMax === 0) return newcomer;
    const { newestFirst } = standing;
    const own = queues.find(newcomer.prefix);
    const ownLength = own?.length ?? 0;
    const lastOfOwn = own !== undefined && newestFirst ? queues.lastServedOf(own) : newcomer;
    if (ownLength >= this.prefixMax) return lastOfOwn;
    const standingFull = standing.waiting >= standing.placesMax;
    if (!standingFull && this.lengthNow < this.placesMax) return undefined;
    if (!standingFull) {
      for (let index = this.standings.length - 1; index > newcomer.standingIndex; index--) {
        const lower = this.standings[index];
        if (lower !== undefined && lower.waiting > 0) return longestOf(lower);
      }
    }
    const kind = standing.classes[newcomer.classIndex];
    const fullest = standing.classes.reduce((most, one) => (one.waiting > most.waiting ? one : most));
    const crowded = fullest !== kind && fullest.waiting > (kind?.waiting ?? 0) + 1;
    if (crowded && (fullest.queues.longest?.length ?? 0) > ownLength) return lastOfLongest(fullest.queues);
    const longest = longestOf(standing);
    const length = longest?.queue?.length ?? 0;
    return length > ownLength + (newestFirst ? 0 : 1) ? longest : lastOfOwn;
  }
}

function longestOf(standing: StandingNode): Waiter | undefined {
  let queues: PrefixQueues | undefined;
  for (const one of standing.classes) {
    if ((one.queues.longest?.length ?? 0) > (queues?.longest?.length ?? 0)) queues = one.queues;
  }
  return queues === undefined ? undefined : lastOfLongest(queues);
}

function lastOfLongest(queues: PrefixQueues): Waiter | undefined {
  return queues.longest === undefined ? undefined : queues.lastServedOf(queues.longest);
}

function sharedPlaces(placesMax: number, share: number): number {
  return Math.max(1, Math.floor(placesMax * share));
}
