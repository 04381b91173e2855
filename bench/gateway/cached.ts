import { type Beffroi, startGateway } from "../harness/beffroi.ts";
import { BUN, BUN_FLAGS, ROOT } from "../harness/folders.ts";
import { freePort, type Started, start, stopAll } from "../harness/process.ts";
import { type Effort, type Goal, type Section, sectionMarkdown, type Table } from "../harness/section.ts";
import { figure, median, spread } from "../harness/statistics.ts";
import { type WrkResult, wrk } from "../harness/wrk.ts";
import { type Server, startHaproxy, startNginx, startVarnish } from "../peers/peers.ts";

/** Product and peers run on this core, the load comes from the other. */
const SERVER_CORE = 0;
const LOAD_CORE = 1;
/** `firstRound` -1: a round that warms caches and compilers and is not counted. */
const FULL = { rounds: 7, seconds: 4, firstRound: -1 };
const SMOKE = { rounds: 1, seconds: 1, firstRound: 0 };

/** What a browser sends, with the cookies of two visitor statistics: most citizens' second page view. */
const BROWSER_HEADERS = [
  "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  "Accept-Language: fr,fr-FR;q=0.8,en-US;q=0.5,en;q=0.3",
  "Accept-Encoding: gzip, deflate, br, zstd",
  "Referer: http://www.ville.example/actualites",
  "Cookie: _ga=GA1.2.1894527710.1766400000; _pk_id.1.1fff=4d2cba1f3a1b9c4e.1766400000.; _pk_ses.1.1fff=1",
  "Upgrade-Insecure-Requests: 1",
  "Sec-Fetch-Dest: document",
  "Sec-Fetch-Mode: navigate",
  "Sec-Fetch-Site: same-origin",
  "Sec-Fetch-User: ?1",
  "Priority: u=0, i",
];
const HOST = "Host: www.ville.example";

type Load = { name: string; path: string; headers: readonly string[]; connections: number };

const PAGE_LOADS: readonly Load[] = [
  { name: "20 kB page, bare request, 64 connections", path: "/plain", headers: [HOST], connections: 64 },
  {
    name: "20 kB page, browser's headers and analytics cookies, 64 connections",
    path: "/page",
    headers: [HOST, ...BROWSER_HEADERS],
    connections: 64,
  },
  {
    name: "20 kB page, browser's headers and analytics cookies, 256 connections",
    path: "/page",
    headers: [HOST, ...BROWSER_HEADERS],
    connections: 256,
  },
];

type Series = { server: string; results: WrkResult[] };

/** Runs one load against each server in turn, round after round, so that a slow minute of the machine hits all alike. */
async function interleaved(
  runs: ReadonlyArray<{ server: Server; load: Load }>,
  effort: Effort,
): Promise<Series[]> {
  const { rounds, seconds, firstRound } = effort.smoke ? SMOKE : FULL;
  const series = runs.map(({ server }) => ({ server: server.name, results: [] as WrkResult[] }));
  for (let round = firstRound; round < rounds; round++) {
    // Forth and back, so that none always comes after the same neighbour.
    const order = [...runs.entries()];
    if (round % 2 === 1) order.reverse();
    for (const [index, { server, load }] of order) {
      const result = await wrk({
        url: `http://127.0.0.1:${server.port}${load.path}`,
        headers: load.headers,
        connections: load.connections,
        seconds,
        core: LOAD_CORE,
        serverPid: server.pid,
      });
      if (round >= 0) series[index]?.results.push(result);
    }
  }
  return series;
}

/** Median over the rounds of how many times as many requests `ours` answered as `theirs` in the same round. */
function rateRatio(ours: readonly WrkResult[], theirs: readonly WrkResult[]): number {
  return median(
    ours.map((one, round) => one.requestsPerSecond / (theirs[round]?.requestsPerSecond ?? Number.NaN)),
  );
}

type Summary = { server: string; rate: number; micros: number; results: readonly WrkResult[] };

const summary = ({ server, results }: Series): Summary => ({
  server,
  rate: median(results.map((result) => result.requestsPerSecond)),
  micros: median(results.map((result) => result.serverMicrosPerRequest)),
  results,
});

