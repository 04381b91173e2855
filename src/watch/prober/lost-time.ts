/** How often the scheduler's turn comes, in ms. */
export const TICK_MS = 100;
/** A turn that comes this much too late means that this process, or the machine, stood still. */
export const STOOD_STILL_MS = 2_000;
/** An attempt that failed while this process lost so much of its time says nothing of the site, in ms. */
export const LOST_MS_MAX = 1_500;
/** A turn that is less late than this is on time. */
const ON_TIME_MS = 50;

/**
 * Time in which this process wanted to work and could not: its turns came late. An attempt has ten seconds of ours, not of the
 * clock on the wall: what timed out while we were not there to read the answer is our fault.
 */
export class LostTime {
  #turnAtMs: number;
  #lostMs = 0;

  constructor(nowMs: number) {
    this.#turnAtMs = nowMs;
  }

  /** A turn has come. Gives how late it is, in ms; below nought when it is early. */
  turn(nowMs: number): number {
    const lateMs = this.#late(nowMs);
    if (lateMs > ON_TIME_MS) this.#lostMs += lateMs;
    this.#turnAtMs = nowMs;
    return lateMs;
  }

  /** After a time without turns, which is not lost. */
  resume(nowMs: number): void {
    this.#turnAtMs = nowMs;
  }

  /** All that was lost until now, with what the next turn is late already, in ms. */
  lostBy(nowMs: number): number {
    const lateMs = this.#late(nowMs);
    return lateMs > ON_TIME_MS ? this.#lostMs + lateMs : this.#lostMs;
  }

  #late(nowMs: number): number {
    return nowMs - this.#turnAtMs - TICK_MS;
  }
}
