import { Button } from "react-aria-components";
import type { ItemType } from "../../../incidents/events.ts";
import { useAct } from "../form/act.ts";
import { RefusalNote } from "../form/refusal.tsx";
import { useSpeech } from "../reading.tsx";
import { usePowers, useRoomParts } from "./room-context.tsx";

/** Older items of a type than those that are held, when there are. */
export function More({ type }: { type: ItemType }) {
  const { say } = useSpeech();
  const { more } = useRoomParts();
  const { store } = usePowers();
  const act = useAct();
  if (more[type] !== true) return null;
  return (
    <>
      <Button
        className="button"
        isDisabled={act.busy}
        onPress={() => void act.run(() => store.loadOlder(type))}
      >
        {say(act.busy ? "timeline.loading" : "more.older")}
      </Button>
      <RefusalNote refused={act.refused} />
    </>
  );
}
