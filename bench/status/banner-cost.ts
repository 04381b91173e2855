import { type Beffroi, startUp } from "../harness/beffroi.ts";
import { BUN, BUN_FLAGS, ROOT } from "../harness/folders.ts";
import { childOf } from "../harness/family.ts";
import { loopbackUrl } from "../harness/loopback.ts";
import { start, stopAll } from "../harness/process.ts";
import type { Effort, Section } from "../harness/section.ts";
import { figure, median } from "../harness/statistics.ts";
import { type WrkResult, wrk } from "../harness/wrk.ts";
import { Speaker } from "./speaker.ts";

const SERVER_CORE = 0;
const LOAD_CORE = 1;
const FULL = { rounds: 5, seconds: 3 };
const SMOKE = { rounds: 1, seconds: 1 };
const HOST = "Host: www.ville.example";
/** What a browser sends when somebody looks at a page. */
const HEADERS = [
  HOST,
  "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  "Accept-Encoding: gzip, deflate, br, zstd",
  "Sec-Fetch-Dest: document",
  "Sec-Fetch-Mode: navigate",
];
const SHARE_MIN = 0.9;

type Row = { name: string; port: number; pid: number; path: string; shows: string; results: WrkResult[] };

/** What a page from memory costs without a banner, with one allowed, and with one on; and the status page itself. */
export async function bannerCost(effort: Effort): Promise<Section> {
  const origin = start(BUN, [...BUN_FLAGS, `${ROOT}/bench/origin/pages.ts`], { core: LOAD_CORE });
  const [, originPort] = await origin.line(/origin ready port=(\d+)/, 10_000);
  const up = (name: string, allowed: boolean) =>
    startUp(
      `status-${name}`,
      { origin: Number(originPort), site: ["crawl = false", `banner = ${allowed}`] },
      SERVER_CORE,
    );
  const [never, allowed, on] = [await up("never", false), await up("allowed", true), await up("on", true)];
  await new Speaker(on).publish();
  const row = (name: string, { port, ...beffroi }: Beffroi, path: string, shows: string): Row => ({
    name,
    port,
    pid: childOf({ port, ...beffroi }, "gateway"),
    path,
    shows,
    results: [],
  });
  const rows = [
    row("20 kB page, no banner allowed", never, "/page", "<main>"),
    row("20 kB page, banner allowed, none on", allowed, "/page", "<main>"),
    row("20 kB page, banner on", on, "/page", 'id="beffroi-banner"'),
    row("status page", on, "/etat-des-services", "Message 1 de la mairie"),
  ];
  const faults: string[] = [];
  for (const one of rows) faults.push(...(await check(one)));
  const { rounds, seconds } = effort.smoke ? SMOKE : FULL;
  // Round -1 warms compilers and is not counted.
  for (let round = effort.smoke ? 0 : -1; round < rounds; round++) {
    for (const one of round % 2 === 0 ? rows : rows.toReversed()) {
      const url = `http://127.0.0.1:${one.port}${one.path}`;
      const load = { url, headers: HEADERS, connections: 64, seconds, core: LOAD_CORE, serverPid: one.pid };
      const result = await wrk(load);
      if (round >= 0) one.results.push(result);
    }
  }
  await stopAll();
  return section(rows, faults);
}

/** Asks twice, as the second answer is the hot path's, and looks at both. */
async function check({ port, path, shows, name }: Row): Promise<string[]> {
  const headers = Object.fromEntries(HEADERS.map((line) => line.split(": ", 2) as [string, string]));
  const faults: string[] = [];
  for (const _ of [1, 2]) {
    const body = await (await fetch(loopbackUrl(`http://127.0.0.1:${port}${path}`), { headers })).text();
    if (!body.includes(shows)) faults.push(`${name}: the answer does not show ${shows}`);
  }
  return faults;
}

function section(rows: readonly Row[], faults: readonly string[]): Section {
  const rate = ({ results }: Row) => median(results.map((result) => result.requestsPerSecond));
  const micros = ({ results }: Row) => median(results.map((result) => result.serverMicrosPerRequest));
  const [never, allowed, on] = rows as [Row, Row, Row, Row];
  const share = (one: Row) => micros(never) / micros(one);
  const goal = (what: string, one: Row) => ({
    what,
    goal: ">= 90 % of the rate a processor second gives without",
    measured: `${figure(100 * share(one))} %`,
    met: share(one) >= SHARE_MIN,
  });
  return {
    title: "What the banner costs the pages from memory",
    about:
      "Each a Beffroi of its own in front of one origin, asked in turn by wrk with a browser's header fields over 64 connections; the servers on one core, the load on the other.",
    goals: [goal("a banner allowed, none on", allowed), goal("a banner on", on)],
    tables: [
      {
        caption: "One worker, one core.",
        head: ["page", "requests/s", "server CPU µs a request", "p50 ms", "p99 ms", "other work", "errors"],
        rows: rows.map((one) => [
          one.name,
          figure(rate(one)),
          figure(micros(one)),
          figure(median(one.results.map((result) => result.p50Ms))),
          figure(median(one.results.map((result) => result.p99Ms))),
          `${figure(100 * median(one.results.map((result) => result.otherCores)))} %`,
          String(one.results.reduce((sum, { socketErrors, refused }) => sum + socketErrors + refused, 0)),
        ]),
      },
    ],
    notes: [],
    faults,
  };
}
