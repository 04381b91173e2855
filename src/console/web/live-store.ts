import type { ClaimsMessage } from "../../claims/events.ts";
import type { IncidentChange } from "../../incidents/events.ts";
import type { WatchMessage } from "../../watch/events.ts";
import type {
  JournalLine,
  JournalPage,
  LiveDigest,
  LiveHistory,
  LiveJournal,
  LiveState,
} from "../live-messages.ts";
import { drawnOf, HEARTBEAT_MS } from "../live-messages.ts";
import type { Connection } from "./answer.ts";
import { type Series, seriesOf, withRow } from "./series.ts";

/** What the page knows, kept up to date by the live stream. Components read it through `useLive`. */

/** After this silence the connection counts as lost, in ms: two heartbeats missed, before the figures count as old. */
const SILENCE_MS = 2.25 * HEARTBEAT_MS;
/** A stream that ended or said nothing is opened again after this time, in ms. */
const REOPEN_MS = 3_000;
/** Entries that the page holds; older ones are loaded again when asked for. */
export const ENTRIES_HELD_MAX = 2_000;
const OLDER_PAGE = 100;

export type Live = {
  connection: Connection;
  /** The keeper's time, as well as this page knows it, in ms. */
  nowMs: number;
  state: LiveState | null;
  /** The site that is looked at; undefined for the first one. */
  site: string | undefined;
  digest: LiveDigest | null;
  series: Series;
  /** Newest first. */
  entries: readonly JournalLine[];
  older: "unknown" | "loading" | "failed" | "none";
};

export class LiveStore {
  private live: Live;
  private readonly listeners = new Set<() => void>();
  private source: EventSource | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;
  private doubt: () => void = () => {};
  private readonly incidentListeners = new Set<(change: IncidentChange) => void>();
  private readonly claimsListeners = new Set<(message: ClaimsMessage) => void>();
  private readonly watchListeners = new Set<(message: WatchMessage) => void>();
  private readonly returnListeners = new Set<() => void>();
  private wasOpen = false;
  private openedAtMs = 0;
  private heardAtMs = 0;
  /** Keeper's clock minus this machine's: a wall screen's clock may be wrong. */
  private offsetMs = 0;

  constructor(site: string | undefined) {
    this.live = {
      connection: { kind: "connecting" },
      nowMs: Date.now(),
      state: null,
      site,
      digest: null,
      series: [],
      entries: [],
      older: "unknown",
    };
  }

  /** Opens the stream. `doubt` is called when it is refused or lost: perhaps nobody is signed in any more. */
  start(doubt: () => void): void {
    this.doubt = doubt;
    this.open();
    this.timer = setInterval(() => this.tick(), 1_000);
  }

  stop(): void {
    clearInterval(this.timer);
    this.source?.close();
    this.source = undefined;
    this.heardAtMs = 0;
  }

  /** Calls the listener with each change of an incident, as it comes; the function returned ends that. */
  readonly onIncident = (listener: (change: IncidentChange) => void): (() => void) => {
    this.incidentListeners.add(listener);
    return () => this.incidentListeners.delete(listener);
  };

  /** Calls the listener with what changed in the watch, at most once a second; the function returned ends that. */
  readonly onWatch = (listener: (message: WatchMessage) => void): (() => void) => {
    this.watchListeners.add(listener);
    return () => this.watchListeners.delete(listener);
  };

  /** Calls the listener with the claimed events that changed, at most once a second; the function returned ends that. */
  readonly onClaims = (listener: (message: ClaimsMessage) => void): (() => void) => {
    this.claimsListeners.add(listener);
    return () => this.claimsListeners.delete(listener);
  };

