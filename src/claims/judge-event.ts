import type { Journal } from "../journal/index.ts";
import { program } from "../kernel/actor.ts";
import { canonicalJson } from "../kernel/canonical.ts";
import type { Clock } from "../kernel/clock.ts";
import type { EventBody, Statement } from "./answers.ts";
import type { ClaimVerdictGiven } from "./events.ts";
import type { Interval } from "./join/index.ts";
import { attacksOfEvent, type Reading, statementsOfEvent } from "./look-documents.ts";
import { aboutBody, bodiesOf, eventRow, PAGE_ATTACKS_MAX, PAGE_STATEMENTS_MAX } from "./look-events.ts";
import { CLAIMS_RULE_VERSION, judge, type MeasuredBody } from "./verdict.ts";

/** One act: the bodies of an event are judged anew, and what changed is written. Older verdicts stay. */

export type JudgingDesk = {
  readonly journal: Pick<Journal, "query" | "appendAll">;
  readonly clock: Clock;
  /** What the watch measured; undefined when there is no watch. */
  measured(body: string, window: Interval): MeasuredBody | undefined;
};

/** Verdicts about one body of one event. Beyond, only the one that settles it is written. */
export const VERDICTS_PER_BODY_MAX = 60;

/**
 * Judges these bodies of an event. Writes a verdict where its word, its reason, its window or what it
 * rests on changed; a verdict whose figures alone moved on is not written again.
 * @returns how many were written
 */
export function judgeEvent(desk: JudgingDesk, event: string, bodies: ReadonlySet<string>): number {
  const { journal } = desk;
  const row = eventRow(journal, event);
  if (row === undefined) return 0;
  const attacks = attacksOfEvent(journal, event, PAGE_ATTACKS_MAX).filter(({ body }) => bodies.has(body.id));
  const statements = statementsOfEvent(journal, event, PAGE_STATEMENTS_MAX);
  const given = bodiesOf(journal, event, attacks).flatMap(
    (body) => verdictIfNew(desk, event, body, statements) ?? [],
  );
  if (given.length === 0) return 0;
  journal.appendAll(
    given.map((verdict) => ({
      actor: program("claims"),
      kind: "claims.verdict-given",
      subject: event,
      body: verdict,
      exercise: row.exercise,
    })),
  );
  return given.length;
}

function verdictIfNew(
  { clock, measured }: JudgingDesk,
  event: string,
  found: EventBody,
  statements: readonly Statement[],
): ClaimVerdictGiven | undefined {
  const { body, type, window, hosts, history } = found;
  const [last] = history;
  const interval = { fromMs: Date.parse(window.from), toMs: Date.parse(window.to) };
  const said = aboutBody(statements, body).filter(({ review }) => review?.decision !== "rejected");
  const judged = judge({
    type,
    window: interval,
    said,
    hosts,
    // What is still to come is not missing.
    measured: measured(body.id, {
      ...interval,
      toMs: Math.max(interval.fromMs, Math.min(interval.toMs, clock.now())),
    }),
    nowMs: clock.now(),
  });
  const { sites, statements: used, contradicted, ...rest } = judged;
  const given: ClaimVerdictGiven = {
    event,
    body,
    ...window,
    ...rest,
    rule: CLAIMS_RULE_VERSION,
    sites: [...sites],
    statements: [...used],
    contradicted: [...contradicted],
    supersedes: last?.entry ?? null,
  };
  if (last !== undefined && meaning(last) === meaning(given)) return undefined;
  if (history.length >= VERDICTS_PER_BODY_MAX && !given.settled) return undefined;
  return given;
}

/** All that a reader would learn, but the figures of a window that is not over: they move on all the time. */
function meaning(given: ClaimVerdictGiven): string {
  const { verdict, because, from, to, confirmed, settled, rule, statements, contradicted } = given;
  return canonicalJson({ verdict, because, from, to, confirmed, settled, rule, statements, contradicted });
}

/** Bodies of an event that nobody took out; those without a verdict first. */
export function bodyIdsOf(journal: Reading, event: string): string[] {
  return journal
    .query<{ body: string }>(
      `SELECT body FROM claims_attacks AS a WHERE event = ?1 AND state <> 'rejected' GROUP BY body
       ORDER BY EXISTS (SELECT 1 FROM claims_verdicts AS v WHERE v.event = ?1 AND v.body = a.body), body`,
      event,
    )
    .map(({ body }) => body);
}

/** What is not settled: bodies whose last verdict was given too early, and those that have none. The newest first. */
export function unsettled(journal: Reading, limit: number): { event: string; body: string }[] {
  return journal.query<{ event: string; body: string }>(
    `SELECT a.event AS event, a.body AS body FROM claims_attacks AS a
     LEFT JOIN claims_verdicts AS v ON v.event = a.event AND v.body = a.body AND v.last = 1
     WHERE a.state <> 'rejected' AND (v.settled IS NULL OR v.settled = 0)
     GROUP BY a.event, a.body ORDER BY max(a.position) DESC LIMIT ?`,
    limit,
  );
}
