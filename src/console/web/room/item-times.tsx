import type { Item } from "../../../incidents/events.ts";
import { actorName } from "../entry-text.ts";
import { useNow, useSpeech } from "../reading.tsx";

/** From here on two times are told apart, in ms. */
const APART_MS = 60_000;

/** When it happened and when it was known, who wrote it, and whether it was corrected. */
export function Times({ item }: { item: Item }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const atMs = Date.parse(item.at);
  const occurredMs = item.occurredAt === null ? atMs : Date.parse(item.occurredAt);
  const by = actorName(item.by, speech);
  const isApart = Math.abs(atMs - occurredMs) >= APART_MS;
  return (
    <span>
      {isApart
        ? say("item.times", {
            happened: speech.stamp(occurredMs, nowMs),
            known: speech.stamp(atMs, nowMs),
            by,
          })
        : say("item.time", { known: speech.stamp(atMs, nowMs), by })}
      {item.corrections > 0 && ` · ${say("item.corrected", { count: item.corrections })}`}
    </span>
  );
}
