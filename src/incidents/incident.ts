import { randomInt } from "node:crypto";
import type { StoredEntry } from "../journal/index.ts";
import type { IncidentEntry } from "./entry.ts";
import type { Incident } from "./events.ts";

/** What is known of an incident itself. Counts and positions are kept beside it, by the views. */
export type IncidentFacts = Omit<Incident, "changed" | "changedAt" | "entries" | "counts">;

/**
 * The incident after an entry about it (`entry.subject` is its id). Undefined stays undefined until it is opened; what
 * does not fit its state changes nothing.
 */
export function evolveIncident(
  facts: IncidentFacts | undefined,
  { stored, event }: IncidentEntry,
): IncidentFacts | undefined {
  if (facts === undefined) return event.kind === "incident.opened" ? opened(stored, event.body) : undefined;
  switch (event.kind) {
    case "incident.changed":
      return { ...facts, [event.body.field]: event.body.new };
    case "incident.closed":
      if (facts.state !== "open") return facts;
      return { ...facts, state: "closed", closed: { at: stored.entry.at, reason: event.body.reason } };
    case "incident.reopened":
      return facts.state === "closed" ? { ...facts, state: "open", closed: null } : facts;
    case "incident.merged":
      if (facts.state === "merged" || event.body.into === facts.id) return facts;
      return { ...facts, state: "merged", mergedInto: event.body.into };
    default:
      return facts;
  }
}

type Opening = Extract<IncidentEntry["event"], { kind: "incident.opened" }>["body"];

function opened({ entry }: StoredEntry, body: Opening): IncidentFacts {
  return {
    id: entry.subject,
    title: body.title,
    kind: body.kind,
    summary: body.summary,
    state: "open",
    exercise: entry.exercise === true,
    cause: body.cause,
    site: body.site ?? null,
    openedAt: entry.at,
    occurredAt: entry.occurredAt ?? null,
    openedBy: entry.actor,
    closed: null,
    mergedInto: null,
    splitFrom: body.from ?? null,
  };
}

const ID_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

/** An id that no other incident has: 12 letters that are not mistaken for each other when read out (60 bits). */
export function newIncidentId(): string {
  const letters = Array.from({ length: 12 }, () => ID_LETTERS[randomInt(ID_LETTERS.length)]);
  return `i-${letters.join("")}`;
}
