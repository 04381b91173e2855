import { readdirSync } from "node:fs";
import { openFilesMax } from "../../src/gateway/sockets.ts";
import { BUN, BUN_FLAGS, ROOT } from "../harness/folders.ts";
import { runGenerator } from "../harness/generator.ts";
import { start, stopAll } from "../harness/process.ts";
import { descendants, isAlive, residentBytes, treeCpuMs } from "../harness/process-figures.ts";
import { type Effort, type Goal, type Section, sectionMarkdown } from "../harness/section.ts";
import { figure } from "../harness/statistics.ts";
import { LOAD_CORE, PRODUCT_CORE } from "./cores.ts";
import type { CitizenOutcome, CitizenPlan, LaneOutcome } from "./slow-citizens.ts";
import type { SlowOutcome, SlowPlan } from "./slow-load.ts";
import { CITIZENS_HOST, SLOW_SERVERS, type SlowServer } from "./slow-peers.ts";

const FULL = { connections: 10_000, resetsPerSecond: 5_000, calmSeconds: 5, rampSeconds: 7, seconds: 13 };
const SMOKE = { connections: 300, resetsPerSecond: 500, calmSeconds: 0.5, rampSeconds: 0.5, seconds: 1 };
const SMOKE_SERVERS = 3;
const LANES = [
  { path: "/plain", perSecond: 20, bodyBytes: 20_000 },
  { path: "/private", perSecond: 10, bodyBytes: 20_000 },
] as const;
const ADDED_P95_GOAL_MS = 20;
const RESIDENT_GOAL_MB = 300;
const GENERATOR_WAIT_MS = 90_000;

type Peak = { residentMb: number; handles: number; handlesAfter: number; core: number };
type Result = { name: string; calm: CitizenOutcome; siege: CitizenOutcome; load: SlowOutcome; peak: Peak };

const script = (name: string) => `${ROOT}/bench/siege/${name}.ts`;

function citizens(server: SlowServer, seconds: number): Promise<CitizenOutcome> {
  const plan: CitizenPlan = { port: server.port, host: CITIZENS_HOST, seconds, lanes: LANES };
  return runGenerator<CitizenOutcome>(script("slow-citizens"), plan, LOAD_CORE, GENERATOR_WAIT_MS);
}

/** Memory and open files of a product with all its processes. */
function figuresOf(pid: number): { residentMb: number; handles: number } {
  const family = [pid, ...descendants(pid)].filter(isAlive);
  const handles = family.map((one) => {
    try {
      return readdirSync(`/proc/${one}/fd`).length;
    } catch {
      return 0;
    }
  });
  const resident = family.map(residentBytes).filter(Number.isFinite);
  return { residentMb: resident.reduce((sum, one) => sum + one, 0) / 1e6, handles: Math.max(...handles) };
}

/** One product: citizens alone, then citizens while the attack is on. */
async function measure(server: SlowServer, effort: typeof FULL): Promise<Result> {
  const { connections, resetsPerSecond, calmSeconds, rampSeconds, seconds } = effort;
  await citizens(server, Math.min(1, calmSeconds));
  const calm = await citizens(server, calmSeconds);
  const plan: SlowPlan = {
    port: server.port,
    tlsPort: server.tlsPort,
    host: CITIZENS_HOST,
    connections,
    resetsPerSecond,
    seconds: rampSeconds + seconds + 1,
  };
  const loading = runGenerator<SlowOutcome>(script("slow-load"), plan, LOAD_CORE, GENERATOR_WAIT_MS);
  let residentMb = 0;
  let handles = 0;
  const watching = setInterval(() => {
    const now = figuresOf(server.pid);
    residentMb = Math.max(residentMb, now.residentMb);
    handles = Math.max(handles, now.handles);
  }, 500);
  await Bun.sleep(rampSeconds * 1000);
  const [startedAt, cpuBefore] = [performance.now(), treeCpuMs(server.pid)];
  const siege = await citizens(server, seconds);
  const core = (treeCpuMs(server.pid) - cpuBefore) / (performance.now() - startedAt);
  const load = await loading.finally(() => clearInterval(watching));
  await Bun.sleep(500);
  const handlesAfter = figuresOf(server.pid).handles;
  return { name: server.name, calm, siege, load, peak: { residentMb, handles, handlesAfter, core } };
}

const added = ({ calm, siege }: Result, lane: number): number =>
  (siege.lanes[lane]?.p95Ms ?? Number.NaN) - (calm.lanes[lane]?.p95Ms ?? Number.NaN);
const failed = (lane: LaneOutcome | undefined) => `${lane?.failed ?? "-"} of ${lane?.asked ?? "-"}`;

