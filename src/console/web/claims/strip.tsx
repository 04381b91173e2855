import { useEffect, useRef, useState } from "react";
import type { EventBody, Statement, Strip, StripSlice } from "../../../claims/events.ts";
import { ask } from "../ask.ts";
import { Fold } from "../fold.tsx";
import { useNow, useSpeech } from "../reading.tsx";
import type { Speech } from "../speech.ts";
import { hostOf } from "../watch/words.ts";
import { WideTable } from "../wide-table.tsx";
import { ShapeSign } from "./signs.tsx";
import { isDayOnly, SHAPE_OF, type StanceShape } from "./words.ts";

/**
 * What was measured of a body's sites around the claimed window, on one line of time with what was said in it. Height says
 * what colour says: low answered, half partly, full no answer, a dot nothing measured.
 */

/** Widths and heights in units of the drawing; under the bars a line marks the time that was claimed. */
const SLICE = 10;
const HEIGHT = 32;
const MARK_HEIGHT = 3;
const WHOLE_HEIGHT = HEIGHT + 2 + MARK_HEIGHT;
/** How far beyond the window of the page strips are asked for, in px. */
const READY = "2500px";
/** Moments at which something was said that are marked on one line. */
const MOMENTS_MAX = 12;

export function MeasuredStrip({
  event,
  about,
  statements,
}: {
  event: string;
  about: EventBody;
  statements: readonly Statement[];
}) {
  const place = useRef<HTMLDivElement>(null);
  const isNear = useNear(place);
  const [strip, setStrip] = useState<Strip | undefined>(undefined);
  const body = about.body.id;
  const version = about.verdict?.entry;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer verdict means that more was measured
  useEffect(() => {
    if (!isNear) return;
    const stop = new AbortController();
    const path = `/api/claims/events/${event}/strip?body=${encodeURIComponent(body)}`;
    ask<Strip>(path, { signal: stop.signal }).then(setStrip, () => {});
    return () => stop.abort();
  }, [isNear, event, body, version]);
  return (
    <div ref={place} className="strips">
      {strip !== undefined && strip.sites.length > 0 && (
        <Strips strip={strip} about={about} statements={statements} />
      )}
    </div>
  );
}

function Strips({
  strip,
  about,
  statements,
}: {
  strip: Strip;
  about: EventBody;
  statements: readonly Statement[];
}) {
  const speech = useSpeech();
  const { say } = speech;
  return (
    <>
      {strip.sites.map(({ site, url, slices }) => (
        <figure key={site} className="strip">
          <figcaption>
            <bdi>{hostOf(url)}</bdi>
            <span className="quiet">{stripSummary(slices, speech.say)}</span>
          </figcaption>
          <Drawing slices={slices} strip={strip} about={about} />
        </figure>
      ))}
      <SaidMarks strip={strip} statements={statements} />
      <p className="strip-axis quiet">
        <span>{endText(strip.from, speech)}</span>
        <span>{say("claims.strip.window")}</span>
        <span>{endText(strip.to, speech)}</span>
      </p>
      {strip.more > 0 && <p className="quiet">{say("claims.strip.more", { count: strip.more })}</p>}
      <Fold title={say("claims.strip.table")}>{() => <StripTable strip={strip} />}</Fold>
    </>
  );
}

/** An end of the line of time, always with its day; the last millisecond of a minute is the next minute. */
function endText(at: string, speech: Speech): string {
  return speech.stamp(Math.round(Date.parse(at) / 1000) * 1000, 0);
}

