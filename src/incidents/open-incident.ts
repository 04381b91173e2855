import { z } from "zod";
import type { Actor } from "../kernel/actor.ts";
import { Refusal } from "../kernel/refusal.ts";
import { checkOccurredAt, OPEN_INCIDENTS_MAX, tooManyOpen } from "./acts.ts";
import { type Incident, incidentEvents, incidentIdSchema } from "./events.ts";
import { newIncidentId } from "./incident.ts";
import { answerOf, type Desk, earlierEntry, entryOf } from "./perform.ts";
import { countOpen, countOpenOf, findIncident } from "./read.ts";
import { alreadyExists } from "./refusals.ts";

const { title, kind, summary, site } = incidentEvents["incident.opened"].shape;

/** What a person says to open an incident. `id` is chosen by the client, so that a repeat opens no second one. */
export const openCommandSchema = z
  .object({
    id: incidentIdSchema.default(newIncidentId),
    title,
    kind,
    summary,
    site,
    occurredAt: z.iso.datetime({ precision: 3 }).optional(),
    exercise: z.boolean().default(false),
  })
  .strict();
export type OpenCommand = z.infer<typeof openCommandSchema>;

/** Opens an incident, or gives the one that the same person opened with the same words. Throws a Refusal. */
export function openIncident(desk: Desk, command: OpenCommand, actor: Actor): Incident {
  const { journal, clock } = desk;
  const { id, occurredAt, exercise, ...said } = command;
  const badTime = checkOccurredAt(occurredAt, clock.now());
  if (badTime !== undefined) throw badTime;
  const wanted = entryOf(
    { subject: id, kind: "incident.opened", body: { ...said, cause: "person" } },
    { actor, occurredAt, exercise },
  );
  if (findIncident(journal, id) === undefined) {
    const tooMany = tooManyOpen(countOpen(journal)) ?? tooManyOfOne(desk, actor);
    if (tooMany !== undefined) throw tooMany;
    return answerOf(journal, journal.append(wanted)).incident;
  }
  const earlier = earlierEntry(journal, wanted, firstLine(desk, id));
  if (earlier === undefined) throw alreadyExists(id);
  return answerOf(journal, earlier).incident;
}

/** Open incidents that one person opened: a quarter of all, so that the next siege finds room whatever one person did. */
export const OPEN_OF_ONE_MAX = OPEN_INCIDENTS_MAX / 4;

function tooManyOfOne({ journal }: Desk, actor: Actor): Refusal | undefined {
  if (actor.type !== "person") return undefined;
  const open = countOpenOf(journal, actor.id);
  if (open < OPEN_OF_ONE_MAX) return undefined;
  return new Refusal(
    "too-many-open",
    `${open} incidents that you opened are open, the most that one person may.`,
    "incidents",
    "Have those that are over closed or merged.",
  );
}

function firstLine({ journal }: Desk, id: string): number[] {
  const rows = journal.query<{ opened: number }>("SELECT opened FROM incidents WHERE id = ?", id);
  return rows.map(({ opened }) => opened);
}
