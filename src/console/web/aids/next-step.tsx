import type { FormEvent } from "react";
import { Button } from "react-aria-components";
import type { PlaybookView, StepView } from "../../../incidents/events.ts";
import { Choice } from "../form/choice.tsx";
import { useDraft } from "../form/draft.ts";
import { Field } from "../form/field.tsx";
import { useNow, useSpeech } from "../reading.tsx";
import { useRoomAct } from "../room/act.ts";
import { ActRefusal } from "../room/act-refusal.tsx";
import { REASON_CHARACTERS_MAX } from "../room/bounds.ts";
import { itemsOf } from "../room/desk.tsx";
import { usePowers, useRoomParts } from "../room/room-context.tsx";
import { isSendKey } from "../room/send-key.ts";
import { isHeld } from "../room/words.ts";
import { inLanguage, spanText } from "./clock-words.ts";
import { StepWords } from "./sheet-steps.tsx";

/** `onPress`: it is being ticked here, and this card may go at any moment. */
type StepForm = { run: PlaybookView; step: StepView; onPress: () => void };

/** The one step to do now, in large: who does it, until when, how to see that it is done, and the press that ticks it. */
export function NextStep({ run, step, onPress }: StepForm) {
  const speech = useSpeech();
  const { say } = speech;
  const { mayWrite } = usePowers();
  const nowMs = useNow(15_000);
  const expectedMs = step.expectedBy === null ? undefined : Date.parse(step.expectedBy);
  const isLate = expectedMs !== undefined && expectedMs < nowMs;
  const title = `next-${run.id}`;
  return (
    <article className={isLate ? "next-step next-step-late" : "next-step"} aria-labelledby={title}>
      <p className="next-step-word">
        <strong>{say("step.next")}</strong>{" "}
        {expectedMs !== undefined && (
          <span className={isLate ? "late" : ""}>
            {say(isLate ? "step.late" : "step.expected", {
              time: speech.at(expectedMs, nowMs),
              span: spanText(expectedMs - nowMs, speech),
            })}
          </span>
        )}
      </p>
      <h3 id={title} tabIndex={-1}>
        {inLanguage(step.name, speech)}
      </h3>
      <Holder step={step} />
      {step.type === "choice" ? (
        <>
          <StepWords step={{ ...step, choices: [] }} />
          {mayWrite && <ChoiceForm run={run} step={step} onPress={onPress} />}
        </>
      ) : (
        <>
          <StepWords step={step} />
          {mayWrite && <TickForm run={run} step={step} onPress={onPress} />}
        </>
      )}
    </article>
  );
}

/** Who holds the role that this step is for, if somebody does. */
function Holder({ step }: { step: StepView }) {
  const { say } = useSpeech();
  const { items } = useRoomParts();
  const held = itemsOf(items, "duty").find((duty) => duty.duty === step.owner && isHeld(duty));
  return (
    <p className="quiet">
      {held === undefined ? say("step.no-holder") : say("step.holder", { who: held.who.name })}
    </p>
  );
}

function TickForm({ run, step, onPress }: StepForm) {
  const { say } = useSpeech();
  const { store, ask } = usePowers();
  const act = useRoomAct(store);
  const [note, setNote, forget] = useDraft(`step.${run.id}.${step.step}`, "");
  const tick = async (event?: FormEvent) => {
    event?.preventDefault();
    if (act.busy) return;
    onPress();
    if (await act.send("do-step", () => ({ id: run.id, step: step.step, note: note.trim() }))) forget();
  };
  return (
    <form
      className="form print-none"
      onSubmit={(event) => void tick(event)}
      onKeyDownCapture={(event) => {
        if (!isSendKey(event)) return;
        event.preventDefault();
        void tick();
      }}
    >
      <Field
        label={say("step.note")}
        value={note}
        onChange={setNote}
        maxLength={REASON_CHARACTERS_MAX}
        isReadOnly={act.busy}
      />
      <ActRefusal act={act} />
      <div className="form-acts">
        <Button type="submit" className="button-main" isDisabled={act.busy}>
          {say(act.busy ? "composer.sending" : "step.tick")}
        </Button>
        <Button className="button" onPress={() => ask({ kind: "step-skip", run, step })}>
          {say("step.skip")}
        </Button>
      </div>
    </form>
  );
}

/** A choice that the guides leave to the town: what each costs is said, and why it was made is written down. */
function ChoiceForm({ run, step, onPress }: StepForm) {
  const { say } = useSpeech();
  const { store, ask } = usePowers();
  const act = useRoomAct(store);
  const [made, setMade, forget] = useDraft<Made>(`step.${run.id}.${step.step}`, NOT_MADE);
  const isWhole = made.choice !== null && made.reason.trim() !== "";
  const choose = async (event: FormEvent) => {
    event.preventDefault();
    if (!isWhole || act.busy) return;
    onPress();
    if (await act.send("make-choice", () => choiceBody(run, step, made))) forget();
  };
  return (
    <form className="form print-none" onSubmit={(event) => void choose(event)}>
      <ChoiceFields step={step} made={made} onChange={setMade} />
      <ActRefusal act={act} />
      <div className="form-acts">
        <Button type="submit" className="button-main" isDisabled={!isWhole || act.busy}>
          {say(act.busy ? "composer.sending" : "step.choose.button")}
        </Button>
        <Button className="button" onPress={() => ask({ kind: "step-skip", run, step })}>
          {say("step.skip")}
        </Button>
      </div>
    </form>
  );
}

export type Made = { choice: string | null; reason: string };
export const NOT_MADE: Made = { choice: null, reason: "" };

export function choiceBody(run: PlaybookView, step: StepView, { choice, reason }: Made): object {
  return { id: run.id, step: step.step, choice, reason: reason.trim() };
}

export function ChoiceFields({
  step,
  made,
  onChange,
}: {
  step: StepView;
  made: Made;
  onChange: (made: Made) => void;
}) {
  const speech = useSpeech();
  const { say } = speech;
  return (
    <>
      <Choice
        label={say("step.choice")}
        value={made.choice}
        onChange={(choice) => onChange({ ...made, choice })}
        options={step.choices.map(({ choice, label, warning, isDefault }) => ({
          id: choice,
          title: isDefault
            ? `${inLanguage(label, speech)} – ${say("step.default")}`
            : inLanguage(label, speech),
          help: warning === null ? undefined : inLanguage(warning, speech),
        }))}
      />
      <Field
        label={say("step.choice.reason")}
        hint={say("step.choice.reason.hint")}
        value={made.reason}
        onChange={(reason) => onChange({ ...made, reason })}
        lines={2}
        maxLength={REASON_CHARACTERS_MAX}
        isRequired
      />
    </>
  );
}
