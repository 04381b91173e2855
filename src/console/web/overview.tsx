import { type Answer, isLive } from "./answer.ts";
import { Charts } from "./charts.tsx";
import { Command } from "./command.tsx";
import { CoverageList } from "./coverage-list.tsx";
import { Figures } from "./figures.tsx";
import { EntryList } from "./entry-list.tsx";
import { useLive, useSpeech } from "./reading.tsx";
import type { Minute } from "./series.ts";

/** Entries shown here; the journal's own room has them all. */
const LATEST_ENTRIES = 6;

/** Answers one question: how is the site? */
export function Overview({ answer, minute }: { answer: Answer; minute: Minute }) {
  const { say } = useSpeech();
  const live = useLive();
  const site = isLive(live) ? (live.digest?.site ?? null) : null;
  const known = live.digest?.site?.site;
  return (
    <>
      <div className={`answer answer-${answer.level}`}>
        <h1>{answer.headline}</h1>
        {answer.details.map((detail) => (
          <p key={detail}>{detail}</p>
        ))}
        {answer.command !== undefined && <Command line={answer.command} />}
      </div>
      {known !== undefined && (
        <>
          <Figures
            site={site}
            minute={site === null ? null : minute}
            memoryBytes={live.digest?.memoryBytes ?? 0}
          />
          <Charts />
        </>
      )}
      <div className="side-by-side">
        <section aria-labelledby="latest-title">
          <h2 id="latest-title">{say("journal.latest")}</h2>
          {live.entries.length === 0 ? (
            <p>{say("journal.empty")}</p>
          ) : (
            <EntryList entries={live.entries.slice(0, LATEST_ENTRIES)} />
          )}
          <p>
            <a href="#/journal">{say("journal.all")}</a>
          </p>
        </section>
        {known !== undefined && <CoverageList key={known} site={known} />}
      </div>
    </>
  );
}
