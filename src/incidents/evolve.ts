import type { StoredEntry } from "../journal/index.ts";
import type { IncidentBody, IncidentEventKind, Item, ItemType } from "./events.ts";

/** How entries make and change items: what the tables of evolvers in item.ts and beside it are written in. */

/** The item with this id, of whatever incident. */
export type FindItem = (id: string) => Item | undefined;

/** Where an entry stands. `home`: the incident whose room the subject's items are in now. */
export type Place = { stored: StoredEntry; home: string; find: FindItem };

export type Evolver<K extends IncidentEventKind> = (body: IncidentBody<K>, place: Place) => Item[];
export type Evolvers = { readonly [K in IncidentEventKind]?: Evolver<K> };

type Bare<T> = T extends Item ? Omit<T, keyof Omit<Item, "type">> : never;

/** A new item, unless its id is taken: the first entry under an id stands. */
export function make({ stored, home, find }: Place, id: string, bare: Bare<Item>): Item[] {
  if (find(id) !== undefined) return [];
  const { position, entry } = stored;
  const base = {
    id,
    incident: home,
    position,
    entry: stored.id,
    changed: position,
    at: entry.at,
    occurredAt: entry.occurredAt ?? null,
    by: entry.actor,
    corrections: 0,
  };
  return [{ ...base, ...bare } as Item];
}

/** The item as it is after the entry; nothing when there is no such item of this type. */
export function change<T extends ItemType>(
  { stored, find }: Place,
  id: string,
  type: T,
  to: (item: Extract<Item, { type: T }>) => Extract<Item, { type: T }>,
): Item[] {
  const item = find(id);
  if (item?.type !== type) return [];
  return [{ ...to(item as Extract<Item, { type: T }>), changed: stored.position }];
}
