import type { SeededRandom } from "./random.ts";

/**
 * Where the attack comes from: the published record of 17 January 2024 (GovCERT.ch, 948 addresses with a counter each).
 * Addresses stand in 127/8, which Linux accepts as a source without any set-up.
 */

export const SOURCES_PUBLISHED = 948;
export const PREFIXES_PUBLISHED = 86;

/** Second byte of the attack's addresses in 127/8; citizens never have one of these. */
export const ATTACK_BYTE_FIRST = 64;
export const ATTACK_BYTE_LAST = 149;

/** Requests per second of one source at quantiles of the published record, when all of them send about 220 per second. */
const RATE_QUANTILES: ReadonlyArray<readonly [quantile: number, perSecond: number]> = [
  [0, 0.02],
  [0.1, 0.032],
  [0.25, 0.059],
  [0.5, 0.146],
  [0.75, 0.403],
  [0.9, 1.63],
  [0.99, 2.89],
  [1, 9],
];

/** Share of the addresses that the first so many /24s hold, in the order of their size. */
const PREFIX_SHARES: ReadonlyArray<readonly [prefixes: number, share: number]> = [
  [0, 0],
  [10, 0.45],
  [50, 0.94],
  [86, 1],
];

/** So many of the sources are there after this share of the attack; the others come one by one until its end. */
const EARLY_SOURCES = 0.82;
const EARLY_TIME = 0.15;

export type Source = {
  readonly address: string;
  readonly perSecond: number;
  /** Share of the attack's duration (0..1) after which it joins. */
  readonly joinsAt: number;
};

export type SourceOptions = {
  /** Requests per second of all sources together, once all are there. */
  perSecond: number;
  /** Sources wanted; 948 are the published ones. */
  count: number;
  /** "published": 82 % join within the first 15 % of the time; "at-once": all from the start. */
  ramp: "published" | "at-once";
};

/** The sources of an attack, the same for the same seed. */
export function makeSources(random: SeededRandom, { perSecond, count, ramp }: SourceOptions): Source[] {
  const addresses = random.shuffle(makeAddresses(random, count));
  const rates = addresses.map((_, index) => rateAt((index + 0.5) / count));
  const scale = perSecond / rates.reduce((sum, rate) => sum + rate, 0);
  return addresses.map((address, index) => ({
    address,
    perSecond: (rates[index] as number) * scale,
    joinsAt: ramp === "at-once" ? 0 : joinTime(random),
  }));
}

/** Between two quantiles the rate grows by a constant factor, as such records do. */
export function rateAt(quantile: number): number {
  const above = RATE_QUANTILES.findIndex(([at]) => at >= quantile);
  if (above <= 0) return RATE_QUANTILES[0]?.[1] as number;
  const [lowAt, low] = RATE_QUANTILES[above - 1] as readonly [number, number];
  const [highAt, high] = RATE_QUANTILES[above] as readonly [number, number];
  return low * (high / low) ** ((quantile - lowAt) / (highAt - lowAt));
}

function joinTime(random: SeededRandom): number {
  return random.chance(EARLY_SOURCES)
    ? random.next() * EARLY_TIME
    : EARLY_TIME + random.next() * (1 - EARLY_TIME);
}

function makeAddresses(random: SeededRandom, count: number): string[] {
  const prefixes = new Set<string>();
  const prefixCount = Math.max(Math.ceil(count / 200), Math.min(PREFIXES_PUBLISHED, count));
  while (prefixes.size < prefixCount) {
    prefixes.add(`127.${random.between(ATTACK_BYTE_FIRST, ATTACK_BYTE_LAST)}.${random.below(256)}`);
  }
  const sizes = prefixSizes(prefixCount, count);
  return [...prefixes].flatMap((prefix, index) => {
    const hosts = random.shuffle(Array.from({ length: 254 }, (_, host) => host + 1));
    return hosts.slice(0, sizes[index]).map((host) => `${prefix}.${host}`);
  });
}

/** How many addresses each /24 holds: at least one, 254 at most, the biggest first, in the published proportions. */
function prefixSizes(prefixes: number, count: number): number[] {
  const sizes: number[] = [];
  let given = 0;
  for (let index = 0; index < prefixes; index++) {
    const until = Math.round(shareOfFirst(((index + 1) / prefixes) * PREFIXES_PUBLISHED) * count);
    const left = prefixes - index - 1;
    const size = Math.max(1, Math.min(254, until - given, count - given - left));
    sizes.push(size);
    given += size;
  }
  for (let index = 0; given < count; index = (index + 1) % prefixes) {
    if ((sizes[index] as number) >= 254) continue;
    sizes[index] = (sizes[index] as number) + 1;
    given++;
  }
  return sizes;
}

function shareOfFirst(prefixes: number): number {
  const above = Math.max(
    1,
    PREFIX_SHARES.findIndex(([at]) => at >= prefixes),
  );
  const [lowAt, low] = PREFIX_SHARES[above - 1] as readonly [number, number];
  const [highAt, high] = PREFIX_SHARES[above] as readonly [number, number];
  return low + ((prefixes - lowAt) / (highAt - lowAt)) * (high - low);
}
