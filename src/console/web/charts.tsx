import { useMemo, useState } from "react";
import { Button, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import type { DrawnColumn } from "../live-messages.ts";
import { Chart, type Line } from "./chart.tsx";
import { useLive, useSpeech } from "./reading.tsx";
import { type Point, pointsOf, STEP_MS } from "./series.ts";
import type { Speech } from "./speech.ts";
import { WideTable } from "./wide-table.tsx";

/** The last fifteen minutes: what answered, and how fast the origin was. Both charts share one axis and one cursor. */
export function Charts() {
  const speech = useSpeech();
  const { series, nowMs } = useLive();
  const [hovered, setHovered] = useState<number | null>(null);
  const step = Math.floor(nowMs / STEP_MS);
  // A point is drawn when its step is over: between two steps nothing new can be drawn.
  // biome-ignore lint/correctness/useExhaustiveDependencies: series changes each second, points only with the step
  const points = useMemo(() => pointsOf(series, nowMs, STEP_MS), [step, series.length === 0]);
  const requests = useMemo(() => requestLines(speech), [speech]);
  const latencies = useMemo(() => latencyLines(speech), [speech]);
  const labels = useMemo(() => [...requests, ...latencies].map(({ label }) => label), [requests, latencies]);
  const shared = { points, labels, hovered, onHover: setHovered };
  return (
    <section aria-labelledby="charts-title">
      <h2 id="charts-title">{speech.say("charts.title")}</h2>
      <div className="charts">
        <Drawn
          {...shared}
          title={speech.say("chart.requests")}
          lines={requests}
          write={speech.number}
          topMin={4}
          alternative={requestsAlternative(points, speech)}
        />
        <Drawn
          {...shared}
          title={speech.say("chart.latency")}
          lines={latencies}
          write={speech.latency}
          topMin={100}
          alternative={latencyAlternative(points, speech)}
        />
      </div>
      <MinuteTable requests={requests} latencies={latencies} />
    </section>
  );
}

type DrawnProps = {
  title: string;
  points: readonly Point[];
  lines: readonly Line[];
  write: (value: number) => string;
  topMin: number;
  alternative: string;
  labels: readonly string[];
  hovered: number | null;
  onHover: (index: number | null) => void;
};

function Drawn({ title, points, lines, write, topMin, alternative, labels, hovered, onHover }: DrawnProps) {
  const { say, clock } = useSpeech();
  const point = hovered === null ? undefined : points[hovered];
  const empty = points.every((one) => lines.every(({ column }) => one[column] === null));
  const values = lines.flatMap(({ column, label }) => {
    const value = point?.[column] ?? null;
    return value === null ? [] : [`${label} ${write(value)}`];
  });
  return (
    <figure>
      <figcaption>
        <h3>{title}</h3>
        <span className="readout" aria-hidden="true">
          {empty ? say("chart.empty") : point !== undefined && [clock(point.at), ...values].join(" · ")}
        </span>
      </figcaption>
      <Chart {...{ points, lines, write, topMin, alternative, labels, onHover }} />
    </figure>
  );
}

/** The attack and the citizens are never one colour: what reached the origin is bronze, what found no answer red. */
function requestLines({ say }: Speech): Line[] {
  return [
    { column: "fromMemory", label: say("line.fromMemory"), colour: "--line-memory", width: 2.5 },
    {
      column: "fromSnapshot",
      label: say("line.fromSnapshot"),
      colour: "--line-copy",
      width: 2,
      dash: [6, 4],
      hiddenAtZero: true,
    },
    { column: "toOrigin", label: say("line.toOrigin"), colour: "--line-origin", width: 2 },
    {
      column: "unavailable",
      label: say("line.unavailable"),
      colour: "--line-refused",
      width: 2,
      hiddenAtZero: true,
    },
  ];
}

function latencyLines({ say }: Speech): Line[] {
  return [
    {
      column: "originMsP95",
      label: say("line.originMsP95"),
      colour: "--line-origin",
      width: 1.5,
      dash: [3, 3],
    },
    { column: "originMsP50", label: say("line.originMsP50"), colour: "--line-origin", width: 2.5 },
  ];
}

function requestsAlternative(points: readonly Point[], { say, number }: Speech): string {
  const latest = points.findLast(({ requests }) => requests !== null);
  if (latest === undefined) return say("chart.empty");
  return say("chart.requests.alt", {
    memory: number(latest.fromMemory ?? 0),
    snapshot: number(latest.fromSnapshot ?? 0),
    origin: number(latest.toOrigin ?? 0),
    unavailable: number(latest.unavailable ?? 0),
    peak: number(peakOf(points, "requests")),
  });
}

function latencyAlternative(points: readonly Point[], { say, latency }: Speech): string {
  const latest = points.findLast(({ originMsP50 }) => originMsP50 !== null);
  if (latest === undefined) return say("chart.empty");
  return say("chart.latency.alt", {
    p50: latency(latest.originMsP50 ?? 0),
    p95: latency(latest.originMsP95 ?? 0),
    peak: latency(peakOf(points, "originMsP95")),
  });
}

function peakOf(points: readonly Point[], column: DrawnColumn): number {
  return Math.max(0, ...points.map((point) => point[column] ?? 0));
}

/** The same figures as a table, a line a minute, newest first. */
function MinuteTable({ requests, latencies }: { requests: readonly Line[]; latencies: readonly Line[] }) {
  const speech = useSpeech();
  const { series, nowMs } = useLive();
  const { say } = speech;
  const [open, setOpen] = useState(false);
  const minutes = open ? pointsOf(series, nowMs, 60_000).reverse() : [];
  const columns = [
    { column: "requests" as const, write: speech.rate },
    ...requests.map(({ column }) => ({ column, write: speech.rate })),
    ...latencies.map(({ column }) => ({ column, write: speech.latency })).reverse(),
  ];
  return (
    <Disclosure className="disclosure" isExpanded={open} onExpandedChange={setOpen}>
      <Heading level={3}>
        <Button slot="trigger" className="button-quiet">
          {say("chart.table")}
        </Button>
      </Heading>
      <DisclosurePanel>
        <WideTable label={say("chart.table.note")}>
          <table className="numbers">
            <caption>{say("chart.table.note")}</caption>
            <thead>
              <tr>
                <th scope="col">{say("chart.table.minute")}</th>
                {columns.map(({ column }) => (
                  <th key={column} scope="col">
                    {speech.sayIfKnown(`chart.table.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {minutes.map((minute) => (
                <tr key={minute.at}>
                  <th scope="row">{speech.clock(minute.at)}</th>
                  {columns.map(({ column, write }) => (
                    <td key={column}>{written(minute[column], write, say("none"))}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </WideTable>
      </DisclosurePanel>
    </Disclosure>
  );
}

function written(value: number | null, write: (value: number) => string, none: string): string {
  return value === null ? none : write(value);
}
