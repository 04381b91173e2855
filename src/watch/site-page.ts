import type { Journal } from "../journal/index.ts";
import type { DayBar, Evidence, PhasePoint, SiteDetail } from "./answers.ts";
import type { WatchBook } from "./bodies/index.ts";
import type { Failure, Verdict, WatchedSite } from "./events.ts";
import { unpackRound } from "./exchange.ts";
import { outcomeOf, wordsOf } from "./history/code.ts";
import { DAY_MS, tallyOf } from "./history/day-row.ts";
import type { History } from "./history/history.ts";
import type { RecentRound } from "./history/reader.ts";
import type { Judge } from "./judge.ts";
import { isoOf, type NationalList } from "./list.ts";
import { GRAVITY } from "./live-table.ts";
import type { Plan } from "./plan.ts";
import { effectiveEveryMs } from "./prober/pace.ts";
import type { Raised } from "./raised.ts";
import { SETTLED_AFTER_MS, WINDOW_MS } from "./verdict/index.ts";
import { changesOf, hosterIncidents } from "./views.ts";

/** The page of one site: bars of ninety days, phases of the last one, changes, evidence. */

export const BAR_DAYS = 90;
export const PHASE_POINTS_MAX = 300;
export const EVIDENCE_PAGE_MAX = 100;
const MAINTENANCE_SHOWN_MAX = 20;

export type SitePageParts = {
  readonly journal: Pick<Journal, "query">;
  readonly book: WatchBook;
  readonly history: History;
  readonly judge: Judge;
  readonly list: NationalList;
  readonly plan: Plan;
  readonly raised: Raised;
  verdictNow(site: WatchedSite, nowMs: number): SiteDetail["live"];
};

export function sitePage(site: WatchedSite, parts: SitePageParts, nowMs: number): SiteDetail | undefined {
  const { journal, book, history, judge, list, plan, raised } = parts;
  const row = list.row(site.site, nowMs);
  if (row === undefined) return undefined;
  const facts = history.factsOf(site.site);
  const settledTo = nowMs - SETTLED_AFTER_MS;
  const settled = judge.verdictOf(site, settledTo - WINDOW_MS, settledTo);
  const { fastUntil, slowUntil, reason } = raised.of(site);
  return {
    row,
    live: parts.verdictNow(site, nowMs),
    settled: settled.n === 0 ? null : settled,
    days: dayBars(site, parts, nowMs),
    phases: phasePoints(history.read.recentOf(site.site, nowMs - DAY_MS)),
    changes: changesOf(journal, site.site),
    certificateEndsAt: isoOf(facts.certificateEndsAt),
    addresses: [...facts.addresses],
    hosters: hosterIncidents(journal, false).filter(({ sites }) => sites.includes(site.site)),
    maintenance: maintenanceOf(site, book),
    rates: {
      everyMs: effectiveEveryMs({ everyMs: plan.rateOf(site.site) ?? 0, fastUntil, slowUntil }, nowMs),
      fastUntil: isoOf(Math.max(fastUntil, slowUntil) > nowMs ? fastUntil : 0),
      reason: Math.max(fastUntil, slowUntil) > nowMs ? reason : "",
    },
  };
}

function maintenanceOf({ site, body, tags }: WatchedSite, book: WatchBook): SiteDetail["maintenance"] {
  return book
    .maintenance()
    .filter(
      (planned) =>
        planned.sites.includes(site) ||
        (body !== null && planned.bodies.includes(body)) ||
        tags.some((tag) => planned.tags.includes(tag)),
    )
    .slice(0, MAINTENANCE_SHOWN_MAX);
}

function dayBars(site: WatchedSite, { history, judge }: SitePageParts, nowMs: number): DayBar[] {
  const today = Math.floor(nowMs / DAY_MS);
  return Array.from({ length: BAR_DAYS }, (_, n) => dayBar(site, history, judge, today - BAR_DAYS + 1 + n));
}

/** Rounds by outcome, of the point that measured most; the worst hour by the rule, of all that decide. */
function dayBar(site: WatchedSite, history: History, judge: Judge, day: number): DayBar {
  const bar = {
    day: new Date(day * DAY_MS).toISOString().slice(0, 10),
    up: 0,
    shaky: 0,
    down: 0,
    void: 0,
    n: 0,
    worst: "inconclusive" as Verdict,
    causes: {} as Partial<Record<Failure, number>>,
  };
  let hasTrouble = false;
  for (const { row } of history.read.dayOf(site.site, day)) {
    const [up, shaky, down, voided] = tallyOf(row);
    hasTrouble ||= shaky + down > 0;
    if (up + shaky + down + voided <= bar.n) continue;
    Object.assign(bar, { up, shaky, down, void: voided, n: up + shaky + down + voided, causes: {} });
    for (const run of row.runs) {
      const outcome = outcomeOf(run.code);
      if (outcome !== SHAKY && outcome !== DOWN) continue;
      const { failure } = wordsOf(run.code);
      bar.causes[failure] = (bar.causes[failure] ?? 0) + run.rounds;
    }
  }
  if (bar.n > 0)
    bar.worst = hasTrouble ? worstHour(site, judge, day) : bar.up >= 4 ? "accessible" : "inconclusive";
  return bar;
}
const SHAKY = 1;
const DOWN = 2;

/** The worst word of the day's whole hours (UTC), by the rule of windows. */
function worstHour(site: WatchedSite, judge: Judge, day: number): Verdict {
  let worst: Verdict = "inconclusive";
  for (const { verdict } of judge.hoursOf(site, day)) {
    if (verdict === "inconclusive") continue;
    if (worst === "inconclusive" || GRAVITY[verdict] > GRAVITY[worst]) worst = verdict;
  }
  return worst;
}

/** Thinned evenly, but whatever was not up stays. */
function phasePoints(rounds: readonly RecentRound[]): PhasePoint[] {
  const bad = rounds.filter(({ words }) => words.outcome !== "up").slice(-PHASE_POINTS_MAX / 2);
  const good = rounds.filter(({ words }) => words.outcome === "up");
  const every = Math.max(1, Math.ceil(good.length / (PHASE_POINTS_MAX - bad.length)));
  const shown = [...bad, ...good.filter((_, n) => n % every === 0)].sort((a, b) => a.at - b.at);
  return shown.map(({ at, words, times: [dnsMs, tcpMs, tlsMs, firstByteMs, totalMs] }) => ({
    at: new Date(at).toISOString(),
    ...(dnsMs === undefined ? {} : { dnsMs }),
    ...(tcpMs === undefined ? {} : { tcpMs }),
    ...(tlsMs === undefined ? {} : { tlsMs }),
    ...(firstByteMs === undefined ? {} : { firstByteMs }),
    totalMs: totalMs ?? 0,
    outcome: words.outcome,
  }));
}

/** Rounds with their attempts, newest first. */
export function evidencePage(history: History, site: number, beforeMs: number, limit: number): Evidence {
  const found = history.evidenceOf(site, beforeMs, limit + 1);
  return {
    rounds: found.slice(0, limit).map(({ vantage, packed }) => {
      const { attempts, ...round } = unpackRound(packed);
      return {
        vantage,
        round: {
          ...round,
          ...(attempts === undefined ? {} : { attempts: attempts.map((one) => ({ ...one })) }),
        },
      };
    }),
    more: found.length > limit,
  };
}
