import { Refusal } from "../../kernel/refusal.ts";
import { type Act, fresh, onItem, type Scene, says } from "../acts.ts";
import type { Exercise, IncidentBody } from "../events.ts";
import { changedMeanwhile } from "../refusals.ts";
import { storyNames, storyOf } from "./scenario.ts";

/** What whoever plays an exercise may do. All of it is refused in an incident that is no exercise. */

/** @param running the exercises of an incident that have not ended */
export function exerciseActs(running: (incident: string) => readonly Exercise[]) {
  const start: Act<IncidentBody<"exercise.started">> = says("lead", "exercise.started", (body, scene) => {
    const refused = isExercise(scene) ?? fresh(body, scene);
    if (refused !== undefined) return refused;
    if (storyOf(body.scenario) === undefined) return noSuchStory(body.scenario);
    const other = running(scene.incident.id)[0];
    return other && alreadyPlaying(other);
  });
  return {
    "start-exercise": start,
    inject: says("lead", "exercise.injected", (body, scene) => isExercise(scene) ?? fresh(body, scene)),
    "end-exercise": says("lead", "exercise.ended", ({ id }, scene) =>
      onItem(scene, id, "exercise", ({ ended }) =>
        ended === null ? undefined : changedMeanwhile(id, `ended, since ${ended.at}`, scene.touched(id)),
      ),
    ),
  } as const;
}

export function isExercise({ incident }: Pick<Scene, "incident">): Refusal | undefined {
  if (incident.exercise) return undefined;
  return new Refusal(
    "not-an-exercise",
    "This incident is real: nothing is played in it.",
    incident.id,
    "Open an incident that is marked as an exercise.",
  );
}

export function noSuchStory(name: string): Refusal {
  return new Refusal(
    "not-found",
    "There is no such exercise.",
    name.slice(0, 64),
    `Choose one of: ${storyNames().join(", ")}.`,
  );
}

function alreadyPlaying({ id, by, at }: Exercise): Refusal {
  return new Refusal(
    "already-running",
    `${by.name} began an exercise here at ${at}.`,
    id,
    "End that one first.",
  );
}
