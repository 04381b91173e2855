import type { Journal, NewEntry } from "../journal/index.ts";
import { program } from "../kernel/actor.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import { errorLine } from "../kernel/refusal.ts";
import { beginningOf } from "../kernel/text.ts";
import type { VantageHealth, Verdict } from "./codes.ts";
import { NAME_CHARACTERS_MAX, type VerdictChange, type WatchedSite, type WindowVerdict } from "./events.ts";
import { type HealthChange, type HosterEvent, RULE_VERSION } from "./verdict/index.ts";
import type { SpokenVerdict } from "./views.ts";

/**
 * What the watch says to the journal: verdicts that became another, incidents of hosts, who measures. Once a second at most,
 * in groups; what cannot be written now is said later. "inconclusive" is never said: it is the want of a word, not one.
 */

/** Changes of one entry: with all their vantage points they stay below the bound of an entry. */
export const CHANGES_PER_ENTRY = 30;
/** Changes that are said in one second; the others wait for the next. */
export const CHANGES_PER_SECOND = 1_000;
const SITES_PER_ENTRY = 500;
/** Entries about hosts and vantage points that wait while the journal cannot be written. */
const WAITING_MAX = 2_000;
/** After a start it takes a while until everybody was heard: before, silence is no news. */
export const QUIET_AFTER_START_MS = 120_000;
/** A suspension shorter than this is not worth an entry. */
const SUSPENDED_FOR_MS = 10_000;

export type AnnouncerParts = {
  readonly journal: Pick<Journal, "appendAll">;
  readonly clock: Clock;
  readonly log: Log;
  /** What was said before, from the journal's tables. */
  readonly spoken: readonly SpokenVerdict[];
  readonly health: ReadonlyMap<string, VantageHealth>;
  readonly suspendedSince: string | undefined;
  site(site: number): WatchedSite | undefined;
  nameOf(site: number): string;
  verdictNow(site: WatchedSite, nowMs: number): WindowVerdict;
  hosterOf(site: number): string | undefined;
  /** Whether no point of measurement can be trusted, since when, and why. */
  suspension(): { readonly since: number; readonly why: string } | undefined;
  /** Points of measurement as they are. */
  healths(): Iterable<{ readonly vantage: string; readonly state: VantageHealth; readonly why: string }>;
  /** After the journal has them. */
  onChanges(changes: readonly VerdictChange[]): void;
};

type Spoken = { readonly verdict: Verdict; readonly since: number; readonly confirmed: boolean };

const actor = program("watch");
const entry = (kind: string, body: object, subject = "watch"): NewEntry => ({ actor, kind, subject, body });

export class Announcer {
  /** Sites whose word may have turned, or been confirmed. */
  private readonly turned = new Set<number>();
  private readonly spoken = new Map<number, Spoken>();
  private readonly health: Map<string, VantageHealth>;
  private readonly waiting: NewEntry[] = [];
  private readonly startedMs: number;
  private suspendedSince: number | undefined;
  private failing = false;

  constructor(private readonly parts: AnnouncerParts) {
    this.startedMs = parts.clock.now();
    for (const { site, verdict, since, confirmed } of parts.spoken) {
      this.spoken.set(site, { verdict, since: Date.parse(since), confirmed });
    }
    this.health = new Map(parts.health);
    this.suspendedSince = parts.suspendedSince === undefined ? undefined : Date.parse(parts.suspendedSince);
  }

  /** The word that was last said of a site, and since when it holds. */
  spokenOf(site: number): Spoken | undefined {
    return this.spoken.get(site);
  }

  get suspended(): number | undefined {
    return this.suspendedSince;
  }

  /** Has it looked at within a second whether there is something new to say of a site. */
  turn(site: number): void {
    this.turned.add(site);
  }

  /** After a start, with a site's word as the history has it: what turned just before the stop may not have been said. */
  catchUp(site: number, word: Verdict, confirmed: boolean): void {
    if (word === "inconclusive") return;
    const said = this.spoken.get(site);
    const isNew = word !== (said?.verdict ?? "accessible");
    if (isNew || (word !== "accessible" && confirmed && said?.confirmed === false)) this.turn(site);
  }

  forget(site: number): void {
    this.turned.delete(site);
    this.spoken.delete(site);
  }

  /** What the rule says of a point now may differ from what is said by the next second: only then it counts. */
  healthChanged(vantage: string, change: HealthChange): void {
    if (change.takeBackFrom === undefined) return;
    // Distrust is said at once: verdicts about the past leave out what came since.
    this.sayHealth(vantage, change.is, change.why);
  }

