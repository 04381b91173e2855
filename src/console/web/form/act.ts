import { useCallback, useRef, useState } from "react";
import type { Refused } from "../ask.ts";
import { refusedOf } from "./refusal.tsx";

export type Act = {
  busy: boolean;
  refused: Refused | undefined;
  /** Runs the work unless it already runs. True when it was done; otherwise `refused` says why not. */
  run(work: () => Promise<unknown>): Promise<boolean>;
  clear(): void;
};

/** One act of a form: pressed twice it is done once, and a refusal is kept to be shown. */
export function useAct(): Act {
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused | undefined>(undefined);
  const run = useCallback(async (work: () => Promise<unknown>) => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setRefused(undefined);
    try {
      await work();
      return true;
    } catch (error) {
      setRefused(refusedOf(error));
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  const clear = useCallback(() => setRefused(undefined), []);
  return { busy, refused, run, clear };
}
