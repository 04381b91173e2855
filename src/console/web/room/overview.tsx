import { useState } from "react";
import { Button } from "react-aria-components";
import type { Incident, Task } from "../../../incidents/events.ts";
import { OverviewClocks, UrgentClock } from "../aids/overview-clocks.tsx";
import type { Answer } from "../answer.ts";
import { OverviewClaims } from "../claims/overview-line.tsx";
import { RefusalNote, refusedOf } from "../form/refusal.tsx";
import { addressOf } from "../place.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { useMay } from "../session.tsx";
import type { Speech } from "../speech.ts";
import { WatchLine } from "../watch/overview-line.tsx";
import { itemsOf, useIncidents, useRooms } from "./desk.tsx";
import { IncidentCard } from "./incident-card.tsx";
import { OpenIncident } from "./open-incident.tsx";
import { LatestEntries, MyTasks, OverviewDecisions, OverviewDuties } from "./overview-parts.tsx";
import { PublicPage, SiteLines } from "./overview-sites.tsx";
import type { Room } from "./room-store.ts";
import { byUrgency, isOpenTask, openSentence, whoText } from "./words.ts";

/** Open incidents whose items are looked at here; each has its own room. */
const LOOKED_AT_MAX = 5;

/** Answers one question: what is going on, and what is next? */
export function OverviewRoom({ answer }: { answer: Answer }) {
  const speech = useSpeech();
  const { say } = speech;
  const mayOpen = useMay("member");
  const { list, error } = useIncidents();
  const nowMs = useNow();
  const [opening, setOpening] = useState(false);
  const open = (list ?? []).filter(({ state }) => state === "open");
  const rooms = useRooms(open.slice(0, LOOKED_AT_MAX).map(({ id }) => id)).filter(
    (room): room is LookedAt => room.incident !== undefined,
  );
  return (
    <div className="overview">
      <div className="answer">
        <h1>
          {openSentence(list, speech)} {say(`overview.site.${answer.level}`)}
        </h1>
        <UrgentClock />
        <p>{nextSentence(rooms, nowMs, speech)}</p>
        {list === undefined && error !== undefined && <RefusalNote refused={refusedOf(error)} />}
        {mayOpen && (
          <Button className="button-main open-incident" onPress={() => setOpening(true)}>
            {say("incident.open")}
          </Button>
        )}
      </div>
      {opening && <OpenIncident onClose={() => setOpening(false)} />}
      {open.length > 0 && <OpenOnes open={open} rooms={rooms} />}
      <div className="overview-parts">
        {rooms.length > 0 && (
          <div className="overview-side">
            <OverviewClocks />
            <MyTasks rooms={rooms} />
            <OverviewDuties rooms={rooms} />
            <OverviewDecisions rooms={rooms} />
          </div>
        )}
        <div className="overview-side">
          {rooms.length === 0 && <OverviewClocks />}
          <SiteLines />
          <WatchLine />
          <OverviewClaims />
          <PublicPage />
          {rooms.length > 0 && <LatestEntries />}
        </div>
        {rooms.length === 0 && (
          <div className="overview-side">
            <LatestEntries />
          </div>
        )}
      </div>
    </div>
  );
}

export type LookedAt = Room & { incident: Incident };

function OpenOnes({ open, rooms }: { open: readonly Incident[]; rooms: readonly LookedAt[] }) {
  const { say } = useSpeech();
  return (
    <section aria-labelledby="open-title">
      <h2 id="open-title">{say("overview.open")}</h2>
      <ul className="incident-cards">
        {open.map((incident) => (
          <IncidentCard
            key={incident.id}
            incident={incident}
            room={rooms.find((room) => room.incident.id === incident.id)}
          />
        ))}
      </ul>
      <p>
        <a href={addressOf("incident")}>{say("room.all")}</a>
      </p>
    </section>
  );
}

/** What is due next in all open incidents: the one thing to have in mind. */
function nextSentence(rooms: readonly LookedAt[], nowMs: number, speech: Speech): string {
  const { say } = speech;
  const tasks = rooms
    .flatMap(({ items }) => itemsOf(items, "task"))
    .filter(isOpenTask)
    .sort(byUrgency);
  const next = tasks[0];
  if (rooms.length === 0) return say("overview.next.calm");
  if (next?.dueAt == null)
    return say(next === undefined ? "overview.next.none" : "overview.next.undated", { count: tasks.length });
  return say(
    Date.parse(next.dueAt) <= nowMs ? "overview.next.late" : "overview.next",
    nextValues(next, next.dueAt, nowMs, speech),
  );
}

function nextValues(task: Task, dueAt: string, nowMs: number, speech: Speech) {
  const ms = Date.parse(dueAt);
  return {
    time: speech.at(ms, nowMs),
    ahead: speech.ahead(ms, nowMs),
    task: task.text.length > 90 ? `${task.text.slice(0, 90).trimEnd()}…` : task.text,
    who: whoText(task.owner, speech),
  };
}
