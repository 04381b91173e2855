import type { Failure } from "../codes.ts";
import { Failed } from "./outcome.ts";

/**
 * A timer that rings later than this, in ms, tells of a machine that was too busy to listen: what had come meanwhile was not
 * read, and nothing can be said of the other side.
 */
export const LATE_MS_MAX = 500;
/** Before time is called up, what has already come is read, in ms. */
const LAST_LOOK_MS = 10;

/** One deadline over all phases of an attempt; the phase it falls into names the failure. */
export class Deadline {
  readonly #endsAt: number;
  readonly #signal: AbortSignal | undefined;

  constructor(timeoutMs: number, signal?: AbortSignal) {
    this.#endsAt = performance.now() + timeoutMs;
    this.#signal = signal;
  }

  /** What is left, in ms, never negative. */
  get leftMs(): number {
    return Math.max(0, this.#endsAt - performance.now());
  }

  /**
   * Runs a phase whose end is told by callbacks: `start` gets them and gives what frees all, which is called once, whatever
   * happens.
   * @throws Failed with `failure` when time is up, prober.fault when the caller gave up or this machine was late
   */
  run<T>(
    failure: Failure,
    start: (settle: (value: T) => void, fail: (error: Failed) => void) => () => void,
    capMs: number = Number.POSITIVE_INFINITY,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let over = false;
      let free = (): void => {};
      let timer: ReturnType<typeof setTimeout>;
      const end = () => {
        if (over) return false;
        over = true;
        clearTimeout(timer);
        this.#signal?.removeEventListener("abort", aborted);
        // `start` may end at once, before it has given what frees.
        queueMicrotask(() => free());
        return true;
      };
      const fail = (error: Failed) => {
        if (end()) reject(error);
      };
      const aborted = () => fail(new Failed("prober.fault", "the measurement was given up"));
      const dueAt = performance.now() + Math.min(this.leftMs, capMs);
      const ring = () => {
        const lateMs = performance.now() - dueAt;
        const isLate = lateMs > LATE_MS_MAX;
        const what = `this machine was late by ${Math.round(lateMs)} ms`;
        const failed = isLate ? new Failed("prober.fault", what) : new Failed(failure, "no answer in time");
        timer = setTimeout(() => fail(failed), LAST_LOOK_MS);
      };
      timer = setTimeout(ring, Math.max(0, dueAt - performance.now()));
      if (this.#signal?.aborted) {
        aborted();
        return;
      }
      this.#signal?.addEventListener("abort", aborted, { once: true });
      free = start((value) => {
        if (end()) resolve(value);
      }, fail);
    });
  }
}
