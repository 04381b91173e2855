import { join } from "node:path";
import { z } from "zod";
import type { Log } from "../kernel/log.ts";
import type { ReadyAnswer } from "./answer.ts";
import type { Banner } from "./banner/banner.ts";
import { ParameterRules } from "./cache/learn-parameters.ts";
import { PublicLearner } from "./cache/learn-public.ts";
import { type PageRecord, PageStore } from "./cache/page-store.ts";
import { PassMarks } from "./cache/pass-marks.ts";
import type { AcceptEncodingClass } from "./cache/policy.ts";
import type { StoredResponse } from "./cache/stored-response.ts";
import type { GatewaySettings, SiteSettings } from "./config.ts";
import { type CookieRules, makeCookieRules } from "./cookies.ts";
import { postureSchema } from "./events.ts";
import { SiteFigures } from "./figures.ts";
import type { Filled } from "./fill.ts";
import { Flights } from "./flights.ts";
import { makeOriginClient } from "./origin/client.ts";
import type { OriginClient } from "./origin/exchange.ts";
import { Baselines } from "./origin/baseline.ts";
import { OriginGuard } from "./origin/guard.ts";
import { initialPosture, type PostureState, pinPosture, resumedPosture } from "./posture.ts";
import type { PublicPages } from "./public-word.ts";
import type { Reception } from "./reception.ts";
import { RefreshLeases } from "./refresh.ts";
import type { Snapshot } from "./snapshot/ports.ts";
import { openSnapshot } from "./snapshot/store.ts";
import { VisitCounter } from "./snapshot/visits.ts";
import { TopCounts } from "./top.ts";

/** Door and waiting time while the origin is gone: enough to notice that it is back, not enough to hurt it. */
const SEALED_CONCURRENCY = 2;
const SEALED_WAIT_MS = 2_000;
/** How often the origin is asked for a page that is not kept while it is gone. */
const PROBE_EVERY_MS = 250;
/** Most pages marked as outdated; beyond, the marks start anew and the crawl brings the new pages. */
const OUTDATED_MAX = 10_000;
/** Longest time that replaced settings stay at work for those who came under them, and how often that is looked at. */
const RETIRED_MS_MAX = 60_000;
const RETIRED_LOOK_MS = 2_000;
/** A restart within this time goes on in the posture that was. */
const RESUMED_WITHIN_MS = 120_000;
const CONNECT_IDLE_TIMEOUT_MS = 60_000;

/** Pages that no flood evicts on any site, besides those of its settings and of its sitemap. */
const ALWAYS_PROTECTED = ["/", "/contact", "/services"];

/** What a record keeps ready to be sent: one answer for every visitor, or one for each class of encodings. */
export type ReadyAnswers = Partial<Record<AcceptEncodingClass | "everybody", ReadyAnswer>>;

/** Unique in this process: what a site made ready under its settings of before is not taken for new. */
let epochs = 0;
const nextEpoch = () => ++epochs;

/** Everything that one site has while it runs. The pipeline reads and writes it; nothing here does I/O by itself. */
export class Site {
  readonly client: OriginClient;
  readonly guard: OriginGuard;
  readonly topPrefixes = new TopCounts();
  readonly topRoutes = new TopCounts();
  readonly passes = new PassMarks();
  readonly leases = new RefreshLeases();
  readonly flights: Flights<Filled>;
  readonly figures = new SiteFigures();
  readonly unkeyedHeaders: ReadonlySet<string>;
  readonly hosts: ReadonlySet<string>;
  readonly ages: { strainedAgeMs: number; siegeAgeMs: number };
  readonly pageBytesMax: number;
  readonly bodyBytesMax: number;
  /** Authority of the site's TLS address, when it has a certificate: plain requests are sent there. */
  readonly tlsAuthority: string | undefined;
  /** True when visitors come through declared proxies, which say by X-Forwarded-Proto how. */
  readonly behindProxies: boolean;
  posture: PostureState = initialPosture;
  /** What the town says to the public, when anything was said and the site has a place for it. */
  publicPages: PublicPages | undefined;
  /** Another one with each change of posture or banner: answers made ready under another one are made again. */
  postureEpoch = nextEpoch();
  /** Stands on the site's pages while the town asks for it. */
  banner: Banner | undefined;
  private nextProbeAtMs = 0;
  private targetsOnDisk: ReadonlySet<string> | undefined;

