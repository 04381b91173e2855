import type { Act, ActFigures, CitizenKind, DrillResult, Phase } from "./events.ts";
import { LatencyTally } from "./latency-tally.ts";
import type { Encounters } from "./visitor.ts";

const WITHIN_MS = 5_000;
/** A site is well again when, over so many seconds, 95 of 100 acts took less than this. */
const WELL_SECONDS = 3;
const WELL_MS = 1_000;
const WELL_SAMPLES_MIN = 5;

export type Ending = "done" | "wrong" | "refused" | "timed-out" | "broken";
export type CitizenSecond = { done: number; failed: number; waitingPages: number; refusals: number };

type Counters = {
  tried: number;
  within5s: number;
  endings: Record<Ending, number>;
  met: Encounters;
  latency: LatencyTally;
};

/** What citizens tried and got, counted as it happens. Acts belong to the phase in which they began. */
export class CitizenTally {
  /** Acts begun and not ended yet. */
  underWay = 0;
  private readonly counters = new Map<string, Counters>();
  private readonly floodReads = noCounters();
  private readonly seconds = new Map<number, CitizenSecond>();
  /** Durations by second of their start; Infinity for what failed. */
  private readonly reads: number[][] = [];
  private readonly returning: number[][] = [];

  /** `startAt`: when the attack begins, on the clock of performance.now. */
  constructor(
    private readonly startAt: number,
    private readonly phaseAt: (at: number) => Phase,
  ) {}

  add(kind: CitizenKind, act: Act, beganAt: number, ending: Ending, met: Encounters): void {
    const now = performance.now();
    const tookMs = now - beganAt;
    const phase = this.phaseAt(beganAt);
    note(this.of(phase, kind, act), tookMs, ending, met);
    if (phase === "flood" && act === "read") note(this.floodReads, tookMs, ending, met);
    const second = this.second(now);
    if (ending === "done") second.done++;
    else second.failed++;
    second.waitingPages += met.waitingPages;
    second.refusals += met.refusals;
    const sample = ending === "done" ? tookMs : Number.POSITIVE_INFINITY;
    if (act === "read") addSample(this.reads, beganAt - this.startAt, sample);
    if (kind === "returning") addSample(this.returning, beganAt - this.startAt, sample);
  }

  secondAt(second: number): CitizenSecond {
    return this.seconds.get(second) ?? { done: 0, failed: 0, waitingPages: 0, refusals: 0 };
  }

  phases(): DrillResult["phases"] {
    const phases: DrillResult["phases"] = { calm: {}, flood: {}, after: {} };
    for (const [key, counters] of this.counters) {
      const [phase, kind, act] = key.split(" ") as [Phase, CitizenKind, Act];
      const ofKind = phases[phase][kind] ?? {};
      ofKind[act] = figuresOf(counters);
      phases[phase][kind] = ofKind;
    }
    return phases;
  }

  /** Page reads of all people in the flood. */
  floodReadFigures(): ActFigures {
    return figuresOf(this.floodReads);
  }

  readsWellFrom(): number | null {
    return wellFrom(this.reads);
  }

  returningWellFrom(): number | null {
    return wellFrom(this.returning);
  }

  private of(phase: Phase, kind: CitizenKind, act: Act): Counters {
    const key = `${phase} ${kind} ${act}`;
    let counters = this.counters.get(key);
    if (counters === undefined) {
      counters = noCounters();
      this.counters.set(key, counters);
    }
    return counters;
  }

  private second(now: number): CitizenSecond {
    const at = Math.floor((now - this.startAt) / 1000);
    const second = this.secondAt(at);
    this.seconds.set(at, second);
    return second;
  }
}

function noCounters(): Counters {
  const endings = { done: 0, wrong: 0, refused: 0, "timed-out": 0, broken: 0 };
  return {
    tried: 0,
    within5s: 0,
    endings,
    met: { waitingPages: 0, refusals: 0 },
    latency: new LatencyTally(),
  };
}

function note(counters: Counters, tookMs: number, ending: Ending, met: Encounters): void {
  counters.tried++;
  counters.endings[ending]++;
  counters.met.waitingPages += met.waitingPages;
  counters.met.refusals += met.refusals;
  if (ending !== "done") return;
  counters.latency.add(tookMs);
  if (tookMs <= WITHIN_MS) counters.within5s++;
}

function figuresOf({ tried, within5s, endings, met, latency }: Counters): ActFigures {
  return {
    tried,
    done: endings.done,
    within5s,
    wrong: endings.wrong,
    refusedForGood: endings.refused,
    timedOut: endings["timed-out"],
    broken: endings.broken,
    waitingPages: met.waitingPages,
    refusals: met.refusals,
    p50Ms: latency.at(0.5),
    p95Ms: latency.at(0.95),
    p99Ms: latency.at(0.99),
    maxMs: latency.at(1),
  };
}

function addSample(bySecond: number[][], sinceStartMs: number, sample: number): void {
  const second = Math.floor(sinceStartMs / 1000);
  if (second < 0) return;
  while (bySecond.length <= second) bySecond.push([]);
  bySecond[second]?.push(sample);
}

/** The first second from which on 95 of 100 samples of the next seconds are below the bound. */
export function wellFrom(bySecond: readonly (readonly number[])[]): number | null {
  for (let second = 0; second + WELL_SECONDS <= bySecond.length; second++) {
    const samples = bySecond.slice(second, second + WELL_SECONDS).flat();
    if (samples.length < WELL_SAMPLES_MIN) continue;
    const slow = samples.filter((sample) => sample >= WELL_MS).length;
    if (slow <= samples.length * 0.05) return second;
  }
  return null;
}
