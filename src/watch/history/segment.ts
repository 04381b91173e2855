import type { PackedRound } from "../exchange.ts";
import { codeOf, SLOW_MS, timeByte } from "./code.ts";
import type { KeptRound } from "./day-row.ts";

/**
 * Rounds that came in and are in no row yet, in columns: thirty bytes each, found by site without a search. A place is a
 * site and a vantage point as one number (`placeOf`).
 */

/** Rounds of one segment; with as many it closes, however short it was. */
export const SEGMENT_ROUNDS_MAX = 262_144;
const FIRST_ROOM = 4_096;
const TIMES = 5;
const NONE = -1;

export class Segment {
  private at = new Float64Array(FIRST_ROOM);
  private code = new Uint32Array(FIRST_ROOM);
  private times = new Uint8Array(FIRST_ROOM * TIMES);
  /** The round of the same place before this one. */
  private before = new Int32Array(FIRST_ROOM);
  private readonly last = new Map<number, number>();
  private count = 0;
  private earliestMs = Number.POSITIVE_INFINITY;
  private latestMs = 0;

  constructor(
    /** From 1, one more for each segment. */
    readonly id: number,
    readonly openedMs: number,
  ) {}

  get rounds(): number {
    return this.count;
  }
  /** When its rounds began; [Infinity, 0] when there is none. */
  get span(): readonly [number, number] {
    return [this.earliestMs, this.latestMs];
  }
  places(): number[] {
    return [...this.last.keys()];
  }

  /** The rounds of a place are in rows now. */
  forget(place: number): void {
    this.last.delete(place);
  }

  add(place: number, packed: PackedRound): void {
    const n = this.count++;
    if (n === this.at.length) this.grow();
    const [, at, , outcome, failure, certificate, protection, content, dns, tcp, tls, first, total] = packed;
    this.at[n] = at;
    this.code[n] = codeOf(outcome, failure, certificate, protection, content, total >= SLOW_MS);
    const from = n * TIMES;
    this.times[from] = timeByte(dns);
    this.times[from + 1] = timeByte(tcp);
    this.times[from + 2] = timeByte(tls);
    this.times[from + 3] = timeByte(first);
    this.times[from + 4] = timeByte(total);
    this.before[n] = this.last.get(place) ?? NONE;
    this.last.set(place, n);
    if (at < this.earliestMs) this.earliestMs = at;
    if (at > this.latestMs) this.latestMs = at;
  }

  /** All rounds of a place, by the time at which they began. */
  of(place: number): KeptRound[] {
    const found: KeptRound[] = [];
    for (let n = this.last.get(place) ?? NONE; n !== NONE; n = this.before[n] ?? NONE) {
      const times = [...this.times.subarray(n * TIMES, (n + 1) * TIMES)];
      found.push({ atMs: this.at[n] ?? 0, code: this.code[n] ?? 0, times });
    }
    return found.reverse().sort((a, b) => a.atMs - b.atMs);
  }

  private grow(): void {
    const room = this.at.length * 2;
    const larger = <A extends Float64Array | Uint32Array | Uint8Array | Int32Array>(old: A, made: A): A => {
      made.set(old);
      return made;
    };
    this.at = larger(this.at, new Float64Array(room));
    this.code = larger(this.code, new Uint32Array(room));
    this.times = larger(this.times, new Uint8Array(room * TIMES));
    this.before = larger(this.before, new Int32Array(room));
  }
}
