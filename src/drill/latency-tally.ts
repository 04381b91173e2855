/** Steps of a factor of two: a quantile is right to 100 / STEPS_PER_DOUBLING percent or better. */
const STEPS_PER_DOUBLING = 32;
const LEAST_MS = 0.01;
const MOST_MS = 600_000;
const STEPS = Math.ceil(Math.log2(MOST_MS / LEAST_MS) * STEPS_PER_DOUBLING) + 1;

/** Quantiles of any number of times in memory of a fixed size (a histogram of logarithms). */
export class LatencyTally {
  private readonly steps = new Uint32Array(STEPS);
  private count = 0;
  private max = 0;

  add(ms: number): void {
    const step = ms <= LEAST_MS ? 0 : Math.ceil(Math.log2(ms / LEAST_MS) * STEPS_PER_DOUBLING);
    this.steps[Math.min(STEPS - 1, step)] = (this.steps[Math.min(STEPS - 1, step)] as number) + 1;
    this.count++;
    if (ms > this.max) this.max = ms;
  }

  get size(): number {
    return this.count;
  }

  /** The time under which `share` (0..1) of all lie, in ms, at most 2.2 % too high; null when there are none. */
  at(share: number): number | null {
    if (this.count === 0) return null;
    if (share >= 1) return this.max;
    let rest = Math.ceil(share * this.count);
    for (let step = 0; step < STEPS - 1; step++) {
      rest -= this.steps[step] as number;
      if (rest <= 0) return Math.min(this.max, LEAST_MS * 2 ** (step / STEPS_PER_DOUBLING));
    }
    return this.max;
  }
}
