/** Where a number stands on the outline of a département, and how its share of sites in trouble is drawn. */

export type Box = { x: number; y: number; width: number; height: number };

/**
 * The box around the largest piece of an outline, in the map's units; a département may have islands. Reads what the map is
 * made of: pieces "m x,y dx,dy ... z", each relative to the start of the one before it.
 */
export function boxOf(path: string): Box {
  let best: Box = { x: 0, y: 0, width: 0, height: 0 };
  let start: readonly [number, number] = [0, 0];
  for (const piece of path.split(/z/i)) {
    const values = (piece.match(/-?\d*\.?\d+(?:e-?\d+)?/gi) ?? []).map(Number);
    let [x, y] = start;
    const points: Array<readonly [number, number]> = [];
    for (let n = 0; n + 1 < values.length; n += 2) {
      x += values[n] ?? 0;
      y += values[n + 1] ?? 0;
      points.push([x, y]);
    }
    start = points[0] ?? start;
    const box = boxAround(points);
    if (box.width * box.height > best.width * best.height) best = box;
  }
  return best;
}

function boxAround(points: ReadonlyArray<readonly [number, number]>): Box {
  if (points.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { x: left, y: top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

/** Few steps, each with its own tint and pattern. */
export const STEPS = ["none", "unknown", "well", "some", "many", "most"] as const;
export type Step = (typeof STEPS)[number];

export type AreaCounts = {
  sites: number;
  accessible: number;
  intermittent: number;
  inaccessible: number;
  inconclusive: number;
};

/** Shares of the judged sites that are down or come and go, from which "many" and "most" are said. */
const MANY_FROM = 0.05;
const MOST_FROM = 0.25;

export function stepOfArea({ sites, accessible, intermittent, inaccessible }: AreaCounts): Step {
  if (sites === 0) return "none";
  const judged = accessible + intermittent + inaccessible;
  if (judged === 0) return "unknown";
  const share = (intermittent + inaccessible) / judged;
  if (share === 0) return "well";
  return share < MANY_FROM ? "some" : share < MOST_FROM ? "many" : "most";
}

/** Sites that people should look at. */
export const troubled = ({ intermittent, inaccessible }: AreaCounts): number => intermittent + inaccessible;
