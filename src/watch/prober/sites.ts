import ipaddr from "ipaddr.js";
import { CHECKS } from "../codes.ts";
import { SITES_MAX } from "../events.ts";
import type { PlanSite } from "../exchange.ts";
import type { Target } from "../measure.ts";
import { Hosts } from "./hosts.ts";
import { Names } from "./names.ts";

/** In the wheel; in a gate's line or in flight; or not in use. */
export const FREE = 0;
export const WAITING = 1;
export const BUSY = 2;

const UNKNOWN = -1;

/**
 * All sites that are asked, one column a property and one place a site: tens of thousands take a few megabytes and no work
 * of the collector. Times are of the scheduler's clock in ms, `fastUntil` and `slowUntil` ms since 1970.
 */
export class Sites {
  /** A removed site keeps its place until its attempt in flight has ended. */
  readonly places = SITES_MAX + 10_000;
  readonly everyMs = new Int32Array(this.places);
  readonly fastUntil = new Float64Array(this.places);
  readonly slowUntil = new Float64Array(this.places);
  readonly state = new Uint8Array(this.places);
  readonly removed = new Uint8Array(this.places);
  /** Begin of the round that runs, or of the last one; 0 before the first. */
  readonly roundAt = new Float64Array(this.places);
  /** Its last attempt took long: it waits with its like and holds up no other. */
  readonly hangs = new Uint8Array(this.places);
  /** 1: stood in line for its host already. */
  readonly booked = new Uint8Array(this.places);
  /** Begin of the attempt that is under way; 0 when there is none. */
  readonly startedAt = new Float64Array(this.places);
  /** How late it is through no politeness, in ms; while in line for a free place, minus the moment it came. */
  readonly late = new Float64Array(this.places);
  readonly host = new Int32Array(this.places);
  readonly address = new Int32Array(this.places);
  readonly network = new Int32Array(this.places);

  /** By address: connections that came to nothing in time, in a row. */
  readonly timeouts = new Uint8Array(this.places);

  readonly hosts = new Hosts(this.places);
  readonly #hostNames = new Names();
  readonly addresses = new Names();
  readonly networks = new Names();
  readonly #targets: Array<Target | undefined> = [];
  readonly #places = new Map<number, number>();
  readonly #free: number[] = [];

  get size(): number {
    return this.#places.size;
  }

  numbers(): IterableIterator<number> {
    return this.#places.keys();
  }

  placeOf(site: number): number | undefined {
    return this.#places.get(site);
  }

  target(place: number): Target {
    return this.#targets[place] as Target;
  }

  /** Takes a site in; undefined when there are too many. A place that is used again begins anew. */
  add([site, check, url, everyMs, fastUntil, slowUntil]: PlanSite): number | undefined {
    if (this.#places.size >= SITES_MAX) return undefined;
    const place = this.#free.pop() ?? this.#targets.length;
    if (place >= this.places) return undefined;
    this.#places.set(site, place);
    this.#targets[place] = { site, check: CHECKS[check] ?? "http", url };
    this.everyMs[place] = everyMs;
    this.fastUntil[place] = fastUntil;
    this.slowUntil[place] = slowUntil;
    for (const column of [this.removed, this.roundAt, this.hangs, this.booked]) column[place] = 0;
    this.state[place] = WAITING;
    this.host[place] = this.#hostNames.take(hostOf(url));
    this.address[place] = UNKNOWN;
    this.network[place] = UNKNOWN;
    return place;
  }

  /** The site is no longer asked. Its place is free again once `release` is called. */
  remove(site: number): number | undefined {
    const place = this.#places.get(site);
    if (place === undefined) return undefined;
    this.#places.delete(site);
    this.removed[place] = 1;
    return place;
  }

  release(place: number): void {
    this.setAddress(place, undefined);
    const host = this.host[place] as number;
    if (this.#hostNames.drop(host)) this.hosts.forget(host);
    this.state[place] = FREE;
    this.#targets[place] = undefined;
    this.#free.push(place);
  }

  /** Where the site was found last: who stands in line with whom. */
  setAddress(place: number, address: string | undefined): void {
    const known = this.address[place] as number;
    if (known !== UNKNOWN && this.addresses.text(known) === address) return;
    if (known !== UNKNOWN) {
      if (this.addresses.drop(known)) this.timeouts[known] = 0;
      this.networks.drop(this.network[place] as number);
    }
    this.address[place] = address === undefined ? UNKNOWN : this.addresses.take(address);
    this.network[place] = address === undefined ? UNKNOWN : this.networks.take(networkOf(address));
  }
}

/** The host and port as a key; the whole text when it is no address. */
export function hostOf(url: string): string {
  try {
    return new URL(url).host || url;
  } catch {
    return url;
  }
}

/** The /24 or /48 that an address is in, as a key. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const bytes = ipaddr.process(address).toByteArray();
  return bytes.slice(0, bytes.length === 4 ? 3 : 6).join(".");
}
