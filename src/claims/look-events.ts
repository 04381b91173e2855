import type { Actor } from "../kernel/actor.ts";
import type {
  Acted,
  Attack,
  EventBody,
  EventList,
  EventPage,
  EventRow,
  Statement,
  VerdictRecord,
} from "./answers.ts";
import { type AttackType, CLAIM_VERDICTS, type ClaimVerdict } from "./codes.ts";
import type {
  ClaimVerdictGiven,
  NamedBody,
  Publication,
  SaidTime,
  TargetListing,
  UnresolvedName,
} from "./events.ts";
import { mainType } from "./fold-event.ts";
import { actorKey, distinct } from "./join/index.ts";
import { attacksOfEvent, documentsOf, type Reading, statementsOfEvent } from "./look-documents.ts";
import { windowOf } from "./window.ts";

/** Questions to the register's tables about events. Each answer is bounded. */

export const EVENTS_LISTED_MAX = 200;
/** What one event's page carries at most. */
export const PAGE_ATTACKS_MAX = 3_000;
export const PAGE_STATEMENTS_MAX = 1_000;
export const PAGE_DOCUMENTS_MAX = 500;
export const PAGE_TARGETS_MAX = 200;
const PAGE_HOSTS_MAX = 5_000;
const HISTORY_MAX = 60;
const NAMES_MAX = 200;

export type EventFilter = {
  readonly words: string;
  readonly type: AttackType | undefined;
  readonly verdict: ClaimVerdict | undefined;
  readonly actor: string | undefined;
  readonly body: string | undefined;
  readonly published: boolean;
  readonly review: boolean;
  readonly exercise: boolean;
  readonly sort: "changed" | "from" | "bodies";
  readonly offset: number;
  readonly limit: number;
};

const ORDERS = {
  changed: "changed DESC",
  from: "from_at DESC, event",
  bodies: "bodies DESC, event",
} as const;

/** The conditions that a filter asks for; values are parameters, never text of the statement. */
function conditions(filter: EventFilter): { where: string; values: (string | number)[] } {
  const parts: [string, ...(string | number)[]][] = [["exercise = ?", filter.exercise ? 1 : 0]];
  if (filter.words !== "") {
    const like = `%${filter.words.replace(/[%_\\]/g, "\\$&")}%`;
    parts.push([
      `(row ->> '$.title' LIKE ? ESCAPE '\\' OR event IN (SELECT event FROM claims_attacks
        WHERE state <> 'rejected' AND (name LIKE ? ESCAPE '\\' OR actor LIKE ? ESCAPE '\\')))`,
      like,
      like,
      like,
    ]);
  }
  if (filter.type !== undefined) parts.push(["type = ?", filter.type]);
  if (filter.verdict !== undefined) {
    parts.push([
      "event IN (SELECT event FROM claims_verdicts WHERE last = 1 AND verdict = ?) AND row -> '$.verdicts' ->> ? > 0",
      filter.verdict,
      filter.verdict,
    ]);
  }
  if (filter.actor !== undefined) {
    parts.push([
      "event IN (SELECT event FROM claims_attacks WHERE actor_key = ? AND state <> 'rejected')",
      actorKey(filter.actor),
    ]);
  }
  if (filter.body !== undefined) {
    parts.push([
      "event IN (SELECT event FROM claims_attacks WHERE body = ? AND state <> 'rejected')",
      filter.body,
    ]);
  }
  if (filter.published) parts.push(["published = ?", 1]);
  if (filter.review) parts.push(["to_review > ?", 0]);
  return {
    where: parts.map(([text]) => text).join(" AND "),
    values: parts.flatMap(([, ...values]) => values),
  };
}

export function eventList(journal: Reading, filter: EventFilter): EventList {
  const { where, values } = conditions(filter);
  const [total] = journal.query<{ count: number }>(
    `SELECT count(*) AS count FROM claims_events WHERE ${where}`,
    ...values,
  );
  const events = journal
    .query<{ row: string }>(
      `SELECT row FROM claims_events WHERE ${where} ORDER BY ${ORDERS[filter.sort]} LIMIT ? OFFSET ?`,
      ...values,
      Math.min(filter.limit, EVENTS_LISTED_MAX),
      filter.offset,
    )
    .map(({ row }) => JSON.parse(row) as EventRow);
  return { total: total?.count ?? 0, offset: filter.offset, events };
}

