import type { HosterIncident } from "./answers.ts";
import type { HosterEvent } from "./verdict/index.ts";

/**
 * Incidents of hosts that were open when the keeper ended. The rule begins anew at a start and knows none of them; they are
 * followed here until they end, so that no incident stays open for ever and none is opened twice.
 */

/** As the rule closes its own: at most this share of its sites is down, for this long. */
const CLOSED_SHARE_MAX = 0.2;
const CLOSED_AFTER_MS = 5 * 60_000;

type Orphan = HosterIncident & { calmSince: number };

export class Orphans {
  private readonly open = new Map<string, Orphan>();
  private readonly bySite = new Map<number, string>();

  constructor(incidents: readonly HosterIncident[]) {
    for (const incident of incidents) {
      this.open.set(incident.id, { ...incident, calmSince: 0 });
      for (const site of incident.sites) this.bySite.set(site, incident.id);
    }
  }

  of(site: number): string | undefined {
    return this.bySite.get(site);
  }

  /** What the rule found, where it is one of these: an incident of the same network goes on under its old name. */
  known(event: HosterEvent): HosterEvent | undefined {
    if (event.is !== "opened") return undefined;
    for (const { id, network } of this.open.values()) {
      if (network !== event.network) continue;
      return { is: "grown", id, sites: event.sites, down: event.down, watched: event.watched };
    }
    return undefined;
  }

  /** Those that have ended. */
  tick(nowMs: number, isDown: (site: number) => boolean): HosterEvent[] {
    const ended: HosterEvent[] = [];
    for (const incident of this.open.values()) {
      const down = incident.sites.filter(isDown).length;
      if (down > incident.sites.length * CLOSED_SHARE_MAX) incident.calmSince = 0;
      else if (incident.calmSince === 0) incident.calmSince = nowMs;
      if (incident.calmSince === 0 || nowMs - incident.calmSince < CLOSED_AFTER_MS) continue;
      this.open.delete(incident.id);
      for (const site of incident.sites) this.bySite.delete(site);
      const lastedMs = Math.max(0, incident.calmSince - Date.parse(incident.openedAt));
      ended.push({ is: "closed", id: incident.id, lastedMs });
    }
    return ended;
  }
}
