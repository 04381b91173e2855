import { useCallback } from "react";
import type { ClaimsMessage, EventPage, EventRow } from "../../../claims/events.ts";
import { NotThere } from "../people/not-there.tsx";
import { useNow, useSpeech } from "../reading.tsx";
import { useMay } from "../session.tsx";
import type { ClaimsPart } from "./claims-room.tsx";
import { EventActs } from "./event-acts.tsx";
import { EventBodies } from "./event-bodies.tsx";
import { EventGroups } from "./event-groups.tsx";
import { EventDocuments } from "./event-documents.tsx";
import { EventActed, EventNear, EventTargets, EventUnresolved } from "./event-parts.tsx";
import { Publication } from "./publication.tsx";
import { NotYet } from "./not-yet.tsx";
import { Reloading, useClaims } from "./use-claims.ts";
import { claimSentence, measuredSentence, sourcesText, spanText, titleText } from "./words.ts";

/** Answers: what is claimed, and what was measured? */
export function EventPart({ rest }: ClaimsPart) {
  const { say } = useSpeech();
  const id = rest[0] ?? "";
  const concerns = useCallback(({ events }: ClaimsMessage) => events.some(({ event }) => event === id), [id]);
  const asked = useClaims<EventPage>(`/api/claims/events/${encodeURIComponent(id)}`, concerns);
  const { value: page } = asked;
  if (page === undefined) return <NotYet title={say("claims.event")} asked={asked} />;
  return (
    <Reloading value={asked.reload}>
      <Head page={page} />
      <NotThere asked={asked} />
      <EventGroups page={page} />
      <EventBodies page={page} />
      <EventUnresolved page={page} />
      <div className="side-by-side">
        <EventDocuments page={page} />
        <div className="room-parts">
          <EventActed page={page} />
          <Publication page={page} />
          <Exports row={page.row} />
        </div>
      </div>
      <EventTargets page={page} />
      <EventNear page={page} />
    </Reloading>
  );
}

function Head({ page }: { page: EventPage }) {
  const speech = useSpeech();
  const { say } = speech;
  const { row } = page;
  const nowMs = useNow();
  const mayAct = useMay("member");
  const claimed = page.statements.some(
    ({ speaker, stance }) => speaker === "attacker" && stance === "claims",
  );
  return (
    <div className="answer">
      <p className="quiet claims-about event-title">
        <bdi>{titleText(row, speech)}</bdi>{" "}
        {row.exercise && <strong className="exercise">{say("journal.exercise")}</strong>}
      </p>
      <h1>{claimSentence(row, claimed, speech)}</h1>
      <p>{measuredSentence(row, speech)}</p>
      <p className="quiet claims-about">
        {[
          spanText(row, speech),
          sourcesText(row.dispatches, row.documents, speech),
          row.denials > 0 && say("claims.denials", { count: row.denials }),
          say("claims.event.changed", { time: speech.relative(Date.parse(row.changedAt), nowMs) }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {mayAct && <EventActs page={page} />}
    </div>
  );
}

function Exports({ row }: { row: EventRow }) {
  const { say, language } = useSpeech();
  const at = (file: string) => `/api/claims/events/${row.event}/${file}?lang=${language}`;
  return (
    <section aria-labelledby="event-exports">
      <h2 id="event-exports">{say("claims.export.title")}</h2>
      <p className="quiet">{say("claims.export.what")}</p>
      <ul className="claims-exports">
        <li>
          <a href={at("stix.json")} download>
            STIX 2.1
          </a>
        </li>
        <li>
          <a href={at("misp.json")} download>
            MISP
          </a>
        </li>
        <li>
          <a href={at("claims.csv")} download>
            CSV
          </a>
        </li>
      </ul>
    </section>
  );
}
