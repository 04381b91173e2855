import { type FormEvent, useState } from "react";
import type { Census, CensusRow } from "../../../watch/events.ts";
import { Choose } from "../form/choose.tsx";
import { Field } from "../form/field.tsx";
import { RefusalNote } from "../form/refusal.tsx";
import { Mark } from "../mark.tsx";
import { NotThere } from "../people/not-there.tsx";
import { addressOf, goTo } from "../place.ts";
import { useNow, useReading, useSpeech } from "../reading.tsx";
import { Button } from "react-aria-components";
import {
  type CensusChoice,
  censusAddress,
  censusSteps,
  choiceOf,
  SPAN_USUAL,
  SPANS,
} from "./census-query.ts";
import { parisField, parisInstant } from "./paris.ts";
import { PrintRows } from "./print-rows.tsx";
import { usePages } from "./use-pages.ts";
import { useVantageNames } from "./vantage-names.ts";
import { Qualifiers, VerdictWord } from "./verdict-word.tsx";
import { SITE_ROWS, VirtualRows } from "./virtual-rows.tsx";
import type { WatchPart } from "./watch-room.tsx";
import {
  countsSentence,
  failureText,
  hostOf,
  LEVEL_OF,
  rangeText,
  siteName,
  VERDICTS_SHOWN,
} from "./words.ts";

/** Answers: who could be reached at that moment? */
export function CensusPart({ rest }: WatchPart) {
  const choice = choiceOf(rest);
  const key = choice === undefined ? "none" : `${choice.at} ${choice.minutes}`;
  return choice === undefined ? (
    <>
      <Unasked />
      <CensusForm key={key} choice={undefined} />
    </>
  ) : (
    <Taken choice={choice} formKey={key} />
  );
}

function Unasked() {
  const { say } = useSpeech();
  return (
    <div className="answer">
      <h1>{say("watch.census.ask")}</h1>
      <p>{say("watch.census.ask.detail")}</p>
    </div>
  );
}

function CensusForm({ choice }: { choice: CensusChoice | undefined }) {
  const { say, duration } = useSpeech();
  const { store } = useReading();
  const [at, setAt] = useState(() => parisField(choice ? Date.parse(choice.at) : store.read().nowMs));
  const [minutes, setMinutes] = useState(String(choice?.minutes ?? SPAN_USUAL));
  const ms = parisInstant(at);
  const isAhead = ms !== undefined && ms > store.read().nowMs + 60_000;
  const take = (event: FormEvent) => {
    event.preventDefault();
    if (ms === undefined || isAhead) return;
    goTo(
      "sites",
      "census",
      ...censusSteps({ at: new Date(ms).toISOString(), minutes: Number(minutes), verdict: undefined }),
    );
  };
  return (
    <form className="census-form" onSubmit={take}>
      <Field
        label={say("watch.census.at")}
        type="datetime-local"
        value={at}
        onChange={setAt}
        error={isAhead ? say("watch.census.ahead") : undefined}
      />
      <Choose
        label={say("watch.census.minutes")}
        value={minutes}
        onChange={setMinutes}
        options={SPANS.map((span) => [String(span), duration(span * 60_000)])}
      />
      <Button type="submit" className="button-main" isDisabled={ms === undefined || isAhead}>
        {say("watch.census.take")}
      </Button>
    </form>
  );
}

function Taken({ choice, formKey }: { choice: CensusChoice; formKey: string }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const paged = usePages<Census, CensusRow>(censusAddress(choice, ""), ({ rows }) => rows);
  const { answer, refused, pages, total, at } = paged;
  const when = speech.full(Date.parse(choice.at), nowMs);
  return (
    <>
      <div className="answer">
        <h1>
          {answer === undefined
            ? say(refused === undefined ? "watch.census.counting" : "watch.census.refused", { time: when })
            : say("watch.census.answer", { time: when, counts: countsSentence(answer.counts, speech) })}
        </h1>
        {answer !== undefined && <Defence census={answer} rows={[at(0), at(1), at(2)]} />}
      </div>
      <CensusForm key={formKey} choice={choice} />
      {refused?.code === "out-of-reach" ? (
        <RefusalNote refused={refused} />
      ) : (
        <NotThere asked={{ refused, reload: pages.refresh }} />
      )}
      {answer === undefined && refused === undefined && <p role="status">{say("room.loading")}</p>}
      {answer !== undefined && (
        <section aria-label={say("watch.census.rows")}>
          <CountLinks counts={answer.counts} choice={choice} />
          <div className="watch-take">
            <a href={censusAddress(choice, ".csv")} download>
              {say("watch.census.csv")}
            </a>
            <a href={censusAddress(choice, ".json")} download>
              {say("watch.census.json")}
            </a>
            {total !== undefined && total > 0 && <PrintRows pages={pages} total={total} />}
          </div>
          {total === 0 && <p className="quiet">{say("watch.census.nothing")}</p>}
          {total !== undefined && total > 0 && (
            <VirtualRows
              total={total}
              heights={SITE_ROWS}
              className="site-rows"
              label={say("watch.census.rows")}
              onRange={pages.see}
              row={(index) => {
                const row = at(index);
                return row === undefined ? (
                  <span className="watch-line watch-line-coming" aria-hidden="true" />
                ) : (
                  <CensusLine row={row} />
                );
              }}
            />
          )}
        </section>
      )}
    </>
  );
}

