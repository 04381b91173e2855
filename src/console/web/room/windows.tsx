import { useEffect, useRef } from "react";
import { AidWindow } from "../aids/aid-window.tsx";
import { ChangeWindow, CloseWindow, ReopenWindow } from "./incident-windows.tsx";
import { CorrectWindow, RevokeWindow, WeighWindow } from "./item-windows.tsx";
import { isFocusLost } from "./keep-focus.ts";
import { MergeWindow, SplitWindow } from "./merge-split.tsx";
import { useRoomParts } from "./room-context.tsx";
import { ChangeTaskWindow, DropTaskWindow } from "./task-windows.tsx";
import { EndDutyWindow, HandOverWindow, TakeDutyWindow } from "./team-windows.tsx";

/** How long a closing window has to give the focus back itself, in ms. */
const RETURN_MS = 100;

/** The window that is open over the room, if one is. To add an act with a window: a line here and in `Asking`. */
export function RoomWindow() {
  const { asking, items } = useRoomParts();
  const wasOpen = useRef(false);
  useEffect(() => {
    const isClosing = wasOpen.current && asking === undefined;
    wasOpen.current = asking !== undefined;
    if (!isClosing) return;
    // What opened the window may be gone by what was done in it.
    const timer = setTimeout(
      () => isFocusLost() && document.getElementById("main")?.focus({ preventScroll: true }),
      RETURN_MS,
    );
    return () => clearTimeout(timer);
  }, [asking]);
  if (asking === undefined) return null;
  // What is asked about is shown as it is now, not as it was when the window opened.
  const now = <T extends { id: string }>(item: T): T => (items.get(item.id) as T | undefined) ?? item;
  switch (asking.kind) {
    case "correct":
      return <CorrectWindow item={now(asking.item)} />;
    case "weigh":
      return <WeighWindow note={now(asking.item)} />;
    case "revoke":
      return <RevokeWindow decision={now(asking.item)} />;
    case "change-task":
      return <ChangeTaskWindow task={now(asking.item)} field={asking.field} />;
    case "drop-task":
      return <DropTaskWindow task={now(asking.item)} />;
    case "take-duty":
      return <TakeDutyWindow />;
    case "end-duty":
      return <EndDutyWindow duty={now(asking.item)} />;
    case "hand-over":
      return <HandOverWindow duty={now(asking.item)} />;
    case "change":
      return <ChangeWindow field={asking.field} />;
    case "close":
      return <CloseWindow />;
    case "reopen":
      return <ReopenWindow />;
    case "merge":
      return <MergeWindow />;
    case "split":
      return <SplitWindow />;
    default:
      return <AidWindow asking={asking} />;
  }
}
