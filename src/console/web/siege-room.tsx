import type { SiteDigest } from "../../gateway/events.ts";
import { type Answer, isLive } from "./answer.ts";
import { Charts } from "./charts.tsx";
import { Command } from "./command.tsx";
import { CoverageList } from "./coverage-list.tsx";
import { EntryList } from "./entry-list.tsx";
import { figureTerms, furtherFigures } from "./figure-list.ts";
import { Figures, FigureTiles } from "./figures.tsx";
import { Explained, Fold } from "./fold.tsx";
import { OriginLoad } from "./origin-load.tsx";
import { Queues } from "./queues.tsx";
import { useLive, useSpeech } from "./reading.tsx";
import { Reason } from "./reason.tsx";
import type { Minute } from "./series.ts";
import { SiteList } from "./site-list.tsx";
import { Tops } from "./tops.tsx";

/** Entries shown here, and beside four charts; the journal's own room has them all. */
const LATEST_ENTRIES = 6;
const ENTRIES_BESIDE = 10;

/** Answers one question: do citizens get through? In calm it is short; what a siege shows then opens on demand. */
export function SiegeRoom({ answer, minute }: { answer: Answer; minute: Minute }) {
  const live = useLive();
  const site = isLive(live) ? (live.digest?.site ?? null) : null;
  const known = live.digest?.site?.site;
  const sites = live.digest?.sites ?? [];
  const detailed = site !== null && showsLines(site);
  return (
    <>
      <div className={`answer answer-${answer.level}`}>
        <h1>{answer.headline}</h1>
        {answer.details.map((detail) => (
          <p key={detail}>{detail}</p>
        ))}
        {answer.command !== undefined && <Command line={answer.command} />}
        {site !== null && <Reason site={site} />}
      </div>
      {sites.length > 1 && <SiteList sites={sites} />}
      {known !== undefined && <Figures site={site} minute={minute} />}
      {detailed && <Lines site={site} minute={minute} />}
      <div className={detailed ? "watch" : "room-parts"}>
        {known !== undefined && <Charts detailed={detailed} />}
        {detailed && <Latest count={ENTRIES_BESIDE} />}
      </div>
      {site !== null && site.posture !== "calm" && <Tops site={site} />}
      <div className="side-by-side">
        {!detailed && <Latest count={LATEST_ENTRIES} />}
        {known !== undefined && <CoverageList key={known} site={known} />}
      </div>
      {site !== null && <Further site={site} minute={minute} />}
    </>
  );
}

function Lines({ site, minute }: { site: SiteDigest; minute: Minute }) {
  return (
    <div className="side-by-side">
      <Queues site={site} minute={minute} />
      <OriginLoad site={site} />
    </div>
  );
}

function Latest({ count }: { count: number }) {
  const { say } = useSpeech();
  const { entries } = useLive();
  return (
    <section aria-labelledby="latest-title">
      <h2 id="latest-title">{say("journal.latest")}</h2>
      {entries.length === 0 ? <p>{say("journal.empty")}</p> : <EntryList entries={entries.slice(0, count)} />}
      <p>
        <a href="#/journal">{say("journal.all")}</a>
      </p>
    </section>
  );
}

/** In calm nobody waits, and without an origin there is nothing to wait for: then the lines open on demand. */
function showsLines({ posture }: SiteDigest): boolean {
  return posture === "strained" || posture === "siege";
}

/** What is not needed to know whether citizens get through: for who asks. */
function Further({ site, minute }: { site: SiteDigest; minute: Minute }) {
  const { say } = useSpeech();
  const names = furtherFigures(site);
  return (
    <section aria-labelledby="further-title">
      <h2 id="further-title">{say("further.title")}</h2>
      <Fold title={say(showsLines(site) ? "further.open" : "further.open.lines")}>
        {() => (
          <div className="room-parts">
            <FigureTiles names={names} site={site} minute={minute} />
            <Explained about={say("further.title")} terms={figureTerms(names)} />
            {!showsLines(site) && <Lines site={site} minute={minute} />}
          </div>
        )}
      </Fold>
    </section>
  );
}
