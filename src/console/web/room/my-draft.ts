import { useDraft } from "../form/draft.ts";
import { useMe } from "../session.tsx";

/** A draft of this person's: who signs in at the same browser afterwards does not find it. */
export function useMyDraft<T>(key: string, initial: T): [T, (value: T) => void, () => void] {
  return useDraft(`${useMe().id}.${key}`, initial);
}
