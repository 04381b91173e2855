import { useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import type { PlaybookView, StepView } from "../../../incidents/events.ts";
import { actorName } from "../entry-text.ts";
import { Fold } from "../fold.tsx";
import { usePaper } from "../form/paper.tsx";
import { Mark } from "../mark.tsx";
import { useNow, useSpeech } from "../reading.tsx";
import { isFocusLost, useKeepFocus } from "../room/keep-focus.ts";
import { usePowers, useRoomParts } from "../room/room-context.tsx";
import { Said } from "../room/said.tsx";
import { dutyText } from "../room/words.ts";
import { inLanguage } from "./clock-words.ts";
import { NextStep } from "./next-step.tsx";
import { SheetPaper } from "./sheet-paper.tsx";
import { StepWords } from "./sheet-steps.tsx";

/** A sheet that is carried out: where it stands, the next step in large, and all others to be ticked. */
export function SheetRun({ run }: { run: PlaybookView }) {
  const speech = useSpeech();
  const { say } = speech;
  const { mayWrite, ask } = usePowers();
  const { incident } = useRoomParts();
  const { paper, print } = usePaper();
  const nowMs = useNow();
  const next = run.steps.find(({ state }) => state === "next");
  const title = `sheet-${run.id}`;
  const pressed = useFocusOnNext(run, next);
  const isRunning = run.state === "running";
  const name = inLanguage(run.name, speech);
  return (
    <section className="sheet" aria-labelledby={title} id={`item-${run.id}`}>
      <h2 id={title}>{name}</h2>
      <p className="sheet-progress">
        {say(`sheet.${run.state}`, {
          done: run.done,
          total: run.total,
          left: speech.duration(Math.max(1, run.minutesLeft) * 60_000),
        })}{" "}
        <span className="quiet">
          {say("sheet.since", {
            time: speech.since(Date.parse(run.startedAt), nowMs),
            who: actorName(run.startedBy, speech),
          })}
        </span>
      </p>
      <progress className="sheet-bar" value={run.done} max={Math.max(1, run.total)} aria-labelledby={title} />
      {run.stopped !== null && (
        <div className="clock-stopped">
          <p className="quiet">
            {say("clock.stopped", {
              time: speech.at(Date.parse(run.stopped.at), nowMs),
              who: actorName(run.stopped.by, speech),
            })}
          </p>
          <Said text={run.stopped.reason} />
        </div>
      )}
      {run.steps.length === 0 && <p>{say("sheet.lost")}</p>}
      {isRunning && next !== undefined && (
        <NextStep key={next.step} run={run} step={next} onPress={pressed} />
      )}
      {isRunning ? (
        <StepList run={run} />
      ) : (
        <Fold title={say("sheet.steps.of", { name })}>{() => <StepList run={run} />}</Fold>
      )}
      <p className="buttons print-none">
        <Button
          className="button"
          onPress={() =>
            print(<SheetPaper name={run.name} steps={run.steps} run={run} isExercise={incident.exercise} />)
          }
        >
          {say("sheet.print")}
        </Button>
        {isRunning && mayWrite && (
          <button type="button" className="button-small" onClick={() => ask({ kind: "sheet-stop", run })}>
            {say("sheet.stop")}
          </button>
        )}
      </p>
      {paper}
    </section>
  );
}

/** Who ticked a step stands at the next one: its heading takes the focus that went with the button. */
function useFocusOnNext(run: PlaybookView, next: StepView | undefined): () => void {
  const wasPressed = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another step is next then
  useEffect(() => {
    if (!wasPressed.current || !isFocusLost()) return;
    wasPressed.current = false;
    document.getElementById(`next-${run.id}`)?.focus();
  }, [run.id, next?.step]);
  return () => {
    wasPressed.current = true;
  };
}

function StepList({ run }: { run: PlaybookView }) {
  const { say } = useSpeech();
  return (
    <ol className="steps" aria-label={say("sheet.steps")}>
      {run.steps.map((step, index) => (
        <StepRow key={step.step} run={run} step={step} number={index + 1} />
      ))}
    </ol>
  );
}

function StepRow({ run, step, number }: { run: PlaybookView; step: StepView; number: number }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const [isOpen, setOpen] = useState(false);
  const name = inLanguage(step.name, speech);
  const { mark } = step;
  const { row, pressed } = useKeepFocus<HTMLLIElement>(step.state);
  return (
    <li
      ref={row}
      className={`step step-${step.state}`}
      aria-current={step.state === "next" ? "step" : undefined}
    >
      <span className="step-sign">
        <StepShape state={step.state} number={number} />
      </span>
      <div>
        <p>
          <button type="button" className="step-name" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {name}
          </button>{" "}
          <span className={`step-state step-state-${step.state}`}>{say(`step.state.${step.state}`)}</span>
        </p>
        {mark === null ? (
          <p className="quiet">
            {dutyText({ duty: step.owner }, speech)} ·{" "}
            {say("step.minutes", { duration: speech.duration(step.minutes * 60_000) })}
          </p>
        ) : (
          <>
            <p className="quiet">
              {say("step.by", {
                time: speech.stamp(Date.parse(mark.at), nowMs),
                who: actorName(mark.by, speech),
              })}
            </p>
            {mark.choice !== null && <p>{choiceText(step, mark.choice, speech)}</p>}
            {mark.text !== "" && <Said text={mark.text} />}
          </>
        )}
        {isOpen && (
          <div className="step-more">
            <StepWords step={step} />
          </div>
        )}
      </div>
      <StepActs run={run} step={step} name={name} onPress={pressed} />
    </li>
  );
}

function choiceText(step: StepView, choice: string, speech: Parameters<typeof inLanguage>[1]): string {
  const found = step.choices.find((one) => one.choice === choice);
  return found === undefined ? choice : inLanguage(found.label, speech);
}

function StepActs({
  run,
  step,
  name,
  onPress,
}: {
  run: PlaybookView;
  step: StepView;
  name: string;
  onPress: () => void;
}) {
  const { say } = useSpeech();
  const { mayWrite, ask, send } = usePowers();
  if (!mayWrite || run.state !== "running" || step.state === "next" || step.state === "not-taken") {
    return mayWrite && run.state === "finished" && step.mark !== null ? (
      <Reopen run={run} step={step} name={name} />
    ) : null;
  }
  if (step.mark !== null) return <Reopen run={run} step={step} name={name} />;
  return (
    <p className="task-acts print-none">
      {step.type === "choice" ? (
        <button
          type="button"
          className="button-small"
          onClick={() => ask({ kind: "step-choose", run, step })}
        >
          {say("step.choose")}
          <span className="unseen"> : {name}</span>
        </button>
      ) : (
        <button
          type="button"
          className="button-small"
          onClick={() => {
            onPress();
            void send("do-step", () => ({ id: run.id, step: step.step }));
          }}
        >
          {say("step.done")}
          <span className="unseen"> : {name}</span>
        </button>
      )}
    </p>
  );
}

function Reopen({ run, step, name }: { run: PlaybookView; step: StepView; name: string }) {
  const { say } = useSpeech();
  const { ask } = usePowers();
  return (
    <p className="task-acts print-none">
      <button type="button" className="button-small" onClick={() => ask({ kind: "step-reopen", run, step })}>
        {say("step.reopen")}
        <span className="unseen"> : {name}</span>
      </button>
    </p>
  );
}

function StepShape({ state, number }: { state: StepView["state"]; number: number }) {
  if (state === "done" || state === "chosen") return <Mark level="ok" size="1.5em" />;
  return <span className="step-number">{number}</span>;
}
