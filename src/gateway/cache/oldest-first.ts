/**
 * A map of at most `most` entries in the order of their last `set`; when it is full the oldest gives way.
 *
 * It keeps one iterator for finding the oldest key: a new one walks over all deleted keys before it reaches the first
 * live one, which under a flood costs more than everything else.
 */
export class OldestFirst<K, V> {
  private readonly map = new Map<K, V>();
  private walk: Iterator<K> = this.map.keys();

  constructor(readonly most: number) {}

  get size(): number {
    return this.map.size;
  }

  get(key: K): V | undefined {
    return this.map.get(key);
  }

  has(key: K): boolean {
    return this.map.has(key);
  }

  /** Sets the value and makes the key the newest. */
  set(key: K, value: V): void {
    if (!this.map.delete(key) && this.map.size >= this.most) this.dropOldest();
    this.map.set(key, value);
  }

  delete(key: K): boolean {
    return this.map.delete(key);
  }

  /** Oldest first. */
  [Symbol.iterator](): IterableIterator<[K, V]> {
    return this.map.entries();
  }

  private dropOldest(): void {
    let oldest = this.walk.next();
    if (oldest.done) {
      this.walk = this.map.keys();
      oldest = this.walk.next();
    }
    if (!oldest.done) this.map.delete(oldest.value);
  }
}
