import type { ActorPage, ActorRow, BodyPage, EventRow, SearchHit } from "./answers.ts";
import type { AttackType, ClaimVerdict } from "./codes.ts";
import type { NamedBody, TargetListing } from "./events.ts";
import type { KeptAttack } from "./fold-reading.ts";
import { actorKey } from "./join/index.ts";
import { attacksOfEvent, documentList, type Reading, statementsOfEvent } from "./look-documents.ts";
import { aboutBody, bodiesOf, eventList, PAGE_ATTACKS_MAX, PAGE_STATEMENTS_MAX } from "./look-events.ts";

/** Questions about bodies and actors, and the search over all that is there. */

export const BODY_EVENTS_MAX = 50;
const BODY_TARGETS_MAX = 200;
export const ACTORS_MAX = 500;
const ACTOR_EVENTS_MAX = 100;

const STANDS = "state <> 'rejected'";

/** A body that the register knows, as it was named last. */
export function knownBody(journal: Reading, id: string): NamedBody | undefined {
  const [line] = journal.query<{ attack: string }>(
    "SELECT attack FROM claims_attacks WHERE body = ? ORDER BY position DESC LIMIT 1",
    id,
  );
  return line === undefined ? undefined : (JSON.parse(line.attack) as KeptAttack).body;
}

/** All events of a body, newest first, each with what was said and measured of it alone. */
export function bodyPage(journal: Reading, body: NamedBody, exercise: boolean): BodyPage {
  const rows = journal
    .query<{ row: string }>(
      `SELECT row FROM claims_events WHERE exercise = ?1 AND event IN
         (SELECT event FROM claims_attacks WHERE body = ?2 AND ${STANDS})
       ORDER BY from_at DESC LIMIT ${BODY_EVENTS_MAX}`,
      exercise ? 1 : 0,
      body.id,
    )
    .map(({ row }) => JSON.parse(row) as EventRow);
  const events = rows.flatMap((row) => {
    const attacks = attacksOfEvent(journal, row.event, PAGE_ATTACKS_MAX);
    const own = attacks.filter((attack) => attack.body.id === body.id);
    const [found] = bodiesOf(journal, row.event, own);
    if (found === undefined) return [];
    const statements = aboutBody(statementsOfEvent(journal, row.event, PAGE_STATEMENTS_MAX), body);
    return [{ row, body: found, statements }];
  });
  const targets = journal.query<TargetListing & { document: string }>(
    `SELECT host, at, body, document FROM claims_targets WHERE body = ? ORDER BY at DESC LIMIT ${BODY_TARGETS_MAX}`,
    body.id,
  );
  return { body, watched: 0, events, targets };
}

export function actorRows(journal: Reading): ActorRow[] {
  return journal.query<ActorRow>(
    `SELECT max(a.actor) AS actor, count(DISTINCT a.event) AS events, count(DISTINCT a.body) AS bodies,
       max(e.to_at) AS last
     FROM claims_attacks AS a JOIN claims_events AS e ON e.event = a.event
     WHERE a.actor_key IS NOT NULL AND a.state <> 'rejected' AND e.exercise = 0
     GROUP BY a.actor_key ORDER BY events DESC, bodies DESC, actor LIMIT ${ACTORS_MAX}`,
  );
}

/** undefined when nobody of that name is known. */
export function actorPage(journal: Reading, name: string): ActorPage | undefined {
  const key = actorKey(name);
  const [facts] = journal.query<{ actor: string | null; bodies: number; first: string; last: string }>(
    `SELECT max(a.actor) AS actor, count(DISTINCT a.body) AS bodies, min(e.from_at) AS first, max(e.to_at) AS last
     FROM claims_attacks AS a JOIN claims_events AS e ON e.event = a.event
     WHERE a.actor_key = ? AND a.${STANDS} AND e.exercise = 0`,
    key,
  );
  if (facts?.actor == null) return undefined;
  const verdicts = journal.query<{ verdict: ClaimVerdict; count: number }>(
    `SELECT v.verdict AS verdict, count(DISTINCT v.event || v.body) AS count FROM claims_verdicts AS v
     JOIN claims_attacks AS a ON a.event = v.event AND a.body = v.body
     WHERE v.last = 1 AND a.actor_key = ? AND a.${STANDS} GROUP BY v.verdict`,
    key,
  );
  const types = journal.query<{ type: AttackType; count: number }>(
    `SELECT type, count(DISTINCT body || event) AS count FROM claims_attacks
     WHERE actor_key = ? AND ${STANDS} GROUP BY type`,
    key,
  );
  const { events } = eventList(journal, {
    words: "",
    type: undefined,
    verdict: undefined,
    actor: name,
    body: undefined,
    published: false,
    review: false,
    exercise: false,
    sort: "from",
    offset: 0,
    limit: ACTOR_EVENTS_MAX,
  });
  return {
    actor: facts.actor,
    bodies: facts.bodies,
    verdicts: Object.fromEntries(verdicts.map(({ verdict, count }) => [verdict, count])),
    types: Object.fromEntries(types.map(({ type, count }) => [type, count])),
    first: facts.first,
    last: facts.last,
    events,
  };
}

/** Events, bodies, actors and documents whose name has these words; each sort gets its share of the places. */
export function search(journal: Reading, words: string, limit: number): SearchHit[] {
  if (words === "") return [];
  const each = Math.max(1, Math.ceil(limit / 4));
  const like = `%${words.replace(/[%_\\]/g, "\\$&")}%`;
  const bodies = journal.query<{ attack: string; events: number }>(
    `SELECT max(attack) AS attack, count(DISTINCT event) AS events FROM claims_attacks
     WHERE ${STANDS} AND name LIKE ? ESCAPE '\\' GROUP BY body ORDER BY events DESC LIMIT ?`,
    like,
    each,
  );
  const actors = journal.query<{ actor: string; events: number }>(
    `SELECT max(actor) AS actor, count(DISTINCT event) AS events FROM claims_attacks
     WHERE ${STANDS} AND actor LIKE ? ESCAPE '\\' GROUP BY actor_key ORDER BY events DESC LIMIT ?`,
    like,
    each,
  );
  const events = journal
    .query<{ row: string }>(
      `SELECT row FROM claims_events WHERE row ->> '$.title' LIKE ? ESCAPE '\\' ORDER BY changed DESC LIMIT ?`,
      like,
      each,
    )
    .map(({ row }) => JSON.parse(row) as EventRow);
  const { documents } = documentList(journal, { words, offset: 0, limit: each });
  const hits: SearchHit[] = [
    ...bodies.map(
      ({ attack, events: count }): SearchHit => ({
        kind: "body",
        body: (JSON.parse(attack) as KeptAttack).body,
        events: count,
      }),
    ),
    ...actors.map(({ actor, events: count }): SearchHit => ({ kind: "actor", actor, events: count })),
    ...events.map(
      ({ event, title, titleEn, from }): SearchHit => ({ kind: "event", event, title, titleEn, from }),
    ),
    ...documents.map(
      ({ document, title, publisher, event }): SearchHit => ({
        kind: "document",
        document,
        title,
        publisher,
        event,
      }),
    ),
  ];
  return hits.slice(0, limit);
}
