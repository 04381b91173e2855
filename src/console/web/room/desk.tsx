import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from "react";
import type { Item, ItemType } from "../../../incidents/events.ts";
import { useReading } from "../reading.tsx";
import { type Incidents, IncidentStore } from "./incident-store.ts";
import type { Room, RoomStore } from "./room-store.ts";

/** The incidents, for all who are below: one store, started with the house. */

const DeskContext = createContext<IncidentStore | undefined>(undefined);

export function Desk({ children }: { children: ReactNode }) {
  const { store: live } = useReading();
  const desk = useMemo(() => new IncidentStore(live), [live]);
  useEffect(() => desk.start(), [desk]);
  return <DeskContext value={desk}>{children}</DeskContext>;
}

export function useDesk(): IncidentStore {
  const desk = useContext(DeskContext);
  if (desk === undefined) throw new Error("outside Desk");
  return desk;
}

export function useIncidents(): Incidents {
  const desk = useDesk();
  return useSyncExternalStore(desk.subscribe, desk.read);
}

/** The incident with this id, its items, and the store that acts go through. */
export function useRoom(id: string): Room & { store: RoomStore } {
  const store = useDesk().room(id);
  const room = useSyncExternalStore(store.subscribe, store.read);
  return useMemo(() => ({ ...room, store }), [room, store]);
}

/** The items of one type, the newest first. */
export function itemsOf<T extends ItemType>(
  items: ReadonlyMap<string, Item>,
  type: T,
): Array<Extract<Item, { type: T }>> {
  const found: Array<Extract<Item, { type: T }>> = [];
  for (const item of items.values()) if (isType(item, type)) found.push(item);
  return found.sort((a, b) => b.position - a.position);
}

function isType<T extends ItemType>(item: Item, type: T): item is Extract<Item, { type: T }> {
  return item.type === type;
}

/** Several rooms at once, each kept up to date; in the order of `ids`. */
export function useRooms(ids: readonly string[]): readonly Room[] {
  const desk = useDesk();
  const key = ids.join(" ");
  const many = useMemo(() => {
    const stores = key
      .split(" ")
      .filter(Boolean)
      .map((id) => desk.room(id));
    let known: readonly Room[] = [];
    return {
      subscribe: (listener: () => void) => {
        const ends = stores.map((store) => store.subscribe(listener));
        return () => {
          for (const end of ends) end();
        };
      },
      read: () => {
        const now = stores.map((store) => store.read());
        if (now.length !== known.length || now.some((room, index) => room !== known[index])) known = now;
        return known;
      },
    };
  }, [desk, key]);
  return useSyncExternalStore(many.subscribe, many.read);
}
