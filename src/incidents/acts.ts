import type { z } from "zod";
import { Refusal } from "../kernel/refusal.ts";
import type { Role } from "../kernel/role.ts";
import {
  type Incident,
  type IncidentBody,
  type IncidentEvent,
  type IncidentEventKind,
  type Item,
  type ItemType,
  incidentEvents,
} from "./events.ts";
import { correctableText } from "./item.ts";
import {
  alreadyExists,
  badRequest,
  changedMeanwhile,
  noSuchIncident,
  noSuchItem,
  notOpen,
  type Touch,
} from "./refusals.ts";
import { refuseSplit, type SplitCommand, splitCommandSchema, splitEvents } from "./split.ts";

/** What may be done in an incident, as data: who may, what it must say, and the rule that lets it happen or refuses it. */

/** Entries that one incident can take. Closing is possible beyond it. */
export const ENTRIES_MAX = 200_000;
/** How far in the future something may be said to have happened: clocks of two machines differ. */
export const OCCURRED_AHEAD_MAX_MS = 5 * 60_000;
/** Nothing that is dealt with here happened before. */
export const OCCURRED_SINCE = "2000-01-01T00:00:00.000Z";

/** What a rule may look at: all of it as it is at the moment of the decision. */
export type Scene = {
  incident: Incident;
  item(id: string): Item | undefined;
  incidentOf(id: string): Incident | undefined;
  /** Incidents that are open now. */
  openIncidents: number;
  /** Who touched this item, or the incident itself, last. */
  touched(item?: string): Touch | undefined;
};

/** Something to be written about `subject`. */
export type Said = { subject: string } & IncidentEvent;

export type Act<Command> = {
  /** The least role that may. */
  readonly needs: Role;
  readonly schema: z.ZodType<Command>;
  /** What is written when it may be. A repeat is known by it: the same person said the last of these before. */
  say(command: Command, scene: Scene): Said[];
  /** Why not, or undefined. */
  refuse(command: Command, scene: Scene): Refusal | undefined;
};

/** The rule: what is to be written, or why not. */
export function decide<Command>(act: Act<Command>, command: Command, scene: Scene): Said[] | Refusal {
  return act.refuse(command, scene) ?? act.say(command, scene);
}

/** Checks of one kind. Undefined lets it happen. */
type Check<K extends IncidentEventKind> = (body: IncidentBody<K>, scene: Scene) => Refusal | undefined;

/** An act that says one event, whose body is what was asked for. */
export function says<K extends IncidentEventKind>(
  needs: Role,
  kind: K,
  check: Check<K>,
): Act<IncidentBody<K>> {
  return {
    needs,
    schema: incidentEvents[kind] as unknown as z.ZodType<IncidentBody<K>>,
    say: (body, { incident }) => [{ subject: incident.id, kind, body } as Said],
    refuse: (body, scene) => admits(kind, scene.incident) ?? check(body, scene),
  };
}

/** To add an act: its kind in events.ts and one line here. */
export const ACTS = {
  note: says("member", "incident.noted", fresh),
  "weigh-note": says("member", "incident.note-weighed", (body, scene) =>
    onItem(scene, body.id, "note", (note) => differs(body.id, body, note.certainty, scene)),
  ),
  decide: says("member", "incident.decided", fresh),
  "revoke-decision": says("lead", "incident.decision-revoked", ({ id }, scene) =>
    onItem(scene, id, "decision", ({ revoked }) =>
      revoked === null ? undefined : changedMeanwhile(id, "revoked", scene.touched(id)),
    ),
  ),
  "add-task": says(
    "member",
    "incident.task-added",
    (body, scene) => fresh(body, scene) ?? inTime(body.dueAt, "dueAt"),
  ),
  "change-task": says("member", "incident.task-changed", checkTaskChange),
  "take-duty": says("member", "incident.duty-taken", (body, scene) => fresh(body, scene) ?? checkDuty(body)),
  "end-duty": says("member", "incident.duty-ended", ({ id }, scene) => isHeld(scene, id)),
  "hand-over": says("member", "incident.duty-handed-over", (body, scene) => {
    if (body.next === body.id) return badRequest("The duty that goes on needs an id of its own.", "next");
    return isHeld(scene, body.id) ?? fresh({ id: body.next }, scene) ?? inTime(body.until, "until");
  }),
  correct: says("member", "incident.corrected", checkCorrection),
  change: says("member", "incident.changed", (body, scene) =>
    differs(body.field, body, scene.incident[body.field], scene, null),
  ),
  close: says("lead", "incident.closed", () => undefined),
  reopen: says("lead", "incident.reopened", (_body, { incident, openIncidents, touched }) => {
    if (incident.state === "open") return changedMeanwhile(incident.id, "open", touched());
    return tooManyOpen(openIncidents);
  }),
  merge: says("lead", "incident.merged", checkMerge),
  split: {
    needs: "lead",
    schema: splitCommandSchema,
    say: (command, { incident }) => splitEvents(command, incident),
    refuse: (command, scene) =>
      admits("incident.split", scene.incident) ??
      tooManyOpen(scene.openIncidents) ??
      refuseSplit(command, scene),
  } satisfies Act<SplitCommand>,
} as const;

export type ActName = keyof typeof ACTS;

/** Incidents that can be open at once. */
export const OPEN_INCIDENTS_MAX = 200;

export function tooManyOpen(open: number): Refusal | undefined {
  if (open < OPEN_INCIDENTS_MAX) return undefined;
  return new Refusal(
    "too-many-open",
    `${open} incidents are open, the most that can be.`,
    "incidents",
    "Close or merge those that are over.",
  );
}

