import { useCallback, useEffect, useRef } from "react";
import type { SiteList, SiteRow, Summary, WatchMessage } from "../../../watch/events.ts";
import { Fold } from "../fold.tsx";
import { Mark } from "../mark.tsx";
import { addressOf } from "../place.ts";
import { useNow, useReading, useSpeech } from "../reading.tsx";
import { NotThere } from "../people/not-there.tsx";
import { useMay } from "../session.tsx";
import { AddSite } from "./add-site.tsx";
import { FilterBar, useNarrow } from "./filter-bar.tsx";
import { csvAddress, type Filter, filterOf, isFiltered, queryOf, stepsOf } from "./list-query.ts";
import { PrintRows } from "./print-rows.tsx";
import { SiteLine } from "./site-line.tsx";
import { useEvery, useSummary } from "./use-summary.ts";
import { TagSites } from "./tag-sites.tsx";
import { type Paged, usePages } from "./use-pages.ts";
import { SITE_ROWS, VirtualRows } from "./virtual-rows.tsx";
import type { WatchPart } from "./watch-room.tsx";
import { countsSentence, LEVEL_OF, VERDICTS_SHOWN, whyText } from "./words.ts";

/** Rows in sight are asked for again this often: their counts of rounds grow without a change of verdict. */
const REFRESH_MS = 30_000;
/** After a change in a list that is ordered or filtered by it, at most so often. */
const REORDER_MS = 3_000;

/** Answers: which sites can be reached now? */
export function NationalList({ rest }: WatchPart) {
  const { say } = useSpeech();
  const summary = useSummary();
  const filter = filterOf(rest);
  const listed = usePages<SiteList, SiteRow>(`/api/watch/sites${queryOf(filter)}`, ({ sites }) => sites);
  useChanges(listed, filter);
  const { value } = summary;
  return (
    <>
      <Head summary={value} />
      <NotThere asked={summary} />
      {value?.sites === 0 ? (
        <Empty />
      ) : (
        <section aria-label={say("watch.list.title")}>
          {value !== undefined && <VerdictLinks summary={value} filter={filter} />}
          <FilterBar filter={filter} total={listed.total} />
          <Rows listed={listed} filter={filter} />
        </section>
      )}
    </>
  );
}

function Head({ summary }: { summary: Summary | undefined }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  if (summary === undefined) {
    return (
      <div className="answer">
        <h1>{say("room.sites")}</h1>
        <p role="status">{say("room.loading")}</p>
      </div>
    );
  }
  const { suspended, vantages, scheduler, hosters, verdicts } = summary;
  const trusted = vantages.filter(({ health }) => health === "ok").length;
  const sentence = countsSentence(verdicts, speech);
  return (
    <div className="answer">
      {suspended === null || summary.sites === 0 ? (
        <h1>{summary.sites === 0 ? say("watch.answer.empty") : sentence}</h1>
      ) : (
        <>
          <h1>{say("watch.suspended", { time: speech.since(Date.parse(suspended.since), nowMs) })}</h1>
          <p>
            {say("watch.suspended.why", { why: whyText(suspended.why, speech) })} {sentence}
          </p>
        </>
      )}
      {summary.sites > 0 && (
        <p className="watch-basis">
          {say(trusted > 1 ? "watch.basis.several" : trusted === 1 ? "watch.basis.one" : "watch.basis.none", {
            count: trusted,
          })}{" "}
          {say("watch.basis.pace", {
            count: scheduler.checksPerSecond,
            rate: speech.rate(scheduler.checksPerSecond),
            rule: summary.rule,
          })}
        </p>
      )}
      {summary.historyTrouble !== null && <Unwritten trouble={summary.historyTrouble} />}
      <UnknownGroups groups={summary.unknownGroups} />
      {hosters.length > 0 && (
        <p className="watch-hosters">
          <Mark level="strained" size="1.25rem" />
          <a href={addressOf("sites", "hosters")}>
            {say("watch.hosters.open", {
              count: hosters.length,
              sites: hosters.reduce((sum, { down }) => sum + down, 0),
            })}
          </a>
        </p>
      )}
    </div>
  );
}

/** What is measured waits: whoever reads verdicts should know that the past may have a gap. */
function Unwritten({ trouble: { kind, since } }: { trouble: NonNullable<Summary["historyTrouble"]> }) {
  const speech = useSpeech();
  const nowMs = useNow();
  return (
    <p className="watch-hosters" role="status">
      <Mark level="strained" size="1.25rem" />
      <span>{speech.say(`watch.history.${kind}`, { time: speech.since(Date.parse(since), nowMs) })}</span>
    </p>
  );
}

