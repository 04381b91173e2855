import { useEffect, useRef } from "react";
import { Button } from "react-aria-components";
import type { ReadOutcome } from "../../../claims/events.ts";
import { Fold } from "../fold.tsx";
import { addressOf } from "../place.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { WideTable } from "../wide-table.tsx";
import { MarkedText } from "./marked-text.tsx";
import type { ReadFound } from "./read-input.ts";
import { StanceSign } from "./signs.tsx";
import { bodyAbout, momentText, typeText } from "./words.ts";
import { shownQuote } from "./quote-text.ts";

/** What was understood, document by document; then one press records it. */
export function ReadOutcomes({
  found,
  onRecord,
  isBusy,
}: {
  found: ReadFound;
  onRecord: () => void;
  isBusy: boolean;
}) {
  const { say } = useSpeech();
  const { outcomes, isRecorded, text } = found;
  const title = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer is read from its first line
  useEffect(() => title.current?.focus(), [found]);
  const canRecord = outcomes.some(({ known, refused }) => !known && refused === null);
  return (
    <section aria-labelledby="read-found" className="read-found">
      <h2 id="read-found" ref={title} tabIndex={-1}>
        {say(isRecorded ? "claims.read.recorded" : "claims.read.understood")}
      </h2>
      <OwnRoutes found={found} />
      <ul className="plain-list">
        {outcomes.map((outcome) => (
          <li key={outcome.document} className="line-item">
            <Outcome
              outcome={outcome}
              isRecorded={isRecorded}
              text={outcomes.length === 1 ? text : undefined}
            />
          </li>
        ))}
      </ul>
      {!isRecorded && canRecord && (
        <div className="form-acts">
          <Button className="button-main" onPress={onRecord} isDisabled={isBusy}>
            {say("claims.read.record", { count: outcomes.length })}
          </Button>
          <p className="quiet">{say("claims.read.consequence")}</p>
        </div>
      )}
    </section>
  );
}

