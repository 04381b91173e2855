import type { Actor } from "../kernel/actor.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Incident } from "./events.ts";

/** Why the crisis room refuses, in one place: the codes are what screens go by. */

/** Who touched it last, and when. */
export type Touch = { by: Actor; at: string };

export function noSuchIncident(id: string): Refusal {
  return new Refusal(
    "not-found",
    "There is no such incident.",
    id.slice(0, 64),
    "Open it, or look in the list.",
  );
}

export function noSuchItem(id: string, type?: string): Refusal {
  const what = `This incident has no such ${type ?? "item"}.`;
  return new Refusal("not-found", what, id, "Look at the incident again: it may have gone to another one.");
}

export function alreadyExists(id: string): Refusal {
  return new Refusal(
    "already-exists",
    "Something else was written under this id.",
    id,
    "Write it under a new id.",
  );
}

/** @param now what is there now, in words; "" where that says nothing more */
export function changedMeanwhile(where: string, now: string, touch: Touch | undefined): Refusal {
  const who = touch === undefined ? "It was changed" : `${touch.by.name} changed it at ${touch.at}`;
  const what = now === "" ? `${who}.` : `${who}; it is now ${now}.`;
  return new Refusal("changed-meanwhile", what, where, "Look at it as it is now, then decide again.");
}

export function notOpen(incident: Incident): Refusal {
  if (incident.state === "merged") {
    return new Refusal(
      "merged",
      `This incident goes on in ${incident.mergedInto}.`,
      incident.mergedInto ?? incident.id,
      "Write it there.",
    );
  }
  return new Refusal(
    "closed",
    `This incident was closed at ${incident.closed?.at ?? "an earlier time"}.`,
    incident.id,
    "Reopen it first.",
  );
}

export function badRequest(what: string, where: string, remedy = "Correct it and send it again."): Refusal {
  return new Refusal("bad-request", what, where, remedy);
}
