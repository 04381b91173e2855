import { OldestFirst } from "./oldest-first.ts";
import type { StoredResponse } from "./stored-response.ts";

/**
 * The memory of one site's pages, within a budget of bytes. Admission and eviction by S3-FIFO (Yang et al., SOSP 2023):
 * a new target enters a small queue and moves to the main one only if it was asked for again, so a stream of targets
 * that are asked for once flows through the small queue and takes nothing from the pages that people read.
 */

export const VARIANTS_MAX = 8;
/** Targets that may be protected. */
export const PROTECTED_TARGETS_MAX = 10_000;
/** Reckoned for each record and variant beyond the bytes of bodies, headers and keys: objects, maps, links. */
export const RECORD_OVERHEAD_BYTES = 512;
export const VARIANT_OVERHEAD_BYTES = 256;
/** Targets that left the small queue unread are remembered: as many as pages of so many bytes would fit, within bounds. */
export const GHOST_PAGE_BYTES = 2_048;
export const GHOSTS_MIN = 1_000;
export const GHOSTS_MAX = 100_000;

const SMALL_SHARE = 0.1;
/** A single record may take so much of the budget. */
const RECORD_SHARE_MAX = 0.25;
const PROTECTED_SHARE = 0.5;
/** Uses that are counted; more make no difference. */
const USES_MAX = 3;

export type PageRecord = {
  readonly target: string;
  /** Names of the request headers that set the variants apart. */
  readonly vary: string[];
  readonly variants: ReadonlyMap<string, StoredResponse>;
  readonly bytes: number;
  /** For the owner's prebuilt answer. Cleared when the variants change and when the record leaves the memory. */
  slot: unknown;
};

type QueueName = "small" | "main" | "protected";

class Entry implements PageRecord {
  vary: string[] = [];
  readonly variants = new Map<string, StoredResponse>();
  bytes = 0;
  slot: unknown = undefined;
  uses = 0;
  queue: QueueName = "small";
  newer: Entry | undefined = undefined;
  older: Entry | undefined = undefined;

  constructor(readonly target: string) {}
}

/** First in, first out, by links in the entries: any entry leaves in constant time. */
class Fifo {
  bytes = 0;
  private newest: Entry | undefined;
  oldest: Entry | undefined;

  add(entry: Entry): void {
    entry.older = this.newest;
    entry.newer = undefined;
    if (this.newest === undefined) this.oldest = entry;
    else this.newest.newer = entry;
    this.newest = entry;
    this.bytes += entry.bytes;
  }

  remove(entry: Entry): void {
    if (entry.newer === undefined) this.newest = entry.older;
    else entry.newer.older = entry.older;
    if (entry.older === undefined) this.oldest = entry.newer;
    else entry.older.newer = entry.newer;
    entry.newer = undefined;
    entry.older = undefined;
    this.bytes -= entry.bytes;
  }
}

export class PageStore {
  private readonly entries = new Map<string, Entry>();
  private readonly queues: Record<QueueName, Fifo> = {
    small: new Fifo(),
    main: new Fifo(),
    protected: new Fifo(),
  };
  private readonly protectedTargets = new Set<string>();
  /** Digests of targets. */
  private readonly ghosts: OldestFirst<number, true>;

  constructor(private readonly bytesMax: number) {
    this.ghosts = new OldestFirst(
      Math.min(GHOSTS_MAX, Math.max(GHOSTS_MIN, Math.floor(bytesMax / GHOST_PAGE_BYTES))),
    );
  }

  get bytes(): number {
    return this.queues.small.bytes + this.queues.main.bytes + this.queues.protected.bytes;
  }

  get pages(): number {
    return this.entries.size;
  }

  /** How many targets are remembered that left unread. */
  get ghostTargets(): number {
    return this.ghosts.size;
  }

  get ghostTargetsMax(): number {
    return this.ghosts.most;
  }

  /** The record of a target, marked as used. Constant time, allocates nothing. */
  get(target: string): PageRecord | undefined {
    const entry = this.entries.get(target);
    if (entry !== undefined && entry.uses < USES_MAX) entry.uses++;
    return entry;
  }

  /** Marks a record that the caller holds as used, like `get`. A record that has left the memory is not affected. */
  markUsed(record: PageRecord): void {
    const entry = record as Entry;
    if (entry.uses < USES_MAX) entry.uses++;
  }

  /** The record of a target, not marked. */
  peek(target: string): PageRecord | undefined {
    return this.entries.get(target);
  }