/** Refuses a time that cannot be when something happened, seen from `nowMs`. */
export function checkOccurredAt(occurredAt: string | undefined, nowMs: number): Refusal | undefined {
  if (occurredAt === undefined) return undefined;
  if (occurredAt < OCCURRED_SINCE) return badRequest("This is before the year 2000.", "occurredAt");
  if (Date.parse(occurredAt) <= nowMs + OCCURRED_AHEAD_MAX_MS) return undefined;
  return badRequest(
    "This is still to come.",
    "occurredAt",
    "Say when it happened; a plan is a task or a decision.",
  );
}

/** What a closed incident still takes: the truth may come late, work needs the incident open. */
const WHEN_CLOSED: ReadonlySet<IncidentEventKind> = new Set<IncidentEventKind>([
  "incident.noted",
  "incident.note-weighed",
  "incident.corrected",
  "incident.changed",
  "incident.evidence-added",
  "incident.report-made",
  "incident.reopened",
  // What the law asks for goes on after the crisis.
  "clock.item-filled",
  "clock.stage-sent",
  "clock.awareness-corrected",
  "clock.stopped",
  "clock.warned",
  "exercise.debriefed",
]);

/** Whether the incident, in its state and size, takes an entry of this kind. */
export function admits(kind: IncidentEventKind, incident: Incident): Refusal | undefined {
  const taken = incident.state === "open" || (incident.state === "closed" && WHEN_CLOSED.has(kind));
  if (!taken) return notOpen(incident);
  if (incident.entries < ENTRIES_MAX || kind === "incident.closed") return undefined;
  return new Refusal(
    "incident-full",
    `This incident has ${incident.entries} entries, the most that one can take.`,
    incident.id,
    "Close it and open another one that goes on.",
  );
}

export function fresh({ id }: { id: string }, scene: Scene): Refusal | undefined {
  return scene.item(id) === undefined ? undefined : alreadyExists(id);
}

/** The item of this incident with this id and type, handed to `check`. */
export function onItem<T extends ItemType>(
  scene: Scene,
  id: string,
  type: T,
  check: (item: Extract<Item, { type: T }>) => Refusal | undefined,
): Refusal | undefined {
  const item = scene.item(id);
  if (item?.incident !== scene.incident.id || item.type !== type) return noSuchItem(id, type);
  return check(item as Extract<Item, { type: T }>);
}

/** Refuses a change from something that is no longer so, and one that changes nothing. */
export function differs(
  where: string,
  { old, new: next }: { old: unknown; new: unknown },
  is: unknown,
  scene: Scene,
  item: string | null = where,
): Refusal | undefined {
  if (!Bun.deepEquals(is, old)) {
    return changedMeanwhile(where, JSON.stringify(is), scene.touched(item ?? undefined));
  }
  return Bun.deepEquals(old, next) ? badRequest("This changes nothing.", where) : undefined;
}

function checkTaskChange(
  { id, changes }: IncidentBody<"incident.task-changed">,
  scene: Scene,
): Refusal | undefined {
  const fields = new Set(changes.map(({ field }) => field));
  if (fields.size < changes.length) return badRequest("A field is changed twice.", "changes");
  return onItem(scene, id, "task", (task) => {
    for (const change of changes) {
      const refused =
        differs(`${id}.${change.field}`, change, task[change.field], scene, id) ??
        (change.field === "dueAt" ? inTime(change.new, "dueAt") : undefined);
      if (refused !== undefined) return refused;
    }
    return undefined;
  });
}

function checkDuty({ duty, label, from, until }: IncidentBody<"incident.duty-taken">): Refusal | undefined {
  if (duty === "other" && !label) return badRequest("This duty needs its own words.", "label");
  if (until !== null && until <= from) return badRequest("It ends before it begins.", "until");
  return inTime(from, "from") ?? inTime(until, "until");
}

function isHeld(scene: Scene, id: string): Refusal | undefined {
  return onItem(scene, id, "duty", ({ endedAt }) =>
    endedAt === null ? undefined : changedMeanwhile(id, `ended, since ${endedAt}`, scene.touched(id)),
  );
}

function checkCorrection(body: IncidentBody<"incident.corrected">, scene: Scene): Refusal | undefined {
  const item = scene.item(body.id);
  if (item?.incident !== scene.incident.id) return noSuchItem(body.id);
  if (item.entry !== body.entry) return noSuchItem(body.entry, "entry");
  const is = correctableText(item, body.field);
  if (is === undefined) return badRequest(`A ${item.type} has no ${body.field} to correct.`, "field");
  if (body.field === "occurredAt" && !isInstant(body.new)) return badRequest("This is no instant.", "new");
  return differs(`${body.id}.${body.field}`, body, is, scene, body.id);
}

function checkMerge({ into }: IncidentBody<"incident.merged">, scene: Scene): Refusal | undefined {
  const { incident } = scene;
  if (into === incident.id) return badRequest("An incident cannot be merged into itself.", "into");
  const target = scene.incidentOf(into);
  if (target === undefined) return noSuchIncident(into);
  if (target.state !== "open") return notOpen(target);
  if (target.exercise !== incident.exercise) {
    return badRequest("One of the two is an exercise, the other is not.", "into", "Keep them apart.");
  }
  // The entry of the merger is in both.
  if (target.entries + incident.entries < ENTRIES_MAX) return undefined;
  return new Refusal(
    "incident-full",
    `Together they have more than ${ENTRIES_MAX} entries, the most that one can take.`,
    into,
    "Close one of them and name the other in the reason.",
  );
}

/** A plan lies within what a person can have meant. */
function inTime(at: string | null, where: string): Refusal | undefined {
  if (at === null || (at >= OCCURRED_SINCE && at < "2100")) return undefined;
  return badRequest("This is not in our time.", where);
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(text) && !Number.isNaN(Date.parse(text));
}
