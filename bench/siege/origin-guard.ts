import type { Effort, Goal, Section } from "../harness/section.ts";
import { figure, percentile } from "../harness/statistics.ts";
import { PRODUCT_CORE } from "./cores.ts";
import { startDrill, TEN_TIMES } from "./drill.ts";
import { serverOf, startBeffroi, townSite } from "./products.ts";
import { startTown, TOWN_WORKERS, type Town, type TownSample, watchTown } from "./town.ts";

/** One stretch of the flood with one capacity of the town. */
type Stretch = {
  name: string;
  workers: number;
  delayFactor: number;
  /** What the town can do now, measured against the first stretch. */
  capacity: number;
};

const STRETCHES: readonly Stretch[] = [
  { name: "8 workers", workers: 8, delayFactor: 1, capacity: 1 },
  { name: "8 to 2 workers", workers: 2, delayFactor: 1, capacity: 1 / 4 },
  { name: "2 to 8 workers", workers: 8, delayFactor: 1, capacity: 1 },
  { name: "everything takes 4 times as long", workers: 8, delayFactor: 4, capacity: 1 / 4 },
  { name: "as quick as before", workers: 8, delayFactor: 1, capacity: 1 },
];
/** `settleMs` of each stretch are not counted: the change is not seen yet. */
const FULL = { calmSeconds: 15, stretchSeconds: 14, settleMs: 5_000, requests: TEN_TIMES };
const SMOKE = { calmSeconds: 1, stretchSeconds: 1, settleMs: 300, requests: 500 };
/** Looked at one after the other for what holds from when on. */
const WINDOW_MS = 1_000;
const FOUND_GOAL_MS = 5_000;
const THROUGHPUT_SHARE = 0.8;

type Found = { stretch: Stretch; held: number[]; withinMs: number; throughMs: number; donePerSecond: number };

/** What arrives at the town under the flood, and how soon Beffroi finds out what the town bears now. */
export async function originGuard(effort: Effort): Promise<Section> {
  const { calmSeconds, stretchSeconds, settleMs, requests } = effort.smoke ? SMOKE : FULL;
  const town = await startTown(PRODUCT_CORE, effort);
  const server = serverOf(
    await startBeffroi(townSite(town.port), PRODUCT_CORE, { withSnapshot: !effort.smoke }),
  );
  const drill = startDrill(server.port, {
    calmSeconds,
    floodSeconds: stretchSeconds * STRETCHES.length + 1,
    afterSeconds: 0,
    oracle: town.url,
    attack: { grade: 2, requestsPerSecond: requests, ramp: "at-once" },
    citizens: {
      visitsPerSecond: 8,
      returning: effort.smoke ? 5 : 300,
      patienceMs: effort.smoke ? 2_000 : 10_000,
    },
  });
  await drill.reached("flood");
  const watched: Array<{ stretch: Stretch; samples: TownSample[] }> = [];
  for (const stretch of STRETCHES) watched.push(await watchStretch(town, stretch, stretchSeconds));
  await drill.result;
  await server.stop();
  const normal = rateOf(watched[0]?.samples ?? [], settleMs);
  return section(
    watched.map(({ stretch, samples }) => find(stretch, samples, normal, settleMs)),
    stretchSeconds,
  );
}

async function watchStretch(town: Town, stretch: Stretch, seconds: number) {
  const { workers, delayFactor } = stretch;
  await town.change({ workers, delayFactor });
  const watch = watchTown(town);
  await Bun.sleep(seconds * 1000);
  return { stretch, samples: await watch.stop() };
}

/** Answers a second from `fromMs` on. */
export function rateOf(samples: readonly TownSample[], fromMs: number): number {
  const counted = samples.filter(({ atMs }) => atMs >= fromMs);
  const [first, last] = [counted[0], counted.at(-1)];
  if (first === undefined || last === undefined || last.atMs <= first.atMs) return Number.NaN;
  return (counted.slice(1).reduce((sum, { done }) => sum + done, 0) * 1000) / (last.atMs - first.atMs);
}

function find(stretch: Stretch, samples: readonly TownSample[], normal: number, settleMs: number): Found {
  const allowed = stretch.workers + 1;
  const wanted = normal * stretch.capacity * THROUGHPUT_SHARE;
  return {
    stretch,
    held: samples.filter(({ atMs }) => atMs >= settleMs).map(({ heldMost }) => heldMost),
    withinMs: holdsFrom(
      samples,
      (window) =>
        percentile(
          window.map(({ heldMost }) => heldMost),
          0.99,
        ) <= allowed,
    ),
    throughMs: holdsFrom(samples, (window) => rateOf(window, 0) >= wanted),
    donePerSecond: rateOf(samples, settleMs),
  };
}

/** The first moment from which on `holds` is true of the next second; Infinity when never. */
export function holdsFrom(
  samples: readonly TownSample[],
  holds: (window: readonly TownSample[]) => boolean,
): number {
  for (const [index, { atMs }] of samples.entries()) {
    const window = samples.slice(index).filter((sample) => sample.atMs < atMs + WINDOW_MS);
    if ((window.at(-1)?.atMs ?? 0) < atMs + WINDOW_MS / 2) break;
    if (holds(window)) return atMs;
  }
  return Number.POSITIVE_INFINITY;
}

function section(found: readonly Found[], stretchSeconds: number): Section {
  const [first] = found as [Found];
  const most = first.held.length === 0 ? Number.NaN : Math.max(...first.held);
  const p99 = first.held.length === 0 ? Number.NaN : percentile(first.held, 0.99);
  const changes = found.slice(1);
  const seconds = (ms: number) => (Number.isFinite(ms) ? `${figure(ms / 1000)} s` : "not");
  return {
    title: "The door in front of the origin",
    about: `Ten times the published attack (grade 2, at once) and citizens beside it; the town's capacity changes four-fold every ${stretchSeconds} s, and nobody tells Beffroi. Held: requests at the town at once, at work or in its line, the most in each tenth of a second.`,
    goals: [
      {
        what: "at the origin at once, after the first 5 s",
        goal: `<= ${TOWN_WORKERS} + 1`,
        measured: `${most} at most, p99 ${p99}`,
        met: most <= TOWN_WORKERS + 1,
      },
      ...changes.map(({ stretch, withinMs, throughMs }): Goal => {
        const slower = stretch.capacity < 1;
        const neededMs = Math.max(withinMs, throughMs);
        return {
          what: `limit found again: ${stretch.name}`,
          goal: "within 5 s",
          measured: `no more than ${stretch.workers} + 1 at once after ${seconds(withinMs)}, ${THROUGHPUT_SHARE * 100} % of the ${slower ? "smaller" : "full"} throughput after ${seconds(throughMs)}`,
          met: neededMs <= FOUND_GOAL_MS,
        };
      }),
    ],
    tables: [
      {
        caption: "Each stretch from its fifth second on.",
        head: [
          "the town",
          "held at most",
          "held, p99",
          "answers/s",
          "<= workers + 1 after",
          "80 % of throughput after",
        ],
        rows: found.map(({ stretch, held, withinMs, throughMs, donePerSecond }) => [
          stretch.name,
          held.length === 0 ? "-" : String(Math.max(...held)),
          held.length === 0 ? "-" : String(percentile(held, 0.99)),
          figure(donePerSecond),
          seconds(withinMs),
          seconds(throughMs),
        ]),
      },
    ],
    notes: [
      "Beffroi alone: the limits of nginx (rates, max_conns), HAProxy (maxconn), Varnish (max_connections) and Caddy (unhealthy_request_count) are numbers that somebody writes down, and none of them changes them by itself.",
    ],
    faults: [],
  };
}
