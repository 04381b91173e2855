import type { ClockView } from "../../../incidents/events.ts";
import { addressOf } from "../place.ts";
import { useSpeech } from "../reading.tsx";
import { useIncidents } from "../room/desk.tsx";
import { ClockShape } from "./clock-sign.tsx";
import { clockSentence, dueText, inLanguage, isUrgent, leftText, standingOf } from "./clock-words.ts";
import { useRunningClocks } from "./running-clocks.ts";

/** Clocks shown here; each incident has all of its own. */
const SHOWN_MAX = 6;

/** Under the overview's first line, while a clock of law is late or due soon: it comes before any task. */
export function UrgentClock() {
  const speech = useSpeech();
  const { clocks, nowMs } = useRunningClocks();
  const clock = clocks.find((one) => !one.exercise && isUrgent(standingOf(one, nowMs)));
  if (clock === undefined) return null;
  const { state } = standingOf(clock, nowMs);
  return (
    <p className={`urgent-clock urgent-clock-${state}`}>
      <ClockShape state={state} />{" "}
      <a href={addressOf("incident", clock.incident, "clocks")}>{clockSentence(clock, nowMs, speech)}</a>
    </p>
  );
}

/** Section « Échéances » of the overview: of all incidents, the next due first. */
export function OverviewClocks() {
  const { say } = useSpeech();
  const { list = [] } = useIncidents();
  const { clocks, nowMs } = useRunningClocks();
  if (clocks.length === 0) return null;
  const titleOf = (id: string) => list.find((one) => one.id === id)?.title ?? id;
  return (
    <section aria-labelledby="overview-clocks">
      <h2 id="overview-clocks">{say("part.clocks")}</h2>
      <ul className="plain-list">
        {clocks.slice(0, SHOWN_MAX).map((clock) => (
          <ClockLine key={clock.id} clock={clock} nowMs={nowMs} title={titleOf(clock.incident)} />
        ))}
      </ul>
      {clocks.length > SHOWN_MAX && (
        <p className="quiet">{say("clocks.more", { count: clocks.length - SHOWN_MAX })}</p>
      )}
    </section>
  );
}

function ClockLine({ clock, nowMs, title }: { clock: ClockView; nowMs: number; title: string }) {
  const speech = useSpeech();
  const { say } = speech;
  const standing = standingOf(clock, nowMs);
  const { next, state } = standing;
  return (
    <li className={`line-item clock-line clock-line-${state}`}>
      <ClockShape state={state} />
      <div>
        <p>
          <strong>{leftText(standing, speech)}</strong>{" "}
          {clock.exercise && <strong className="exercise">{say("journal.exercise")}</strong>}
        </p>
        <p>
          <a href={addressOf("incident", clock.incident, "clocks")}>{inLanguage(clock.label, speech)}</a>
        </p>
        <p className="quiet">
          {next?.dueAt != null && <>{say("clock.before", { time: dueText(next.dueAt, nowMs, speech) })} · </>}
          <bdi>{title}</bdi>
        </p>
      </div>
    </li>
  );
}

/** In the head of an incident: its own next clock, in a line. */
export function HeadClock({ incident }: { incident: string }) {
  const speech = useSpeech();
  const { clocks, nowMs } = useRunningClocks();
  const clock = clocks.find((one) => one.incident === incident);
  if (clock === undefined) return null;
  const { state } = standingOf(clock, nowMs);
  return (
    <p className={`head-clock head-clock-${state}`}>
      <ClockShape state={state} />{" "}
      <a href={addressOf("incident", incident, "clocks")}>{clockSentence(clock, nowMs, speech)}</a>
    </p>
  );
}
