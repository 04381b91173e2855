import { CHECKS } from "./codes.ts";
import type { WatchedSite } from "./events.ts";
import { type ExchangeAnswer, PLAN_SITES_PER_ANSWER_MAX, type PlanSite } from "./exchange.ts";

/**
 * What probers are to ask, and how often. Each change has a number; a prober says which number it knows and gets what changed
 * since, or all of it, in parts.
 */

/** Changes that are remembered: a prober that missed more gets the whole plan. */
export const CHANGES_REMEMBERED_MAX = 100_000;
/** Probers whose knowledge is remembered, the latest. */
const PROBERS_MAX = 100;

type Rates = { readonly everyMs: number; readonly fastUntil: number; readonly slowUntil: number };
type Sending = {
  readonly base: number;
  readonly target: number;
  readonly whole: boolean;
  readonly sites: readonly number[];
  readonly removed: readonly number[];
  sent: number;
};
type Prober = { known: number; sending: Sending | undefined };
type Part = ExchangeAnswer["plan"];

export class Plan {
  private readonly sites = new Map<number, PlanSite>();
  /** Sites in the order of their changes: the change number of `log[n]` is `logFrom + n`. */
  private log: number[] = [];
  private logFrom = 1;
  private readonly probers = new Map<string, Prober>();

  get version(): number {
    return this.logFrom + this.log.length - 1;
  }

  rateOf(site: number): number | undefined {
    return this.sites.get(site)?.[3];
  }

  /** Adds a site or changes how it is asked; nothing happens when it is asked so already. */
  set({ site, check, url }: WatchedSite, { everyMs, fastUntil, slowUntil }: Rates): void {
    const old = this.sites.get(site);
    const code = CHECKS.indexOf(check);
    if (
      old !== undefined &&
      old[1] === code &&
      old[2] === url &&
      old[3] === everyMs &&
      old[4] === fastUntil &&
      old[5] === slowUntil
    ) {
      return;
    }
    this.sites.set(site, [site, code, url, everyMs, fastUntil, slowUntil]);
    this.note(site);
  }

  remove(site: number): void {
    if (this.sites.delete(site)) this.note(site);
  }

  /**
   * What the prober of this vantage, which says that it knows `planVersion`, gets next. `again`: it asks the same as before,
   * so that the last answer never arrived, and what it held may have been a part of a plan.
   */
  partFor(vantage: string, planVersion: number, again: boolean): Part {
    const prober = this.proberOf(vantage);
    const { sending } = prober;
    const goesOn = sending !== undefined && sending.base === planVersion && !again;
    const current = goesOn ? sending : this.begin(prober, planVersion);
    if (current === undefined) {
      return { version: this.version, whole: false, sites: [], removed: [], more: false };
    }
    return this.nextPart(prober, current);
  }

  private begin(prober: Prober, planVersion: number): Sending | undefined {
    // A number that this process never told is of another life, of the keeper or of the prober.
    const isKnown = planVersion > 0 && planVersion === prober.known && planVersion >= this.logFrom - 1;
    if (isKnown && planVersion === this.version) {
      prober.sending = undefined;
      return undefined;
    }
    const touched = isKnown
      ? [...new Set(this.log.slice(planVersion - this.logFrom + 1))]
      : [...this.sites.keys()];
    return {
      base: planVersion,
      target: this.version,
      whole: !isKnown,
      sites: touched.filter((site) => this.sites.has(site)),
      removed: touched.filter((site) => !this.sites.has(site)),
      sent: 0,
    };
  }

  private nextPart(prober: Prober, sending: Sending): Part {
    const isFirst = sending.sent === 0;
    const some = sending.sites.slice(sending.sent, sending.sent + PLAN_SITES_PER_ANSWER_MAX);
    sending.sent += some.length;
    const more = sending.sent < sending.sites.length;
    prober.sending = more ? sending : undefined;
    if (!more) prober.known = sending.target;
    return {
      version: sending.target,
      whole: sending.whole && isFirst,
      // One that was removed since stands in the changes that come next.
      sites: some.flatMap((site) => {
        const planned = this.sites.get(site);
        return planned === undefined ? [] : [planned];
      }),
      removed: isFirst ? [...sending.removed] : [],
      more,
    };
  }

  private note(site: number): void {
    this.log.push(site);
    if (this.log.length <= CHANGES_REMEMBERED_MAX * 2) return;
    const gone = this.log.length - CHANGES_REMEMBERED_MAX;
    this.log = this.log.slice(gone);
    this.logFrom += gone;
  }

  private proberOf(vantage: string): Prober {
    const known = this.probers.get(vantage);
    if (known !== undefined) return known;
    const prober: Prober = { known: 0, sending: undefined };
    this.probers.set(vantage, prober);
    const [oldest] = this.probers.keys();
    if (this.probers.size > PROBERS_MAX && oldest !== undefined) this.probers.delete(oldest);
    return prober;
  }
}
