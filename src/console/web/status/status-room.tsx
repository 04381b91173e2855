import { useState } from "react";
import { Button } from "react-aria-components";
import type { Statement, StatusPage } from "../../../status/events.ts";
import { useAsked } from "../asked.ts";
import { hasDraft } from "../form/draft.ts";
import { NotThere } from "../people/not-there.tsx";
import { useNow, useSpeech } from "../reading.tsx";
import { useMay, useMe } from "../session.tsx";
import { Editor } from "./editor.tsx";
import { History } from "./history.tsx";
import { Preview } from "./preview.tsx";
import { fieldsOf } from "./statement.ts";
import { WithdrawBox } from "./withdraw-box.tsx";

/** What the public reads, and the desk where it is written. */
export function StatusRoom() {
  const { say } = useSpeech();
  const me = useMe();
  const mayPublish = useMay("lead");
  const page = useAsked<StatusPage>("/api/status-page", ["status."]);
  const [reused, reuse] = useState<{ statement: Statement; turn: number } | undefined>(undefined);
  const [isWriting, setWriting] = useState(() => hasDraft(`status.${me.id}`));
  const [done, setDone] = useState("");
  const [isWithdrawing, setWithdrawing] = useState(false);
  const { value, reload } = page;
  const current = value?.current ?? null;
  const finish = async (said: string) => {
    await reload();
    setWriting(false);
    setWithdrawing(false);
    reuse(undefined);
    setDone(said);
  };
  return (
    <>
      <Sentence page={value} />
      <NotThere asked={page} />
      <div role="status">{done !== "" && <p className="done-note">{done}</p>}</div>
      {!mayPublish && <p className="quiet">{say("status.not-lead")}</p>}
      {mayPublish && !isWriting && value !== undefined && (
        <div className="form-acts">
          <Button
            className="button-main"
            onPress={() => {
              setDone("");
              setWriting(true);
            }}
          >
            {say(hasDraft(`status.${me.id}`) ? "status.resume" : "status.write")}
          </Button>
          {(current ?? value.rehearsed) !== null && (
            <Button className="button" onPress={() => setWithdrawing(true)}>
              {say("status.withdraw")}
            </Button>
          )}
        </div>
      )}
      {value !== undefined &&
        (mayPublish && isWriting ? (
          <Editor
            key={`${me.id} ${reused?.turn ?? 0}`}
            page={value}
            startFrom={reused?.statement}
            onDone={finish}
            onClose={() => setWriting(false)}
            onMeanwhile={reload}
          />
        ) : (
          <Now page={value} />
        ))}
      {value !== undefined && (
        <History
          page={value}
          onReuse={
            mayPublish
              ? (statement) => {
                  reuse({ statement, turn: (reused?.turn ?? 0) + 1 });
                  setWriting(true);
                  document.getElementById("main")?.scrollIntoView();
                }
              : undefined
          }
        />
      )}
      {isWithdrawing && value !== undefined && (
        <WithdrawBox
          page={value}
          onDone={finish}
          onClose={() => setWithdrawing(false)}
          onMeanwhile={reload}
        />
      )}
    </>
  );
}

function Sentence({ page }: { page: StatusPage | undefined }) {
  const speech = useSpeech();
  const nowMs = useNow();
  const { say } = speech;
  if (page === undefined) {
    return (
      <div className="answer">
        <h1>{say("room.status")}</h1>
      </div>
    );
  }
  const { current, rehearsed } = page;
  return (
    <div className="answer">
      <h1>
        {current === null
          ? say("status.answer.none")
          : say("status.answer", { level: say(`status.level.${current.level}`), title: current.fr.title })}
      </h1>
      <p>
        {current === null
          ? say("status.answer.quiet")
          : say("status.answer.since", {
              time: speech.at(Date.parse(current.at), nowMs),
              name: current.by.name,
            })}
      </p>
      <p className="answer-links">
        <a href="/etat" target="_blank" rel="noreferrer">
          {say("status.open")}
        </a>
        <a href="/status" target="_blank" rel="noreferrer">
          {say("status.open.en")}
        </a>
      </p>
      {rehearsed !== null && (
        <p className="answer-links">
          <strong className="exercise">{say("journal.exercise")}</strong> {say("status.rehearsed")}
          <a href={`/api/status-page/rehearsal?lang=${speech.language}`} target="_blank" rel="noreferrer">
            {say("status.rehearsed.open")}
          </a>
        </p>
      )}
    </div>
  );
}

/** What stands now, for who does not write. */
function Now({ page: { current, rehearsed } }: { page: StatusPage }) {
  const { say } = useSpeech();
  const shown = current ?? rehearsed;
  return (
    <section aria-labelledby="status-now">
      <h2 id="status-now">{say("status.preview.now")}</h2>
      <Preview fields={shown === null ? null : fieldsOf(shown)} exercise={shown?.exercise ?? false} />
    </section>
  );
}
