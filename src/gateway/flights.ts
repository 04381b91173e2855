/**
 * One request to the origin per missing key, however many ask for it. The first asker leads; the others wait for
 * what the leader brings. Waiting is bounded in number and time, so that a slow origin cannot pile up memory.
 */

/** What a leader brings home for those who wait. */
export type Landing<T> =
  /** The answer may be shared: here it is. */
  | { shared: T }
  /** It may not be shared: everybody asks for themselves. */
  | { shared: undefined };

export type Flight<T> = {
  /** Resolves when the leader lands. Never rejects. */
  readonly landing: Promise<Landing<T>>;
  land(landing: Landing<T>): void;
};

export const WAITERS_MAX = 20_000;

export class Flights<T> {
  private readonly flights = new Map<string, Flight<T>>();
  private waiters = 0;

  constructor(private readonly waitMs: number) {}

  get waiting(): number {
    return this.waiters;
  }

  /** Undefined when somebody already leads for this key: then `join` it. */
  lead(key: string): Flight<T> | undefined {
    if (this.flights.has(key)) return undefined;
    const { promise, resolve } = Promise.withResolvers<Landing<T>>();
    const flight: Flight<T> = {
      landing: promise,
      land: (landing) => {
        if (this.flights.get(key) === flight) this.flights.delete(key);
        resolve(landing);
      },
    };
    this.flights.set(key, flight);
    return flight;
  }

  /** What the leader brings; "late" when it takes too long or too many wait already; undefined when nobody leads. */
  join(key: string): Promise<Landing<T> | "late"> | undefined {
    const flight = this.flights.get(key);
    if (flight === undefined) return undefined;
    if (this.waiters >= WAITERS_MAX) return Promise.resolve("late");
    this.waiters++;
    let timer: Timer | undefined;
    const tooLate = new Promise<"late">((resolve) => {
      timer = setTimeout(() => resolve("late"), this.waitMs);
    });
    return Promise.race([flight.landing, tooLate]).finally(() => {
      clearTimeout(timer);
      this.waiters--;
    });
  }
}
