import { happenedAt } from "../entry.ts";
import type { Item } from "../events.ts";
import { change, type Evolvers, make, type Place } from "../evolve.ts";

/** Exercises, what was played in them, and their debriefs, as entries make and change them. */

export const exerciseEvolvers = {
  "exercise.started": ({ id, scenario, speed, storyAt }, place) =>
    inExercise(place, () => make(place, id, { type: "exercise", scenario, speed, storyAt, ended: null })),
  "exercise.injected": ({ id, inject, kind, from, text, storyAt }, place) =>
    inExercise(place, () => make(place, id, { type: "inject", inject, kind, from, text, storyAt })),
  "exercise.ended": ({ id, how, storyAt }, place) =>
    change(place, id, "exercise", (exercise) => ({
      ...exercise,
      ended: exercise.ended ?? { at: happenedAt(place.stored), how, storyAt },
    })),
  "exercise.debriefed": ({ id, exercise, sha256, bytes, met, missed }, place) =>
    inExercise(place, () => make(place, id, { type: "debrief", exercise, sha256, bytes, met, missed })),
} as const satisfies Evolvers;

/** What is not marked as an exercise makes nothing of one. */
function inExercise({ stored }: Place, made: () => Item[]): Item[] {
  return stored.entry.exercise === true ? made() : [];
}
