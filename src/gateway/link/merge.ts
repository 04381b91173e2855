import {
  type Digest,
  type GuardDigest,
  type Posture,
  postureSchema,
  routeClassSchema,
  type SiteDigest,
  standingSchema,
  TOP_SHOWN_MAX,
  type Top,
} from "../events.ts";

const worstFirst = [...postureSchema.options].reverse();

/**
 * One digest for all workers of a host: counts and levels add up, latencies and waits take the worst, posture the worst.
 * Each worker has its own door to the origin, so their limits add up too.
 */
export function mergedDigest(digests: readonly Digest[], at: number): Digest {
  const bySite = new Map<string, SiteDigest>();
  for (const digest of digests) {
    for (const site of digest.sites) {
      const first = bySite.get(site.site);
      bySite.set(site.site, first === undefined ? site : mergedSite(first, site));
    }
  }
  return {
    at,
    worker: 0,
    connections: sum(digests, (one) => one.connections),
    memoryBytes: sum(digests, (one) => one.memoryBytes),
    sites: [...bySite.values()],
  };
}

function mergedSite(a: SiteDigest, b: SiteDigest): SiteDigest {
  const window = { ...a.window };
  for (const name of Object.keys(window) as Array<keyof typeof window>) {
    if (name === "originMsP50" || name === "originMsP95")
      window[name] = greater(a.window[name], b.window[name]);
    else window[name] = a.window[name] + b.window[name];
  }
  const worst = worstFirst.find((one: Posture) => one === a.posture || one === b.posture) ?? a.posture;
  return {
    ...a,
    window,
    posture: worst,
    inFlight: a.inFlight + b.inFlight,
    queued: a.queued + b.queued,
    guard: mergedGuard(a.guard, b.guard),
    topPrefixes: mergedTop(a.topPrefixes, b.topPrefixes),
    topRoutes: mergedTop(a.topRoutes, b.topRoutes),
    cachePages: a.cachePages + b.cachePages,
    cacheBytes: a.cacheBytes + b.cacheBytes,
  };
}

function mergedGuard(a: GuardDigest, b: GuardDigest): GuardDigest {
  const classes = { ...a.classes };
  for (const one of standingSchema.options) {
    const [first, second] = [a.classes[one], b.classes[one]];
    classes[one] = {
      waiting: first.waiting + second.waiting,
      served: first.served + second.served,
      refused: first.refused + second.refused,
    };
  }
  const routes = { ...a.routes };
  for (const one of routeClassSchema.options) {
    const [first, second] = [a.routes[one], b.routes[one]];
    routes[one] = {
      limit: first.limit + second.limit,
      inFlight: first.inFlight + second.inFlight,
      waiting: first.waiting + second.waiting,
      served: first.served + second.served,
      calmMs: greater(first.calmMs, second.calmMs),
    };
  }
  return {
    limit: a.limit + b.limit,
    inFlight: a.inFlight + b.inFlight,
    growing: a.growing || b.growing,
    demandMs: a.demandMs + b.demandMs,
    capacityMs: a.capacityMs + b.capacityMs,
    oldestWaitMs: Math.max(a.oldestWaitMs, b.oldestWaitMs),
    classes,
    routes,
  };
}

/** Entries of one name add up. Who is in no worker's list is missing here too: the list names the worst, not all. */
function mergedTop(a: Top, b: Top): Top {
  const byName = new Map<string, Top[number]>();
  for (const { name, requests, originMs } of [...a, ...b]) {
    const before = byName.get(name) ?? { name, requests: 0, originMs: 0 };
    byName.set(name, {
      name,
      requests: before.requests + requests,
      originMs: before.originMs + originMs,
    });
  }
  const worst = [...byName.values()].sort(
    (x, y) => y.originMs - x.originMs || y.requests - x.requests || (x.name < y.name ? -1 : 1),
  );
  return worst.slice(0, TOP_SHOWN_MAX);
}

function greater(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null ? a : Math.max(a, b);
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
