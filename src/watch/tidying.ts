import { heapSize } from "bun:jsc";

/** More than was in use after the last clearing, in bytes. */
export const UNUSED_BYTES_MAX = 32 * 1024 * 1024;

/**
 * Clears away what is no longer used once there is much of it. Left to itself the runtime does so at twice of what was in use
 * once, a list that was taken in included, and on a busy machine much later. Costs some tens of ms in which nothing else is
 * done, every few minutes.
 */
export class Tidying {
  readonly #bytes: () => number;
  readonly #clear: () => void;
  #usedBytes: number;

  constructor(bytes: () => number = heapSize, clear: () => void = () => Bun.gc(true)) {
    this.#bytes = bytes;
    this.#clear = clear;
    this.#usedBytes = bytes();
  }

  /** To be called every few seconds. */
  look(): void {
    const bytes = this.#bytes();
    this.#usedBytes = Math.min(this.#usedBytes, bytes);
    if (bytes - this.#usedBytes <= UNUSED_BYTES_MAX) return;
    this.#clear();
    this.#usedBytes = this.#bytes();
  }
}
