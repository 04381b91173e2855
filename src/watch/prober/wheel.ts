/** Width of a slot, in ms: how exact a moment is kept. */
export const SLOT_MS = 100;
/** One turn is 410 s, a little more than the usual interval: few items are met before their turn. */
const SLOTS = 4_096;
const NONE = -1;

/**
 * A timing wheel: each item (a small whole number) has at most one moment, in ms of any clock that never goes back. Setting,
 * taking out and coming due cost the same whether there are ten items or sixty thousand, and one timer drives them all.
 */
export class Wheel {
  /** First and last item of each slot, in the order of setting. */
  readonly #first = new Int32Array(SLOTS).fill(NONE);
  readonly #last = new Int32Array(SLOTS).fill(NONE);
  readonly #next: Int32Array;
  readonly #before: Int32Array;
  /** Slot an item is in, or NONE. */
  readonly #slot: Int32Array;
  readonly #at: Float64Array;
  #nowMs: number;
  #size = 0;

  /** Items are 0 to `itemsMax` - 1. */
  constructor(nowMs: number, itemsMax: number) {
    this.#nowMs = nowMs;
    this.#next = new Int32Array(itemsMax);
    this.#before = new Int32Array(itemsMax);
    this.#slot = new Int32Array(itemsMax).fill(NONE);
    this.#at = new Float64Array(itemsMax);
  }

  get size(): number {
    return this.#size;
  }

  has(item: number): boolean {
    return (this.#slot[item] ?? NONE) !== NONE;
  }

  /** When the item comes due; meaningless when it has no moment. */
  at(item: number): number {
    return this.#at[item] ?? 0;
  }

  /** Gives the item its moment, in place of an earlier one. A moment that is past comes due at once. */
  set(item: number, atMs: number): void {
    this.delete(item);
    const slot = Math.floor(Math.max(atMs, this.#nowMs) / SLOT_MS) % SLOTS;
    this.#at[item] = atMs;
    this.#slot[item] = slot;
    this.#next[item] = NONE;
    const last = this.#last[slot] as number;
    this.#before[item] = last;
    if (last === NONE) this.#first[slot] = item;
    else this.#next[last] = item;
    this.#last[slot] = item;
    this.#size++;
  }

  delete(item: number): void {
    const slot = this.#slot[item] ?? NONE;
    if (slot === NONE) return;
    const before = this.#before[item] as number;
    const next = this.#next[item] as number;
    if (before === NONE) this.#first[slot] = next;
    else this.#next[before] = next;
    if (next === NONE) this.#last[slot] = before;
    else this.#before[next] = before;
    this.#slot[item] = NONE;
    this.#size--;
  }

  /** Takes out every item whose moment has come, slot by slot, then hands each to `take`, which may set and delete as it likes. */
  advance(nowMs: number, take: (item: number, atMs: number) => void): void {
    const from = Math.floor(this.#nowMs / SLOT_MS);
    const to = Math.floor(nowMs / SLOT_MS);
    if (nowMs > this.#nowMs) this.#nowMs = nowMs;
    if (this.#size === 0) return;
    const due: number[] = [];
    for (let turn = from; turn <= Math.min(to, from + SLOTS - 1); turn++) {
      for (let item = this.#first[turn % SLOTS] as number; item !== NONE; item = this.#next[item] as number) {
        if ((this.#at[item] as number) <= nowMs) due.push(item);
      }
    }
    for (const item of due) this.delete(item);
    for (const item of due) take(item, this.#at[item] as number);
  }
}
