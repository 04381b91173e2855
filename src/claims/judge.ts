import type { Log } from "../kernel/log.ts";
import { errorLine } from "../kernel/refusal.ts";
import type { VerdictChange } from "../watch/events.ts";
import { bodyIdsOf, type JudgingDesk, judgeEvent, unsettled } from "./judge-event.ts";

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
/** Bodies of open events that are looked at in one go, and those of one turn, after which others get theirs. */
const UNSETTLED_MAX = 5_000;
export const JUDGED_IN_ONE_TURN = 25;

type Waiting = Map<string, Set<string>>;

export function openJudge(
  desk: JudgingDesk & { readonly log: Log; bodyOfSite(site: number): string | undefined },
): Judge {
  const waiting: Waiting = new Map();
  const heard = new Set<string>();
  let timer: Timer | undefined;
  let working = false;
  let closed = false;

  /** One turn: some bodies of this event, or of the one that waits longest. */
  function turn(event?: string): void {
    const next = nextOf(waiting, event);
    if (next === undefined) return;
    try {
      judgeEvent(desk, next.event, next.bodies);
    } catch (error) {
      // Nothing is lost: what is not settled is looked at again.
      desk.log("error", "an event could not be judged", { event: next.event, reason: errorLine(error) });
    }
  }

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    while (waiting.size > 0 && !closed) {
      await Bun.sleep(0);
      if (!closed) turn();
    }
    working = false;
  }

  function judgeOpen(concerned: (body: string) => boolean): void {
    for (const { event, body } of unsettled(desk.journal, UNSETTLED_MAX)) {
      if (concerned(body)) wait(waiting, event, [body]);
    }
    void work();
  }

  return {
    now(event) {
      wait(waiting, event, bodyIdsOf(desk.journal, event));
      // What was read by a person is answered with its verdicts, as far as one turn goes.
      turn(event);
      void work();
    },
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
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}

function wait(waiting: Waiting, event: string, bodies: readonly string[]): void {
  if (bodies.length === 0) return;
  const there = waiting.get(event) ?? new Set<string>();
  for (const body of bodies) there.add(body);
  waiting.set(event, there);
}

function nextOf(
  waiting: Waiting,
  asked?: string,
): { event: string; bodies: ReadonlySet<string> } | undefined {
  const event = asked ?? waiting.keys().next().value;
  const all = event === undefined ? undefined : waiting.get(event);
  if (event === undefined || all === undefined) return undefined;
  const bodies = new Set([...all].slice(0, JUDGED_IN_ONE_TURN));
  for (const body of bodies) all.delete(body);
  if (all.size === 0) waiting.delete(event);
  return { event, bodies };
}
