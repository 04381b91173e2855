import type { HosterIncident } from "../../../watch/events.ts";
import { useAsked } from "../asked.ts";
import { Mark } from "../mark.tsx";
import { NotThere } from "../people/not-there.tsx";
import { addressOf } from "../place.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { failureText } from "./words.ts";
import type { WatchPart } from "./watch-room.tsx";

/** Answers: is it many sites, or one host? */
export function HosterPart(_: WatchPart) {
  const { say } = useSpeech();
  const asked = useAsked<{ incidents: HosterIncident[] }>("/api/watch/hosters", ["watch.hoster"]);
  const incidents = asked.value?.incidents ?? [];
  const open = incidents.filter(({ closedAt }) => closedAt === null);
  const over = incidents.filter(({ closedAt }) => closedAt !== null);
  return (
    <>
      <div className="answer">
        <h1>
          {asked.value === undefined
            ? say("watch.part.hosters")
            : open.length === 0
              ? say("watch.hosters.none")
              : say("watch.hosters.answer", {
                  count: open.length,
                  sites: open.reduce((sum, { down }) => sum + down, 0),
                })}
        </h1>
        <p>{say("watch.hosters.help")}</p>
      </div>
      <NotThere asked={asked} />
      {open.length > 0 && <Incidents title={say("watch.hosters.running")} incidents={open} />}
      {over.length > 0 && <Incidents title={say("watch.hosters.over")} incidents={over} />}
    </>
  );
}

function Incidents({ title, incidents }: { title: string; incidents: readonly HosterIncident[] }) {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ul className="plain-list">
        {incidents.map((incident) => (
          <li key={incident.id} className="line-item">
            <Incident incident={incident} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Incident({ incident }: { incident: HosterIncident }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const { network, holder, openedAt, closedAt, down, watched, cause, rule } = incident;
  const openedMs = Date.parse(openedAt);
  return (
    <div className="hoster">
      <h3>
        <Mark level={closedAt === null ? "down" : "ok"} size="1.25rem" /> <bdi>{holder || network}</bdi>
        {holder !== "" && (
          <>
            {" "}
            <bdi className="quiet">{network}</bdi>
          </>
        )}
      </h3>
      <p>
        {closedAt === null
          ? say("watch.hoster.open", { count: down, watched, time: speech.since(openedMs, nowMs) })
          : say("watch.hoster.closed", {
              count: down,
              watched,
              time: speech.stamp(openedMs, nowMs),
              span: speech.duration(Date.parse(closedAt) - openedMs),
            })}{" "}
        {say("watch.hoster.cause", { cause: failureText(cause, speech) })}
      </p>
      <p className="quiet">
        {say("watch.hoster.rule", { rule })}{" "}
        <a href={addressOf("sites", "list", "network", network)}>{say("watch.hoster.sites")}</a>
      </p>
    </div>
  );
}
