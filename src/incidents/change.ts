import type { StoredEntry } from "../journal/index.ts";
import { readIncidentEntry } from "./entry.ts";
import type { Incident, IncidentChange, IncidentEvent, Item } from "./events.ts";
import { itemIdOf } from "./item.ts";
import { findIncident, findItem, type Reading } from "./read.ts";

/** What an entry changed, for those who look: the incidents as they are now, and the items that it touched. */
export function changesOf(journal: Reading, stored: StoredEntry): IncidentChange[] {
  const event = readIncidentEntry(stored)?.event;
  if (event === undefined) return [];
  const { position, entry } = stored;
  const movedTo =
    event.kind === "incident.merged" || event.kind === "incident.split" ? [event.body.into] : [];
  const whole = movedTo.length > 0 ? { whole: true as const } : {};
  const items = touchedItems(journal, event);
  const ids = new Set([entry.subject, ...movedTo, ...items.map(({ incident }) => incident)]);
  return [...ids]
    .map((id) => findIncident(journal, id))
    .filter((incident): incident is Incident => incident !== undefined)
    .map((incident) => ({ incident, items, position, ...whole }));
}

/** The items that this event makes or changes, as they are now. */
export function touchedItems(journal: Reading, event: IncidentEvent): Item[] {
  const next = event.kind === "incident.duty-handed-over" ? [event.body.next] : [];
  return [itemIdOf(event) ?? [], next].flat().flatMap((id) => findItem(journal, id) ?? []);
}
