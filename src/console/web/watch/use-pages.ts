import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { ask } from "../ask.ts";
import { useReading } from "../reading.tsx";
import { Pages, type Shown } from "./pages.ts";

type Listed = { total: number };

export type Paged<A, R> = Shown<A, R> & {
  pages: Pages<A, R>;
  /** What is shown is of an earlier question; the answer to this one is on its way. */
  isOld: boolean;
};

/**
 * The list at `path`, a page at a time. While the answer to another question is on its way, the list that was there stays,
 * so that nothing jumps under the reader's eyes.
 */
export function usePages<A extends Listed, R>(
  path: string,
  rowsOf: (answer: A) => readonly R[],
): Paged<A, R> {
  const rows = useRef(rowsOf);
  rows.current = rowsOf;
  const pages = useMemo(() => {
    const joint = path.includes("?") ? "&" : "?";
    return new Pages<A, R>(async (offset, limit) => {
      const answer = await ask<A>(`${path}${joint}offset=${offset}&limit=${limit}`);
      return { answer, total: answer.total, rows: rows.current(answer) };
    });
  }, [path]);
  const shown = useSyncExternalStore(pages.subscribe, pages.read);
  const before = useRef(shown);
  const isOld =
    shown.total === undefined && shown.refused === undefined && before.current.total !== undefined;
  if (!isOld) before.current = shown;
  const { store } = useReading();
  useEffect(() => {
    pages.see(0, 0);
    return store.onReturn(() => void pages.refresh());
  }, [pages, store]);
  return { ...(isOld ? before.current : shown), pages, isOld };
}
