import type { Digest } from "../gateway/events.ts";
import type { StoredEntry } from "../journal/index.ts";
import { errorLine } from "../kernel/refusal.ts";
import type { peopleEvents } from "../people/events.ts";
import type { ConsoleDependencies } from "./dependencies.ts";
import {
  drawnColumns,
  drawnOf,
  HEARTBEAT_MS,
  HISTORY_SECONDS,
  type JournalLine,
  type LiveDigest,
  type LiveHistory,
  type LiveJournal,
  type LiveMessage,
  type LiveState,
  siteLine,
} from "./live-messages.ts";

/** The live stream (server-sent events): everybody who looks sees each second and each new entry. */

/** Most readers at once; further ones are refused and try again. */
export const LISTENERS_MAX = 200;
/** Most readers of one person, or of all who carry the token: nobody can take every place. */
export const LISTENERS_OF_ONE_MAX = 20;
/** Most bytes that wait for a slow reader. Then it is cut: its browser comes back and catches up. */
export const BACKLOG_BYTES_MAX = 512 * 1024;
/** Entries sent to a new reader, and the most that one catches up with before it starts anew. */
export const CATCH_UP_ENTRIES_MAX = 100;
/** How soon a cut reader comes back, in ms. */
const RETRY_MS = 2_000;

/** Entries about a person after which their open streams end. */
const RIGHTS_CHANGED: ReadonlySet<string> = new Set([
  "people.disabled",
  "people.role-changed",
  "people.signed-out",
  "people.sessions-ended",
] satisfies Array<keyof typeof peopleEvents>);

type Listener = {
  site: string | undefined;
  reader: Reader;
  controller: ReadableStreamDefaultController<Uint8Array>;
};

/** Who reads: a person's id, or one name for all who carry the token; and whether what let them in still counts. */
type Reader = { readonly name: string; lasts(): boolean };

/** What a reader asks for: the site to look at, and the last journal position that it has seen. */
export type LiveQuery = { site: string | undefined; after: number | undefined; reader: Reader };

export class LiveStream {
  private readonly listeners = new Set<Listener>();
  private readonly encoder = new TextEncoder();
  private readonly stops: Array<() => void>;

  constructor(private readonly deps: ConsoleDependencies) {
    const timer = setInterval(() => {
      this.endExpired();
      this.tell(this.state());
    }, HEARTBEAT_MS);
    this.stops = [
      () => clearInterval(timer),
      deps.onDigest((digest) => this.tellDigest(digest)),
      deps.journal.follow((stored) => {
        this.tell(journalMessage([stored], false), stored.position);
        this.endRightsOf(stored);
      }),
      deps.onIncident((change) => this.tell({ event: "incident", data: change })),
      deps.onWatch((message) => this.tell({ event: "watch", data: message })),
      deps.onClaims((message) => this.tell({ event: "claims", data: message })),
    ];
  }

  get count(): number {
    return this.listeners.size;
  }

