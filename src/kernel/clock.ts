/** Where the time comes from. Rules take the time as an argument; only I/O code holds a clock. */
export type Clock = {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
};

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands still until it is told to move. For tests. */
export class ManualClock implements Clock {
  constructor(private nowMs = Date.parse("2026-01-05T09:00:00Z")) {}
  now(): number {
    return this.nowMs;
  }
  advance(ms: number): void {
    this.nowMs += ms;
  }
}
