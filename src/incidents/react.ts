import type { Journal } from "../journal/index.ts";
import { program } from "../kernel/actor.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import { errorLine } from "../kernel/refusal.ts";
import { admits, tooManyOpen } from "./acts.ts";
import type { Incident } from "./events.ts";
import { countOpen, findIncident, type Reading } from "./read.ts";
import {
  OBSERVATIONS_PER_HOUR_MAX,
  OBSERVATIONS_WINDOW_MS,
  type PostureChange,
  type Reaction,
  reactTo,
  type SiteScene,
} from "./siege.ts";

/** Follows the gateways' postures into incidents. All that it remembers is in the room's tables. */

export type Watch = {
  /** Tells what is to be told now, of every site: at the start, after a change, and from time to time. */
  catchUp(): void;
};

/** Steps for one site in one go: an opening, an observation, and one to see that nothing is left. */
const STEPS_MAX = 3;

export function watchSieges(journal: Journal, clock: Clock, log: Log): Watch {
  function settle({ site, exercise }: SiteKey): void {
    for (let step = 0; step < STEPS_MAX; step++) {
      const reaction = reactTo(readScene(journal, site, exercise, clock.now()));
      if (reaction === undefined) return;
      const refusal = refusalOf(journal, reaction);
      if (refusal !== undefined) {
        log("error", "a siege could not be written into an incident", {
          site,
          reason: errorLine(refusal),
        });
        return;
      }
      write(journal, reaction, exercise === 1);
    }
  }
  return {
    catchUp() {
      // The posture is in the journal, and is told when the room can be read and written again.
      const failed = (site: string, error: unknown) =>
        log("error", "a siege could not be told", { site, reason: errorLine(error) });
      let keys: SiteKey[] = [];
      try {
        keys = untoldSites(journal);
      } catch (error) {
        failed("all", error);
      }
      for (const key of keys) {
        try {
          settle(key);
        } catch (error) {
          failed(key.site, error);
        }
      }
    },
  };
}

type SiteKey = { site: string; exercise: number };

/** Sites of which something is not told. Sites are as many as the settings name: a bounded list. */
function untoldSites(journal: Reading): SiteKey[] {
  return journal.query<SiteKey>("SELECT site, exercise FROM incident_sites WHERE last > settled");
}

function readScene(journal: Reading, site: string, exercise: number, nowMs: number): SiteScene {
  const incident = siteIncident(journal, site, exercise);
  const change = (which: string, order: string) => untold(journal, { site, exercise }, which, order);
  if (incident === undefined) {
    // Without one, changes that are no siege may have come for years: they are not looked at.
    return { site, incident, firstSiege: change("AND besieged = 1", "ASC"), untold: undefined, recent: 0 };
  }
  const first = change("", "ASC");
  const last = change("", "DESC");
  return {
    site,
    incident,
    firstSiege: undefined,
    untold: first && last && { first, last, count: countUntold(journal, { site, exercise }) },
    recent: recentObservations(journal, incident.id, nowMs),
  };
}

const UNTOLD = `FROM incident_postures WHERE site = ?1 AND exercise = ?2 AND position >
  (SELECT settled FROM incident_sites WHERE site = ?1 AND exercise = ?2)`;

/** @param which a further condition, never text from outside */
function untold(
  journal: Reading,
  { site, exercise }: SiteKey,
  which: string,
  order: string,
): PostureChange | undefined {
  return journal.query<PostureChange>(
    `SELECT entry, came_from AS "from", went_to AS "to", at ${UNTOLD} ${which} ORDER BY position ${order} LIMIT 1`,
    site,
    exercise,
  )[0];
}

function countUntold(journal: Reading, { site, exercise }: SiteKey): number {
  return (
    journal.query<{ count: number }>(`SELECT count(*) AS count ${UNTOLD}`, site, exercise)[0]?.count ?? 0
  );
}

/** The newest open incident about a flood of this site. */
function siteIncident(journal: Reading, site: string, exercise: number): Incident | undefined {
  const rows = journal.query<{ id: string }>(
    `SELECT id FROM incidents WHERE site = ? AND kind = 'ddos' AND exercise = ? AND is_open = 1
     ORDER BY opened DESC LIMIT 1`,
    site,
    exercise,
  );
  return rows[0] === undefined ? undefined : findIncident(journal, rows[0].id);
}

/** Those of the last hour, counted up to the bound. */
function recentObservations(journal: Reading, incident: string, nowMs: number): number {
  const since = new Date(nowMs - OBSERVATIONS_WINDOW_MS).toISOString();
  return (
    journal.query<{ recent: number }>(
      `SELECT count(*) AS recent FROM (
       SELECT item ->> '$.at' AS at FROM incident_items WHERE incident = ? AND type = 'observation'
       ORDER BY position DESC LIMIT ${OBSERVATIONS_PER_HOUR_MAX})
     WHERE at > ?`,
      incident,
      since,
    )[0]?.recent ?? 0
  );
}

function refusalOf(journal: Reading, { said }: Reaction) {
  const incident = findIncident(journal, said.subject);
  if (said.kind === "incident.opened") {
    return incident === undefined ? tooManyOpen(countOpen(journal)) : undefined;
  }
  return incident === undefined ? undefined : admits(said.kind, incident);
}

/** Numbered by the entry of the gateway that it is about: however often it is tried, it is written once. */
function write(journal: Journal, { said, about, step }: Reaction, exercise: boolean): void {
  const delivery = { source: `siege/${about.entry}`, sequence: step === "open" ? 0 : 1 };
  const { subject, kind, body } = said;
  const actor = program("keeper");
  journal.appendOnce(delivery, { actor, kind, subject, body, occurredAt: about.at, exercise });
}