function citizenRow(result: Result): string[] {
  const { name, calm, siege } = result;
  return [
    name,
    ...[0, 1].flatMap((lane) => [
      figure(calm.lanes[lane]?.p95Ms ?? Number.NaN),
      figure(siege.lanes[lane]?.p95Ms ?? Number.NaN),
      figure(siege.lanes[lane]?.maxMs ?? Number.NaN),
      failed(siege.lanes[lane]),
    ]),
    figure(siege.lateP95Ms),
  ];
}

function loadRow({ name, load, peak }: Result): string[] {
  const { heldMedian, made, refused, resets, resetConnections } = load;
  return [
    name,
    ...[heldMedian, made, refused, resets, resetConnections].map((count) => count.toLocaleString("en-US")),
    figure(peak.residentMb),
    `${Math.round(100 * peak.core)} %`,
    peak.handles.toLocaleString("en-US"),
    String(peak.handlesAfter),
  ];
}

function goalsOf(ours: Result): Goal[] {
  const failures = ours.siege.lanes.reduce((sum, lane) => sum + lane.failed, 0);
  return [
    ...(["page from memory", "page of the origin"] as const).map((what, lane) => ({
      what: `slow attacks: added p95, ${what}`,
      goal: `<= ${ADDED_P95_GOAL_MS} ms`,
      measured: `${figure(added(ours, lane))} ms`,
      met: added(ours, lane) <= ADDED_P95_GOAL_MS,
    })),
    {
      what: "slow attacks: citizens without a page",
      goal: "0",
      measured: `${failures}`,
      met: failures === 0,
    },
    {
      what: "slow attacks: memory of the gateway, highest",
      goal: `<= ${RESIDENT_GOAL_MB} MB`,
      measured: `${figure(ours.peak.residentMb)} MB`,
      met: ours.peak.residentMb <= RESIDENT_GOAL_MB,
    },
    {
      what: "slow attacks: open files, highest",
      goal: `< ${openFilesMax().toLocaleString("en-US")} (the limit)`,
      measured: ours.peak.handles.toLocaleString("en-US"),
      met: ours.peak.handles < openFilesMax(),
    },
  ];
}

/** 10,000 slow connections and 5,000 resets a second: what citizens notice of it, and what it costs the product. */
export async function slow(effort: Effort): Promise<Section> {
  const plan = effort.smoke ? SMOKE : FULL;
  const origin = start(BUN, [...BUN_FLAGS, script("slow-origin")], { core: PRODUCT_CORE });
  const port = Number((await origin.line(/origin ready port=(\d+)/, 10_000))[1]);
  const results: Result[] = [];
  const faults: string[] = [];
  // The rarer peers are left out where only running at all is to be proved.
  for (const startServer of effort.smoke ? SLOW_SERVERS.slice(0, SMOKE_SERVERS) : SLOW_SERVERS) {
    const server = await startServer(port, PRODUCT_CORE);
    const result = await measure(server, plan).finally(() => server.stop());
    results.push(result);
    if (result.calm.lanes.some((lane) => lane.failed > 0))
      faults.push(`${result.name} failed without an attack`);
  }
  await origin.stop();
  return {
    title: "Slow connections and rapid resets",
    about: `${plan.connections.toLocaleString("en-US")} connections from 40 networks that dawdle (header, body, reading, idle, TLS handshake, closed HTTP/2 windows), each opened again when it is cut, and ${plan.resetsPerSecond.toLocaleString("en-US")} HTTP/2 streams a second that are reset at once; beside them citizens, 20/s for a page from memory and 10/s for a page of the origin, each on a new connection.`,
    goals: goalsOf(results[0] as Result),
    tables: [
      {
        caption: `Citizens, ms; "without" and "with" the attack; ${plan.seconds} s; who got no page counts as 5,000 ms.`,
        head: [
          "product",
          "memory: p95 without",
          "p95 with",
          "max with",
          "no page",
          "origin: p95 without",
          "p95 with",
          "max with",
          "no page",
          "generator late, p95",
        ],
        rows: results.map(citizenRow),
      },
      {
        caption:
          "The attack and what it cost. Connections made: those that the product cut were opened again.",
        head: [
          "product",
          "held, median",
          "made",
          "refused",
          "streams reset",
          "on connections",
          "RSS MB, highest",
          "core",
          "open files, highest",
          "after",
        ],
        rows: results.map(loadRow),
      },
    ],
    notes: [
      `The limit of open files on this machine is ${openFilesMax().toLocaleString("en-US")} and cannot be raised; HAProxy is told 15,000 connections.`,
      "Varnish speaks no TLS: its share of handshakes and windows comes as idle plain connections, and nothing is reset. Caddy has no cache: both pages come from the origin.",
      "RSS of products with several processes counts shared pages in each.",
    ],
    faults,
  };
}

if (import.meta.main) {
  const section = await slow({ smoke: process.argv.includes("--smoke") }).finally(stopAll);
  console.log(sectionMarkdown(section));
}
