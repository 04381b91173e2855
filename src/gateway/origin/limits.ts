import { Gradient, type Latency } from "./gradient.ts";

/** Fewest places of the origin as a whole, with which one starts, and fewest of one route class. */
export const WHOLE_FLOOR = 2;
export const WHOLE_START = 4;
export const CLASS_FLOOR = 1;
/** How fast it is forgotten how slow a class was: to 1/e in this time. */
const RECENT_MS = 1_500;
/** Answers of the recent past below which nothing is said about a class. */
const RECENT_MIN = 3;
/** A class is slow by itself only beyond this factor: what all wait alike weighs more on cheap requests. */
const APART_ABOVE = 1.25;
/** And only after it has been so for so long: while something changes, cheap requests tell of it first. */
const APART_AFTER_MS = 1_500;
/** Its own limit goes on being looked for so much longer, because once found it hides the slowness. */
const APART_KEPT_MS = 10_000;
/** Failures of one class are the origin's only if the others fail too, in more than this share. */
const OTHERS_FAIL_SHARE = 0.1;

/** One answer as the whole sees it, and the two figures that its own class sees otherwise. */
export type ClassLatency = Latency & {
  readonly classIndex: number;
  readonly inFlightOfClass: number;
  readonly pressedOfClass: boolean;
};

/** What lately came of one class: latencies, what was expected, and failures, all fading. */
class Recent {
  private latencyMs = 0;
  private expectedMs = 0;
  private samples = 0;
  private failures = 0;
  private atMs = 0;

  add(latencyMs: number, expectedMs: number, nowMs: number): void {
    this.fade(nowMs);
    this.latencyMs += latencyMs;
    this.expectedMs += expectedMs;
    this.samples++;
  }

  addFailure(nowMs: number): void {
    this.fade(nowMs);
    this.failures++;
  }

  fade(nowMs: number): void {
    const share = Math.exp((this.atMs - nowMs) / RECENT_MS);
    this.failures *= share;
    this.latencyMs *= share;
    this.expectedMs *= share;
    this.samples *= share;
    this.atMs = nowMs;
  }

  /** Latencies in parts of what was expected; undefined when too little came. */
  get ratio(): number | undefined {
    return this.samples < RECENT_MIN ? undefined : this.latencyMs / this.expectedMs;
  }

  static ratioOfAll(all: readonly Recent[]): number | undefined {
    const sum = new Recent();
    for (const one of all) {
      sum.latencyMs += one.latencyMs;
      sum.expectedMs += one.expectedMs;
      sum.samples += one.samples;
    }
    return sum.ratio;
  }

  /** Share of failures among what came of all classes but one; undefined when too little came. */
  static failureShare(all: readonly Recent[], except: number): number | undefined {
    let samples = 0;
    let failures = 0;
    for (let index = 0; index < all.length; index++) {
      const one = all[index];
      if (one === undefined || index === except) continue;
      samples += one.samples;
      failures += one.failures;
    }
    return samples + failures < RECENT_MIN ? undefined : failures / (samples + failures);
  }
}

/**
 * One limit for the origin as a whole and one for each route class. What slows all classes alike is the origin's and
 * moves the limit of the whole; what slows one class more than the others is that class's own backend and moves the
 * limit of the class. A class that is alone is not told apart from the whole, so its own limit stays out of the way.
 */
export class OriginLimits {
  readonly whole: Gradient;
  readonly classes: readonly Gradient[];
  private readonly recent: readonly Recent[];
  /** Since when a class is slower than the others, and until when it is held to be so. */
  private readonly apartSinceMs: (number | undefined)[] = [];
  private readonly apartUntilMs: number[] = [];

  constructor(classCount: number, ceiling: number, nothingKnown: boolean) {
    // With no baseline the first answers must be such that waited for nobody, so it begins as low as it can.
    const start = nothingKnown ? WHOLE_FLOOR : WHOLE_START;
    this.whole = new Gradient({ floor: Math.min(WHOLE_FLOOR, ceiling), start, ceiling });
    this.classes = Array.from(
      { length: classCount },
      () => new Gradient({ floor: CLASS_FLOOR, start: ceiling, ceiling }),
    );
    this.recent = this.classes.map(() => new Recent());
  }

  /** Latencies of late in parts of what was expected; 1 when nothing is known. */
  get ratio(): number {
    return Recent.ratioOfAll(this.recent) ?? 1;
  }

  answered(one: ClassLatency, nowMs: number): void {
    const { classIndex } = one;
    for (const recent of this.recent) recent.fade(nowMs);
    this.recent[classIndex]?.add(one.latencyMs, one.expectedMs, nowMs);
    const own = this.recent[classIndex]?.ratio;
    const common = this.commonRatio(classIndex);
    const apart = own !== undefined && common !== undefined ? own / common : 1;
    const told = common !== undefined && this.toldApart(classIndex, apart, nowMs);
    const excess = told && apart > APART_ABOVE ? apart : 1;
    this.whole.answered({ ...one, expectedMs: one.expectedMs * excess }, nowMs);
    this.classes[classIndex]?.answered(
      {
        ...one,
        expectedMs: told ? one.expectedMs * common : one.latencyMs,
        inFlight: one.inFlightOfClass,
        pressed: one.pressedOfClass,
      },
      nowMs,
    );
  }

  /** What slows all alike: the least slow of the other classes, and at least the slowness that the floor has shown. */
  private commonRatio(exceptIndex: number): number | undefined {
    let least: number | undefined;
    for (let index = 0; index < this.recent.length; index++) {
      const ratio = index === exceptIndex ? undefined : this.recent[index]?.ratio;
      if (ratio !== undefined && (least === undefined || ratio < least)) least = ratio;
    }
    return least === undefined ? undefined : Math.max(least, this.whole.slowness);
  }

  private toldApart(classIndex: number, apart: number, nowMs: number): boolean {
    if (apart <= APART_ABOVE) this.apartSinceMs[classIndex] = undefined;
    else {
      const sinceMs = this.apartSinceMs[classIndex] ?? nowMs;
      this.apartSinceMs[classIndex] = sinceMs;
      if (nowMs - sinceMs >= APART_AFTER_MS) this.apartUntilMs[classIndex] = nowMs + APART_KEPT_MS;
    }
    return nowMs < (this.apartUntilMs[classIndex] ?? 0);
  }

  failed(classIndex: number, nowMs: number): void {
    for (const recent of this.recent) recent.fade(nowMs);
    this.recent[classIndex]?.addFailure(nowMs);
    this.classes[classIndex]?.failed(nowMs);
    const others = Recent.failureShare(this.recent, classIndex);
    if (others === undefined || others > OTHERS_FAIL_SHARE) this.whole.failed(nowMs);
  }
}
