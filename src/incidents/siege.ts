import type { Said } from "./acts.ts";
import type { Incident } from "./events.ts";
import { siegeSummary, siegeTitle } from "./siege-texts.ts";

/** When a gateway's change of posture opens an incident or is told in one: rules over what was not told yet. */

/** Observations that one incident takes in an hour. Beyond, changes are added up and told together. */
export const OBSERVATIONS_PER_HOUR_MAX = 12;
export const OBSERVATIONS_WINDOW_MS = 60 * 60 * 1000;

/** A `gateway.posture-changed` entry; `entry` is its id. */
export type PostureChange = { entry: string; from: string; to: string; at: string };

export type SiteScene = {
  site: string;
  /** The open incident that the site's changes are told in. */
  incident: Incident | undefined;
  /** Without an incident: the first change to a siege that is not told. */
  firstSiege: PostureChange | undefined;
  /** With one: the changes that are not told. */
  untold: { first: PostureChange; last: PostureChange; count: number } | undefined;
  /** Observations of the last hour. */
  recent: number;
};

/**
 * One thing to write, and the change that it is about: its delivery is numbered by it, so that it is written once
 * whenever the keeper stops between the two.
 */
export type Reaction = { said: Said; about: PostureChange; step: "open" | "observe" };

/** What is to be done next for a site, or nothing. */
export function reactTo(scene: SiteScene): Reaction | undefined {
  const { site, incident, firstSiege, untold, recent } = scene;
  if (incident === undefined) return firstSiege === undefined ? undefined : open(site, firstSiege);
  if (untold === undefined || recent >= OBSERVATIONS_PER_HOUR_MAX) return undefined;
  const { first, last, count } = untold;
  const body = {
    id: `o-${last.entry.slice(0, 38)}`,
    what: "posture",
    site,
    from: first.from,
    to: last.to,
    entry: last.entry,
    changes: count,
  } as const;
  return { said: { subject: incident.id, kind: "incident.observed", body }, about: last, step: "observe" };
}

/** Its id is made of the change's: a keeper that forgot what it delivered opens no second one. */
function open(site: string, change: PostureChange): Reaction {
  const body = {
    title: siegeTitle(site, change.to),
    kind: "ddos",
    summary: siegeSummary(change.from, change.to),
    cause: "siege",
    site,
  } as const;
  const subject = `i-${change.entry.slice(0, 16)}`;
  return { said: { subject, kind: "incident.opened", body }, about: change, step: "open" };
}
