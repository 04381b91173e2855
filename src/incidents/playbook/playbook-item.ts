import { happenedAt } from "../entry.ts";
import type { Item, StepMark } from "../events.ts";
import { change, type Evolvers, make, type Place } from "../evolve.ts";

/** Runs of sheets as entries make and change them. */

export const playbookEvolvers = {
  "playbook.started": ({ id, playbook, revision, name }, place) =>
    make(place, id, { type: "playbook", playbook, revision, name, marks: {}, stopped: null }),
  "playbook.step-done": ({ id, step, note }, place) =>
    mark(place, id, step, { state: "done", choice: null, text: note }),
  "playbook.step-skipped": ({ id, step, reason }, place) =>
    mark(place, id, step, { state: "skipped", choice: null, text: reason }),
  "playbook.choice-made": ({ id, step, choice, reason }, place) =>
    mark(place, id, step, { state: "chosen", choice, text: reason }),
  "playbook.step-reopened": ({ id, step }, place) =>
    change(place, id, "playbook", ({ marks: { [step]: _, ...marks }, ...run }) => ({ ...run, marks })),
  "playbook.stopped": ({ id, reason }, place) =>
    change(place, id, "playbook", (run) => ({
      ...run,
      stopped: run.stopped ?? { at: happenedAt(place.stored), reason, by: place.stored.entry.actor },
    })),
} as const satisfies Evolvers;

function mark(
  place: Place,
  id: string,
  step: string,
  what: Pick<StepMark, "state" | "choice" | "text">,
): Item[] {
  const made: StepMark = { ...what, at: happenedAt(place.stored), by: place.stored.entry.actor };
  return change(place, id, "playbook", (run) => ({ ...run, marks: { ...run.marks, [step]: made } }));
}
