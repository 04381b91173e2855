import { happenedAt } from "../entry.ts";
import type { Clock, ExerciseClock, IncidentBody, Item } from "../events.ts";
import { change, type Evolvers, make, type Place } from "../evolve.ts";

/** Clocks as entries make and change them. */

/** A clock of law, or one of an exercise: the same hands, two types that are never in one list. */
export type AnyClock = Clock | ExerciseClock;

export const clockEvolvers = {
  "clock.started": (body, place) => started(body, place, "clock"),
  "clock.exercise-started": (body, place) => started(body, place, "exercise-clock"),
  "clock.item-filled": ({ id, item, new: text }, place) =>
    changeClock(place, id, ({ filled: { [item]: _, ...others } }) => ({
      filled: text === null ? others : { ...others, [item]: text },
    })),
  "clock.stage-sent": ({ id, stage, sentAt, reference, due }, place) =>
    changeClock(place, id, (clock) => ({
      sent: [
        ...clock.sent.filter((one) => one.stage !== stage),
        {
          stage,
          at: sentAt,
          reference: reference ?? null,
          filled: Object.keys(clock.filled),
          by: place.stored.entry.actor,
        },
      ],
      due: [...clock.due.filter((one) => !due.some(({ stage: other }) => other === one.stage)), ...due],
    })),
  // What was warned of is warned of again when the moments are others.
  "clock.awareness-corrected": ({ id, new: awareAt, due }, place) =>
    changeClock(place, id, () => ({ awareAt, due, warned: [] })),
  "clock.stopped": ({ id, reason, text, proof }, place) =>
    changeClock(place, id, ({ stopped }) => ({
      stopped: stopped ?? {
        at: happenedAt(place.stored),
        reason,
        text,
        proof: proof ?? null,
        by: place.stored.entry.actor,
      },
    })),
  "clock.warned": ({ id, stage, threshold }, place) =>
    changeClock(place, id, ({ warned }) => ({
      warned: [...warned, { stage, threshold, at: happenedAt(place.stored) }],
    })),
} as const satisfies Evolvers;

/** Exercise and law are told apart twice: by the kind of the entry and by its mark. What contradicts itself makes nothing. */
function started(body: IncidentBody<"clock.started">, place: Place, type: AnyClock["type"]): Item[] {
  const isExercise = place.stored.entry.exercise === true;
  if (isExercise !== (type === "exercise-clock")) return [];
  const { pack, rule, version, from, awareAt, due } = body;
  const fields = { pack, rule, version, from, awareAt, due, filled: {}, sent: [], warned: [], stopped: null };
  return make(place, body.id, { type, ...fields });
}

function changeClock(
  place: Place,
  id: string,
  to: (
    clock: AnyClock,
  ) => Partial<Pick<AnyClock, "filled" | "sent" | "due" | "awareAt" | "warned" | "stopped">>,
): Item[] {
  const type = place.find(id)?.type;
  if (type !== "clock" && type !== "exercise-clock") return [];
  return change(place, id, type, (clock) => ({ ...clock, ...to(clock) }));
}
