import type { EventRow, Queue, QueueItem } from "./answers.ts";
import type { UnresolvedName } from "./events.ts";
import { DOUBT_TO_REVIEW } from "./fold-event.ts";
import { eventScore, SAME_EVENT } from "./join/index.ts";
import {
  documentRow,
  findAttack,
  findStatement,
  type Reading,
  statementsOfDocument,
} from "./look-documents.ts";
import { eventRow, verdictOf } from "./look-events.ts";
import { MEMBER_LINE, type MemberLine, memberOf } from "./members.ts";

/** What a person should look at, the most doubtful first. */

export const QUEUE_MAX = 200;
/** A name that nobody could place is more doubtful than most attacks; one that has no candidate at all, less. */
const NAME_DOUBT: Readonly<Record<UnresolvedName["why"], number>> = {
  homonyms: 0.8,
  doubtful: 0.6,
  unknown: 0.45,
};
const CONTRADICTION_DOUBT = 0.5;
/** Likeness from which two events are shown as perhaps one. */
const NEAR_MIN = 0.3;
/** Documents that are compared with each other: the last ones. */
const NEAR_DOCUMENTS = 150;
const NEAR_ASKED = SAME_EVENT - 0.1;

export function queueOf(journal: Reading, limit: number): Queue {
  const items = [
    ...doubtfulAttacks(journal),
    ...openNames(journal),
    ...contradictions(journal),
    ...perhapsOne(journal),
  ].sort((a, b) => b.doubt - a.doubt);
  return { total: items.length, items: items.slice(0, Math.min(limit, QUEUE_MAX)) };
}

function doubtfulAttacks(journal: Reading): QueueItem[] {
  return journal
    .query<{ document: string; body: string }>(
      `SELECT document, body FROM claims_attacks WHERE state = 'read' AND doubt >= ?
       ORDER BY doubt DESC, position DESC LIMIT ${QUEUE_MAX}`,
      DOUBT_TO_REVIEW,
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
      `SELECT document, unresolved FROM claims_names WHERE state = 'open' ORDER BY position DESC LIMIT ${QUEUE_MAX}`,
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
      `SELECT event, entry, at, position, given FROM claims_verdicts WHERE last = 1
         AND json_array_length(given, '$.contradicted') > 0 ORDER BY position DESC LIMIT ${QUEUE_MAX}`,
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

/** Events that might be one with this one: alike, but not enough to be joined by the machine. Best first. */
export function nearEvents(
  journal: Reading,
  { event, exercise, from }: EventRow,
  limit = 5,
): { event: string; title: string; score: number }[] {
  const around = 45 * 86_400_000;
  const lines = journal.query<MemberLine>(
    `SELECT ${MEMBER_LINE} FROM claims_documents AS d JOIN claims_events AS e ON e.event = d.event
     WHERE e.exercise = ? AND e.from_at > ? AND e.from_at < ? ORDER BY d.position DESC LIMIT 300`,
    exercise ? 1 : 0,
    new Date(Date.parse(from) - around).toISOString(),
    new Date(Date.parse(from) + around).toISOString(),
  );
  const members = lines.map(memberOf);
  const own = members.filter((member) => member.event === event);
  const best = new Map<string, number>();
  for (const other of members) {
    if (other.event === event) continue;
    for (const { print } of own) {
      const score = eventScore(print, other.print);
      if (score > (best.get(other.event) ?? NEAR_MIN)) best.set(other.event, score);
    }
  }
  return [...best]
    .sort((a, b) => b[1] - a[1])
    .slice(0, limit)
    .flatMap(([other, score]) => {
      const row = eventRow(journal, other);
      return row === undefined
        ? []
        : [{ event: other, title: row.title, score: Math.round(score * 100) / 100 }];
    });
}

/** Pairs among the last events that the machine did not dare to join. What a person parted is not asked again. */
function perhapsOne(journal: Reading): QueueItem[] {
  const members = journal
    .query<MemberLine>(
      `SELECT ${MEMBER_LINE} FROM claims_documents AS d WHERE d.exercise = 0 ORDER BY d.position DESC LIMIT ${NEAR_DOCUMENTS}`,
    )
    .map(memberOf);
  const best = new Map<string, number>();
  members.forEach((one, place) => {
    for (const other of members.slice(place + 1)) {
      if (one.event === other.event) continue;
      const score = eventScore(one.print, other.print);
      const pair = [one.event, other.event].sort().join(" ");
      if (score >= NEAR_ASKED && score > (best.get(pair) ?? 0)) best.set(pair, score);
    }
  });
  return [...best].flatMap(([pair, likeness]): QueueItem[] => {
    const [event = "", other = ""] = pair.split(" ");
    const [row, otherRow] = [eventRow(journal, event), eventRow(journal, other)];
    if (row === undefined || otherRow === undefined || isParted(journal, event, other)) return [];
    const score = Math.round(likeness * 100) / 100;
    const titles = { title: row.title, otherTitle: otherRow.title };
    return [{ kind: "same-event", doubt: Math.min(0.7, score), event, other, ...titles, score }];
  });
}

function isParted(journal: Reading, one: string, other: string): boolean {
  const parted = journal.query(
    "SELECT 1 FROM claims_parted WHERE one = ? AND other = ?",
    one < other ? one : other,
    one < other ? other : one,
  );
  return parted.length > 0;
}