/** Whom the settings name and nobody knows: they would wait for a word that never comes. */
function UnknownGroups({ groups }: { groups: readonly string[] }) {
  const { say, list } = useSpeech();
  if (groups.length === 0) return null;
  return (
    <p className="watch-hosters">
      <Mark level="strained" size="1.25rem" />
      <span>
        {say("watch.groups.unknown", { count: groups.length, names: list(groups) })}{" "}
        <a href={addressOf("notices", "groups")}>{say("watch.groups.open")}</a>
      </span>
    </p>
  );
}

/** How many have each verdict; a press shows those alone. */
function VerdictLinks({ summary, filter }: { summary: Summary; filter: Filter }) {
  const { say, number } = useSpeech();
  const to = (verdict: string) => addressOf("sites", "list", ...stepsOf({ ...filter, verdict }));
  return (
    <nav aria-label={say("watch.filter.verdict")}>
      <ul className="verdict-links">
        <li>
          <a href={to("")} aria-current={filter.verdict === undefined ? "true" : undefined}>
            <strong>{number(summary.sites)}</strong> {say("watch.filter.all")}
          </a>
        </li>
        {VERDICTS_SHOWN.map((verdict) => (
          <li key={verdict}>
            <a href={to(verdict)} aria-current={filter.verdict === verdict ? "true" : undefined}>
              <Mark level={LEVEL_OF[verdict]} size="1.25rem" />
              <strong>{number(summary.verdicts[verdict])}</strong>{" "}
              {say(`watch.count.${verdict}`, { count: summary.verdicts[verdict] })}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Rows({ listed, filter }: { listed: Paged<SiteList, SiteRow>; filter: Filter }) {
  const { say } = useSpeech();
  const nowMs = useNow();
  const { total, at, refused, pages } = listed;
  return (
    <>
      <NotThere asked={{ refused, reload: pages.refresh }} />
      {total === undefined && refused === undefined && <p role="status">{say("room.loading")}</p>}
      {total === 0 && <p className="quiet">{say("watch.list.nothing")}</p>}
      {total !== undefined && total > 0 && <ListActs pages={pages} total={total} filter={filter} />}
      {total !== undefined && total > 0 && (
        <VirtualRows
          total={total}
          heights={SITE_ROWS}
          className="site-rows"
          label={say("watch.list.title")}
          onRange={pages.see}
          row={(index) => {
            const row = at(index);
            return row === undefined ? (
              <span className="watch-line watch-line-coming" aria-hidden="true" />
            ) : (
              <SiteLine row={row} nowMs={nowMs} />
            );
          }}
        />
      )}
    </>
  );
}

/** What can be done with the list as it is filtered. */
function ListActs({
  pages,
  total,
  filter,
}: {
  pages: Paged<SiteList, SiteRow>["pages"];
  total: number;
  filter: Filter;
}) {
  const { say } = useSpeech();
  const isNarrow = useNarrow();
  const acts = () => (
    <div className="watch-take">
      <a href={csvAddress(filter)} download>
        {say(isFiltered(filter) ? "watch.list.csv.filtered" : "watch.list.csv")}
      </a>
      <PrintRows pages={pages} total={total} />
      <TagSites filter={filter} total={total} refresh={pages.refresh} />
    </div>
  );
  return isNarrow ? (
    <Fold title={say("watch.list.acts")} level={2}>
      {acts}
    </Fold>
  ) : (
    acts()
  );
}

function Empty() {
  const { say } = useSpeech();
  const mayImport = useMay("lead");
  const mayAdd = useMay("member");
  return (
    <section className="watch-empty" aria-label={say("watch.empty.title")}>
      <p>{say("watch.empty.what")}</p>
      {mayAdd ? (
        <>
          <div className="form-acts">
            <a className="button-main" href={addressOf("sites", "import")}>
              {say(mayImport ? "watch.empty.import" : "watch.empty.preview")}
            </a>
          </div>
          <AddSite />
        </>
      ) : (
        <p className="quiet">{say("watch.empty.observer")}</p>
      )}
    </section>
  );
}

/** Rows in sight follow the stream; where a change moves them, the list is asked for anew. */
function useChanges({ pages }: Paged<SiteList, SiteRow>, filter: Filter): void {
  const { store } = useReading();
  const isMoved = filter.sort !== "name" || filter.verdict !== undefined;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const later = useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void pages.refresh();
    }, REORDER_MS);
  }, [pages]);
  useEffect(() => {
    const take = ({ changes, more }: WatchMessage) => {
      const newer = new Map(changes.map((row) => [row.site, row]));
      pages.replace(({ site }) => newer.get(site));
      if (more || (isMoved && changes.length > 0)) later();
    };
    const stop = store.onWatch(take);
    return () => {
      stop();
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, [store, pages, isMoved, later]);
  useEvery(pages.refresh, REFRESH_MS);
}
