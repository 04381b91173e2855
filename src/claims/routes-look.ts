import { z } from "zod";
import type { Gazetteer } from "../gazetteer/index.ts";
import type { Journal } from "../journal/index.ts";
import { json } from "../kernel/answer.ts";
import type { Clock } from "../kernel/clock.ts";
import { checked } from "../kernel/request.ts";
import { mayAs } from "../kernel/role.ts";
import type { GuardedCall, Route } from "../kernel/route.ts";
import type { ClaimsSummary, DocumentPage, EventPage, EventRow, FeedState } from "./answers.ts";
import { ATTACK_TYPES, CLAIM_VERDICTS, type ClaimVerdict } from "./codes.ts";
import { namedBody } from "./entries.ts";
import { bodyIdSchema, documentIdSchema, eventIdSchema } from "./events.ts";
import { exportRoutes } from "./export/routes.ts";
import type { Interval } from "./join/index.ts";
import {
  attacksOfDocument,
  documentCount,
  documentList,
  documentRow,
  earlierFindings,
  openNames,
  statementsOfDocument,
  targetsOf,
} from "./look-documents.ts";
import { actsOf, eventList, EVENTS_LISTED_MAX, eventPage } from "./look-events.ts";
import { actorPage, actorRows, bodyPage, knownBody, search } from "./look-bodies.ts";
import { nearEvents, type Pairs } from "./near.ts";
import { proposalOf } from "./publish.ts";
import { QUEUE_MAX, queueOf, waitingCount } from "./queue.ts";
import { FRESH_MS } from "./react.ts";
import { EXTRACTOR_VERSION } from "./reading.ts";
import { notFound } from "./review.ts";
import { stripOf } from "./strip.ts";
import type { TextStore } from "./text-store.ts";
import { CLAIMS_RULE_VERSION, type MeasuredBody } from "./verdict.ts";

/** The routes that only look. */

export type Looking = {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly texts: TextStore;
  readonly pairs: Pairs;
  gazetteer(): Gazetteer;
  /** How the feeds of the settings do; none when there are none. */
  feeds(): FeedState[];
  /** There is a watch. */
  readonly watching: boolean;
  /** How many sites of a body are watched. */
  watchedOf(body: string): number;
  window(body: string, window: Interval): MeasuredBody | undefined;
};

const WORDS_MAX = 200;
const SEARCH_MAX = 50;
const PICKED_MAX = 20;
const SUMMARY_EVENTS_MAX = 20;
const EARLIER_SHOWN_MAX = 200;

export function readRoutes(desk: Looking): Route[] {
  const get = (path: string, answer: (call: GuardedCall) => unknown): Route => ({
    method: "GET",
    path: `/api/claims${path}`,
    needs: "observer",
    answer: (call) => json(answer(call)),
  });
  const { journal } = desk;
  return [
    get("/summary", () => summary(desk)),
    get("/events", (call) => eventList(journal, filterOf(call))),
    get("/events/:event", (call) => page(desk, eventIn(call))),
    get("/events/:event/strip", (call) => {
      const body = checked(bodyIdSchema, call.query("body") ?? "");
      const strip = stripOf(desk, eventIn(call), body, numberIn(call, "slices", 48, 8, 96));
      if (strip === undefined) throw notFound("The event has no such body.", body);
      return strip;
    }),
    get("/bodies", (call) => ({
      bodies: desk.gazetteer().search(words(call).slice(0, 100), PICKED_MAX).map(namedBody),
    })),
    get("/bodies/:body", (call) => {
      const id = checked(bodyIdSchema, call.param("body"));
      const listed = desk.gazetteer().byId(id);
      const body = listed === undefined ? knownBody(journal, id) : namedBody(listed);
      if (body === undefined) throw notFound("There is no such body.", id);
      return { ...bodyPage(journal, body, call.query("exercise") === "1"), watched: desk.watchedOf(id) };
    }),
    get("/actors", () => ({ actors: actorRows(journal) })),
    get("/actors/:name", (call) => {
      const found = actorPage(journal, call.param("name").slice(0, WORDS_MAX));
      if (found === undefined) throw notFound("There is no such actor.", call.param("name").slice(0, 100));
      return found;
    }),
    get("/documents", (call) => documentList(journal, { words: words(call), ...pageIn(call, 200) })),
    get("/documents/:document", (call) => {
      const id = checked(documentIdSchema, call.param("document"));
      return documentPage(desk, id, mayAs(call.caller.role, "member"));
    }),
    get("/queue", (call) => queueOf(journal, desk.pairs, numberIn(call, "limit", 50, 1, QUEUE_MAX))),
    get("/feeds", () => ({ feeds: desk.feeds() })),
    get("/search", (call) => ({
      hits: search(journal, words(call), numberIn(call, "limit", 20, 1, SEARCH_MAX)),
    })),
    ...exportRoutes(desk),
  ];
}

const eventIn = (call: GuardedCall): string => checked(eventIdSchema, call.param("event"));
const words = (call: GuardedCall): string => (call.query("q") ?? "").trim().slice(0, WORDS_MAX);

