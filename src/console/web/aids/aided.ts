import { useEffect, useRef } from "react";
import type { ItemType } from "../../../incidents/events.ts";
import { type Asked, useAsked } from "../asked.ts";
import { usePowers, useRoomParts } from "../room/room-context.tsx";

/**
 * What a route of this incident answers, asked again when an item of these types changed here: by an act of this page,
 * of somebody else, or while the stream was away.
 */
export function useAided<T>(route: string, types: readonly ItemType[]): Asked<T> {
  const { items } = useRoomParts();
  const { store } = usePowers();
  const asked = useAsked<T>(`${store.path}/${route}`);
  let version = 0;
  for (const { type, changed } of items.values())
    if (types.includes(type)) version = Math.max(version, changed);
  const seen = useRef(version);
  const { reload } = asked;
  useEffect(() => {
    if (seen.current === version) return;
    seen.current = version;
    void reload();
  }, [version, reload]);
  return asked;
}