export function eventRow(journal: Reading, event: string): EventRow | undefined {
  const [line] = journal.query<{ row: string }>("SELECT row FROM claims_events WHERE event = ?", event);
  return line === undefined ? undefined : (JSON.parse(line.row) as EventRow);
}

type VerdictLine = { entry: string; at: string; position: number; given: string };

export const verdictOf = ({ entry, at, position, given }: VerdictLine): VerdictRecord => ({
  ...(JSON.parse(given) as ClaimVerdictGiven),
  entry,
  at,
  position,
});

/** All verdicts about one body of an event, newest first. */
export function verdictsOf(journal: Reading, event: string, body: string): VerdictRecord[] {
  return journal
    .query<VerdictLine>(
      `SELECT entry, at, position, given FROM claims_verdicts WHERE event = ? AND body = ?
       ORDER BY position DESC LIMIT ${HISTORY_MAX}`,
      event,
      body,
    )
    .map(verdictOf);
}

/** The bodies of an event, each with what is known of it; the worst verdict first. */
export function bodiesOf(journal: Reading, event: string, attacks: readonly Attack[]): EventBody[] {
  const dispatches = new Map(
    documentsOf(journal, event, PAGE_DOCUMENTS_MAX).map((row) => [row.document, row] as const),
  );
  const byBody = new Map<string, Attack[]>();
  for (const attack of attacks) {
    if (attack.review?.decision === "rejected") continue;
    byBody.set(attack.body.id, [...(byBody.get(attack.body.id) ?? []), attack]);
  }
  const hosts = hostsOf(journal, event);
  const bodies = [...byBody.values()].map((told) => {
    const documents = told.map(({ document }) => document);
    const rows = documents.flatMap((document) => dispatches.get(document) ?? []);
    return bodyOf(journal, event, told, {
      hosts,
      documents,
      sources: new Set(rows.map(({ dispatch }) => dispatch)).size,
      listedOnly: rows.length > 0 && rows.every(({ kind }) => kind === "list"),
      firstMs: Math.min(...rows.map(({ publishedAt, readAt }) => Date.parse(publishedAt ?? readAt))),
    });
  });
  return bodies.sort((a, b) => rank(a) - rank(b) || a.body.name.localeCompare(b.body.name, "fr"));
}

const ORDER: readonly ClaimVerdict[] = [
  "confirmed_inaccessible",
  "inaccessible_own_protection",
  "confirmed_intermittent",
  "claimed_but_accessible",
  "inconclusive",
  "not_verifiable",
  "not_observed",
];
const rank = ({ verdict }: EventBody): number =>
  verdict === null ? CLAIM_VERDICTS.length : ORDER.indexOf(verdict.verdict);

type Told = Pick<EventBody, "documents" | "sources" | "listedOnly"> & {
  firstMs: number;
  hosts: ReadonlyMap<string, string[]>;
};

function bodyOf(journal: Reading, event: string, told: readonly Attack[], from: Told): EventBody {
  const { firstMs, hosts, ...rest } = from;
  const body = (told[0] as Attack).body;
  const said = told.flatMap(({ when }) => when ?? []);
  const window = windowOf(said, Number.isFinite(firstMs) ? firstMs : undefined);
  const history = verdictsOf(journal, event, body.id);
  const { fromMs = 0, toMs = 0 } = window ?? {};
  return {
    body,
    type: mainType(told.map(({ type }) => ({ type, documents: 1 }))),
    actors: distinct(told.flatMap(({ actor }) => actor ?? [])),
    services: distinct(told.flatMap(({ services }) => services)),
    ...rest,
    hosts: hosts.get(body.id) ?? [],
    times: distinctTimes(said),
    window: { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() },
    verdict: history[0] ?? null,
    history,
    doubt: Math.min(...told.map(({ doubt, review }) => (review === null ? doubt : 0))),
    watched: 0,
  };
}

function distinctTimes(times: readonly SaidTime[]): SaidTime[] {
  const seen = new Map(times.map((time) => [`${time.from} ${time.to} ${time.precision}`, time]));
  return [...seen.values()];
}