function numberIn(call: GuardedCall, name: string, usual: number, least: number, most: number): number {
  const schema = z.coerce.number().int().min(least).max(most);
  return checked(schema, call.query(name) ?? usual);
}

function pageIn(call: GuardedCall, most: number): { offset: number; limit: number } {
  return {
    offset: numberIn(call, "offset", 0, 0, 10_000_000),
    limit: numberIn(call, "limit", 50, 1, most),
  };
}

function filterOf(call: GuardedCall): Parameters<typeof eventList>[1] {
  const optional = <T>(schema: z.ZodType<T>, name: string): T | undefined => {
    const value = call.query(name);
    return value === undefined || value === "" ? undefined : checked(schema, value);
  };
  return {
    words: words(call),
    type: optional(z.enum(ATTACK_TYPES), "type"),
    verdict: optional(z.enum(CLAIM_VERDICTS), "verdict"),
    actor: optional(z.string().max(WORDS_MAX), "actor"),
    body: optional(bodyIdSchema, "body"),
    published: call.query("published") === "1",
    review: call.query("review") === "1",
    exercise: call.query("exercise") === "1",
    sort: optional(z.enum(["changed", "from", "bodies"]), "sort") ?? "changed",
    ...pageIn(call, EVENTS_LISTED_MAX),
  };
}

function page(desk: Looking, event: string): EventPage {
  const found = eventPage(desk.journal, event);
  if (found === undefined) throw notFound("There is no such event.", event);
  return {
    ...found,
    bodies: found.bodies.map((body) => ({ ...body, watched: desk.watchedOf(body.body.id) })),
    near: nearEvents(desk.journal, found.row),
    proposal: found.row.exercise ? null : proposalOf(found),
  };
}

/** @param withText whether the caller may read the text itself */
export function documentPage(
  { journal, texts }: Pick<Looking, "journal" | "texts">,
  document: string,
  withText: boolean,
): DocumentPage {
  const row = documentRow(journal, document);
  if (row === undefined) throw notFound("There is no such document.", document);
  const [line] = journal.query<{ sha256: string }>(
    "SELECT sha256 FROM claims_documents WHERE document = ?",
    document,
  );
  return {
    row,
    attacks: attacksOfDocument(journal, document),
    statements: statementsOfDocument(journal, document),
    targets: targetsOf(journal, document, 2_000),
    unresolved: openNames(journal, document),
    text: withText ? (texts.text(line?.sha256 ?? "") ?? null) : null,
    today: EXTRACTOR_VERSION,
    earlier: earlierFindings(journal, document, EARLIER_SHOWN_MAX),
  };
}

/** Verdicts that stand: the last ones, of real events, about bodies that nobody took out since. */
const STANDING = `v.last = 1 AND v.event IN (SELECT event FROM claims_events WHERE exercise = 0)
  AND EXISTS (SELECT 1 FROM claims_attacks AS a
    WHERE a.event = v.event AND a.body = v.body AND a.state <> 'rejected')`;

function summary({ journal, clock, pairs, watching }: Looking): ClaimsSummary {
  const [counts] = journal.query<{ events: number; published: number | null }>(
    "SELECT count(*) AS events, sum(published) AS published FROM claims_events WHERE exercise = 0",
  );
  const [bodies] = journal.query<{ bodies: number }>(
    `SELECT count(DISTINCT body) AS bodies FROM claims_attacks WHERE state <> 'rejected'
       AND event IN (SELECT event FROM claims_events WHERE exercise = 0)`,
  );
  const verdicts = journal.query<{ verdict: ClaimVerdict; count: number }>(
    `SELECT verdict, count(*) AS count FROM claims_verdicts AS v WHERE ${STANDING} GROUP BY verdict`,
  );
  const reasons = journal.query<{ because: string; count: number }>(
    `SELECT given ->> '$.because' AS because, count(*) AS count FROM claims_verdicts AS v
     WHERE ${STANDING} GROUP BY because`,
  );
  const fresh = journal.query<{ row: string }>(
    "SELECT row FROM claims_events WHERE exercise = 0 AND to_at > ? ORDER BY changed DESC LIMIT ?",
    new Date(clock.now() - FRESH_MS).toISOString(),
    SUMMARY_EVENTS_MAX,
  );
  const rows = fresh.map(({ row }) => JSON.parse(row) as EventRow);
  return {
    events: counts?.events ?? 0,
    documents: documentCount(journal),
    bodies: bodies?.bodies ?? 0,
    toReview: waitingCount(journal, pairs),
    published: counts?.published ?? 0,
    verdicts: Object.fromEntries(verdicts.map(({ verdict, count }) => [verdict, count])),
    reasons: Object.fromEntries(reasons.map(({ because, count }) => [because, count])),
    fresh: rows,
    ours: rows.flatMap(({ event, title }) => {
      const told = actsOf(journal, event).filter(({ what }) => what === "room-told");
      const sites = [...new Set(told.flatMap((one) => one.sites))];
      return sites.length === 0 ? [] : [{ event, title, sites }];
    }),
    watching,
    rule: CLAIMS_RULE_VERSION,
    extractor: EXTRACTOR_VERSION,
  };
}
