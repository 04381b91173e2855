import { OriginFailure } from "./exchange.ts";

/** Gives back the place at the origin. Calling it twice does no harm. */
export type Release = () => void;

type Waiting = { admit: (release: Release) => void; refuse: (failure: OriginFailure) => void; timer: Timer };

/**
 * How many requests may be at the origin at once. The rest wait in line, at most `queueMax` of them and at most
 * `waitMs` each; who cannot be served gets an OriginFailure "busy".
 */
export class OriginLimit {
  private inFlightNow = 0;
  private readonly line = new Set<Waiting>();

  constructor(
    private max: number,
    private readonly queueMax: number,
    private waitMs: number,
  ) {}

  get inFlight(): number {
    return this.inFlightNow;
  }
  get queued(): number {
    return this.line.size;
  }
  get full(): boolean {
    return this.inFlightNow >= this.max;
  }

  /** Narrows or widens the door, for instance to one probe at a time while the origin is gone. */
  adjust(max: number, waitMs: number): void {
    this.max = max;
    this.waitMs = waitMs;
    while (!this.full && this.line.size > 0) this.admitNext();
  }

  acquire(): Promise<Release> {
    if (!this.full) return Promise.resolve(this.enter());
    if (this.line.size >= this.queueMax) {
      return Promise.reject(new OriginFailure("busy", "the origin is busy and the line is full"));
    }
    return new Promise((admit, refuse) => {
      const waiting: Waiting = { admit, refuse, timer: setTimeout(() => this.giveUp(waiting), this.waitMs) };
      this.line.add(waiting);
    });
  }

  private enter(): Release {
    this.inFlightNow++;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.inFlightNow--;
      if (!this.full && this.line.size > 0) this.admitNext();
    };
  }

  private admitNext(): void {
    for (const waiting of this.line) {
      this.line.delete(waiting);
      clearTimeout(waiting.timer);
      waiting.admit(this.enter());
      return;
    }
  }

  private giveUp(waiting: Waiting): void {
    this.line.delete(waiting);
    waiting.refuse(new OriginFailure("busy", `no place at the origin within ${this.waitMs} ms`));
  }
}
