import { Gate } from "./gate.ts";
import type { Sites } from "./sites.ts";

/** An attempt that takes longer than this, in ms, hangs: it waits among its like, and so does the site's next one. */
export const HANGS_MS = 3_000;

/*
 * Places for attempts at once: so many for sites that answer, as many for those that hang, and beyond those `turned` for
 * attempts that began among the first and turned out to hang.
 */
/** At one address, where a connection that hangs weighs nothing. */
export const PER_ADDRESS_MAX = 2;
export const TURNED_PER_ADDRESS_MAX = 4;
/** At an address that lets every connection hang. */
export const PER_HUNG_ADDRESS_MAX = 16;
const HUNG_AFTER_TIMEOUTS = 4;
/** In one /24 or /48. */
export const PER_NETWORK_MAX = 64;
export const TURNED_PER_NETWORK_MAX = 64;
/** In all. */
export const PLACES_MAX = 1_000;
export const TURNED_MAX = 600;
/** For sites that answer, however late this process comes to its turns: what the usual pace takes when each needs two seconds. */
const PLACES_MIN = 250;
/** One cut must show what it does before the next, in ms. */
const CUT_EVERY_MS = 1_000;

const ANSWERING = 0;
const HANGING = 1;
const lane = (key: number, hangs: number): number => key * 2 + hangs;
const hangsIn = (key: number): boolean => (key & 1) === HANGING;

/**
 * Who may be asked now. An attempt takes a place at its address, then in its network, then among all that are under way; it
 * keeps what it has while it waits for the next. At each of the three those that hang have places and a line of their own:
 * while some of a network wait for theirs, its other sites are asked.
 */
export class Admission {
  readonly #sites: Sites;
  readonly #address: Gate;
  readonly #network: Gate;
  readonly #all: Gate;
  readonly #placesMax: number;
  #places: number;
  readonly #nowMs: () => number;
  readonly #go: (place: number) => void;
  #cutAtMs = 0;
  /** Attempts under way by their begin, those that ended left in: place, then moment. */
  #begun: number[] = [];
  #inFlight = 0;

  /** `go` hears of each that may begin; `nowMs` is the scheduler's clock. */
  constructor(sites: Sites, placesMax: number, nowMs: () => number, go: (place: number) => void) {
    this.#sites = sites;
    this.#placesMax = placesMax;
    this.#places = placesMax;
    this.#nowMs = nowMs;
    this.#go = go;
    this.#address = new Gate((key) =>
      hangsIn(key) && this.#isHung(key >> 1) ? PER_HUNG_ADDRESS_MAX : PER_ADDRESS_MAX,
    );
    this.#network = new Gate(() => PER_NETWORK_MAX);
    this.#all = new Gate((key) => (hangsIn(key) ? this.#placesMax : this.#places));
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Whose moment has come, and who waits for nothing but a place among all. */
  get waiting(): number {
    return this.#all.waiting;
  }

  enter(place: number): void {
    const { address, hangs } = this.#sites;
    const known = address[place] as number;
    if (known >= 0 && this.#isHung(known)) hangs[place] = HANGING;
    if (known < 0 || this.#address.enter(lane(known, hangs[place] as number), place))
      this.#enterNetwork(place);
  }

  /** The attempt is over. To be called before the site's address is changed. */
  leave(place: number): void {
    this.#inFlight--;
    this.#sites.startedAt[place] = 0;
    this.#leaveLane(place, this.#sites.hangs[place] as number);
  }

  /** Fewer at once while this process comes late to its own turns, more again when it does not. */
  adapt(lateMs: number): void {
    if (lateMs > 300) {
      if (this.#nowMs() - this.#cutAtMs < CUT_EVERY_MS) return;
      this.#cutAtMs = this.#nowMs();
      this.#places = Math.max(Math.min(PLACES_MIN, this.#placesMax), Math.floor(this.#places * 0.8));
    } else if (lateMs < 100 && this.#places < this.#placesMax) {
      this.#places = Math.min(this.#placesMax, this.#places + 5);
      this.#all.open(ANSWERING, this.#begin);
    }
  }

  /** Attempts that have begun to hang give up their places among those that answer. */
  sort(): void {
    const { hangs, startedAt } = this.#sites;
    const before = this.#nowMs() - HANGS_MS;
    const stay: number[] = [];
    let seen = 0;
    for (; seen < this.#begun.length && (this.#begun[seen + 1] as number) <= before; seen += 2) {
      const place = this.#begun[seen] as number;
      const isUnderWay = startedAt[place] === this.#begun[seen + 1];
      if (!isUnderWay || hangs[place] === HANGING) continue;
      if (!this.#turn(place)) stay.push(place, startedAt[place] as number);
    }
    if (seen > 0) this.#begun = stay.concat(this.#begun.slice(seen));
  }

  /** False: too many turned before it, and it stays where it is for now. */
  #turn(place: number): boolean {
    const { address, network, hangs } = this.#sites;
    const wanted: Array<[Gate, number, number]> = [
      [this.#all, 0, this.#placesMax + TURNED_MAX],
      [this.#network, network[place] as number, PER_NETWORK_MAX + TURNED_PER_NETWORK_MAX],
      [this.#address, address[place] as number, PER_ADDRESS_MAX + TURNED_PER_ADDRESS_MAX],
    ];
    const known = wanted.filter(([, key]) => key >= 0);
    if (known.some(([gate, key, max]) => gate.inside(lane(key, HANGING)) >= max)) return false;
    for (const [gate, key] of known) gate.take(lane(key, HANGING));
    hangs[place] = HANGING;
    this.#leaveLane(place, ANSWERING);
    return true;
  }

  #leaveLane(place: number, hangs: number): void {
    const address = this.#sites.address[place] as number;
    const network = this.#sites.network[place] as number;
    this.#all.leave(hangs, this.#begin);
    if (network >= 0) this.#network.leave(lane(network, hangs), this.#enterAll);
    if (address >= 0) this.#address.leave(lane(address, hangs), this.#enterNetwork);
  }

  #isHung(address: number): boolean {
    return (this.#sites.timeouts[address] ?? 0) >= HUNG_AFTER_TIMEOUTS;
  }

  #enterNetwork = (place: number): void => {
    const network = this.#sites.network[place] as number;
    if (network < 0 || this.#network.enter(lane(network, this.#sites.hangs[place] as number), place))
      this.#enterAll(place);
  };

  #enterAll = (place: number): void => {
    const { hangs, late } = this.#sites;
    late[place] = (late[place] as number) - this.#nowMs();
    if (this.#all.enter(hangs[place] as number, place)) this.#begin(place);
  };

  #begin = (place: number): void => {
    const { late, startedAt } = this.#sites;
    const now = this.#nowMs();
    late[place] = (late[place] as number) + now;
    startedAt[place] = now;
    this.#begun.push(place, now);
    this.#inFlight++;
    this.#go(place);
  };
}