function Outcome({
  outcome,
  isRecorded,
  text,
}: {
  outcome: ReadOutcome;
  isRecorded: boolean;
  text: string | undefined;
}) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const { title, refused, kind, publisher, publishedAt, lang, attacks, statements } = outcome;
  return (
    <article>
      <h3>
        <bdi lang={lang}>{title || say(`claims.kind.${kind}`)}</bdi>
      </h3>
      <p className="quiet">
        {[
          say(`claims.kind.${kind}`),
          publisher,
          publishedAt !== null
            ? momentText(publishedAt, nowMs, speech)
            : attacks.length > 0 && say("claims.read.no-date"),
          speech.sayIfKnown(`claims.lang.${lang}`),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {refused === null ? (
        <>
          {(outcome.known || isOfEvent(outcome)) && <p>{fateText(outcome, isRecorded, say)}</p>}
          <Places outcome={outcome} isRecorded={isRecorded} />
          {attacks.length === 0 && <p>{say("claims.read.nobody")}</p>}
          <Attacks outcome={outcome} />
          <Unresolved outcome={outcome} />
          <Targets outcome={outcome} />
          {text !== undefined && statements.length > 0 && (
            <Fold title={say("claims.read.text.show")}>
              {() => <MarkedText text={text} statements={statements} lang={lang} />}
            </Fold>
          )}
        </>
      ) : (
        <p className="refusal">
          {speech.sayIfKnown(`refused.${refused.code}`) ?? `${refused.what} ${refused.remedy}`}
        </p>
      )}
    </article>
  );
}

/** A text that tells of no attack, and that nobody put into an event, is of none. */
const isOfEvent = ({ attacks, targets, joined }: ReadOutcome): boolean =>
  joined || attacks.length > 0 || targets.length > 0;

/** Where it is, or the event that it will be a part of. */
function Places({ outcome, isRecorded }: { outcome: ReadOutcome; isRecorded: boolean }) {
  const { say } = useSpeech();
  const isThere = isRecorded || outcome.known;
  if (!isThere && !outcome.joined) return null;
  return (
    <p>
      {isOfEvent(outcome) && (
        <a href={addressOf("claims", "event", outcome.event)}>{say("claims.read.to-event")}</a>
      )}
      {isThere && (
        <>
          {isOfEvent(outcome) && " · "}
          <a href={addressOf("claims", "document", outcome.document)}>{say("claims.read.to-document")}</a>
        </>
      )}
    </p>
  );
}

function fateText(
  { known, older, joined }: ReadOutcome,
  isRecorded: boolean,
  say: ReturnType<typeof useSpeech>["say"],
): string {
  if (known) return say(older ? "claims.read.older" : "claims.read.known");
  if (isRecorded) return say(joined ? "claims.read.joined" : "claims.read.new");
  return say(joined ? "claims.read.will-join" : "claims.read.will-new");
}

function Attacks({ outcome: { attacks, statements, lang } }: { outcome: ReadOutcome }) {
  const speech = useSpeech();
  const { say } = speech;
  return (
    <ul className="read-attacks">
      {attacks.map(({ body, type, actor, doubt }) => (
        <li key={body.id}>
          <p>
            <strong>
              <bdi>{body.name}</bdi>
            </strong>{" "}
            <span className="quiet">{bodyAbout(body, speech)}</span> · {typeText(type, speech)}
            {actor !== null && (
              <>
                {" · "}
                <bdi>{actor}</bdi>
              </>
            )}
            {doubt >= DOUBTFUL && <span className="read-doubt"> {say("claims.doubtful")}</span>}
          </p>
          <ul className="read-said">
            {statements
              .filter(({ bodies }) => bodies.includes(body.id))
              .map(({ id, speaker, stance, modality, quote }) => (
                <li key={id}>
                  <StanceSign stance={stance} />{" "}
                  <span>
                    {say("claims.read.said", {
                      who: say(`claims.speaker.${speaker}`),
                      what:
                        modality === "reported"
                          ? `${say(`claims.stance.${stance}`)} (${say("claims.modality.reported")})`
                          : say(`claims.stance.${stance}`),
                    })}{" "}
                    <q lang={lang}>
                      <bdi>{shownQuote(quote)}</bdi>
                    </q>
                  </span>
                </li>
              ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

/** From this doubt a person is asked to look. */
const DOUBTFUL = 0.25;

function Unresolved({ outcome: { unresolved } }: { outcome: ReadOutcome }) {
  const speech = useSpeech();
  const { say } = speech;
  if (unresolved.length === 0) return null;
  return (
    <>
      <p>
        <strong>{say("claims.unresolved.title", { count: unresolved.length })}</strong>{" "}
        <span className="quiet">{say("claims.unresolved.what")}</span>
      </p>
      <ul className="read-attacks">
        {unresolved.map(({ name, why, candidates }) => (
          <li key={name}>
            <bdi>{name}</bdi> <span className="quiet">{say(`claims.why.${why}`)}</span>
            {candidates.length > 0 && (
              <span className="quiet">
                {" "}
                {say("claims.candidates", {
                  names: speech.list(candidates.map((body) => `${body.name} (${bodyAbout(body, speech)})`)),
                })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function Targets({ outcome: { targets, targetsMore } }: { outcome: ReadOutcome }) {
  const { say, list } = useSpeech();
  if (targets.length === 0) return null;
  const hosts = [...new Set(targets.map(({ host }) => host))];
  return (
    <p>
      {say("claims.targets.title", { count: targets.length + targetsMore })}{" "}
      <bdi className="quiet">{list(hosts.slice(0, 12))}</bdi>
    </p>
  );
}

/** Which of our own routes the list names: told once, to who brought it, and kept nowhere. */
function OwnRoutes({ found: { ownRoutes, ownRoutesMore } }: { found: ReadFound }) {
  const { say, number } = useSpeech();
  if (ownRoutes.length === 0) return null;
  return (
    <div className="own-routes" role="alert">
      <p>
        <strong>{say("claims.own.title", { count: ownRoutes.length + ownRoutesMore })}</strong>{" "}
        {say("claims.own.what")}
      </p>
      <WideTable label={say("claims.own.table")}>
        <table className="numbers">
          <thead>
            <tr>
              <th scope="col">{say("claims.own.route")}</th>
              <th scope="col">{say("claims.own.count")}</th>
            </tr>
          </thead>
          <tbody>
            {ownRoutes.map(({ host, route, count }) => (
              <tr key={`${host} ${route}`}>
                <th scope="row" className="path">
                  <bdi>
                    {host}
                    {route}
                  </bdi>
                </th>
                <td>{number(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </div>
  );
}
