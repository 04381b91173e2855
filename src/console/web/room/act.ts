import { useCallback, useRef } from "react";
import type { ActAnswer } from "../../../incidents/events.ts";
import type { AidAct } from "../aids/aid-acts.ts";
import { ask, Refused } from "../ask.ts";
import { type Act, useAct } from "../form/act.ts";
import type { RoomStore } from "./room-store.ts";

/** Acts of the crisis room. What the console confirmed is on disk; only then does it stand on the page. */

export type ActName =
  | "note"
  | "weigh-note"
  | "decide"
  | "revoke-decision"
  | "add-task"
  | "change-task"
  | "take-duty"
  | "end-duty"
  | "hand-over"
  | "correct"
  | "change"
  | "close"
  | "reopen"
  | "merge"
  | "split"
  | AidAct;

/** Sends one act and takes its answer into the room. Throws Refused. */
export async function sendAct(store: RoomStore, act: ActName, body: object): Promise<ActAnswer> {
  try {
    const answer = await ask<ActAnswer>(`${store.path}/acts/${act}`, { body });
    store.take(answer);
    return answer;
  } catch (error) {
    // The reader then sees what it is now, beside the refusal.
    if (error instanceof Refused && error.code === "changed-meanwhile") await store.load();
    throw error;
  }
}

export type RoomAct = Act & {
  /** `body` is made anew at each try, so that "apply again" goes by what is there now. */
  send(act: ActName, body: () => object): Promise<boolean>;
  /** Tries the last one again. */
  again(): Promise<boolean>;
};

export function useRoomAct(store: RoomStore): RoomAct {
  const act = useAct();
  const last = useRef<(() => Promise<unknown>) | undefined>(undefined);
  const { run } = act;
  const send = useCallback(
    (name: ActName, body: () => object) => {
      last.current = () => sendAct(store, name, body());
      return run(last.current);
    },
    [run, store],
  );
  const again = useCallback(async () => (last.current === undefined ? false : run(last.current)), [run]);
  return { ...act, send, again };
}
