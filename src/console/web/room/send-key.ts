import type { KeyboardEvent } from "react";

/** Ctrl+Enter, or Command+Enter: sends from any field. Heard on the way down, for some fields keep Enter to themselves. */
export function isSendKey({
  key,
  ctrlKey,
  metaKey,
}: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey">): boolean {
  return key === "Enter" && (ctrlKey || metaKey);
}
