import type uPlot from "uplot";
import type { Line } from "./chart.tsx";

/** Names lines at their end, so that nobody has to match colours with a legend. */

const MARGIN_PX = 8;
/** Least distance between two labels, in heights of a letter. */
const LEADING = 1.25;

/** Width that the labels need at the right of a chart, in CSS pixels. */
export function labelWidth(labels: readonly string[], style: CSSStyleDeclaration): number {
  const context = document.createElement("canvas").getContext("2d");
  if (context === null) return 0;
  context.font = `600 ${style.fontSize} ${style.fontFamily}`;
  return Math.ceil(Math.max(...labels.map((label) => context.measureText(label).width))) + MARGIN_PX + 4;
}

/** Draws each line's label beside its last value; labels that would overlap are moved apart. */
export function drawEndLabels(u: uPlot, lines: readonly Line[], style: CSSStyleDeclaration): void {
  const { ctx, bbox } = u;
  const scale = devicePixelRatio;
  const height = Number.parseFloat(style.fontSize) * scale;
  const wanted = lines.flatMap((line, index) => {
    const values = u.data[index + 1] ?? [];
    const last = lastIndexOf(values);
    const [time, value] = [u.data[0][last], values[last]];
    if (time === undefined || value === undefined || value === null) return [];
    return [{ line, x: u.valToPos(time, "x", true), y: u.valToPos(value, "y", true) }];
  });
  const placed = apart(
    wanted.map(({ y }) => y),
    height * LEADING,
    bbox.top + height / 2,
    bbox.top + bbox.height - height / 2,
  );
  ctx.save();
  ctx.font = `600 ${height}px ${style.fontFamily}`;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  wanted.forEach(({ line, x }, index) => {
    ctx.fillStyle = style.getPropertyValue(line.colour);
    ctx.fillText(line.label, x + MARGIN_PX * scale, placed[index] ?? 0);
  });
  ctx.restore();
}

/**
 * Moves positions apart so that any two are at least `distance` from each other, keeping their order and staying between
 * `top` and `bottom` as far as there is room. Equal positions keep the order given. Gives them in the order given.
 */
export function apart(positions: readonly number[], distance: number, top: number, bottom: number): number[] {
  const order = positions.map((y, index) => ({ y, index })).sort((a, b) => a.y - b.y || a.index - b.index);
  let floor = top;
  for (const one of order) {
    one.y = Math.max(one.y, floor);
    floor = one.y + distance;
  }
  let ceiling = bottom;
  for (const one of [...order].reverse()) {
    one.y = Math.min(one.y, ceiling);
    ceiling = one.y - distance;
  }
  const placed = new Array<number>(positions.length);
  for (const { y, index } of order) placed[index] = y;
  return placed;
}

function lastIndexOf(values: ArrayLike<number | null | undefined>): number {
  for (let index = values.length - 1; index >= 0; index--) {
    if (values[index] !== null && values[index] !== undefined) return index;
  }
  return -1;
}
