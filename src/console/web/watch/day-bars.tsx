import { useState } from "react";
import type { DayBar, Failure } from "../../../watch/events.ts";
import { Fold } from "../fold.tsx";
import { useSpeech } from "../reading.tsx";
import type { Speech } from "../speech.ts";
import { WideTable } from "../wide-table.tsx";
import { failureText } from "./words.ts";

/** Heights of the drawing, in its own units: the bars, and the foot on which the day's worst verdict stands as a shape. */
const BAR = 100;
const FOOT = 16;
const STEP = 10;

/** The last ninety days, a bar each: what answered from the ground up, what did not from the top down. */
export function DayBars({ days }: { days: readonly DayBar[] }) {
  const speech = useSpeech();
  const { say } = speech;
  const [shown, show] = useState<number | undefined>(undefined);
  const measured = days.filter(({ n }) => n > 0);
  const pointed = shown === undefined ? undefined : days[shown];
  const bad = measured.filter(({ worst }) => worst === "inaccessible" || worst === "intermittent").length;
  const alternative =
    measured.length === 0
      ? say("watch.unmeasured")
      : say("watch.days.alternative", { count: measured.length, bad });
  return (
    <section aria-labelledby="days-title">
      <h2 id="days-title">{say("watch.days")}</h2>
      <figure className="day-bars">
        <svg
          viewBox={`0 0 ${days.length * STEP} ${BAR + FOOT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={alternative}
          onPointerLeave={() => show(undefined)}
          onPointerMove={(event) => {
            const { left, width } = event.currentTarget.getBoundingClientRect();
            show(Math.min(days.length - 1, Math.floor(((event.clientX - left) / width) * days.length)));
          }}
        >
          {days.map((day, n) => (
            <Bar key={day.day} day={day} x={n * STEP} isShown={n === shown} />
          ))}
        </svg>
        <figcaption className="day-scale">
          <span>{dayText(days[0]?.day, speech)}</span>
          <span className="readout">{pointed === undefined ? alternative : dayLine(pointed, speech)}</span>
          <span>{say("watch.days.today")}</span>
        </figcaption>
      </figure>
      <ul className="map-legend">
        <li>
          <svg viewBox="0 0 10 14" width="0.75rem" height="1.05rem" aria-hidden="true">
            <rect className="bar-up" width="10" height="14" />
          </svg>
          {say("watch.days.up")}
        </li>
        <li>
          <svg viewBox="0 0 10 14" width="0.75rem" height="1.05rem" aria-hidden="true">
            <rect className="bar-down" width="10" height="14" />
          </svg>
          {say("watch.days.down")}
        </li>
        <li>
          <svg viewBox="0 0 10 14" width="0.75rem" height="1.05rem" aria-hidden="true">
            <rect className="bar-none" x="0.5" y="0.5" width="9" height="13" />
          </svg>
          {say("watch.days.none")}
        </li>
      </ul>
      {measured.length > 0 && <DayTable days={measured} />}
    </section>
  );
}

function Bar({ day, x, isShown }: { day: DayBar; x: number; isShown: boolean }) {
  const { up, shaky, down, worst } = day;
  const counted = up + shaky + down;
  const width = STEP - 3;
  if (counted === 0) {
    return <rect className="bar-none" x={x + 1.5} y={BAR - 12} width={width} height={12} />;
  }
  // The least trouble is seen: one round of three hundred is not a third of a pixel.
  const high = (rounds: number) => (rounds === 0 ? 0 : Math.max(5, (rounds / counted) * BAR));
  const [downHigh, shakyHigh] = [high(down), high(shaky)];
  return (
    <g className={isShown ? "bar bar-shown" : "bar"}>
      <rect className="bar-up" x={x + 1.5} y={0} width={width} height={BAR} />
      <rect className="bar-shaky" x={x + 1.5} y={downHigh} width={width} height={shakyHigh} />
      <rect className="bar-down" x={x + 1.5} y={0} width={width} height={downHigh} />
      {worst === "inaccessible" && (
        <rect className="bar-down" x={x + 1.5} y={BAR + 5} width={width} height={9} />
      )}
      {worst === "intermittent" && (
        <path className="bar-shaky" d={`M${x + 5} ${BAR + 4}L${x + 1.5 + width} ${BAR + 14}H${x + 1.5}Z`} />
      )}
    </g>
  );
}

/** A day of the history is one in UTC; it is shown as it is called. */
function dayText(day: string | undefined, speech: Speech): string {
  return day === undefined ? "" : speech.day(Date.parse(`${day}T12:00:00Z`));
}

function dayLine({ day, n, down, shaky, worst, causes }: DayBar, speech: Speech): string {
  const { say } = speech;
  if (n === 0) return say("watch.days.line.none", { day: dayText(day, speech) });
  const cause = mainCause(causes);
  return say("watch.days.line", {
    day: dayText(day, speech),
    worst: say(`watch.verdict.${worst}`),
    n,
    down,
    shaky,
    cause: cause === undefined ? "" : ` (${failureText(cause, speech)})`,
  });
}

function mainCause(causes: DayBar["causes"]): Failure | undefined {
  const [first] = Object.entries(causes).sort(([, a], [, b]) => (b ?? 0) - (a ?? 0));
  return first?.[0] as Failure | undefined;
}

function DayTable({ days }: { days: readonly DayBar[] }) {
  const speech = useSpeech();
  const { say, number } = speech;
  return (
    <Fold title={say("watch.days.table")}>
      {() => (
        <WideTable label={say("watch.days.table")}>
          <table className="numbers">
            <thead>
              <tr>
                <th scope="col">{say("watch.column.day")}</th>
                <th scope="col">{say("watch.column.worst")}</th>
                <th scope="col">{say("watch.column.n")}</th>
                <th scope="col">{say("watch.outcome.down")}</th>
                <th scope="col">{say("watch.outcome.shaky")}</th>
                <th scope="col">{say("watch.fact.cause")}</th>
              </tr>
            </thead>
            <tbody>
              {[...days].reverse().map((day) => {
                const cause = mainCause(day.causes);
                return (
                  <tr key={day.day}>
                    <th scope="row">{dayText(day.day, speech)}</th>
                    <td>{say(`watch.verdict.${day.worst}`)}</td>
                    <td>{number(day.n)}</td>
                    <td>{number(day.down)}</td>
                    <td>{number(day.shaky)}</td>
                    <td>{cause === undefined ? "—" : failureText(cause, speech)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </WideTable>
      )}
    </Fold>
  );
}

/** Why rounds failed in these ninety days. */
export function Causes({ days }: { days: readonly DayBar[] }) {
  const speech = useSpeech();
  const { say } = speech;
  const sums = new Map<string, number>();
  for (const { causes } of days)
    for (const [cause, rounds] of Object.entries(causes))
      sums.set(cause, (sums.get(cause) ?? 0) + (rounds ?? 0));
  const sorted = [...sums].sort(([, a], [, b]) => b - a);
  return (
    <section aria-labelledby="causes-title">
      <h2 id="causes-title">{say("watch.causes")}</h2>
      {sorted.length === 0 ? (
        <p className="quiet">{say(days.some(({ n }) => n > 0) ? "watch.causes.none" : "watch.unmeasured")}</p>
      ) : (
        <dl className="watch-facts">
          {sorted.map(([cause, rounds]) => (
            <div key={cause}>
              <dt>{failureText(cause, speech)}</dt>
              <dd>{say("watch.causes.rounds", { count: rounds })}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
