import type { Incident } from "../../../incidents/events.ts";
import { addressOf } from "../place.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { itemsOf } from "./desk.tsx";
import type { Room } from "./room-store.ts";
import { beganAt, isLate, leaderOf } from "./words.ts";

/** An open incident in a few lines: what, since when, who leads, what is left to do. */
export function IncidentCard({ incident, room }: { incident: Incident; room: Room | undefined }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const began = Date.parse(beganAt(incident));
  const items = room?.items ?? new Map();
  const leader = leaderOf(itemsOf(items, "duty"));
  const late = itemsOf(items, "task").filter((task) => isLate(task, nowMs)).length;
  const { openTasks, decisions, evidence } = incident.counts;
  return (
    <li className="incident-card">
      <p className="room-kind">
        {incident.exercise && <strong className="exercise">{say("journal.exercise")}</strong>}
        <span>{say(`kind.${incident.kind}`)}</span>
        {incident.site !== null && <bdi>{incident.site}</bdi>}
      </p>
      <h3>
        <a href={addressOf("incident", incident.id)}>
          <bdi>{incident.title}</bdi>
        </a>
      </h3>
      <p>
        {say("head.open", { time: speech.since(began, nowMs), ago: speech.relative(began, nowMs) })}{" "}
        {room !== undefined &&
          (leader === undefined ? say("head.no-leader") : say("head.leader", { name: leader.who.name }))}
      </p>
      <p className="quiet">
        {openTasks === 0 ? say("head.no-tasks") : say("head.tasks", { count: openTasks })}
        {late > 0 && <strong className="late"> {say("head.late", { count: late })}</strong>}{" "}
        {say("card.decisions", { count: decisions })} {say("card.evidence", { count: evidence })}
      </p>
    </li>
  );
}
