import type { ReadTime } from "../reading.ts";

/** Times as texts say them, as moments. */

const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** From the first to the last moment that is meant, ms since 1970. */
export type Interval = { readonly fromMs: number; readonly toMs: number };

/** The zone of a time that says none: French texts mean French time, and so do most English ones about France. */
const HOUSE_ZONE = "Europe/Paris";

const PARIS = new Intl.DateTimeFormat("en-GB", {
  timeZone: HOUSE_ZONE,
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
});

const LOCAL = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}))?/;

/**
 * What "2026-11-27" or "2026-11-27T16:00" means: a day has a beginning and an end in its own zone. undefined for what is
 * no date.
 */
export function intervalOf({ from, to, zone }: Pick<ReadTime, "from" | "to" | "zone">): Interval | undefined {
  const first = moment(from, zone, false);
  const last = moment(to, zone, true);
  if (first === undefined || last === undefined) return undefined;
  return { fromMs: first, toMs: Math.max(first, last) };
}

/** A moment as text: a local one in French time, one with its own zone as it says, a day at its beginning or its end. */
export function moment(text: string, zone: ReadTime["zone"], atEnd: boolean): number | undefined {
  if (/(?:Z|[+-]\d{2}:?\d{2})$/.test(text) && text.includes("T")) {
    const ms = Date.parse(text);
    return Number.isNaN(ms) ? undefined : ms;
  }
  const match = LOCAL.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute] = match.slice(1).map((part) => Number(part ?? 0));
  const written = Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0);
  if (Number.isNaN(written)) return undefined;
  const isDay = match[4] === undefined;
  const local = isDay && atEnd ? written + DAY_MS : written;
  const ms = zone === "UTC" ? local : local - parisOffsetMs(local);
  return isDay && atEnd ? ms - 1 : ms;
}

/** How far French time is ahead of UTC when the clocks there show `localMs`. */
function parisOffsetMs(localMs: number): number {
  const guess = shownInParis(localMs) - localMs;
  return shownInParis(localMs - guess) - (localMs - guess);
}

function shownInParis(ms: number): number {
  const minuteMs = Math.floor(ms / MINUTE_MS) * MINUTE_MS;
  const parts: Record<string, number> = {};
  for (const { type, value } of PARIS.formatToParts(minuteMs)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute) + (ms - minuteMs);
}

/** Time between two intervals, ms; 0 when they overlap. */
export function gapMs(a: Interval, b: Interval): number {
  return Math.max(0, a.fromMs - b.toMs, b.fromMs - a.toMs);
}

/** 0 when two intervals overlap, else the time between their middles, ms: two days that follow each other are a day apart. */
export function apartMs(a: Interval, b: Interval): number {
  return gapMs(a, b) === 0 ? 0 : Math.abs(middle(a) - middle(b));
}

const middle = ({ fromMs, toMs }: Interval): number => (fromMs + toMs) / 2;
