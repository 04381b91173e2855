import {
  type KeyboardEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { Button, Input, Label, SearchField, ToggleButton } from "react-aria-components";
import { refusalText, refusedOf } from "../form/refusal.tsx";
import { useReading, useSpeech } from "../reading.tsx";
import { TimelineChunk } from "./timeline-chunk.tsx";
import { type Timeline, type TimelineQuery, TimelineStore, WHOLE } from "./timeline-store.ts";
import { TypeFilter } from "./type-filter.tsx";

/** Pause in typing after which the console is asked, in ms. */
const PAUSE_MS = 200;
/** Entries that are not shown where they were written: searched for, looked up by a correction. */
const SEARCH_CHARACTERS_MAX = 200;

/** All that was written in the incident, the newest first; however long it is, only what is near is drawn. */
export function TimelinePart({ incident }: { incident: string }) {
  const { store: live } = useReading();
  const store = useMemo(() => new TimelineStore(incident, live), [incident, live]);
  useEffect(() => store.start(), [store]);
  const timeline = useSyncExternalStore(store.subscribe, store.read);
  const { say } = useSpeech();
  const [query, setQuery] = useState<TimelineQuery>(WHOLE);
  useQuery(store, query);
  return (
    <section className="timeline" aria-labelledby="timeline-title">
      <h2 id="timeline-title" className="unseen">
        {say("timeline.title")}
      </h2>
      <div className="timeline-tools">
        <SearchField
          className="search"
          value={query.words}
          maxLength={SEARCH_CHARACTERS_MAX}
          onChange={(words) => setQuery({ ...query, words })}
        >
          <Label>{say("timeline.search")}</Label>
          <Input />
          {query.words !== "" && (
            <Button className="search-clear" aria-label={say("journal.search.clear")}>
              ×
            </Button>
          )}
        </SearchField>
        <ToggleButton
          className="chip oldest-first"
          isSelected={query.oldestFirst}
          onChange={(oldestFirst) => setQuery({ ...query, oldestFirst })}
        >
          {say("timeline.oldest-first")}
        </ToggleButton>
        <TypeFilter chosen={query.types} onChange={(types) => setQuery({ ...query, types })} />
      </div>
      <Counted timeline={timeline} isAsked={query.words.trim() !== "" || query.types.length > 0} />
      <Feed key={incident} store={store} timeline={timeline} />
      <End store={store} timeline={timeline} oldestFirst={query.oldestFirst} />
    </section>
  );
}

/** Asks anew when the reader stops typing; a chosen kind at once. */
function useQuery(store: TimelineStore, query: TimelineQuery): void {
  const asked = useRef<TimelineQuery>(query);
  useEffect(() => {
    if (asked.current === query) return;
    const isTyping = asked.current.words !== query.words;
    const timer = setTimeout(
      () => {
        asked.current = query;
        store.look(query);
      },
      isTyping ? PAUSE_MS : 0,
    );
    return () => clearTimeout(timer);
  }, [store, query]);
}

function Counted({ timeline, isAsked }: { timeline: Timeline; isAsked: boolean }) {
  const speech = useSpeech();
  const { say } = speech;
  const { state, found, total, pages, error } = timeline;
  const isEmpty = pages.every(({ entries }) => entries.length === 0);
  if (state === "failed") {
    return (
      <p role="alert" className="refusal">
        {refusalText(refusedOf(error), speech)}
      </p>
    );
  }
  return (
    <p role="status" className="quiet timeline-count">
      {isAsked && found !== undefined && say("timeline.found", { count: found, total })}
      {isAsked && state === "ready" && isEmpty && ` ${say("timeline.found.none")}`}
    </p>
  );
}

/** How near the top of the list the reader must be for new entries to join it at once, in px. */
const TOP_PX = 240;

function Feed({ store, timeline }: { store: TimelineStore; timeline: Timeline }) {
  const { say } = useSpeech();
  const feed = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState<number | undefined>(undefined);
  const { pages, fresh, corrections, total, found } = timeline;
  useTop(feed, store);
  const first = pages.find(({ entries }) => entries.length > 0)?.entries[0]?.position;
  const [missed, setMissed] = useState(false);
  const go = useCallback(
    async (entry: string) => {
      setMissed(false);
      setMissed(!(await goToEntry(store, entry)));
    },
    [store],
  );
  let place = 0;
  return (
    <div className="feed" ref={feed}>
      <Arrivals count={timeline.arrived} />
      <p role="status" className={missed ? "refusal missed" : "unseen"}>
        {missed && say("timeline.missed")}
      </p>
      {fresh.length > 0 && (
        <Button
          className="button-main fresh"
          onPress={() => {
            store.showFresh();
            feed.current?.scrollIntoView({ block: "start" });
          }}
        >
          {say("timeline.fresh", { count: fresh.length })}
        </Button>
      )}
      <div role="feed" aria-label={say("timeline.title")} onKeyDown={moveAmong}>
        {pages.map((page, index) => {
          const from = place;
          place += page.entries.length;
          return (
            <TimelineChunk
              key={page.key}
              page={page}
              isFirst={index === 0}
              before={pages[index - 1]?.entries.at(-1)}
              corrections={corrections}
              current={current ?? first}
              from={from}
              total={found ?? total}
              onFocus={setCurrent}
              onGo={go}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Entries that come are told together, at most once in this time, in ms. */
const TOLD_EVERY_MS = 3_000;

/** Tells who hears the page how many entries came; never one by one. */
function Arrivals({ count }: { count: number }) {
  const { say } = useSpeech();
  const [told, setTold] = useState({ upTo: count, count: 0 });
  const latest = useRef(count);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    latest.current = count;
    // The list was made anew: counting begins again.
    if (count < told.upTo) setTold({ upTo: count, count: 0 });
    if (count <= told.upTo) return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      setTold((before) => ({ upTo: latest.current, count: latest.current - before.upTo }));
    }, TOLD_EVERY_MS);
  }, [count, told.upTo]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <p role="status" className="unseen">
      {told.count > 0 && say("timeline.fresh", { count: told.count })}
    </p>
  );
}

/** Keeps the store told whether the reader looks at the newest entries. */
function useTop(feed: React.RefObject<HTMLElement | null>, store: TimelineStore): void {
  useEffect(() => {
    const look = () => {
      const top = feed.current?.getBoundingClientRect().top ?? 0;
      store.atTop = top > -TOP_PX;
      if (store.atTop) store.showFresh();
    };
    look();
    window.addEventListener("scroll", look, { passive: true });
    return () => window.removeEventListener("scroll", look);
  }, [feed, store]);
}

/** Arrows, Home and End go from entry to entry, as in every feed. */
function moveAmong(event: KeyboardEvent<HTMLElement>): void {
  const from = (event.target as Element).closest("article");
  if (from === null || event.target !== from) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>("article")];
  const at = all.indexOf(from as HTMLElement);
  const next = {
    ArrowDown: at + 1,
    PageDown: at + 5,
    ArrowUp: at - 1,
    PageUp: at - 5,
    Home: 0,
    End: all.length - 1,
  }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  all[Math.min(all.length - 1, Math.max(0, next))]?.focus();
}

/** Pages that are loaded to come to an entry that another one cites; beyond, the reader searches for it. */
const GO_PAGES_MAX = 30;

/** Brings an entry into view, loading further pages until it is there. False: it is too far, or not in what is shown. */
async function goToEntry(store: TimelineStore, entry: string): Promise<boolean> {
  for (let turn = 0; turn < GO_PAGES_MAX; turn++) {
    const { pages, more } = store.read();
    const page = pages.find(({ entries }) => entries.some(({ id }) => id === entry));
    const found = page?.entries.find(({ id }) => id === entry);
    if (page !== undefined && found !== undefined) {
      await showEntry(page.key, found.position);
      return true;
    }
    if (!more) return false;
    await store.loadFurther();
  }
  return false;
}

async function showEntry(page: number, position: number): Promise<void> {
  // A page that is far away is drawn once it comes into view.
  document.getElementById(`page-of-${page}`)?.scrollIntoView();
  await new Promise((drawn) => setTimeout(drawn, 100));
  const element = document.getElementById(`entry-${position}`);
  element?.scrollIntoView({ block: "center" });
  element?.focus();
}

type EndProps = { store: TimelineStore; timeline: Timeline; oldestFirst: boolean };

function End({ store, timeline, oldestFirst }: EndProps) {
  const speech = useSpeech();
  const { say } = speech;
  const end = useRef<HTMLDivElement>(null);
  const { more, state, pages, error } = timeline;
  // biome-ignore lint/correctness/useExhaustiveDependencies: after a page that is shorter than the margin it is observed anew
  useEffect(() => {
    if (end.current === null || !more || error !== undefined) return;
    const observer = new IntersectionObserver(
      ([seen]) => seen?.isIntersecting === true && void store.loadFurther(),
      { rootMargin: "800px 0px" },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [store, more, error, pages.length]);
  if (state === "loading") return <p className="quiet">{say("timeline.loading")}</p>;
  return (
    <div ref={end} className="timeline-end">
      {error !== undefined && state === "ready" && (
        <p role="alert" className="refusal">
          {refusalText(refusedOf(error), speech)}
        </p>
      )}
      {more && (
        <Button className="button" isDisabled={state === "further"} onPress={() => void store.loadFurther()}>
          {say(state === "further" ? "timeline.loading" : oldestFirst ? "timeline.newer" : "timeline.older")}
        </Button>
      )}
      {!more && pages.some(({ entries }) => entries.length > 0) && (
        <p className="quiet">{say(oldestFirst ? "timeline.now" : "timeline.end")}</p>
      )}
    </div>
  );
}
