import type { Item, TimelineLine } from "../../../incidents/events.ts";
import { useSpeech } from "../reading.tsx";
import { ActMenu } from "./act-menu.tsx";
import { actsOf, useItemActs } from "./item-acts.ts";
import { usePowers } from "./room-context.tsx";

export type EntryMenuProps = { line: TimelineLine; item: Item | undefined; isCurrent: boolean };

/** What may be done with the item that an entry is about. */
export function EntryMenu({ line, item, isCurrent }: EntryMenuProps) {
  const { say } = useSpeech();
  const powers = usePowers();
  const run = useItemActs();
  const acts = item === undefined ? [] : actsOf(item, line, powers);
  if (item === undefined || acts.length === 0) return null;
  return (
    <ActMenu
      label={say("entry.acts")}
      acts={acts}
      onAct={(act) => run(act, item)}
      className="event-acts"
      excludeFromTabOrder={!isCurrent}
    />
  );
}
