import { closeSync, mkdirSync, openSync, readdirSync, statSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "../../kernel/log.ts";
import { OldestFirst } from "../cache/oldest-first.ts";
import { ENVELOPE_LIFETIME_MS } from "./envelope.ts";
import { CLOCK_SKEW_MS } from "./ticket.ts";

/**
 * Each envelope acts once: a form that is sent by a double click, by a reload, or by two workers at the same moment,
 * reaches the origin once. An empty file for each nonce says that it was used; making it (O_EXCL) is what decides.
 */

/** A nonce stays spent for longer than its envelope can be opened. */
export const SPENT_KEPT_MS = ENVELOPE_LIFETIME_MS + 2 * CLOCK_SKEW_MS;
/** Files that one worker keeps. Beyond, the oldest go, and with them the memory of who has pressed the button long ago. */
export const FILES_MAX = 32_768;
/** So many files go at a time when there are too many. */
export const FILES_DROPPED = 256;
/** How long, and for how many, a second press gets the first one's answer. Answers are whole pages in memory. */
export const OUTCOME_KEPT_MS = 60_000;
export const OUTCOMES_MAX = 128;
/** A full disk is reported so often. */
const COMPLAINT_EVERY_MS = 60_000;

const NONCE = /^[A-Za-z0-9_-]{1,64}$/;

type Outcome<T> = { readonly answer: Promise<T>; readonly atMs: number };

export class Once<T> {
  /** When each nonce was used whose file this worker looks after; oldest first. */
  private readonly spent = new Map<string, number>();
  private readonly outcomes = new OldestFirst<string, Outcome<T>>(OUTCOMES_MAX);
  private readonly folder: string;
  private readonly log: Log;
  private readonly now: () => number;
  private readonly filesMax: number;
  private complainedMs = Number.NEGATIVE_INFINITY;

  /** @param options.folder holds nothing else; all workers that serve a site name the same one. Made if needed. */
  constructor(options: { folder: string; log: Log; now?: () => number; filesMax?: number }) {
    this.folder = options.folder;
    this.log = options.log;
    this.now = options.now ?? Date.now;
    this.filesMax = options.filesMax ?? FILES_MAX;
    this.adopt();
  }

  /**
   * Runs `act` for the first call with this nonce. A second call in this process gets the first one's promise, failed or
   * not, for a minute; "spent" if the nonce was used longer ago, or elsewhere, or by a process that was killed meanwhile:
   * whether its form reached the origin, nobody knows, so it is not sent again.
   *
   * When the disk takes no file, it acts all the same and only this process remembers: a form that might be sent twice is
   * better than one that cannot be sent. The file is not forced to the disk: it outlives the process, not a power cut.
   */
  run(nonce: string, act: () => Promise<T>): Promise<T> | "spent" {
    if (!NONCE.test(nonce)) return "spent";
    const nowMs = this.now();
    const outcome = this.outcomes.get(nonce);
    if (outcome !== undefined && nowMs - outcome.atMs < OUTCOME_KEPT_MS) return outcome.answer;
    if (!this.take(nonce)) return "spent";
    if (this.spent.size >= this.filesMax) this.dropOldest(FILES_DROPPED);
    this.spent.set(nonce, nowMs);
    const answer = act();
    const isForgotten = !this.spent.has(nonce);
    if (!isForgotten) this.outcomes.set(nonce, { answer, atMs: nowMs });
    return answer;
  }

  /** The act did not reach the origin: the same envelope may be sent again. Call it only when that is certain. */
  forget(nonce: string): void {
    if (!this.spent.delete(nonce)) return;
    this.outcomes.delete(nonce);
    this.remove(nonce);
  }

  /** Lets go of what is too old. Call it each minute. */
  sweep(): void {
    const nowMs = this.now();
    for (const [nonce, { atMs }] of this.outcomes) {
      if (nowMs - atMs >= OUTCOME_KEPT_MS) this.outcomes.delete(nonce);
    }
    let old = 0;
    for (const atMs of this.spent.values()) {
      if (nowMs - atMs < SPENT_KEPT_MS) break;
      old++;
    }
    this.dropOldest(old);
  }

  /** Nonces, and answers, that this process remembers. */
  get size(): { spent: number; outcomes: number } {
    return { spent: this.spent.size, outcomes: this.outcomes.size };
  }

  /** True if this call made the nonce's file; where none can be made, if this process has not seen it. */
  private take(nonce: string): boolean {
    try {
      closeSync(openSync(join(this.folder, nonce), "wx", 0o600));
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
      this.complain(error);
      return !this.spent.has(nonce);
    }
  }

  /** Looks after the files that earlier processes left, as after its own. */
  private adopt(): void {
    try {
      mkdirSync(this.folder, { recursive: true });
      const found = readdirSync(this.folder)
        .filter((name) => NONCE.test(name))
        .map((name) => ({ name, atMs: modifiedMs(join(this.folder, name)) }))
        .sort((a, b) => a.atMs - b.atMs);
      for (const { name, atMs } of found) this.spent.set(name, atMs);
      this.dropOldest(this.spent.size - this.filesMax);
    } catch (error) {
      this.complain(error);
    }
  }

  private dropOldest(count: number): void {
    let left = count;
    for (const nonce of this.spent.keys()) {
      if (left-- <= 0) break;
      this.spent.delete(nonce);
      this.remove(nonce);
    }
  }

  private remove(nonce: string): void {
    try {
      unlinkSync(join(this.folder, nonce));
    } catch (error) {
      // Another worker that adopted it was quicker, or it never was on the disk.
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") this.complain(error);
    }
  }

  private complain(error: unknown): void {
    const nowMs = this.now();
    if (nowMs - this.complainedMs < COMPLAINT_EVERY_MS) return;
    this.complainedMs = nowMs;
    this.log("error", "sent forms cannot be marked on disk: one may be sent twice after a restart", {
      folder: this.folder,
      error: String(error),
      remedy: "Look at the rights of the folder and the space on its disk.",
    });
  }
}

/** Now, for a file that is gone meanwhile. */
function modifiedMs(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
}
