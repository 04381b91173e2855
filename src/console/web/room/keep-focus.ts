import { type RefObject, useCallback, useEffect, useRef } from "react";

/**
 * Keeps the focus near where it was when a button goes away by being pressed: on the next button of its row, or on the
 * heading of its section when the whole row goes. Call `pressed` on a press; `state` is what the row shows.
 */
export function useKeepFocus<E extends HTMLElement>(
  state: string,
): { row: RefObject<E | null>; pressed(): void } {
  const row = useRef<E>(null);
  const wasPressed = useRef(false);
  const section = useRef<Element | null>(null);
  const pressed = useCallback(() => {
    wasPressed.current = true;
    section.current = row.current?.closest("section") ?? null;
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the buttons go by the state
  useEffect(() => {
    if (!wasPressed.current || !isFocusLost()) return;
    wasPressed.current = false;
    row.current?.querySelector("button")?.focus();
  }, [state]);
  useEffect(
    () => () => {
      if (!wasPressed.current) return;
      queueMicrotask(() => isFocusLost() && focusHeading(section.current));
    },
    [],
  );
  return { row, pressed };
}

export function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

function focusHeading(section: Element | null): void {
  const heading = section?.querySelector<HTMLElement>("h2, h3");
  if (heading === null || heading === undefined) return;
  heading.tabIndex = -1;
  heading.focus();
}
