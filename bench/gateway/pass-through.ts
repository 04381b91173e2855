import { startGateway } from "../harness/beffroi.ts";
import { BUN, BUN_FLAGS, ROOT } from "../harness/folders.ts";
import { type OpenResult, openLoop } from "../harness/open-loop.ts";
import { start, stopAll } from "../harness/process.ts";
import { type Effort, type Goal, type Section, sectionMarkdown, type Table } from "../harness/section.ts";
import { figure, median } from "../harness/statistics.ts";
import { type WrkResult, wrk } from "../harness/wrk.ts";
import { pageOf20kB } from "../origin/pages.ts";
import { type Server, startNginx } from "../peers/peers.ts";
import { startExactOrigin } from "../origin/exact.ts";
import { compareExactly, EXACT_CASES, type ExactOutcome } from "./exactness.ts";

const SERVER_CORE = 0;
const LOAD_CORE = 1;
const FULL = { rounds: 5, seconds: 6, perSecond: 500 };
const SMOKE = { rounds: 1, seconds: 1, perSecond: 100 };
const PAGE_BYTES = 20_000;
const HEADERS = [
  "Host: www.ville.example",
  "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  "Accept: text/html,application/xhtml+xml,*/*;q=0.8",
  "Accept-Language: fr,en;q=0.5",
  "Cookie: PHPSESSID=f3b0c44298fc1c149afbf4c8996fb924",
];
const P50_GOAL_MS = 1;
const P99_GOAL_MS = 5;

const gatewayInFrontOf = async (name: string, origin: number): Promise<Server> => {
  const site = ["crawl = false", "origin_concurrency_max = 256"];
  const { port, process } = await startGateway(name, { origin, site }, SERVER_CORE);
  return { name: "Beffroi", port, pid: process.pid, stop: () => process.stop() };
};

/** Latency at a constant rate: straight to the origin, through the product, through nginx, in turn. */
async function latencies(effort: Effort): Promise<{ table: Table; goals: Goal[]; faults: string[] }> {
  const { rounds, seconds, perSecond } = effort.smoke ? SMOKE : FULL;
  const originProcess = start(BUN, [...BUN_FLAGS, `${ROOT}/bench/origin/pages.ts`], { core: LOAD_CORE });
  const origin = Number((await originProcess.line(/origin ready port=(\d+)/, 10_000))[1]);
  const servers = [
    await gatewayInFrontOf("pass-beffroi", origin),
    await startNginx("nginx-pass.conf", origin, SERVER_CORE),
  ];
  const ways = [{ name: "direct", port: origin }, ...servers];
  const results = ways.map(() => [] as OpenResult[]);
  for (let round = -1; round < rounds; round++) {
    for (const [index, { port }] of ways.entries()) {
      const load = { port, path: "/private", headers: HEADERS, perSecond, seconds, bodyBytes: PAGE_BYTES };
      const result = await openLoop(round < 0 ? { ...load, seconds: Math.min(seconds, 3) } : load, LOAD_CORE);
      if (round >= 0) results[index]?.push(result);
    }
  }
  for (const server of servers) await server.stop();
  await originProcess.stop();
  const middle = (index: number, pick: (result: OpenResult) => number) =>
    median((results[index] ?? []).map(pick));
  const added = (index: number, pick: (result: OpenResult) => number) =>
    middle(index, pick) - middle(0, pick);
  const p50 = (result: OpenResult) => result.p50Ms;
  const p99 = (result: OpenResult) => result.p99Ms;
  const rows = ways.map(({ name }, index) => [
    name,
    ...[p50, (result: OpenResult) => result.p90Ms, p99, (result: OpenResult) => result.maxMs].map((pick) =>
      figure(middle(index, pick)),
    ),
    figure(added(index, p50)),
    figure(added(index, p99)),
    figure(middle(index, (result) => result.lateP99Ms)),
    String((results[index] ?? []).reduce((sum, { wrong }) => sum + wrong, 0)),
  ]);
  const wrong = results.flat().reduce((sum, result) => sum + result.wrong, 0);
  return {
    table: {
      caption: `Uncacheable 20 kB page with a session cookie, ${perSecond} requests/s, open loop, medians of ${rounds} rounds of ${seconds} s. Milliseconds.`,
      head: ["way", "p50", "p90", "p99", "max", "added p50", "added p99", "generator late, p99", "wrong"],
      rows,
    },
    goals: [
      {
        what: `added p50 at ${perSecond}/s`,
        goal: `<= ${P50_GOAL_MS} ms`,
        measured: `${figure(added(1, p50))} ms (nginx ${figure(added(2, p50))})`,
        met: added(1, p50) <= P50_GOAL_MS,
      },
      {
        what: `added p99 at ${perSecond}/s`,
        goal: `<= ${P99_GOAL_MS} ms`,
        measured: `${figure(added(1, p99))} ms (nginx ${figure(added(2, p99))})`,
        met: added(1, p99) <= P99_GOAL_MS,
      },
    ],
    faults: wrong > 0 ? [`${wrong} answers were wrong or missing at constant rate`] : [],
  };
}

/** Requests a core can pass through: closed loop, in front of an origin that costs little. */
async function throughput(effort: Effort): Promise<{ table: Table; faults: string[] }> {
  const { rounds } = effort.smoke ? SMOKE : FULL;
  const page = { "page.html": pageOf20kB("Compte") };
  const origin = await startNginx("nginx-origin.conf", 1, LOAD_CORE, page);
  const servers = [
    await gatewayInFrontOf("pass-beffroi-rate", origin.port),
    await startNginx("nginx-pass.conf", origin.port, SERVER_CORE),
  ];
  const results = servers.map(() => [] as WrkResult[]);
  for (let round = -1; round < rounds; round++) {
    for (const [index, server] of servers.entries()) {
      const load = {
        url: `http://127.0.0.1:${server.port}/private`,
        headers: HEADERS,
        connections: 64,
        seconds: effort.smoke ? 1 : 4,
      };
      const result = await wrk({ ...load, core: LOAD_CORE, serverPid: server.pid });
      if (round >= 0) results[index]?.push(result);
    }
  }
  for (const server of [...servers, origin]) await server.stop();
  const middle = (index: number, pick: (result: WrkResult) => number) =>
    median((results[index] ?? []).map(pick));
  const rows = servers.map(({ name }, index) => {
    const micros = middle(index, (result) => result.serverMicrosPerRequest);
    return [
      name,
      figure(middle(index, (result) => result.requestsPerSecond)),
      figure(micros),
      figure(1e6 / micros),
      `${figure(100 * middle(index, (result) => result.serverCore))} %`,
    ];
  });
  const refused = results.flat().reduce((sum, result) => sum + result.refused + result.socketErrors, 0);
  return {
    table: {
      caption:
        "The same page, closed loop, 64 connections, server on one core; origin (nginx) and generator share the other.",
      head: ["server", "requests/s", "server CPU µs a request", "requests/s a full core", "server core"],
      rows,
    },
    faults: refused > 0 ? [`${refused} requests failed in the closed loop`] : [],
  };
}

async function exactness(): Promise<{ table: Table; goal: Goal; faults: string[] }> {
  const origin = await startExactOrigin();
  const servers = [
    await gatewayInFrontOf("pass-beffroi-exact", origin.port),
    await startNginx("nginx-pass.conf", origin.port, undefined),
  ];
  const outcomes: ExactOutcome[][] = [];
  for (const server of servers) outcomes.push(await compareExactly(origin, server.port));
  for (const server of servers) await server.stop();
  origin.stop();
  const [ours = [], nginx = []] = outcomes;
  const same = (some: readonly ExactOutcome[]) =>
    some.filter(({ difference }) => difference === undefined).length;
  const say = ({ difference, note }: ExactOutcome) =>
    difference ?? (note === undefined ? "same" : `same (${note})`);
  const telling = ours.flatMap((one, index) => {
    const other = nginx[index] as ExactOutcome;
    return say(one) === "same" && say(other) === "same" ? [] : [[one.name, say(one), say(other)]];
  });
  const news = ours.filter(({ difference, known }) => difference !== undefined && !known);
  return {
    faults: news.map(({ name, difference }) => `${name}: ${difference}`),
    table: {
      caption: `Exactness: ${EXACT_CASES.length} requests straight to the origin and through; what is not plainly the same:`,
      head: ["case", "Beffroi", "nginx"],
      rows: telling,
    },
    goal: {
      what: "exact: length, headers, status, Range, duplicates",
      goal: `${EXACT_CASES.length} of ${EXACT_CASES.length} cases`,
      measured: `${same(ours)} (nginx ${same(nginx)})`,
      met: same(ours) === EXACT_CASES.length,
    },
  };
}

export async function passThrough(effort: Effort): Promise<Section> {
  const exact = await exactness();
  const latency = await latencies(effort);
  const rate = await throughput(effort);
  return {
    title: "Pass-through",
    about: "What a page for one visitor costs. Server on core 0, generator and origin on core 1.",
    goals: [...latency.goals, exact.goal],
    tables: [latency.table, rate.table, exact.table],
    notes: [
      "Latency counts from the moment a request was due; requests are sent on time whether earlier ones were answered or not.",
    ],
    faults: [...latency.faults, ...rate.faults, ...exact.faults],
  };
}

if (import.meta.main) {
  const section = await passThrough({ smoke: process.argv.includes("--smoke") }).finally(stopAll);
  console.log(sectionMarkdown(section));
}
