import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";

/** Rows that are drawn or left out together. */
const CHUNK_ROWS = 50;
/** A row's height before it was ever drawn, in px. */
const ROW_GUESS_PX = 72;
/** How far beyond the window rows stand ready. */
const READY = "1200px 0px";

/**
 * A long list of which only what is near the window is in the document, in chunks; the page scrolls as if all were. On
 * paper all of it is.
 */
export function LongList<T>({
  items,
  keyOf,
  row,
  className,
}: {
  items: readonly T[];
  keyOf: (item: T) => string | number;
  /** One <li>; it carries its place (from 1), because its neighbours may not be in the document. */
  row: (item: T, place: number) => ReactNode;
  className: string;
}) {
  const isPrinting = usePrinting();
  const chunks: T[][] = [];
  // Counted from the end, so that what is added in front moves nothing from one chunk to the next.
  const first = items.length % CHUNK_ROWS;
  if (first > 0) chunks.push(items.slice(0, first));
  for (let from = first; from < items.length; from += CHUNK_ROWS)
    chunks.push(items.slice(from, from + CHUNK_ROWS));
  let from = 0;
  return (
    <div className={className}>
      {chunks.map((chunk) => {
        const start = from;
        from += chunk.length;
        const last = chunk.at(-1);
        return (
          <Chunk
            key={last === undefined ? 0 : keyOf(last)}
            rows={chunk.length}
            isReadyAtOnce={start < CHUNK_ROWS || isPrinting}
          >
            {() => chunk.map((item, at) => row(item, start + at + 1))}
          </Chunk>
        );
      })}
    </div>
  );
}

function Chunk({
  rows,
  isReadyAtOnce,
  children,
}: {
  rows: number;
  isReadyAtOnce: boolean;
  children: () => ReactNode;
}) {
  const place = useRef<HTMLOListElement>(null);
  const height = useRef<number | undefined>(undefined);
  const [isNear, setNear] = useState(isReadyAtOnce);
  const isDrawn = isNear || isReadyAtOnce;
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const observer = new IntersectionObserver(
      ([seen]) => {
        // What holds the focus stays, or the keyboard would lose its place.
        setNear(seen?.isIntersecting === true || element.contains(document.activeElement));
      },
      { rootMargin: READY },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (isDrawn) height.current = place.current?.offsetHeight;
  });
  const standIn = { height: `${height.current ?? rows * ROW_GUESS_PX}px` };
  return (
    <ol ref={place} style={isDrawn ? undefined : standIn} aria-hidden={isDrawn ? undefined : true}>
      {isDrawn && children()}
    </ol>
  );
}

function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const begin = () => setPrinting(true);
    const end = () => setPrinting(false);
    window.addEventListener("beforeprint", begin);
    window.addEventListener("afterprint", end);
    return () => {
      window.removeEventListener("beforeprint", begin);
      window.removeEventListener("afterprint", end);
    };
  }, []);
  return isPrinting;
}
