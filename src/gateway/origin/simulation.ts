import type { RouteClass, Standing } from "../events.ts";
import { Baselines } from "./baseline.ts";
import { type Entrant, OriginGuard, type Place } from "./guard.ts";

/**
 * For tests: a guard in front of a pool of PHP-like workers, both on one virtual clock, with a seeded source of chance.
 * The pool is the demonstration town's: each request holds a worker for its whole cost, others queue in order.
 */

/** Mulberry32 by Tommy Ettinger: small, seeded, good enough for arrivals and noise. */
export function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Log-normal factors of mean 1: most answers a little faster than usual, a few much slower. */
export function makeNoise(random: () => number, sigma: number): (costMs: number) => number {
  return (costMs) => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return costMs * Math.exp(sigma * normal - (sigma * sigma) / 2);
  };
}

export type Kind = { readonly routeClass: RouteClass; readonly route: string; readonly costMs: number };

/** Pages of 80 to 170 ms, searches and forms of 200 to 250 ms, as the demonstration town has them. */
export const PAGES: readonly Kind[] = Array.from({ length: 30 }, (_, index) => ({
  routeClass: "page",
  route: `GET /page/${index}`,
  costMs: 80 + index * 3,
}));
export const SEARCHES: readonly Kind[] = [{ routeClass: "search", route: "GET /recherche", costMs: 230 }];
export const FORMS: readonly Kind[] = [
  { routeClass: "form", route: "POST /contact", costMs: 205 },
  { routeClass: "form", route: "POST /rendez-vous", costMs: 245 },
];

export type Stream = {
  readonly perSecond: number;
  readonly standing: Standing;
  readonly kinds: readonly Kind[];
  readonly prefixes?: number;
};

/** What a flood of DDoSia's mix asks of the origin when pages are answered from memory. */
export const FLOOD: readonly Stream[] = [
  { perSecond: 120, standing: "anonymous", kinds: SEARCHES, prefixes: 86 },
  { perSecond: 60, standing: "anonymous", kinds: FORMS, prefixes: 86 },
  { perSecond: 20, standing: "anonymous", kinds: PAGES, prefixes: 86 },
];

/** What calm times taught of the kinds above. */
export function calmBaselines(
  sampleMs: (costMs: number) => number = (costMs) => costMs,
  answers = 300,
): Baselines {
  const baselines = new Baselines();
  for (let turn = 0; turn < answers; turn++) {
    for (const kind of [...PAGES, ...SEARCHES, ...FORMS]) {
      baselines.observe(kind.routeClass, kind.route, sampleMs(kind.costMs));
    }
  }
  return baselines;
}

type Job = { costMs: number; kind: Kind; done: () => void };

/** Calls back at its time, in order. */
export class VirtualClock {
  nowMs = 0;
  private readonly due: { atMs: number; turn: number; act: () => void }[] = [];
  private turns = 0;

  at(atMs: number, act: () => void): void {
    const turn = this.turns++;
    let index = this.due.length;
    while (index > 0 && (this.due[index - 1]?.atMs ?? 0) > atMs) index--;
    this.due.splice(index, 0, { atMs, turn, act });
  }

  /** Between two events everything that was promised is settled. */
  async runUntil(untilMs: number): Promise<void> {
    for (;;) {
      const next = this.due[0];
      if (next === undefined || next.atMs > untilMs) break;
      this.due.shift();
      this.nowMs = next.atMs;
      next.act();
      for (let turn = 0; turn < 4; turn++) await Promise.resolve();
    }
    this.nowMs = untilMs;
  }
}

export class Simulation {
  readonly clock = new VirtualClock();
  readonly guard: OriginGuard;
  workers = 8;
  /** Multiplies the cost of what is begun from now on. */
  costFactor = 1;
  /** Searches that may be worked on at once, each still holding its worker while it waits for that. */
  searchesAtOnce = Number.POSITIVE_INFINITY;
  /** Milliseconds of work done, by route class and by standing; how long those let in had waited. */
  workMs = 0;
  readonly workOf: Record<string, number> = {};
  readonly waits: Record<string, number[]> = {};
  refused = 0;
  /** In flight after each event: time, number, limit. */
  readonly trace: { atMs: number; inFlight: number; limit: number }[] = [];
  sampleMs = (costMs: number) => costMs;
  private busy = 0;
  private searching = 0;
  private readonly queue: Job[] = [];
  private readonly searchQueue: Job[] = [];