function table(caption: string, summaries: readonly Summary[]): Table {
  const ours = summaries[0] as Summary;
  return {
    caption,
    head: [
      "server",
      "requests/s, median (min to max)",
      "ours / theirs, median of rounds",
      "server CPU µs a request",
      "theirs / ours",
      "p50 ms",
      "p99 ms",
      "server core",
      "load core",
      "other work",
      "errors",
    ],
    rows: summaries.map(({ server, rate, micros, results }) => {
      const { min, max } = spread(results.map((result) => result.requestsPerSecond));
      const middle = (pick: (result: WrkResult) => number) => median(results.map(pick));
      return [
        server,
        `${figure(rate)} (${figure(min)} to ${figure(max)})`,
        figure(rateRatio(ours.results, results)),
        figure(micros),
        figure(micros / ours.micros),
        figure(middle((result) => result.p50Ms)),
        figure(middle((result) => result.p99Ms)),
        `${figure(100 * middle((result) => result.serverCore))} %`,
        `${figure(100 * middle((result) => result.generatorCore))} %`,
        `${figure(100 * middle((result) => result.otherCores))} %`,
        String(results.reduce((sum, result) => sum + result.socketErrors, 0)),
      ];
    }),
  };
}

/** The four servers in front of one origin, warmed, each checked to answer the page from its memory. */
async function startServers(origin: number): Promise<Server[]> {
  const beffroi: Beffroi = await startGateway(
    "cached-beffroi",
    { origin, site: ["crawl = false"] },
    SERVER_CORE,
  );
  return [
    { name: "Beffroi", port: beffroi.port, pid: beffroi.process.pid, stop: () => beffroi.process.stop() },
    await startNginx("nginx-cache.conf", origin, SERVER_CORE),
    await startHaproxy("haproxy-cache.cfg", origin, SERVER_CORE),
    // A thread for each connection of the largest load, from the start.
    await startVarnish("varnish-cache.vcl", origin, SERVER_CORE, ["thread_pool_min=300"]),
  ];
}

/** Faults of servers that do not serve the right page, or do not serve it from memory, for the headers of a load. */
async function checkCached(server: Server, load: Load, originPort: number): Promise<string[]> {
  const headers = Object.fromEntries(load.headers.map((line) => line.split(": ", 2) as [string, string]));
  const ask = async () => {
    const response = await fetch(`http://127.0.0.1:${server.port}${load.path}`, { headers });
    return `${response.status} ${(await response.bytes()).length}`;
  };
  const count = async () =>
    ((await (await fetch(`http://127.0.0.1:${originPort}/requests`)).json()) as { requests: number })
      .requests;
  const faults: string[] = [];
  await ask();
  const before = await count();
  const answer = await ask();
  if (answer !== "200 20000")
    faults.push(`${server.name} answers ${load.path} with ${answer}, not 200 20000`);
  if ((await count()) !== before)
    faults.push(`${server.name} asks the origin again for ${load.path} (${load.name})`);
  return faults;
}

async function startOrigin(): Promise<{ port: number; process: Started }> {
  const process = start(BUN, [...BUN_FLAGS, `${ROOT}/bench/origin/pages.ts`], { core: LOAD_CORE });
  const [, port] = await process.line(/origin ready port=(\d+)/, 10_000);
  return { port: Number(port), process };
}

/** What each server answers when it refuses: the product an unknown host, and a page it cannot get. */
async function refusals(servers: readonly Server[], effort: Effort): Promise<Series[]> {
  const unknownHost: Load = { name: "", path: "/", headers: ["Host: nobody.example"], connections: 64 };
  const named = (path: string): Load => ({ name: "", path, headers: [HOST], connections: 64 });
  const find = (name: string) => servers.find((server) => server.name === name) as Server;
  const dead = await startGateway(
    "cached-dead-origin",
    { origin: await freePort(), site: ["crawl = false"] },
    SERVER_CORE,
  );
  const deadServer: Server = {
    name: "Beffroi, 503: origin gone, page unknown",
    port: dead.port,
    pid: dead.process.pid,
    stop: () => dead.process.stop(),
  };
  return interleaved(
    [
      { server: { ...find("Beffroi"), name: "Beffroi, 4xx: unknown host" }, load: unknownHost },
      { server: deadServer, load: named("/unknown") },
      { server: { ...find("HAProxy"), name: "HAProxy, http-request return 503" }, load: named("/refused") },
      { server: { ...find("HAProxy"), name: "HAProxy, http-request deny 503" }, load: named("/denied") },
      { server: { ...find("nginx"), name: "nginx, return 503" }, load: named("/refused") },
      { server: { ...find("Varnish"), name: "Varnish, synth 503" }, load: named("/refused") },
    ],
    effort,
  );
}

