import type { ClaimsSummary } from "../../../claims/events.ts";
import { Mark } from "../mark.tsx";
import { addressOf } from "../place.ts";
import { useSpeech } from "../reading.tsx";
import { useClaims } from "./use-claims.ts";
import { countsText, titleText } from "./words.ts";

/** Events that the overview names. */
const SHOWN_MAX = 4;

/** Section of the overview while there are fresh claims; those that name a site of ours come first, and are said to. */
export function OverviewClaims() {
  const speech = useSpeech();
  const { say } = speech;
  const { value } = useClaims<ClaimsSummary>("/api/claims/summary");
  if (value === undefined || value.fresh.length === 0) return null;
  const sitesOf = new Map(value.ours.map(({ event, sites }) => [event, sites]));
  const rows = [...value.fresh].sort((a, b) => Number(sitesOf.has(b.event)) - Number(sitesOf.has(a.event)));
  return (
    <section aria-labelledby="overview-claims">
      <h2 id="overview-claims">{say("claims.overview.title")}</h2>
      <ul className="plain-list">
        {rows.slice(0, SHOWN_MAX).map((row) => {
          const sites = sitesOf.get(row.event);
          return (
            <li key={row.event} className="line-item">
              {sites !== undefined && (
                <p className="overview-ours">
                  <Mark level="strained" size="1.25rem" />{" "}
                  <strong>
                    {say("claims.overview.ours", { sites: speech.list(sites), count: sites.length })}
                  </strong>
                </p>
              )}
              <p>
                <a href={addressOf("claims", "event", row.event)}>
                  <bdi>{titleText(row, speech)}</bdi>
                </a>
              </p>
              <p className="quiet">
                {countsText(row.verdicts, speech) || say("claims.bodies", { count: row.bodies })}
              </p>
            </li>
          );
        })}
      </ul>
      <p>
        <a href={addressOf("claims")}>{say("claims.overview.all")}</a>
      </p>
    </section>
  );
}
