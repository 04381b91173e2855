import { memo, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Item, TimelineLine } from "../../../incidents/events.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { useRoomParts } from "./room-context.tsx";
import { TimelineEntry } from "./timeline-entry.tsx";
import type { Page } from "./timeline-store.ts";

/** How far outside the window a page is still drawn, in px. */
const NEAR_PX = 1_500;

export type ChunkProps = {
  page: Page;
  isFirst: boolean;
  /** The entry above the first one. */
  before: TimelineLine | undefined;
  corrections: ReadonlyMap<string, readonly TimelineLine[]>;
  current: number | undefined;
  from: number;
  total: number;
  onFocus(position: number): void;
  onGo(entry: string): void;
};

/** One page of entries. Far from the window it is only as high as it was: a hundred thousand entries stay light. */
export const TimelineChunk = memo(function TimelineChunk(props: ChunkProps) {
  const { page, isFirst } = props;
  const place = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState<number | undefined>(undefined);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const observer = new IntersectionObserver(
      ([seen]) => {
        if (seen === undefined) return;
        const isHeld = element.contains(document.activeElement);
        setHeight(seen.isIntersecting || isHeld ? undefined : element.offsetHeight);
      },
      { rootMargin: `${NEAR_PX}px 0px` },
    );
    observer.observe(element);
    // Paper has no window: all that is loaded is printed.
    const drawAll = () => flushSync(() => setHeight(undefined));
    window.addEventListener("beforeprint", drawAll);
    return () => {
      observer.disconnect();
      window.removeEventListener("beforeprint", drawAll);
    };
  }, []);
  const isDrawn = isFirst || height === undefined;
  return (
    <div id={`page-of-${page.key}`} ref={place} style={isDrawn ? undefined : { height }}>
      {isDrawn && <Entries {...props} />}
    </div>
  );
});

function Entries({ page, before, corrections, current, from, total, onFocus, onGo }: ChunkProps) {
  const speech = useSpeech();
  const nowMs = useNow();
  const { items } = useRoomParts();
  const today = speech.day(nowMs);
  return page.entries.map((line, index) => {
    const above = index === 0 ? before : page.entries[index - 1];
    const day = speech.day(Date.parse(line.at));
    const isFirstOfDay = above === undefined || speech.day(Date.parse(above.at)) !== day;
    return (
      <TimelineEntry
        key={line.position}
        line={line}
        item={itemOf(line, items)}
        day={isFirstOfDay ? (day === today ? speech.say("timeline.today", { day }) : day) : undefined}
        corrections={corrections.get(line.id)}
        nowMs={nowMs}
        isCurrent={line.position === current}
        place={from + index + 1}
        total={total}
        onFocus={onFocus}
        onGo={onGo}
      />
    );
  });
}

function itemOf({ body }: TimelineLine, items: ReadonlyMap<string, Item>): Item | undefined {
  return typeof body.id === "string" ? items.get(body.id) : undefined;
}
