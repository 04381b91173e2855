import type { StatusPage } from "../../../status/events.ts";
import { isLive } from "../answer.ts";
import { useAsked } from "../asked.ts";
import { Mark } from "../mark.tsx";
import { addressOf } from "../place.ts";
import { useLive, useNow, useSpeech } from "../reading.tsx";
import { lineLevel, sitesWorstFirst } from "../site-lines.ts";

/** Sites shown here; their own room has all of them. */
const SITES_MAX = 10;

/** How each site is, in a line. */
export function SiteLines() {
  const { say } = useSpeech();
  const live = useLive();
  const sites = sitesWorstFirst(live.digest?.sites ?? []);
  const known = isLive(live);
  return (
    <section aria-labelledby="sites-title">
      <h2 id="sites-title">{say("overview.sites")}</h2>
      {sites.length === 0 && <p className="quiet">{say("overview.sites.none")}</p>}
      <ul className="plain-list">
        {sites.slice(0, SITES_MAX).map((site) => {
          const posture = known ? site.posture : "unknown";
          return (
            <li key={site.site} className="site-line">
              <Mark level={known ? lineLevel(site) : "unknown"} size="1.25rem" />
              <span>
                <bdi>{site.site}</bdi> <strong>{say(`posture.${posture}`)}</strong>{" "}
                <span className="quiet">{say(`posture.${posture}.gloss`)}</span>
              </span>
            </li>
          );
        })}
      </ul>
      <p>
        <a href={addressOf("siege")}>{say("overview.sites.more")}</a>
      </p>
    </section>
  );
}

/** What the public reads now. */
export function PublicPage() {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const { value } = useAsked<StatusPage>("/api/status-page", ["status."]);
  if (value === undefined) return null;
  const { current } = value;
  return (
    <section aria-labelledby="public-title">
      <h2 id="public-title">{say("overview.public")}</h2>
      {current === null ? (
        <p className="quiet">{say("overview.public.none")}</p>
      ) : (
        <>
          <p>
            <bdi>{current.fr.title}</bdi>
          </p>
          <p className="quiet">
            {say("overview.public.since", {
              time: speech.since(Date.parse(current.at), nowMs),
              who: current.by.name,
            })}
            {current.nextUpdateAt !== null &&
              ` · ${say("overview.public.next", { time: speech.at(Date.parse(current.nextUpdateAt), nowMs) })}`}
          </p>
        </>
      )}
      <p>
        <a href={addressOf("status")}>{say("overview.public.more")}</a>
      </p>
    </section>
  );
}
