import { useLive, useReading } from "../reading.tsx";
import { EXACT, fieldInstant, fieldValue, type Moment, type MomentChoice } from "./moment.ts";

/** A time by a quick choice, or exactly: the browser's own lists and clocks, which every phone knows how to show. */
export function MomentField(props: {
  label: string;
  value: Moment;
  choices: readonly MomentChoice[];
  onChange(value: Moment): void;
  isDisabled?: boolean;
}) {
  const { speech, store } = useReading();
  const { label, value, choices, onChange, isDisabled = false } = props;
  const choose = (id: string) => {
    const found = choices.find((choice) => choice.id === id);
    if (found === undefined) return;
    const kept = id === EXACT ? value.at : null;
    const ms = kept === null ? found.at(store.read().nowMs) : Date.parse(kept);
    onChange({ choice: id, at: ms === null ? null : new Date(ms).toISOString() });
  };
  return (
    <div className="moment">
      <label className="field">
        <span className="field-name">{label}</span>
        <select value={value.choice} disabled={isDisabled} onChange={(event) => choose(event.target.value)}>
          {choices.map((choice) => (
            <option key={choice.id} value={choice.id}>
              {choice.text(speech)}
            </option>
          ))}
        </select>
      </label>
      {value.choice === EXACT && (
        <label className="field">
          <span className="unseen">{speech.say("moment.exact.label", { label })}</span>
          <input
            type="datetime-local"
            disabled={isDisabled}
            value={value.at === null ? "" : fieldValue(value.at)}
            onChange={(event) => onChange({ choice: EXACT, at: fieldInstant(event.target.value) })}
          />
        </label>
      )}
      {value.choice !== EXACT && value.at !== null && <MomentHint at={value.at} />}
    </div>
  );
}

function MomentHint({ at }: { at: string }) {
  const { speech } = useReading();
  const { nowMs } = useLive();
  return <p className="quiet">{speech.at(Date.parse(at), nowMs)}</p>;
}
