import { z } from "zod";
import type { Actor } from "../kernel/actor.ts";
import { line, prose } from "../kernel/text.ts";
import { personIdSchema } from "../people/events.ts";
import { type Clock, clockEvents, type ExerciseClock } from "./clocks/clock-events.ts";
import { type Debrief, type Exercise, exerciseEvents, type Inject } from "./exercise/exercise-events.ts";
import { type PlaybookRun, playbookEvents } from "./playbook/playbook-events.ts";

export type * from "./clocks/clock-events.ts";
export type * from "./exercise/exercise-events.ts";
export { injectItemId } from "./exercise/exercise-events.ts";
export type * from "./playbook/playbook-events.ts";

/**
 * What the crisis room says to the journal, and the items that views and screens make of it. subject of every entry:
 * the incident. `occurredAt` of an entry is when it happened, `at` when it was known.
 */

export const INCIDENT_KINDS = ["ddos", "intrusion", "ransomware", "leak", "defacement", "other"] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/** How sure we are: seen or measured by us; thought likely; heard from somebody. */
export const CERTAINTIES = ["fact", "hypothesis", "hearsay"] as const;
export type Certainty = (typeof CERTAINTIES)[number];

export const TASK_STATES = ["open", "started", "done", "dropped"] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** Roles in a crisis cell, as the national guides name them. "other" carries its own words. */
export const DUTIES = [
  "crisis-lead",
  "deputy",
  "log-keeper",
  "it",
  "communication",
  "data-protection",
  "legal",
  "continuity",
  "liaison",
  "other",
] as const;
export type Duty = (typeof DUTIES)[number];

/** Chosen by the client, so that a request sent twice makes one item. */
export const itemIdSchema = z.string().regex(/^[a-z0-9-]{1,40}$/);
export const incidentIdSchema = z.string().regex(/^i-[a-z0-9-]{1,38}$/);
export const TITLE_CHARACTERS_MAX = 200;
export const TEXT_CHARACTERS_MAX = 4_000;
export const REASON_CHARACTERS_MAX = 1_000;
/** Items that one split moves. */
export const SPLIT_ITEMS_MAX = 500;