/** What a reader needs to hold against doubt: window, rule, who measured, how much could not be judged. */
function Defence({ census, rows }: { census: Census; rows: ReadonlyArray<CensusRow | undefined> }) {
  const speech = useSpeech();
  const { say } = speech;
  const nameOf = useVantageNames();
  const vantages = [...new Set(rows.flatMap((row) => row?.verdict.vantages ?? []))].map(nameOf);
  const counted = VERDICTS_SHOWN.reduce((sum, verdict) => sum + census.counts[verdict], 0);
  const { inconclusive } = census.counts;
  const exact = (iso: string) => speech.full(Date.parse(iso), 0);
  return (
    <p className="census-defence">
      {say("watch.census.defence", {
        count: counted,
        from: exact(census.from),
        to: exact(census.to),
        rule: census.rule,
        vantages: vantages.length === 0 ? "—" : speech.list(vantages),
        zone: speech.timeZone,
      })}{" "}
      {inconclusive > 0 && say("watch.census.inconclusive", { count: inconclusive })}{" "}
      <a href={addressOf("sites", "method")}>{say("watch.part.method")}</a>
    </p>
  );
}

function CountLinks({ counts, choice }: { counts: Census["counts"]; choice: CensusChoice }) {
  const { say, number } = useSpeech();
  const all = VERDICTS_SHOWN.reduce((sum, verdict) => sum + counts[verdict], 0);
  const to = (verdict: CensusChoice["verdict"]) =>
    addressOf("sites", "census", ...censusSteps({ ...choice, verdict }));
  return (
    <nav aria-label={say("watch.filter.verdict")}>
      <ul className="verdict-links">
        <li>
          <a href={to(undefined)} aria-current={choice.verdict === undefined ? "true" : undefined}>
            <strong>{number(all)}</strong> {say("watch.filter.all")}
          </a>
        </li>
        {VERDICTS_SHOWN.map((verdict) => (
          <li key={verdict}>
            <a href={to(verdict)} aria-current={choice.verdict === verdict ? "true" : undefined}>
              <Mark level={LEVEL_OF[verdict]} size="1.25rem" />
              <strong>{number(counts[verdict])}</strong>{" "}
              {say(`watch.count.${verdict}`, { count: counts[verdict] })}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function CensusLine({ row }: { row: CensusRow }) {
  const speech = useSpeech();
  const { say } = speech;
  const { verdict, body, url, site } = row;
  const name = siteName(row);
  const host = hostOf(url);
  const about = [
    name === host ? "" : host,
    body === null ? "" : (speech.sayIfKnown(`watch.kind.${body.kind}`) ?? ""),
    body?.departement ?? "",
  ].filter(Boolean);
  return (
    <div className={`watch-line watch-line-${verdict.verdict}`}>
      <div className="site-verdict">
        <VerdictWord verdict={verdict.verdict} />
        {verdict.confirmed && <span className="quiet census-wide">{say("watch.census.confirmed")}</span>}
      </div>
      <div className="site-who">
        <a href={addressOf("sites", "site", String(site))} title={name}>
          <bdi>{name}</bdi>
        </a>
        <span className="quiet" title={host}>
          <bdi>{about.join(" · ")}</bdi>
        </span>
      </div>
      <div className="site-why">
        {verdict.d > 0 && verdict.cause !== "ok" && (
          <span className="site-cause">{failureText(verdict.cause, speech)}</span>
        )}
        <Qualifiers of={verdict.qualifiers} />
        {verdict.confirmed && <span className="quiet census-narrow">{say("watch.census.confirmed")}</span>}
      </div>
      <div className="site-n">
        <span>
          {verdict.d > 0
            ? say("watch.census.row.d", { count: verdict.d, n: verdict.n })
            : say("watch.row.n", { count: verdict.n })}
        </span>
        <span className="quiet">{verdict.n > 0 && rangeText(verdict, speech)}</span>
      </div>
    </div>
  );
}
