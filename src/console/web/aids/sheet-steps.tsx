import type { SheetStep } from "../../../incidents/events.ts";
import { useSpeech } from "../reading.tsx";
import { dutyText } from "../room/words.ts";
import { inLanguage } from "./clock-words.ts";

/** The steps of a sheet as they are written, to read. */
export function SheetSteps({ steps }: { steps: readonly SheetStep[] }) {
  const speech = useSpeech();
  return (
    <ol className="sheet-read">
      {steps.map((step) => (
        <li key={step.step}>
          <p>
            <strong>{inLanguage(step.name, speech)}</strong>
          </p>
          <StepWords step={step} />
        </li>
      ))}
    </ol>
  );
}

/** Who does it, in what time, how, how one sees that it is done, and what to beware of. */
export function StepWords({ step }: { step: SheetStep }) {
  const speech = useSpeech();
  const { say } = speech;
  return (
    <>
      <p className="step-about">
        <span className="step-owner">{dutyText({ duty: step.owner }, speech)}</span>
        <span>{say("step.minutes", { duration: speech.duration(step.minutes * 60_000) })}</span>
      </p>
      <p className="reading">{inLanguage(step.description, speech)}</p>
      {step.warning !== null && (
        <p className="step-warning">
          <strong>{say("step.warning")}</strong> {inLanguage(step.warning, speech)}
        </p>
      )}
      {step.choices.length > 0 && (
        <ul className="step-choices">
          {step.choices.map((choice) => (
            <li key={choice.choice}>
              {inLanguage(choice.label, speech)}
              {choice.isDefault && <strong> – {say("step.default")}</strong>}
              {choice.warning !== null && (
                <span className="quiet"> {inLanguage(choice.warning, speech)}</span>
              )}
            </li>
          ))}
        </ul>
      )}
      <p className="step-check">
        <strong>{say("step.check")}</strong> {inLanguage(step.check, speech)}
      </p>
    </>
  );
}
