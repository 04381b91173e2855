import type { Coverage, Digest, Posture, SiteDigest } from "../../src/gateway/events.ts";
import type { Entry } from "../../src/journal/index.ts";
import { program } from "../../src/kernel/actor.ts";
import { guardOf, type Siege, topsOf } from "./console-guard.ts";

/** Believable days of a town, for the console's tests and screenshots. Figures are drawn from a seeded sequence. */

export type Scene = {
  demo: boolean;
  hasDigests: boolean;
  /** Figures stopped a while ago: the gateway is away. */
  silent?: boolean;
  sites: readonly SceneSite[];
};

type SceneSite = {
  name: string;
  posture: Posture;
  pinned?: boolean;
  requestsPerSecond: number;
  memoryShare: number;
  snapshotShare: number;
  unavailableShare: number;
  originMs: number | null;
  pages: number;
  /** Age of the copy in hours; null before the first. */
  copyHours: number | null;
  coverage: number | null;
  /** The first crawl was cut: some pages are kept, no crawl was ever complete. */
  partialCopy?: boolean;
  /** The figures were calm until this many seconds of the history had passed. */
  calmUntil?: number;
  siege?: Siege;
};

const town: SceneSite = {
  name: "mairie",
  posture: "calm",
  requestsPerSecond: 7,
  memoryShare: 0.93,
  snapshotShare: 0.01,
  unavailableShare: 0,
  originMs: 140,
  pages: 412,
  copyHours: 1.4,
  coverage: 0.974,
};

const besieged: SceneSite = {
  ...town,
  posture: "siege",
  requestsPerSecond: 2_260,
  memoryShare: 0.29,
  snapshotShare: 0.01,
  unavailableShare: 0.41,
  originMs: 240,
  calmUntil: 430,
  siege: { citizens: 12, anonymous: 900, suspected: 60, citizensRefused: 0, challenged: 0.27 },
};

const sealed: SceneSite = {
  ...town,
  posture: "sealed",
  requestsPerSecond: 31,
  memoryShare: 0.9,
  snapshotShare: 0.09,
  unavailableShare: 0.006,
  originMs: null,
  calmUntil: 500,
};

export const scenes: Readonly<Record<string, Scene>> = {
  calm: { demo: true, hasDigests: true, sites: [town] },
  strained: {
    demo: false,
    hasDigests: true,
    sites: [{ ...town, posture: "strained", originMs: 4_800, memoryShare: 0.6, calmUntil: 600 }],
  },
  siege: { demo: false, hasDigests: true, sites: [besieged] },
  "siege-lost": {
    demo: false,
    hasDigests: true,
    sites: [
      {
        ...besieged,
        siege: { citizens: 40, anonymous: 900, suspected: 60, citizensRefused: 0.3, challenged: 0.27 },
      },
    ],
  },
  sealed: { demo: false, hasDigests: true, sites: [sealed] },
  "sealed-without-copy": {
    demo: false,
    hasDigests: true,
    sites: [
      { ...sealed, copyHours: null, pages: 0, coverage: null, unavailableShare: 0.34, memoryShare: 0.6 },
    ],
  },
  "sealed-with-part": {
    demo: false,
    hasDigests: true,
    sites: [{ ...sealed, copyHours: null, pages: 52, partialCopy: true, coverage: 1 }],
  },
  several: {
    demo: false,
    hasDigests: true,
    sites: [town, { ...sealed, name: "mediatheque" }, { ...town, name: "portail-famille-et-petite-enfance" }],
  },
  "several-besieged": {
    demo: false,
    hasDigests: true,
    sites: [besieged, { ...town, name: "agglomeration" }, { ...sealed, name: "mediatheque" }],
  },
  quiet: {
    demo: true,
    hasDigests: true,
    sites: [{ ...town, requestsPerSecond: 0, copyHours: null, coverage: null }],
  },
  silent: { demo: false, hasDigests: true, silent: true, sites: [town] },
  empty: { demo: false, hasDigests: false, sites: [] },
};

