import type { Reading } from "../reading.ts";
import { type Print, printOf } from "./print.ts";
import { dispatchScore, eventScore, SAME_DISPATCH, SAME_EVENT } from "./score.ts";
import { DAY_MS } from "./time.ts";

/** Which documents carry one dispatch, and which tell of one event. */

export type Keys = { readonly dispatch: string; readonly event: string };
/** Where a document goes, and how surely; 0 when it is the first of its kind. */
export type Placed = Keys & { readonly dispatchScore: number; readonly eventScore: number };
export type Member = Keys & { readonly print: Print };

/**
 * The place of one more document among those that are there: never moves them. `own` are the keys that it gets where none
 * fits. Documents of one dispatch are of one event.
 */
export function placeOf(print: Print, members: Iterable<Member>, own: Keys): Placed {
  const dispatches = new Best();
  const events = new Best();
  if (print.bodies.length > 0) {
    for (const member of members) {
      const event = eventScore(print, member.print);
      if (event < SAME_EVENT) continue;
      events.see(member.event, event);
      dispatches.see(member.dispatch, dispatchScore(print, member.print), member.event);
    }
  }
  const dispatch = dispatches.above(SAME_DISPATCH);
  const event = dispatch === undefined ? events.above(SAME_EVENT) : { key: dispatch.event, score: 1 };
  return {
    dispatch: dispatch?.key ?? own.dispatch,
    event: event?.key ?? own.event,
    dispatchScore: dispatch?.score ?? 0,
    eventScore: event?.score ?? 0,
  };
}

/** The best score of each key; of equal ones, the key that was seen first. */
class Best {
  private readonly scores = new Map<string, { score: number; event: string }>();

  see(key: string, score: number, event = key): void {
    const there = this.scores.get(key);
    if (there === undefined || there.score < score) this.scores.set(key, { score, event });
  }

  above(least: number): { key: string; score: number; event: string } | undefined {
    let best: { key: string; score: number; event: string } | undefined;
    for (const [key, { score, event }] of this.scores) {
      if (score >= least && (best === undefined || score > best.score)) best = { key, score, event };
    }
    return best;
  }
}

/**
 * Keys of documents that are read together, in their order; their order changes nothing: the oldest, and of one day the
 * one that names most bodies, comes first. Documents without attacks each have keys of their own.
 * @param texts texts of the same places, for near copies in one language; may be left out
 */
export function joinReadings(readings: readonly Reading[], texts: readonly string[] = []): Keys[] {
  const prints = readings.map((reading, place) => printOf(reading, texts[place] ?? ""));
  const order = prints.map((_, place) => place).sort((a, b) => compare(prints[a], prints[b]) || a - b);
  const keys: Keys[] = new Array(readings.length);
  const members: Member[] = [];
  for (const place of order) {
    const print = prints[place] as Print;
    const number = place + 1;
    const placed = placeOf(print, members, { dispatch: `dispatch-${number}`, event: `event-${number}` });
    keys[place] = { dispatch: placed.dispatch, event: placed.event };
    members.push({ ...(keys[place] as Keys), print });
  }
  return keys;
}

function compare(a: Print | undefined, b: Print | undefined): number {
  if (a === undefined || b === undefined) return 0;
  const days = (print: Print) =>
    print.publishedMs === null && !print.whenSaid
      ? Number.MAX_SAFE_INTEGER
      : Math.floor((print.publishedMs ?? print.when.fromMs) / DAY_MS);
  return days(a) - days(b) || b.bodies.length - a.bodies.length || b.names.length - a.names.length;
}
