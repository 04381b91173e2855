import type { Database } from "bun:sqlite";
import type { Clock } from "../../kernel/clock.ts";
import type { Log } from "../../kernel/log.ts";
import { errorLine, Refusal } from "../../kernel/refusal.ts";
import type { HistoryTrouble } from "../codes.ts";
import type { PackedRound } from "../exchange.ts";
import { VANTAGES_MAX } from "../verdict/index.ts";
import { EvidenceChoice, type EvidenceRow, readEvidence } from "./evidence.ts";
import { FactBook, type SiteFacts } from "./facts.ts";
import { isFull, isInMemory, isPassing, keepReserve, openFile } from "./file.ts";
import { firstKey, placeOf, placeOfKey } from "./keys.ts";
import { HistoryReader } from "./reader.ts";
import { Segment } from "./segment.ts";
import { Upkeep, type UpkeepPace, USUAL_UPKEEP } from "./upkeep.ts";
import { unzipped, zipped } from "./zip.ts";

/**
 * What was measured, on disk for a year (watch.db). A batch is written as it came, and within the hour its rounds go into
 * rows by site. While the file cannot be written, batches wait in memory and are not acknowledged; nobody waits for it.
 */

/** Bytes of batches that wait for the file. With more, an exchange is refused and its prober keeps what it has. */
export const BUFFER_BYTES_MAX = 64 * 1024 * 1024;
/** Sessions of probers that are remembered, the latest. */
export const SESSIONS_MAX = 1_000;

export type Batch = {
  readonly vantage: string;
  readonly sessionId: string;
  readonly sequence: number;
  readonly rounds: readonly PackedRound[];
};

type Waiting = {
  readonly segment: number;
  readonly vantage: number;
  readonly sessionId: string;
  readonly sequence: number;
  readonly data: Uint8Array | undefined;
  readonly evidence: readonly EvidenceRow[];
  readonly facts: readonly SiteFacts[];
  readonly bytes: number;
};

export type Trouble = { readonly kind: HistoryTrouble; readonly sinceMs: number };

type Session = { seen: number; onDisk: number };

export type HistoryOptions = {
  readonly path: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly pace?: UpkeepPace;
};

export class History {
  private readonly db: Database;
  /** Points of measurement by their numbers. */
  readonly vantages: string[] = [];
  private readonly sessions = new Map<string, Session>();
  /** The last one is open, those before it are on their way into rows. */
  private readonly segments: Segment[] = [];
  private readonly choice = new EvidenceChoice();
  private readonly facts: FactBook;
  private readonly upkeep: Upkeep;
  private waiting: Waiting[] = [];
  private waitingBytes = 0;
  private failing: Trouble | undefined;
  private readonly memoryOnly: Trouble | undefined;
  readonly read: HistoryReader;

  constructor(private readonly options: HistoryOptions) {
    this.db = openFile(options.path, options.log);
    this.memoryOnly = isInMemory(this.db) ? { kind: "memory", sinceMs: options.clock.now() } : undefined;
    try {
      for (const { id } of this.db
        .query<{ id: string }, []>("SELECT id FROM vantages ORDER BY number")
        .all()) {
        this.vantages.push(id);
      }
      this.loadSessions();
      this.loadSegments();
      this.facts = new FactBook(this.db);
    } catch (error) {
      this.db.close();
      throw error;
    }
    this.read = new HistoryReader(this.db, this.vantages, this.segments);
    this.upkeep = new Upkeep({
      db: this.db,
      segments: this.segments,
      clock: options.clock,
      pace: options.pace ?? USUAL_UPKEEP,
      canRotate: () => this.waiting.length === 0,
    });
  }

  /** Bytes that wait because the file cannot be written; 0 when all is on disk. */
  get bufferBytes(): number {
    return this.waitingBytes;
  }

  /** Undefined while what is measured reaches the disk. */
  get trouble(): Trouble | undefined {
    return this.memoryOnly ?? this.failing;
  }

