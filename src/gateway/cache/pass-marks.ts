import { OldestFirst } from "./oldest-first.ts";

/** Targets that may be marked at once; the oldest mark gives way. */
export const PASS_MARKS_MAX = 10_000;

/**
 * Targets known to be uncacheable for a while: requests for them do not wait for each other, because no shared answer
 * will come of waiting.
 */
export class PassMarks {
  private readonly marks = new OldestFirst<string, number>(PASS_MARKS_MAX);

  mark(target: string, untilMs: number): void {
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
