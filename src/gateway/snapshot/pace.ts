/** An answer slower than this says that the origin has enough to do. */
export const SLOW_ANSWER_MS = 2_000;
/** The longest pause that politeness makes of a short one. */
export const PAUSE_MAX_MS = 30_000;
/** What a pause of nothing becomes when it must double. */
const PAUSE_FIRST_MS = 100;

/** The pause between two requests of a crawl: doubles on each slow answer or failure, halves back on each good one. */
export class Pace {
  pauseMs: number;

  constructor(private readonly usualMs: number) {
    this.pauseMs = usualMs;
  }

  answered(tookMs: number, failed: boolean): void {
    if (failed || tookMs > SLOW_ANSWER_MS) {
      const longest = Math.max(PAUSE_MAX_MS, this.usualMs);
      this.pauseMs = Math.min(longest, Math.max(this.pauseMs, PAUSE_FIRST_MS) * 2);
    } else {
      this.pauseMs =
        this.pauseMs / 2 > PAUSE_FIRST_MS ? Math.max(this.usualMs, this.pauseMs / 2) : this.usualMs;
    }
  }
}