const title = line(TITLE_CHARACTERS_MAX).min(1);
const text = prose(TEXT_CHARACTERS_MAX).min(1);
const reason = prose(REASON_CHARACTERS_MAX).min(1);
const kind = z.enum(INCIDENT_KINDS);
const certainty = z.enum(CERTAINTIES);
const instant = z.iso.datetime({ precision: 3 });
const entryId = z.string().regex(/^[0-9a-f]{64}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Somebody who need not have an account: the mayor, an outside firm. `person` when they have one. */
export const whoSchema = z
  .object({
    name: line(128).min(1),
    function: line(128).optional(),
    person: personIdSchema.optional(),
  })
  .strict();
export type Who = z.infer<typeof whoSchema>;

const taskField = z.discriminatedUnion("field", [
  z.object({ field: z.literal("text"), old: text, new: text }).strict(),
  z.object({ field: z.literal("owner"), old: whoSchema.nullable(), new: whoSchema.nullable() }).strict(),
  z.object({ field: z.literal("dueAt"), old: instant.nullable(), new: instant.nullable() }).strict(),
  z.object({ field: z.literal("state"), old: z.enum(TASK_STATES), new: z.enum(TASK_STATES) }).strict(),
]);
export type TaskChange = z.infer<typeof taskField>;

export const incidentEvents = {
  "incident.opened": z
    .object({
      title,
      kind,
      summary: prose(TEXT_CHARACTERS_MAX).default(""),
      /** Who or what asked for it. */
      cause: z.enum(["person", "siege", "sensor", "watch", "split"]),
      site: line(100).optional(),
      /** The incident that this one was split from. */
      from: incidentIdSchema.optional(),
    })
    .strict(),
  "incident.changed": z.discriminatedUnion("field", [
    z.object({ field: z.literal("title"), old: title, new: title, reason: reason.optional() }).strict(),
    z.object({ field: z.literal("kind"), old: kind, new: kind, reason: reason.optional() }).strict(),
    z
      .object({
        field: z.literal("summary"),
        old: z.string().max(TEXT_CHARACTERS_MAX),
        new: prose(TEXT_CHARACTERS_MAX),
        reason: reason.optional(),
      })
      .strict(),
  ]),
  "incident.closed": z.object({ reason }).strict(),
  "incident.reopened": z.object({ reason }).strict(),
  /** The subject goes on in `into`, which shows its items and its timeline too. */
  "incident.merged": z.object({ into: incidentIdSchema, reason }).strict(),
  /** These items go on in `into`, a new incident. */
  "incident.split": z
    .object({ into: incidentIdSchema, items: z.array(itemIdSchema).min(1).max(SPLIT_ITEMS_MAX), reason })
    .strict(),
  "incident.noted": z.object({ id: itemIdSchema, text, certainty, source: line(200).optional() }).strict(),
  "incident.note-weighed": z
    .object({ id: itemIdSchema, old: certainty, new: certainty, reason: reason.optional() })
    .strict(),
  "incident.decided": z.object({ id: itemIdSchema, text, reason, decider: whoSchema }).strict(),
  "incident.decision-revoked": z.object({ id: itemIdSchema, reason, decider: whoSchema }).strict(),
  "incident.task-added": z
    .object({
      id: itemIdSchema,
      text,
      owner: whoSchema.nullable().default(null),
      dueAt: instant.nullable().default(null),
    })
    .strict(),
  "incident.task-changed": z
    .object({
      id: itemIdSchema,
      changes: z.array(taskField).min(1).max(4),
      reason: reason.optional(),
    })
    .strict(),
  "incident.duty-taken": z
    .object({
      id: itemIdSchema,
      duty: z.enum(DUTIES),
      /** The words for "other". */
      label: line(100).optional(),
      who: whoSchema,
      from: instant,
      until: instant.nullable().default(null),
    })
    .strict(),
  "incident.duty-ended": z.object({ id: itemIdSchema, reason: reason.optional() }).strict(),
  /** Ends `id` and begins `next`, the same duty, held by `to`. `brief` is what the one who goes tells the one who comes. */
  "incident.duty-handed-over": z
    .object({
      id: itemIdSchema,
      next: itemIdSchema,
      to: whoSchema,
      until: instant.nullable().default(null),
      brief: text,
    })
    .strict(),
  "incident.evidence-added": z
    .object({
      id: itemIdSchema,
      sha256,
      bytes: z.number().int().nonnegative(),
      name: line(255).min(1),
      description: prose(TEXT_CHARACTERS_MAX).default(""),
    })
    .strict(),
  /** `entry` is the id of the entry that is corrected; the item shows the new text, the timeline both. */
  "incident.corrected": z
    .object({
      id: itemIdSchema,
      entry: entryId,
      field: z.enum(["text", "reason", "source", "description", "occurredAt"]),
      old: z.string().max(TEXT_CHARACTERS_MAX),
      new: prose(TEXT_CHARACTERS_MAX).min(1),
      reason,
    })
    .strict(),
  /** A situation report: its text lies in the store of files under its hash. `upTo`: last entry that it took in. */
  "incident.report-made": z
    .object({
      id: itemIdSchema,
      sha256,
      bytes: z.number().int().nonnegative(),
      number: z.number().int().positive(),
      upTo: z.object({ lane: z.string().max(63), n: z.number().int().nonnegative(), id: entryId }).strict(),
    })
    .strict(),
  /** Something that a program saw and that bears on the incident; `entry` is where it stands in the journal. */
  "incident.observed": z
    .object({
      id: itemIdSchema,
      what: z.literal("posture"),
      site: z.string().max(100),
      from: z.string().max(40),
      to: z.string().max(40),
      entry: entryId,
      /** How many changes this tells of: more than one where they came faster than a reader could follow. */
      changes: z.number().int().positive().default(1),
    })
    .strict(),
  ...clockEvents,
  ...playbookEvents,
  ...exerciseEvents,
} as const;

export type IncidentEventKind = keyof typeof incidentEvents;
export type IncidentBody<K extends IncidentEventKind> = z.infer<(typeof incidentEvents)[K]>;
/** One thing said about an incident: the kind and its body, together. */
export type IncidentEvent = {
  [K in IncidentEventKind]: { kind: K; body: IncidentBody<K> };
}[IncidentEventKind];

/** What every item has. `at`: when it became known. `changed`: position of the last entry that touched it. */
export type ItemBase = {
  id: string;
  incident: string;
  /** Position of the entry that made it, and that entry's id, which corrections cite. */
  position: number;
  entry: string;
  changed: number;
  at: string;
  occurredAt: string | null;
  by: Actor;
  /** How many corrections it has had. */
  corrections: number;
};

export type Note = ItemBase & { type: "note"; text: string; certainty: Certainty; source: string | null };
export type Decision = ItemBase & {
  type: "decision";
  text: string;
  reason: string;
  decider: Who;
  revoked: { at: string; reason: string; decider: Who } | null;
};
export type Task = ItemBase & {
  type: "task";
  text: string;
  owner: Who | null;
  dueAt: string | null;
  state: TaskState;
};
export type DutyHeld = ItemBase & {
  type: "duty";
  duty: Duty;
  label: string | null;
  who: Who;
  from: string;
  until: string | null;
  /** When it really ended; null while it is held. */
  endedAt: string | null;
  /** What was said at the hand-over that ended it, and the item that goes on. */
  handedOver: { next: string; brief: string } | null;
};
export type Evidence = ItemBase & {
  type: "evidence";
  sha256: string;
  bytes: number;
  name: string;
  description: string;
};
export type Report = ItemBase & { type: "report"; sha256: string; bytes: number; number: number };
export type Observation = ItemBase & {
  type: "observation";
  what: "posture";
  site: string;
  from: string;
  to: string;
  changes: number;
};
export type Item =
  | Note
  | Decision
  | Task
  | DutyHeld
  | Evidence
  | Report
  | Observation
  | Clock
  | ExerciseClock
  | PlaybookRun
  | Exercise
  | Inject
  | Debrief;
export type ItemType = Item["type"];
export const ITEM_TYPES = [
  "note",
  "decision",
  "task",
  "duty",
  "evidence",
  "report",
  "observation",
  "clock",
  "exercise-clock",
  "playbook",
  "exercise",
  "inject",
  "debrief",
] as const satisfies readonly ItemType[];

export type IncidentState = "open" | "closed" | "merged";

/** An incident in one line: lists, the overview, the band. */
export type Incident = {
  id: string;
  title: string;
  kind: IncidentKind;
  summary: string;
  state: IncidentState;
  exercise: boolean;
  cause: "person" | "siege" | "sensor" | "watch" | "split";
  site: string | null;
  openedAt: string;
  /** When it began, if that was before it was opened. */
  occurredAt: string | null;
  openedBy: Actor;
  closed: { at: string; reason: string } | null;
  mergedInto: string | null;
  splitFrom: string | null;
  /** Position of the last entry about it. */
  changed: number;
  changedAt: string;
  entries: number;
  counts: { openTasks: number; overdueFrom: string | null; decisions: number; evidence: number };
};

/**
 * What one entry changed: the incident as it is now and the items touched. All who look at the room get it. With `whole`,
 * more changed than is listed (items moved in or out): what is shown of this incident must be fetched anew.
 */
export type IncidentChange = { incident: Incident; items: Item[]; position: number; whole?: true };

/** One entry of an incident's timeline. `position` is the cursor for older and newer ones. */
export type TimelineLine = {
  position: number;
  id: string;
  lane: string;
  n: number;
  at: string;
  occurredAt?: string;
  actor: Actor;
  kind: string;
  subject: string;
  body: Record<string, unknown>;
  exercise?: boolean;
};

/** Answer of the room's first page. `more` of a type: there are older ones than those listed. */
export type IncidentPage = {
  incident: Incident;
  items: Item[];
  upTo: number;
  more: Record<ItemType, boolean>;
};
/** Newest first with `before`; oldest change first with `changedAfter`, and `upTo` is where to go on. */
export type ItemsPage = { items: Item[]; more: boolean; upTo?: number; whole?: true };
/** Newest first. `total`: all entries of the timeline. `found`: those that fit what was asked, counted up to a bound. */
export type TimelinePage = { entries: TimelineLine[]; more: boolean; total: number; found?: number };
export type ActAnswer = { position: number; incident: Incident; items: Item[] };
