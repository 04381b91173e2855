import { type ReactNode, useEffect, useState } from "react";
import { createPortal } from "react-dom";

/**
 * Prints a sheet of its own instead of the room: `paper` is rendered anywhere, `print` fills it and opens the browser's
 * print dialog. The sheet is gone when that closes.
 */
export function usePaper(): { paper: ReactNode; print: (sheet: ReactNode) => void } {
  const [sheet, setSheet] = useState<ReactNode>(null);
  useEffect(() => {
    if (sheet === null) return;
    const clear = () => setSheet(null);
    window.addEventListener("afterprint", clear);
    window.print();
    return () => window.removeEventListener("afterprint", clear);
  }, [sheet]);
  const paper = sheet === null ? null : createPortal(<div className="paper">{sheet}</div>, document.body);
  return { paper, print: setSheet };
}
