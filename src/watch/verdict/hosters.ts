import { FAILURES, type Failure } from "../codes.ts";
import { networkOf } from "./network.ts";

/** Many sites of one network at once: an incident of their host, not as many outages. */

/** Sites that stopped together, on one address and on one network (/24, /48), and the share of those watched there. */
export const ON_ADDRESS_MIN = 3;
export const ON_NETWORK_MIN = 5;
export const STOPPED_SHARE_MIN = 0.5;
/** Together: within this time, two calm intervals. */
export const TOGETHER_MS = 10 * 60_000;
/** One address with this share of a network's stopped sites is what failed, not the network. */
const ADDRESS_SHARE_MIN = 0.8;
/** Closed once at most this share of its sites is down, for this long. */
export const CLOSED_SHARE_MAX = 0.2;
export const CLOSED_AFTER_MS = 5 * 60_000;

export type HosterEvent =
  | {
      readonly is: "opened";
      readonly id: string;
      readonly network: string;
      readonly sites: readonly number[];
      readonly down: number;
      readonly watched: number;
      readonly cause: Failure;
    }
  | {
      readonly is: "grown";
      readonly id: string;
      readonly sites: readonly number[];
      readonly down: number;
      readonly watched: number;
    }
  | { readonly is: "closed"; readonly id: string; readonly lastedMs: number };

type Incident = {
  readonly id: string;
  readonly openedAt: number;
  readonly net: Net;
  readonly sites: Set<Spot>;
  readonly added: number[];
  /** Since when few of its sites are down; 0 while many are. */
  calmSince: number;
};
/** An address or a network, with the watched sites on it. */
type Net = {
  readonly key: string;
  readonly number: number;
  /** In no order. A list, since most addresses hold one site: a set each would be large. */
  readonly spots: Spot[];
  stopped: number;
  incident?: Incident;
};
type Spot = {
  readonly site: number;
  address?: string;
  onAddress?: Net;
  onNetwork?: Net;
  /** When it stopped answering, ms since 1970; 0 while it answers. */
  stoppedAt: number;
  failure: number;
  incident?: Incident;
};

export class Hosters {
  private readonly spots = new Map<number, Spot>();
  private readonly nets = new Map<string, Net>();
  private readonly touched = new Set<Net>();
  private readonly open = new Set<Incident>();
  private numbers = 0;

  /**
   * What was last heard of a site: where it is (undefined: not known, as when its name does not resolve), and since when it
   * has stopped (ms since 1970; 0: it answers, or never did). `failure` is a place in FAILURES.
   */
  heard(site: number, address: string | undefined, stoppedAt: number, failure: number): void {
    let spot = this.spots.get(site);
    if (spot === undefined) {
      spot = { site, stoppedAt: 0, failure: 0 };
      this.spots.set(site, spot);
    }
    if (address !== undefined && address !== "" && address !== spot.address) this.move(spot, address);
    if ((spot.stoppedAt !== 0) !== (stoppedAt !== 0)) {
      const change = stoppedAt !== 0 ? 1 : -1;
      for (const net of [spot.onAddress, spot.onNetwork]) {
        if (net === undefined) continue;
        net.stopped += change;
        if (change > 0) this.touched.add(net);
      }
    }
    spot.stoppedAt = stoppedAt;
    if (stoppedAt !== 0) spot.failure = failure;
  }

  /** A small number for the network on which a site was last found, for `Vantages.heard`; -1 when it is not known. */
  networkNumber(site: number): number {
    return this.spots.get(site)?.onNetwork?.number ?? -1;
  }

  /** The open incident that a site belongs to. */
  incidentOf(site: number): string | undefined {
    return this.spots.get(site)?.incident?.id;
  }

  remove(site: number): void {
    const spot = this.spots.get(site);
    if (spot === undefined) return;
    this.leave(spot);
    spot.incident?.sites.delete(spot);
    this.spots.delete(site);
  }

  /** How much is held, which is bounded by the sites that are watched. */
  get size(): { readonly sites: number; readonly networks: number } {
    return { sites: this.spots.size, networks: this.nets.size };
  }

  /** What opened, grew and closed since the last call. */
  settle(nowMs: number): HosterEvent[] {
    const events: HosterEvent[] = [];
    // Networks before addresses: an address that alone explains its network's trouble is found by either.
    const touched = [...this.touched].sort((a, b) => (isNetwork(b) ? 1 : 0) - (isNetwork(a) ? 1 : 0));
    this.touched.clear();
    for (const net of touched) this.look(net, nowMs, events);
    for (const incident of this.open) this.follow(incident, nowMs, events);
    return events;
  }

