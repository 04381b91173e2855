import { z } from "zod";
import type { Actor } from "../kernel/actor.ts";
import { canonicalJson } from "../kernel/canonical.ts";
import { Refusal } from "../kernel/refusal.ts";
import { REASON_CHARACTERS_MAX, type Statement, type StatementFields, statementSchema } from "./events.ts";
import { type Look, PAGE_BYTES_MAX, statusPage } from "./page.ts";

/** What may be said to the public, and when: pure rules. */

const statementId = z.string().regex(/^[0-9a-f]{64}$/);
export const publishSchema = statementSchema
  .extend({
    /** Id of the current statement that its author saw. */
    old: statementId.nullable(),
    /** Left out: it belongs to an exercise if its incident does. */
    exercise: z.boolean().optional(),
  })
  .strict();
export type Publish = z.infer<typeof publishSchema>;

export const withdrawSchema = z
  .object({ old: statementId, reason: z.string().trim().min(1).max(REASON_CHARACTERS_MAX) })
  .strict();
export type Withdraw = z.infer<typeof withdrawSchema>;

/** What was said last, in earnest and in an exercise. */
export type Said = { readonly current: Statement | null; readonly rehearsed: Statement | null };

/** What of the incidents bears on it. */
export type Surroundings = {
  /** Whether the incident that the statement names is an exercise; undefined when there is none of that id. */
  readonly incident: { readonly exercise: boolean } | undefined;
  /** True while any open incident is an exercise. */
  readonly exerciseOpen: boolean;
};

export type Decision =
  | { readonly kind: "publish"; readonly statement: StatementFields; readonly exercise: boolean }
  /** It was said already, in the same words by the same person: the request came twice. */
  | { readonly kind: "repeat" };

/** Throws the Refusals "not-found", "exercise-open", "changed-meanwhile" and "too-large". */
export function decidePublish(
  asked: Publish,
  by: Actor,
  said: Said,
  around: Surroundings,
  look: Look,
): Decision {
  const { old, exercise: declared, ...statement } = asked;
  if (statement.incident !== null && around.incident === undefined) {
    throw new Refusal(
      "not-found",
      "There is no such incident.",
      "incident",
      "Choose an incident of the list, or none.",
    );
  }
  const exercise = isExercise(statement, declared, around);
  const before = exercise ? said.rehearsed : said.current;
  if (before !== null && isSame(before, statement, by)) return { kind: "repeat" };
  if (!exercise && old !== (said.current?.id ?? null)) throw changedMeanwhile(said.current);
  for (const language of ["fr", "en"] as const) {
    const shown = { statement, exercise, at: LONGEST_INSTANT };
    const bytes = Buffer.byteLength(statusPage(shown, language, look).body);
    if (bytes > PAGE_BYTES_MAX) {
      throw new Refusal(
        "too-large",
        `The page would have ${bytes} bytes, and the most is ${PAGE_BYTES_MAX}.`,
        "statement",
        "Say it in fewer words.",
      );
    }
  }
  return { kind: "publish", statement, exercise };
}

/** Which of the two it takes back, or "repeat" when that is done already. Throws the Refusal "changed-meanwhile". */
export function decideWithdraw(asked: Withdraw, last: Statement | null, said: Said): Statement | "repeat" {
  const found = [said.current, said.rehearsed].find((one) => one?.id === asked.old);
  if (found !== undefined && found !== null) return found;
  if (last?.id === asked.old && last.withdrawn !== null) return "repeat";
  throw changedMeanwhile(said.current);
}

/** An instant whose text is as long as any. */
const LONGEST_INSTANT = "2026-09-23T22:22:22.222Z";

/**
 * What belongs to an exercise stays in it, whatever was declared. Nobody publishes in earnest by forgetting to name the
 * exercise that is under way.
 */
function isExercise(
  { incident }: StatementFields,
  declared: boolean | undefined,
  around: Surroundings,
): boolean {
  if (around.incident?.exercise) return true;
  if (declared !== undefined) return declared;
  if (incident !== null || !around.exerciseOpen) return false;
  throw new Refusal(
    "exercise-open",
    "An exercise is under way, and this message names no incident.",
    "incident",
    "Name the incident that it is about, or say whether it belongs to the exercise.",
  );
}

function isSame(before: Statement, statement: StatementFields, by: Actor): boolean {
  const { id: _id, at: _at, by: author, exercise: _exercise, withdrawn: _withdrawn, ...fields } = before;
  return canonicalJson(fields) === canonicalJson(statement) && canonicalJson(author) === canonicalJson(by);
}

function changedMeanwhile(current: Statement | null): Refusal {
  const now =
    current === null
      ? "No message is published now"
      : `${current.by.name} published « ${current.fr.title} » at ${current.at}`;
  return new Refusal(
    "changed-meanwhile",
    `${now}.`,
    "old",
    "Read what is published now, then publish or withdraw again.",
  );
}
