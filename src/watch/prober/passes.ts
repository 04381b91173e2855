/** How long it takes until every site was asked once, over and over. */
export class Passes {
  /** The pass in which each site was asked last, 0 for none. */
  readonly #askedIn: Uint8Array;
  #pass = 1;
  #beganAtMs: number | undefined;
  #asked = 0;
  #lastMs: number | null = null;

  constructor(placesMax: number) {
    this.#askedIn = new Uint8Array(placesMax);
  }

  /** What the last whole pass took, in ms; null before the first. */
  get lastMs(): number | null {
    return this.#lastMs;
  }

  /** The site at this place is asked; `sites` is how many there are. */
  count(place: number, sites: number, nowMs: number): void {
    if (this.#askedIn[place] === this.#pass) return;
    this.#askedIn[place] = this.#pass;
    this.#beganAtMs ??= nowMs;
    if (++this.#asked < sites) return;
    this.#lastMs = nowMs - this.#beganAtMs;
    this.#beganAtMs = undefined;
    this.#asked = 0;
    this.#pass = this.#pass === 255 ? 1 : this.#pass + 1;
  }

  /** The place belongs to no site any more, or to a new one. */
  forget(place: number): void {
    if (this.#askedIn[place] === this.#pass) this.#asked--;
    this.#askedIn[place] = 0;
  }
}
