import type { TimePrecision } from "./codes.ts";
import type { SaidTime } from "./events.ts";
import { DAY_MS, gapMs, HOUR_MS, type Interval } from "./join/index.ts";

/** Which window a claim is judged in: from the times that were said, each as exactly as it was said. */

/** A time that is said to the minute is meant to the half hour: people round, and look at their watch afterwards. */
const AROUND_MS: Readonly<Record<TimePrecision, readonly [before: number, after: number]>> = {
  minute: [HOUR_MS / 2, HOUR_MS / 2],
  hour: [HOUR_MS / 2, 1.5 * HOUR_MS],
  day: [0, 0],
  week: [0, 0],
  month: [0, 0],
  year: [0, 0],
};
/** Where no time is said: the claim is of the hours around its first document. */
const UNSAID_BEFORE_MS = 12 * HOUR_MS;
const UNSAID_AFTER_MS = DAY_MS;
/** A wider window says nothing of one attack. */
export const WINDOW_MS_MAX = 8 * DAY_MS;
/** Two times are two readings of one moment ("16 h" there, "1600 GMT" here) when they are not further apart. */
const SAME_MOMENT_MS = 3 * HOUR_MS;
/** The shortest day, in spring. */
const DAY_LIKE_MS = 23 * HOUR_MS - 1;

/**
 * The window of a claim. The most exact of the times that were said counts. Of hours and minutes, together with those of
 * like exactness that are near: what one text calls 16 h and another 16:00 GMT are both inside. Of days and longer, the
 * one that most documents say, and of equals the first: who tells of it later often dates it later. Without any time,
 * the hours around the first document.
 * @param times one for each document that says one
 * @returns undefined when neither is known
 */
export function windowOf(
  times: readonly SaidTime[],
  firstDocumentMs: number | undefined,
): Interval | undefined {
  const intervals = times.map(meant).sort((a, b) => width(a) - width(b) || a.fromMs - b.fromMs);
  const [finest] = intervals;
  if (finest === undefined) {
    if (firstDocumentMs === undefined) return undefined;
    return { fromMs: firstDocumentMs - UNSAID_BEFORE_MS, toMs: firstDocumentMs + UNSAID_AFTER_MS };
  }
  const alike = intervals.filter((one) => width(one) <= 3 * width(finest));
  if (width(finest) >= DAY_LIKE_MS) return mostSaid(alike);
  const near = alike.filter((one) => gapMs(one, finest) <= SAME_MOMENT_MS);
  return {
    fromMs: Math.min(...near.map(({ fromMs }) => fromMs)),
    toMs: Math.max(...near.map(({ toMs }) => toMs)),
  };
}

function mostSaid(intervals: readonly Interval[]): Interval | undefined {
  const count = (one: Interval) =>
    intervals.filter(({ fromMs, toMs }) => fromMs === one.fromMs && toMs === one.toMs).length;
  return [...intervals].sort((a, b) => count(b) - count(a) || a.fromMs - b.fromMs)[0];
}

function meant({ from, to, precision }: SaidTime): Interval {
  const [before, after] = AROUND_MS[precision];
  return { fromMs: Date.parse(from) - before, toMs: Date.parse(to) + after };
}

const width = ({ fromMs, toMs }: Interval): number => toMs - fromMs;