/** What the town's server can answer in a second. */
const ORIGIN_PER_SECOND = 41;

/** A number of 0 to 1 that depends on its arguments only (a small integer hash). */
function noise(second: number, salt: number): number {
  let x = (second * 374_761_393 + salt * 668_265_263) | 0;
  x = Math.imul(x ^ (x >>> 13), 1_274_126_177);
  return ((x ^ (x >>> 16)) >>> 0) / 4_294_967_296;
}

function wholeAround(mean: number, second: number, salt: number): number {
  return Math.max(0, Math.round(mean * (0.75 + 0.5 * noise(second, salt)) + noise(second, salt + 7) - 0.5));
}

export function digestOf(scene: Scene, at: number, second: number): Digest {
  return {
    at,
    worker: 0,
    connections: scene.sites.reduce((sum, site) => sum + Math.round(site.requestsPerSecond / 3) + 4, 0),
    memoryBytes: 74 * 1024 ** 2,
    sites: scene.sites.map((site) =>
      siteDigest(
        site.calmUntil !== undefined && second < site.calmUntil ? calmBefore(site) : site,
        at,
        second,
      ),
    ),
  };
}

function calmBefore(site: SceneSite): SceneSite {
  return { ...town, name: site.name, copyHours: site.copyHours, pages: site.pages, coverage: site.coverage };
}

function siteDigest(site: SceneSite, at: number, second: number): SiteDigest {
  const requests = wholeAround(site.requestsPerSecond, second, 1);
  const memory = Math.round(requests * site.memoryShare);
  const fromSnapshot = Math.round(requests * site.snapshotShare);
  const unavailable = Math.round(requests * site.unavailableShare);
  const challenged = Math.round(requests * (site.siege?.challenged ?? 0));
  const rest = Math.max(0, requests - memory - fromSnapshot - unavailable - challenged);
  const toOrigin = site.originMs === null ? 0 : Math.min(rest, ORIGIN_PER_SECOND);
  const stale = site.posture === "calm" ? 0 : Math.round(memory * 0.6);
  const copied = site.copyHours !== null || site.partialCopy === true;
  const answered =
    toOrigin > 0 && site.originMs !== null ? site.originMs * (0.8 + 0.4 * noise(second, 3)) : null;
  const guard = guardOf(site.siege, toOrigin, (mean) => wholeAround(mean, second, 11));
  return {
    site: site.name,
    posture: site.posture,
    pinned: site.pinned ?? false,
    window: {
      requests,
      fromMemory: memory - stale,
      fromMemoryStale: stale,
      fromSnapshot,
      originFills: Math.ceil(toOrigin * 0.6),
      originPasses: Math.floor(toOrigin * 0.4),
      originFailures: site.posture === "sealed" ? 1 : 0,
      coalesced: 0,
      unavailable,
      challenged,
      confirmed: Math.round(guard.classes.confirmed.served * 0.3),
      ticketsIssued: Math.ceil(memory / 20),
      malformed: 0,
      bytesSent: requests * 18_400,
      originMsP50: answered === null ? null : Math.round(answered),
      originMsP95: answered === null ? null : Math.round(answered * (1.6 + noise(second, 5))),
    },
    inFlight: Math.round(requests / 40),
    queued: Object.values(guard.classes).reduce((sum, { waiting }) => sum + waiting, 0),
    guard,
    ...topsOf(site.posture),
    cachePages: site.pages,
    cacheBytes: site.pages * 21_000,
    snapshotPages: copied ? site.pages : 0,
    snapshotBytes: copied ? site.pages * 64_000 : 0,
    snapshotAtMs: site.copyHours === null ? null : at - site.copyHours * 3_600_000,
    coveragePages: site.coverage,
    coverageVisits: site.coverage === null ? null : Math.min(1, site.coverage + 0.017),
    crawling: site.posture === "calm" && site.copyHours === null,
  };
}

