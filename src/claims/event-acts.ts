import { z } from "zod";
import type { Journal, NewEntry } from "../journal/index.ts";
import type { Actor } from "../kernel/actor.ts";
import { Refusal } from "../kernel/refusal.ts";
import { prose } from "../kernel/text.ts";
import type { EventRow } from "./answers.ts";
import { ownKeys } from "./entries.ts";
import {
  claimsEvents,
  documentIdSchema,
  eventIdSchema,
  MOVED_DOCUMENTS_MAX,
  REASON_CHARACTERS_MAX,
} from "./events.ts";
import { documentsOf } from "./look-documents.ts";
import { eventRow, publicationOf } from "./look-events.ts";
import { isParted } from "./near.ts";
import { changedMeanwhile, notFound } from "./review.ts";

/** What people do with events: name, join and part them. The machine never moves a document again. */

type Desk = { readonly journal: Pick<Journal, "query" | "append" | "appendAll"> };

const reason = prose(REASON_CHARACTERS_MAX).min(1);
export const nameSchema = claimsEvents["claims.event-named"];
export const moveSchema = z
  .object({
    documents: z.array(documentIdSchema).min(1).max(MOVED_DOCUMENTS_MAX),
    /** "new": an event of their own. */
    to: z.union([eventIdSchema, z.literal("new")]),
    reason,
  })
  .strict();
export const mergeSchema = z.object({ into: eventIdSchema, reason }).strict();
export const partSchema = claimsEvents["claims.events-parted"];
export const reasonSchema = z.object({ reason }).strict();

export function requireRow(
  { journal }: { readonly journal: Pick<Journal, "query"> },
  event: string,
): EventRow {
  const row = eventRow(journal, event);
  if (row === undefined) throw notFound("There is no such event.", event);
  return row;
}

export function nameEvent(desk: Desk, event: string, asked: z.infer<typeof nameSchema>, by: Actor): EventRow {
  const row = requireRow(desk, event);
  const now = row.named ? row.title : "";
  if (now === asked.new) return row;
  // What the machine made may have moved on by itself: only a person's words are protected.
  if (row.named && now !== asked.old) throw changedMeanwhile(event);
  const body = { old: now, new: asked.new };
  desk.journal.append({
    actor: by,
    kind: "claims.event-named",
    subject: event,
    body,
    exercise: row.exercise,
  });
  return requireRow(desk, event);
}

export function moveDocuments(
  desk: Desk,
  event: string,
  { documents, to, reason: why }: z.infer<typeof moveSchema>,
  by: Actor,
): EventRow {
  const row = requireRow(desk, event);
  const there = new Set(documentsOf(desk.journal, event, MOVED_DOCUMENTS_MAX).map((one) => one.document));
  const missing = documents.find((document) => !there.has(document));
  if (missing !== undefined) throw changedMeanwhile(missing);
  const target = to === "new" ? freshEvent(desk, documents, event) : to;
  if (target === event) throw sameEvent(event);
  const other = eventRow(desk.journal, target);
  if (to !== "new" && other === undefined) throw notFound("There is no such event.", to);
  if (other !== undefined && other.exercise !== row.exercise) throw mixedExercise(target);
  desk.journal.append({
    actor: by,
    kind: "claims.documents-moved",
    subject: target,
    body: { from: event, documents: [...new Set(documents)], reason: why },
    exercise: row.exercise,
  });
  return requireRow(desk, target);
}

/** An id that no event bears: of the documents themselves, or of the parting when theirs is taken. */
function freshEvent({ journal }: Desk, documents: readonly string[], from: string): string {
  for (const document of documents) {
    for (let story = 0; story < 20; story++) {
      const { event } = ownKeys(document, story);
      if (event !== from && eventRow(journal, event) === undefined) return event;
    }
  }
  throw notFound("No free name was found for a new event.", from);
}

/** All documents of one go to the other; what was published of the one is taken back. */
export function mergeEvents(
  desk: Desk,
  event: string,
  { into, reason: why }: z.infer<typeof mergeSchema>,
  by: Actor,
): EventRow {
  const target = requireRow(desk, into);
  if (into === event) throw sameEvent(event);
  // Merged before: said again, it is answered as the first time.
  const row = eventRow(desk.journal, event);
  if (row === undefined) return target;
  if (row.exercise !== target.exercise) throw mixedExercise(into);
  const documents = documentsOf(desk.journal, event, MOVED_DOCUMENTS_MAX + 1).map((one) => one.document);
  if (documents.length > MOVED_DOCUMENTS_MAX) throw tooManyDocuments(event);
  const published = publicationOf(desk.journal, event);
  const entries: NewEntry[] = [
    {
      actor: by,
      kind: "claims.documents-moved",
      subject: into,
      body: { from: event, documents, reason: why },
      exercise: row.exercise,
    },
  ];
  if (published !== undefined) {
    const body = { publication: published.entry, reason: why };
    entries.push({ actor: by, kind: "claims.withdrawn", subject: event, body });
  }
  desk.journal.appendAll(entries);
  return requireRow(desk, into);
}

/** Two events that look alike stay two, and nobody is asked again. Said twice, or of one that is gone, it changes nothing. */
export function partEvents(
  desk: Desk,
  event: string,
  { other, reason: why }: z.infer<typeof partSchema>,
  by: Actor,
): { parted: [string, string] } {
  const [row, otherRow] = [requireRow(desk, event), requireRow(desk, other)];
  if (other === event) throw sameEvent(event);
  if (row.exercise !== otherRow.exercise) throw mixedExercise(other);
  if (!isParted(desk.journal, event, other)) {
    desk.journal.append({
      actor: by,
      kind: "claims.events-parted",
      subject: event,
      body: { other, reason: why },
      exercise: row.exercise,
    });
  }
  return { parted: [event, other] };
}

function sameEvent(event: string): Refusal {
  return new Refusal("same-event", "This is the event that it is in.", event, "Choose another one.");
}

function mixedExercise(event: string): Refusal {
  return new Refusal(
    "mixed-exercise",
    "What belongs to an exercise and what does not are kept apart.",
    event,
    "Choose an event of the same sort.",
  );
}

function tooManyDocuments(event: string): Refusal {
  return new Refusal(
    "too-many-documents",
    `More than ${MOVED_DOCUMENTS_MAX} documents cannot go at once.`,
    event,
    "Move them in parts.",
  );
}
