/** Requests that may wait for a worker; PHP-FPM's usual `listen.backlog` is 511. Beyond it the answer is 502. */
export const BACKLOG_MAX = 511;

const PAGE_MS_MIN = 80;
const PAGE_MS_SPREAD = 91;
const HEAVY_MS_MIN = 200;
const HEAVY_MS_SPREAD = 51;

/** What a dynamic request costs before scaling: 80 to 170 ms a page, 200 to 250 ms a search or a POST; same path, same cost. */
export function costMs(path: string, heavy: boolean): number {
  const hash = fnv1a(path);
  return heavy ? HEAVY_MS_MIN + (hash % HEAVY_MS_SPREAD) : PAGE_MS_MIN + (hash % PAGE_MS_SPREAD);
}

/**
 * A pool of PHP workers: each request holds one worker for its whole cost, others queue in order.
 * As with PHP-FPM, a client that goes away does not give its place back: the work is done all the same.
 */
export class WorkerPool {
  private busyNow = 0;
  private closed = false;
  private heldMost = 0;
  private readonly waiting: Array<(admitted: boolean) => void> = [];

  constructor(
    private workers: number,
    private readonly backlogMax: number = BACKLOG_MAX,
  ) {}

  get inFlight(): number {
    return this.busyNow;
  }

  get queued(): number {
    return this.waiting.length;
  }

  /** Most requests held at once, at work or in line, since this was last asked. */
  takeHeldMost(): number {
    const most = this.heldMost;
    this.heldMost = this.busyNow + this.waiting.length;
    return most;
  }

  /** Another number of workers from now on. Who is at work finishes. */
  resize(workers: number): void {
    this.workers = workers;
    while (this.busyNow < workers) {
      const next = this.waiting.shift();
      if (next === undefined) return;
      this.busyNow++;
      next(true);
    }
  }

  /** Runs `work` after `durationMs` on a worker. Gives undefined when the backlog is full or the pool is closed. */
  async run<T>(durationMs: number, work: () => T): Promise<T | undefined> {
    if (!(await this.enter())) return undefined;
    try {
      if (durationMs > 0) await Bun.sleep(durationMs);
      return work();
    } finally {
      this.leave();
    }
  }

  /** Refuses everybody who waits; who is being served is served. */
  close(): void {
    this.closed = true;
    for (const admit of this.waiting.splice(0)) admit(false);
  }

  private enter(): Promise<boolean> | boolean {
    if (this.closed) return false;
    if (this.busyNow < this.workers) {
      this.busyNow++;
      this.noteHeld();
      return true;
    }
    if (this.waiting.length >= this.backlogMax) return false;
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.noteHeld();
    });
  }

  private noteHeld(): void {
    this.heldMost = Math.max(this.heldMost, this.busyNow + this.waiting.length);
  }

  /** The worker goes straight to the next in line, so `busyNow` only falls when nobody waits or workers were taken away. */
  private leave(): void {
    const next = this.busyNow > this.workers ? undefined : this.waiting.shift();
    if (next === undefined) this.busyNow--;
    else next(true);
  }
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}
