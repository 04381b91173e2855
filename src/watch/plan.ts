import { CHECKS } from "./codes.ts";
import type { WatchedSite } from "./events.ts";
import { type ExchangeAnswer, PLAN_SITES_PER_ANSWER_MAX, type PlanSite } from "./exchange.ts";

/**
 * What probers are to ask, and how often. Each change has a number; a prober says which number it knows and gets what changed
 * since, or all of it, in parts.
 */

/** Changes that are remembered: a prober that missed more gets the whole plan. */
export const CHANGES_REMEMBERED_MAX = 100_000;
/** A prober asks for the next part at once. When it took longer, an answer was lost on the way, and all begins anew. */
export const NEXT_PART_MS_MAX = 5_000;
/** Sessions of probers whose knowledge is remembered, the latest. */
const SESSIONS_MAX = 100;

type Rates = { readonly everyMs: number; readonly fastUntil: number; readonly slowUntil: number };
type Sending = {
  readonly base: number;
  readonly target: number;
  readonly whole: boolean;
  readonly sites: readonly number[];
  readonly removed: readonly number[];
  sent: number;
  atMs: number;
};
type Session = { known: number; sending: Sending | undefined };
type Part = ExchangeAnswer["plan"];

export class Plan {
  private readonly sites = new Map<number, PlanSite>();
  /** Sites in the order of their changes: the change number of `log[n]` is `logFrom + n`. */
  private log: number[] = [];
  private logFrom = 1;
  private readonly sessions = new Map<string, Session>();

  get version(): number {
    return this.logFrom + this.log.length - 1;
  }

  get size(): number {
    return this.sites.size;
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

  /** What a prober that says it knows `planVersion` gets next. */
  partFor(sessionId: string, planVersion: number, nowMs: number): Part {
    const session = this.sessionOf(sessionId);
    const { sending } = session;
    const goesOn =
      sending !== undefined && sending.base === planVersion && nowMs - sending.atMs <= NEXT_PART_MS_MAX;
    const current = goesOn ? sending : this.begin(session, planVersion, nowMs);
    if (current === undefined) {
      return { version: this.version, whole: false, sites: [], removed: [], more: false };
    }
    return this.nextPart(session, current, nowMs);
  }

  private begin(session: Session, planVersion: number, nowMs: number): Sending | undefined {
    // A number that this process never told is of another life, of the keeper or of the prober.
    const isKnown = planVersion > 0 && planVersion === session.known && planVersion >= this.logFrom - 1;
    if (isKnown && planVersion === this.version) {
      session.sending = undefined;
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
      atMs: nowMs,
    };
  }

  private nextPart(session: Session, sending: Sending, nowMs: number): Part {
    const isFirst = sending.sent === 0;
    const some = sending.sites.slice(sending.sent, sending.sent + PLAN_SITES_PER_ANSWER_MAX);
    sending.sent += some.length;
    sending.atMs = nowMs;
    const more = sending.sent < sending.sites.length;
    session.sending = more ? sending : undefined;
    if (!more) session.known = sending.target;
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

  private sessionOf(id: string): Session {
    const known = this.sessions.get(id);
    if (known !== undefined) return known;
    const session: Session = { known: 0, sending: undefined };
    this.sessions.set(id, session);
    const [oldest] = this.sessions.keys();
    if (this.sessions.size > SESSIONS_MAX && oldest !== undefined) this.sessions.delete(oldest);
    return session;
  }
}
