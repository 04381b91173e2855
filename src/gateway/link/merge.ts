import { type Digest, type Posture, postureSchema, type SiteDigest } from "../events.ts";

const worstFirst = [...postureSchema.options].reverse();

/** One digest for all workers of a host: counts add up, levels add up, latencies take the worst, posture the worst. */
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
    cachePages: a.cachePages + b.cachePages,
    cacheBytes: a.cacheBytes + b.cacheBytes,
  };
}

function greater(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null ? a : Math.max(a, b);
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
