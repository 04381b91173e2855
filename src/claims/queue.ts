import type { Queue, QueueItem } from "./answers.ts";
import type { UnresolvedName } from "./events.ts";
import {
  documentRow,
  findAttack,
  findStatement,
  type Reading,
  statementsOfDocument,
} from "./look-documents.ts";
import { eventRow, verdictOf } from "./look-events.ts";
import type { Pairs } from "./near.ts";
import { ATTACK_WAITS, NAME_WAITS, VERDICT_WAITS } from "./waiting.ts";

/** What a person should look at, the most doubtful first; of real life only: a drill is reviewed on its own pages. */

export const QUEUE_MAX = 200;
/** A name that nobody could place is more doubtful than most attacks; one that has no candidate at all, less. */
const NAME_DOUBT: Readonly<Record<UnresolvedName["why"], number>> = {
  homonyms: 0.8,
  doubtful: 0.6,
  unknown: 0.45,
};
const CONTRADICTION_DOUBT = 0.5;

export function queueOf(journal: Reading, pairs: Pairs, limit: number): Queue {
  const items = [
    ...doubtfulAttacks(journal),
    ...openNames(journal),
    ...contradictions(journal),
    ...perhapsOne(journal, pairs),
  ].sort((a, b) => b.doubt - a.doubt);
  return { total: waitingCount(journal, pairs), items: items.slice(0, Math.min(limit, QUEUE_MAX)) };
}

const REAL = "document IN (SELECT document FROM claims_documents WHERE exercise = 0)";
const REAL_EVENT = "event IN (SELECT event FROM claims_events WHERE exercise = 0)";

/** All that waits, also beyond what one answer lists: the one figure that the queue, the summary and the stream say. */
export function waitingCount(journal: Reading, pairs: Pairs): number {
  const [row] = journal.query<{ count: number }>(
    `SELECT (SELECT count(*) FROM claims_attacks AS a WHERE ${ATTACK_WAITS} AND ${REAL})
       + (SELECT count(*) FROM claims_names WHERE ${NAME_WAITS} AND ${REAL})
       + (SELECT count(*) FROM claims_verdicts AS v WHERE ${VERDICT_WAITS} AND ${REAL_EVENT}) AS count`,
  );
  return (row?.count ?? 0) + pairs.now().length;
}

function doubtfulAttacks(journal: Reading): QueueItem[] {
  return journal
    .query<{ document: string; body: string }>(
      `SELECT document, body FROM claims_attacks AS a WHERE ${ATTACK_WAITS} AND ${REAL}
       ORDER BY doubt DESC, position DESC LIMIT ${QUEUE_MAX}`,
    )
    .flatMap(({ document: id, body }): QueueItem[] => {
      const attack = findAttack(journal, id, body);
      const document = documentRow(journal, id);
      if (attack === undefined || document === undefined) return [];
      const said = statementsOfDocument(journal, id).find(({ bodies }) => bodies.includes(body));
      const { doubt, event } = attack;
      return [{ kind: "attack", doubt, event, attack, document, quote: said?.quote ?? "" }];
    });
}

function openNames(journal: Reading): QueueItem[] {
  return journal
    .query<{ document: string; unresolved: string }>(
      `SELECT document, unresolved FROM claims_names WHERE ${NAME_WAITS} AND ${REAL}
       ORDER BY position DESC LIMIT ${QUEUE_MAX}`,
    )
    .flatMap(({ document: id, unresolved }): QueueItem[] => {
      const document = documentRow(journal, id);
      if (document === undefined) return [];
      const name = JSON.parse(unresolved) as UnresolvedName;
      return [{ kind: "name", doubt: NAME_DOUBT[name.why], event: document.event, name, document }];
    });
}

/** Statements that the measurement contradicts, as long as nobody looked at what was read. */
function contradictions(journal: Reading): QueueItem[] {
  return journal
    .query<{ event: string; entry: string; at: string; position: number; given: string }>(
      `SELECT event, entry, at, position, given FROM claims_verdicts AS v WHERE ${VERDICT_WAITS} AND ${REAL_EVENT}
       ORDER BY position DESC LIMIT ${QUEUE_MAX}`,
    )
    .flatMap(({ event, ...line }): QueueItem[] => {
      const verdict = verdictOf(line);
      const statements = verdict.contradicted
        .flatMap((id) => findStatement(journal, id) ?? [])
        .filter(({ review }) => review === null);
      if (statements.length === 0) return [];
      const { body } = verdict;
      return [{ kind: "contradiction", doubt: CONTRADICTION_DOUBT, event, body, verdict, statements }];
    });
}

function perhapsOne(journal: Reading, pairs: Pairs): QueueItem[] {
  return pairs.now().flatMap(({ event, other, score }): QueueItem[] => {
    const [row, otherRow] = [eventRow(journal, event), eventRow(journal, other)];
    if (row === undefined || otherRow === undefined) return [];
    const [{ title, titleEn }, { title: otherTitle, titleEn: otherTitleEn }] = [row, otherRow];
    const titles = { title, titleEn, otherTitle, otherTitleEn };
    return [{ kind: "same-event", doubt: Math.min(0.7, score), event, other, ...titles, score }];
  });
}
