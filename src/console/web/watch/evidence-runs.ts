import type { Evidence } from "../../../watch/events.ts";

/** Many alike rounds say one thing: shown as one. */

/** Of a site that stays down a round is kept each hour: after a longer pause it may have answered meanwhile. */
const PAUSE_MS_MAX = 2 * 3_600_000;
type Seen = Evidence["rounds"][number];

/** Rounds that follow each other closely and say the same, from whichever point of measurement; order is kept, newest first. */
export function runsOf(rounds: readonly Seen[]): Seen[][] {
  const runs: Seen[][] = [];
  for (const seen of rounds) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (last !== undefined && isAlike(last, seen)) run?.push(seen);
    else runs.push([seen]);
  }
  return runs;
}

function isAlike(later: Seen, earlier: Seen): boolean {
  return saidBy(later) === saidBy(earlier) && later.round.at - earlier.round.at <= PAUSE_MS_MAX;
}

function saidBy({ round }: Seen): string {
  const { outcome, failure, certificate = "", protection, content } = round;
  return [outcome, failure, certificate, protection, content].join(" ");
}
