import type { SiteDetail } from "../../../watch/events.ts";
import { useAsked } from "../asked.ts";
import { CopyText } from "../form/copy-text.tsx";
import { Mark } from "../mark.tsx";
import { NotThere } from "../people/not-there.tsx";
import { addressOf } from "../place.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { Causes, DayBars } from "./day-bars.tsx";
import { EvidenceList } from "./evidence.tsx";
import { PhaseChart } from "./phases.tsx";
import { SiteActs } from "./site-acts.tsx";
import { MaintenanceList, SiteFacts } from "./site-facts.tsx";
import { Suspended } from "./suspended.tsx";
import { useEvery } from "./use-summary.ts";
import { Qualifiers, VerdictWord } from "./verdict-word.tsx";
import { useVantageNames } from "./vantage-names.ts";
import { VerdictCards } from "./verdict-cards.tsx";
import type { WatchPart } from "./watch-room.tsx";
import { countedSentence, LEVEL_OF, rowSentence, siteName } from "./words.ts";

const REFRESH_MS = 20_000;

/** Answers: how is this site, and on what does that rest? */
export function SitePart({ rest }: WatchPart) {
  const { say } = useSpeech();
  const number = /^\d{1,8}$/.test(rest[0] ?? "") ? Number(rest[0]) : undefined;
  if (number === undefined) {
    return (
      <div className="answer">
        <h1>{say("watch.site.unknown")}</h1>
        <p>
          <a href={addressOf("sites")}>{say("watch.site.back")}</a>
        </p>
      </div>
    );
  }
  return <SitePage site={number} />;
}

function SitePage({ site }: { site: number }) {
  const { say } = useSpeech();
  const asked = useAsked<SiteDetail>(`/api/watch/sites/${site}`, [
    "watch.verdicts",
    "watch.site",
    "watch.rate",
    "watch.maintenance",
    "watch.hoster",
  ]);
  useEvery(asked.reload, REFRESH_MS);
  const nameOf = useVantageNames();
  const { value, refused } = asked;
  if (value === undefined) {
    return (
      <div className="answer">
        <h1>{say(refused === undefined ? "room.loading" : "watch.site.unknown")}</h1>
        <NotThere asked={asked} />
      </div>
    );
  }
  return (
    <>
      <Head detail={value} />
      <NotThere asked={asked} />
      <SiteActs detail={value} onDone={asked.reload} />
      <VerdictCards detail={value} nameOf={nameOf} />
      <DayBars days={value.days} />
      <PhaseChart points={value.phases} />
      <div className="side-by-side">
        <Changes detail={value} />
        <Causes days={value.days} />
      </div>
      <div className="side-by-side">
        <SiteFacts detail={value} />
        <MaintenanceList maintenance={value.maintenance} onDone={asked.reload} />
      </div>
      <EvidenceList site={site} newest={value.row.lastAt} nameOf={nameOf} />
    </>
  );
}

function Head({ detail: { row, live, hosters } }: { detail: SiteDetail }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const name = siteName(row);
  const open = hosters.find(({ closedAt }) => closedAt === null);
  const about = [
    row.body === null ? say("watch.kind.none") : speech.sayIfKnown(`watch.kind.${row.body.kind}`),
    row.body !== null && row.body.name !== name ? row.body.name : "",
    row.body?.departement ? say("watch.in.departement", { code: row.body.departement }) : "",
  ].filter(Boolean);
  return (
    <div className="answer site-head">
      <Suspended />
      <p className="site-name">
        <bdi>{name}</bdi>
      </p>
      <h1>
        <Mark level={LEVEL_OF[row.verdict]} /> {rowSentence(row, nowMs, speech)}
      </h1>
      <p>{countedSentence(live, speech)}</p>
      <p className="site-about">
        <Qualifiers of={row.qualifiers} all />
        <span className="quiet">
          {row.lastAt !== null && say("watch.last", { ago: speech.relative(Date.parse(row.lastAt), nowMs) })}
        </span>
      </p>
      {open !== undefined && (
        <p className="consequence">
          {say("watch.site.hoster", {
            count: open.down,
            watched: open.watched,
            network: open.network,
            holder: open.holder === "" ? "" : ` (${open.holder})`,
          })}{" "}
          <a href={addressOf("sites", "hosters")}>{say("watch.part.hosters")}</a>
        </p>
      )}
      <div className="site-address">
        <CopyText text={row.url} label={say("watch.site.address")} />
        <span className="quiet">
          <bdi>{about.join(" · ")}</bdi>
          {row.tags.length > 0 && <bdi> · {row.tags.join(", ")}</bdi>}
        </span>
      </div>
    </div>
  );
}

/** How the verdict came and went. */
function Changes({ detail: { changes } }: { detail: SiteDetail }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  return (
    <section aria-labelledby="changes-title">
      <h2 id="changes-title">{say("watch.changes")}</h2>
      {changes.length === 0 && <p className="quiet">{say("watch.changes.none")}</p>}
      <ul className="plain-list">
        {changes.map(({ at, was, is }) => (
          <li key={at} className="line-item">
            <p className="change-line">
              <time dateTime={at}>{speech.stamp(Date.parse(at), nowMs)}</time>
              <VerdictWord verdict={is.verdict} size="1.125rem" />
              {was !== "inconclusive" && (
                <span className="quiet">
                  {say("watch.changes.was", { was: say(`watch.verdict.${was}`) })}
                </span>
              )}
            </p>
            <p className="quiet">{countedSentence(is, speech)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
