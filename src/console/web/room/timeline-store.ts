import type { TimelineLine, TimelinePage } from "../../../incidents/events.ts";
import { ask } from "../ask.ts";
import type { LiveStore } from "../live-store.ts";

/** The timeline of one incident, by pages; searched and sorted out by the console, however long it is. */

export const PAGE_ENTRIES = 100;
/** Entries come in bursts: what is new is asked for once a burst, after this time in ms. */
const GATHER_MS = 60;
/** What could not be asked for is asked for again after this time, in ms. */
const AGAIN_MS = 2_000;

/** `oldestFirst`: the story from its beginning. */
export type TimelineQuery = { words: string; types: readonly string[]; oldestFirst: boolean };
export const WHOLE: TimelineQuery = { words: "", types: [], oldestFirst: false };

/** Entries of one page, in the order asked for. The list grows only at its ends, so a page that is full never changes. */
export type Page = { key: number; entries: readonly TimelineLine[] };

export type Timeline = {
  pages: readonly Page[];
  /** Entries that came while the reader read further down; shown when asked for. */
  fresh: readonly TimelineLine[];
  state: "loading" | "ready" | "further" | "failed";
  error: unknown;
  more: boolean;
  /** How many came since the list was made: told to who hears the page. */
  arrived: number;
  total: number;
  found: number | undefined;
  /** Corrections by the id of the entry that they correct, newest first. */
  corrections: ReadonlyMap<string, readonly TimelineLine[]>;
};

const EMPTY: Timeline = {
  pages: [],
  fresh: [],
  state: "loading",
  error: undefined,
  more: false,
  arrived: 0,
  total: 0,
  found: undefined,
  corrections: new Map(),
};

export class TimelineStore {
  private timeline: Timeline = EMPTY;
  private query: TimelineQuery = WHOLE;
  /** Counts queries: an answer to an older one is dropped. */
  private turn = 0;
  private pageKey = 0;
  private readonly listeners = new Set<() => void>();
  private gathering: ReturnType<typeof setTimeout> | undefined;
  private stops: Array<() => void> = [];
  /** While one answer is awaited no other is asked for: the second would not know what the first brings. */
  private isBusy = false;
  /** Something came meanwhile. */
  private isBehind = false;
  /** Whether the newest entries are in view: then further ones join them at once. */
  atTop = true;

  constructor(
    private readonly incident: string,
    private readonly live: Pick<LiveStore, "onIncident" | "onReturn">,
  ) {}

