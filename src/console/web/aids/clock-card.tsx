import type { ClockStageView, ClockView } from "../../../incidents/events.ts";
import { actorName } from "../entry-text.ts";
import { Fold } from "../fold.tsx";
import { useNow, useSpeech } from "../reading.tsx";
import { usePowers } from "../room/room-context.tsx";
import { Said } from "../room/said.tsx";
import { ClockItems } from "./clock-items.tsx";
import { ClockSign } from "./clock-sign.tsx";
import {
  dueText,
  inLanguage,
  isOpenStage,
  leftText,
  spanText,
  stageState,
  standingOf,
} from "./clock-words.ts";
import { LawLink } from "./law-link.tsx";
import { CLOCK_STEP_MS } from "./running-clocks.ts";

/** One clock: what is left in large words, what must be sent, what is still missing, and where the rule comes from. */
export function ClockCard({ clock }: { clock: ClockView }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow(CLOCK_STEP_MS);
  const standing = standingOf(clock, nowMs);
  const { next, state } = standing;
  const title = `clock-${clock.id}`;
  return (
    <article className={`clock clock-${state}`} aria-labelledby={title} id={`item-${clock.id}`}>
      <header className="clock-head">
        <div>
          <p className="room-kind">
            <ClockSign state={state} />
            {clock.exercise && <strong className="exercise">{say("journal.exercise")}</strong>}
          </p>
          <h3 id={title}>{inLanguage(clock.label, speech)}</h3>
        </div>
        {next !== undefined && (
          <div className="clock-left">
            <p className="clock-left-words">{leftText(standing, speech)}</p>
            {next.dueAt !== null && (
              <p>
                <time dateTime={next.dueAt}>
                  {say("clock.before", { time: dueText(next.dueAt, nowMs, speech) })}
                </time>
              </p>
            )}
            <Plain stage={next} nowMs={nowMs} />
          </div>
        )}
      </header>
      {clock.stopped !== null && <Stopped clock={clock} nowMs={nowMs} />}
      <ol className="clock-stages" aria-label={say("clock.stages")}>
        {clock.stages.map((stage) => (
          <Stage key={stage.stage} clock={clock} stage={stage} isNext={stage === next} nowMs={nowMs} />
        ))}
      </ol>
      {clock.items.length > 0 && <ClockItems clock={clock} />}
      <About clock={clock} nowMs={nowMs} />
      <Acts clock={clock} />
    </article>
  );
}

/** The stricter end, to the minute, where the law's own way of counting grants a little more. */
function Plain({ stage, nowMs }: { stage: ClockStageView; nowMs: number }) {
  const speech = useSpeech();
  const { plainDueAt, dueAt } = stage;
  if (plainDueAt === null || plainDueAt === dueAt) return null;
  const ms = Date.parse(plainDueAt);
  return (
    <p className="quiet">
      {speech.say(ms < nowMs ? "clock.plain.over" : "clock.plain", {
        time: speech.at(ms, nowMs),
        span: spanText(ms - nowMs, speech),
      })}
    </p>
  );
}

function Stage({
  clock,
  stage,
  isNext,
  nowMs,
}: {
  clock: ClockView;
  stage: ClockStageView;
  /** Its term stands in the head already. */
  isNext: boolean;
  nowMs: number;
}) {
  const speech = useSpeech();
  const { say } = speech;
  const { mayAdd, ask } = usePowers();
  const state = stageState(stage, nowMs);
  const label = inLanguage(stage.label, speech);
  return (
    <li className="clock-stage">
      <ClockSign state={state} />
      <div>
        <p>
          <strong>{label}</strong>
          {!isNext && stage.sentAt === null && stage.dueAt !== null && isOpenStage(stage) && (
            <> – {say("clock.before", { time: dueText(stage.dueAt, nowMs, speech) })}</>
          )}
          {stage.sentAt !== null && (
            <> – {say("clock.sent-at", { time: speech.at(Date.parse(stage.sentAt), nowMs) })}</>
          )}
        </p>
        {stage.reference !== null && (
          <p>
            {say("clock.reference")} <bdi>{stage.reference}</bdi>
          </p>
        )}
        <p className="quiet">{inLanguage(stage.counting, speech)}</p>
      </div>
      {mayAdd && clock.stopped === null && isOpenStage(stage) && (
        <button
          type="button"
          className="button-small"
          onClick={() => ask({ kind: "clock-sent", clock, stage })}
        >
          {say("clock.mark-sent")}
          <span className="unseen"> : {label}</span>
        </button>
      )}
    </li>
  );
}

function Stopped({ clock, nowMs }: { clock: ClockView; nowMs: number }) {
  const speech = useSpeech();
  const { stopped } = clock;
  if (stopped === null) return null;
  return (
    <div className="clock-stopped">
      <p className="quiet">
        {speech.say("clock.stopped", {
          time: speech.at(Date.parse(stopped.at), nowMs),
          who: actorName(stopped.by, speech),
        })}
      </p>
      <Said text={stopped.text} />
    </div>
  );
}

/** Since when it counts, by whom it was started, and how sure the counting is. */
function About({ clock, nowMs }: { clock: ClockView; nowMs: number }) {
  const speech = useSpeech();
  const { say } = speech;
  return (
    <div className="clock-about">
      <p>
        {say("clock.aware", { time: speech.since(Date.parse(clock.awareAt), nowMs) })}{" "}
        <LawLink source={clock.source} />
      </p>
      <p className="quiet">
        {say("clock.started", {
          time: speech.at(Date.parse(clock.startedAt), nowMs),
          who: actorName(clock.startedBy, speech),
        })}
      </p>
      <Fold
        title={
          <>
            {say("clock.caution")}
            <span className="unseen"> ({inLanguage(clock.label, speech)})</span>
          </>
        }
      >
        {() => (
          <>
            <p className="reading">{inLanguage(clock.caution, speech)}</p>
            <p className="reading">
              {say("clock.authority")} {inLanguage(clock.authority, speech)}
            </p>
          </>
        )}
      </Fold>
    </div>
  );
}

function Acts({ clock }: { clock: ClockView }) {
  const speech = useSpeech();
  const { say } = speech;
  const { mayAdd, ask, store } = usePowers();
  const of = <span className="unseen"> : {inLanguage(clock.label, speech)}</span>;
  if (!mayAdd) return null;
  return (
    <p className="buttons print-none">
      {clock.draft && (
        <a
          className="button"
          href={`${store.path}/cnil?clock=${encodeURIComponent(clock.id)}`}
          target="_blank"
          rel="noreferrer"
        >
          {say("clock.draft")}
        </a>
      )}
      {clock.stopped === null && (
        <>
          <button type="button" className="button-small" onClick={() => ask({ kind: "clock-aware", clock })}>
            {say("clock.correct")}
            {of}
          </button>
          <button type="button" className="button-small" onClick={() => ask({ kind: "clock-stop", clock })}>
            {say("clock.stop")}
            {of}
          </button>
        </>
      )}
    </p>
  );
}
