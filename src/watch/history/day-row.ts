import { ByteReader, ByteWriter } from "./bytes.ts";
import { outcomeOf } from "./code.ts";

/**
 * A day of one site as one vantage point saw it, in some fifty bytes: runs of rounds that said the same, the spread of the
 * answer's time, and what each phase usually took. Times are whole seconds of the day (UTC).
 *
 * A run keeps its first and its last round to the second and spreads those between evenly, which is how they were asked.
 * Where the distance from one round to the next changes much, a new run begins, so that a pause stays a pause.
 */

export type Run = {
  readonly code: number;
  /** Second of the first round, and of the last. */
  firstS: number;
  lastS: number;
  rounds: number;
  /** Usual time of the answer, as timeByte tells it. */
  time: number;
};

export const PHASES_KEPT = 4;
/** Half an octave of the answer's time each. */
export const SPREAD_BUCKETS = 32;

export type DayRow = {
  /** By their first round. */
  runs: Run[];
  /** How many rounds took how long: bucket = timeByte >> 3. */
  spread: Uint32Array;
  /** Usual time of DNS, TCP, TLS and first byte, as timeByte tells it; 0 when never reached. */
  phases: number[];
};

/** One round on its way into a row. `times`: dns, tcp, tls, first byte, total, as timeByte tells them. */
export type KeptRound = { readonly atMs: number; readonly code: number; readonly times: readonly number[] };

export const DAY_MS = 86_400_000;
const VERSION = 1;
/** Runs of one row: a site whose word changes at every round, asked every 30 s. Further rounds are counted in the last. */
export const RUNS_MAX = 2_880;
/** Rounds of one row that are believed, whatever a damaged row says: one a second. */
const ROUNDS_MAX = 86_400;
/** A distance within these bounds of the run's usual one is the same pace. */
const SAME_PACE_MIN = 0.5;
const SAME_PACE_MAX = 1.8;

export const emptyDay = (): DayRow => ({
  runs: [],
  spread: new Uint32Array(SPREAD_BUCKETS),
  phases: [0, 0, 0, 0],
});

/** Adds rounds of this day, oldest first. Late ones find their place as runs of their own. */
export function addRounds(row: DayRow, rounds: readonly KeptRound[], dayMs: number): void {
  let disorder = false;
  for (const { atMs, code, times } of rounds) {
    const second = Math.min(86_399, Math.max(0, Math.floor((atMs - dayMs) / 1000)));
    const total = times[PHASES_KEPT] ?? 0;
    const seen = countOf(row);
    row.spread[total >> 3] = (row.spread[total >> 3] ?? 0) + 1;
    for (let phase = 0; phase < PHASES_KEPT; phase++) {
      const time = times[phase] ?? 0;
      const usual = row.phases[phase] ?? 0;
      if (time !== 0) row.phases[phase] = usual === 0 ? time : mean(usual, seen, time);
    }
    const last = row.runs.at(-1);
    if (last !== undefined && (continues(last, code, second) || row.runs.length >= RUNS_MAX)) {
      last.time = mean(last.time, last.rounds, total);
      last.lastS = Math.max(last.lastS, second);
      last.rounds += 1;
    } else {
      disorder ||= last !== undefined && second < last.firstS;
      row.runs.push({ code, firstS: second, lastS: second, rounds: 1, time: total });
    }
  }
  if (disorder) row.runs.sort((a, b) => a.firstS - b.firstS);
}

function continues(run: Run, code: number, second: number): boolean {
  const gap = second - run.lastS;
  if (run.code !== code || gap < 0) return false;
  if (run.rounds === 1) return gap <= PACE_S_MAX;
  const pace = (run.lastS - run.firstS) / (run.rounds - 1);
  return gap >= pace * SAME_PACE_MIN && gap <= pace * SAME_PACE_MAX + 1;
}
/** The slowest pace is one round in ten minutes: after a longer silence another run begins. */
const PACE_S_MAX = 600;

const mean = (usual: number, weight: number, more: number): number =>
  Math.round((usual * weight + more) / (weight + 1));

const countOf = (row: DayRow): number => row.spread.reduce((sum, one) => sum + one, 0);

const writer = new ByteWriter();

export function encodeDay(row: DayRow): Uint8Array {
  writer.byte(VERSION);
  writer.whole(row.runs.length);
  let before = 0;
  for (const run of row.runs) {
    writer.whole(run.code);
    writer.signed(run.firstS - before);
    writer.whole(run.rounds);
    if (run.rounds > 1) writer.whole(run.lastS - run.firstS);
    writer.byte(run.time);
    before = run.lastS;
  }
  for (const phase of row.phases) writer.byte(phase);
  let bucketBefore = -1;
  for (let bucket = 0; bucket < SPREAD_BUCKETS; bucket++) {
    const rounds = row.spread[bucket] ?? 0;
    if (rounds === 0) continue;
    writer.byte(bucket - bucketBefore);
    writer.whole(rounds);
    bucketBefore = bucket;
  }
  return writer.take();
}

/** The row of these bytes; an empty one for what another program wrote. */
export function decodeDay(bytes: Uint8Array): DayRow {
  const reader = new ByteReader(bytes);
  const row = emptyDay();
  if (reader.byte() !== VERSION) return row;
  const runs = Math.min(reader.whole(), RUNS_MAX);
  let before = 0;
  for (let n = 0; n < runs && !reader.ended; n++) {
    const code = reader.whole();
    const firstS = clamped(before + reader.signed());
    const rounds = Math.min(Math.max(1, reader.whole()), ROUNDS_MAX);
    const lastS = rounds > 1 ? clamped(firstS + reader.whole()) : firstS;
    row.runs.push({ code, firstS, lastS, rounds, time: reader.byte() });
    before = lastS;
  }
  for (let phase = 0; phase < PHASES_KEPT; phase++) row.phases[phase] = reader.byte();
  for (let bucket = -1; !reader.ended; ) {
    bucket += Math.max(1, reader.byte());
    const rounds = reader.whole();
    if (bucket < SPREAD_BUCKETS) row.spread[bucket] = rounds;
  }
  return row;
}

const clamped = (second: number): number => Math.min(86_399, Math.max(0, second));

/** Calls `take` with each round of a run that began in [fromMs, toMs). Times in ms since 1970. */
export function eachRound(
  run: Run,
  dayMs: number,
  fromMs: number,
  toMs: number,
  take: (atMs: number) => void,
): void {
  const stepMs = run.rounds > 1 ? ((run.lastS - run.firstS) * 1000) / (run.rounds - 1) : 0;
  const startMs = dayMs + run.firstS * 1000;
  let n = 0;
  if (stepMs > 0 && fromMs > startMs) n = Math.floor((fromMs - startMs) / stepMs);
  for (; n < run.rounds; n++) {
    const atMs = startMs + Math.round(n * stepMs);
    if (atMs >= toMs) return;
    if (atMs >= fromMs) take(atMs);
  }
}

/** Rounds of a day by outcome: up, shaky, down, void. */
export function tallyOf(row: DayRow): [number, number, number, number] {
  const tally: [number, number, number, number] = [0, 0, 0, 0];
  for (const run of row.runs) {
    const outcome = outcomeOf(run.code) as 0 | 1 | 2 | 3;
    tally[outcome] += run.rounds;
  }
  return tally;
}