  /**
   * Keeps one variant of a page, in place of the same variant before; with other `vary` names the old variants go. The
   * body must own its buffer. What does not fit (a record over a quarter of the budget) is not kept.
   */
  put(target: string, variant: StoredResponse, vary: string[]): void {
    const entry = this.entries.get(target) ?? this.enter(target);
    const queue = this.queues[entry.queue];
    queue.bytes -= entry.bytes;
    if (!sameNames(entry.vary, vary)) entry.variants.clear();
    entry.vary = vary;
    entry.variants.delete(variant.variant);
    entry.variants.set(variant.variant, variant);
    if (entry.variants.size > VARIANTS_MAX) dropOldestVariant(entry);
    entry.slot = undefined;
    entry.bytes = bytesOf(entry);
    queue.bytes += entry.bytes;
    if (entry.bytes > this.bytesMax * RECORD_SHARE_MAX) this.leave(entry);
    else this.settleProtection(entry);
    this.evict();
  }

  delete(target: string): boolean {
    const entry = this.entries.get(target);
    if (entry === undefined) return false;
    this.leave(entry);
    return true;
  }

  /** @returns how many targets that start with `prefix` were removed. Walks over all of them. */
  deletePrefix(prefix: string): number {
    let removed = 0;
    for (const entry of this.entries.values()) {
      if (!entry.target.startsWith(prefix)) continue;
      this.leave(entry);
      removed++;
    }
    return removed;
  }

  /**
   * From now on no other target evicts this one, as long as protected pages stay below half the budget; those beyond
   * are kept like any other.
   * @returns false if the list of protected targets is full.
   */
  protect(target: string): boolean {
    if (this.protectedTargets.has(target)) return true;
    if (this.protectedTargets.size >= PROTECTED_TARGETS_MAX) return false;
    this.protectedTargets.add(target);
    const entry = this.entries.get(target);
    if (entry !== undefined) this.settleProtection(entry);
    return true;
  }

  records(): IterableIterator<PageRecord> {
    return this.entries.values();
  }

  private enter(target: string): Entry {
    const entry = new Entry(target);
    entry.queue = this.ghosts.delete(digestOf(target)) ? "main" : "small";
    this.entries.set(target, entry);
    this.queues[entry.queue].add(entry);
    return entry;
  }

  private leave(entry: Entry): void {
    this.queues[entry.queue].remove(entry);
    this.entries.delete(entry.target);
    entry.slot = undefined;
  }

  private move(entry: Entry, to: QueueName): void {
    this.queues[entry.queue].remove(entry);
    entry.queue = to;
    this.queues[to].add(entry);
  }

  private settleProtection(entry: Entry): void {
    const { protected: guarded } = this.queues;
    const most = this.bytesMax * PROTECTED_SHARE;
    if (entry.queue === "protected") {
      if (guarded.bytes > most) this.move(entry, "main");
    } else if (this.protectedTargets.has(entry.target) && guarded.bytes + entry.bytes <= most) {
      this.move(entry, "protected");
    }
  }

  private evict(): void {
    const { small, main } = this.queues;
    while (this.bytes > this.bytesMax) {
      const fromSmall =
        small.oldest !== undefined &&
        (small.bytes > this.bytesMax * SMALL_SHARE || main.oldest === undefined);
      const candidate = fromSmall ? small.oldest : main.oldest;
      if (candidate === undefined) return;
      if (fromSmall) this.evictFromSmall(candidate);
      else this.evictFromMain(candidate);
    }
  }

  private evictFromSmall(entry: Entry): void {
    if (entry.uses > 0) {
      entry.uses = 0;
      this.move(entry, "main");
      return;
    }
    this.leave(entry);
    this.ghosts.set(digestOf(entry.target), true);
  }

  /** Each turn takes away a use or an entry, so it ends. */
  private evictFromMain(entry: Entry): void {
    if (entry.uses === 0) {
      this.leave(entry);
      return;
    }
    entry.uses--;
    this.move(entry, "main");
  }
}

/** Two targets with one digest share a place among the ghosts: one of them is admitted early, nothing worse. */
function digestOf(target: string): number {
  return Bun.hash.xxHash32(target);
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, at) => name === b[at]);
}

function dropOldestVariant(entry: Entry): void {
  const oldest = entry.variants.keys().next();
  if (!oldest.done) entry.variants.delete(oldest.value);
}

/** Characters count two bytes, as they may. */
function bytesOf(entry: Entry): number {
  let bytes = RECORD_OVERHEAD_BYTES + 2 * entry.target.length;
  for (const name of entry.vary) bytes += 2 * name.length;
  for (const [key, stored] of entry.variants) {
    bytes += VARIANT_OVERHEAD_BYTES + 2 * key.length + stored.body.byteLength;
    for (const [name, value] of stored.headers) bytes += 2 * (name.length + value.length);
  }
  return bytes;
}
