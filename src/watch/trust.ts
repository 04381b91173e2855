import type { VantageHealth } from "./codes.ts";
import type { HealthChange } from "./views.ts";

/**
 * When which point of measurement could be trusted. What one said while it could not, and in the minute before it was noticed,
 * is in no verdict about the past.
 */

/** Rounds that began this long before a point was found suspect are not believed either, in ms. */
export const RETRO_MS = 60_000;
/** Bad times that are remembered, the latest; before them all is trusted. */
export const BAD_TIMES_MAX = 10_000;

/** Why the rule calls a point of measurement down that was not heard. */
const SILENCES: ReadonlySet<string> = new Set(["not heard", "never heard"]);

type BadTime = { readonly fromMs: number; toMs: number };

/** French territory by its codes (ISO 3166): who measures from there measures what a French visitor gets. */
const FRENCH: ReadonlySet<string> = new Set("FR GP MQ GF RE YT PM BL MF WF PF NC TF".split(" "));

export class Trust {
  private readonly bad = new Map<string, BadTime[]>();

  constructor(changes: readonly HealthChange[]) {
    for (const { vantage, at, health, why } of changes) this.change(vantage, at, health, why);
  }

  /** Who is only silent is not distrusted: what it measured meanwhile arrives later, and counts. */
  change(vantage: string, atMs: number, said: VantageHealth, why: string): void {
    const health = said === "down" && SILENCES.has(why) ? "ok" : said;
    const times = this.bad.get(vantage) ?? [];
    const last = times.at(-1);
    const isBad = last !== undefined && last.toMs === Number.POSITIVE_INFINITY;
    if (health === "ok" && isBad) last.toMs = atMs;
    else if (health !== "ok" && !isBad)
      times.push({ fromMs: atMs - RETRO_MS, toMs: Number.POSITIVE_INFINITY });
    if (times.length > BAD_TIMES_MAX) times.shift();
    this.bad.set(vantage, times);
  }

  /** Whether what this point measured between two moments counts: no bad time of its overlaps them. */
  isTrusted(vantage: string, atMs: number, endedMs: number): boolean {
    const times = this.bad.get(vantage);
    if (times === undefined) return true;
    for (let n = times.length - 1; n >= 0; n--) {
      const { fromMs, toMs } = times[n] as BadTime;
      if (toMs < atMs) return true;
      if (fromMs <= endedMs) return false;
    }
    return true;
  }

  /** Bad times of a point that reach beyond `sinceMs`, oldest first; one that lasts ends at `nowMs`. */
  spells(vantage: string, sinceMs: number, nowMs: number): { from: number; to: number }[] {
    return (this.bad.get(vantage) ?? [])
      .filter(({ toMs }) => toMs >= sinceMs)
      .map(({ fromMs, toMs }) => ({ from: fromMs, to: Math.min(toMs, nowMs) }));
  }

  /** How long in [fromMs, toMs) none of these points could be trusted, in ms; all of it when there is none. */
  suspendedMs(vantages: readonly string[], fromMs: number, toMs: number): number {
    let times: BadTime[] = [{ fromMs, toMs }];
    for (const vantage of vantages) times = common(times, this.bad.get(vantage) ?? []);
    return times.reduce((sum, one) => sum + one.toMs - one.fromMs, 0);
  }
}

/** What lies in one of both. Each list is in order and without overlaps but by RETRO_MS. */
function common(one: readonly BadTime[], other: readonly BadTime[]): BadTime[] {
  const found: BadTime[] = [];
  for (const a of one) {
    let reached = a.fromMs;
    for (const b of other) {
      const fromMs = Math.max(reached, b.fromMs);
      const toMs = Math.min(a.toMs, b.toMs);
      if (fromMs >= toMs) continue;
      found.push({ fromMs, toMs });
      reached = toMs;
    }
  }
  return found;
}

/** Whether a point of measurement in this country decides; those elsewhere inform. A house elsewhere decides for itself. */
export function isDeciding(country: string, homeCountry: string): boolean {
  return FRENCH.has(country) || country === homeCountry;
}
