import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { ask, type Refused } from "./ask.ts";
import { refusedOf } from "./form/refusal.tsx";
import { useLive, useReading } from "./reading.tsx";

export type Asked<T> = {
  /** Undefined until the first answer; a later refusal leaves what was known. */
  value: T | undefined;
  refused: Refused | undefined;
  reload(): Promise<void>;
};

/**
 * What the console answers at `path`, asked again when the journal says something whose kind begins with one of `kinds`:
 * what a colleague does is seen without a reload.
 */
export function useAsked<T>(path: string, kinds: readonly string[] = []): Asked<T> {
  const [value, setValue] = useState<T | undefined>(undefined);
  const [refused, setRefused] = useState<Refused | undefined>(undefined);
  const newest = useNewest(kinds);
  const latest = useRef(0);
  const reload = useCallback(async () => {
    const turn = ++latest.current;
    try {
      const answer = await ask<T>(path);
      if (turn !== latest.current) return;
      setValue(answer);
      setRefused(undefined);
    } catch (error) {
      if (turn === latest.current) setRefused(refusedOf(error));
    }
  }, [path]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer entry is the reason to ask again
  useEffect(() => void reload(), [reload, newest]);
  const { store } = useReading();
  // Of what came while the stream was away, not every entry need be held here.
  useEffect(() => store.onReturn(() => void reload()), [store, reload]);
  return { value, refused, reload };
}

/** Position of the newest entry of these kinds that the live stream brought. */
function useNewest(kinds: readonly string[]): number {
  const { entries } = useLive();
  const names = kinds.join(" ");
  return useMemo(() => {
    const prefixes = names.split(" ").filter(Boolean);
    return entries.find(({ kind }) => prefixes.some((prefix) => kind.startsWith(prefix)))?.position ?? 0;
  }, [entries, names]);
}
