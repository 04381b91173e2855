import { usePlace } from "../place.ts";
import { useSpeech } from "../reading.tsx";
import { useIncidents } from "./desk.tsx";

/**
 * EXERCICE across the whole width: in the room of an exercise always, in that of a real incident never, elsewhere while
 * one is open. A real incident that is open beside it is then named, so that nobody takes it for a part of the play.
 */
export function ExerciseBand() {
  const { say } = useSpeech();
  const { list = [] } = useIncidents();
  const [room, id] = usePlace();
  const open = list.filter(({ state }) => state === "open");
  const here = room === "incident" ? list.find((one) => one.id === id) : undefined;
  const exercise = here === undefined ? open.find((one) => one.exercise) : here.exercise ? here : undefined;
  if (exercise === undefined) return null;
  const real = here === undefined ? open.find((one) => !one.exercise) : undefined;
  return (
    <div className="exercise-band">
      <strong>{say("journal.exercise")}</strong>
      <span>
        <bdi>{exercise.title}</bdi>
        {real !== undefined && (
          <strong>
            {" "}
            {say("exercise.beside-real")} <bdi>{real.title}</bdi>
          </strong>
        )}
      </span>
      <strong aria-hidden="true">{say("journal.exercise")}</strong>
    </div>
  );
}
