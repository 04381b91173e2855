import type { Journal } from "../journal/index.ts";
import type { BodyWindow, EvidenceRef, HosterIncident } from "./answers.ts";
import type { WatchBook } from "./bodies/index.ts";
import { FAILURES, PROTECTIONS, type Protection } from "./codes.ts";
import type { WatchedSite } from "./events.ts";
import { DAY_MS, eachRound } from "./history/day-row.ts";
import { wordsOf } from "./history/code.ts";
import { SAME_EVIDENCE_MS } from "./history/evidence.ts";
import type { History } from "./history/history.ts";
import type { Judge } from "./judge.ts";
import { worstOf } from "./live-table.ts";
import { hosterIncidentsWithin } from "./views.ts";

/** What was measured of a body in a window: what a claim is set against. */

/** Rounds that are named as evidence of one site. */
export const EVIDENCE_REFS_MAX = 10;
/** What the site's own side put in the way of all. */
const OWN: ReadonlySet<Protection> = new Set(["block", "maintenance"]);

export type BodyWindowParts = {
  readonly journal: Pick<Journal, "query">;
  readonly book: WatchBook;
  readonly history: History;
  readonly judge: Judge;
};

export function bodyWindow(parts: BodyWindowParts, bodyId: string, fromMs: number, toMs: number): BodyWindow {
  const { journal, book, judge } = parts;
  const incidents = hosterIncidentsWithin(
    journal,
    new Date(fromMs).toISOString(),
    new Date(toMs).toISOString(),
  );
  let ownProtection = false;
  const sites = book.sitesOf(bodyId).map((site) => {
    const verdict = judge.verdictOf(site, fromMs, toMs);
    const hoster = incidents.find((incident) => incident.sites.includes(site.site));
    ownProtection ||= isOwn(
      parts,
      site,
      fromMs,
      toMs,
      verdict.verdict === "inaccessible" ? hoster : undefined,
    );
    return {
      site,
      verdict,
      ...(hoster === undefined ? {} : { hoster: hoster.id }),
      attempts: evidenceRefs(parts.history, site.site, fromMs, toMs, verdict.d > 0),
    };
  });
  return { sites, verdict: worstOf(sites.map(({ verdict }) => verdict.verdict)), ownProtection };
}

/**
 * Whether its own side made a site unreachable: most rounds of every point that measured it met a block or a maintenance page,
 * or it was inaccessible within an incident of its host.
 */
function isOwn(
  { history }: BodyWindowParts,
  { site }: WatchedSite,
  fromMs: number,
  toMs: number,
  hoster: HosterIncident | undefined,
): boolean {
  if (hoster !== undefined) return true;
  const byVantage = new Map<string, { rounds: number; own: number }>();
  for (let day = Math.floor(fromMs / DAY_MS); day * DAY_MS < toMs; day++) {
    for (const { vantage, row } of history.read.dayOf(site, day)) {
      const sums = byVantage.get(vantage) ?? { rounds: 0, own: 0 };
      for (const run of row.runs) {
        const { outcome, protection } = wordsOf(run.code);
        if (outcome === "void") continue;
        eachRound(run, day * DAY_MS, fromMs, toMs, () => {
          sums.rounds += 1;
          if (OWN.has(protection)) sums.own += 1;
        });
      }
      byVantage.set(vantage, sums);
    }
  }
  const measured = [...byVantage.values()].filter(({ rounds }) => rounds > 0);
  return measured.length > 0 && measured.every(({ rounds, own }) => own * 2 > rounds);
}

/**
 * The latest kept rounds of the window. Of a site that goes on failing in the same way only some are kept: where the window
 * holds none of them, the one before it stands for those that are not.
 */
function evidenceRefs(
  history: History,
  site: number,
  fromMs: number,
  toMs: number,
  isFailing: boolean,
): EvidenceRef[] {
  const kept = history.evidenceOf(site, toMs, EVIDENCE_REFS_MAX);
  const within = kept.filter(({ packed }) => packed[1] >= fromMs);
  const before = kept.filter(({ packed }) => packed[1] >= fromMs - SAME_EVIDENCE_MS).slice(0, 1);
  return (within.length === 0 && isFailing ? before : within).map(({ vantage, packed }) => ({
    vantage,
    at: packed[1],
    failure: FAILURES[packed[4]] ?? "prober.fault",
    protection: PROTECTIONS[packed[6]] ?? "none",
  }));
}
