import type { PlaybookView, SheetStep, StepView } from "../../../incidents/events.ts";
import { actorName } from "../entry-text.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { dutyText } from "../room/words.ts";
import { inLanguage } from "./clock-words.ts";

/** A4: a sheet with a box to tick for each step, for when no screen is at hand; what is ticked already is said. */
export function SheetPaper({
  name,
  steps,
  run,
  isExercise = false,
}: {
  name: { fr: string; en: string };
  steps: readonly (SheetStep | StepView)[];
  run?: PlaybookView;
  isExercise?: boolean;
}) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const shown = steps.filter((step) => !("state" in step) || step.state !== "not-taken");
  return (
    <article className="paper-sheet">
      <header className="paper-head">
        <p>{say("product")}</p>
        <p>{say("directory.paper.date", { day: speech.day(nowMs), time: speech.clock(nowMs) })}</p>
      </header>
      {isExercise && (
        <p className="paper-exercise">
          <strong>{say("journal.exercise")}</strong>
        </p>
      )}
      <h1>{inLanguage(name, speech)}</h1>
      {run !== undefined && <p>{say("sheet.paper.stands", { done: run.done, total: run.total })}</p>}
      <ol className="paper-steps">
        {shown.map((step) => (
          <li key={step.step}>
            <span className="paper-box">{"mark" in step && step.mark !== null ? "✓" : ""}</span>
            <div>
              <p>
                <strong>{inLanguage(step.name, speech)}</strong> – {dutyText({ duty: step.owner }, speech)},{" "}
                {say("step.minutes", { duration: speech.duration(step.minutes * 60_000) })}
              </p>
              <p>{inLanguage(step.description, speech)}</p>
              {step.choices.map(({ choice, label, isDefault }) => (
                <p key={choice}>
                  <span className="paper-box paper-box-small" /> {inLanguage(label, speech)}
                  {isDefault && ` – ${say("step.default")}`}
                </p>
              ))}
              {step.warning !== null && (
                <p>
                  <strong>{say("step.warning")}</strong> {inLanguage(step.warning, speech)}
                </p>
              )}
              <p className="paper-small">
                {say("step.check")} {inLanguage(step.check, speech)}
              </p>
              {"mark" in step && step.mark !== null && (
                <p className="paper-small">
                  {say(`step.state.${step.mark.state}`)} –{" "}
                  {say("step.by", {
                    time: speech.stamp(Date.parse(step.mark.at), nowMs),
                    who: actorName(step.mark.by, speech),
                  })}
                  {step.mark.text !== "" && ` – ${step.mark.text}`}
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
      <footer className="paper-foot">{say("sheet.paper.foot")}</footer>
    </article>
  );
}
