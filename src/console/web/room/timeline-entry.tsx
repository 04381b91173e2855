import { memo } from "react";
import type { Item, TimelineLine } from "../../../incidents/events.ts";
import { actorText } from "../entry-text.ts";
import { useSpeech } from "../reading.tsx";
import type { Speech } from "../speech.ts";
import { EntryMenu } from "./entry-menu.tsx";
import { Glyph } from "./glyph.tsx";
import { Said } from "./said.tsx";
import { type Change, type Shown, shownEntry } from "./shown-entry.ts";

/** How far apart "written" and "happened" must be to be told apart, in ms. */
const LATE_MS = 60_000;

export type EntryProps = {
  line: TimelineLine;
  item: Item | undefined;
  /** The day, on the first entry of it. */
  day: string | undefined;
  corrections: readonly TimelineLine[] | undefined;
  /** In whole minutes. */
  nowMs: number;
  /** The one entry that the tabulator reaches; arrows go from one to the next. */
  isCurrent: boolean;
  place: number;
  total: number;
  onFocus(position: number): void;
  onGo(entry: string): void;
};

/** One entry of the timeline: when, what, who, and how sure. Arrows reach it, as each article of a feed (WAI-ARIA). */
export const TimelineEntry = memo(function TimelineEntry(props: EntryProps) {
  const { line, item, corrections = [], nowMs, isCurrent, onGo } = props;
  const speech = useSpeech();
  const { say } = speech;
  const shown = shownEntry(line, item, nowMs, speech);
  const atMs = Date.parse(line.at);
  const id = `entry-${line.position}`;
  return (
    <article
      id={id}
      className={`event event-${shown.glyph}`}
      tabIndex={isCurrent ? 0 : -1}
      aria-posinset={props.place}
      aria-setsize={props.total}
      aria-labelledby={`${id}-label`}
      onFocus={() => props.onFocus(line.position)}
    >
      {props.day !== undefined && <p className="event-day">{props.day}</p>}
      <p className="event-time">
        <time
          dateTime={line.at}
          title={say("journal.place", { n: line.n, lane: line.lane, id: line.id.slice(0, 12) })}
        >
          {speech.clock(atMs)}
        </time>
      </p>
      <span className="event-mark">
        <Glyph name={shown.glyph} />
      </span>
      <div className="event-body">
        <p className="event-head" id={`${id}-label`}>
          <span className="event-time-inline">{speech.clock(atMs)}</span>
          <strong className="event-label">{shown.label}</strong>
          <span className="event-by">
            {actorText(line, speech)}
            {occurredText(line, nowMs, speech)}
          </span>
          {line.exercise === true && <strong className="exercise">{say("journal.exercise")}</strong>}
        </p>
        <EntryWords shown={shown} corrections={corrections} onGo={onGo} />
      </div>
      <EntryMenu line={line} item={item} isCurrent={isCurrent} />
    </article>
  );
});

/** Told only when it happened at another time than it was written. */
function occurredText(line: TimelineLine, nowMs: number, speech: Speech): string {
  if (line.occurredAt === undefined) return "";
  const occurredMs = Date.parse(line.occurredAt);
  if (Math.abs(Date.parse(line.at) - occurredMs) < LATE_MS) return "";
  return ` · ${speech.say("journal.occurred", { time: speech.at(occurredMs, nowMs) })}`;
}

function EntryWords({
  shown,
  corrections,
  onGo,
}: {
  shown: Shown;
  corrections: readonly TimelineLine[];
  onGo(entry: string): void;
}) {
  const { say } = useSpeech();
  const { text, lines, changes, reason, file, corrects } = shown;
  const newText = correctedOf(corrections, "text") ?? correctedOf(corrections, "description");
  const newReason = correctedOf(corrections, "reason");
  return (
    <>
      {text !== undefined &&
        (newText === undefined ? <Said text={text} /> : <Struck old={text} now={newText} />)}
      {changes.map((change) => (
        <Changed key={change.name} change={change} />
      ))}
      {file !== undefined && (
        <p>
          <a
            href={file.href}
            {...(file.opens ? { target: "_blank", rel: "noreferrer" } : { download: file.name })}
          >
            <bdi>{file.name}</bdi>
          </a>{" "}
          <span className="quiet">{file.about}</span>
        </p>
      )}
      {reason !== undefined && (
        <div className="event-reason">
          <span className="quiet">{say("entry.reason")}</span>{" "}
          {newReason === undefined ? <Said text={reason} /> : <Struck old={reason} now={newReason} />}
        </div>
      )}
      {lines.map((line) => (
        <p key={line} className="event-line">
          <bdi>{line}</bdi>
        </p>
      ))}
      {corrects !== undefined && (
        <button type="button" className="button-quiet" onClick={() => onGo(corrects)}>
          {say("entry.see-corrected")}
        </button>
      )}
      {corrections.map((one) => (
        <CorrectedNote key={one.id} line={one} onGo={onGo} />
      ))}
    </>
  );
}

/** What the latest correction of a field says; corrections are newest first. */
function correctedOf(corrections: readonly TimelineLine[], field: string): string | undefined {
  const found = corrections.find(({ body }) => body.field === field);
  return typeof found?.body.new === "string" ? found.body.new : undefined;
}

function Struck({ old, now }: { old: string; now: string }) {
  const { say } = useSpeech();
  return (
    <>
      <ins className="corrected-now">
        <Said text={now} />
      </ins>
      <del className="corrected-old">
        <span className="unseen">{say("entry.before")} </span>
        <Said text={old} />
      </del>
    </>
  );
}

function Changed({ change: { name, old, new: next } }: { change: Change }) {
  return (
    <p className="event-change">
      <span className="quiet">{name}</span> <bdi className="change-old">{old}</bdi>{" "}
      <span aria-hidden="true">→</span> <bdi className="change-new">{next}</bdi>
    </p>
  );
}

function CorrectedNote({ line, onGo }: { line: TimelineLine; onGo(entry: string): void }) {
  const speech = useSpeech();
  const { say } = speech;
  const time = speech.clock(Date.parse(line.at));
  return (
    <p className="quiet corrected-note">
      {say("entry.corrected-by", { who: actorText(line, speech), time })}{" "}
      <bdi>{typeof line.body.reason === "string" ? line.body.reason : ""}</bdi>{" "}
      <button type="button" className="button-quiet" onClick={() => onGo(line.id)}>
        {say("entry.see-correction")}
      </button>
    </p>
  );
}