export function coverageOf(scene: Scene, name: string): Coverage {
  const pages = scene.sites.find((site) => site.name === name)?.pages ?? 0;
  return {
    site: name,
    pagesKnown: pages + 11,
    pagesKept: pages,
    visits: 48_211,
    visitsKept: 47_790,
    missing: [
      { target: "/recherche", visits: 241, because: "says no-store" },
      { target: "/mon-compte", visits: 96, because: "sets a cookie" },
      {
        target: "/rendez-vous/etat-civil/creneaux?service=passeport&semaine=48",
        visits: 61,
        because: "is private",
      },
      { target: "/documents/plan-local-urbanisme-integral.pdf", visits: 23, because: "is too large to keep" },
      { target: "/ancien-agenda", visits: 0, because: "is an error of the server" },
    ],
    snapshotAgeMs: 5_040_000,
  };
}

const QUIET_FIGURES = {
  requestsPerSecond: 8,
  originFailuresPerSecond: 3,
  originMsP95: 4_900,
  calmOriginMs: 260,
};
const FLOOD_FIGURES = {
  ...QUIET_FIGURES,
  requestsPerSecond: 2_211,
  originFailuresPerSecond: 0,
  originMsP95: 470,
  demandMsPerSecond: 203_000,
  capacityMsPerSecond: 7_400,
  calmDemandMsPerSecond: 310,
  longestWaitMs: 1_240,
  refusedPerSecond: 61,
};

type SceneEntry = Pick<Entry, "at" | "actor" | "kind" | "subject" | "body">;

export function entriesOf(scene: Scene, nowMs: number): SceneEntry[] {
  const site = scene.sites[0]?.name;
  const keeper = program("keeper");
  const gateway = program("gateway-0-f3a9c1");
  const hash = "5f2c".repeat(16);
  const at = (minutesAgo: number) => new Date(nowMs - minutesAgo * 60_000).toISOString();
  const started = {
    version: "0.1.0",
    configurationHash: hash,
    sites: site === undefined ? [] : [site],
    demo: scene.demo,
  };
  const entries: SceneEntry[] = [
    { at: at(2_900), actor: keeper, kind: "keeper.started", subject: "keeper", body: started },
  ];
  if (site === undefined) return entries;
  const posture = (minutesAgo: number, from: Posture, to: Posture, cause: string): SceneEntry => ({
    at: at(minutesAgo),
    actor: gateway,
    kind: "gateway.posture-changed",
    subject: site,
    body: {
      from,
      to,
      cause,
      figures: cause === "flood" ? FLOOD_FIGURES : QUIET_FIGURES,
    },
  });
  const copy = (minutesAgo: number, stoppedBy: string): SceneEntry => ({
    at: at(minutesAgo),
    actor: gateway,
    kind: "gateway.snapshot-completed",
    subject: site,
    body: { pages: 423, pagesKept: 412, bytes: 26_368_000, failures: 2, durationMs: 48_000, stoppedBy },
  });
  entries.push(
    {
      at: at(2_899),
      actor: gateway,
      kind: "gateway.started",
      subject: "gateway",
      body: { version: "0.1.0", worker: 0, sites: [site], configurationHash: hash },
    },
    copy(2_890, "done"),
    copy(1_500, "page limit"),
    {
      at: at(190),
      actor: gateway,
      kind: "gateway.certificate-replaced",
      subject: "gateway",
      body: { names: ["www.ville-demo.fr"], notAfter: "2027-02-20T10:00:00.000Z" },
    },
    {
      at: at(130),
      actor: gateway,
      kind: "gateway.purged",
      subject: site,
      body: { by: "prefix", target: "/actualites/", removed: 14 },
    },
    copy(84, "done"),
  );
  const latest = scene.sites[0]?.posture ?? "calm";
  if (latest === "strained") entries.push(posture(5, "calm", "strained", "origin strained"));
  if (latest === "siege")
    entries.push(posture(9, "calm", "strained", "origin strained"), posture(8, "strained", "siege", "flood"));
  if (latest === "sealed") entries.push(posture(7, "calm", "sealed", "origin gone"));
  return entries;
}
