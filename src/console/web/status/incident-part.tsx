import type { Incident } from "../../../incidents/events.ts";
import { Choice } from "../form/choice.tsx";
import { useSpeech } from "../reading.tsx";
import type { PartOfStatement } from "./editor.tsx";

/** Which open incident the message is about. Nothing to choose while none is open. */
export function IncidentPart({
  fields: { incident },
  change,
  open,
}: PartOfStatement & { open: readonly Incident[] }) {
  const { say } = useSpeech();
  if (open.length === 0 && incident === null) return null;
  return (
    <label className="field">
      <span className="field-name">{say("status.incident")}</span>
      <select
        value={incident ?? ""}
        onChange={(event) => change({ incident: event.target.value === "" ? null : event.target.value })}
      >
        <option value="">{say("status.incident.none")}</option>
        {open.map(({ id, title, exercise }) => (
          <option key={id} value={id}>
            {exercise ? say("status.incident.exercise", { title }) : title}
          </option>
        ))}
        {incident !== null && !open.some(({ id }) => id === incident) && (
          <option value={incident}>{incident}</option>
        )}
      </select>
    </label>
  );
}

/** While an exercise is under way, a message that names no incident says whether it belongs to it. */
export function ExercisePart({
  value,
  onChange,
}: {
  value: boolean | null;
  onChange: (exercise: boolean) => void;
}) {
  const { say } = useSpeech();
  return (
    <Choice
      label={say("status.exercise")}
      options={[
        { id: "real", title: say("status.exercise.real"), help: say("status.exercise.real.help") },
        { id: "played", title: say("status.exercise.played"), help: say("status.exercise.played.help") },
      ]}
      value={value === null ? null : value ? "played" : "real"}
      onChange={(chosen) => onChange(chosen === "played")}
    />
  );
}