export async function cached(effort: Effort): Promise<Section> {
  const origin = await startOrigin();
  const servers = await startServers(origin.port);
  const faults: string[] = [];
  const tables: Table[] = [];
  const goals: Goal[] = [];
  for (const load of PAGE_LOADS) {
    for (const server of servers) faults.push(...(await checkCached(server, load, origin.port)));
    const summaries = (
      await interleaved(
        servers.map((server) => ({ server, load })),
        effort,
      )
    ).map(summary);
    tables.push(table(`${load.name}.`, summaries));
    goals.push(...pageGoals(load, summaries));
    for (const { server, results } of summaries) {
      const refused = results.reduce((sum, result) => sum + result.refused, 0);
      if (refused > 0) faults.push(`${server} refused ${refused} requests (${load.name})`);
      if (results.some(({ requests }) => requests === 0))
        faults.push(`${server} answered nothing (${load.name})`);
    }
  }
  const refused = (await refusals(servers, effort)).map(summary);
  tables.push(
    table(
      "Refusals, 64 connections. Beffroi's first row is what a request for a host it does not serve gets.",
      refused,
    ),
  );
  goals.push(refusalGoal(refused));
  for (const server of servers) await server.stop();
  const { rounds, seconds } = effort.smoke ? SMOKE : FULL;
  return {
    title: "Cached page and refusal, one core",
    about: `Each server runs pinned to one core, wrk with one thread pinned to the other; ${rounds} interleaved rounds of ${seconds} s each. Configurations: bench/peers.`,
    goals,
    tables,
    notes: [
      "CPU µs a request is user and system time of the server with its children from /proc, so it holds where the generator, not the server, is the limit (load core near 100 %, server core below).",
      "Other work: what else kept the machine busy meanwhile (interrupts included), in percent of one core. Above some tens, the figures of that row are worth little.",
    ],
    faults,
  };
}

function pageGoals(load: Load, summaries: readonly Summary[]): Goal[] {
  const ours = summaries[0] as Summary;
  const wanted: Array<[string, number]> = [
    ["nginx", 1],
    ["HAProxy", 1.25],
    ["Varnish", 1.6],
  ];
  return wanted.map(([name, factor]) => {
    const theirs = summaries.find(({ server }) => server === name) as Summary;
    const ratio = rateRatio(ours.results, theirs.results);
    return {
      what: `${load.name}: against ${name}`,
      goal: `>= ${factor} x its rate`,
      measured: `${figure(ratio)} x (${figure(ours.rate)} / ${figure(theirs.rate)}; server CPU ${figure(ours.micros)} and ${figure(theirs.micros)} µs a request)`,
      met: Number.isFinite(ratio) && ratio >= factor,
    };
  });
}

function refusalGoal(refused: readonly Summary[]): Goal {
  const best = (start: string) =>
    Math.max(...refused.filter(({ server }) => server.startsWith(start)).map(({ rate }) => rate));
  const slowest = Math.min(
    ...refused.filter(({ server }) => server.startsWith("Beffroi")).map(({ rate }) => rate),
  );
  return {
    what: "refusal, the slower of our two",
    goal: ">= HAProxy's rate",
    measured: `${figure(slowest)}/s against ${figure(best("HAProxy"))}/s (${figure(slowest / best("HAProxy"))} x)`,
    met: slowest >= best("HAProxy"),
  };
}

if (import.meta.main) {
  const section = await cached({ smoke: process.argv.includes("--smoke") }).finally(stopAll);
  console.log(sectionMarkdown(section));
}
