import { useEffect, useState } from "react";
import { Button } from "react-aria-components";
import type { DocumentPage, EarlierFinding, Rereading } from "../../../claims/events.ts";
import { ask } from "../ask.ts";
import { useAsked } from "../asked.ts";
import { Fold } from "../fold.tsx";
import { useAct } from "../form/act.ts";
import { RefusalNote } from "../form/refusal.tsx";
import { useNow, useSpeech } from "../reading.tsx";
import { useMay } from "../session.tsx";
import { useReload } from "./use-claims.ts";
import { shownQuote } from "./quote-text.ts";

/** Reading again with the rules of today what older rules read. */

type Outcome = "changed" | "same" | "no-text";

/** On a document's page: by which rules it was read, and the way to today's. */
export function RereadDocument({ page: { row, today } }: { page: DocumentPage }) {
  const { say } = useSpeech();
  const mayRead = useMay("member");
  const reload = useReload();
  const act = useAct();
  const [outcome, setOutcome] = useState<Outcome | undefined>(undefined);
  if (row.extractor === today) {
    return outcome === undefined ? null : <p role="status">{say(`claims.reread.${outcome}`)}</p>;
  }
  const read = () =>
    act.run(async () => {
      const path = `/api/claims/documents/${row.document}/reread`;
      setOutcome((await ask<{ outcome: Outcome }>(path, { body: {} })).outcome);
      await reload();
    });
  return (
    <div className="claims-reread">
      <p>{say("claims.reread.older", { before: row.extractor, today })}</p>
      {mayRead && (
        <>
          <p className="quiet">{say("claims.reread.consequence")}</p>
          <Button className="button" data-busy={act.busy || undefined} onPress={() => void read()}>
            {say("claims.reread.do")}
          </Button>
        </>
      )}
      {outcome !== undefined && <p role="status">{say(`claims.reread.${outcome}`)}</p>}
      <RefusalNote refused={act.refused} />
    </div>
  );
}

/** How often the work is looked at while it goes on. */
const LOOK_MS = 1_500;

/** Above the list of documents: how many older rules read, and the way to today's. Nothing when there is nothing to say. */
export function RereadAll() {
  const { say, number } = useSpeech();
  const mayRead = useMay("member");
  const asked = useAsked<Rereading>("/api/claims/rereading");
  const act = useAct();
  const { value, reload } = asked;
  const running = value?.running ?? null;
  useEffect(() => {
    if (running === null) return;
    const timer = setTimeout(() => void reload(), LOOK_MS);
    return () => clearTimeout(timer);
  }, [running, reload]);
  if (value === undefined || (value.outdated === 0 && running === null && value.last === null)) return null;
  const start = () =>
    act.run(async () => {
      await ask("/api/claims/rereading", { body: {} });
      await reload();
    });
  return (
    <section className="claims-reread" aria-label={say("claims.reread.title")}>
      {running !== null ? (
        <p role="status">
          {say("claims.reread.running", { done: number(running.done), total: number(running.total) })}
        </p>
      ) : (
        <>
          {value.last !== null && <RereadEnd last={value.last} />}
          {value.outdated > 0 && (
            <p>{say("claims.reread.outdated", { count: value.outdated, today: value.extractor })}</p>
          )}
        </>
      )}
      {value.outdated > 0 && running === null && mayRead && (
        <>
          <p className="quiet">{say("claims.reread.consequence")}</p>
          <Button className="button" data-busy={act.busy || undefined} onPress={() => void start()}>
            {say("claims.reread.do")}
          </Button>
        </>
      )}
      <RefusalNote refused={act.refused} />
    </section>
  );
}

function RereadEnd({ last }: { last: NonNullable<Rereading["last"]> }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  return (
    <p role="status">
      {say("claims.reread.ended", {
        count: last.done,
        changed: speech.number(last.changed),
        time: speech.relative(Date.parse(last.at), nowMs),
      })}
      {last.missing > 0 && ` ${say("claims.reread.missing", { count: last.missing })}`}
      {last.stopped !== null && ` ${say("claims.reread.stopped", { reason: last.stopped })}`}
    </p>
  );
}

/** What older rules had read of a document, kept for whoever asks why something changed. */
export function EarlierFindings({ page: { earlier } }: { page: DocumentPage }) {
  const speech = useSpeech();
  const nowMs = useNow();
  if (earlier.length === 0) return null;
  return (
    <Fold title={speech.say("claims.earlier.title", { count: earlier.length })} level={2}>
      {() => (
        <>
          <p className="quiet">{speech.say("claims.earlier.what")}</p>
          <ul className="plain-list">
            {earlier.map((one) => (
              <li key={`${one.at} ${JSON.stringify(one)}`} className="line-item">
                <p>
                  <EarlierText one={one} />
                </p>
                <p className="quiet">
                  {speech.say("claims.earlier.by", {
                    extractor: one.by,
                    time: speech.full(Date.parse(one.at), nowMs),
                  })}
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
    </Fold>
  );
}

function EarlierText({ one }: { one: EarlierFinding }) {
  const { say } = useSpeech();
  if (one.kind === "attack") {
    return (
      <>
        <bdi>{one.body.name}</bdi> · {say(`claims.type.${one.type}`)}
        {one.actor !== null && (
          <>
            {" · "}
            <bdi>{one.actor}</bdi>
          </>
        )}
      </>
    );
  }
  if (one.kind === "name") return <bdi>{say("claims.earlier.name", { name: one.name })}</bdi>;
  return (
    <>
      {say(`claims.speaker.${one.speaker}`)} {say(`claims.stance.${one.stance}`)}{" "}
      <q className="said-quote">
        <bdi>{shownQuote(one.quote)}</bdi>
      </q>
    </>
  );
}
