import { type RefObject, useEffect, useRef } from "react";

/** Keeps the link to what is shown in view, where a row of links is wider than a phone. */
export function useShownLink(shown: string): RefObject<HTMLElement | null> {
  const links = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another link is the current one then
  useEffect(() => {
    const row = links.current;
    const link = row?.querySelector<HTMLElement>("[aria-current]");
    if (row === null || link === null || link === undefined) return;
    // Not scrollIntoView: that would move the page too.
    row.scrollLeft = link.offsetLeft - row.offsetLeft - (row.clientWidth - link.offsetWidth) / 2;
  }, [shown]);
  return links;
}
