import type { VerdictCounts, WatchMap } from "./answers.ts";
import type { WatchBook } from "./bodies/index.ts";
import { emptyCounts, type LiveTable } from "./live-table.ts";

/** Sites by département, overseas included. */

export function mapOf(
  areas: Iterable<readonly [code: string, name: string]>,
  book: WatchBook,
  live: LiveTable,
  nowMs: number,
): WatchMap {
  const byCode = new Map<string, VerdictCounts>();
  const none = emptyCounts();
  for (const { site } of book.sites()) {
    const code = book.bodyOf(site)?.departement;
    let counts = code == null ? none : byCode.get(code);
    if (counts === undefined) {
      counts = emptyCounts();
      byCode.set(code ?? "", counts);
    }
    counts[live.verdict(site, nowMs)] += 1;
  }
  const departements = [...areas].map(([code, name]) => ({
    code,
    name,
    ...withSum(byCode.get(code) ?? emptyCounts()),
  }));
  return { departements, none: withSum(none) };
}

function withSum({ accessible, intermittent, inaccessible, inconclusive }: VerdictCounts) {
  const sites = accessible + intermittent + inaccessible + inconclusive;
  return { sites, accessible, intermittent, inaccessible, inconclusive };
}
