import { type Digest, postureSchema, type SiteDigest } from "../gateway/events.ts";
import { guardCounters, guardGauges, labelValues } from "./guard-metrics.ts";
import type { GatewayLink } from "./dependencies.ts";

/** Figures for Prometheus, in its text format 0.0.4. */

export const METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

type CountedColumn = Exclude<keyof SiteDigest["window"], "originMsP50" | "originMsP95">;

/** Sums of the digests' windows since the keeper started: a digest says what one second held, Prometheus wants totals. */
const counters: ReadonlyArray<readonly [name: string, help: string, column: CountedColumn]> = [
  ["beffroi_requests_total", "Requests of visitors.", "requests"],
  ["beffroi_answers_memory_fresh_total", "Answers from memory while fresh.", "fromMemory"],
  ["beffroi_answers_memory_stale_total", "Answers from memory, older than in calm.", "fromMemoryStale"],
  ["beffroi_answers_snapshot_total", "Answers from the copy on disk.", "fromSnapshot"],
  ["beffroi_requests_coalesced_total", "Requests that waited for somebody else's request.", "coalesced"],
  ["beffroi_origin_fills_total", "Requests to the origin to fill the memory.", "originFills"],
  ["beffroi_origin_passes_total", "Requests passed to the origin for one visitor.", "originPasses"],
  ["beffroi_origin_failures_total", "Requests to the origin that failed.", "originFailures"],
  ["beffroi_unavailable_total", "Requests that neither memory nor origin could answer.", "unavailable"],
  ["beffroi_waiting_pages_total", "Waiting pages given instead of a place in line.", "challenged"],
  ["beffroi_waiting_page_returns_total", "Visitors who came back from the waiting page.", "confirmed"],
  ["beffroi_tickets_issued_total", "Tickets given to visitors.", "ticketsIssued"],
  ["beffroi_malformed_total", "Requests refused because they were malformed.", "malformed"],
  ["beffroi_sent_bytes_total", "Bytes of answers.", "bytesSent"],
];

type Gauge = readonly [
  name: string,
  help: string,
  read: (site: SiteDigest, at: number) => number | null | undefined,
];

const gauges: readonly Gauge[] = [
  ["beffroi_in_flight", "Requests being answered.", (site) => site.inFlight],
  ["beffroi_queued", "Requests that wait for the origin.", (site) => site.queued],
  [
    "beffroi_origin_limit",
    "Requests that may be at the origin at once, as found.",
    ({ guard }) => guard.limit,
  ],
  ["beffroi_origin_in_flight", "Requests at the origin.", ({ guard }) => guard.inFlight],
  [
    "beffroi_origin_limit_growing",
    "1 while the limit is still being looked for upwards.",
    ({ guard }) => Number(guard.growing),
  ],
  [
    "beffroi_origin_demand_seconds",
    "Work asked of the origin in the last second, in seconds of its time.",
    ({ guard }) => guard.demandMs / 1000,
  ],
  [
    "beffroi_origin_capacity_seconds",
    "Work that the origin can do in a second, in seconds of its time.",
    ({ guard }) => guard.capacityMs / 1000,
  ],
  [
    "beffroi_origin_oldest_wait_seconds",
    "Longest time that somebody has been in line for the origin.",
    ({ guard }) => guard.oldestWaitMs / 1000,
  ],
  ["beffroi_cache_pages", "Pages in memory.", (site) => site.cachePages],
  ["beffroi_cache_bytes", "Bytes of the pages in memory.", (site) => site.cacheBytes],
  ["beffroi_snapshot_pages", "Pages in the copy on disk.", (site) => site.snapshotPages],
  ["beffroi_snapshot_bytes", "Bytes of the copy on disk.", (site) => site.snapshotBytes],
  [
    "beffroi_snapshot_age_seconds",
    "Age of the last complete copy.",
    (site, at) => (site.snapshotAtMs === null ? null : Math.max(0, (at - site.snapshotAtMs) / 1000)),
  ],
  ["beffroi_coverage_pages_ratio", "Share of the known pages that is kept.", (site) => site.coveragePages],
  [
    "beffroi_coverage_visits_ratio",
    "Share of the last seven days' page views that went to pages that are kept.",
    (site) => site.coverageVisits,
  ],
  ["beffroi_crawling", "1 while the copy is being made.", (site) => Number(site.crawling)],
  ["beffroi_posture_pinned", "1 while an operator holds the posture.", (site) => Number(site.pinned)],
  [
    "beffroi_origin_latency_p50_seconds",
    "Median time to the origin's first byte in the last second.",
    (site) => secondsOf(site.window.originMsP50),
  ],
  [
    "beffroi_origin_latency_p95_seconds",
    "95th percentile of the time to the origin's first byte in the last second.",
    (site) => secondsOf(site.window.originMsP95),
  ],
];

type Sums = { columns: Record<CountedColumn, number>; guard: Map<string, number> };

/** Adds up the digests. Sites come from the settings, so their number is bounded by the digest's schema. */
export class Totals {
  private readonly sites = new Map<string, Sums>();

