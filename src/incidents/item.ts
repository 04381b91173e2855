import { clockEvolvers } from "./clocks/clock-item.ts";
import { happenedAt, type IncidentEntry } from "./entry.ts";
import type { DutyHeld, IncidentBody, IncidentEvent, IncidentEventKind, Item, ItemType } from "./events.ts";
import { change, type Evolver, type Evolvers, type FindItem, make, type Place } from "./evolve.ts";
import { exerciseEvolvers } from "./exercise/exercise-item.ts";
import { playbookEvolvers } from "./playbook/playbook-item.ts";

/** Items as entries make and change them. */

/**
 * The items that an entry makes or changes, as they are after it; none when the entry is not about an item, or does not
 * fit what is there (an entry of another lane may arrive before the one that it speaks of, or twice under one id).
 * @param home the incident whose room the subject's items are in now
 */
export function evolveItems({ stored, event }: IncidentEntry, home: string, find: FindItem): Item[] {
  const evolve = Object.hasOwn(evolvers, event.kind)
    ? (evolvers[event.kind] as Evolver<IncidentEventKind> | undefined)
    : undefined;
  return evolve?.(event.body, { stored, home, find }) ?? [];
}

/** Whether somebody still has to do, hold or heed it: such items are shown however old they are. */
export function isLive(item: Item): boolean {
  if (item.type === "task") return item.state === "open" || item.state === "started";
  if (item.type === "duty") return item.endedAt === null;
  if (item.type === "clock" || item.type === "exercise-clock" || item.type === "playbook") {
    return item.stopped === null;
  }
  return item.type === "decision" && item.revoked === null;
}

/** The id of the item that an entry is about, if it is about one. */
export function itemIdOf({ body }: IncidentEvent): string | undefined {
  return "id" in body ? body.id : undefined;
}

/** The value of a field that can be corrected, as text; undefined when items of this type have no such field. */
export function correctableText(
  item: Item,
  field: IncidentBody<"incident.corrected">["field"],
): string | undefined {
  if (field === "occurredAt") return item.occurredAt ?? "";
  if (!CORRECTABLE[item.type].includes(field)) return undefined;
  const value = (item as unknown as Record<string, unknown>)[field];
  return typeof value === "string" ? value : "";
}

/** Beside occurredAt, which every item has. */
const CORRECTABLE: Readonly<Record<ItemType, readonly string[]>> = {
  note: ["text", "source"],
  decision: ["text", "reason"],
  task: ["text"],
  duty: [],
  evidence: ["description"],
  report: [],
  observation: [],
  clock: [],
  "exercise-clock": [],
  playbook: [],
  exercise: [],
  inject: [],
  debrief: [],
};

/** To add a kind that makes or changes items: one line here. */
const evolvers: Evolvers = {
  "incident.noted": (body, place) =>
    make(place, body.id, {
      type: "note",
      text: body.text,
      certainty: body.certainty,
      source: body.source ?? null,
    }),
  "incident.note-weighed": (body, place) =>
    change(place, body.id, "note", (note) => ({ ...note, certainty: body.new })),
  "incident.decided": ({ id, text, reason, decider }, place) =>
    make(place, id, { type: "decision", text, reason, decider, revoked: null }),
  "incident.decision-revoked": ({ id, reason, decider }, place) =>
    change(place, id, "decision", (decision) => ({
      ...decision,
      revoked: decision.revoked ?? { at: happenedAt(place.stored), reason, decider },
    })),
  "incident.task-added": ({ id, text, owner, dueAt }, place) =>
    make(place, id, { type: "task", text, owner, dueAt, state: "open" }),
  "incident.task-changed": ({ id, changes }, place) =>
    change(place, id, "task", (task) => ({
      ...task,
      ...Object.fromEntries(changes.map((one) => [one.field, one.new])),
    })),
  "incident.duty-taken": (body, place) =>
    make(place, body.id, {
      type: "duty",
      duty: body.duty,
      label: body.label ?? null,
      who: body.who,
      from: body.from,
      until: body.until,
      endedAt: null,
      handedOver: null,
    }),
  "incident.duty-ended": ({ id }, place) =>
    change(place, id, "duty", (duty) => ({ ...duty, endedAt: duty.endedAt ?? happenedAt(place.stored) })),
  "incident.duty-handed-over": handedOver,
  "incident.evidence-added": ({ id, sha256, bytes, name, description }, place) =>
    make(place, id, { type: "evidence", sha256, bytes, name, description }),
  "incident.report-made": ({ id, sha256, bytes, number }, place) =>
    make(place, id, { type: "report", sha256, bytes, number }),
  "incident.observed": ({ id, what, site, from, to, changes }, place) =>
    make(place, id, { type: "observation", what, site, from, to, changes }),
  "incident.corrected": corrected,
  ...clockEvolvers,
  ...playbookEvolvers,
  ...exerciseEvolvers,
};

function handedOver(body: IncidentBody<"incident.duty-handed-over">, place: Place): Item[] {
  const { find, stored } = place;
  const duty = find(body.id);
  if (duty?.type !== "duty" || duty.endedAt !== null || find(body.next) !== undefined) return [];
  const at = happenedAt(stored);
  const next = make(place, body.next, {
    type: "duty",
    duty: duty.duty,
    label: duty.label,
    who: body.to,
    from: at,
    until: body.until,
    endedAt: null,
    handedOver: null,
  });
  const ended: DutyHeld = {
    ...duty,
    endedAt: at,
    handedOver: { next: body.next, brief: body.brief },
    changed: stored.position,
  };
  return [ended, ...next];
}

function corrected(body: IncidentBody<"incident.corrected">, { stored, find }: Place): Item[] {
  const item = find(body.id);
  if (item === undefined || correctableText(item, body.field) === undefined) return [];
  const changed = { [body.field]: body.new, corrections: item.corrections + 1, changed: stored.position };
  return [{ ...item, ...changed } as Item];
}
