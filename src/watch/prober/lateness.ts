/** Width of a step, in ms, and number of steps: what is later than 60 s counts as 60 s. */
const STEP_MS = 100;
const STEPS = 600;
/** How long a half of what is remembered lasts. */
const HALF_MS = 60_000;

/** How late rounds began: the last one to two minutes, in two halves that take turns. */
export class Lateness {
  #now = new Uint32Array(STEPS + 1);
  #before = new Uint32Array(STEPS + 1);
  #turnAtMs = 0;

  add(lateMs: number, nowMs: number): void {
    this.#turn(nowMs);
    const step = Math.min(STEPS, Math.max(0, Math.floor(lateMs / STEP_MS)));
    this.#now[step] = (this.#now[step] as number) + 1;
  }

  /** What 99 of 100 stay below, in ms, as exact as a step; 0 when nothing began. */
  p99Ms(nowMs: number): number {
    this.#turn(nowMs);
    let all = 0;
    for (let step = 0; step <= STEPS; step++) all += this.#at(step);
    let left = Math.floor(all / 100);
    for (let step = STEPS; step >= 0; step--) {
      const here = this.#at(step);
      if (here > left) return (step + 1) * STEP_MS;
      left -= here;
    }
    return 0;
  }

  #at(step: number): number {
    return (this.#now[step] as number) + (this.#before[step] as number);
  }

  #turn(nowMs: number): void {
    if (nowMs - this.#turnAtMs < HALF_MS) return;
    const isOld = nowMs - this.#turnAtMs >= 2 * HALF_MS;
    [this.#now, this.#before] = [this.#before, this.#now];
    this.#now.fill(0);
    if (isOld) this.#before.fill(0);
    this.#turnAtMs = nowMs;
  }
}