  constructor(
    readonly settings: SiteSettings,
    gateway: GatewaySettings,
    readonly kept: SiteMemory,
    readonly reception: Reception,
  ) {
    const waitMs = settings.origin_queue_wait_seconds * 1000;
    this.client = makeOriginClient({
      origin: settings.origin,
      firstByteTimeoutMs: settings.origin_timeout_seconds * 1000,
      idleTimeoutMs: CONNECT_IDLE_TIMEOUT_MS,
      verifyTls: settings.origin_verify_tls,
      connectionsMax: settings.origin_concurrency_max,
    });
    this.guard = new OriginGuard({
      ceiling: settings.origin_concurrency_max,
      queueMax: settings.origin_queue_max,
      waitMs,
      baselines: kept.baselines,
    });
    this.flights = new Flights(waitMs);
    this.unkeyedHeaders = new Set(settings.unkeyed_headers);
    this.hosts = new Set(settings.hosts);
    this.ages = {
      strainedAgeMs: gateway.strained_age_seconds * 1000,
      siegeAgeMs: gateway.siege_age_seconds * 1000,
    };
    this.pageBytesMax = gateway.page_bytes_max;
    this.bodyBytesMax = gateway.request_body_bytes_max;
    this.tlsAuthority = tlsAuthority(settings, gateway);
    this.behindProxies = gateway.trusted_proxies.length > 0;
    const resumed = kept.savedPosture;
    if (settings.posture !== undefined)
      this.enterPosture(pinPosture(initialPosture, settings.posture, Date.now()).state);
    else if (resumed !== undefined) this.enterPosture(resumed);
    for (const target of [...ALWAYS_PROTECTED, ...settings.protected]) kept.pages.protect(target);
  }

  get name(): string {
    return this.settings.name;
  }
  /** The name under which the origin is asked, whatever name the visitor typed. */
  get canonicalHost(): string {
    return this.settings.hosts[0] ?? "localhost";
  }
  /** How the crawler says that it came. */
  get proto(): "http" | "https" {
    return this.tlsAuthority !== undefined || this.behindProxies ? "https" : "http";
  }
  get calm(): boolean {
    return this.posture.posture === "calm";
  }
  /** True if a page view may earn a ticket now: in calm, and not more of them than people come. */
  get mayGiveVisitTicket(): boolean {
    return this.settings.tickets && this.reception.mayGiveVisitTicket(this.posture.posture);
  }

  /**
   * While the origin is gone, one request in a while may go and see whether it is back; the others are told at once
   * that their page is not kept.
   */
  mayProbe(nowMs: number): boolean {
    if (this.posture.posture !== "sealed") return true;
    if (nowMs < this.nextProbeAtMs) return false;
    this.nextProbeAtMs = nowMs + PROBE_EVERY_MS;
    return true;
  }

  /** False when it is certain that the copy on disk does not have this page: then the disk need not be asked. */
  mayBeOnDisk(target: string): boolean {
    return this.targetsOnDisk === undefined || this.targetsOnDisk.has(target);
  }

  enterPosture(state: PostureState): void {
    const changed = state.posture !== this.posture.posture;
    this.posture = state;
    if (!changed) return;
    this.postureEpoch = nextEpoch();
    const sealed = state.posture === "sealed";
    // Nothing is crawled outside calm, so the list holds; a flood of unknown pages then costs no look at the disk.
    if (state.posture === "calm") this.targetsOnDisk = undefined;
    else this.targetsOnDisk ??= new Set(this.kept.snapshot.targets());
    this.guard.setCalm(state.posture === "calm");
    this.guard.setBesieged(state.posture === "siege");
    const waitMs = Math.min(SEALED_WAIT_MS, this.settings.origin_queue_wait_seconds * 1000);
    this.guard.narrow(sealed ? { max: SEALED_CONCURRENCY, waitMs } : undefined);
  }

  showBanner(banner: Banner | undefined): void {
    if (banner?.id === this.banner?.id) return;
    this.banner = banner;
    this.postureEpoch = nextEpoch();
  }

  close(): void {
    this.client.close();
  }

  /** Closes once those who are at the origin or in line for it are through, or after RETIRED_MS_MAX. */
  async closeWhenIdle(): Promise<void> {
    const endMs = Date.now() + RETIRED_MS_MAX;
    do await Bun.sleep(RETIRED_LOOK_MS);
    while ((this.guard.inFlight > 0 || this.guard.queued > 0) && Date.now() < endMs);
    this.close();
  }
}