  /**
   * Takes a batch in: into memory at once, and to the file if it is free. One that was taken before changes nothing.
   * `acknowledged`: the last batch of this session that is on disk. Throws the Refusal "history-busy" when too much waits.
   */
  take(batch: Batch): { isNew: boolean; acknowledged: number } {
    const session = this.sessionOf(batch.sessionId);
    if (batch.sequence <= session.seen) {
      this.flush();
      return { isNew: false, acknowledged: session.onDisk };
    }
    if (this.waitingBytes > BUFFER_BYTES_MAX) throw tooMuchWaits(this.options.path);
    const vantage = this.numberOf(batch.vantage);
    const segment = this.openSegment();
    const evidence: EvidenceRow[] = [];
    const facts = new Map<number, SiteFacts>();
    for (const packed of batch.rounds) {
      const place = placeOf(packed[0], vantage);
      segment.add(place, packed);
      const row = this.choice.rowOf(place, vantage, packed);
      if (row !== undefined) evidence.push(row);
      const changed = this.facts.learn(packed[0], packed[13], packed[14]);
      if (changed !== undefined) facts.set(changed.site, changed);
    }
    session.seen = batch.sequence;
    const { rounds, sessionId, sequence } = batch;
    const data = rounds.length === 0 ? undefined : zipped(rounds.map(withoutAttempts));
    const bytes = (data?.length ?? 0) + evidence.reduce((sum, one) => sum + one.data.length + 64, 256);
    const one = {
      segment: segment.id,
      vantage,
      sessionId,
      sequence,
      data,
      evidence,
      facts: [...facts.values()],
      bytes,
    };
    this.waiting.push(one);
    this.waitingBytes += bytes;
    this.flush();
    return { isNew: true, acknowledged: session.onDisk };
  }

  /** The last batch of a session that was taken in; 0 for none. */
  seen(sessionId: string): number {
    return this.sessions.get(sessionId)?.seen ?? 0;
  }

  factsOf(site: number): Omit<SiteFacts, "site"> {
    return this.facts.of(site);
  }

  /** Newest first: at most `limit` rounds before `beforeMs` whose attempts were kept. */
  evidenceOf(site: number, beforeMs: number, limit: number): { vantage: string; packed: PackedRound }[] {
    return readEvidence(this.db, site, beforeMs, limit).map(({ vantage, packed }) => ({
      vantage: this.vantages[vantage] ?? "",
      packed,
    }));
  }

  /**
   * A little of the work that is not urgent: what waits is written, rounds go into rows, what is too old goes. To be called
   * a few times a second; holds the thread for some ten milliseconds at most. True while there is more to do.
   */
  step(): boolean {
    this.flush();
    if (this.waiting.length > 0) return false;
    return this.attempt(() => this.upkeep.step()) ?? false;
  }

  /** Writes what waits, if the file is free. */
  close(): void {
    this.flush();
    if (this.waiting.length > 0) {
      this.options.log("warn", "batches of the watch could not be written; their probers send them again", {
        batches: this.waiting.length,
      });
    }
    this.db.close();
  }

  private flush(): void {
    if (this.waiting.length === 0) return;
    const batches = this.waiting;
    const written = this.attempt(() => {
      this.db.transaction(() => {
        for (const one of batches) this.write(one);
      })();
      return true;
    });
    if (written !== true) return;
    for (const { sessionId, sequence } of batches) this.sessionOf(sessionId).onDisk = sequence;
    this.waiting = [];
    this.waitingBytes = 0;
  }

  private write({ segment, vantage, sessionId, sequence, data, evidence, facts }: Waiting): void {
    this.db
      .query("INSERT OR IGNORE INTO vantages (number, id) VALUES (?, ?)")
      .run(vantage, this.vantages[vantage] ?? "");
    if (data !== undefined) {
      this.db
        .query("INSERT INTO batches (segment, vantage, data) VALUES (?, ?, ?)")
        .run(segment, vantage, data);
    }
    this.db
      .query(
        "INSERT INTO sessions (id, sequence, at) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO UPDATE SET sequence = ?2, at = ?3",
      )
      .run(sessionId, sequence, this.options.clock.now());
    const keep = this.db.query("INSERT OR REPLACE INTO evidence VALUES (?, ?, ?, ?, ?)");
    for (const one of evidence) keep.run(one.site, one.at, one.vantage, one.expires, one.data);
    for (const one of facts) this.facts.write(one);
  }

