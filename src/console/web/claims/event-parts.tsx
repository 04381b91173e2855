import type { Acted, EventPage } from "../../../claims/events.ts";
import { Fold } from "../fold.tsx";
import { addressOf } from "../place.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { useMay } from "../session.tsx";
import type { Speech } from "../speech.ts";
import { WideTable } from "../wide-table.tsx";
import { ReleaseAct } from "./event-acts.tsx";
import { bodyAbout, titleText } from "./words.ts";
import { shownQuote } from "./quote-text.ts";

type OfPage = { page: EventPage };

/** Names that nobody could place: accused of nothing until a person says who is meant. */
export function EventUnresolved({ page }: OfPage) {
  const speech = useSpeech();
  const { say } = speech;
  const mayReview = useMay("member");
  if (page.unresolved.length === 0) return null;
  return (
    <section aria-labelledby="event-unresolved">
      <h2 id="event-unresolved">{say("claims.unresolved.title", { count: page.unresolved.length })}</h2>
      <p className="quiet">{say("claims.unresolved.what")}</p>
      <ul className="plain-list">
        {page.unresolved.map((one) => (
          <li key={`${one.document} ${one.name}`} className="line-item">
            <p>
              <strong>
                <bdi>{one.name}</bdi>
              </strong>{" "}
              <span className="quiet">{say(`claims.why.${one.why}`)}</span>
            </p>
            {one.candidates.length > 0 && (
              <p className="quiet">
                {say("claims.candidates", {
                  names: speech.list(
                    one.candidates.map((body) => `${body.name} (${bodyAbout(body, speech)})`),
                  ),
                })}
              </p>
            )}
            <blockquote className="said-quote">
              <bdi>{shownQuote(one.quote)}</bdi>
            </blockquote>
            {mayReview && (
              <p>
                <a href={addressOf("claims", "document", one.document)}>{say("claims.unresolved.settle")}</a>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the house did because of the claim, and until when it holds. */
export function EventActed({ page }: OfPage) {
  const speech = useSpeech();
  const nowMs = useNow();
  if (page.acted.length === 0) return null;
  return (
    <section aria-labelledby="event-acted">
      <h2 id="event-acted">{speech.say("claims.acted.title")}</h2>
      <ul className="plain-list">
        {page.acted.map((one) => (
          <li key={`${one.what} ${one.at}`} className="line-item">
            <p>{actedText(one, page, speech)}</p>
            <p className="quiet">{heldText(one, nowMs, speech)}</p>
          </li>
        ))}
      </ul>
      <ReleaseAct page={page} />
    </section>
  );
}

function actedText({ what, bodies, sites }: Acted, page: EventPage, { say, list }: Speech): string {
  const names = bodies.map((id) => page.bodies.find(({ body }) => body.id === id)?.body.name ?? id);
  const shown = names.slice(0, 6);
  const more = names.length - shown.length;
  const bodiesText = list(more > 0 ? [...shown, say("claims.others", { count: more })] : shown);
  return say(`claims.acted.${what}`, { bodies: bodiesText, sites: list(sites) });
}

function heldText({ at, until, releasedAt }: Acted, nowMs: number, { say, full }: Speech): string {
  const done = say("claims.acted.at", { time: full(Date.parse(at), nowMs) });
  if (releasedAt !== null) {
    return `${done} ${say("claims.acted.released", { time: full(Date.parse(releasedAt), nowMs) })}`;
  }
  if (until === null) return done;
  const untilMs = Date.parse(until);
  const key = untilMs > nowMs ? "claims.acted.until" : "claims.acted.over";
  return `${done} ${say(key, { time: full(untilMs, nowMs) })}`;
}

/** What the attacker's lists name. Hosts and times only: nothing that would help to attack. */
export function EventTargets({ page }: OfPage) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const { targets, targetsMore } = page;
  if (targets.length === 0) return null;
  const nameOf = (id: string | null) => page.bodies.find(({ body }) => body.id === id)?.body.name ?? "";
  return (
    <section aria-labelledby="event-targets">
      <h2 id="event-targets">{say("claims.targets.title", { count: targets.length + targetsMore })}</h2>
      <p className="quiet">{say("claims.targets.what")}</p>
      <Fold title={say("claims.targets.show")}>
        {() => (
          <WideTable label={say("claims.targets.show")}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{say("claims.targets.host")}</th>
                  <th scope="col">{say("claims.targets.body")}</th>
                  <th scope="col">{say("claims.targets.at")}</th>
                </tr>
              </thead>
              <tbody>
                {targets.map(({ host, body, at, document }) => (
                  <tr key={`${document} ${host} ${at}`}>
                    <th scope="row" className="path">
                      <bdi>{host}</bdi>
                    </th>
                    <td>
                      <bdi>{nameOf(body)}</bdi>
                    </td>
                    <td>{at === null ? "" : speech.full(Date.parse(at), nowMs)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {targetsMore > 0 && <p className="quiet">{say("claims.targets.more", { count: targetsMore })}</p>}
          </WideTable>
        )}
      </Fold>
    </section>
  );
}

/** Events that might be the same: a person decides. */
export function EventNear({ page }: OfPage) {
  const speech = useSpeech();
  const { say, share } = speech;
  const near = page.near.filter(({ parted }) => !parted);
  if (near.length === 0) return null;
  return (
    <section aria-labelledby="event-near">
      <h2 id="event-near">{say("claims.near.title")}</h2>
      <ul className="plain-list">
        {near.map((one) => (
          <li key={one.event} className="line-item">
            <a href={addressOf("claims", "event", one.event)}>
              <bdi>{titleText(one, speech)}</bdi>
            </a>{" "}
            <span className="quiet">{say("claims.near.score", { share: share(one.score) })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
