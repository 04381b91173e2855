import { useCallback, useState } from "react";

/** What is typed survives a reload and a lost session, until it is sent: kept by this tab, under `key`. */
export function useDraft<T>(key: string, initial: T): [T, (value: T) => void, () => void] {
  const [value, setValue] = useState<T>(() => stored<T>(key) ?? initial);
  const change = useCallback(
    (next: T) => {
      keep(key, next);
      setValue(next);
    },
    [key],
  );
  const forget = useCallback(() => keep(key, undefined), [key]);
  return [value, change, forget];
}

export function hasDraft(key: string): boolean {
  return stored(key) !== undefined;
}

function stored<T>(key: string): T | undefined {
  try {
    const text = sessionStorage.getItem(`beffroi.draft.${key}`);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

/** A browser that forbids storage only forgets the draft. */
function keep(key: string, value: unknown): void {
  try {
    if (value === undefined) sessionStorage.removeItem(`beffroi.draft.${key}`);
    else sessionStorage.setItem(`beffroi.draft.${key}`, JSON.stringify(value));
  } catch {
    // Nothing depends on it being kept.
  }
}
