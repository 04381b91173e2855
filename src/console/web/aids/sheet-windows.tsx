import { useState } from "react";
import type { PlaybookView, StepView } from "../../../incidents/events.ts";
import { useDraft } from "../form/draft.ts";
import { Field } from "../form/field.tsx";
import { newId } from "../form/new-id.ts";
import { useSpeech } from "../reading.tsx";
import { ActWindow } from "../room/act-window.tsx";
import { REASON_CHARACTERS_MAX } from "../room/bounds.ts";
import { inLanguage } from "./clock-words.ts";
import { ChoiceFields, choiceBody, type Made, NOT_MADE } from "./next-step.tsx";

/** Takes a sheet in hand: its steps can be ticked from then on. */
export function StartSheetWindow({ playbook, name }: { playbook: string; name: string }) {
  const { say } = useSpeech();
  const [id] = useState(() => newId("p-"));
  return (
    <ActWindow
      title={say("sheets.start.title")}
      note={<p>{say("sheets.start.note")}</p>}
      button={say("sheets.start")}
      act="start-playbook"
      body={() => ({ id, playbook })}
      isWhole
    >
      <p>
        <strong>{name}</strong>
      </p>
    </ActWindow>
  );
}

type StepParts = { run: PlaybookView; step: StepView };

export function SkipStepWindow({ run, step }: StepParts) {
  return <ReasonWindow run={run} step={step} act="skip-step" words="step.skip" />;
}

export function ReopenStepWindow({ run, step }: StepParts) {
  return <ReasonWindow run={run} step={step} act="reopen-step" words="step.reopen" />;
}

export function StopSheetWindow({ run }: { run: PlaybookView }) {
  return <ReasonWindow run={run} act="stop-playbook" words="sheet.stop" />;
}

/** An act on a sheet that needs no more than a reason. */
function ReasonWindow({
  run,
  step,
  act,
  words,
}: {
  run: PlaybookView;
  step?: StepView;
  act: "skip-step" | "reopen-step" | "stop-playbook";
  words: "step.skip" | "step.reopen" | "sheet.stop";
}) {
  const speech = useSpeech();
  const { say } = speech;
  const [reason, setReason] = useState("");
  return (
    <ActWindow
      title={say(`${words}.title`)}
      note={<p>{say(`${words}.note`)}</p>}
      button={say(`${words}.button`)}
      act={act}
      body={() => ({ id: run.id, ...(step === undefined ? {} : { step: step.step }), reason: reason.trim() })}
      isWhole={reason.trim() !== ""}
    >
      <p>
        <strong>{inLanguage(step?.name ?? run.name, speech)}</strong>
      </p>
      <Field
        label={say("step.reason")}
        value={reason}
        onChange={setReason}
        lines={2}
        maxLength={REASON_CHARACTERS_MAX}
        isRequired
        autoFocus
      />
    </ActWindow>
  );
}

/** A choice that is made before its turn. */
export function ChooseWindow({ run, step }: StepParts) {
  const speech = useSpeech();
  const { say } = speech;
  const [made, setMade, forget] = useDraft<Made>(`step.${run.id}.${step.step}`, NOT_MADE);
  return (
    <ActWindow
      title={inLanguage(step.name, speech)}
      note={<p>{say("step.choose.note")}</p>}
      button={say("step.choose.button")}
      act="make-choice"
      body={() => choiceBody(run, step, made)}
      isWhole={made.choice !== null && made.reason.trim() !== ""}
      onDone={forget}
      wide
    >
      <ChoiceFields step={step} made={made} onChange={setMade} />
    </ActWindow>
  );
}
