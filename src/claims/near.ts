import type { StoredEntry } from "../journal/index.ts";
import type { EventPage, EventRow } from "./answers.ts";
import type { ClaimsEventKind } from "./events.ts";
import { eventScore, SAME_EVENT } from "./join/index.ts";
import type { Reading } from "./look-documents.ts";
import { eventRow } from "./look-events.ts";
import { MEMBER_LINE, type MemberLine, memberOf } from "./members.ts";

/** Events that look alike, though the machine did not join them: a person says whether they are one. */

/** Likeness from which two events are shown as perhaps one. */
const NEAR_MIN = 0.3;
/** Documents that are compared with each other: the last ones. */
const NEAR_DOCUMENTS = 150;
const NEAR_ASKED = SAME_EVENT - 0.1;

/** Events that might be one with this one: alike, but not enough to be joined by the machine. Best first. */
export function nearEvents(
  journal: Reading,
  { event, exercise, from }: EventRow,
  limit = 5,
): EventPage["near"] {
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
        : [
            {
              event: other,
              title: row.title,
              titleEn: row.titleEn,
              score: hundredths(score),
              parted: isParted(journal, event, other),
            },
          ];
    });
}

export type Pair = { readonly event: string; readonly other: string; readonly score: number };

/** The pairs to ask about, kept until the register changes: scoring them takes longer than all else that a page asks. */
export type Pairs = {
  now(): readonly Pair[];
  hear(stored: StoredEntry): void;
};

/** What the machine says by itself, and often, changes no likeness. */
const CHANGES_NOTHING: ReadonlySet<string> = new Set<ClaimsEventKind>([
  "claims.verdict-given",
  "claims.acted",
  "claims.readings-kept",
]);

export function openPairs(journal: Reading): Pairs {
  let kept: readonly Pair[] | undefined;
  return {
    now() {
      kept ??= pairsToAsk(journal);
      return kept;
    },
    hear({ entry: { kind } }) {
      if (kind.startsWith("claims.") && !CHANGES_NOTHING.has(kind)) kept = undefined;
    },
  };
}

/** Pairs among the last events that the machine did not dare to join. What a person parted is not asked again. */
function pairsToAsk(journal: Reading): Pair[] {
  const members = journal
    .query<MemberLine>(
      `SELECT ${MEMBER_LINE} FROM claims_documents AS d JOIN claims_events AS e ON e.event = d.event
       WHERE d.exercise = 0 ORDER BY d.position DESC LIMIT ${NEAR_DOCUMENTS}`,
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
  return [...best].flatMap(([pair, likeness]) => {
    const [event = "", other = ""] = pair.split(" ");
    return isParted(journal, event, other) ? [] : [{ event, other, score: hundredths(likeness) }];
  });
}

const hundredths = (score: number): number => Math.round(score * 100) / 100;

export function isParted(journal: Reading, one: string, other: string): boolean {
  const parted = journal.query(
    "SELECT 1 FROM claims_parted WHERE one = ? AND other = ?",
    one < other ? one : other,
    one < other ? other : one,
  );
  return parted.length > 0;
}