  /** A stream of events for one reader, or undefined when all places, or all of this reader's, are taken. */
  open(query: LiveQuery): ReadableStream<Uint8Array> | undefined {
    if (this.listeners.size >= LISTENERS_MAX) return undefined;
    if (this.countOf(query.reader.name) >= LISTENERS_OF_ONE_MAX) return undefined;
    let listener: Listener | undefined;
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          listener = { site: query.site, reader: query.reader, controller };
          this.listeners.add(listener);
          controller.enqueue(this.encoder.encode(`retry: ${RETRY_MS}\n\n`));
          for (const [message, id] of this.greeting(query)) this.send(listener, this.frame(message, id));
        },
        cancel: () => {
          if (listener !== undefined) this.listeners.delete(listener);
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: BACKLOG_BYTES_MAX }),
    );
  }

  close(): void {
    for (const stop of this.stops) stop();
    for (const listener of [...this.listeners]) this.cut(listener);
  }

  /** Who may no longer look, or may something else now, comes back and is asked who they are. */
  private endRightsOf({ entry }: StoredEntry): void {
    if (!RIGHTS_CHANGED.has(entry.kind)) return;
    for (const listener of [...this.listeners]) {
      if (listener.reader.name === entry.subject) this.cut(listener);
    }
  }

  /** A session ends by its time too, or because its table says so: no entry tells of that. */
  private endExpired(): void {
    for (const listener of [...this.listeners]) {
      let lasts = false;
      try {
        lasts = listener.reader.lasts();
      } catch (error) {
        this.deps.log("warn", "whether a reader may go on cannot be found out", { reason: errorLine(error) });
      }
      if (!lasts) this.cut(listener);
    }
  }

  private countOf(name: string): number {
    let count = 0;
    for (const { reader } of this.listeners) if (reader.name === name) count += 1;
    return count;
  }

  private *greeting(query: LiveQuery): Generator<[LiveMessage, number?]> {
    const history = this.deps.history();
    const latest = history.at(-1);
    const site = chosenSite(query.site, latest);
    yield [this.state()];
    if (site !== undefined) yield [{ event: "history", data: liveHistory(history, site) }];
    if (latest !== undefined) yield [{ event: "digest", data: liveDigest(latest, query.site) }];
    const { entries, whole } = this.catchUp(query.after);
    yield [journalMessage(entries, whole), entries[0]?.position ?? query.after ?? 0];
  }

  private catchUp(after: number | undefined): { entries: StoredEntry[]; whole: boolean } {
    const { journal } = this.deps;
    // A position beyond the end is of another journal: start anew.
    if (after !== undefined && after <= journal.count()) {
      const missed = journal.read({ after, limit: CATCH_UP_ENTRIES_MAX + 1 });
      if (missed.length <= CATCH_UP_ENTRIES_MAX) return { entries: missed.reverse(), whole: false };
    }
    return { entries: journal.read({ limit: CATCH_UP_ENTRIES_MAX }), whole: true };
  }

  private state(): LiveMessage {
    const { clock, version, demo, siteUrls, uploadBytesMax, journal } = this.deps;
    const gateways = this.deps.gateways();
    const data: LiveState = {
      at: clock.now(),
      version,
      demo,
      siteUrls,
      uploadBytesMax,
      gateways,
      entries: journal.count(),
    };
    return { event: "state", data };
  }

  private tellDigest(digest: Digest): void {
    const frames = new Map<string | undefined, Uint8Array>();
    for (const listener of [...this.listeners]) {
      let frame = frames.get(listener.site);
      if (frame === undefined) {
        frame = this.frame({ event: "digest", data: liveDigest(digest, listener.site) });
        frames.set(listener.site, frame);
      }
      this.send(listener, frame);
    }
  }

  private tell(message: LiveMessage, id?: number): void {
    if (this.listeners.size === 0) return;
    const frame = this.frame(message, id);
    for (const listener of [...this.listeners]) this.send(listener, frame);
  }

  /** JSON holds no line break, so one data line carries it. */
  private frame(message: LiveMessage, id?: number): Uint8Array {
    const place = id === undefined ? "" : `id: ${id}\n`;
    return this.encoder.encode(`event: ${message.event}\n${place}data: ${JSON.stringify(message.data)}\n\n`);
  }

  private send(listener: Listener, frame: Uint8Array): void {
    const room = listener.controller.desiredSize ?? 0;
    if (room < frame.length) this.cut(listener);
    else listener.controller.enqueue(frame);
  }

  private cut(listener: Listener): void {
    this.listeners.delete(listener);
    try {
      listener.controller.error(new Error("the reader is too slow, or may no longer read"));
    } catch {
      // The reader left at the same moment: there is nothing to cut.
    }
  }
}

/** The site asked for, or the first one when none is asked for. */
function chosenSite(asked: string | undefined, digest: Digest | undefined): string | undefined {
  return asked ?? digest?.sites[0]?.site;
}

export function liveDigest(digest: Digest, asked: string | undefined): LiveDigest {
  const name = chosenSite(asked, digest);
  return {
    at: digest.at,
    connections: digest.connections,
    memoryBytes: digest.memoryBytes,
    site: digest.sites.find((one) => one.site === name) ?? null,
    sites: digest.sites.map(siteLine),
  };
}

export function liveHistory(digests: readonly Digest[], site: string): LiveHistory {
  const history: LiveHistory = {
    site,
    at: [],
    columns: Object.fromEntries(
      drawnColumns.map((column) => [column, []]),
    ) as unknown as LiveHistory["columns"],
  };
  for (const digest of digests.slice(-HISTORY_SECONDS)) {
    const found = digest.sites.find((one) => one.site === site);
    if (found === undefined) continue;
    history.at.push(digest.at);
    const drawn = drawnOf(found);
    for (const column of drawnColumns) history.columns[column].push(drawn[column]);
  }
  return history;
}

export function journalLine({ position, id, entry }: StoredEntry): JournalLine {
  const { lane, n, at, occurredAt, actor, kind, subject, body, exercise } = entry;
  return { position, id, lane, n, at, occurredAt, actor, kind, subject, body, exercise };
}

function journalMessage(entries: readonly StoredEntry[], whole: boolean): LiveMessage {
  const data: LiveJournal = { entries: entries.map(journalLine), whole };
  return { event: "journal", data };
}
