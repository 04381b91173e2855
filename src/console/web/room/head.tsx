import type { Incident } from "../../../incidents/events.ts";
import { HeadClock } from "../aids/overview-clocks.tsx";
import { actorName } from "../entry-text.ts";
import { addressOf } from "../place.ts";
import { useNow, useSpeech } from "../reading.tsx";
import type { Speech } from "../speech.ts";
import { itemsOf } from "./desk.tsx";
import { MakeReport } from "./make-report.tsx";
import { usePowers, useRoomParts } from "./room-context.tsx";
import { Said } from "./said.tsx";
import { beganAt, isLate, leaderOf } from "./words.ts";

/** What the incident is and how it stands, in a sentence. */
export function Head() {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const { incident, items } = useRoomParts();
  const { mayAdd } = usePowers();
  const { openTasks } = incident.counts;
  const late = itemsOf(items, "task").filter((task) => isLate(task, nowMs)).length;
  const leader = leaderOf(itemsOf(items, "duty"));
  return (
    <header className="room-head">
      <p className="room-kind">
        <strong className={`state state-${incident.state}`}>{say(`state.${incident.state}`)}</strong>
        <span>{say(`kind.${incident.kind}`)}</span>
        {incident.site !== null && <bdi>{incident.site}</bdi>}
      </p>
      <h1>
        <bdi>{incident.title}</bdi>
      </h1>
      <p className="room-answer">
        {stateSentence(incident, nowMs, speech)}{" "}
        {incident.state === "open" && (
          <>
            {leader === undefined ? say("head.no-leader") : say("head.leader", { name: leader.who.name })}{" "}
            {openTasks === 0 ? say("head.no-tasks") : say("head.tasks", { count: openTasks })}
            {late > 0 && <strong className="late"> {say("head.late", { count: late })}</strong>}
          </>
        )}
      </p>
      <HeadClock incident={incident.id} />
      {incident.summary !== "" && <Said text={incident.summary} className="room-summary" />}
      <Kin incident={incident} />
      {mayAdd && incident.state === "open" && <MakeReport />}
    </header>
  );
}

function stateSentence(incident: Incident, nowMs: number, speech: Speech): string {
  const { say } = speech;
  const began = Date.parse(beganAt(incident));
  const opened = { time: speech.since(began, nowMs), ago: speech.relative(began, nowMs) };
  if (incident.state === "open") return say("head.open", opened);
  if (incident.state === "merged") return say("head.merged");
  const { closed } = incident;
  if (closed === null) return say("state.closed");
  return say("head.closed", { time: speech.at(Date.parse(closed.at), nowMs), reason: closed.reason });
}

/** Incidents that this one came from or went into. */
function Kin({ incident }: { incident: Incident }) {
  const { say } = useSpeech();
  const { mergedInto, splitFrom, openedBy, cause } = incident;
  const speech = useSpeech();
  return (
    <p className="quiet room-kin">
      {say(cause === "siege" ? "head.by-siege" : "head.by", { who: actorName(openedBy, speech) })}
      {mergedInto !== null && (
        <>
          {" · "}
          <a href={addressOf("incident", mergedInto)}>{say("head.goes-on")}</a>
        </>
      )}
      {splitFrom !== null && (
        <>
          {" · "}
          <a href={addressOf("incident", splitFrom)}>{say("head.came-from")}</a>
        </>
      )}
    </p>
  );
}
