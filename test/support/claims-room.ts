import { readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../../src/catalogue.ts";
import {
  type ClaimsSettings,
  claimsSchema,
  claimsViews,
  type FeedPort,
  type OwnSite,
  openClaims,
  type RoomTold,
} from "../../src/claims/index.ts";
import { startConsole } from "../../src/console/index.ts";
import { incidentView } from "../../src/incidents/index.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { json } from "../../src/kernel/answer.ts";
import { Refusal } from "../../src/kernel/refusal.ts";
import type { Role } from "../../src/kernel/role.ts";
import type { Route } from "../../src/kernel/route.ts";
import { tellRoom, watchPort } from "../../src/processes/register.ts";
import { openWatch, watchSchema, watchViews } from "../../src/watch/index.ts";
import type { Round } from "../../src/watch/measure.ts";
import { Cast } from "./console-harness.ts";
import { scenes } from "./console-scenes.ts";
import { type PersonName, people } from "./incident-room.ts";
import { temporaryJournal } from "./journal.ts";
import { FakeProber, type WatchRoom } from "./watch-room.ts";

/**
 * The register on a real journal, with the real extractor, joined to the real watch and its history, behind a console that
 * listens. Gateways are the one thing that is not there: what they are told is noted.
 */

export type ClaimsRoomOptions = {
  settings?: Partial<ClaimsSettings>;
  ownSites?: readonly OwnSite[];
  /** Who asks for the feeds that the settings name. */
  feeds?: FeedPort;
  /** False: the house has no watch. */
  watching?: boolean;
};

type Rig = {
  options: ClaimsRoomOptions;
  place: ReturnType<typeof temporaryJournal>;
  alerts: { site: string; untilMs: number }[];
  told: RoomTold[];
};

/** All parts of the house that the register touches, on the files of `place`. */
async function openRooms({ options, place, alerts, told }: Rig) {
  const { clock, folder } = place;
  const journal = place.open({ catalogue, views: [incidentView, ...watchViews, ...claimsViews] });
  const watch = openWatch({
    journal,
    dataFolder: folder,
    settings: watchSchema.parse({}),
    clock,
    log: silentLog,
  });
  const claims = openClaims({
    journal,
    dataFolder: folder,
    clock,
    log: silentLog,
    settings: { ...claimsSchema.parse({}), ...options.settings },
    watch: options.watching === false ? undefined : watchPort(journal, watch),
    ownSites: options.ownSites ?? [],
    look: { town: "Ville de Démo", colour: "#1f3a5f", zone: "Europe/Paris" },
    ...(options.feeds === undefined ? {} : { feeds: options.feeds }),
    alert: async (site, untilMs) => {
      alerts.push({ site, untilMs });
    },
    tellRoom: (one) => {
      told.push(one);
      for (const site of one.sites) tellRoom(journal, site, one);
    },
  });
  const cast = new Cast(scenes.calm as NonNullable<(typeof scenes)["calm"]>, clock);
  const page = await startConsole(
    { listen: "127.0.0.1:0", hosts: [] },
    cast.dependencies({
      journal,
      routes: [sessionRoute, ...besides(cast), ...claims.routes, ...watch.routes],
      onWatch: watch.onMessage,
      uploadBytesMax: 5_000_000,
      onClaims: claims.onMessage,
      whoIs: async (request) => whoIs(request),
    }),
  );
  const shut = async () => {
    await page.stop();
    claims.close();
    await watch.close();
    journal.close();
  };
  return { journal, watch, claims, page, cast, shut };
}

function whoIs(request: Request) {
  const [person = "", role = "lead"] = (request.headers.get("x-test-person") ?? "").split(" ");
  const actor = people[person as PersonName];
  if (actor === undefined) return new Refusal("not-signed-in", "Nobody is signed in.", "console", "Sign in.");
  return { actor, role: role as Role, via: "session" as const, lasts: () => true };
}

/** What the page asks first: the person of the header is signed in. */
const sessionRoute: Route = {
  method: "GET",
  path: "/api/session",
  needs: "nobody",
  answer: ({ request }) => {
    const caller = whoIs(request);
    if (caller instanceof Refusal) return json({ state: "signed-out", oidc: null, passkeys: false });
    const { actor, role } = caller;
    return json({
      state: "signed-in",
      person: { ...actor, userName: actor.id, role },
      oidc: null,
      passkeys: false,
    });
  },
};

/** The rooms beside the register, empty. */
const besides = (cast: Cast) => cast.dependencies().routes.filter(({ path }) => path !== sessionRoute.path);

/** Asks as a person: `ask("alice", "GET", "/api/claims/events")`, or `"bob member"` for another role than lead. */
async function askAt(url: string, as: string, method: string, path: string, body?: unknown) {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { "x-test-person": as, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const type = response.headers.get("content-type") ?? "";
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes
  const answer: any = /json(;|$)/.test(type) ? JSON.parse(text) : {};
  return { status: response.status, headers: response.headers, text, body: answer };
}

export async function claimsRoom(options: ClaimsRoomOptions = {}) {
  const place = temporaryJournal();
  const { clock, folder } = place;
  const rig: Rig = { options, place, alerts: [], told: [] };
  let room = await openRooms(rig);
  const ask = (as: string, method: string, path: string, body?: unknown) =>
    askAt(room.page.url, as, method, path, body);
  let prober: FakeProber | undefined;
  return {
    clock,
    folder,
    path: place.path,
    alerts: rig.alerts,
    told: rig.told,
    ask,
    /** The JSON of an answer that must be good. */
    good: async (as: string, method: string, path: string, body?: unknown) => {
      const answer = await ask(as, method, path, body);
      if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
      return answer.body;
    },
    get journal() {
      return room.journal;
    },
    /** How many entries people's acts wrote: what watch and verdicts write by themselves may come at any moment. */
    acts: () =>
      room.journal
        .read({ after: 0, limit: 1_000 })
        .filter(({ entry: { kind } }) => !kind.startsWith("watch.") && kind !== "claims.verdict-given")
        .length,
    get url() {
      return room.page.url;
    },
    get claims() {
      return room.claims;
    },
    /** The gateways send a second of figures: without it the band says that they are silent. */
    heard: () => room.cast.tick(),
    /** Takes rounds in over the real exchange. */
    measured: async (rounds: readonly Round[]) => {
      const token = readFileSync(join(folder, "keys", "prober.token"), "utf8").trim();
      const house = { clock, url: room.page.url };
      prober ??= new FakeProber(house as WatchRoom, token);
      await prober.exchange(rounds);
    },
    restart: async () => {
      await room.shut();
      room = await openRooms(rig);
    },
    close: async () => {
      await room.shut();
      place.verifyAndRemove();
    },
  };
}
export type ClaimsRoom = Awaited<ReturnType<typeof claimsRoom>>;
