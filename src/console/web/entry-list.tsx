import { memo } from "react";
import type { JournalLine } from "../live-messages.ts";
import { actorText, entryText } from "./entry-text.ts";
import { useNow, useSpeech } from "./reading.tsx";

/** How far apart "written" and "happened" must be to be told apart, in ms. */
const LATE_MS = 60_000;

/** Entries of the journal as sentences, each with its time, absolute and relative, and who it is by. */
export function EntryList({ entries }: { entries: readonly JournalLine[] }) {
  // Relative times count minutes: a long list is not drawn anew each second.
  const minuteMs = useNow();
  return (
    <ol className="entries">
      {entries.map((line) => (
        <EntryItem key={line.position} line={line} nowMs={minuteMs} />
      ))}
    </ol>
  );
}

/** `place` of `total`: for a list whose other rows may not be in the document. */
export const EntryItem = memo(function EntryItem({
  line,
  nowMs,
  place: at,
  total,
}: {
  line: JournalLine;
  nowMs: number;
  place?: number;
  total?: number;
}) {
  const speech = useSpeech();
  const { say } = speech;
  const atMs = Date.parse(line.at);
  const occurredMs = Date.parse(line.occurredAt ?? line.at);
  const late = atMs - occurredMs > LATE_MS;
  const place = say("journal.place", { n: line.n, lane: line.lane, id: line.id.slice(0, 12) });
  return (
    <li aria-posinset={at} aria-setsize={total}>
      <p className="entry-time">
        <time dateTime={line.at} title={line.at}>
          {speech.stamp(atMs, nowMs)}
        </time>
        <span className="entry-ago">{speech.relative(atMs, nowMs)}</span>
      </p>
      <div>
        <p className="entry-text">
          {line.exercise === true && <strong className="exercise">{say("journal.exercise")}</strong>}{" "}
          {entryText(line, speech)}
        </p>
        <p className="entry-by" title={place}>
          {say("journal.by", { actor: actorText(line, speech) })}
          {late && ` · ${say("journal.occurred", { time: speech.at(occurredMs, nowMs) })}`}
        </p>
      </div>
    </li>
  );
});
