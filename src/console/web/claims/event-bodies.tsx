import type { DocumentRow, EventBody, EventPage, Statement } from "../../../claims/events.ts";
import { LongList } from "../long-list.tsx";
import { Mark } from "../mark.tsx";
import { addressOf } from "../place.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { Measured } from "./measured.tsx";
import { SaidList } from "./said-list.tsx";
import { bodyAbout, changesOfStory, momentText, saidTimeText, servicesText, typeText } from "./words.ts";

/** The bodies of an event: what is said of each on the left, what was measured on the right. */
export function EventBodies({ page }: { page: EventPage }) {
  const { say } = useSpeech();
  const documents = new Map(page.documents.map((row) => [row.document, row]));
  return (
    <section aria-labelledby="event-bodies">
      <h2 id="event-bodies">{say("claims.bodies.title")}</h2>
      <LongList
        items={page.bodies}
        keyOf={({ body }) => body.id}
        className="claim-bodies"
        row={(about) => (
          <li key={about.body.id}>
            <BodyCard
              event={page.row.event}
              about={about}
              statements={page.statements.filter(({ bodies }) => bodies.includes(about.body.id))}
              documents={documents}
            />
          </li>
        )}
      />
    </section>
  );
}

export function BodyCard({
  event,
  about,
  statements,
  documents,
  title,
}: {
  event: string;
  about: EventBody;
  statements: readonly Statement[];
  documents: ReadonlyMap<string, DocumentRow>;
  /** What the card is called, where its body is not in question. */
  title?: React.ReactNode;
}) {
  const speech = useSpeech();
  const { say } = speech;
  const { body } = about;
  const id = `body-${event}-${body.id}`;
  return (
    <article className="claim-body" aria-labelledby={id}>
      <header>
        <h3 id={id}>
          {title ?? (
            <a href={addressOf("claims", "body", body.id)}>
              <bdi>{body.name}</bdi>
            </a>
          )}{" "}
          {title === undefined && <span className="quiet">{bodyAbout(body, speech)}</span>}
        </h3>
        <ClaimLine about={about} />
      </header>
      <Changes statements={statements} />
      <div className="claim-body-sides">
        <div>
          <h4 className="side-title">{say("claims.side.said")}</h4>
          <SaidList
            statements={statements}
            documents={documents}
            contradicted={new Set(about.verdict?.contradicted)}
          />
        </div>
        <div>
          <h4 className="side-title">{say("claims.side.measured")}</h4>
          <Measured event={event} about={about} statements={statements} />
        </div>
      </div>
    </article>
  );
}

/** Times of one attack that its line names. */
const TIMES_MAX = 3;

/** "Déni de service, revendiqué par X · 5 janvier 2026 · 2 sources" */
function ClaimLine({ about }: { about: EventBody }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const { type, actors, times, sources, services, listedOnly } = about;
  const parts = [
    actors.length === 0
      ? typeText(type, speech)
      : say("claims.body.claimed", { type: typeText(type, speech), who: speech.list(actors) }),
    speech.list(times.slice(0, TIMES_MAX).map((time) => saidTimeText(time, nowMs, speech))),
    say("claims.body.sources", { count: sources }),
  ].filter(Boolean);
  return (
    <>
      <p className="quiet">
        {parts.join(" · ")}
        {listedOnly && ` · ${say("claims.body.listed")}`}
      </p>
      {services.length > 0 && (
        <p className="quiet">{say("claims.body.services", { services: servicesText(services, speech) })}</p>
      )}
    </>
  );
}

/** A speaker who said one thing and then another: seen at once. */
function Changes({ statements }: { statements: readonly Statement[] }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  return changesOfStory(statements).map(({ first, next }) => (
    <p key={next.id} className="change-of-story">
      <Mark level="strained" size="1.25rem" />
      <span>
        {say("claims.story", {
          who: say(`claims.speaker.${first.speaker}`),
          first: say(`claims.stance.${first.stance}`),
          firstAt: momentText(first.at, nowMs, speech),
          next: say(`claims.stance.${next.stance}`),
          nextAt: momentText(next.at, nowMs, speech),
        })}
      </span>
    </p>
  ));
}
