import { z } from "zod";
import type { Actor } from "../../kernel/actor.ts";
import type { ItemBase } from "../events.ts";
import { type Bilingual, day, entryId, instant, itemId, longText, reason, word } from "../fields.ts";

/**
 * What is said about the clocks of law. subject of every entry: the incident. The moment by which something must be done
 * is written down when it is computed, so that the journal says what people were told, whatever a later version counts.
 */

/** Hours before the end at which a clock warns; "late" when it is over. */
export const THRESHOLDS = ["24h", "12h", "2h", "late"] as const;
export type Threshold = (typeof THRESHOLDS)[number];

/** Stages that one rule can have. */
export const STAGES_MAX = 8;

const dues = z.array(z.object({ stage: word, dueAt: instant.nullable() }).strict()).max(STAGES_MAX);

const started = z
  .object({
    id: itemId,
    /** The set of rules, for instance "gdpr", and the rule in it, for instance "gdpr-33". */
    pack: word,
    rule: word,
    /** First day of the version of the text that was applied: the one in force on the day of the facts. */
    version: day,
    /** The entry that made it known, where there is one. */
    from: entryId.nullable(),
    /** When it was known: what the law counts from. */
    awareAt: instant,
    due: dues,
  })
  .strict();

export const clockEvents = {
  "clock.started": started,
  /** The same in an exercise: another kind, so that nobody can take one for the other. */
  "clock.exercise-started": started,
  /** `old` is null where nothing stood there. */
  "clock.item-filled": z
    .object({ id: itemId, item: word, old: longText.nullable(), new: longText.nullable() })
    .strict(),
  /** Something was sent to the authority. `due`: what must follow is due then. */
  "clock.stage-sent": z
    .object({
      id: itemId,
      stage: word,
      sentAt: instant,
      /** The number that the authority gave, or how it was sent. */
      reference: z.string().trim().min(1).max(200).optional(),
      due: dues.default([]),
    })
    .strict(),
  /** The moment that the law counts from was another one. */
  "clock.awareness-corrected": z
    .object({ id: itemId, old: instant, new: instant, reason, due: dues })
    .strict(),
  /** `proof`: the item that shows it, for instance a receipt kept as evidence. */
  "clock.stopped": z
    .object({
      id: itemId,
      reason: z.enum(["done", "not-applicable"]),
      text: reason,
      proof: itemId.optional(),
    })
    .strict(),
  /** A program saw a threshold crossed; once for each stage and threshold. */
  "clock.warned": z
    .object({ id: itemId, stage: word, threshold: z.enum(THRESHOLDS), dueAt: instant })
    .strict(),
} as const;

type ClockFields = {
  pack: string;
  rule: string;
  version: string;
  from: string | null;
  awareAt: string;
  due: { stage: string; dueAt: string | null }[];
  /** Texts by the item that they fill. */
  filled: Record<string, string>;
  /** `filled`: the items that had a text when this was sent. */
  sent: { stage: string; at: string; reference: string | null; filled: string[]; by: Actor }[];
  warned: { stage: string; threshold: Threshold; at: string }[];
  stopped: {
    at: string;
    reason: "done" | "not-applicable";
    text: string;
    proof: string | null;
    by: Actor;
  } | null;
};
export type Clock = ItemBase & ClockFields & { type: "clock" };
/** Never among the clocks of law: another type, of exercise incidents only. */
export type ExerciseClock = ItemBase & ClockFields & { type: "exercise-clock" };

/**
 * running: more than 24 h are left. due-soon: 24 h or less. late: over. no-limit: as soon as can be, without a number of
 * hours. done: everything was sent, or it was stopped as done.
 */
export type ClockState = "running" | "due-soon" | "late" | "no-limit" | "done" | "not-applicable";

/** A text of law as a rule cites it. `since`: first day of the version applied. */
export type LawSource = { text: Bilingual; article: string; since: string; url: string };

export type ClockStageView = {
  stage: string;
  label: Bilingual;
  /** How it is counted, in words. */
  counting: Bilingual;
  state: "waiting" | "running" | "due-soon" | "late" | "no-limit" | "sent" | "sent-late" | "not-needed";
  /** Null: no number of hours, or not yet known (waiting for an earlier stage). */
  dueAt: string | null;
  /** The same hours to the minute, where the law's way of counting grants a little more. */
  plainDueAt: string | null;
  leftMs: number | null;
  sentAt: string | null;
  reference: string | null;
};

export type ClockItemView = {
  item: string;
  label: Bilingual;
  hint: Bilingual;
  article: string;
  text: string | null;
  /** The law asks for it, as things stand. */
  required: boolean;
  /** Asked for, and empty. */
  missing: boolean;
};

/** A clock as screens show it, at the moment of the answer. */
export type ClockView = {
  id: string;
  incident: string;
  exercise: boolean;
  pack: string;
  rule: string;
  label: Bilingual;
  authority: Bilingual;
  source: LawSource;
  /** How sure the counting is, and what is left out. */
  caution: Bilingual;
  awareAt: string;
  from: string | null;
  startedAt: string;
  startedBy: Actor;
  state: ClockState;
  /** Of the stage that is due next. */
  dueAt: string | null;
  leftMs: number | null;
  stages: ClockStageView[];
  items: ClockItemView[];
  missing: number;
  stopped: Clock["stopped"];
  warned: Clock["warned"];
  /** Whether the draft for the authority can be printed: GET /api/incidents/:incident/cnil?clock=ID. */
  draft: boolean;
  changed: number;
};

/** A rule that could be started now, or a text to know of. */
export type RuleView = {
  pack: string;
  rule: string;
  label: Bilingual;
  authority: Bilingual;
  source: LawSource;
  caution: Bilingual;
  /** What the moment is that it counts from. */
  awareness: Bilingual;
};
export type LawNote = { id: string; label: Bilingual; text: Bilingual; source: LawSource };

/** Answer of GET /api/incidents/:incident/clocks. `at`: the keeper's clock, which all of it was computed for. */
export type ClocksAnswer = {
  at: string;
  clocks: ClockView[];
  exerciseClocks: ClockView[];
  rules: RuleView[];
  notes: LawNote[];
};

/** Answer of GET /api/clocks: clocks of law and of exercises that still wait for somebody, the next due first. */
export type RunningClocks = { at: string; clocks: ClockView[] };
