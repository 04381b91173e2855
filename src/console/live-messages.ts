import type { SiteDigest } from "../gateway/events.ts";
import type { StoredEntry } from "../journal/index.ts";
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

export type SitePosture = Pick<SiteDigest, "site" | "posture">;

/** The counts of a second that are drawn, and the levels of latency; null where nothing was measured. */
export const drawnColumns = [
  "requests",
  "fromMemory",
  "fromSnapshot",
  "toOrigin",
  "originPasses",
  "unavailable",
  "originMsP50",
  "originMsP95",
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
  sites: SitePosture[];
};

/** Sent at least every HEARTBEAT_MS, gateway or not. `at` is the keeper's clock. */
export type LiveState = {
  at: number;
  version: string;
  demo: boolean;
  siteUrls: readonly string[];
  gateways: readonly GatewayLink[];
  entries: number;
};

/** `entries` newest first. With `whole`, what the page held before must go: too much happened in between. */
export type LiveJournal = { entries: JournalLine[]; whole: boolean };

export type LiveMessage =
  | { event: "state"; data: LiveState }
  | { event: "history"; data: LiveHistory }
  | { event: "digest"; data: LiveDigest }
  | { event: "journal"; data: LiveJournal };

export type JournalPage = { entries: JournalLine[]; more: boolean };

/**
 * Figures of one second as they are drawn. Who waited for somebody else's request was answered from memory, unless that
 * request failed and they are counted among the unanswered or the passed on too: those are not counted twice.
 */
export function drawnOf({ window }: SiteDigest): Record<DrawnColumn, number | null> {
  const memory = window.fromMemory + window.fromMemoryStale;
  const otherwise =
    memory + window.fromSnapshot + window.originPasses + window.unavailable + window.malformed;
  const waited = Math.min(window.coalesced, Math.max(0, window.requests - otherwise));
  return {
    requests: Math.max(0, window.requests - window.malformed),
    fromMemory: memory + waited,
    fromSnapshot: window.fromSnapshot,
    toOrigin: window.originFills + window.originPasses,
    originPasses: window.originPasses,
    unavailable: window.unavailable,
    originMsP50: window.originMsP50,
    originMsP95: window.originMsP95,
  };
}
