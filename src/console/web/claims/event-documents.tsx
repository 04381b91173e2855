import { useState } from "react";
import { Button } from "react-aria-components";
import type { DocumentRow, EventPage } from "../../../claims/events.ts";
import { Check } from "../notices/check.tsx";
import { addressOf } from "../place.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { useMay } from "../session.tsx";
import { MoveWindow } from "./event-windows.tsx";
import { momentText, sourcesText } from "./words.ts";

/** What was read of an event; versions of one dispatch stand together and count as one source. */
export function EventDocuments({ page }: { page: EventPage }) {
  const speech = useSpeech();
  const { say } = speech;
  const mayMove = useMay("member");
  const [chosen, setChosen] = useState<ReadonlySet<string> | undefined>(undefined);
  const [isMoving, setMoving] = useState(false);
  const groups = dispatchesOf(page.documents);
  const choose = (document: string) => (on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(document);
    else next.delete(document);
    setChosen(next);
  };
  return (
    <section aria-labelledby="event-documents">
      <h2 id="event-documents">{sourcesText(groups.length, page.documents.length, speech)}</h2>
      <ul className="plain-list">
        {groups.map((group) => (
          <Dispatch key={group[0]?.dispatch} documents={group} chosen={chosen} choose={choose} />
        ))}
      </ul>
      {mayMove && (
        <div className="form-acts">
          {chosen === undefined && (
            <a className="button" href={addressOf("claims", "read", page.row.event)}>
              {say("claims.read.here")}
            </a>
          )}
          {chosen === undefined ? (
            page.documents.length > 1 && (
              <Button className="button" onPress={() => setChosen(new Set())}>
                {say("claims.move.begin")}
              </Button>
            )
          ) : (
            <>
              <Button className="button" isDisabled={chosen.size === 0} onPress={() => setMoving(true)}>
                {say("claims.move.open", { count: chosen.size })}
              </Button>
              <Button className="button" onPress={() => setChosen(undefined)}>
                {say("cancel")}
              </Button>
            </>
          )}
        </div>
      )}
      {isMoving && chosen !== undefined && (
        <MoveWindow
          page={page}
          documents={[...chosen]}
          onClose={() => {
            setMoving(false);
            setChosen(undefined);
          }}
        />
      )}
    </section>
  );
}

function dispatchesOf(documents: readonly DocumentRow[]): DocumentRow[][] {
  const groups = new Map<string, DocumentRow[]>();
  for (const row of documents) groups.set(row.dispatch, [...(groups.get(row.dispatch) ?? []), row]);
  return [...groups.values()];
}

function Dispatch({
  documents,
  chosen,
  choose,
}: {
  documents: readonly DocumentRow[];
  chosen: ReadonlySet<string> | undefined;
  choose: (document: string) => (on: boolean) => void;
}) {
  const { say } = useSpeech();
  return (
    <li className="line-item dispatch">
      {documents.length > 1 && (
        <p className="dispatch-head">
          <strong>{say("claims.dispatch", { count: documents.length })}</strong>
        </p>
      )}
      <ul className="plain-list dispatch-documents">
        {documents.map((row) => (
          <li key={row.document}>
            {chosen === undefined ? (
              <DocumentLine row={row} />
            ) : (
              <Check
                isOn={chosen.has(row.document)}
                onChange={choose(row.document)}
                title={<bdi>{row.title || row.document}</bdi>}
                help={row.publisher ?? row.agency ?? undefined}
              />
            )}
          </li>
        ))}
      </ul>
    </li>
  );
}

export function DocumentLine({ row }: { row: DocumentRow }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const time = row.publishedAt ?? row.readAt;
  return (
    <>
      <p>
        <a href={addressOf("claims", "document", row.document)}>
          <bdi lang={row.lang}>{row.title || say(`claims.kind.${row.kind}`)}</bdi>
        </a>{" "}
        {row.exercise && <strong className="exercise">{say("journal.exercise")}</strong>}
      </p>
      <p className="quiet">
        {[
          say(`claims.kind.${row.kind}`),
          row.publisher ?? row.agency,
          row.kind !== "list" && speech.sayIfKnown(`claims.lang.${row.lang}`),
          momentText(time, nowMs, speech),
          say("claims.document.named", { count: row.attacks }),
          say("claims.document.said", { count: row.statements }),
        ]
          .filter(Boolean)
          .join(" · ")}
        {row.unresolved > 0 && ` · ${say("claims.document.unresolved", { count: row.unresolved })}`}
      </p>
    </>
  );
}