  /** Calls the listener when the stream came back and may have missed changes. */
  readonly onReturn = (listener: () => void): (() => void) => {
    this.returnListeners.add(listener);
    return () => this.returnListeners.delete(listener);
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly read = (): Live => this.live;

  readonly lookAt = (site: string | undefined): void => {
    this.change({ site, digest: null, series: [] });
    this.open();
  };

  readonly loadOlder = async (): Promise<void> => {
    const oldest = this.live.entries.at(-1);
    if (oldest === undefined || this.live.older === "loading") return;
    this.change({ older: "loading" });
    try {
      const response = await fetch(`/api/journal?before=${oldest.position}&limit=${OLDER_PAGE}`);
      if (!response.ok) throw new Error(String(response.status));
      const page = (await response.json()) as JournalPage;
      this.change({
        entries: [...this.live.entries, ...page.entries],
        older: page.more ? "unknown" : "none",
      });
    } catch {
      this.change({ older: "failed" });
    }
  };

  private open(): void {
    this.source?.close();
    const query = new URLSearchParams();
    if (this.live.site !== undefined) query.set("site", this.live.site);
    const newest = this.live.entries[0];
    if (newest !== undefined) query.set("after", String(newest.position));
    const source = new EventSource(`/api/live?${query}`);
    this.source = source;
    this.openedAtMs = Date.now();
    const on = <T>(event: string, take: (data: T) => void) =>
      source.addEventListener(event, (message) => {
        if (source !== this.source) return;
        this.heardAtMs = Date.now();
        take(JSON.parse((message as MessageEvent<string>).data) as T);
      });
    on<LiveState>("state", (state) => this.takeState(state));
    on<LiveHistory>("history", (history) => this.change({ series: seriesOf(history) }));
    on<LiveDigest>("digest", (digest) => this.takeDigest(digest));
    on<LiveJournal>("journal", (journal) => this.takeJournal(journal));
    on<IncidentChange>("incident", (change) => {
      for (const listener of [...this.incidentListeners]) listener(change);
    });
    on<WatchMessage>("watch", (message) => {
      for (const listener of [...this.watchListeners]) listener(message);
    });
    on<ClaimsMessage>("claims", (message) => {
      for (const listener of [...this.claimsListeners]) listener(message);
    });
    source.addEventListener("open", () => {
      if (source !== this.source) return;
      if (this.wasOpen) for (const listener of [...this.returnListeners]) listener();
      this.wasOpen = true;
    });
    source.addEventListener("error", () => {
      if (source === this.source) this.doubt();
    });
  }

  private takeState(state: LiveState): void {
    this.offsetMs = state.at - Date.now();
    this.change({ state, nowMs: state.at, connection: { kind: "live" } });
  }

  private takeDigest(digest: LiveDigest): void {
    const { site } = digest;
    if (site === null && digest.sites.length > 0) {
      // The site looked at is no longer in the settings: back to the first one.
      this.lookAt(undefined);
      return;
    }
    const series =
      site === null ? this.live.series : withRow(this.live.series, { at: digest.at, ...drawnOf(site) });
    this.change({ digest, series, nowMs: Date.now() + this.offsetMs });
  }

  private takeJournal({ entries, whole }: LiveJournal): void {
    if (whole) {
      this.change({ entries, older: "unknown" });
      return;
    }
    const newest = this.live.entries[0]?.position ?? 0;
    const fresh = entries.filter(({ position }) => position > newest);
    const held = [...fresh, ...this.live.entries];
    const tooMany = held.length > ENTRIES_HELD_MAX;
    this.change({
      entries: tooMany ? held.slice(0, ENTRIES_HELD_MAX) : held,
      older: tooMany ? "unknown" : this.live.older,
    });
  }

  private tick(): void {
    const now = Date.now();
    const quietMs = now - Math.max(this.heardAtMs, this.openedAtMs);
    const closed = this.source?.readyState === EventSource.CLOSED;
    if ((closed && quietMs > REOPEN_MS) || quietMs > SILENCE_MS) this.open();
    const lost = now - this.heardAtMs > SILENCE_MS && (this.heardAtMs > 0 || closed);
    const sinceMs = (this.heardAtMs === 0 ? this.openedAtMs : this.heardAtMs) + this.offsetMs;
    const connection: Connection =
      lost && this.live.connection.kind !== "lost" ? { kind: "lost", sinceMs } : this.live.connection;
    this.change({ nowMs: now + this.offsetMs, connection });
  }

  private change(part: Partial<Live>): void {
    this.live = { ...this.live, ...part };
    for (const listener of this.listeners) listener();
  }
}
