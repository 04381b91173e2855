import type { DrawnColumn } from "../live-messages.ts";
import type { Line } from "./chart.tsx";
import type { Point } from "./series.ts";
import type { Speech } from "./speech.ts";

/**
 * The charts and their words. Bronze is what is asked, robots and all; blue is what citizens get; slate is the server;
 * red is refused. The attack and the citizens are never in one colour.
 */

export type ChartPlan = {
  key: string;
  title: string;
  lines: readonly Line[];
  write: (value: number) => string;
  topMin: number;
  alternative: (points: readonly Point[]) => string;
};

/** @param detailed whether citizens and the server's places are drawn too */
export function chartPlans(detailed: boolean, speech: Speech): readonly ChartPlan[] {
  const { say, number, latency } = speech;
  const requests: ChartPlan = {
    key: "requests",
    title: say("chart.requests"),
    lines: requestLines(speech),
    write: number,
    topMin: 4,
    alternative: (points) => requestsAlternative(points, speech),
  };
  const latencies: ChartPlan = {
    key: "latency",
    title: say("chart.latency"),
    lines: latencyLines(speech),
    write: latency,
    topMin: 100,
    alternative: (points) => latencyAlternative(points, speech),
  };
  if (!detailed) return [requests, latencies];
  const citizens: ChartPlan = {
    key: "citizens",
    title: say("chart.citizens"),
    lines: citizenLines(speech),
    write: number,
    topMin: 4,
    alternative: (points) => citizensAlternative(points, speech),
  };
  const places: ChartPlan = {
    key: "places",
    title: say("chart.places"),
    lines: placeLines(speech),
    write: number,
    topMin: 4,
    alternative: (points) => placesAlternative(points, speech),
  };
  return [requests, citizens, places, latencies];
}

function requestLines({ say }: Speech): Line[] {
  const sometimes = { width: 2, hiddenAtZero: true };
  return [
    { column: "requests", label: say("line.requests"), colour: "--line-asked", width: 2 },
    { column: "fromMemory", label: say("line.fromMemory"), colour: "--line-citizen", width: 2.5 },
    {
      ...sometimes,
      column: "fromSnapshot",
      label: say("line.fromSnapshot"),
      colour: "--line-copy",
      dash: [6, 4],
    },
    { column: "toOrigin", label: say("line.toOrigin"), colour: "--line-server", width: 1.5 },
    {
      ...sometimes,
      column: "challenged",
      label: say("line.challenged"),
      colour: "--line-asked",
      dash: [2, 3],
    },
    { ...sometimes, column: "unavailable", label: say("line.unavailable"), colour: "--line-refused" },
  ];
}

function citizenLines({ say }: Speech): Line[] {
  return [
    { column: "citizensServed", label: say("line.citizensServed"), colour: "--line-citizen", width: 2.5 },
    {
      column: "citizensWaiting",
      label: say("line.citizensWaiting"),
      colour: "--line-copy",
      width: 2,
      dash: [6, 4],
      hiddenAtZero: true,
    },
    {
      column: "citizensRefused",
      label: say("line.citizensRefused"),
      colour: "--line-refused",
      width: 2,
      hiddenAtZero: true,
    },
  ];
}

function placeLines({ say }: Speech): Line[] {
  return [
    { column: "limit", label: say("line.limit"), colour: "--line-server", width: 2, dash: [6, 4] },
    { column: "atOrigin", label: say("line.atOrigin"), colour: "--line-server", width: 2.5 },
  ];
}

function latencyLines({ say }: Speech): Line[] {
  return [
    {
      column: "originMsP95",
      label: say("line.originMsP95"),
      colour: "--line-server",
      width: 1.5,
      dash: [3, 3],
    },
    { column: "originMsP50", label: say("line.originMsP50"), colour: "--line-server", width: 2.5 },
  ];
}

function requestsAlternative(points: readonly Point[], { say, number }: Speech): string {
  const latest = points.findLast(({ requests }) => requests !== null);
  if (latest === undefined) return say("chart.empty");
  return say("chart.requests.alt", {
    asked: number(latest.requests ?? 0),
    memory: number(latest.fromMemory ?? 0),
    snapshot: number(latest.fromSnapshot ?? 0),
    origin: number(latest.toOrigin ?? 0),
    challenged: number(latest.challenged ?? 0),
    unavailable: number(latest.unavailable ?? 0),
    peak: number(peakOf(points, "requests")),
  });
}

function citizensAlternative(points: readonly Point[], { say, number }: Speech): string {
  const latest = points.findLast(({ citizensServed }) => citizensServed !== null);
  if (latest === undefined) return say("chart.empty");
  return say("chart.citizens.alt", {
    served: number(latest.citizensServed ?? 0),
    waiting: number(latest.citizensWaiting ?? 0),
    refused: number(latest.citizensRefused ?? 0),
    peak: number(peakOf(points, "citizensRefused")),
  });
}

function placesAlternative(points: readonly Point[], { say, number }: Speech): string {
  const latest = points.findLast(({ limit }) => limit !== null);
  if (latest === undefined) return say("chart.empty");
  return say("chart.places.alt", {
    taken: number(latest.atOrigin ?? 0),
    limit: number(latest.limit ?? 0),
    peak: number(peakOf(points, "atOrigin")),
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
