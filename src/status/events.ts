import { z } from "zod";
import type { Actor } from "../kernel/actor.ts";
import { line } from "../kernel/text.ts";

/**
 * What the town says to the public, as the journal and the console have it. subject of every entry: "status". An entry
 * that is marked as an exercise is never shown to the public.
 */

/** How things are, in one word. */
export const LEVELS = ["normal", "disturbed", "major"] as const;
export type Level = (typeof LEVELS)[number];

/** works: as always. degraded: slower or in part. closed: not for now. paper: at the counter, by hand. */
export const SERVICE_STATES = ["works", "degraded", "closed", "paper"] as const;
export type ServiceState = (typeof SERVICE_STATES)[number];

export const SERVICES_MAX = 30;
export const PHONES_MAX = 12;
export const TITLE_CHARACTERS_MAX = 120;
export const TEXT_CHARACTERS_MAX = 3_000;
export const NAME_CHARACTERS_MAX = 80;
export const NOTE_CHARACTERS_MAX = 200;
export const HOURS_CHARACTERS_MAX = 600;
export const BANNER_CHARACTERS_MAX = 160;
export const REASON_CHARACTERS_MAX = 1_000;

/** Longer texts have line breaks, and no other control character. */
const CONTROL_BUT_LINE_BREAK = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/;
const lines = (charactersMax: number) =>
  z
    .string()
    .transform((text) => text.replaceAll("\r\n", "\n").trim())
    .pipe(
      z
        .string()
        .max(charactersMax)
        .refine((text) => !CONTROL_BUT_LINE_BREAK.test(text), "has a control character")
        .refine((text) => text.isWellFormed(), "is no text"),
    );

/** The English may be empty: the French then stands in its place, and the page says that it is French. */
const inBoth = (one: ReturnType<typeof line> | ReturnType<typeof lines>) =>
  z.object({ fr: one.default(""), en: one.default("") }).strict();

export const serviceSchema = z
  .object({
    /** Stays the same from one statement to the next. */
    id: z.string().regex(/^[a-z0-9-]{1,40}$/),
    fr: line(NAME_CHARACTERS_MAX).refine((name) => name !== "", "is empty"),
    en: line(NAME_CHARACTERS_MAX).default(""),
    state: z.enum(SERVICE_STATES),
    note: inBoth(line(NOTE_CHARACTERS_MAX)).prefault({}),
  })
  .strict();
export type ServiceNow = z.infer<typeof serviceSchema>;

export const phoneSchema = z
  .object({
    fr: line(NAME_CHARACTERS_MAX).refine((name) => name !== "", "is empty"),
    en: line(NAME_CHARACTERS_MAX).default(""),
    /** As people write it: digits, spaces, dots, hyphens, brackets, a leading "+". */
    number: z
      .string()
      .trim()
      .regex(/^\+?[0-9][0-9 .()\u00a0\u202f-]{1,29}$/, "is not a telephone number"),
  })
  .strict();

/** All that a person writes for the public. */
export const statementSchema = z
  .object({
    level: z.enum(LEVELS),
    fr: z
      .object({
        title: line(TITLE_CHARACTERS_MAX).refine((title) => title !== "", "is empty"),
        text: lines(TEXT_CHARACTERS_MAX).default(""),
      })
      .strict(),
    en: z
      .object({ title: line(TITLE_CHARACTERS_MAX).default(""), text: lines(TEXT_CHARACTERS_MAX).default("") })
      .strict()
      .prefault({}),
    services: z
      .array(serviceSchema)
      .max(SERVICES_MAX)
      .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, "names a service twice")
      .default([]),
    /** Opening hours in words. */
    hours: inBoth(lines(HOURS_CHARACTERS_MAX)).prefault({}),
    phones: z.array(phoneSchema).max(PHONES_MAX).default([]),
    /** When the public will be told more; null when nobody has said. */
    nextUpdateAt: z.iso.datetime({ precision: 3 }).nullable().default(null),
    incident: z
      .string()
      .regex(/^i-[a-z0-9-]{1,38}$/)
      .nullable()
      .default(null),
    /** One sentence on every page of the sites whose settings allow it, with a link to the status page. */
    banner: z
      .object({
        on: z.boolean(),
        fr: line(BANNER_CHARACTERS_MAX).default(""),
        en: line(BANNER_CHARACTERS_MAX).default(""),
      })
      .strict()
      .refine(({ on, fr }) => !on || fr !== "", { message: "is on but says nothing", path: ["fr"] })
      .prefault({ on: false }),
  })
  .strict();
export type StatementFields = z.infer<typeof statementSchema>;

export const statusEvents = {
  "status.published": z
    .object({
      statement: statementSchema,
      /** Id of the entry of the statement that this one takes the place of. */
      replaces: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .nullable(),
    })
    .strict(),
  "status.withdrawn": z
    .object({
      statement: z.string().regex(/^[0-9a-f]{64}$/),
      reason: z.string().trim().min(1).max(REASON_CHARACTERS_MAX),
    })
    .strict(),
} as const;

/** A statement as the console shows one. */
export type Statement = StatementFields & {
  /** Id of its entry in the journal. */
  id: string;
  /** ISO 8601: when it was published. */
  at: string;
  by: Actor;
  /** True: made in an exercise, shown to who is signed in and to nobody else. */
  exercise: boolean;
  withdrawn: { at: string; by: Actor; reason: string } | null;
};

/**
 * GET /api/status-page. POST /api/status-page and /withdraw answer with the same. The body of the former is
 * StatementFields with `old` (the current statement's id, or null), and `exercise`: when an exercise is open and the
 * statement names no incident, it must be said whether it belongs to it ("exercise-open"). What belongs to an exercise
 * is never published: it is `rehearsed`, and GET /api/status-page/rehearsal?lang=fr shows its page to who is signed in.
 */
export type StatusPage = {
  current: Statement | null;
  /** Newest first, the current one included, at most HISTORY_MAX. */
  history: Statement[];
  /** The last statement of an exercise, unless it was withdrawn. `old` is not compared with it. */
  rehearsed: Statement | null;
};
export const HISTORY_MAX = 100;
