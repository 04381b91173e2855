import { z } from "zod";
import type { StoredEntry } from "../journal/index.ts";
import { ITEM_TYPES, type TimelineLine, type TimelinePage } from "./events.ts";
import { entryAt, type Reading } from "./read.ts";
import { SEARCH_CHARACTERS_MAX, searchQuestion, subjectWord } from "./search-words.ts";
import { type LineType, SUBJECTS_MAX } from "./views.ts";

/** The timeline of an incident: pages of its entries, by kind of item and by words. */

/** Most entries of one page, and the usual number. */
export const LINES_PAGE_MAX = 200;
const LINES_PAGE = 50;
/** Up to here the entries that fit a question are counted; more of them are told as this number. */
export const FOUND_COUNT_MAX = 1_000;

const place = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const LINE_TYPES = [...ITEM_TYPES, "incident"] as const satisfies readonly LineType[];

export const timelineQuery = z.object({
  before: place.optional(),
  after: place.optional(),
  limit: z.coerce.number().int().min(1).max(LINES_PAGE_MAX).default(LINES_PAGE),
  q: z.string().max(SEARCH_CHARACTERS_MAX).optional(),
  types: z
    .string()
    .max(200)
    .transform((text) => [...new Set(text.split(",").filter((type) => type !== ""))])
    .pipe(z.array(z.enum(LINE_TYPES)))
    .optional(),
});
export type TimelineQuery = z.infer<typeof timelineQuery>;

/**
 * One page, newest first. With `before` (or nothing) the newest older ones, with `after` those that follow.
 * `found` is given with `q` or `types`.
 */
export function readTimeline(journal: Reading, incident: string, query: TimelineQuery): TimelinePage {
  const room = journal.query<{ entries: number; subjects: string }>(
    "SELECT entries, subjects FROM incidents WHERE id = ?",
    incident,
  )[0];
  const question = query.q === undefined ? undefined : searchQuestion(query.q);
  const types = query.types?.length ? query.types : undefined;
  const search = question === undefined ? undefined : withSubjects(question, room?.subjects ?? "[]");
  const find: Find =
    search !== undefined
      ? (range, limit) => searched(journal, incident, search, types, range, limit)
      : types !== undefined
        ? (range, limit) => ofTypes(journal, incident, types, range, limit)
        : (range, limit) => all(journal, incident, range, limit);
  const { limit, before, after } = query;
  const range: Range =
    after === undefined
      ? { from: 0, to: before ?? Number.MAX_SAFE_INTEGER, order: "DESC" }
      : { from: after, to: Number.MAX_SAFE_INTEGER, order: "ASC" };
  const positions = find(range, limit + 1);
  const entries = positions.slice(0, limit).map((position) => timelineLine(entryAt(journal, position)));
  const found = search !== undefined || types !== undefined ? { found: countFound(find) } : {};
  return {
    entries: after === undefined ? entries : entries.reverse(),
    more: positions.length > limit,
    total: room?.entries ?? 0,
    ...found,
  };
}

/** Positions between two others, both left out, nearest to the first of the order first. */
type Range = { from: number; to: number; order: "ASC" | "DESC" };
type Find = (range: Range, limit: number) => number[];

function countFound(find: Find): number {
  return find({ from: 0, to: Number.MAX_SAFE_INTEGER, order: "DESC" }, FOUND_COUNT_MAX).length;
}

function all(journal: Reading, incident: string, { from, to, order }: Range, limit: number): number[] {
  return positionsOf(
    journal.query<Row>(
      `SELECT position FROM incident_timeline WHERE incident = ? AND position > ? AND position < ?
       ORDER BY position ${order} LIMIT ?`,
      incident,
      from,
      to,
      limit,
    ),
  );
}

/** One look-up a type, put together here: the index then gives each in order, and nothing else is read. */
function ofTypes(
  journal: Reading,
  incident: string,
  types: LineType[],
  range: Range,
  limit: number,
): number[] {
  const { from, to, order } = range;
  const found = types.flatMap((type) =>
    positionsOf(
      journal.query<Row>(
        `SELECT position FROM incident_timeline WHERE incident = ? AND type = ? AND position > ? AND position < ?
         ORDER BY position ${order} LIMIT ?`,
        incident,
        type,
        from,
        to,
        limit,
      ),
    ),
  );
  return found.sort((a, b) => (order === "ASC" ? a - b : b - a)).slice(0, limit);
}

function searched(
  journal: Reading,
  incident: string,
  question: string,
  types: LineType[] | undefined,
  { from, to, order }: Range,
  limit: number,
): number[] {
  // The plus keeps the planner from going through every line of these types for each word that is found.
  const ofType = types === undefined ? "" : `AND +t.type IN (${types.map(() => "?").join(", ")})`;
  return positionsOf(
    journal.query<Row>(
      `SELECT s.rowid AS position FROM incident_search s
       CROSS JOIN incident_timeline t ON t.incident = ? AND t.position = s.rowid
       WHERE incident_search MATCH ? AND s.rowid > ? AND s.rowid < ? ${ofType}
       ORDER BY s.rowid ${order} LIMIT ?`,
      ...[incident, question, from, to, ...(types ?? []), limit],
    ),
  );
}

function withSubjects(question: string, subjectsText: string): string {
  const subjects = JSON.parse(subjectsText) as string[];
  const words = `words : (${question})`;
  if (subjects.length > SUBJECTS_MAX) return words;
  return `subject : (${subjects.map((one) => `"${subjectWord(one)}"`).join(" OR ")}) AND ${words}`;
}

type Row = { position: number };
const positionsOf = (rows: Row[]): number[] => rows.map(({ position }) => position);

export function timelineLine({ position, id, entry }: StoredEntry): TimelineLine {
  const { lane, n, at, occurredAt, actor, kind, subject, body, exercise } = entry;
  return {
    position,
    id,
    lane,
    n,
    at,
    ...(occurredAt === undefined ? {} : { occurredAt }),
    actor,
    kind,
    subject,
    body,
    ...(exercise === undefined ? {} : { exercise }),
  };
}