  hoster(event: HosterEvent): void {
    if (event.is === "closed") {
      this.wait(
        entry("watch.hoster-incident-closed", { id: event.id, lastedMs: Math.round(event.lastedMs) }),
      );
      return;
    }
    const { id, sites, down, watched } = event;
    const [first = [], ...rest] = portions(sites, SITES_PER_ENTRY);
    if (event.is === "opened") {
      const { network, cause } = event;
      const body = { id, network, holder: "", sites: first, down, watched, cause, rule: RULE_VERSION };
      this.wait(entry("watch.hoster-incident-opened", body));
    } else if (first.length > 0) rest.unshift(first);
    for (const some of rest)
      this.wait(entry("watch.hoster-incident-grown", { id, sites: some, down, watched }));
  }

  /** Says what is to be said. To be called once a second. */
  tick(): void {
    this.noteHealths();
    this.noteSuspension();
    this.say();
  }

  /** What is still to be said is said, at the end. */
  close(): void {
    this.say();
  }

  private say(): void {
    const { journal, clock, log } = this.parts;
    const nowMs = clock.now();
    const asked = [...this.turned].slice(0, CHANGES_PER_SECOND);
    const changes = asked.flatMap((site) => this.changeOf(site, nowMs) ?? []);
    const entries = [
      ...this.waiting,
      ...portions(changes, CHANGES_PER_ENTRY).map((some) =>
        entry("watch.verdicts-changed", { changes: some }),
      ),
    ];
    try {
      for (const some of portions(entries, 500)) journal.appendAll(some);
    } catch (error) {
      if (!this.failing) log("error", "the watch cannot write to the journal", { reason: errorLine(error) });
      this.failing = true;
      return;
    }
    this.failing = false;
    this.waiting.length = 0;
    for (const site of asked) this.turned.delete(site);
    for (const { site, was, is } of changes) {
      const since = was === is.verdict ? (this.spoken.get(site)?.since ?? nowMs) : nowMs;
      this.spoken.set(site, { verdict: is.verdict, since, confirmed: is.confirmed });
    }
    if (changes.length > 0) this.parts.onChanges(changes);
  }

  private changeOf(number: number, nowMs: number): VerdictChange | undefined {
    const site = this.parts.site(number);
    if (site === undefined) return undefined;
    const is = this.parts.verdictNow(site, nowMs);
    const spoken = this.spoken.get(number);
    if (is.verdict === "inconclusive") return undefined;
    if (spoken?.verdict === is.verdict && (spoken.confirmed || !is.confirmed)) return undefined;
    // That a site answers is what was expected of it.
    if (spoken === undefined && is.verdict === "accessible") return undefined;
    const hoster = this.parts.hosterOf(number);
    const was = spoken?.verdict ?? "inconclusive";
    const name = beginningOf(this.parts.nameOf(number), NAME_CHARACTERS_MAX);
    return { site: number, name, was, is, ...(hoster === undefined ? {} : { hoster }) };
  }

  private noteHealths(): void {
    const early = this.parts.clock.now() - this.startedMs < QUIET_AFTER_START_MS;
    for (const { vantage, state, why } of this.parts.healths()) {
      const said = this.health.get(vantage) ?? "ok";
      if (state === said || (early && state === "down")) continue;
      this.sayHealth(vantage, state, why);
    }
  }

  private sayHealth(vantage: string, is: VantageHealth, why: string): void {
    const was = this.health.get(vantage) ?? "ok";
    if (was === is) return;
    this.health.set(vantage, is);
    const body = { id: vantage, was, is, why: why.slice(0, 300) };
    const occurredAt = new Date(this.parts.clock.now()).toISOString();
    this.wait({ ...entry("watch.vantage-health-changed", body), occurredAt });
  }

  private noteSuspension(): void {
    const nowMs = this.parts.clock.now();
    const now = this.parts.suspension();
    if (now === undefined) {
      if (this.suspendedSince === undefined) return;
      this.wait(entry("watch.measuring-resumed", { suspendedMs: Math.max(0, nowMs - this.suspendedSince) }));
      this.suspendedSince = undefined;
    } else if (this.suspendedSince === undefined) {
      if (nowMs - this.startedMs < QUIET_AFTER_START_MS || nowMs - now.since < SUSPENDED_FOR_MS) return;
      this.suspendedSince = now.since;
      this.wait(entry("watch.measuring-suspended", { why: now.why.slice(0, 300) }));
    }
  }

  private wait(one: NewEntry): void {
    if (this.waiting.length < WAITING_MAX) this.waiting.push(one);
  }
}

export function portions<T>(all: readonly T[], size: number): T[][] {
  const found: T[][] = [];
  for (let n = 0; n < all.length; n += size) found.push(all.slice(n, n + size));
  return found;
}
