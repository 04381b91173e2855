import { useState } from "react";
import { Button } from "react-aria-components";
import type { Incident } from "../../../incidents/events.ts";
import { RefusalNote, refusedOf } from "../form/refusal.tsx";
import { addressOf } from "../place.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { useMay } from "../session.tsx";
import { useIncidents, useRooms } from "./desk.tsx";
import { IncidentCard } from "./incident-card.tsx";
import { OpenIncident } from "./open-incident.tsx";
import { IncidentPlace } from "./room.tsx";
import { beganAt, openSentence } from "./words.ts";

/** Open incidents whose items are looked at in the list. */
const LOOKED_AT_MAX = 5;

/** The list of incidents, or the room of one of them. */
export function IncidentRoom({ rest }: { rest: readonly string[] }) {
  const [id, part] = rest;
  return id === undefined ? <IncidentList /> : <IncidentPlace id={id} part={part} />;
}

function IncidentList() {
  const speech = useSpeech();
  const { say } = speech;
  const { list, error } = useIncidents();
  const mayOpen = useMay("member");
  const [opening, setOpening] = useState(false);
  const open = (list ?? []).filter(({ state }) => state === "open");
  const over = (list ?? []).filter(({ state }) => state !== "open");
  const rooms = useRooms(open.slice(0, LOOKED_AT_MAX).map(({ id }) => id));
  return (
    <>
      <div className="answer">
        <h1>{openSentence(list, speech)}</h1>
        <p>{say("list.help")}</p>
        {list === undefined && error !== undefined && <RefusalNote refused={refusedOf(error)} />}
        {mayOpen && (
          <Button className="button-main open-incident" onPress={() => setOpening(true)}>
            {say("incident.open")}
          </Button>
        )}
      </div>
      {opening && <OpenIncident onClose={() => setOpening(false)} />}
      {open.length > 0 && (
        <section aria-labelledby="list-open">
          <h2 id="list-open">{say("overview.open")}</h2>
          <ul className="incident-cards">
            {open.map((incident) => (
              <IncidentCard
                key={incident.id}
                incident={incident}
                room={rooms.find((room) => room.incident?.id === incident.id)}
              />
            ))}
          </ul>
        </section>
      )}
      {over.length > 0 && <Over incidents={over} />}
    </>
  );
}

function Over({ incidents }: { incidents: readonly Incident[] }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  return (
    <section aria-labelledby="list-over">
      <h2 id="list-over">{say("list.over")}</h2>
      <ul className="plain-list">
        {incidents.map((incident) => (
          <li key={incident.id} className="line-item">
            <p>
              {incident.exercise && <strong className="exercise">{say("journal.exercise")}</strong>}{" "}
              <a href={addressOf("incident", incident.id)}>
                <bdi>{incident.title}</bdi>
              </a>
            </p>
            <p className="quiet">
              {say(`kind.${incident.kind}`)} · {say(`state.${incident.state}`)} ·{" "}
              {speech.stamp(Date.parse(beganAt(incident)), nowMs)}
              {incident.closed !== null && ` – ${speech.stamp(Date.parse(incident.closed.at), nowMs)}`} ·{" "}
              {say("list.entries", { count: incident.entries })}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
