import type { Attempt, Content } from "../../src/watch/events.ts";
import { type Baseline, learn } from "../../src/watch/probe/baseline.ts";
import { compare } from "../../src/watch/probe/compare.ts";
import { printOf } from "../../src/watch/probe/print.ts";
import { BREAK_INS, type Page, TownSite } from "./site-edits.ts";

/** Rounds of a day: fewer than in earnest, which learns more from each page. */
const ROUNDS_A_DAY = 24;

/** One site watched from day to day, as the prober does it: print, compare, learn. */
class Watched {
  baseline: Baseline | undefined;
  readonly site: TownSite;

  constructor(site: TownSite) {
    this.site = site;
  }

  see(page: Page, rounds = ROUNDS_A_DAY): Content {
    const print = printOf(page.html, this.site.host);
    const first = compare(this.baseline, print, page.away);
    for (let round = 0; round < rounds; round++) {
      const content = compare(this.baseline, print, page.away);
      const attempt: Attempt = { at: 0, totalMs: 1, failure: "ok", protection: "none", content, print };
      this.baseline = learn(this.baseline, attempt);
    }
    return first;
  }
}

export type ContentCounts = {
  days: number;
  /** Times that ordinary work began to be called a break-in, and what was done on that day. */
  falseAlarms: string[];
  said: Record<string, number>;
  breakIns: number;
  found: number;
  missed: string[];
};

/** Lets sites live for `days` and breaks into each at the end, in every way. */
export function watchSites(sites: number, days: number, seed: number): ContentCounts {
  const counts: ContentCounts = { days: 0, falseAlarms: [], said: {}, breakIns: 0, found: 0, missed: [] };
  for (let at = 0; at < sites; at++) {
    const watched = new Watched(new TownSite(seed + at));
    watched.see(watched.site.page);
    let before: Content = "same";
    for (let day = 0; day < days; day++) {
      const { page, what } = watched.site.live();
      const content = watched.see(page);
      counts.days += 1;
      counts.said[content] = (counts.said[content] ?? 0) + 1;
      if (content === "suspected_defacement" && before !== content) counts.falseAlarms.push(what.join(", "));
      before = content;
    }
    for (const kind of Object.keys(BREAK_INS)) {
      const content = watched.see(watched.site.defaced(kind), 0);
      counts.breakIns += 1;
      if (content === "suspected_defacement") counts.found += 1;
      else counts.missed.push(`${kind}: ${content}`);
    }
  }
  return counts;
}
