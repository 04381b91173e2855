import { ACTS, type Act, type ActName, decide, type Said, type Scene } from "../../src/incidents/acts.ts";
import { type IncidentEntry, readIncidentEntry } from "../../src/incidents/entry.ts";
import type { Incident, Item } from "../../src/incidents/events.ts";
import { evolveIncident, type IncidentFacts } from "../../src/incidents/incident.ts";
import { evolveItems, isLive } from "../../src/incidents/item.ts";
import type { StoredEntry } from "../../src/journal/index.ts";
import type { Actor } from "../../src/kernel/actor.ts";
import { Refusal } from "../../src/kernel/refusal.ts";

/** Given what was said, when an act is asked for, then this is said or refused: the room's rules without a journal. */

const alice: Actor = { type: "person", id: "alice", name: "Alice Martin" };

type Event = { kind: string; body: object; subject?: string; occurredAt?: string };

/** An entry at this position; its id is the position in hexadecimal, filled up with zeros. */
export function entryOf(event: Event, position: number, exercise = false): StoredEntry {
  const id = position.toString(16).padStart(64, "0");
  const { kind, body, subject = "i-one", occurredAt } = event;
  const at = new Date(Date.parse("2026-01-05T09:00:00.000Z") + position * 1000).toISOString();
  const entry = {
    v: 1 as const,
    lane: "keeper",
    n: position,
    prev: "0".repeat(64),
    at,
    actor: alice,
    kind,
    subject,
    body: body as Record<string, unknown>,
    ...(occurredAt === undefined ? {} : { occurredAt }),
    ...(exercise ? { exercise: true as const } : {}),
  };
  return { position, id, signature: "", entry };
}

export const opened = (subject = "i-one", more: object = {}): Event => ({
  subject,
  kind: "incident.opened",
  body: { title: "Intrusion", kind: "intrusion", cause: "person", ...more },
});

/** What stands after these events. Positions are 1, 2, 3... */
export function given(...events: Event[]) {
  const facts = new Map<string, IncidentFacts>();
  const items = new Map<string, Item>();
  const entries = new Map<string, number>();
  events.forEach((event, index) => {
    const entry = readIncidentEntry(entryOf(event, index + 1));
    if (entry === undefined) throw new Error(`${event.kind} does not fit its schema`);
    take(entry);
  });

  function take(entry: IncidentEntry): void {
    const { subject } = entry.stored.entry;
    const after = evolveIncident(facts.get(subject), entry);
    if (after !== undefined) facts.set(subject, after);
    entries.set(subject, (entries.get(subject) ?? 0) + 1);
    for (const item of evolveItems(entry, subject, (id) => items.get(id))) items.set(item.id, item);
  }

  function incidentOf(id: string): Incident | undefined {
    const known = facts.get(id);
    if (known === undefined) return undefined;
    const live = [...items.values()].filter((item) => item.incident === id && isLive(item));
    const openTasks = live.filter(({ type }) => type === "task").length;
    const counts = { openTasks, overdueFrom: null, decisions: 0, evidence: 0 };
    return { ...known, changed: 1, changedAt: "", entries: entries.get(id) ?? 0, counts };
  }

  const scene = (change: Partial<Scene>): Scene => ({
    incident: incidentOf("i-one") as Incident,
    item: (id) => items.get(id),
    incidentOf,
    openIncidents: [...facts.values()].filter(({ state }) => state === "open").length,
    touched: () => ({ by: alice, at: "2026-01-05T09:00:09.000Z" }),
    ...change,
  });

  return {
    items,
    incident: (id = "i-one") => incidentOf(id),
    /** The act is asked for in incident i-one. Gives what is said, or the refusal. */
    when(name: ActName, command: object, change: Partial<Scene> = {}): Said[] | Refusal {
      const act = ACTS[name] as Act<unknown>;
      return decide(act, act.schema.parse(command), scene(change));
    },
  };
}

/** The code of a refusal; "done" when there is none. */
export function codeOf(decided: Said[] | Refusal | undefined): string {
  return decided instanceof Refusal ? decided.code : "done";
}
