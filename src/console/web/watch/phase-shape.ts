import type { PhasePoint } from "../../../watch/events.ts";

/** How long each part of an answer took, as layers one on the other. */

/** From the first to the last part of a visit. */
export const LAYERS = ["dns", "tcp", "tls", "firstByte", "rest"] as const;
export type Layer = (typeof LAYERS)[number];

/** Times of a point by layer, in ms. What was not reached is 0. A first byte counts from the end of the handshake. */
export function layersOf({
  dnsMs = 0,
  tcpMs = 0,
  tlsMs = 0,
  firstByteMs = 0,
  totalMs,
}: PhasePoint): number[] {
  const known = dnsMs + tcpMs + tlsMs + firstByteMs;
  return [dnsMs, tcpMs, tlsMs, firstByteMs, Math.max(0, totalMs - known)];
}

/** Points of an answer longer apart than this are not joined, in ms: nothing was measured between them. */
export const GAP_MS = 20 * 60_000;

/** Runs of answered points without a gap. */
export function runsOf(points: readonly PhasePoint[]): PhasePoint[][] {
  const runs: PhasePoint[][] = [];
  let before: PhasePoint | undefined;
  for (const point of points) {
    if (point.outcome === "down" || point.outcome === "void") {
      before = undefined;
      continue;
    }
    const isNew = before === undefined || Date.parse(point.at) - Date.parse(before.at) > GAP_MS;
    if (isNew) runs.push([point]);
    else runs.at(-1)?.push(point);
    before = point;
  }
  return runs;
}

/** Upper end of the axis, in ms: most points fit; the few that took far longer are cut, or they would flatten all others. */
export function topOf(points: readonly PhasePoint[]): number {
  const totals = points
    .filter(({ outcome }) => outcome === "up" || outcome === "shaky")
    .map(({ totalMs }) => totalMs)
    .sort((a, b) => a - b);
  const high = totals[Math.floor(totals.length * 0.98)] ?? 0;
  const wanted = Math.max(100, high * 1.15);
  const round = 10 ** Math.floor(Math.log10(wanted));
  return [1, 2, 2.5, 5, 10].map((times) => times * round).find((top) => top >= wanted) ?? wanted;
}

/** Places for labels at the end of layers: moved apart so that none lies on another. `least` in the same unit as `wanted`. */
export function apart(wanted: readonly number[], least: number, top: number): number[] {
  const placed: number[] = [];
  for (const place of wanted) placed.push(Math.max(place, (placed.at(-1) ?? -least) + least));
  let limit = top;
  for (let n = placed.length - 1; n >= 0; n--) {
    placed[n] = Math.min(placed[n] ?? 0, limit);
    limit = (placed[n] ?? 0) - least;
  }
  return placed;
}