/** Hosts of each body that lists of an event's documents name. */
function hostsOf(journal: Reading, event: string): ReadonlyMap<string, string[]> {
  const rows = journal.query<{ body: string; host: string }>(
    `SELECT DISTINCT body, host FROM claims_targets WHERE body IS NOT NULL AND document IN
       (SELECT document FROM claims_attacks WHERE event = ?) ORDER BY host LIMIT ${PAGE_HOSTS_MAX}`,
    event,
  );
  const hosts = new Map<string, string[]>();
  for (const { body, host } of rows) hosts.set(body, [...(hosts.get(body) ?? []), host]);
  return hosts;
}

export function actsOf(journal: Reading, event: string): Acted[] {
  return journal
    .query<{ act: string; at: string; releasedAt: string | null }>(
      `SELECT act, at, released_at AS releasedAt FROM claims_acts WHERE event = ? ORDER BY position DESC LIMIT 50`,
      event,
    )
    .map(({ act, at, releasedAt }) => ({
      ...(JSON.parse(act) as Omit<Acted, "at" | "releasedAt">),
      at,
      releasedAt,
    }));
}

export type Published = Publication & { entry: string; at: string; by: Actor };
type PublicationLine = { publication: string; entry: string; at: string; by: string };
const publishedOf = ({ publication, entry, at, by }: PublicationLine): Published => ({
  ...(JSON.parse(publication) as Publication),
  entry,
  at,
  by: JSON.parse(by) as Actor,
});

/** What the public reads of an event now. */
export function publicationOf(journal: Reading, event: string): Published | undefined {
  const [line] = journal.query<PublicationLine>(
    `SELECT publication, entry, at, by FROM claims_publications WHERE event = ? AND state = 'published'`,
    event,
  );
  return line === undefined ? undefined : publishedOf(line);
}

export function publications(journal: Reading, limit: number): (Published & { event: string })[] {
  return journal
    .query<PublicationLine & { event: string }>(
      `SELECT event, publication, entry, at, by FROM claims_publications WHERE state = 'published'
       ORDER BY position DESC LIMIT ?`,
      limit,
    )
    .map((line) => ({ event: line.event, ...publishedOf(line) }));
}

/** The page but for what needs more than the tables: watched sites, the proposal, and events that are near. */
export function eventPage(journal: Reading, event: string): Omit<EventPage, "near" | "proposal"> | undefined {
  const row = eventRow(journal, event);
  if (row === undefined) return undefined;
  const attacks = attacksOfEvent(journal, event, PAGE_ATTACKS_MAX);
  const targets = journal.query<TargetListing & { document: string }>(
    `SELECT host, at, body, document FROM claims_targets
     WHERE document IN (SELECT document FROM claims_documents WHERE event = ?) ORDER BY host LIMIT ?`,
    event,
    PAGE_TARGETS_MAX + 1,
  );
  const [all] = journal.query<{ count: number }>(
    `SELECT count(*) AS count FROM claims_targets
     WHERE document IN (SELECT document FROM claims_documents WHERE event = ?)`,
    event,
  );
  const unresolved = journal
    .query<{ document: string; unresolved: string }>(
      `SELECT document, unresolved FROM claims_names WHERE state = 'open' AND document IN
         (SELECT document FROM claims_documents WHERE event = ?) LIMIT ${NAMES_MAX}`,
      event,
    )
    .map((line) => ({ document: line.document, ...(JSON.parse(line.unresolved) as UnresolvedName) }));
  return {
    row,
    bodies: bodiesOf(journal, event, attacks),
    attacks,
    statements: statementsOfEvent(journal, event, PAGE_STATEMENTS_MAX),
    documents: documentsOf(journal, event, PAGE_DOCUMENTS_MAX),
    targets: targets.slice(0, PAGE_TARGETS_MAX),
    targetsMore: Math.max(0, (all?.count ?? 0) - PAGE_TARGETS_MAX),
    unresolved,
    acted: actsOf(journal, event),
    publication: publicationOf(journal, event) ?? null,
  };
}

/** Statements of one event that are about one body. */
export function aboutBody(statements: readonly Statement[], body: NamedBody): Statement[] {
  return statements.filter(({ bodies }) => bodies.includes(body.id));
}
