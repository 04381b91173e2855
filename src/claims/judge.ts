import type { Log } from "../kernel/log.ts";
import { errorLine } from "../kernel/refusal.ts";
import type { VerdictChange } from "../watch/events.ts";
import { type JudgingDesk, judgeEvent, unsettled } from "./judge-event.ts";

/** When events are judged: at once when something was read or corrected, soon after the watch learnt something. */

export type Judge = {
  /** Judges all bodies of an event. */
  now(event: string): void;
  /** The watch changed its mind about sites: their bodies are judged a little later, all together. */
  hear(changes: readonly VerdictChange[]): void;
  /** Judges whatever is not settled. */
  catchUp(): void;
  close(): void;
};

/** Verdicts of the watch that come within this time are judged in one go. */
const GATHER_MS = 5_000;
/** Bodies of open events that are looked at in one go. */
const UNSETTLED_MAX = 2_000;

export function openJudge(
  desk: JudgingDesk & { readonly log: Log; bodyOfSite(site: number): string | undefined },
): Judge {
  const heard = new Set<string>();
  let timer: Timer | undefined;

  function judged(event: string, only?: ReadonlySet<string>): void {
    try {
      judgeEvent(desk, event, only);
    } catch (error) {
      // Nothing is lost: what is not settled is looked at again.
      desk.log("error", "an event could not be judged", { event, reason: errorLine(error) });
    }
  }

  function judgeOpen(concerned: (body: string) => boolean): void {
    const byEvent = new Map<string, Set<string>>();
    for (const { event, body } of unsettled(desk.journal, UNSETTLED_MAX)) {
      if (!concerned(body)) continue;
      const bodies = byEvent.get(event) ?? new Set<string>();
      byEvent.set(event, bodies.add(body));
    }
    for (const [event, bodies] of byEvent) judged(event, bodies);
  }

  return {
    now: (event) => judged(event),
    hear(changes) {
      for (const { site } of changes) {
        const body = desk.bodyOfSite(site);
        if (body !== undefined) heard.add(body);
      }
      if (heard.size === 0 || timer !== undefined) return;
      timer = setTimeout(() => {
        timer = undefined;
        const bodies = new Set(heard);
        heard.clear();
        judgeOpen((body) => bodies.has(body));
      }, GATHER_MS);
    },
    catchUp: () => judgeOpen(() => true),
    close: () => clearTimeout(timer),
  };
}