function Drawing({
  slices,
  strip,
  about,
}: {
  slices: readonly StripSlice[];
  strip: Strip;
  about: EventBody;
}) {
  const [from, to] = [Date.parse(strip.from), Date.parse(strip.to)];
  const width = slices.length * SLICE;
  const at = (time: string) => ((Date.parse(time) - from) / (to - from)) * width;
  const [begins, ends] = [Math.max(0, at(about.window.from)), Math.min(width, at(about.window.to))];
  return (
    <svg
      className="strip-drawing"
      viewBox={`0 0 ${width} ${WHOLE_HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect
        className="strip-window"
        x={begins}
        y={HEIGHT + 2}
        width={Math.max(SLICE / 2, ends - begins)}
        height={MARK_HEIGHT}
      />
      {slices.map((slice, place) => (
        <Bar key={slice.from} slice={slice} x={place * SLICE} />
      ))}
    </svg>
  );
}

function Bar({ slice, x }: { slice: StripSlice; x: number }) {
  const kind = sliceKind(slice);
  const height = { none: 2, up: 8, shaky: 18, down: HEIGHT }[kind];
  const inset = kind === "none" ? SLICE * 0.3 : SLICE * 0.08;
  return (
    <rect
      className={`strip-${kind}`}
      x={x + inset}
      y={HEIGHT - height}
      width={SLICE - 2 * inset}
      height={height}
    />
  );
}

export type SliceKind = "none" | "up" | "shaky" | "down";

/** What a part of the window was: without rounds, answered, partly, or not answered. */
export function sliceKind({ n, d, p }: StripSlice): SliceKind {
  if (n === 0) return "none";
  if (d === n) return "down";
  return d > 0 || p > 0 ? "shaky" : "up";
}

function stripSummary(slices: readonly StripSlice[], say: Speech["say"]): string {
  const n = slices.reduce((sum, slice) => sum + slice.n, 0);
  const d = slices.reduce((sum, slice) => sum + slice.d, 0);
  return n === 0 ? say("claims.strip.none") : say("claims.strip.around", { count: d, n });
}

/** What was said at an hour that is known stands on the same line of time. */
function SaidMarks({ strip, statements }: { strip: Strip; statements: readonly Statement[] }) {
  const [from, to] = [Date.parse(strip.from), Date.parse(strip.to)];
  const moments = new Map<string, Set<StanceShape>>();
  for (const { at, atOfDocument, stance } of statements) {
    if (atOfDocument || isDayOnly(at) || Date.parse(at) < from || Date.parse(at) > to) continue;
    moments.set(at, (moments.get(at) ?? new Set()).add(SHAPE_OF[stance]));
  }
  if (moments.size === 0) return null;
  return (
    <div className="strip-said" aria-hidden="true">
      {[...moments].slice(0, MOMENTS_MAX).map(([at, shapes]) => (
        <span key={at} style={{ left: `${((Date.parse(at) - from) / (to - from)) * 100}%` }}>
          {[...shapes].map((shape) => (
            <ShapeSign key={shape} shape={shape} size="0.75rem" />
          ))}
        </span>
      ))}
    </div>
  );
}

function StripTable({ strip }: { strip: Strip }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  return (
    <WideTable label={say("claims.strip.table")}>
      <table className="numbers">
        <thead>
          <tr>
            <th scope="col">{say("claims.strip.from")}</th>
            <th scope="col">{say("claims.strip.site")}</th>
            <th scope="col">{say("claims.strip.n")}</th>
            <th scope="col">{say("claims.strip.d")}</th>
          </tr>
        </thead>
        <tbody>
          {strip.sites.flatMap(({ site, url, slices }) =>
            slices
              .filter(({ n }) => n > 0)
              .map(({ from, n, d }) => (
                <tr key={`${site} ${from}`}>
                  <th scope="row">{speech.stamp(Date.parse(from), nowMs)}</th>
                  <td>
                    <bdi>{hostOf(url)}</bdi>
                  </td>
                  <td>{speech.number(n)}</td>
                  <td>{speech.number(d)}</td>
                </tr>
              )),
          )}
        </tbody>
      </table>
    </WideTable>
  );
}

/** Whether an element is, or was, near what the reader sees; on paper all are. */
function useNear(place: React.RefObject<HTMLElement | null>): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (element === null || isNear) return;
    const come = () => setNear(true);
    const observer = new IntersectionObserver(([seen]) => seen?.isIntersecting === true && come(), {
      rootMargin: READY,
    });
    observer.observe(element);
    window.addEventListener("beforeprint", come);
    return () => {
      observer.disconnect();
      window.removeEventListener("beforeprint", come);
    };
  }, [place, isNear]);
  return isNear;
}
