import type { PhasePoint } from "../../../watch/events.ts";
import { Fold } from "../fold.tsx";
import { useNow, useSpeech } from "../reading.tsx";
import { WideTable } from "../wide-table.tsx";
import { apart, LAYERS, layersOf, runsOf, topOf } from "./phase-shape.ts";

const DAY_MS = 86_400_000;
/** Units of the drawing. */
const WIDTH = 1000;
const HEIGHT = 100;
/** Hours between two lines of the time axis. */
const HOURS = [0, 6, 12, 18, 24];
/** Rows of the table: all points would be a page of its own. */
const TABLE_ROWS_MAX = 60;

/** How long the answers of the last day took, and which part of them. */
export function PhaseChart({ points }: { points: readonly PhasePoint[] }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const answered = points.filter(({ outcome }) => outcome === "up" || outcome === "shaky");
  const lost = points.length - answered.length;
  const last = answered.at(-1);
  return (
    <section aria-labelledby="phases-title">
      <h2 id="phases-title">{say("watch.phases")}</h2>
      {last === undefined ? (
        <p className="quiet">{say("watch.phases.none")}</p>
      ) : (
        <>
          <p className="quiet">
            {say("watch.phases.last", { total: speech.latency(last.totalMs) })}{" "}
            {lost > 0 && say("watch.phases.lost", { count: lost })}
          </p>
          <Layers points={points} nowMs={nowMs} last={last} />
        </>
      )}
      {points.length > 0 && <PhaseTable points={points} nowMs={nowMs} />}
    </section>
  );
}

function Layers({ points, nowMs, last }: { points: readonly PhasePoint[]; nowMs: number; last: PhasePoint }) {
  const speech = useSpeech();
  const { say } = speech;
  const top = topOf(points);
  const from = nowMs - DAY_MS;
  const x = (at: string) => Math.round(((Date.parse(at) - from) / DAY_MS) * WIDTH * 10) / 10;
  const y = (ms: number) => Math.round((HEIGHT - (Math.min(ms, top) / top) * HEIGHT) * 100) / 100;
  const ends = layersOf(last);
  const middles = ends.map((ms, n) => {
    const below = ends.slice(0, n).reduce((sum, one) => sum + one, 0);
    return (Math.min(below + ms / 2, top) / top) * 100;
  });
  const places = apart(middles, 13, 100);
  return (
    <figure className="phase-chart">
      <div className="phase-scale" aria-hidden="true">
        <span>{speech.latency(top)}</span>
        <span>{speech.latency(top / 2)}</span>
        <span>0</span>
      </div>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT + 8}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={say("watch.phases.alternative", {
          count: points.length,
          total: speech.latency(last.totalMs),
        })}
      >
        {[0, 0.5, 1].map((part) => (
          <path key={part} className="phase-line" d={`M0 ${part * HEIGHT}H${WIDTH}`} />
        ))}
        {runsOf(points).map((run) => (
          <Run key={run[0]?.at} run={run} x={x} y={y} />
        ))}
        {points
          .filter(({ outcome }) => outcome === "down")
          .map(({ at }) => (
            <rect key={at} className="bar-down" x={x(at) - 2} y={HEIGHT} width={4} height={8} />
          ))}
      </svg>
      <div className="phase-names" aria-hidden="true">
        {LAYERS.map((layer, n) => (
          <span
            key={layer}
            className={`phase-name phase-name-${layer}`}
            style={{ bottom: `${places[n] ?? 0}%` }}
          >
            {say(`watch.phase.${layer}`)} {speech.latency(ends[n] ?? 0)}
          </span>
        ))}
      </div>
      <div className="phase-times" aria-hidden="true">
        {HOURS.map((hour) => (
          <span key={hour}>{speech.stamp(from + hour * 3_600_000, nowMs)}</span>
        ))}
      </div>
    </figure>
  );
}

/** Points that follow one another, as layers. */
function Run({
  run,
  x,
  y,
}: {
  run: readonly PhasePoint[];
  x: (at: string) => number;
  y: (ms: number) => number;
}) {
  const stacks = run.map((point) => {
    let sum = 0;
    return { x: x(point.at), sums: layersOf(point).map((ms) => (sum += ms)) };
  });
  const [only] = stacks;
  // A lone point has no width: it is drawn as a thin bar.
  const wide = stacks.length === 1 && only !== undefined ? [only, { ...only, x: only.x + 2 }] : stacks;
  return LAYERS.map((layer, n) => {
    const upper = wide.map(({ x: at, sums }) => `${at} ${y(sums[n] ?? 0)}`);
    const lower = wide.map(({ x: at, sums }) => `${at} ${y(n === 0 ? 0 : (sums[n - 1] ?? 0))}`).reverse();
    return <path key={layer} className={`phase phase-${layer}`} d={`M${[...upper, ...lower].join("L")}Z`} />;
  });
}

function PhaseTable({ points, nowMs }: { points: readonly PhasePoint[]; nowMs: number }) {
  const speech = useSpeech();
  const { say } = speech;
  const time = (ms: number | undefined) => (ms === undefined ? "—" : speech.latency(ms));
  return (
    <Fold title={say("watch.phases.table")}>
      {() => (
        <WideTable label={say("watch.phases.table")}>
          <table className="numbers">
            <caption>{say("watch.phases.table.caption", { count: TABLE_ROWS_MAX })}</caption>
            <thead>
              <tr>
                <th scope="col">{say("watch.column.at")}</th>
                <th scope="col">{say("watch.column.outcome")}</th>
                <th scope="col">{say("watch.phase.dns")}</th>
                <th scope="col">{say("watch.phase.tcp")}</th>
                <th scope="col">{say("watch.phase.tls")}</th>
                <th scope="col">{say("watch.phase.firstByte")}</th>
                <th scope="col">{say("watch.phase.total")}</th>
              </tr>
            </thead>
            <tbody>
              {points
                .slice(-TABLE_ROWS_MAX)
                .reverse()
                .map((point) => (
                  <tr key={point.at}>
                    <th scope="row">{speech.stamp(Date.parse(point.at), nowMs)}</th>
                    <td>{say(`watch.outcome.${point.outcome}`)}</td>
                    <td>{time(point.dnsMs)}</td>
                    <td>{time(point.tcpMs)}</td>
                    <td>{time(point.tlsMs)}</td>
                    <td>{time(point.firstByteMs)}</td>
                    <td>{time(point.totalMs)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </WideTable>
      )}
    </Fold>
  );
}
