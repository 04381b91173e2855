import type { GuardDigest, Posture, SiteDigest, Top } from "../../src/gateway/events.ts";

/** The door in front of the origin, for the console's scenes: what a small town's PHP site with eight workers shows. */

/** What a scene tells of its siege; left out where nothing besieges the site. */
export type Siege = {
  /** Requests a second of citizens who act, of visitors without a ticket, and of suspects. */
  citizens: number;
  anonymous: number;
  suspected: number;
  /** Shares 0..1 of the citizens' requests. */
  citizensRefused: number;
  challenged: number;
};

export const LIMIT = 9;
/** What the origin can work in a second, in ms: eight workers, never all busy. */
const CAPACITY_MS = 7_400;
const CALM_MS = { page: 120, search: 210, form: 180 } as const;

const NOBODY = { waiting: 0, served: 0, refused: 0 };

/** @param toOrigin requests that went to the origin this second */
export function guardOf(
  siege: Siege | undefined,
  toOrigin: number,
  draw: (mean: number) => number,
): GuardDigest {
  if (siege === undefined) return calmGuard(toOrigin);
  const citizens = draw(siege.citizens);
  const refused = Math.round(citizens * siege.citizensRefused);
  const served = Math.min(toOrigin, citizens - refused);
  const anonymous = draw(siege.anonymous);
  const suspected = draw(siege.suspected);
  const left = Math.max(0, toOrigin - served - 3);
  const asked = citizens + anonymous + suspected;
  const returning = Math.round(served * 0.6);
  return {
    limit: LIMIT,
    inFlight: LIMIT - 1,
    growing: false,
    demandMs: asked * CALM_MS.search,
    capacityMs: CAPACITY_MS,
    oldestWaitMs: 1_900,
    classes: {
      staff: { waiting: 0, served: 2, refused: 0 },
      history: { waiting: draw(1), served: returning, refused: Math.round(refused * 0.2) },
      confirmed: {
        waiting: draw(2),
        served: served - returning,
        refused: refused - Math.round(refused * 0.2),
      },
      crawler: { waiting: 1, served: 1, refused: 0 },
      anonymous: { waiting: 120, served: left, refused: Math.max(0, anonymous - left) },
      suspected: { waiting: 24, served: 0, refused: suspected },
    },
    routes: {
      page: { limit: 3, inFlight: 2, waiting: 22, served: Math.round(toOrigin * 0.3), calmMs: CALM_MS.page },
      search: {
        limit: 4,
        inFlight: 4,
        waiting: 96,
        served: Math.round(toOrigin * 0.4),
        calmMs: CALM_MS.search,
      },
      form: { limit: 2, inFlight: 2, waiting: 30, served: Math.round(toOrigin * 0.3), calmMs: CALM_MS.form },
    },
  };
}

function calmGuard(toOrigin: number): GuardDigest {
  const route = (limit: number, served: number, calmMs: number) => ({
    limit,
    inFlight: 0,
    waiting: 0,
    served,
    calmMs,
  });
  return {
    limit: LIMIT,
    inFlight: toOrigin > 0 ? 1 : 0,
    growing: true,
    demandMs: toOrigin * CALM_MS.page,
    capacityMs: CAPACITY_MS,
    oldestWaitMs: 0,
    classes: {
      staff: NOBODY,
      history: { ...NOBODY, served: Math.floor(toOrigin / 2) },
      confirmed: NOBODY,
      crawler: NOBODY,
      anonymous: { ...NOBODY, served: Math.ceil(toOrigin / 2) },
      suspected: NOBODY,
    },
    routes: {
      page: route(4, toOrigin, CALM_MS.page),
      search: route(3, 0, CALM_MS.search),
      form: route(2, 0, CALM_MS.form),
    },
  };
}

/** Networks and routes that ask most, in a siege; a few of everyday otherwise. */
export function topsOf(posture: Posture): Pick<SiteDigest, "topPrefixes" | "topRoutes"> {
  const quiet = posture === "calm";
  const top = (names: readonly string[], most: number): Top =>
    names.map((name, rank) => {
      const requests = Math.max(1, Math.round(most / (rank + 1) ** 0.6));
      return { name, requests, originMs: requests * CALM_MS.search };
    });
  const networks = [
    "185.104.45.0/24",
    "2001:db8:41::/48",
    "91.208.162.0/24",
    "45.95.169.0/24",
    "193.32.127.0/24",
  ];
  const more = ["5.180.30.0/24", "188.68.221.0/24", "2a0e:b107:1a2::/48", "146.19.24.0/24", "62.233.50.0/24"];
  const routes = [
    "/recherche",
    "/contact",
    "/demarches/rendez-vous",
    "/associations/annuaire",
    "/arretes/archives",
  ];
  return quiet
    ? { topPrefixes: top(networks.slice(1, 3), 3), topRoutes: top(routes.slice(0, 3), 4) }
    : { topPrefixes: top([...networks, ...more], 1_240), topRoutes: top(routes, 58_400) };
}
