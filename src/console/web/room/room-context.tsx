import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import type { Decision, DutyHeld, Incident, Item, Note, Task } from "../../../incidents/events.ts";
import type { AidAsking } from "../aids/aid-acts.ts";
import { useMay } from "../session.tsx";
import { type RoomAct, useRoomAct } from "./act.ts";
import type { Room, RoomStore } from "./room-store.ts";

/** What every part of one incident's room may ask for: what is known, who may act, and the windows that acts open. */

/** A window over the room, by what it asks for. */
export type Asking =
  | { kind: "correct"; item: Item }
  | { kind: "weigh"; item: Note }
  | { kind: "revoke"; item: Decision }
  | { kind: "change-task"; item: Task; field: "text" | "owner" | "dueAt" }
  | { kind: "drop-task"; item: Task }
  | { kind: "take-duty" }
  | { kind: "end-duty"; item: DutyHeld }
  | { kind: "hand-over"; item: DutyHeld }
  | { kind: "change"; field: "title" | "kind" | "summary" }
  | { kind: "close" }
  | { kind: "reopen" }
  | { kind: "merge" }
  | { kind: "split" }
  | AidAsking;

/** What this person may do here, and how. It stays the same while entries come and go. */
export type Powers = {
  store: RoomStore;
  /** Whether this person may write here, and the incident takes what is written. */
  mayWrite: boolean;
  /** Notes, corrections and evidence are taken after the closing too. */
  mayAdd: boolean;
  mayLead: boolean;
  /** Opens the window of an act, or closes it. */
  ask(asking: Asking | undefined): void;
  /** Does at once what needs no words. */
  send: RoomAct["send"];
};

export type RoomParts = Omit<Room, "incident"> & {
  incident: Incident;
  asking: Asking | undefined;
  /** The act that was last done at once: it may have been refused. */
  quick: RoomAct;
};

const PowersContext = createContext<Powers | undefined>(undefined);
const RoomContext = createContext<RoomParts | undefined>(undefined);

type ProviderProps = {
  room: Room & { store: RoomStore };
  incident: Incident;
  /** The part that is shown: going to another one closes what is asked. */
  part: string;
  children: ReactNode;
};

export function RoomProvider({ room, incident, part, children }: ProviderProps) {
  const [asked, setAsked] = useState<{ asking: Asking; in: string } | undefined>(undefined);
  const asking = asked?.in === part ? asked.asking : undefined;
  const ask = useCallback(
    (next: Asking | undefined) => setAsked(next === undefined ? undefined : { asking: next, in: part }),
    [part],
  );
  const isMember = useMay("member");
  const isLead = useMay("lead");
  const { store } = room;
  const { state } = incident;
  const quick = useRoomAct(store);
  const { send } = quick;
  const powers = useMemo<Powers>(
    () => ({
      store,
      mayWrite: isMember && state === "open",
      mayAdd: isMember && state !== "merged",
      mayLead: isLead && state !== "merged",
      ask,
      send,
    }),
    [store, isMember, isLead, state, ask, send],
  );
  const parts = useMemo<RoomParts>(
    () => ({ ...room, incident, asking, quick }),
    [room, incident, asking, quick],
  );
  return (
    <PowersContext value={powers}>
      <RoomContext value={parts}>{children}</RoomContext>
    </PowersContext>
  );
}

export function useRoomParts(): RoomParts {
  const parts = useContext(RoomContext);
  if (parts === undefined) throw new Error("outside RoomProvider");
  return parts;
}

export function usePowers(): Powers {
  const powers = useContext(PowersContext);
  if (powers === undefined) throw new Error("outside RoomProvider");
  return powers;
}
