import { randomBytes } from "node:crypto";

/** A key is looked for in so many places; the table's size is a multiple of it. */
const WAYS = 8;
/** Debt beyond the burst grows no further than this many bursts, so that any key is free again after a bounded time. */
export const BURSTS_OWED_MAX = 2;

/**
 * What one ticket, or one address, may cost the origin: each may have `burstMs` of its time at once and `msPerSecond` from
 * then on. This is the generic cell rate algorithm (ITU-T I.371, annex A, virtual scheduling): one time for each key.
 *
 * The table never grows. A key hashes to a set of eight places. One whose budget is full again says nothing and is
 * overwritten first; else the one that will be full again soonest. A crowd of keys thus makes the table forget who owes
 * little, not who owes much.
 */
export class Budgets {
  private readonly hashes: BigUint64Array;
  /** When each key's budget will be full again, in ms. */
  private readonly fullAtMs: Float64Array;
  /** Outsiders choose keys: without a secret they could choose some that meet in one place. */
  private readonly seed = randomBytes(8).readBigUInt64BE();
  private readonly setMask: bigint;
  private readonly burstWallMs: number;
  private readonly owedWallMsMax: number;
  private readonly wallMsPerCostMs: number;
  private taken = 0;

  /**
   * @param options.entries keys that it can hold, rounded up to a power of two, at least 8; 16 bytes each.
   * @param options.burstMs milliseconds of the origin's work that a key may have at once.
   * @param options.msPerSecond what it may have each second in the long run. Above 0.
   */
  constructor(options: { entries: number; burstMs: number; msPerSecond: number }) {
    const sets = 2 ** Math.ceil(Math.log2(Math.max(1, options.entries / WAYS)));
    this.setMask = BigInt(sets - 1);
    this.hashes = new BigUint64Array(sets * WAYS);
    this.fullAtMs = new Float64Array(sets * WAYS);
    this.wallMsPerCostMs = 1_000 / options.msPerSecond;
    this.burstWallMs = options.burstMs * this.wallMsPerCostMs;
    this.owedWallMsMax = (1 + BURSTS_OWED_MAX) * this.burstWallMs;
  }

  /**
   * Charges a cost, also when the key is over its budget then: the origin has worked, or is about to.
   * @returns true while the key is within its budget, this charge included.
   */
  charge(key: string, costMs: number, nowMs: number): boolean {
    const hash = this.hashOf(key);
    let place = this.find(hash);
    if (place === -1) {
      place = this.makeRoom(hash, nowMs);
      if (this.hashes[place] === 0n) this.taken++;
      this.hashes[place] = hash;
      this.fullAtMs[place] = nowMs;
    }
    const fromMs = Math.max(nowMs, this.fullAtMs[place] as number);
    const fullAtMs = fromMs + Math.max(0, costMs) * this.wallMsPerCostMs;
    this.fullAtMs[place] = Math.min(fullAtMs, nowMs + this.owedWallMsMax);
    return fullAtMs - nowMs <= this.burstWallMs;
  }

  /** True if the key has used its budget up. Charges nothing. */
  over(key: string, nowMs: number): boolean {
    const place = this.find(this.hashOf(key));
    if (place === -1) return false;
    const owedMs = (this.fullAtMs[place] as number) - nowMs;
    // More than anybody can owe: the clock was set back.
    return owedMs > this.burstWallMs && owedMs <= this.owedWallMsMax;
  }

  /** Keys in the table, also those whose budget is full again. */
  get size(): number {
    return this.taken;
  }

  get entries(): number {
    return this.hashes.length;
  }

  /** Never 0, which marks an empty place. */
  private hashOf(key: string): bigint {
    return (Bun.hash(key, this.seed) as bigint) || 1n;
  }

  private setOf(hash: bigint): number {
    return Number(hash & this.setMask) * WAYS;
  }

  private find(hash: bigint): number {
    const first = this.setOf(hash);
    for (let place = first; place < first + WAYS; place++) if (this.hashes[place] === hash) return place;
    return -1;
  }

  private makeRoom(hash: bigint, nowMs: number): number {
    const first = this.setOf(hash);
    let best = first;
    for (let place = first; place < first + WAYS; place++) {
      const fullAtMs = this.fullAtMs[place] as number;
      if (this.hashes[place] === 0n || fullAtMs <= nowMs) return place;
      if (fullAtMs < (this.fullAtMs[best] as number)) best = place;
    }
    return best;
  }
}
