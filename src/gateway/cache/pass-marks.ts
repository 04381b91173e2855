/** Targets that may be marked at once; the oldest mark gives way. */
export const PASS_MARKS_MAX = 10_000;

/**
 * Targets known to be uncacheable for a while: requests for them do not wait for each other, because no shared answer
 * will come of waiting.
 */
export class PassMarks {
  private readonly marks = new Map<string, number>();

  constructor(private readonly marksMax = PASS_MARKS_MAX) {}

  mark(target: string, untilMs: number): void {
    this.marks.delete(target);
    if (this.marks.size >= this.marksMax) {
      const oldest = this.marks.keys().next();
      if (!oldest.done) this.marks.delete(oldest.value);
    }
    this.marks.set(target, untilMs);
  }

  has(target: string, nowMs: number): boolean {
    const untilMs = this.marks.get(target);
    if (untilMs === undefined) return false;
    if (nowMs < untilMs) return true;
    this.marks.delete(target);
    return false;
  }

  get size(): number {
    return this.marks.size;
  }
}