  readonly start = (): (() => void) => {
    this.stops = [
      this.live.onIncident(({ incident }) => incident.id === this.incident && this.gather(GATHER_MS)),
      this.live.onReturn(() => this.gather(GATHER_MS)),
    ];
    void this.load();
    return () => {
      clearTimeout(this.gathering);
      this.gathering = undefined;
      for (const stop of this.stops.splice(0)) stop();
    };
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly read = (): Timeline => this.timeline;

  readonly look = (query: TimelineQuery): void => {
    this.query = query;
    void this.load();
  };

  readonly load = async (): Promise<void> => {
    const turn = ++this.turn;
    this.isBusy = true;
    try {
      const page = await this.ask(this.query.oldestFirst ? { after: 0 } : {});
      if (turn !== this.turn) return;
      this.change({
        ...EMPTY,
        ...this.counts(page),
        pages: [this.page(this.inOrder(page.entries))],
        corrections: withCorrections(new Map(), page.entries),
        more: page.more,
        state: "ready",
      });
    } catch (error) {
      if (turn === this.turn) this.change({ state: "failed", error });
    } finally {
      if (turn === this.turn) this.free();
    }
  };

  /** The page after the last one: older entries, or newer ones where the oldest stand first. */
  readonly loadFurther = async (): Promise<void> => {
    const last = this.timeline.pages.at(-1)?.entries.at(-1);
    if (last === undefined || this.timeline.state !== "ready" || !this.timeline.more) return;
    const turn = this.turn;
    this.change({ state: "further" });
    try {
      const place = this.query.oldestFirst ? { after: last.position } : { before: last.position };
      const page = await this.ask(place);
      if (turn !== this.turn) return;
      this.change({
        ...this.counts(page),
        pages: [...this.timeline.pages, this.page(this.inOrder(page.entries))],
        corrections: withCorrections(this.timeline.corrections, page.entries),
        more: page.more,
        state: "ready",
        error: undefined,
      });
    } catch (error) {
      if (turn === this.turn) this.change({ state: "ready", error });
    }
  };

  /** Lets the entries that wait in, above those that are shown. */
  readonly showFresh = (): void => {
    const { fresh, pages, corrections } = this.timeline;
    if (fresh.length === 0) return;
    const [first, ...rest] = pages;
    const whole = first === undefined || first.entries.length + fresh.length > 2 * PAGE_ENTRIES;
    this.change({
      fresh: [],
      pages: whole
        ? [this.page(fresh), ...pages]
        : [{ key: first.key, entries: [...fresh, ...first.entries] }, ...rest],
      corrections: withCorrections(corrections, fresh),
    });
  };

  private gather(afterMs: number): void {
    this.gathering ??= setTimeout(() => void this.loadNewer(), afterMs);
  }

  private async loadNewer(): Promise<void> {
    this.gathering = undefined;
    if (this.isBusy) {
      this.isBehind = true;
      return;
    }
    const { fresh, pages, state } = this.timeline;
    if (state === "failed") return this.load();
    // They belong at the end, which is loaded when the reader comes there.
    if (this.query.oldestFirst) return this.change({ more: true });
    const newest = fresh[0] ?? pages.find(({ entries }) => entries.length > 0)?.entries[0];
    if (newest === undefined) return this.load();
    const { turn } = this;
    this.isBusy = true;
    try {
      const page = await this.ask({ after: newest.position });
      if (turn !== this.turn) return;
      // More is missing than a page holds: the list would have a hole.
      if (page.more) return await this.load();
      const arrived = this.timeline.arrived + page.entries.length;
      this.change({ ...this.counts(page), arrived, fresh: [...page.entries, ...this.timeline.fresh] });
      if (this.atTop) this.showFresh();
    } catch {
      if (turn === this.turn) this.gather(AGAIN_MS);
    } finally {
      if (turn === this.turn) this.free();
    }
  }

  private free(): void {
    this.isBusy = false;
    if (!this.isBehind) return;
    this.isBehind = false;
    void this.loadNewer();
  }

  private ask(place: { before?: number; after?: number }): Promise<TimelinePage> {
    const query = new URLSearchParams({ limit: String(PAGE_ENTRIES) });
    for (const [name, value] of Object.entries(place)) query.set(name, String(value));
    const { words, types } = this.query;
    if (words.trim() !== "") query.set("q", words.trim());
    if (types.length > 0) query.set("types", types.join(","));
    return ask<TimelinePage>(`/api/incidents/${encodeURIComponent(this.incident)}/timeline?${query}`);
  }

  private counts({ total, found }: TimelinePage): Pick<Timeline, "total" | "found"> {
    return { total, found };
  }

  private page(entries: readonly TimelineLine[]): Page {
    return { key: this.pageKey++, entries };
  }

  /** The console answers newest first, whichever way the pages go. */
  private inOrder(entries: readonly TimelineLine[]): readonly TimelineLine[] {
    return this.query.oldestFirst ? entries.toReversed() : entries;
  }

  private change(part: Partial<Timeline>): void {
    this.timeline = { ...this.timeline, ...part };
    for (const listener of this.listeners) listener();
  }
}

function withCorrections(
  held: Timeline["corrections"],
  entries: readonly TimelineLine[],
): Map<string, readonly TimelineLine[]> {
  const corrections = new Map(held);
  for (const line of entries) {
    if (line.kind !== "incident.corrected" || typeof line.body.entry !== "string") continue;
    const known = corrections.get(line.body.entry) ?? [];
    corrections.set(
      line.body.entry,
      [...known, line].sort((a, b) => b.position - a.position),
    );
  }
  return corrections;
}
