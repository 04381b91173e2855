import { useCallback } from "react";
import type { ClaimsMessage, EventPage, EventRow } from "../../../claims/events.ts";
import { Mark } from "../mark.tsx";
import { NotThere } from "../people/not-there.tsx";
import { addressOf } from "../place.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { useMay } from "../session.tsx";
import type { ClaimsPart } from "./claims-room.tsx";
import { EventActs } from "./event-acts.tsx";
import { EventBodies } from "./event-bodies.tsx";
import { EventDocuments } from "./event-documents.tsx";
import { EventActed, EventNear, EventTargets, EventUnresolved } from "./event-parts.tsx";
import { Publication } from "./publication.tsx";
import { Reloading, useClaims } from "./use-claims.ts";
import { claimSentence, LEVEL_OF, measuredSentence, sourcesText, spanText, VERDICTS_SHOWN } from "./words.ts";

/** Answers: what is claimed, and what was measured? */
export function EventPart({ rest }: ClaimsPart) {
  const { say } = useSpeech();
  const id = rest[0] ?? "";
  const concerns = useCallback(({ events }: ClaimsMessage) => events.some(({ event }) => event === id), [id]);
  const asked = useClaims<EventPage>(`/api/claims/events/${encodeURIComponent(id)}`, concerns);
  const { value: page } = asked;
  if (page === undefined) {
    return (
      <div className="answer">
        <h1>{say("claims.event")}</h1>
        {asked.refused === undefined && <p role="status">{say("room.loading")}</p>}
        <NotThere asked={asked} />
      </div>
    );
  }
  return (
    <Reloading value={asked.reload}>
      <Head page={page} />
      <NotThere asked={asked} />
      <Groups page={page} />
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
        <bdi>{row.title}</bdi>{" "}
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

/** Who has which verdict, the gravest first: the whole event at one look. */
function Groups({ page }: { page: EventPage }) {
  const { say } = useSpeech();
  const groups = VERDICTS_SHOWN.map((verdict) => ({
    verdict,
    bodies: page.bodies.filter((about) => about.verdict?.verdict === verdict),
  })).filter(({ bodies }) => bodies.length > 0);
  if (page.bodies.length < 2) return null;
  return (
    <section aria-label={say("claims.groups")}>
      <dl className="verdict-groups">
        {groups.map(({ verdict, bodies }) => (
          <div key={verdict}>
            <dt>
              <Mark level={LEVEL_OF[verdict]} size="1.25rem" />
              {say(`claims.counted.${verdict}`, { count: bodies.length })}
            </dt>
            <dd>
              {bodies.map(({ body }, place) => (
                <span key={body.id}>
                  {place > 0 && ", "}
                  <a href={addressOf("claims", "body", body.id)}>
                    <bdi>{body.name}</bdi>
                  </a>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Exports({ row }: { row: EventRow }) {
  const { say } = useSpeech();
  const at = (file: string) => `/api/claims/events/${row.event}/${file}`;
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
