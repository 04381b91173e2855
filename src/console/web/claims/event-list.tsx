import { useEffect, useRef, useState } from "react";
import { ATTACK_TYPES } from "../../../claims/codes.ts";
import type { ClaimsSummary, EventList as Events, EventRow } from "../../../claims/events.ts";
import { SearchBox } from "../form/search-box.tsx";
import { NotThere } from "../people/not-there.tsx";
import { addressOf, goTo } from "../place.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { useMay } from "../session.tsx";
import type { Speech } from "../speech.ts";
import { Choose } from "../form/choose.tsx";
import type { ClaimsPart } from "./claims-room.tsx";
import {
  type Filter,
  type FilterName,
  filterOf,
  isFiltered,
  PAGE_EVENTS,
  pageOf,
  queryOf,
  SORTS,
  stepsOf,
} from "./event-query.ts";
import { SearchHits } from "./search-hits.tsx";
import { VerdictCounts } from "./signs.tsx";
import { useClaims, useSummary } from "./use-claims.ts";
import { VERDICTS_SHOWN, countsText, sourcesText, spanText, titleText, typeText } from "./words.ts";

/** A pause in typing after which the list is asked for, in ms. */
const TYPING_MS = 200;

/** Answers: what is claimed, and does it hold? */
export function EventList({ rest }: ClaimsPart) {
  const { say } = useSpeech();
  const filter = filterOf(rest[0] === undefined ? [] : rest);
  const summary = useSummary();
  const listed = useClaims<Events>(`/api/claims/events${queryOf(filter)}`);
  const { value } = summary;
  const isEmpty = value?.events === 0 && listed.value?.total === 0 && filter.exercise === undefined;
  return (
    <>
      <Head summary={value} />
      <NotThere asked={summary} />
      {isEmpty && !isFiltered(filter) ? (
        <Empty />
      ) : (
        <section aria-labelledby="claims-events">
          <h2 id="claims-events">{say("claims.events.title")}</h2>
          <Narrow filter={filter} total={listed.value?.total} />
          {filter.q !== undefined && filter.q.length > 1 && <SearchHits words={filter.q} />}
          <NotThere asked={listed} />
          {listed.value === undefined && listed.refused === undefined && (
            <p role="status">{say("room.loading")}</p>
          )}
          {listed.value?.total === 0 && (
            <p className="quiet">
              {say("claims.events.nothing")} <a href={addressOf("claims")}>{say("claims.filter.clear")}</a>
            </p>
          )}
          <ol className="claim-events">
            {listed.value?.events.map((row) => (
              <EventLine key={row.event} row={row} />
            ))}
          </ol>
          <PageLinks filter={filter} total={listed.value?.total ?? 0} />
          {(listed.value?.total ?? 0) > 0 && (
            <p className="claims-take">
              <a href="/api/claims/claims.csv" download>
                {say("claims.export.all")}
              </a>
            </p>
          )}
        </section>
      )}
    </>
  );
}

function Head({ summary }: { summary: ClaimsSummary | undefined }) {
  const speech = useSpeech();
  const { say } = speech;
  const mayRead = useMay("member");
  return (
    <div className="answer">
      <h1>{summary === undefined ? say("room.claims") : headSentence(summary, speech)}</h1>
      {summary !== undefined && summary.events > 0 && <p>{basisText(summary, speech)}</p>}
      {mayRead && summary !== undefined && (
        <div className="form-acts">
          <a className="button-main" href={addressOf("claims", "read")}>
            {say("claims.read.open")}
          </a>
          {summary.toReview > 0 && (
            <a className="button" href={addressOf("claims", "queue")}>
              {say("claims.queue.open", { count: summary.toReview })}
            </a>
          )}
        </div>
      )}
    </div>
  );
}

function headSentence(summary: ClaimsSummary, speech: Speech): string {
  const { say } = speech;
  if (summary.events === 0) return say("claims.answer.empty");
  const fresh = summary.fresh.length;
  return [
    fresh === 0 ? say("claims.answer.calm") : say("claims.answer.fresh", { count: fresh }),
    say("claims.answer.known", {
      events: say("claims.events", { count: summary.events }),
      bodies: say("claims.bodies", { count: summary.bodies }),
    }),
  ].join(" ");
}

function basisText(summary: ClaimsSummary, speech: Speech): string {
  if (!summary.watching) return speech.say("claims.answer.no-watch");
  return speech.say("claims.answer.verdicts", {
    what: countsText(summary.verdicts, speech),
    rule: summary.rule,
  });
}

