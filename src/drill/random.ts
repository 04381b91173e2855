const LETTERS_AND_DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Numbers that look random and are the same for the same seed (Mulberry32: 32 bits of state, enough for a drill). */
export class SeededRandom {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** 0 (included) to 1 (excluded). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  /** A whole number from 0 to `bound` - 1. */
  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  /** One of `choices`, which must not be empty. */
  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }

  /** One of `choices` by its share; the shares need not add up to 1. */
  weighted<T extends { readonly share: number }>(choices: readonly T[]): T {
    let rest = this.next() * choices.reduce((sum, choice) => sum + choice.share, 0);
    for (const choice of choices) {
      rest -= choice.share;
      if (rest < 0) return choice;
    }
    return choices.at(-1) as T;
  }

  /** The wait for the next event of a Poisson process of `rate`. */
  exponential(rate: number): number {
    return -Math.log(1 - this.next()) / rate;
  }

  /** Log-normal: half of the values lie below `median`; `sigma` is the deviation of the logarithm. */
  logNormal(median: number, sigma: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return median * Math.exp(sigma * radius * Math.cos(2 * Math.PI * this.next()));
  }

  /** Letters and digits. */
  text(length: number): string {
    let text = "";
    for (let index = 0; index < length; index++) text += LETTERS_AND_DIGITS[this.below(62)];
    return text;
  }

  digits(length: number): string {
    let text = "";
    for (let index = 0; index < length; index++) text += this.below(10);
    return text;
  }

  shuffle<T>(items: T[]): T[] {
    for (let index = items.length - 1; index > 0; index--) {
      const other = this.below(index + 1);
      const item = items[index] as T;
      items[index] = items[other] as T;
      items[other] = item;
    }
    return items;
  }
}
