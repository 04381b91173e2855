import { useEffect, useRef, useState } from "react";
import uPlot from "uplot";
import type { DrawnColumn } from "../live-messages.ts";
import { drawEndLabels, labelWidth } from "./end-labels.ts";
import { useSpeech } from "./reading.tsx";
import { type Point, SPAN_MS, withoutZeroRuns } from "./series.ts";

/** One chart of lines over the shared time axis. */

/** Where a line stops for want of figures: a gap longer than this, in ms. Shorter ones are seconds without a visitor. */
const GAP_MS = 45_000;
/** In rem, so that a chart grows with the letters. */
const AXIS_WIDTH_REM = 4;
/** All charts of the page move their cursor together. */
const SHARED_CURSOR = "beffroi";

export type Line = {
  column: DrawnColumn;
  label: string;
  /** Custom property that holds the colour. */
  colour: string;
  /** In pixels at the usual size of letters. */
  width: number;
  dash?: number[];
  /** Not drawn while it is zero: a line of what did not happen would lie over what did. */
  hiddenAtZero?: boolean;
};

export type ChartProps = {
  points: readonly Point[];
  lines: readonly Line[];
  /** How a value is written on the axis. */
  write: (value: number) => string;
  /** The smallest upper end of the axis, so that near nothing does not look like much. */
  topMin: number;
  alternative: string;
  /** Labels of all charts on the page: each leaves room for the longest, so that their time axes stand one above the other. */
  labels: readonly string[];
  heightRem: number;
  onHover: (index: number | null) => void;
};

export function Chart(props: ChartProps) {
  const { points, lines, write, topMin, alternative, labels, heightRem, onHover } = props;
  const { clock } = useSpeech();
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const shown = useRef({ points, onHover });
  shown.current = { points, onHover };
  const look = useLook();

  // biome-ignore lint/correctness/useExhaustiveDependencies: `look` is a dependency because colours are read from the page
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const style = getComputedStyle(element);
    const options = optionsOf({
      lines,
      write,
      topMin,
      labels,
      heightRem,
      clock,
      style,
      width: element.clientWidth,
    });
    options.hooks = {
      draw: [(u) => drawEndLabels(u, lines, style)],
      setCursor: [(u) => shown.current.onHover(u.cursor.idx ?? null)],
    };
    const made = new uPlot(options, dataOf(shown.current.points, lines), element);
    plot.current = made;
    const observer = new ResizeObserver(() =>
      made.setSize({ width: element.clientWidth, height: heightRem * rem() }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = undefined;
    };
  }, [lines, write, topMin, labels, heightRem, clock, look]);

  useEffect(() => {
    plot.current?.setData(dataOf(points, lines));
  }, [points, lines]);

  return <div ref={place} className="chart" role="img" aria-label={alternative} />;
}

function dataOf(points: readonly Point[], lines: readonly Line[]): uPlot.AlignedData {
  const times = points.map(({ at }) => at / 1000);
  const values = lines.map(({ column, hiddenAtZero }) => {
    const drawn = points.map((point) => point[column]);
    return hiddenAtZero === true ? withoutZeroRuns(drawn) : drawn;
  });
  return [times, ...values];
}

type Drawing = Pick<ChartProps, "lines" | "write" | "topMin" | "labels" | "heightRem"> & {
  clock: (ms: number) => string;
  style: CSSStyleDeclaration;
  width: number;
};

function optionsOf(drawing: Drawing): uPlot.Options {
  const { lines, write, topMin, labels, heightRem, clock, style, width } = drawing;
  const ink = style.getPropertyValue("--ink-soft");
  const grid = { stroke: style.getPropertyValue("--line"), width: 1 };
  const font = `${style.fontSize} ${style.fontFamily}`;
  const axis = { stroke: ink, font, grid, ticks: { show: false } };
  return {
    width,
    height: heightRem * rem(),
    padding: [10, labelWidth(labels, style), 0, 0],
    legend: { show: false },
    cursor: { sync: { key: SHARED_CURSOR, setSeries: false }, drag: { x: false, y: false }, y: false },
    scales: {
      x: { time: true, range: (u) => spanOf(u) },
      y: { range: (_, __, max) => [0, Math.max(topMin, (max ?? 0) * 1.1)] },
    },
    axes: [
      {
        ...axis,
        size: 1.9 * rem(),
        gap: 6,
        space: 4.5 * rem(),
        values: (_, ticks) => ticks.map((tick) => clock(tick * 1000)),
      },
      { ...axis, size: AXIS_WIDTH_REM * rem(), space: 2.5 * rem(), values: (_, ticks) => ticks.map(write) },
    ],
    series: [
      {},
      ...lines.map(
        (line): uPlot.Series => ({
          label: line.label,
          stroke: style.getPropertyValue(line.colour),
          width: (line.width * rem()) / 16,
          dash: line.dash?.map((length) => (length * rem()) / 16),
          points: { show: false },
          gaps: (u, _, __, ___, gaps) => gaps.filter(([from, to]) => isGap(u, from, to)),
        }),
      ),
    ],
  };
}

function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}

/** The whole fifteen minutes, also when only the last of them has figures. */
function spanOf(u: uPlot): [number, number] {
  const last = u.data[0].at(-1) ?? Date.now() / 1000;
  return [last - SPAN_MS / 1000, last];
}

function isGap(u: uPlot, fromPx: number, toPx: number): boolean {
  const [from, to] = [u.posToVal(fromPx, "x", true), u.posToVal(toPx, "x", true)];
  return (to - from) * 1000 > GAP_MS;
}

/** A number that changes when colours or letters do: light or dark, contrast, fonts arrived. */
function useLook(): number {
  const [look, setLook] = useState(0);
  useEffect(() => {
    const changed = () => setLook((before) => before + 1);
    const queries = [
      "(prefers-color-scheme: dark)",
      "(prefers-contrast: more)",
      "(forced-colors: active)",
    ].map((query) => window.matchMedia(query));
    for (const query of queries) query.addEventListener("change", changed);
    void document.fonts.ready.then(changed);
    return () => {
      for (const query of queries) query.removeEventListener("change", changed);
    };
  }, []);
  return look;
}