  /** Undefined when the file could not be written just now; anything else that goes wrong is thrown. */
  private attempt<T>(act: () => T): T | undefined {
    try {
      const done = act();
      if (this.failing !== undefined) {
        this.options.log("info", "the watch's history is written again");
        keepReserve(this.options.path);
      }
      this.failing = undefined;
      return done;
    } catch (error) {
      if (!isPassing(error)) throw error;
      if (this.failing === undefined) {
        this.options.log("error", "the watch's history cannot be written; rounds wait in memory", {
          reason: errorLine(error),
        });
      }
      const kind = isFull(error) ? "full" : "held";
      this.failing = { kind, sinceMs: this.failing?.sinceMs ?? this.options.clock.now() };
      return undefined;
    }
  }

  private openSegment(): Segment {
    const last = this.segments.at(-1);
    if (last !== undefined) return last;
    throw new Error("the history has no open segment");
  }

  private sessionOf(id: string): Session {
    const known = this.sessions.get(id);
    if (known !== undefined) return known;
    const session = { seen: 0, onDisk: 0 };
    this.sessions.set(id, session);
    const [oldest] = this.sessions.keys();
    if (this.sessions.size > SESSIONS_MAX && oldest !== undefined) this.sessions.delete(oldest);
    return session;
  }

  /** The number of a point of measurement, given when it is first named. Throws the Refusal "too-many-vantages". */
  numberOf(id: string): number {
    const known = this.vantages.indexOf(id);
    if (known !== -1) return known;
    if (this.vantages.length >= VANTAGES_MAX) throw tooManyVantages(this.options.path);
    return this.vantages.push(id) - 1;
  }

  private loadSessions(): void {
    const rows = this.db
      .query<{ id: string; sequence: number }, [number]>(
        "SELECT id, sequence FROM (SELECT * FROM sessions ORDER BY at DESC LIMIT ?) ORDER BY at",
      )
      .all(SESSIONS_MAX);
    for (const { id, sequence } of rows) this.sessions.set(id, { seen: sequence, onDisk: sequence });
  }

  /** What was not in rows when the process ended goes on its way into them; what comes now is a new segment. */
  private loadSegments(): void {
    const ids = this.db
      .query<{ segment: number }, []>("SELECT DISTINCT segment FROM batches ORDER BY segment")
      .all();
    const nowMs = this.options.clock.now();
    let next = 1;
    for (const { segment: id } of ids) {
      const segment = new Segment(id, nowMs);
      const batches = this.db.query<{ vantage: number; data: Uint8Array }, [number]>(
        "SELECT vantage, data FROM batches WHERE segment = ? ORDER BY id",
      );
      for (const { vantage, data } of batches.iterate(id)) {
        for (const packed of unzipped(data) as PackedRound[])
          segment.add(placeOf(packed[0], vantage), packed);
      }
      const done = this.db
        .query<{ key: number }, [number, number]>("SELECT key FROM pieces WHERE key >= ? AND key < ?")
        .all(firstKey(id), firstKey(id + 1));
      for (const { key } of done) segment.forget(placeOfKey(key));
      this.segments.push(segment);
      next = id + 1;
    }
    const last =
      this.db.query<{ id: number | null }, []>("SELECT max(id) AS id FROM segments").get()?.id ?? 0;
    this.segments.push(new Segment(Math.max(next, last + 1), nowMs));
  }
}

/** Evidence has a table of its own. */
function withoutAttempts(packed: PackedRound): PackedRound {
  if (packed[15] === 0) return packed;
  const copy = packed.slice() as PackedRound;
  copy[15] = 0;
  return copy;
}

function tooMuchWaits(path: string): Refusal {
  return new Refusal(
    "history-busy",
    "The watch's history could not be written for a long time, and no more can wait in memory.",
    path,
    "See what holds the file, or make room on the disk; probers keep their rounds until then.",
  );
}

function tooManyVantages(path: string): Refusal {
  return new Refusal(
    "too-many-vantages",
    `This history knows ${VANTAGES_MAX} points of measurement, removed ones included, and has no room for more.`,
    path,
    "Use the name of one that was removed.",
  );
}
