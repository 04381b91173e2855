import type { Posture, Standing } from "../../gateway/events.ts";
import { type DrawnColumn, drawnColumns, type LiveHistory, STANDINGS } from "../live-messages.ts";

/** The last fifteen minutes as the page holds and draws them. Pure: each function gives a new series. */

export type Row = { at: number } & Record<DrawnColumn, number | null>;
export type Series = readonly Row[];

/** What is drawn and remembered, in ms. */
export const SPAN_MS = 900_000;
/** Each drawn point is the mean of so much time: one second of a small town is noise. */
export const STEP_MS = 5_000;

export function seriesOf(history: LiveHistory): Series {
  return history.at.map((at, index) => {
    const row = { at } as Row;
    for (const column of drawnColumns) row[column] = history.columns[column][index] ?? null;
    return row;
  });
}

/** The series with one second more; what is older than the span goes. A second that is there already is not doubled. */
export function withRow(series: Series, row: Row): Series {
  const last = series.at(-1);
  if (last !== undefined && row.at <= last.at) return series;
  return [...series.filter(({ at }) => at > row.at - SPAN_MS), row];
}

/** One point: counts as mean per second, latencies as the slowest second; null where nothing was measured. */
export type Point = { at: number } & Record<DrawnColumn, number | null>;

/**
 * Points of `stepMs` over the whole span before `nowMs`, at whole multiples of the step so that they do not shimmer from
 * one second to the next. The step that still runs is left out: a half-filled one would look like a drop.
 */
export function pointsOf(series: Series, nowMs: number, stepMs: number): Point[] {
  const end = Math.floor(nowMs / stepMs) * stepMs;
  const first = end - SPAN_MS;
  const buckets = new Map<number, Row[]>();
  for (const row of series) {
    if (row.at < first || row.at >= end) continue;
    const start = Math.floor(row.at / stepMs) * stepMs;
    const bucket = buckets.get(start);
    if (bucket === undefined) buckets.set(start, [row]);
    else bucket.push(row);
  }
  const points: Point[] = [];
  for (let start = first; start < end; start += stepMs) points.push(pointOf(start, buckets.get(start) ?? []));
  return points;
}

const LATENCIES: ReadonlySet<DrawnColumn> = new Set(["originMsP50", "originMsP95"]);

function pointOf(at: number, rows: readonly Row[]): Point {
  const point = { at } as Point;
  for (const column of drawnColumns) {
    const values = rows.flatMap((row) => (row[column] === null ? [] : [row[column]]));
    if (values.length === 0) point[column] = null;
    else if (LATENCIES.has(column)) point[column] = Math.max(...values);
    else point[column] = values.reduce((sum, value) => sum + value, 0) / values.length;
  }
  return point;
}

/** Sums and levels of the last minute; latencies are the medians of its seconds. */
export type Minute = {
  seconds: number;
  requests: number;
  fromMemory: number;
  fromSnapshot: number;
  toOrigin: number;
  originPasses: number;
  unavailable: number;
  challenged: number;
  confirmed: number;
  ticketsIssued: number;
  citizensServed: number;
  citizensRefused: number;
  byStanding: Record<Standing, { served: number; refused: number }>;
  p50Ms: number | null;
  p95Ms: number | null;
};

export function lastMinute(series: Series, nowMs: number): Minute {
  const rows = series.filter(({ at }) => at > nowMs - 60_000 && at <= nowMs + 1_000);
  const sum = (column: DrawnColumn) => rows.reduce((total, row) => total + (row[column] ?? 0), 0);
  return {
    seconds: rows.length,
    requests: sum("requests"),
    fromMemory: sum("fromMemory"),
    fromSnapshot: sum("fromSnapshot"),
    toOrigin: sum("toOrigin"),
    originPasses: sum("originPasses"),
    unavailable: sum("unavailable"),
    challenged: sum("challenged"),
    confirmed: sum("confirmed"),
    ticketsIssued: sum("ticketsIssued"),
    citizensServed: sum("citizensServed"),
    citizensRefused: sum("citizensRefused"),
    byStanding: Object.fromEntries(
      STANDINGS.map((one) => [one, { served: sum(`served.${one}`), refused: sum(`refused.${one}`) }]),
    ) as Minute["byStanding"],
    p50Ms: median(rows.map(({ originMsP50 }) => originMsP50)),
    p95Ms: median(rows.map(({ originMsP95 }) => originMsP95)),
  };
}

/** Share 0..1 of the requests that needed nothing from the origin; null when there were none. */
export function keptShare(minute: Minute): number | null {
  if (minute.requests === 0) return null;
  return Math.min(1, (minute.fromMemory + minute.fromSnapshot) / minute.requests);
}

/** Share 0..1 of the answers that needed nothing from the origin; null when there were none. */
export function keptShareOfAnswers(minute: Minute): number | null {
  const answered = answeredCount(minute);
  return answered === 0 ? null : Math.min(1, (minute.fromMemory + minute.fromSnapshot) / answered);
}

/** Requests of the minute that got an answer of the site: not the waiting page, and not nothing. */
export function answeredCount({ requests, unavailable, challenged }: Minute): number {
  return Math.max(0, requests - unavailable - challenged);
}

export function unansweredShare(minute: Minute): number {
  return minute.requests === 0 ? 0 : Math.min(1, minute.unavailable / minute.requests);
}

/**
 * Share 0..1 of the visitors whom the site loses. In a siege, robots without a ticket are refused in thousands: that is
 * no loss. There, a refused citizen is one, and an unanswered request that nobody without a ticket was refused for.
 */
export function lostShare(minute: Minute, posture: Posture): number {
  if (posture !== "siege") return unansweredShare(minute);
  const { byStanding, citizensServed, citizensRefused } = minute;
  const robots = byStanding.anonymous.refused + byStanding.suspected.refused;
  const unexplained = Math.max(0, minute.unavailable - robots) / Math.max(1, minute.requests);
  const citizens = citizensServed + citizensRefused;
  return Math.min(1, Math.max(unexplained, citizens === 0 ? 0 : citizensRefused / citizens));
}

/** How far back demand and capacity are looked at, in ms: a siege shows in seconds, and one second alone is noise. */
const DEMAND_SPAN_MS = 5_000;

/**
 * What is asked of the origin, as a multiple of what it can do, over the last seconds. Null while that is not known.
 */
export function demandRatio(series: Series, nowMs: number): number | null {
  const rows = series.filter(({ at }) => at > nowMs - DEMAND_SPAN_MS);
  const sum = (column: DrawnColumn) => rows.reduce((total, row) => total + (row[column] ?? 0), 0);
  const capacity = sum("capacityMs");
  return capacity === 0 ? null : sum("demandMs") / capacity;
}

function median(values: readonly (number | null)[]): number | null {
  const sorted = values.flatMap((value) => (value === null ? [] : [value])).sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

/** Zeros become gaps, but for those beside another value: from there a line rises and there it ends. */
export function withoutZeroRuns(values: readonly (number | null)[]): (number | null)[] {
  const isSomething = (value: number | null | undefined) =>
    value !== 0 && value !== null && value !== undefined;
  return values.map((value, index) =>
    value === 0 && !isSomething(values[index - 1]) && !isSomething(values[index + 1]) ? null : value,
  );
}