function Narrow({ filter, total }: { filter: Filter; total: number | undefined }) {
  const { say } = useSpeech();
  const [words, setWords] = useWords(filter);
  const set = (name: FilterName) => (value: string) =>
    goTo("claims", "events", ...stepsOf({ ...filter, [name]: value, page: "" }));
  const state =
    filter.published === "1"
      ? "published"
      : filter.review === "1"
        ? "review"
        : filter.exercise === "1"
          ? "exercise"
          : "";
  const setState = (chosen: string) => {
    const { published: _, review: __, exercise: ___, ...others } = filter;
    goTo(
      "claims",
      "events",
      ...stepsOf({ ...others, page: "", ...(chosen === "" ? {} : { [chosen]: "1" }) }),
    );
  };
  return (
    <div className="claims-filters">
      <SearchBox label={say("claims.search")} value={words} onChange={setWords}>
        {total !== undefined && isFiltered(filter) && say("claims.events.found", { count: total })}
      </SearchBox>
      <div className="claims-choices">
        <Choose
          label={say("claims.filter.type")}
          value={filter.type ?? ""}
          none={say("claims.filter.any.feminine")}
          options={ATTACK_TYPES.map((type) => [type, say(`claims.type.${type}`)])}
          onChange={set("type")}
        />
        <Choose
          label={say("claims.filter.verdict")}
          value={filter.verdict ?? ""}
          none={say("claims.filter.any.feminine")}
          options={VERDICTS_SHOWN.map((verdict) => [verdict, say(`claims.filter.verdict.${verdict}`)])}
          onChange={set("verdict")}
        />
        <Choose
          label={say("claims.filter.state")}
          value={state}
          none={say("claims.filter.any")}
          options={(["review", "published", "exercise"] as const).map((one) => [
            one,
            say(`claims.filter.${one}`),
          ])}
          onChange={setState}
        />
        <Choose
          label={say("claims.sort")}
          value={filter.sort ?? "changed"}
          options={SORTS.map((sort) => [sort, say(`claims.sort.${sort}`)])}
          onChange={set("sort")}
        />
      </div>
      {filter.actor !== undefined && <p>{say("claims.filter.actor", { actor: filter.actor })}</p>}
      {(isFiltered(filter) || filter.exercise === "1") && (
        <p>
          <a href={addressOf("claims")}>{say("claims.filter.clear")}</a>
        </p>
      )}
    </div>
  );
}

/** The words in the box; the address follows after a pause, without a step in the browser's history for each letter. */
function useWords(filter: Filter): [string, (words: string) => void] {
  const sought = filter.q ?? "";
  const [words, setWords] = useState(sought);
  const sent = useRef(sought);
  useEffect(() => {
    if (sought === sent.current) return;
    sent.current = sought;
    setWords(sought);
  }, [sought]);
  useEffect(() => {
    if (words === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = words;
      location.replace(addressOf("claims", "events", ...stepsOf({ ...filter, q: words.trim(), page: "" })));
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [words, filter]);
  return [words, setWords];
}

/** An event in two lines: what it is, and what was found. */
export function EventLine({ row }: { row: EventRow }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const about = [
    typeText(row.type, speech),
    spanText(row, speech),
    say("claims.bodies", { count: row.bodies }),
    sourcesText(row.dispatches, row.documents, speech),
  ];
  return (
    <li className="claim-event">
      <div>
        <h3>
          <a href={addressOf("claims", "event", row.event)}>
            <bdi>{titleText(row, speech)}</bdi>
          </a>{" "}
          {row.exercise && <strong className="exercise">{say("journal.exercise")}</strong>}
        </h3>
        <p className="quiet">
          {about.join(" · ")} · {speech.relative(Date.parse(row.changedAt), nowMs)}
        </p>
      </div>
      <div className="claim-event-found">
        <VerdictCounts verdicts={row.verdicts} />
        <p className="quiet">
          {[
            row.denials > 0 && say("claims.denials", { count: row.denials }),
            row.toReview > 0 && say("claims.to-review", { count: row.toReview }),
            row.published && say("claims.published.yes"),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
    </li>
  );
}

function PageLinks({ filter, total }: { filter: Filter; total: number }) {
  const { say } = useSpeech();
  const page = pageOf(filter);
  const last = Math.ceil(total / PAGE_EVENTS);
  if (last <= 1) return null;
  const to = (number: number) =>
    addressOf("claims", "events", ...stepsOf({ ...filter, page: String(number) }));
  return (
    <nav aria-label={say("claims.pages")} className="form-acts">
      {page > 1 && <a href={to(page - 1)}>{say("claims.page.before")}</a>}
      <span className="quiet">{say("claims.page", { page, last })}</span>
      {page < last && <a href={to(page + 1)}>{say("claims.page.next")}</a>}
    </nav>
  );
}

function Empty() {
  const { say } = useSpeech();
  const mayRead = useMay("member");
  return (
    <section className="claims-empty" aria-label={say("claims.part.events")}>
      <p>{say("claims.empty.what")}</p>
      <p className="quiet">{say(mayRead ? "claims.empty.how" : "claims.empty.observer")}</p>
    </section>
  );
}
