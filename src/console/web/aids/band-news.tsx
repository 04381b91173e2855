import { addressOf } from "../place.ts";
import { useSpeech } from "../reading.tsx";
import { useIncidents } from "../room/desk.tsx";
import { ClockShape } from "./clock-sign.tsx";
import { inLanguage, leftText, standingOf } from "./clock-words.ts";
import { mostUrgent, useRunningClocks } from "./running-clocks.ts";

/** In the band: how many incidents are open, and the clock that is due next. Seen from everywhere. */
export function BandNews() {
  const speech = useSpeech();
  const { say } = speech;
  const { list = [] } = useIncidents();
  const { clocks, nowMs } = useRunningClocks();
  const open = list.filter(({ state, exercise }) => state === "open" && !exercise);
  const clock = mostUrgent(clocks, nowMs);
  if (open.length === 0 && clock === undefined) return null;
  const only = open.length === 1 ? open[0] : undefined;
  const standing = clock === undefined ? undefined : standingOf(clock, nowMs);
  return (
    <p className="band-news">
      {open.length > 0 && (
        <a
          className="band-incidents"
          href={only === undefined ? addressOf("incident") : addressOf("incident", only.id)}
        >
          {say("band.incidents", { count: open.length })}
        </a>
      )}
      {clock !== undefined && standing !== undefined && (
        <a
          className={`band-deadline band-deadline-${standing.state}`}
          href={addressOf("incident", clock.incident, "clocks")}
        >
          <ClockShape state={standing.state} />
          <span>
            {clock.exercise && <strong className="exercise">{say("journal.exercise")}</strong>}{" "}
            <strong>{leftText(standing, speech)}</strong>
            <span className="band-deadline-name"> {inLanguage(clock.label, speech)}</span>
          </span>
        </a>
      )}
    </p>
  );
}

/** Whether a real incident is open: the band then never says only that all is well. */
export function useHasIncident(): boolean {
  const { list = [] } = useIncidents();
  return list.some(({ state, exercise }) => state === "open" && !exercise);
}
