import type { Journal } from "../../journal/index.ts";
import { program } from "../../kernel/actor.ts";
import type { Clock as Time } from "../../kernel/clock.ts";
import type { Log } from "../../kernel/log.ts";
import { errorLine } from "../../kernel/refusal.ts";
import { THRESHOLDS, type Threshold } from "./clock-events.ts";
import { HOUR_MS } from "./civil.ts";
import type { AnyClock } from "./clock-item.ts";
import { clockView } from "./clock-view.ts";
import { isoOf } from "./due.ts";

/** Writes down, once, that a clock has little time left. What is shown is computed; the entry is what people are told by. */

/** How often the clocks are looked at. */
export const LOOK_EVERY_MS = 20_000;
/** Clocks looked at in one turn; what is beyond waits for nothing but its own turn. */
const CLOCKS_MAX = 5_000;

const LEFT_MS: Readonly<Record<Threshold, number>> = {
  "24h": 24 * HOUR_MS,
  "12h": 12 * HOUR_MS,
  "2h": 2 * HOUR_MS,
  late: 0,
};

export type Warning = { stage: string; threshold: Threshold; dueAt: string; crossedAt: string };

/**
 * The nearest threshold that each open stage of a clock has crossed, where neither it nor a nearer one was warned of. Of
 * thresholds crossed together, as after an outage, only the nearest is told.
 */
export function warningsDue(clock: AnyClock, nowMs: number): Warning[] {
  if (clock.stopped !== null) return [];
  return clockView(clock, nowMs).stages.flatMap(({ stage, dueAt, leftMs }) => {
    if (dueAt === null || leftMs === null) return [];
    const crossed = THRESHOLDS.filter((one) => (one === "late" ? leftMs < 0 : leftMs <= LEFT_MS[one])).at(-1);
    if (crossed === undefined) return [];
    const told = clock.warned
      .filter((one) => one.stage === stage)
      .map(({ threshold }) => THRESHOLDS.indexOf(threshold));
    if (told.some((index) => index >= THRESHOLDS.indexOf(crossed))) return [];
    const crossedAt = isoOf(Math.max(Date.parse(dueAt) - LEFT_MS[crossed], Date.parse(clock.at)));
    return [{ stage, threshold: crossed, dueAt, crossedAt }];
  });
}

type Parts = { journal: Pick<Journal, "query" | "append">; clock: Time; log: Log };

/** Looks at all clocks once and writes what is due. Gives how many warnings were written. */
export function warnNow({ journal, clock }: Parts): number {
  const rows = journal.query<{ item: string }>(
    `SELECT item FROM incident_items WHERE live = 1 AND type IN ('clock', 'exercise-clock') LIMIT ${CLOCKS_MAX}`,
  );
  let written = 0;
  for (const row of rows) {
    const one = JSON.parse(row.item) as AnyClock;
    for (const { stage, threshold, dueAt, crossedAt } of warningsDue(one, clock.now())) {
      journal.append({
        actor: program("keeper"),
        kind: "clock.warned",
        subject: one.incident,
        occurredAt: crossedAt,
        exercise: one.type === "exercise-clock",
        body: { id: one.id, stage, threshold, dueAt },
      });
      written++;
    }
  }
  return written;
}

/** Looks at once and then every LOOK_EVERY_MS; the function returned ends that. */
export function startWarnings(parts: Parts): () => void {
  const look = () => {
    try {
      warnNow(parts);
    } catch (error) {
      parts.log("error", "a clock of law could not be warned of", { reason: errorLine(error) });
    }
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref?.();
  return () => clearInterval(timer);
}
