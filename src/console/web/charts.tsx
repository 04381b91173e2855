import { useMemo, useState } from "react";
import { Chart } from "./chart.tsx";
import { type ChartPlan, chartPlans } from "./chart-list.ts";
import { Fold } from "./fold.tsx";
import { useLive, useSpeech } from "./reading.tsx";
import { type Point, pointsOf, STEP_MS } from "./series.ts";
import { WideTable } from "./wide-table.tsx";

/** Heights of a chart in rem: alone with one other, and one of four. */
const HEIGHT_REM = 13;
const HEIGHT_OF_MANY_REM = 10;

/** The last fifteen minutes. All charts share one axis and one cursor. */
export function Charts({ detailed }: { detailed: boolean }) {
  const speech = useSpeech();
  const { series, nowMs } = useLive();
  const [hovered, setHovered] = useState<number | null>(null);
  const step = Math.floor(nowMs / STEP_MS);
  // A point is drawn when its step is over: between two steps nothing new can be drawn.
  // biome-ignore lint/correctness/useExhaustiveDependencies: series changes each second, points only with the step
  const points = useMemo(() => pointsOf(series, nowMs, STEP_MS), [step, series.length === 0]);
  const plans = useMemo(() => chartPlans(detailed, speech), [detailed, speech]);
  const labels = useMemo(() => plans.flatMap(({ lines }) => lines.map(({ label }) => label)), [plans]);
  const heightRem = detailed ? HEIGHT_OF_MANY_REM : HEIGHT_REM;
  return (
    <section aria-labelledby="charts-title">
      <h2 id="charts-title">{speech.say("charts.title")}</h2>
      <div className="charts">
        {plans.map((plan) => (
          <Drawn key={plan.key} {...{ plan, points, labels, heightRem, hovered }} onHover={setHovered} />
        ))}
      </div>
      <Fold title={speech.say("chart.table")}>{() => <MinuteTable plans={plans} />}</Fold>
    </section>
  );
}

type DrawnProps = {
  plan: ChartPlan;
  points: readonly Point[];
  labels: readonly string[];
  heightRem: number;
  hovered: number | null;
  onHover: (index: number | null) => void;
};

function Drawn({ plan, points, labels, heightRem, hovered, onHover }: DrawnProps) {
  const { say, clock } = useSpeech();
  const { title, lines, write, topMin } = plan;
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
      <Chart
        {...{ points, lines, write, topMin, labels, heightRem, onHover }}
        alternative={plan.alternative(points)}
      />
    </figure>
  );
}

/** The same figures as a table, a line a minute, newest first. */
function MinuteTable({ plans }: { plans: readonly ChartPlan[] }) {
  const speech = useSpeech();
  const { series, nowMs } = useLive();
  const { say } = speech;
  const columns = plans.flatMap(({ key, lines, write }) =>
    lines.map(({ column }) => ({ column, write: key === "latency" ? write : speech.rate })),
  );
  return (
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
          {pointsOf(series, nowMs, 60_000)
            .reverse()
            .map((minute) => (
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
  );
}

function written(value: number | null, write: (value: number) => string, none: string): string {
  return value === null ? none : write(value);
}