  constructor(
    readonly random: () => number,
    options: { baselines: Baselines; ceiling?: number; queueMax?: number },
  ) {
    this.guard = new OriginGuard({
      ceiling: options.ceiling ?? 64,
      queueMax: options.queueMax ?? 512,
      waitMs: 10_000,
      baselines: options.baselines,
      now: () => this.clock.nowMs,
    });
    this.guard.setBesieged(true);
    this.sweepLater();
  }

  /** Open loop: arrivals come whatever becomes of those before them, exponentially far apart. */
  flow(stream: Stream, fromMs: number, untilMs: number): void {
    const arrive = (atMs: number) => {
      const nextMs = atMs - (Math.log(1 - this.random()) * 1_000) / stream.perSecond;
      if (nextMs >= untilMs) return;
      this.clock.at(nextMs, () => {
        const kind = stream.kinds[Math.floor(this.random() * stream.kinds.length)];
        const prefix = Math.floor(this.random() * (stream.prefixes ?? 20));
        if (kind !== undefined)
          this.ask(kind, { ...kind, standing: stream.standing, prefix: `10.0.${prefix}.0/24` });
        arrive(nextMs);
      });
    };
    arrive(fromMs);
  }

  ask(kind: Kind, entrant: Entrant): void {
    const askedMs = this.clock.nowMs;
    this.guard.acquire(entrant).then(
      (place) => {
        const waits = this.waits[entrant.standing] ?? [];
        this.waits[entrant.standing] = waits;
        waits.push(this.clock.nowMs - askedMs);
        this.serve(kind, entrant, place);
      },
      () => {
        this.refused++;
      },
    );
  }

  /** The largest in flight, the means of in flight and limit over time, and the work a millisecond. */
  between(fromMs: number, untilMs: number): { most: number; mean: number; limitMost: number } {
    let most = 0;
    let limitMost = 0;
    let area = 0;
    for (let index = 0; index < this.trace.length; index++) {
      const one = this.trace[index];
      if (one === undefined || one.atMs < fromMs || one.atMs >= untilMs) continue;
      most = Math.max(most, one.inFlight);
      limitMost = Math.max(limitMost, one.limit);
      area += one.inFlight * (Math.min(this.trace[index + 1]?.atMs ?? untilMs, untilMs) - one.atMs);
    }
    return { most, limitMost, mean: area / (untilMs - fromMs) };
  }

  /** Time from `fromMs` after which the limit stays within `least` and `most` until `untilMs`. */
  settledAfter(fromMs: number, untilMs: number, least: number, most: number): number {
    let settledMs = fromMs;
    for (const one of this.trace) {
      if (one.atMs < fromMs || one.atMs >= untilMs) continue;
      if (one.limit < least || one.limit > most) settledMs = one.atMs;
    }
    return settledMs - fromMs;
  }

  private serve(kind: Kind, entrant: Entrant, place: Place): void {
    const enteredMs = this.clock.nowMs;
    const costMs = this.sampleMs(kind.costMs) * this.costFactor;
    this.note();
    const done = () => {
      this.workMs += costMs;
      for (const name of [kind.routeClass, entrant.standing]) {
        this.workOf[name] = (this.workOf[name] ?? 0) + costMs;
      }
      place.answered(this.clock.nowMs - enteredMs, 200);
      place.release();
      this.note();
    };
    this.queue.push({ costMs, kind, done });
    this.begin();
  }

  private begin(): void {
    while (this.busy < this.workers) {
      const job = this.queue.shift();
      if (job === undefined) return;
      this.busy++;
      if (job.kind.routeClass === "search" && this.searching >= this.searchesAtOnce)
        this.searchQueue.push(job);
      else this.work(job);
    }
  }

  private work(job: Job): void {
    const isSearch = job.kind.routeClass === "search";
    if (isSearch) this.searching++;
    this.clock.at(this.clock.nowMs + job.costMs, () => {
      this.busy--;
      if (isSearch) {
        this.searching--;
        const next = this.searchQueue.shift();
        if (next !== undefined) this.work(next);
      }
      job.done();
      this.begin();
    });
  }

  private note(): void {
    this.trace.push({ atMs: this.clock.nowMs, inFlight: this.guard.inFlight, limit: this.guard.limit });
  }

  private sweepLater(): void {
    this.clock.at(this.clock.nowMs + 50, () => {
      this.guard.sweep();
      this.sweepLater();
    });
  }
}