/** What a site remembers: in memory, and on disk what must outlive the process. Survives a change of settings. */
export class SiteMemory {
  readonly pages: PageStore;
  readonly visits = new VisitCounter();
  /** Rules from the settings in force, and what was learned besides. */
  cookies: CookieRules;
  readonly parameters: ParameterRules;
  readonly learner: PublicLearner;
  /** What requests of each kind take the origin while all is calm. */
  readonly baselines: Baselines;
  readonly snapshot: Snapshot;
  /** Pages that a change at the origin has made invalid: their copy on disk may only stand in for a dead origin. */
  private readonly outdated = new Map<string, number>();
  /** Share of the site that would survive, worked out now and then. */
  coveragePages: number | null = null;
  coverageVisits: number | null = null;

  constructor(site: SiteSettings, bytesMax: number, dataFolder: string, mayWrite: boolean, log: Log) {
    this.pages = new PageStore(bytesMax);
    this.snapshot = openSnapshot({
      path: join(dataFolder, "snapshot", `${site.name}.db`),
      bytesMax: site.snapshot_bytes_max,
      pagesMax: site.crawl_pages_max,
      readOnly: !mayWrite,
      log,
    });
    this.cookies = makeCookieRules({ harmless: site.harmless_cookies, session: site.session_cookies });
    this.parameters = ParameterRules.fromJSON(this.snapshot.recall("parameters"));
    this.learner = PublicLearner.fromJSON(this.snapshot.recall("public"));
    this.baselines = Baselines.fromJSON(this.snapshot.recall("baselines"));
    for (const name of asNames(this.snapshot.recall("session cookies"))) this.cookies.learnSession(name);
  }

  /** New settings may name other cookies; which ones the origin sets stays learned. */
  useCookieSettings(site: SiteSettings): void {
    const learned = this.cookies.learnedSession();
    this.cookies = makeCookieRules({ harmless: site.harmless_cookies, session: site.session_cookies });
    for (const name of learned) this.cookies.learnSession(name);
  }

  /** A change at the origin has made this page invalid (RFC 9111 §4.4). */
  outdate(target: string): void {
    this.pages.delete(target);
    if (!this.snapshot.has(target)) return;
    if (this.outdated.size >= OUTDATED_MAX) this.outdated.clear();
    this.outdated.set(target, Date.now());
  }

  isOutdated(stored: StoredResponse): boolean {
    return (this.outdated.get(stored.target) ?? 0) > stored.storedAtMs;
  }

  /** An operator wants it gone: from memory and from disk. */
  purge(by: "url" | "prefix", target: string): number {
    if (by === "url") {
      const kept = this.pages.delete(target);
      return this.snapshot.remove(target) || kept ? 1 : 0;
    }
    return Math.max(this.pages.deletePrefix(target), this.snapshot.removePrefix(target));
  }

  /** The posture of a moment ago, if the process ended in the middle of trouble. */
  get savedPosture(): PostureState | undefined {
    const saved = savedPostureSchema.safeParse(this.snapshot.recall("posture"));
    if (!saved.success || saved.data.posture === "calm") return undefined;
    if (Date.now() - saved.data.savedAtMs > RESUMED_WITHIN_MS) return undefined;
    return resumedPosture(saved.data.posture, saved.data.calmUntilMs);
  }

  savePosture({ posture, calmUntilMs }: PostureState): void {
    this.snapshot.remember("posture", { posture, calmUntilMs, savedAtMs: Date.now() });
  }

  /** Puts on disk what was learned, so that a restart in the middle of a siege knows what calm taught. */
  remember(): void {
    this.snapshot.remember("parameters", this.parameters.toJSON());
    this.snapshot.remember("public", this.learner.toJSON());
    this.snapshot.remember("baselines", this.baselines.toJSON());
    this.snapshot.remember("session cookies", this.cookies.learnedSession());
  }
}

const savedPostureSchema = z.object({
  posture: postureSchema,
  calmUntilMs: z.number(),
  savedAtMs: z.number(),
});

function tlsAuthority(site: SiteSettings, gateway: GatewaySettings): string | undefined {
  const [address] = gateway.listen_tls;
  if (site.certificate === undefined || address === undefined) return undefined;
  const port = address.slice(address.lastIndexOf(":") + 1);
  return port === "443" ? site.hosts[0] : `${site.hosts[0]}:${port}`;
}

export function readyAnswers(record: PageRecord): ReadyAnswers | undefined {
  return record.slot as ReadyAnswers | undefined;
}

function asNames(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((name): name is string => typeof name === "string") : [];
}
