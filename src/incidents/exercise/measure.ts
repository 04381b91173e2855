import type { StoredEntry } from "../../journal/index.ts";
import { happenedAt } from "../entry.ts";
import type { DebriefLine, DebriefReport, Exercise, Item } from "../events.ts";
import { injectItemId } from "./exercise-events.ts";
import type { Measure, Sign, Story } from "./scenario.ts";

/** What a team did in an exercise, when, and how that stands against the real event. */

const MINUTE_MS = 60_000;

export type Played = {
  exercise: Exercise;
  /** Of the exercise's incident, oldest first, from its beginning on. */
  entries: readonly StoredEntry[];
  find(id: string): Item | undefined;
  nowMs: number;
};

/** The comparison as it stands: complete once the exercise has ended. */
export function debriefReport({ scenario, measures }: Story, played: Played): DebriefReport {
  const { exercise, nowMs } = played;
  const endedAt = exercise.ended?.at ?? new Date(nowMs).toISOString();
  const lines = measures.map((one) => measured(one, played));
  return {
    incident: exercise.incident,
    scenario: scenario.scenario,
    title: scenario.title,
    speed: exercise.speed,
    startedAt: exercise.at,
    endedAt,
    storyMinutes: rounded(storyMinutes(endedAt, exercise)),
    lines,
    met: lines.filter(({ verdict }) => verdict === "met").length,
    missed: lines.filter(({ verdict }) => verdict === "missed").length,
    caution: scenario.caution,
  };
}

function measured(measure: Measure, played: Played): DebriefLine {
  const { exercise } = played;
  const { measure: name, label, expectedMinutes, real, advice, from } = measure;
  const fromMinutes = from === undefined ? 0 : injectMinutes(from, played);
  const seen = fromMinutes === undefined ? undefined : firstSeen(measure.signs, fromMinutes, played);
  const teamMinutes =
    seen === undefined ? null : rounded(storyMinutes(happenedAt(seen), exercise) - (fromMinutes ?? 0));
  return {
    measure: name,
    label,
    teamMinutes,
    realMinutes: real?.minutes ?? null,
    expectedMinutes,
    verdict: verdictOf(teamMinutes, expectedMinutes),
    evidence:
      seen === undefined
        ? null
        : {
            position: seen.position,
            at: happenedAt(seen),
            by: seen.entry.actor,
            text: wordsOf(seen, played.find),
          },
    source: real?.source ?? null,
    advice,
  };
}

function verdictOf(team: number | null, expected: number | null): DebriefLine["verdict"] {
  if (team === null) return "missed";
  return expected === null || team <= expected ? "met" : "late";
}

/** Minutes of the story at which an inject reached the team; undefined when it was not played. */
function injectMinutes(inject: string, { exercise, find }: Played): number | undefined {
  const item = find(injectItemId(exercise.id, inject));
  return item === undefined ? undefined : storyMinutes(item.at, exercise);
}

/** What happened earliest of all that fits a sign, at or after a minute of the story. Only people count, not the player. */
function firstSeen(
  signs: readonly Sign[],
  fromMinutes: number,
  { exercise, entries, find }: Played,
): StoredEntry | undefined {
  return entries
    .filter(({ entry }) => entry.actor.type === "person")
    .filter((stored) => storyMinutes(happenedAt(stored), exercise) >= fromMinutes)
    .filter((stored) => signs.some((sign) => fits(sign, stored, find)))
    .sort((a, b) => Date.parse(happenedAt(a)) - Date.parse(happenedAt(b)))[0];
}

function fits({ kinds, words }: Sign, stored: StoredEntry, find: Played["find"]): boolean {
  const { kind, body } = stored.entry;
  const isDone = kind === "incident.task-changed" && setsDone(body.changes);
  if (!kinds.some((one) => (one === "task-done" ? isDone : one === kind))) return false;
  return words === undefined || words.test(folded(wordsOf(stored, find)));
}

function setsDone(changes: unknown): boolean {
  return Array.isArray(changes) && changes.some((one) => one?.field === "state" && one?.new === "done");
}

/** The entry's words as people read them: what was done, decided, noted. */
function wordsOf({ entry: { body } }: StoredEntry, find: Played["find"]): string {
  const name =
    typeof body.name === "object" && body.name !== null && "fr" in body.name ? body.name.fr : body.name;
  const own = [name, body.label, body.text, body.rule, body.duty].filter((one) => typeof one === "string");
  if (own.length > 0) return own.join(" — ");
  const item = typeof body.id === "string" ? find(body.id) : undefined;
  return item !== undefined && "text" in item ? item.text : "";
}

const folded = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Minutes of the story that had passed at an instant: real minutes, times the speed. */
function storyMinutes(at: string, { at: startedAt, speed }: Exercise): number {
  return ((Date.parse(at) - Date.parse(startedAt)) / MINUTE_MS) * speed;
}

const rounded = (minutes: number): number => Math.round(minutes * 10) / 10;
