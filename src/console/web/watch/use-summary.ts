import { useEffect, useState } from "react";
import type { Summary, WatchMessage } from "../../../watch/events.ts";
import { type Asked, useAsked } from "../asked.ts";
import { useReading } from "../reading.tsx";

/** What is asked again when the journal says so: what is watched, who measures, whether it can be trusted. */
const KINDS = [
  "watch.sites",
  "watch.list",
  "watch.hoster",
  "watch.vantage",
  "watch.measuring",
  "watch.maintenance",
];

/** The whole watch in figures: counts as the stream brings them, the rest every `everyMs` at the latest. */
export function useSummary(everyMs = 30_000): Asked<Summary> {
  const asked = useAsked<Summary>("/api/watch/summary", KINDS);
  const { value, reload } = asked;
  const message = useWatchMessage();
  useEvery(reload, everyMs);
  const isNewer = value !== undefined && message !== undefined && message.asOf > value.asOf;
  const fresh = isNewer ? { ...value, verdicts: message.verdicts, asOf: message.asOf } : value;
  // That measuring was suspended or resumed brings its reason with the entry.
  return { ...asked, value: fresh };
}

/** The latest message of the stream about the watch. */
function useWatchMessage(): WatchMessage | undefined {
  const { store } = useReading();
  const [message, setMessage] = useState<WatchMessage | undefined>(undefined);
  useEffect(() => store.onWatch(setMessage), [store]);
  return message;
}

/** Does `work` again and again, while the page is looked at. */
export function useEvery(work: () => unknown, everyMs: number): void {
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") work();
    }, everyMs);
    return () => clearInterval(timer);
  }, [work, everyMs]);
}
