import { Gate } from "./gate.ts";
import type { Sites } from "./sites.ts";

/** Attempts at once at one address, and at one that lets connections hang, where they weigh nothing. */
export const PER_ADDRESS_MAX = 2;
export const PER_HUNG_ADDRESS_MAX = 16;
const HUNG_AFTER_TIMEOUTS = 4;
/** Attempts at once in one /24 or /48. */
export const PER_NETWORK_MAX = 64;
/** An attempt that takes longer than this, in ms, hangs: it waits among its like, and so does the site's next one. */
export const HANGS_MS = 3_000;
/** Attempts at once at sites that answer, and as many at those that hang. */
export const PLACES_MAX = 1_000;
/** Beyond those, attempts that began among those that answer and turned out to hang. */
export const TURNED_MAX = 600;
const PLACES_MIN = 50;
const ANSWERING = 0;
const HANGING = 1;

/**
 * Who may be asked now. An attempt takes a place at its address, then in its network, then among all that are under way; it
 * keeps what it has while it waits for the next. Those that hang have places of their own and hold up no other.
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
    this.#address = new Gate((address) => (this.#isHung(address) ? PER_HUNG_ADDRESS_MAX : PER_ADDRESS_MAX));
    this.#network = new Gate(() => PER_NETWORK_MAX);
    this.#all = new Gate((which) => (which === ANSWERING ? this.#places : this.#placesMax));
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Whose moment has come, and who waits for nothing but a place among all. */
  get waiting(): number {
    return this.#all.waiting;
  }

  enter(place: number): void {
    const address = this.#sites.address[place] as number;
    if (address < 0 || this.#address.enter(address, place)) this.#enterNetwork(place);
  }

  /** The attempt is over. To be called before the site's address is changed. */
  leave(place: number): void {
    const { address, network, hangs, startedAt } = this.#sites;
    this.#inFlight--;
    startedAt[place] = 0;
    this.#all.leave(hangs[place] as number, this.#begin);
    if ((network[place] as number) >= 0) this.#network.leave(network[place] as number, this.#enterAll);
    if ((address[place] as number) >= 0) this.#address.leave(address[place] as number, this.#enterNetwork);
  }

  /** Fewer at once while this process comes late to its own turns, more again when it does not. */
  adapt(lateMs: number): void {
    if (lateMs > 300) this.#places = Math.max(PLACES_MIN, Math.floor(this.#places * 0.8));
    else if (lateMs < 100 && this.#places < this.#placesMax) {
      this.#places = Math.min(this.#placesMax, this.#places + 5);
      this.#all.open(ANSWERING, this.#begin);
    }
  }

  /** Attempts that have begun to hang give up their place among those that answer. */
  sort(): void {
    const { hangs, startedAt } = this.#sites;
    const before = this.#nowMs() - HANGS_MS;
    let seen = 0;
    for (; seen < this.#begun.length && (this.#begun[seen + 1] as number) <= before; seen += 2) {
      const place = this.#begun[seen] as number;
      const isUnderWay = startedAt[place] === this.#begun[seen + 1];
      if (!isUnderWay || hangs[place] === HANGING) continue;
      if (this.#all.inside(HANGING) >= this.#placesMax + TURNED_MAX) break;
      this.#all.take(HANGING);
      hangs[place] = HANGING;
      this.#all.leave(ANSWERING, this.#begin);
    }
    if (seen > 0) this.#begun = this.#begun.slice(seen);
  }

  #isHung(address: number): boolean {
    return (this.#sites.timeouts[address] ?? 0) >= HUNG_AFTER_TIMEOUTS;
  }

  #enterNetwork = (place: number): void => {
    const network = this.#sites.network[place] as number;
    if (network < 0 || this.#network.enter(network, place)) this.#enterAll(place);
  };

  #enterAll = (place: number): void => {
    const { address, hangs, late } = this.#sites;
    if (this.#isHung(address[place] as number)) hangs[place] = HANGING;
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
