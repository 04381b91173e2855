import { useEffect, useRef } from "react";

/**
 * Who goes to another room stands at its beginning, and so does the keyboard; on a phone, where the rail scrolls, the
 * room's own tab is in sight.
 */
export function useArrival(room: string): void {
  const before = useRef<string | undefined>(undefined);
  useEffect(() => {
    const rail = document.querySelector<HTMLElement>(".rail");
    const tab = rail?.querySelector<HTMLElement>('[aria-current="page"]');
    if (rail && tab) rail.scrollLeft = tab.offsetLeft - (rail.clientWidth - tab.offsetWidth) / 2;
    const isArrival = before.current !== undefined && before.current !== room;
    before.current = room;
    if (!isArrival) return;
    window.scrollTo(0, 0);
    document.getElementById("main")?.focus({ preventScroll: true });
  }, [room]);
}
