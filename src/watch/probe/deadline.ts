import type { Failure } from "../codes.ts";
import { Failed } from "./outcome.ts";

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
   * Runs a phase whose end is told by callbacks. `onEnd` is called once, whatever happens, and must free all.
   * @throws Failed with `failure` when time is up, prober.fault when the caller gave up
   */
  run<T>(
    failure: Failure,
    start: (settle: (value: T) => void, fail: (error: Failed) => void) => () => void,
    capMs: number = Number.POSITIVE_INFINITY,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let over = false;
      let free: () => void = () => {};
      const end = () => {
        if (over) return false;
        over = true;
        clearTimeout(timer);
        this.#signal?.removeEventListener("abort", aborted);
        queueMicrotask(() => free());
        return true;
      };
      const fail = (error: Failed) => {
        if (end()) reject(error);
      };
      const timer = setTimeout(
        () => fail(new Failed(failure, "no answer in time")),
        Math.min(this.leftMs, capMs),
      );
      const aborted = () => fail(new Failed("prober.fault", "the measurement was given up"));
      if (this.#signal?.aborted) return aborted();
      this.#signal?.addEventListener("abort", aborted, { once: true });
      free = start((value) => {
        if (end()) resolve(value);
      }, fail);
    });
  }
}
