import { z } from "zod";
import type { Refusal } from "../kernel/refusal.ts";
import type { Said, Scene } from "./acts.ts";
import { type Incident, incidentEvents, incidentIdSchema } from "./events.ts";
import { newIncidentId } from "./incident.ts";
import { alreadyExists, badRequest, noSuchItem } from "./refusals.ts";

/** Some items of an incident go on in a new one: what is asked for, and the two entries that say it. */

const { title, kind } = incidentEvents["incident.opened"].shape;
const { items, reason } = incidentEvents["incident.split"].shape;

export const splitCommandSchema = z
  .object({
    title,
    kind,
    items,
    reason,
    /** Id of the new incident, chosen by the client so that a repeat makes no second one. */
    into: incidentIdSchema.default(newIncidentId),
  })
  .strict();
export type SplitCommand = z.infer<typeof splitCommandSchema>;

export function refuseSplit({ into, items }: SplitCommand, scene: Scene): Refusal | undefined {
  if (scene.incidentOf(into) !== undefined) return alreadyExists(into);
  if (new Set(items).size < items.length) return badRequest("An item is named twice.", "items");
  const foreign = items.find((id) => scene.item(id)?.incident !== scene.incident.id);
  return foreign === undefined ? undefined : noSuchItem(foreign);
}

export function splitEvents({ into, items, reason, title, kind }: SplitCommand, incident: Incident): Said[] {
  const site = incident.site === null ? {} : { site: incident.site };
  const body = { title, kind, summary: "", cause: "split", from: incident.id, ...site } as const;
  return [
    { subject: into, kind: "incident.opened", body },
    { subject: incident.id, kind: "incident.split", body: { into, items, reason } },
  ];
}
