import type { Journal } from "../journal/index.ts";
import { type Actor, program } from "../kernel/actor.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import { errorLine } from "../kernel/refusal.ts";
import type { ClaimsSettings } from "./config.ts";
import type { ClaimsBody } from "./events.ts";
import { DAY_MS, distinct, HOUR_MS } from "./join/index.ts";
import { actsOf, bodiesOf, eventRow, PAGE_ATTACKS_MAX } from "./look-events.ts";
import { attacksOfEvent, documentsOf, type Reading } from "./look-documents.ts";
import { bareHost } from "./verdict.ts";

/** What a fresh claim sets in motion: it is measured more often, our own gateways stand ready, and the room is told. */

/** One of the sites that our gateways stand in front of. */
export type OwnSite = { readonly name: string; readonly hosts: readonly string[] };

export type ReactingDesk = {
  readonly journal: Pick<Journal, "query" | "append">;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: ClaimsSettings;
  readonly ownSites: readonly OwnSite[];
  /** Has bodies measured more often; undefined when there is no watch. */
  readonly raise: ((request: RaiseRequest, actor: Actor) => void) | undefined;
  /** Hosts of the sites that are watched of a body. */
  hostsOf(body: string): readonly string[];
  /** Has a site's gateways see a flood sooner until `untilMs`; 0 ends it. Rejects with a Refusal. */
  alert(site: string, untilMs: number): Promise<void>;
  /** Tells the crisis room once an event that one of our sites is named. */
  tellRoom(told: RoomTold): void;
};

export type RaiseRequest = {
  readonly bodies: readonly string[];
  readonly sites: readonly number[];
  readonly reason: string;
  readonly fastUntil: number;
  readonly slowUntil: number;
};

export type RoomTold = {
  readonly event: string;
  readonly title: string;
  readonly sites: readonly string[];
  readonly actor: string | null;
  /** Where it was read: publishers, or what kind of list. */
  readonly sources: readonly string[];
};

/** A claim is fresh when its attack, or where no time is said its document, is no older than this. */
export const FRESH_MS = 2 * DAY_MS;
const FAST_MS = 6 * HOUR_MS;
const SLOW_MS = 30 * HOUR_MS;
const MINUTE_MS = 60_000;
/** Bodies that one claim has measured more often. */
export const RAISED_BODIES_MAX = 200;
const SOURCES_TOLD_MAX = 5;

/** Does once an event and body what a fresh claim asks for. What fails is logged, and does not keep the rest. */
export async function reactTo(desk: ReactingDesk, event: string): Promise<void> {
  const { journal, clock, log } = desk;
  const row = eventRow(journal, event);
  // An exercise asks no stranger's site more often and moves no gateway.
  if (row === undefined || row.exercise || Date.parse(row.to) < clock.now() - FRESH_MS) return;
  if (Date.parse(row.from) > clock.now() + FRESH_MS) return;
  const bodies = claimedBodies(journal, event);
  try {
    raiseRates(desk, event, row.title, bodies);
  } catch (error) {
    log("warn", "who is named in a claim could not be measured more often", {
      event,
      reason: errorLine(error),
    });
  }
  const own = namedSites(desk, journal, event, bodies);
  if (own.length === 0) return;
  try {
    tellRoom(desk, event, own);
  } catch (error) {
    log("error", "the crisis room could not be told of a claim", { event, reason: errorLine(error) });
  }
  await alertGateways(desk, event, own);
}

/** Breaches are not measured, and no gateway keeps them out. */
function claimedBodies(journal: Reading, event: string): string[] {
  return bodiesOf(journal, event, attacksOfEvent(journal, event, PAGE_ATTACKS_MAX))
    .filter(({ type }) => type === "ddos" || type === "defacement" || type === "unspecified")
    .map(({ body }) => body.id)
    .slice(0, RAISED_BODIES_MAX);
}

function raiseRates(desk: ReactingDesk, event: string, title: string, bodies: readonly string[]): void {
  const { journal, clock, settings, raise } = desk;
  if (!settings.raise_rate || raise === undefined) return;
  const done = doneBefore(journal, event, "rate-raised");
  const due = bodies.filter((body) => !done.bodies.has(body) && desk.hostsOf(body).length > 0);
  if (due.length === 0) return;
  const now = clock.now();
  const reason = `named in a claim: ${title}`.slice(0, 500);
  raise(
    { bodies: due, sites: [], reason, fastUntil: now + FAST_MS, slowUntil: now + SLOW_MS },
    program("claims"),
  );
  write(desk, event, { what: "rate-raised", bodies: due, sites: [], until: iso(now + SLOW_MS) });
}

