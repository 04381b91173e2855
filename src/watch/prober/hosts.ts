/** One round of a host begins at most this often, in ms; a round's own further attempts have their moments. */
export const HOST_GAP_MS = 10_000;
/** Longest time that a host may ask to be left alone. */
export const QUIET_MS_MAX = 3_600_000;

/** When each host may be asked: one thing at a time, with pauses, and not while it asked to be left alone (Retry-After). */
export class Hosts {
  readonly #freeAt: Float64Array;
  readonly #quietUntil: Float64Array;

  constructor(hostsMax: number) {
    this.#freeAt = new Float64Array(hostsMax);
    this.#quietUntil = new Float64Array(hostsMax);
  }

  /** Takes the host's next free moment and gives it: `nowMs`, or one to come. Several sites of a host stand in order. */
  book(host: number, nowMs: number): number {
    const at = Math.max(this.#freeAt[host] as number, nowMs);
    this.#freeAt[host] = at + HOST_GAP_MS;
    return at;
  }

  /** It asked not to be asked for so long. */
  quieten(host: number, retryAfterMs: number, nowMs: number): void {
    const until = nowMs + Math.min(retryAfterMs, QUIET_MS_MAX);
    this.#quietUntil[host] = Math.max(this.#quietUntil[host] as number, until);
  }

  /** Until when it is not to be asked; 0 or a moment that is past when it may be. */
  quietUntil(host: number): number {
    return this.#quietUntil[host] as number;
  }

  forget(host: number): void {
    this.#freeAt[host] = 0;
    this.#quietUntil[host] = 0;
  }
}
