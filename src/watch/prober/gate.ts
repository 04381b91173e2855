/**
 * Places by key (an address, a network), and a line before each in the order of coming. Who leaves hands the place on, so
 * nobody who comes later passes, and whoever waits at one key holds up nobody at another. Keeps only what is in use.
 */
export class Gate {
  readonly #inside = new Map<number, number>();
  readonly #lines = new Map<number, number[]>();
  readonly #limitOf: (key: number) => number;
  #waiting = 0;

  constructor(limitOf: (key: number) => number) {
    this.#limitOf = limitOf;
  }

  get waiting(): number {
    return this.#waiting;
  }

  inside(key: number): number {
    return this.#inside.get(key) ?? 0;
  }

  /** Takes a place past the line and the limit, for who is inside already under another key. */
  take(key: number): void {
    this.#inside.set(key, this.inside(key) + 1);
  }

  /** True: `item` has a place. False: it stands in line, and a later `leave` or `open` gives it back with its place. */
  enter(key: number, item: number): boolean {
    if (this.inside(key) < this.#limitOf(key) && !this.#lines.has(key)) {
      this.take(key);
      return true;
    }
    const line = this.#lines.get(key);
    if (line === undefined) this.#lines.set(key, [item]);
    else line.push(item);
    this.#waiting++;
    return false;
  }

  /** Gives up a place; `go` hears of those who have one now. */
  leave(key: number, go: (item: number) => void): void {
    const left = this.inside(key) - 1;
    if (left > 0) this.#inside.set(key, left);
    else this.#inside.delete(key);
    this.open(key, go);
  }

  /** Lets in whoever fits, for instance after a limit was raised. */
  open(key: number, go: (item: number) => void): void {
    for (;;) {
      const line = this.#lines.get(key);
      if (line === undefined || this.inside(key) >= this.#limitOf(key)) return;
      const item = line.shift() as number;
      if (line.length === 0) this.#lines.delete(key);
      this.#waiting--;
      this.take(key);
      go(item);
    }
  }
}
