import type { ClaimsMessage } from "../claims/events.ts";
import type { Posture, RouteClass, SiteDigest, Standing } from "../gateway/events.ts";
import type { IncidentChange } from "../incidents/events.ts";
import type { StoredEntry } from "../journal/index.ts";
import type { WatchMessage } from "../watch/events.ts";
import type { GatewayLink } from "./dependencies.ts";

/** What server and page say to each other: the answers of the API and the messages of the live stream. */

/** Longest time the live stream stays silent, in ms. The page takes a longer silence for a lost connection. */
export const HEARTBEAT_MS = 2_000;

/** Seconds that the page draws: fifteen minutes. */
export const HISTORY_SECONDS = 900;

/** One entry as the page reads it. `position` is the cursor for older and newer ones. */
export type JournalLine = {
  position: number;
  id: string;
  lane: string;
  n: number;
  at: string;
  occurredAt?: string;
  actor: StoredEntry["entry"]["actor"];
  kind: string;
  subject: string;
  body: Record<string, unknown>;
  exercise?: boolean;
};

/**
 * The gateway's words, in its order. Written again, because its schemas would bring their library into the page; the
 * test beside holds both alike.
 */
export const STANDINGS = [
  "staff",
  "history",
  "confirmed",
  "crawler",
  "anonymous",
  "suspected",
] as const satisfies readonly Standing[];
export const ROUTE_CLASSES = ["page", "search", "form"] as const satisfies readonly RouteClass[];
export const POSTURES = ["calm", "strained", "siege", "sealed"] as const satisfies readonly Posture[];

/** Citizens who act in a siege: known from before it, or come back from the waiting page. */
export const CITIZENS: readonly Standing[] = ["history", "confirmed"];

/** One site in one line, as of the last second. */
export type SiteLine = Pick<SiteDigest, "site" | "posture" | "pinned" | "snapshotPages"> & {
  requests: number;
  unavailable: number;
  /** Requests in line before the origin: of everybody, and of citizens. */
  waiting: number;
  citizensWaiting: number;
  citizensRefused: number;
};

type StandingColumn = `served.${Standing}` | `refused.${Standing}`;

/** The figures of a second that are drawn or added up; null where nothing was measured. */
export const drawnColumns = [
  "requests",
  "fromMemory",
  "fromSnapshot",
  "toOrigin",
  "originPasses",
  "unavailable",
  "challenged",
  "confirmed",
  "ticketsIssued",
  "citizensServed",
  "citizensWaiting",
  "citizensRefused",
  "limit",
  "atOrigin",
  "demandMs",
  "capacityMs",
  "originMsP50",
  "originMsP95",
  ...STANDINGS.flatMap((one): StandingColumn[] => [`served.${one}`, `refused.${one}`]),
] as const;
export type DrawnColumn = (typeof drawnColumns)[number];

/** The past of one site, in columns: names are sent once, not 900 times. All columns have the length of `at`. */
export type LiveHistory = {
  site: string;
  at: number[];
  columns: Record<DrawnColumn, (number | null)[]>;
};

export type LiveDigest = {
  at: number;
  connections: number;
  memoryBytes: number;
  /** The site that the page looks at; null when the gateway does not serve it. */
  site: SiteDigest | null;
  sites: SiteLine[];
};

/** Sent at least every HEARTBEAT_MS, gateway or not. `at` is the keeper's clock. */
export type LiveState = {
  at: number;
  version: string;
  demo: boolean;
  siteUrls: readonly string[];
  /** Largest file that can be sent, in bytes. */
  uploadBytesMax: number;
  gateways: readonly GatewayLink[];
  entries: number;
};

/** `entries` newest first. With `whole`, what the page held before must go: too much happened in between. */
export type LiveJournal = { entries: JournalLine[]; whole: boolean };

export type LiveMessage =
  | { event: "state"; data: LiveState }
  | { event: "history"; data: LiveHistory }
  | { event: "digest"; data: LiveDigest }
  | { event: "journal"; data: LiveJournal }
  | { event: "incident"; data: IncidentChange }
  | { event: "watch"; data: WatchMessage }
  | { event: "claims"; data: ClaimsMessage };

export type JournalPage = { entries: JournalLine[]; more: boolean };

/**
 * Figures of one second as they are drawn. Who waited for somebody else's request was answered from memory, unless that
 * request failed and they are counted among the unanswered or the passed on too: those are not counted twice.
 */
export function drawnOf(site: SiteDigest): Record<DrawnColumn, number | null> {
  const { window, guard } = site;
  const memory = window.fromMemory + window.fromMemoryStale;
  const otherwise =
    memory +
    window.fromSnapshot +
    window.originPasses +
    window.unavailable +
    window.challenged +
    window.malformed;
  const waited = Math.min(window.coalesced, Math.max(0, window.requests - otherwise));
  const byStanding = Object.fromEntries(
    STANDINGS.flatMap((one) => [
      [`served.${one}`, guard.classes[one].served],
      [`refused.${one}`, guard.classes[one].refused],
    ]),
  ) as Record<StandingColumn, number>;
  return {
    requests: Math.max(0, window.requests - window.malformed),
    fromMemory: memory + waited,
    fromSnapshot: window.fromSnapshot,
    toOrigin: window.originFills + window.originPasses,
    originPasses: window.originPasses,
    unavailable: window.unavailable,
    challenged: window.challenged,
    confirmed: window.confirmed,
    ticketsIssued: window.ticketsIssued,
    citizensServed: ofCitizens(site, "served"),
    citizensWaiting: ofCitizens(site, "waiting"),
    citizensRefused: ofCitizens(site, "refused"),
    limit: guard.limit,
    atOrigin: guard.inFlight,
    demandMs: guard.demandMs,
    capacityMs: guard.capacityMs,
    originMsP50: window.originMsP50,
    originMsP95: window.originMsP95,
    ...byStanding,
  };
}

export function siteLine(site: SiteDigest): SiteLine {
  const { guard, window } = site;
  return {
    site: site.site,
    posture: site.posture,
    pinned: site.pinned,
    snapshotPages: site.snapshotPages,
    requests: window.requests,
    unavailable: window.unavailable,
    waiting: STANDINGS.reduce((sum, one) => sum + guard.classes[one].waiting, 0),
    citizensWaiting: ofCitizens(site, "waiting"),
    citizensRefused: ofCitizens(site, "refused"),
  };
}

function ofCitizens({ guard }: SiteDigest, count: "served" | "waiting" | "refused"): number {
  return CITIZENS.reduce((sum, one) => sum + guard.classes[one][count], 0);
}
