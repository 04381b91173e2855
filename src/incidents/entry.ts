import type { StoredEntry } from "../journal/index.ts";
import { type IncidentEvent, type IncidentEventKind, incidentEvents } from "./events.ts";

/** An entry about an incident, its body checked against its kind. */
export type IncidentEntry = { stored: StoredEntry; event: IncidentEvent };

/**
 * The entry as this room reads it, or undefined when it is about something else or does not fit: another lane's writer
 * may be of another version, or hostile, and must not be able to stop the views.
 */
export function readIncidentEntry(stored: StoredEntry): IncidentEntry | undefined {
  const { kind, body } = stored.entry;
  if (!Object.hasOwn(incidentEvents, kind)) return undefined;
  const parsed = incidentEvents[kind as IncidentEventKind].safeParse(body);
  if (!parsed.success) return undefined;
  return { stored, event: { kind, body: parsed.data } as IncidentEvent };
}

/** When it happened: what the writer said, or else when it was known. */
export function happenedAt({ entry }: StoredEntry): string {
  return entry.occurredAt ?? entry.at;
}
