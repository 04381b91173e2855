import type { Journal, StoredEntry } from "../../journal/index.ts";
import type { AnyClock } from "../clocks/clock-item.ts";
import { clockView } from "../clocks/clock-view.ts";
import type {
  ClockView,
  Decision,
  DutyHeld,
  Evidence,
  Incident,
  Item,
  ItemType,
  Note,
  Task,
} from "../events.ts";
import { entryAt, findItem, shownItems } from "../read.ts";
import { chronologyLine, type Line } from "./lines.ts";

/** All that stands in a situation report, read at one moment of the journal. */

/** Newest entries of the chronology, and newest items of one section, that a report shows. */
export const CHRONOLOGY_MAX = 500;
export const SECTION_ITEMS_MAX = 200;
/** Characters of one section: beyond, its older items are left out. Long texts in the chronology are cut. */
export const SECTION_CHARACTERS_MAX = 200_000;
export const LINE_CHARACTERS_MAX = 600;

/** The newest of a list, in their order, and how many there are in all. */
export type Section<T> = { shown: T[]; left: number };

export type ChronologyLine = Line & { at: string; occurredAt: string | null; by: string };

export type Situation = {
  town: string;
  number: number;
  madeAt: string;
  incident: Incident;
  notes: Record<Note["certainty"], Section<Note>>;
  decisions: Section<Decision>;
  tasksOpen: Section<Task>;
  tasksEnded: Section<Task>;
  dutiesHeld: Section<DutyHeld>;
  handOvers: Section<DutyHeld>;
  clocks: ClockView[];
  evidence: Section<Evidence>;
  chronology: Section<ChronologyLine>;
  /** Where the paper can be set against the journal. */
  head: { lane: string; n: number; id: string };
  checkpoint: string | null;
};

type Reading = Pick<Journal, "query" | "read">;
export type Frame = Pick<Situation, "town" | "number" | "madeAt" | "incident" | "head" | "checkpoint">;

export function gather(journal: Reading, frame: Frame): Situation {
  const { incident } = frame;
  const items = <T extends Item>(type: T["type"]) => newestOf<T>(journal, incident.id, type);
  const notes = items<Note>("note");
  const tasks = items<Task>("task");
  const duties = items<DutyHeld>("duty");
  const counted = countNotes(journal, incident.id);
  const noted = (certainty: Note["certainty"]) =>
    section(
      notes.filter((note) => note.certainty === certainty),
      counted.get(certainty) ?? 0,
    );
  const isOpen = ({ state }: Task) => state === "open" || state === "started";
  const open = tasks.filter(isOpen).sort(byDue);
  const held = duties.filter(({ endedAt }) => endedAt === null);
  return {
    ...frame,
    notes: { fact: noted("fact"), hypothesis: noted("hypothesis"), hearsay: noted("hearsay") },
    decisions: section(items<Decision>("decision"), countItems(journal, incident.id, "decision")),
    tasksOpen: section(open, incident.counts.openTasks, "first"),
    tasksEnded: section(
      tasks.filter((task) => !isOpen(task)),
      countItems(journal, incident.id, "task") - incident.counts.openTasks,
    ),
    dutiesHeld: section(held, held.length),
    handOvers: section(
      duties.filter(({ handedOver }) => handedOver !== null),
      0,
    ),
    clocks: clocks(journal, incident, frame.madeAt),
    evidence: section(items<Evidence>("evidence"), incident.counts.evidence),
    chronology: chronology(journal, incident),
  };
}

/** Those of law, or those of the exercise: an incident has the one or the other. At most SECTION_ITEMS_MAX. */
function clocks(journal: Reading, incident: Incident, madeAt: string): ClockView[] {
  return (["clock", "exercise-clock"] as const)
    .flatMap((type) => newestOf<AnyClock>(journal, incident.id, type))
    .slice(-SECTION_ITEMS_MAX)
    .map((clock) => clockView(clock, Date.parse(madeAt)));
}

/** What is live and the newest of the rest, oldest first. */
function newestOf<T extends Item>(journal: Reading, incident: string, type: ItemType): T[] {
  return shownItems(journal, incident, type)
    .items.map((text) => JSON.parse(text) as T)
    .reverse();
}

/** Keeps the last of a list (or the first) within the bounds of a section; `all` is how many there are in the room. */
function section<T extends object>(
  list: readonly T[],
  all: number,
  keep: "first" | "last" = "last",
): Section<T> {
  const inOrder = keep === "last" ? list.toReversed() : list;
  const shown: T[] = [];
  let characters = 0;
  for (const one of inOrder) {
    characters += JSON.stringify(one).length;
    if (shown.length >= SECTION_ITEMS_MAX || characters > SECTION_CHARACTERS_MAX) break;
    shown.push(one);
  }
  if (keep === "last") shown.reverse();
  return { shown, left: Math.max(all, list.length) - shown.length };
}

function byDue(one: Task, other: Task): number {
  return (one.dueAt ?? "9").localeCompare(other.dueAt ?? "9") || one.position - other.position;
}

function countItems(journal: Reading, incident: string, type: ItemType): number {
  return (
    journal.query<{ all: number }>(
      'SELECT count(*) AS "all" FROM incident_items WHERE incident = ? AND type = ?',
      incident,
      type,
    )[0]?.all ?? 0
  );
}

function countNotes(journal: Reading, incident: string): ReadonlyMap<string, number> {
  const rows = journal.query<{ certainty: string; all: number }>(
    `SELECT item ->> '$.certainty' AS certainty, count(*) AS "all" FROM incident_items
     WHERE incident = ? AND type = 'note' GROUP BY certainty`,
    incident,
  );
  return new Map(rows.map(({ certainty, all }) => [certainty, all]));
}

/** The newest entries, told in the order in which things happened. */
function chronology(journal: Reading, incident: Incident): Section<ChronologyLine> {
  const lines = journal
    .query<{ position: number }>(
      `SELECT position FROM incident_timeline WHERE incident = ? ORDER BY position DESC LIMIT ${CHRONOLOGY_MAX}`,
      incident.id,
    )
    .map(({ position }) => lineOf(entryAt(journal, position), (id) => findItem(journal, id)))
    .reverse()
    .sort((one, other) => happened(one).localeCompare(happened(other)) || one.at.localeCompare(other.at));
  return { shown: lines, left: incident.entries - lines.length };
}

const happened = ({ at, occurredAt }: ChronologyLine): string => occurredAt ?? at;

function lineOf(stored: StoredEntry, find: (id: string) => Item | undefined): ChronologyLine {
  const { label, text } = chronologyLine(stored, find);
  const { at, occurredAt, actor } = stored.entry;
  const cut =
    text.length > LINE_CHARACTERS_MAX ? `${text.slice(0, LINE_CHARACTERS_MAX).toWellFormed()} […]` : text;
  return { label, text: cut, at, occurredAt: occurredAt ?? null, by: actor.name };
}
