import { type CSSProperties, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";

/** Rows beyond the window that stand ready, so that the keyboard always finds the next one. */
const READY_ROWS = 12;
/** The window is looked at in steps of so many rows: not every pixel of a scroll draws anew. */
const STEP_ROWS = 6;

/** Rows that are printed at most: some forty pages. */
export const PRINTED_ROWS_MAX = 1_000;

/** Heights of all rows, in rem: on a wide screen, on a tablet or at twice the size, on a phone. */
export type RowHeights = { wide: number; medium: number; narrow: number };
/** Of a line about a site: two lines of text, three where its columns are fewer. */
export const SITE_ROWS: RowHeights = { wide: 4, medium: 5, narrow: 6.75 };

type Range = { first: number; last: number };

/**
 * A list of any length of which only what is near the window is in the document; the page scrolls as if all were. All rows
 * have one height. `onRange` is told which rows are near.
 */
export function VirtualRows({
  total,
  heights,
  row,
  onRange,
  label,
  className = "",
}: {
  total: number;
  heights: RowHeights;
  /** What stands in the <li>. */
  row: (index: number) => ReactNode;
  onRange: (first: number, last: number) => void;
  label: string;
  className?: string;
}) {
  const place = useRef<HTMLUListElement>(null);
  const [{ first, last }, setRange] = useState<Range>({ first: 0, last: 30 });
  const [heightRem, setHeight] = useState(() => heightNow(heights));
  const isPrinted = usePrinted();
  const told = useRef(onRange);
  told.current = onRange;
  useLayoutEffect(() => {
    const look = () => {
      const element = place.current;
      if (element === null) return;
      const height = heightNow(heights);
      setHeight(height);
      const px = height * rem();
      const top = element.getBoundingClientRect().top;
      const from = stepDown(Math.max(0, -top / px - READY_ROWS));
      const to = stepDown((innerHeight - top) / px + READY_ROWS + STEP_ROWS);
      setRange((was) => (was.first === from && was.last === to ? was : { first: from, last: to }));
    };
    look();
    addEventListener("scroll", look, { passive: true });
    addEventListener("resize", look);
    const observer = new ResizeObserver(look);
    observer.observe(document.body);
    return () => {
      removeEventListener("scroll", look);
      removeEventListener("resize", look);
      observer.disconnect();
    };
  }, [heights]);
  const end = Math.min(total - 1, last);
  useLayoutEffect(() => {
    if (total > 0) told.current(Math.min(first, total - 1), end);
  }, [first, end, total]);
  const shown = isPrinted
    ? Array.from({ length: Math.min(total, PRINTED_ROWS_MAX) }, (_, n) => n)
    : Array.from({ length: Math.max(0, end - first + 1) }, (_, n) => first + n);
  return (
    <ul
      ref={place}
      className={`virtual-rows ${className}`}
      aria-label={label}
      style={{ "--rows-height": `${total * heightRem}rem` } as CSSProperties}
    >
      {shown.map((index) => (
        <li
          key={index}
          aria-posinset={index + 1}
          aria-setsize={total}
          style={{ top: `${index * heightRem}rem`, height: `${heightRem}rem` }}
        >
          {row(index)}
        </li>
      ))}
    </ul>
  );
}

/** Whether the page goes to paper just now: the browser takes what is there when it has told of it. */
function usePrinted(): boolean {
  const [isPrinted, setPrinted] = useState(false);
  useEffect(() => {
    const begin = () => flushSync(() => setPrinted(true));
    const end = () => setPrinted(false);
    addEventListener("beforeprint", begin);
    addEventListener("afterprint", end);
    return () => {
      removeEventListener("beforeprint", begin);
      removeEventListener("afterprint", end);
    };
  }, []);
  return isPrinted;
}

const stepDown = (row: number) => Math.floor(row / STEP_ROWS) * STEP_ROWS;

/** The breaks are those of rows.css. */
function heightNow({ wide, medium, narrow }: RowHeights): number {
  if (matchMedia("(max-width: 40rem)").matches) return narrow;
  return matchMedia("(max-width: 60rem)").matches ? medium : wide;
}

function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
