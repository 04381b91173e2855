import type { BodyPage, EventBody } from "../../../claims/events.ts";
import { Fold } from "../fold.tsx";
import { NotThere } from "../people/not-there.tsx";
import { addressOf } from "../place.ts";
import { useNow, useSpeech } from "../reading.tsx";
import type { Speech } from "../speech.ts";
import type { ClaimsPart } from "./claims-room.tsx";
import { BodyCard } from "./event-bodies.tsx";
import { NotYet } from "./not-yet.tsx";
import { Reloading, useClaims } from "./use-claims.ts";
import { bodyAbout, countsText, spanText, titleText } from "./words.ts";

const NO_DOCUMENTS = new Map<string, never>();

/** Answers: what was ever claimed against this body, and did it hold? */
export function BodyPart({ rest }: ClaimsPart) {
  const speech = useSpeech();
  const { say } = speech;
  const id = rest[0] ?? "";
  const asked = useClaims<BodyPage>(`/api/claims/bodies/${encodeURIComponent(id)}`);
  const { value: page } = asked;
  if (page === undefined) return <NotYet title={say("claims.body")} asked={asked} />;
  const { body, events, watched } = page;
  return (
    <Reloading value={asked.reload}>
      <div className="answer">
        <p className="quiet claims-about">{bodyAbout(body, speech)}</p>
        <h1>
          {say(events.length === 0 ? "claims.body.none" : "claims.body.answer", {
            name: body.name,
            count: events.length,
          })}
        </h1>
        {events.length > 0 && <p>{historyText(page, speech)}</p>}
        <p className="quiet claims-about">
          {say("claims.body.watched", { count: watched })}{" "}
          {watched === 0 && (
            <a href={addressOf("sites")}>{say("claims.measured.watch", { name: body.name })}</a>
          )}
        </p>
      </div>
      <NotThere asked={asked} />
      {events.length > 0 && (
        <section aria-labelledby="body-events">
          <h2 id="body-events">{say("claims.body.history")}</h2>
          <ol className="body-history">
            {events.map(({ row, body: about, statements }) => (
              <li key={row.event}>
                <p className="body-history-when">{spanText(about.window, speech)}</p>
                <BodyCard
                  event={row.event}
                  about={about}
                  statements={statements}
                  documents={NO_DOCUMENTS}
                  title={
                    <a href={addressOf("claims", "event", row.event)}>
                      <bdi>{titleText(row, speech)}</bdi>
                    </a>
                  }
                />
              </li>
            ))}
          </ol>
        </section>
      )}
      <Listed page={page} />
    </Reloading>
  );
}

/** "Mesuré : 1 accessible et 2 non observés." over all years */
function historyText({ events }: BodyPage, speech: Speech): string {
  const counts: Partial<Record<NonNullable<EventBody["verdict"]>["verdict"], number>> = {};
  for (const { body } of events) {
    if (body.verdict !== null) counts[body.verdict.verdict] = (counts[body.verdict.verdict] ?? 0) + 1;
  }
  const what = countsText(counts, speech);
  return what === "" ? speech.say("claims.verdict.none") : speech.say("claims.body.verdicts", { what });
}

function Listed({ page: { targets } }: { page: BodyPage }) {
  const { say, full } = useSpeech();
  const nowMs = useNow();
  if (targets.length === 0) return null;
  return (
    <section aria-labelledby="body-listed">
      <h2 id="body-listed">{say("claims.body.lists", { count: targets.length })}</h2>
      <Fold title={say("claims.targets.show")}>
        {() => (
          <ul className="plain-list">
            {targets.map(({ host, at, document }) => (
              <li key={`${document} ${host} ${at}`} className="line-item">
                <a href={addressOf("claims", "document", document)}>
                  <bdi>{host}</bdi>
                </a>{" "}
                <span className="quiet">{at !== null && full(Date.parse(at), nowMs)}</span>
              </li>
            ))}
          </ul>
        )}
      </Fold>
    </section>
  );
}
