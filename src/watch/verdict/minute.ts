/** The last minute of one vantage point: how many rounds ended, how many in trouble, and on how many networks. */

/** 0: none. 1: an attempt failed, a later one was answered. 2: none was answered. */
export type Trouble = 0 | 1 | 2;

/** More than this share of a minute's rounds turned down: the one who measures is suspected, not the sites. */
export const BURST_DOWN_SHARE = 0.15;
/** The same for shaky rounds: usual are one or two of a hundred, and a host that dies makes none. */
export const BURST_SHAKY_SHARE = 0.05;
/** And on at least this many networks, which are a share of all networks as large: one host's failure is not ours. */
export const BURST_NETWORKS_MIN = 10;
/** It is well again below this part of those shares. */
const WELL_SHARE = 0.5;

const SECONDS = 60;
const SLOTS = 64;
/** Networks that are told apart. */
const NETWORKS_MAX = 65_536;

export class Minute {
  private readonly second = new Float64Array(SLOTS).fill(-1);
  private readonly rounds = new Int32Array(SLOTS);
  private readonly shaky = new Int32Array(SLOTS);
  private readonly down = new Int32Array(SLOTS);
  /** When each network was last heard, and last in trouble: seconds; grown as networks appear. */
  private heardAt = new Float64Array(256).fill(-SECONDS);
  private shakyAt = new Float64Array(256).fill(-SECONDS);
  private downAt = new Float64Array(256).fill(-SECONDS);
  private newest = 0;

  add(endedAtMs: number, trouble: Trouble, network: number): void {
    const second = Math.floor(endedAtMs / 1000);
    if (second < this.newest - SECONDS) return;
    if (second > this.newest) this.newest = second;
    const slot = second % SLOTS;
    if (this.second[slot] !== second) {
      this.second[slot] = second;
      this.rounds[slot] = this.shaky[slot] = this.down[slot] = 0;
    }
    this.rounds[slot] = (this.rounds[slot] as number) + 1;
    if (trouble === 1) this.shaky[slot] = (this.shaky[slot] as number) + 1;
    if (trouble === 2) this.down[slot] = (this.down[slot] as number) + 1;
    if (network < 0 || network >= NETWORKS_MAX) return;
    if (network >= this.heardAt.length) this.grow(network);
    this.heardAt[network] = second;
    if (trouble === 1) this.shakyAt[network] = second;
    if (trouble === 2) this.downAt[network] = second;
  }

  /**
   * Why this minute looks like trouble of the one who measures, or undefined. `again`: it is suspected already, and half as
   * much is enough to go on. `heardMin`: nothing is concluded when fewer networks than this were asked.
   */
  burst(again: boolean, heardMin = 0): string | undefined {
    let [rounds, shaky, down] = [0, 0, 0];
    for (let slot = 0; slot < SLOTS; slot++) {
      if ((this.second[slot] as number) <= this.newest - SECONDS) continue;
      rounds += this.rounds[slot] as number;
      shaky += this.shaky[slot] as number;
      down += this.down[slot] as number;
    }
    const scale = again ? WELL_SHARE : 1;
    if (down > rounds * BURST_DOWN_SHARE * scale) {
      const networks = this.networks(this.downAt, BURST_DOWN_SHARE * scale, heardMin);
      if (networks > 0) return `${down} of ${rounds} rounds of a minute turned down, on ${networks} networks`;
    }
    if (shaky > rounds * BURST_SHAKY_SHARE * scale) {
      const networks = this.networks(this.shakyAt, BURST_SHAKY_SHARE * scale, heardMin);
      if (networks > 0)
        return `an attempt failed in ${shaky} of ${rounds} rounds of a minute, on ${networks} networks`;
    }
    return undefined;
  }

  /** Networks in trouble, when they are many and a share of all; 0 otherwise. */
  private networks(troubledAt: Float64Array, share: number, heardMin: number): number {
    let [heard, troubled] = [0, 0];
    const oldest = this.newest - SECONDS;
    for (let network = 0; network < this.heardAt.length; network++) {
      if ((this.heardAt[network] as number) <= oldest) continue;
      heard++;
      if ((troubledAt[network] as number) > oldest) troubled++;
    }
    const isBroad = heard >= heardMin && troubled >= BURST_NETWORKS_MIN && troubled > heard * share;
    return isBroad ? troubled : 0;
  }

  private grow(network: number): void {
    const size = Math.min(NETWORKS_MAX, 2 ** Math.ceil(Math.log2(network + 1)));
    for (const name of ["heardAt", "shakyAt", "downAt"] as const) {
      const larger = new Float64Array(size).fill(-SECONDS);
      larger.set(this[name]);
      this[name] = larger;
    }
  }
}
