import type { Strip } from "./answers.ts";
import { HOUR_MS, type Interval } from "./join/index.ts";
import { attacksOfEvent, type Reading } from "./look-documents.ts";
import { bodiesOf, PAGE_ATTACKS_MAX } from "./look-events.ts";
import type { MeasuredBody } from "./verdict.ts";
import { WINDOW_MS_MAX } from "./window.ts";

/** The measurement strip under the statements: the claim's window and what lies around it, in equal parts. */

/** Sites that one strip shows. */
export const STRIP_SITES_MAX = 6;
/** Before and after the window, so that a reader sees whether anything began or ended there. */
const AROUND_MS = 2 * HOUR_MS;

type Desk = {
  readonly journal: Reading;
  window(body: string, window: Interval): MeasuredBody | undefined;
};

/** undefined when the event has no such body. */
export function stripOf(desk: Desk, event: string, body: string, slices: number): Strip | undefined {
  const attacks = attacksOfEvent(desk.journal, event, PAGE_ATTACKS_MAX).filter(
    (attack) => attack.body.id === body,
  );
  const [found] = bodiesOf(desk.journal, event, attacks);
  if (found === undefined) return undefined;
  const fromMs = Date.parse(found.window.from) - AROUND_MS;
  const toMs = Math.min(Date.parse(found.window.to) + AROUND_MS, fromMs + WINDOW_MS_MAX);
  const sites = new Map<number, Strip["sites"][number]>();
  for (let slice = 0; slice < slices; slice++) {
    const from = Math.round(fromMs + ((toMs - fromMs) * slice) / slices);
    const to = Math.round(fromMs + ((toMs - fromMs) * (slice + 1)) / slices);
    const part = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
    for (const { site, verdict } of desk.window(body, { fromMs: from, toMs: to })?.sites ?? []) {
      const { n, d, p } = verdict;
      const line = sites.get(site.site) ?? { site: site.site, url: site.url, slices: [] };
      line.slices.push({ ...part, n, d, p });
      sites.set(site.site, line);
    }
  }
  const all = [...sites.values()];
  return {
    body,
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    sites: all.slice(0, STRIP_SITES_MAX),
    more: Math.max(0, all.length - STRIP_SITES_MAX),
  };
}
