/** Most prefixes with tickets that are remembered. */
export const TICKETED_PREFIXES_MAX = 32_768;
/** A prefix is spared this long after its last ticket was seen, in ms: a day. */
export const TICKETED_HOLD_MS = 24 * 60 * 60 * 1000;

/**
 * Networks from which tickets came. Bounded; and since nobody in such a network may ever be taken, a full table means
 * that it no longer knows them all: whoever uses it must take nobody as long as `full` is true.
 */
export class TicketedPrefixes {
  /** When each was last seen, oldest first. */
  private readonly seenAtMs = new Map<string, number>();

  /** @param quietMs a prefix that is seen again within this time is no news, and is not written down again. */
  constructor(
    private readonly quietMs: number,
    private readonly most = TICKETED_PREFIXES_MAX,
  ) {}

  get size(): number {
    return this.seenAtMs.size;
  }

  get full(): boolean {
    return this.seenAtMs.size >= this.most;
  }

  has(prefix: string): boolean {
    return this.seenAtMs.has(prefix);
  }

  /** True when this is news: unknown until now (also when there is no room for it), or not seen for `quietMs`. */
  see(prefix: string, nowMs: number): boolean {
    const before = this.seenAtMs.get(prefix);
    if (before !== undefined && nowMs - before < this.quietMs) return false;
    if (before === undefined && this.full) return true;
    this.seenAtMs.delete(prefix);
    this.seenAtMs.set(prefix, nowMs);
    return true;
  }

  /** Forgets those not seen for `TICKETED_HOLD_MS`. */
  expire(nowMs: number): void {
    for (const [prefix, seenAtMs] of this.seenAtMs) {
      if (nowMs - seenAtMs < TICKETED_HOLD_MS) return;
      this.seenAtMs.delete(prefix);
    }
  }

  prefixes(): string[] {
    return [...this.seenAtMs.keys()];
  }
}