/** Our own sites that a list names by host, or that belong to a body that is named. */
function namedSites(
  desk: ReactingDesk,
  journal: Reading,
  event: string,
  bodies: readonly string[],
): string[] {
  const hosts = new Set(
    journal
      .query<{ host: string }>(
        `SELECT DISTINCT host FROM claims_targets
         WHERE document IN (SELECT document FROM claims_documents WHERE event = ?)`,
        event,
      )
      .map(({ host }) => bareHost(host)),
  );
  for (const body of bodies) for (const host of desk.hostsOf(body)) hosts.add(bareHost(host));
  const ours = desk.settings.own_bodies.some((body) => bodies.includes(body));
  return desk.ownSites
    .filter((site) => ours || site.hosts.some((host) => hosts.has(bareHost(host))))
    .map(({ name }) => name);
}

function tellRoom(desk: ReactingDesk, event: string, sites: readonly string[]): void {
  const { journal } = desk;
  const done = doneBefore(journal, event, "room-told");
  const due = sites.filter((site) => !done.sites.has(site));
  const row = eventRow(journal, event);
  if (due.length === 0 || row === undefined) return;
  const sources = distinct(
    documentsOf(journal, event, 100).map(({ publisher, kind }) => publisher ?? kind),
  ).slice(0, SOURCES_TOLD_MAX);
  desk.tellRoom({ event, title: row.title, sites: due, actor: row.actors[0] ?? null, sources });
  write(desk, event, { what: "room-told", bodies: [], sites: due, until: null });
}

async function alertGateways(desk: ReactingDesk, event: string, sites: readonly string[]): Promise<void> {
  const { journal, clock, settings, log } = desk;
  if (settings.alert_minutes === 0) return;
  const done = doneBefore(journal, event, "gateway-alerted");
  const untilMs = clock.now() + settings.alert_minutes * MINUTE_MS;
  const alerted: string[] = [];
  for (const site of sites.filter((one) => !done.sites.has(one))) {
    try {
      await desk.alert(site, untilMs);
      alerted.push(site);
    } catch (error) {
      log("warn", "a gateway could not be told of a claim", { site, reason: errorLine(error) });
    }
  }
  if (alerted.length === 0) return;
  write(desk, event, { what: "gateway-alerted", bodies: [], sites: alerted, until: iso(untilMs) });
}

/** What was done for this event before, whether it still holds or not: each thing is done once. */
function doneBefore(
  journal: Reading,
  event: string,
  what: ClaimsBody<"claims.acted">["what"],
): { bodies: Set<string>; sites: Set<string> } {
  const acts = actsOf(journal, event).filter((act) => act.what === what);
  return {
    bodies: new Set(acts.flatMap(({ bodies }) => bodies)),
    sites: new Set(acts.flatMap(({ sites }) => sites)),
  };
}

function write({ journal }: ReactingDesk, event: string, body: ClaimsBody<"claims.acted">): void {
  journal.append({ actor: program("claims"), kind: "claims.acted", subject: event, body });
}

const iso = (ms: number): string => new Date(ms).toISOString();

/** Alerts that hold now: a gateway that was away is told again. */
export function alertsNow(journal: Reading, now: string): { site: string; untilMs: number }[] {
  const rows = journal.query<{ site: string; until: string }>(
    `SELECT site.value AS site, max(until) AS until FROM claims_acts, json_each(act, '$.sites') AS site
     WHERE what = 'gateway-alerted' AND until > ? AND released_at IS NULL GROUP BY site.value`,
    now,
  );
  return rows.map(({ site, until }) => ({ site, untilMs: Date.parse(until) }));
}

/** Ends the gateways' alert of an event now. Gives the sites that were released. */
export async function release(
  desk: Pick<ReactingDesk, "journal" | "clock" | "alert">,
  event: string,
  reason: string,
  by: Actor,
): Promise<string[]> {
  const { journal, clock } = desk;
  const now = iso(clock.now());
  const holding = actsOf(journal, event).filter(
    ({ what, until, releasedAt }) =>
      what === "gateway-alerted" && releasedAt === null && until !== null && until > now,
  );
  const sites = distinct(holding.flatMap((act) => act.sites));
  if (sites.length === 0) return [];
  journal.append({ actor: by, kind: "claims.gateway-released", subject: event, body: { sites, reason } });
  const still = new Set(alertsNow(journal, now).map(({ site }) => site));
  // Another event may hold the same site on alert.
  for (const site of sites) if (!still.has(site)) await desk.alert(site, 0);
  return sites;
}
