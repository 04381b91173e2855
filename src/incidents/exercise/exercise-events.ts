import { z } from "zod";
import type { Actor } from "../../kernel/actor.ts";
import type { ItemBase } from "../events.ts";
import { type Bilingual, instant, itemId, longText, sha256, word } from "../fields.ts";

/** What is said in an exercise. subject of every entry: an incident that was opened as an exercise; no other takes them. */

/** A minute of the played story lasts 60 / SPEED seconds. */
export const SPEED_MAX = 600;
export const INJECT_KINDS = ["alert", "call", "mail", "media", "question", "observation"] as const;
export type InjectKind = (typeof INJECT_KINDS)[number];

export const exerciseEvents = {
  "exercise.started": z
    .object({
      id: itemId,
      scenario: word,
      speed: z.number().min(1).max(SPEED_MAX),
      /** The moment of the story at which it began. */
      storyAt: instant,
    })
    .strict(),
  /** Something reaches the team, at `storyAt` of the story. */
  "exercise.injected": z
    .object({
      id: itemId,
      inject: word,
      kind: z.enum(INJECT_KINDS),
      /** Who speaks, in the story. */
      from: z.string().trim().min(1).max(128),
      text: longText,
      storyAt: instant,
    })
    .strict(),
  "exercise.ended": z.object({ id: itemId, how: z.enum(["played", "stopped"]), storyAt: instant }).strict(),
  /** Times of the team set against those of the real event; the page lies in the store of files under its hash. */
  "exercise.debriefed": z
    .object({
      id: itemId,
      exercise: itemId,
      sha256,
      bytes: z.number().int().nonnegative(),
      met: z.number().int().nonnegative(),
      missed: z.number().int().nonnegative(),
    })
    .strict(),
} as const;

/** Id of the item by which an inject reached the team: alerts and observations are notes, all others injects. */
export function injectItemId(exercise: string, inject: string): string {
  return `${exercise}-${inject}`;
}

export type Exercise = ItemBase & {
  type: "exercise";
  scenario: string;
  speed: number;
  storyAt: string;
  ended: { at: string; how: "played" | "stopped"; storyAt: string } | null;
};
export type Inject = ItemBase & {
  type: "inject";
  inject: string;
  kind: InjectKind;
  from: string;
  text: string;
  storyAt: string;
};
export type Debrief = ItemBase & {
  type: "debrief";
  exercise: string;
  sha256: string;
  bytes: number;
  met: number;
  missed: number;
};

/** A played story, as whoever plays it needs it. Minutes count from `storyAt`. */
export type Scenario = {
  scenario: string;
  title: Bilingual;
  kind: string;
  summary: Bilingual;
  /** When the story begins, ISO 8601 in UTC. */
  storyAt: string;
  minutes: number;
  injects: {
    inject: string;
    minute: number;
    kind: InjectKind;
    from: Bilingual;
    text: Bilingual;
    source: string | null;
  }[];
  sources: { id: string; name: string; url: string; says: Bilingual }[];
  /** Where the sources differ. */
  caution: Bilingual;
};

/** One thing that the team was to do. Minutes are those of the story, from the first alert. */
export type DebriefLine = {
  measure: string;
  label: Bilingual;
  /** Null: it was not done. */
  teamMinutes: number | null;
  /** Null: not known of the real event. */
  realMinutes: number | null;
  /** Within how many minutes it was expected; null where only that it is done counts. */
  expectedMinutes: number | null;
  verdict: "met" | "late" | "missed";
  /** The entry that shows it. */
  evidence: { position: number; at: string; by: Actor; text: string } | null;
  /** What the real event's time rests on. */
  source: string | null;
  advice: Bilingual;
};

/** What a debrief says: also the answer of the route that makes one. */
export type DebriefReport = {
  incident: string;
  scenario: string;
  title: Bilingual;
  speed: number;
  startedAt: string;
  endedAt: string;
  /** Minutes of the story that were played. */
  storyMinutes: number;
  lines: DebriefLine[];
  met: number;
  missed: number;
  caution: Bilingual;
};
