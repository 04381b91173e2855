import type { PlanSite } from "../../exchange.ts";
import type { Attempt, Round, Target } from "../../measure.ts";
import { TICK_MS } from "../lost-time.ts";
import { Scheduler, type SchedulerNeeds } from "../scheduler.ts";

/** What the stand-in of a site answers: after how long, and what. */
export type Answer = { afterMs: number } & Partial<Attempt>;
export type Start = { site: number; attempt: number; atMs: number };

const START_MS = Date.parse("2026-01-05T09:00:00Z");

/** A scheduler in a time that only `run` moves on: hours of tens of thousands of sites in seconds. */
export class Simulation {
  readonly starts: Start[] = [];
  readonly rounds: Round[] = [];
  readonly starved: number[] = [];
  readonly inFlight = new Set<number>();
  /** Most attempts at once, ever. */
  inFlightMax = 0;
  /** Ms since the simulation began. */
  nowMs = 0;
  readonly scheduler: Scheduler;
  /** What ends when, by its moment; moments are whole ms. */
  readonly #ends = new Map<number, Array<() => void>>();

  constructor(
    readonly answer: (target: Target, attempt: number, atMs: number) => Answer,
    needs: Partial<SchedulerNeeds> = {},
  ) {
    this.scheduler = new Scheduler({
      clock: { now: () => START_MS + this.nowMs },
      monotonicMs: () => this.nowMs,
      ask: (target, attempt, done) => this.#ask(target, attempt, done),
      onRound: (round) => this.rounds.push(round),
      onStarved: (ms) => this.starved.push(ms),
      seed: 7,
      ...needs,
    });
  }

  /** Moves time on, with a turn every TICK_MS. */
  run(forMs: number): void {
    const until = this.nowMs + forMs;
    while (this.nowMs < until) {
      this.#pass(Math.min(TICK_MS - (this.nowMs % TICK_MS), until - this.nowMs));
      if (this.nowMs % TICK_MS === 0) this.scheduler.turn();
    }
  }

  /** Time goes by and nobody turns the wheel; what ended meanwhile is told at the end. */
  standStill(forMs: number): void {
    const missed = [...this.#ends].filter(([at]) => at <= this.nowMs + forMs).sort(([a], [b]) => a - b);
    this.nowMs += forMs;
    for (const [at, ends] of missed) {
      this.#ends.delete(at);
      for (const end of ends) end();
    }
  }

  startsOf(site: number): Start[] {
    return this.starts.filter((start) => start.site === site);
  }

  #pass(forMs: number): void {
    for (let step = 1; step <= forMs; step++) {
      this.nowMs++;
      const ends = this.#ends.get(this.nowMs);
      if (ends === undefined) continue;
      this.#ends.delete(this.nowMs);
      for (const end of ends) end();
    }
  }

  #ask(target: Target, attempt: number, done: (attempt: Attempt) => void): void {
    this.starts.push({ site: target.site, attempt, atMs: this.nowMs });
    this.inFlight.add(target.site);
    this.inFlightMax = Math.max(this.inFlightMax, this.inFlight.size);
    const at = START_MS + this.nowMs;
    const { afterMs, ...told } = this.answer(target, attempt, this.nowMs);
    const endsAt = this.nowMs + Math.max(1, Math.round(afterMs));
    const ends = this.#ends.get(endsAt) ?? [];
    this.#ends.set(endsAt, ends);
    ends.push(() => {
      this.inFlight.delete(target.site);
      done({ at, failure: "ok", protection: "none", content: "same", totalMs: afterMs, ...told });
    });
  }
}

/** Sites 1 to `count`, each of a host of its own. */
export function plan(count: number, everyMs = 300_000, url = (site: number) => `https://site-${site}.test/`) {
  return Array.from({ length: count }, (_, index): PlanSite => [index + 1, 0, url(index + 1), everyMs, 0, 0]);
}
