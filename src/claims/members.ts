import { fold } from "../gazetteer/index.ts";
import type { AttackType } from "./codes.ts";
import {
  actorKey,
  DAY_MS,
  distinct,
  gapMs,
  type Member,
  type Print,
  undatedWhen,
  unsaidWhen,
} from "./join/index.ts";
import type { DocumentFacts, Reading } from "./look-documents.ts";

/** What is there for a new document to join: as it stands after review. */

/** Documents that one new one is set against: the last ones that share a body or an actor with it. */
export const MEMBERS_MAX = 400;
/** Attacks further away than the longest reach of a story are not looked at. */
const REACH_MS = 60 * DAY_MS;

export type MemberLine = {
  facts: string;
  event: string;
  at: string;
  attacks: string | null;
};
type AttackLine = {
  body: string;
  type: AttackType;
  actor: string | null;
  from: string | null;
  to: string | null;
};

/** Columns of claims_documents AS d that `memberOf` reads. */
export const MEMBER_LINE = `d.facts AS facts, d.event AS event, d.at AS at,
  (SELECT json_group_array(json_object('body', body, 'type', type, 'actor', actor, 'from', from_at, 'to', to_at))
     FROM claims_attacks AS a WHERE a.document = d.document AND a.event = d.event AND state <> 'rejected') AS attacks`;

/**
 * Documents near `print` in time that share a body or an actor with it: nothing else can be of its event.
 * @param except the document itself, when it is there already
 */
export function membersNear(journal: Reading, print: Print, exercise: boolean, except = ""): Member[] {
  const { when, bodies, actors } = print;
  if (bodies.length === 0) return [];
  const lines = journal.query<MemberLine>(
    `SELECT ${MEMBER_LINE} FROM (
       SELECT document FROM claims_attacks WHERE body IN (SELECT value FROM json_each(?4))
         AND state <> 'rejected' AND (from_at IS NULL OR from_at BETWEEN ?2 AND ?3)
       UNION
       SELECT document FROM claims_attacks WHERE actor_key IN (SELECT value FROM json_each(?5))
         AND state <> 'rejected' AND (from_at IS NULL OR from_at BETWEEN ?2 AND ?3)
     ) AS near CROSS JOIN claims_documents AS d ON d.document = near.document
     WHERE d.exercise = ?1 AND d.document <> ?6 ORDER BY d.position DESC LIMIT ${MEMBERS_MAX}`,
    exercise ? 1 : 0,
    instant(when.fromMs - REACH_MS),
    instant(when.toMs + REACH_MS),
    JSON.stringify(bodies),
    JSON.stringify(actors),
    except,
  );
  const near = (member: Member) => gapMs(member.print.when, when) <= REACH_MS;
  return lines.map(memberOf).filter(near);
}

/** Undated documents reach from 1970 to 2200: both are texts that compare as they should. */
const instant = (ms: number): string => new Date(Math.max(0, ms)).toISOString();

export function memberOf({ facts, event, at, attacks }: MemberLine): Member {
  const document = JSON.parse(facts) as DocumentFacts;
  const stood = JSON.parse(attacks ?? "[]") as AttackLine[];
  const said = stood.flatMap(({ from, to }) =>
    from === null || to === null ? [] : [{ fromMs: Date.parse(from), toMs: Date.parse(to) }],
  );
  const published = document.publishedAt ?? (document.kind === "article" ? null : at);
  const publishedMs = published === null ? null : Date.parse(published);
  const types = distinct(stood.map(({ type }) => type));
  const fromMs = Math.min(...said.map((one) => one.fromMs));
  const toMs = Math.max(...said.map((one) => one.toMs));
  return {
    dispatch: document.dispatch,
    event,
    print: {
      lang: document.lang,
      agency: document.agency === null ? null : fold(document.agency),
      bodies: distinct(stood.map(({ body }) => body)),
      types,
      actors: distinct(stood.flatMap(({ actor }) => (actor === null ? [] : [actorKey(actor)]))),
      when:
        said.length > 0
          ? { fromMs, toMs }
          : publishedMs === null
            ? undatedWhen(Date.parse(at))
            : unsaidWhen(types, publishedMs),
      whenSaid: said.length > 0,
      publishedMs,
      names: document.names,
      numbers: document.numbers,
      sketch: document.sketch,
    },
  };
}