  private look(net: Net, nowMs: number, events: HosterEvent[]): void {
    const stopped = net.spots.filter((spot) => spot.stoppedAt !== 0 && spot.incident === undefined);
    if (net.incident !== undefined) {
      for (const spot of stopped) join(net.incident, spot);
      return;
    }
    const together = stopped.filter(({ stoppedAt }) => nowMs - stoppedAt <= TOGETHER_MS);
    const least = isNetwork(net) ? ON_NETWORK_MIN : ON_ADDRESS_MIN;
    if (together.length < least || net.stopped < net.spots.length * STOPPED_SHARE_MIN) return;
    if (isNetwork(net) && oneAddressHolds(stopped)) return;
    const incident: Incident = {
      id: `h-${Math.floor(nowMs / 1000).toString(36)}-${net.number.toString(36)}${isNetwork(net) ? "n" : "a"}`,
      openedAt: nowMs,
      net,
      sites: new Set(),
      added: [],
      calmSince: 0,
    };
    for (const spot of stopped) join(incident, spot);
    incident.added.length = 0;
    net.incident = incident;
    this.open.add(incident);
    events.push({
      is: "opened",
      id: incident.id,
      network: net.key,
      sites: stopped.map(({ site }) => site),
      down: net.stopped,
      watched: net.spots.length,
      cause: commonCause(stopped),
    });
  }

  private follow(incident: Incident, nowMs: number, events: HosterEvent[]): void {
    const { id, net, sites, added, openedAt } = incident;
    if (added.length > 0) {
      events.push({ is: "grown", id, sites: [...added], down: net.stopped, watched: net.spots.length });
      added.length = 0;
    }
    let down = 0;
    for (const spot of sites) if (spot.stoppedAt !== 0) down++;
    if (down > sites.size * CLOSED_SHARE_MAX) {
      incident.calmSince = 0;
      return;
    }
    if (incident.calmSince === 0) incident.calmSince = nowMs;
    if (nowMs - incident.calmSince < CLOSED_AFTER_MS) return;
    for (const spot of sites) delete spot.incident;
    delete net.incident;
    this.dropIfEmpty(net);
    this.open.delete(incident);
    events.push({ is: "closed", id, lastedMs: Math.max(0, incident.calmSince - openedAt) });
  }

  private move(spot: Spot, address: string): void {
    this.leave(spot);
    spot.address = address;
    const network = networkOf(address);
    if (network === undefined) return;
    spot.onAddress = this.enter(spot, address);
    spot.onNetwork = this.enter(spot, network);
  }

  private dropIfEmpty(net: Net): void {
    if (net.spots.length > 0 || net.incident !== undefined) return;
    this.nets.delete(net.key);
    this.touched.delete(net);
  }

  private enter(spot: Spot, key: string): Net {
    let net = this.nets.get(key);
    if (net === undefined) {
      net = { key, number: this.numbers++, spots: [], stopped: 0 };
      this.nets.set(key, net);
    }
    net.spots.push(spot);
    if (spot.stoppedAt !== 0) net.stopped++;
    return net;
  }

  private leave(spot: Spot): void {
    for (const net of [spot.onAddress, spot.onNetwork]) {
      if (net === undefined) continue;
      const last = net.spots.pop();
      const at = net.spots.indexOf(spot);
      if (at !== -1 && last !== undefined) net.spots[at] = last;
      if (spot.stoppedAt !== 0) net.stopped--;
      this.dropIfEmpty(net);
    }
    delete spot.onAddress;
    delete spot.onNetwork;
  }
}

const isNetwork = ({ key }: Net) => key.includes("/");

function join(incident: Incident, spot: Spot): void {
  spot.incident = incident;
  incident.sites.add(spot);
  incident.added.push(spot.site);
}

function oneAddressHolds(stopped: readonly Spot[]): boolean {
  const counts = new Map<string | undefined, number>();
  for (const { address } of stopped) counts.set(address, (counts.get(address) ?? 0) + 1);
  return Math.max(...counts.values()) >= stopped.length * ADDRESS_SHARE_MIN;
}

/** The failure seen most; of equals the first in the list. */
function commonCause(spots: readonly Spot[]): Failure {
  const counts = new Array<number>(FAILURES.length).fill(0);
  for (const { failure } of spots) counts[failure] = (counts[failure] ?? 0) + 1;
  return FAILURES[counts.indexOf(Math.max(...counts))] ?? "ok";
}