  add(digest: Digest): void {
    for (const site of digest.sites) {
      const sums = this.sites.get(site.site) ?? this.start(site.site);
      for (const [, , column] of counters) sums.columns[column] += site.window[column];
      for (const { name, label, read } of guardCounters) {
        for (const one of labelValues[label]) {
          const key = guardKey(name, one);
          sums.guard.set(key, (sums.guard.get(key) ?? 0) + (read(site.guard, one) ?? 0));
        }
      }
    }
  }

  entries(): Iterable<[site: string, sums: Readonly<Sums>]> {
    return this.sites;
  }

  private start(site: string): Sums {
    const columns = Object.fromEntries(counters.map(([, , column]) => [column, 0])) as Sums["columns"];
    const sums: Sums = { columns, guard: new Map() };
    this.sites.set(site, sums);
    return sums;
  }
}

function guardKey(name: string, one: string): string {
  return `${name} ${one}`;
}

export type MetricsInput = {
  version: string;
  nowMs: number;
  gateways: readonly GatewayLink[];
  /** The latest digest; undefined before the first. */
  latest: Digest | undefined;
  totals: Totals;
  entries: number;
  listeners: number;
};

/** All figures as one text. Levels of sites are left out when the gateway has been silent: an old level is no level. */
export function metricsText(input: MetricsInput): string {
  const { nowMs, latest } = input;
  const lines: string[] = [];
  const metric = (name: string, type: "gauge" | "counter", help: string, samples: Sample[]) => {
    if (samples.length === 0) return;
    lines.push(`# HELP ${name} ${escaped(help, false)}`, `# TYPE ${name} ${type}`);
    for (const [labels, value] of samples) lines.push(`${name}${labelText(labels)} ${value}`);
  };
  metric("beffroi_build_info", "gauge", "Version that runs.", [[{ version: input.version }, 1]]);
  metric("beffroi_journal_entries", "gauge", "Entries of the journal.", [[{}, input.entries]]);
  metric("beffroi_console_listeners", "gauge", "Readers of the live page.", [[{}, input.listeners]]);
  const up = input.gateways.map(
    ({ worker, connected }): Sample => [{ worker: String(worker) }, Number(connected)],
  );
  metric("beffroi_gateway_connected", "gauge", "1 while the worker is connected to the keeper.", up);
  if (latest !== undefined) {
    const age = Math.max(0, (nowMs - latest.at) / 1000);
    metric("beffroi_gateway_last_digest_age_seconds", "gauge", "Age of the last figures.", [[{}, age]]);
  }
  counts(input.totals, metric);
  if (latest !== undefined && nowMs - latest.at < LEVELS_HOLD_MS) levels(latest, nowMs, metric);
  return `${lines.join("\n")}\n`;
}

/** How long the last digest's levels stand for the present, in ms. */
const LEVELS_HOLD_MS = 10_000;

type Sample = readonly [labels: Record<string, string>, value: number];
type Metric = (name: string, type: "gauge" | "counter", help: string, samples: Sample[]) => void;

function counts(totals: Totals, metric: Metric): void {
  const sites = [...totals.entries()];
  for (const [name, help, column] of counters) {
    metric(
      name,
      "counter",
      help,
      sites.map(([site, sums]) => [{ site }, sums.columns[column]]),
    );
  }
  for (const { name, help, label } of guardCounters) {
    const samples = sites.flatMap(([site, { guard }]) =>
      labelValues[label].map((one): Sample => [{ site, [label]: one }, guard.get(guardKey(name, one)) ?? 0]),
    );
    metric(name, "counter", help, samples);
  }
}

function levels(latest: Digest, nowMs: number, metric: Metric): void {
  metric("beffroi_connections", "gauge", "Open connections of visitors.", [[{}, latest.connections]]);
  metric("beffroi_gateway_memory_bytes", "gauge", "Memory of the gateway's processes.", [
    [{}, latest.memoryBytes],
  ]);
  const postures = latest.sites.flatMap(({ site, posture }) =>
    postureSchema.options.map((one): Sample => [{ site, posture: one }, Number(one === posture)]),
  );
  metric("beffroi_posture", "gauge", "1 for the posture that the site has.", postures);
  for (const [name, help, read] of gauges) {
    const samples = latest.sites.flatMap((site): Sample[] => {
      const value = read(site, nowMs);
      return value === null || value === undefined ? [] : [[{ site: site.site }, value]];
    });
    metric(name, "gauge", help, samples);
  }
  for (const { name, help, label, read } of guardGauges) {
    const samples = latest.sites.flatMap(({ site, guard }) =>
      labelValues[label].flatMap((one): Sample[] => {
        const value = read(guard, one);
        return value === null ? [] : [[{ site, [label]: one }, value]];
      }),
    );
    metric(name, "gauge", help, samples);
  }
}

function secondsOf(ms: number | null): number | null {
  return ms === null ? null : ms / 1000;
}

function labelText(labels: Record<string, string>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value, true)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function escaped(text: string, inQuotes: boolean): string {
  const plain = text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
  return inQuotes ? plain.replaceAll('"', '\\"') : plain;
}
