import { Button } from "react-aria-components";
import type { Statement, StatusPage } from "../../../status/events.ts";
import { Fold } from "../fold.tsx";
import { useNow, useSpeech } from "../reading.tsx";
import { Preview } from "./preview.tsx";
import { fieldsOf } from "./statement.ts";

/** What was said, when and by whom, newest first; nothing of it is ever taken out. */
export function History({
  page,
  onReuse,
}: {
  page: StatusPage;
  onReuse: ((statement: Statement) => void) | undefined;
}) {
  const { say } = useSpeech();
  return (
    <section aria-labelledby="status-history">
      <h2 id="status-history">{say("status.history")}</h2>
      {page.history.length === 0 && <p className="empty">{say("status.history.empty")}</p>}
      <ol className="entries">
        {page.history.map((statement) => (
          <HistoryRow
            key={statement.id}
            statement={statement}
            isCurrent={statement.id === page.current?.id}
            onReuse={onReuse === undefined ? undefined : () => onReuse(statement)}
          />
        ))}
      </ol>
    </section>
  );
}

function HistoryRow({
  statement,
  isCurrent,
  onReuse,
}: {
  statement: Statement;
  isCurrent: boolean;
  onReuse: (() => void) | undefined;
}) {
  const speech = useSpeech();
  const nowMs = useNow();
  const { say } = speech;
  const { at, by, level, fr, exercise, withdrawn } = statement;
  const atMs = Date.parse(at);
  return (
    <li>
      <p className="entry-time">
        <time dateTime={at} title={at}>
          {speech.stamp(atMs, nowMs)}
        </time>
        <span className="entry-ago">{speech.relative(atMs, nowMs)}</span>
      </p>
      <div>
        <p className="entry-text">
          {exercise && <strong className="exercise">{say("journal.exercise")}</strong>}{" "}
          <strong>{fr.title}</strong>
        </p>
        <p className="entry-by">
          {say(`status.level.${level}`)} · {say("status.history.by", { name: by.name })}
          {isCurrent && ` · ${say("status.history.current")}`}
          {withdrawn !== null &&
            ` · ${say("status.history.withdrawn", {
              time: speech.at(Date.parse(withdrawn.at), nowMs),
              name: withdrawn.by.name,
              reason: withdrawn.reason,
            })}`}
        </p>
        <Fold
          title={
            <>
              {say("status.history.show")}
              <span className="unseen"> {fr.title}</span>
            </>
          }
        >
          {() => (
            <div className="form">
              <Preview fields={fieldsOf(statement)} exercise={exercise} />
              {onReuse !== undefined && (
                <Button className="button" onPress={onReuse}>
                  {say("status.history.reuse")}
                </Button>
              )}
            </div>
          )}
        </Fold>
      </div>
    </li>
  );
}
