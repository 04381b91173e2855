import { ATTACK_TYPES } from "../../../claims/codes.ts";
import type { ActorPage, ActorRow } from "../../../claims/events.ts";
import { NotThere } from "../people/not-there.tsx";
import { addressOf } from "../place.ts";
import { useSpeech } from "../reading.tsx";
import type { ClaimsPart } from "./claims-room.tsx";
import { EventLine } from "./event-list.tsx";
import { useClaims } from "./use-claims.ts";
import { countsText, spanText } from "./words.ts";

/** Who claims: each with how much. */
export function ActorList() {
  const { say, day } = useSpeech();
  const asked = useClaims<{ actors: ActorRow[] }>("/api/claims/actors");
  const actors = asked.value?.actors;
  return (
    <>
      <div className="answer">
        <h1>
          {actors === undefined
            ? say("claims.part.actors")
            : say("claims.actors.answer", { count: actors.length })}
        </h1>
        <p>{say("claims.actors.what")}</p>
      </div>
      <NotThere asked={asked} />
      {actors?.length === 0 && <p className="quiet">{say("claims.actors.none")}</p>}
      <ul className="plain-list">
        {actors?.map(({ actor, events, bodies, last }) => (
          <li key={actor} className="line-item">
            <p>
              <a href={addressOf("claims", "actor", actor)}>
                <bdi>{actor}</bdi>
              </a>
            </p>
            <p className="quiet">
              {[
                say("claims.events", { count: events }),
                say("claims.bodies", { count: bodies }),
                say("claims.actor.last", { day: day(Date.parse(last)) }),
              ].join(" · ")}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Answers: what does this group claim, and how much of it holds? */
export function ActorPart({ rest }: ClaimsPart) {
  const speech = useSpeech();
  const { say } = speech;
  const name = rest[0] ?? "";
  const asked = useClaims<ActorPage>(`/api/claims/actors/${encodeURIComponent(name)}`);
  const { value: page } = asked;
  const types = ATTACK_TYPES.flatMap((type) => {
    const count = page?.types[type] ?? 0;
    return count === 0 ? [] : [`${say(`claims.type.${type}`)} (${speech.number(count)})`];
  });
  return (
    <>
      <div className="answer">
        <h1>
          {page === undefined
            ? name
            : say("claims.actor.answer", {
                who: page.actor,
                events: say("claims.events", { count: page.events.length }),
                bodies: say("claims.bodies", { count: page.bodies }),
              })}
        </h1>
        {page !== undefined && (
          <p>{say("claims.event.measured", { what: countsText(page.verdicts, speech) })}</p>
        )}
        {page !== undefined && page.first !== null && page.last !== null && (
          <p className="quiet claims-about">
            {spanText({ from: page.first, to: page.last }, speech)} · {speech.list(types)}
          </p>
        )}
      </div>
      <NotThere asked={asked} />
      {page !== undefined && (
        <section aria-labelledby="actor-events">
          <h2 id="actor-events">{say("claims.events.title")}</h2>
          <ol className="claim-events">
            {page.events.map((row) => (
              <EventLine key={row.event} row={row} />
            ))}
          </ol>
        </section>
      )}
    </>
  );
}
