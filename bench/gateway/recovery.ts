import { join } from "node:path";
import {
  type Beffroi,
  beffroiSettings,
  consoleUrl,
  SITE,
  startAgain,
  startUp,
  tokenHeaders,
} from "../harness/beffroi.ts";
import { childOf, killAtOnce, killFamily } from "../harness/family.ts";
import { BUN, BUN_FLAGS, ROOT } from "../harness/folders.ts";
import { keepLooking, look, msUntilAnswer, type Watched } from "../harness/probe.ts";
import { freePort, type Started, start, stopAll } from "../harness/process.ts";
import { descendants, proportionalBytes, residentBytes } from "../harness/process-figures.ts";
import { isSamePage } from "../harness/same-page.ts";
import { type Effort, type Goal, type Section, sectionMarkdown, type Table } from "../harness/section.ts";
import { figure, median, spread } from "../harness/statistics.ts";
import { linkedPage, linkedTarget } from "../origin/linked-site.ts";

const FULL = { pages: 1_000, rounds: 5, idleMs: 20_000 };
const SMOKE = { pages: 40, rounds: 1, idleMs: 1_000 };
const SERVED_GOAL_MS = 2_000;
const START_GOAL_MS = 1_000;
const BACK_GOAL_MS = 1_000;
const RESIDENT_GOAL_BYTES = 80e6;
const CRAWL_MS_MAX = 240_000;
const SITE_SETTINGS = ["crawl_pause_ms = 0"];

type Site = { beffroi: Beffroi; origin: Started; originPort: number };

async function startSite(pages: number): Promise<Site> {
  const origin = start(BUN, [...BUN_FLAGS, join(ROOT, "bench/origin/linked-site.ts"), String(pages)]);
  const originPort = Number((await origin.line(/origin ready port=(\d+)/, 20_000))[1]);
  const beffroi = await startUp("recovery", { origin: originPort, site: SITE_SETTINGS }, undefined);
  return { beffroi, origin, originPort };
}

/** Waits until the crawl that begins at the start has kept `pages` pages. */
async function waitForSnapshot(beffroi: Beffroi, pages: number): Promise<void> {
  const url = consoleUrl(beffroi, `/api/sites/${SITE}/coverage`);
  const until = Date.now() + CRAWL_MS_MAX;
  for (let kept = 0; kept < pages; await Bun.sleep(200)) {
    const { status, body } = await look(url, 5_000, tokenHeaders(beffroi));
    if (status === 200) kept = (JSON.parse(body) as { pagesKept: number }).pagesKept;
    if (Date.now() > until) throw new Error(`the crawl kept ${kept} of ${pages} pages in ${CRAWL_MS_MAX} ms`);
  }
}

/** Asks for every page until all came whole; gives up on what is still missing after `timeoutMs`. */
async function msUntilAllServed(port: number, pages: number, startedAt: number, timeoutMs: number) {
  const left = Array.from({ length: pages }, (_, index) => index);
  const lane = async () => {
    for (let index = left.pop(); index !== undefined; index = left.pop()) {
      const { status, body } = await look(`http://127.0.0.1:${port}${linkedTarget(index)}`);
      if (status === 200 && isSamePage(body, linkedPage(index, pages))) continue;
      left.push(index);
      if (performance.now() - startedAt > timeoutMs) return;
      await Bun.sleep(5);
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return { ms: performance.now() - startedAt, missing: left.length };
}

async function restart(
  site: Site,
  pages: number,
  rounds: number,
): Promise<{ table: Table; goal: Goal; faults: string[] }> {
  await waitForSnapshot(site.beffroi, pages);
  await site.origin.stop();
  const times: number[] = [];
  let missing = 0;
  for (let round = 0; round < rounds; round++) {
    await killFamily(site.beffroi);
    const startedAt = performance.now();
    const starting = startAgain("up", site.beffroi, undefined);
    const served = await msUntilAllServed(site.beffroi.port, pages, startedAt, 20_000);
    site.beffroi = await starting;
    times.push(served.ms);
    missing = Math.max(missing, served.missing);
  }
  const { min, median: middle, max } = spread(times);
  return {
    table: {
      caption: `Origin stopped, every process killed (kill -9), started again: until each of ${pages} pages of 20 kB came whole. ms from the start of the process.`,
      head: ["rounds", "median", "min", "max", "pages missing"],
      rows: [[String(rounds), figure(middle), figure(min), figure(max), String(missing)]],
    },
    goal: {
      what: `every page of the snapshot served after kill -9 (${pages} pages), slowest round`,
      goal: `<= ${SERVED_GOAL_MS} ms`,
      measured: `${figure(max)} ms, ${missing} missing`,
      met: max <= SERVED_GOAL_MS && missing === 0,
    },
    faults: missing > 0 ? [`${missing} of ${pages} pages were not served from the snapshot`] : [],
  };
}

/** How long from the command to the ready line, as users start it and without npm around it. */
async function startTimes(originPort: number, rounds: number): Promise<{ table: Table; goal: Goal }> {
  const ways: Array<[string, string, string[], RegExp]> = [
    ["npm start", "npm", ["start", "--silent", "--"], /^beffroi ready/m],
    ["node bin/beffroi.mjs up", "node", [join(ROOT, "bin/beffroi.mjs"), "up"], /^beffroi ready/m],
    ["bun src/main.ts up", BUN, [...BUN_FLAGS, join(ROOT, "src/main.ts"), "up"], /^beffroi ready/m],
    [
      "bun src/main.ts gateway",
      BUN,
      [...BUN_FLAGS, join(ROOT, "src/main.ts"), "gateway"],
      /^beffroi gateway ready/m,
    ],
  ];
  const rows: string[][] = [];
  let npmStartMs = Number.NaN;
  for (const [name, command, args, pattern] of ways) {
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const place = await beffroiSettings("recovery-start", { origin: originPort, site: ["crawl = false"] });
      const startedAt = performance.now();
      const options = ["--config", place.settingsFile, "--data", place.data];
      const started = start(command, [...args, ...options], { cwd: ROOT });
      await started.line(pattern, 20_000);
      times.push(performance.now() - startedAt);
      await started.stop();
    }
    const { min, median: middle, max } = spread(times);
    if (name === "npm start") npmStartMs = middle;
    rows.push([name, figure(middle), figure(min), figure(max)]);
  }
  return {
    table: {
      caption: "From the command to the ready line, ms, everything installed and built.",
      head: ["command", "median", "min", "max"],
      rows,
    },
    goal: {
      what: "start to ready, npm start",
      goal: `<= ${START_GOAL_MS} ms`,
      measured: `${figure(npmStartMs)} ms`,
      met: npmStartMs <= START_GOAL_MS,
    },
  };
}

async function idleMemory(originPort: number, idleMs: number): Promise<{ table: Table; goal: Goal }> {
  const beffroi = await startUp("recovery-idle", { origin: originPort, site: ["crawl = false"] }, undefined);
  await msUntilAnswer(consoleUrl(beffroi, "/healthz"));
  await Bun.sleep(idleMs);
  const gateway = childOf(beffroi, "gateway");
  const pids: Array<[string, number]> = [
    ["gateway", gateway],
    ["keeper", childOf(beffroi, "keeper")],
    ["supervisor", descendants(beffroi.process.pid).length > 0 ? beffroi.process.pid : Number.NaN],
  ];
  const megabytes = (bytes: number) => figure(bytes / 1e6);
  const resident = residentBytes(gateway);
  const rows = pids.map(([name, pid]) => [
    name,
    megabytes(residentBytes(pid)),
    megabytes(proportionalBytes(pid)),
  ]);
  await beffroi.process.stop();
  return {
    table: {
      caption: `Memory ${idleMs / 1000} s after the start, without requests, MB.`,
      head: ["process", "resident (RSS)", "its share of shared pages only (PSS)"],
      rows,
    },
    goal: {
      what: "gateway process, idle",
      goal: "<= 80 MB",
      measured: `${megabytes(resident)} MB RSS`,
      met: resident <= RESIDENT_GOAL_BYTES,
    },
  };
}

type Kill = { killed: "gateway" | "keeper"; backMs: number; other: Watched };

/** Kills one of the two without warning: how long until it answers again, and what the other did meanwhile. */
async function killOne(beffroi: Beffroi, killed: Kill["killed"]): Promise<Kill> {
  const site = `http://127.0.0.1:${beffroi.port}/`;
  const console = consoleUrl(beffroi, "/healthz");
  const [own, others] = killed === "gateway" ? [site, console] : [console, site];
  await msUntilAnswer(own);
  await msUntilAnswer(others);
  const watching = keepLooking(others);
  await Bun.sleep(200);
  const killedAt = performance.now();
  await killAtOnce(childOf(beffroi, killed));
  await msUntilAnswer(own);
  const backMs = performance.now() - killedAt;
  await Bun.sleep(200);
  return { killed, backMs, other: await watching.stop() };
}

async function kills(beffroi: Beffroi, rounds: number): Promise<{ table: Table; goals: Goal[] }> {
  const results: Kill[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const killed of ["gateway", "keeper"] as const) {
      results.push(await killOne(beffroi, killed));
      // A child that dies again and again waits longer each time; ten seconds of health make it well again.
      if (round + 1 < rounds) await Bun.sleep(10_500);
    }
  }
  const of = (killed: Kill["killed"]) => results.filter((result) => result.killed === killed);
  const slowest = (killed: Kill["killed"]) => Math.max(...of(killed).map(({ backMs }) => backMs));
  const failures = (killed: Kill["killed"]) => of(killed).reduce((sum, { other }) => sum + other.failures, 0);
  const rows = (["gateway", "keeper"] as const).map((killed) => [
    killed,
    figure(median(of(killed).map(({ backMs }) => backMs))),
    figure(slowest(killed)),
    `${failures(killed)} of ${of(killed).reduce((sum, { other }) => sum + other.looks, 0)}`,
    figure(Math.max(...of(killed).map(({ other }) => other.longestGapMs))),
  ]);
  return {
    table: {
      caption: `One process killed (kill -9), ${rounds} times each; the other asked all the while.`,
      head: [
        "killed",
        "answers again after, median ms",
        "slowest",
        "other one: failed answers",
        "other one: longest gap ms",
      ],
      rows,
    },
    goals: (["gateway", "keeper"] as const).map((killed) => ({
      what: `${killed} killed: back, and the other goes on`,
      goal: `<= ${BACK_GOAL_MS} ms, 0 failures of the other`,
      measured: `${figure(slowest(killed))} ms (slowest), ${failures(killed)} failures`,
      met: slowest(killed) <= BACK_GOAL_MS && failures(killed) === 0,
    })),
  };
}

export async function recovery(effort: Effort): Promise<Section> {
  const { pages, rounds, idleMs } = effort.smoke ? SMOKE : FULL;
  const site = await startSite(pages);
  const restarted = await restart(site, pages, rounds);
  const killed = await kills(site.beffroi, effort.smoke ? 1 : 3);
  await site.beffroi.process.stop();
  const nobody = await freePort();
  const started = await startTimes(nobody, rounds);
  const idle = await idleMemory(nobody, idleMs);
  return {
    title: "Recovery, start and memory",
    about: `A site of ${pages} linked pages of 20 kB, crawled by Beffroi itself; half of them say nothing about storing.`,
    goals: [restarted.goal, started.goal, idle.goal, ...killed.goals],
    tables: [restarted.table, started.table, idle.table, killed.table],
    notes: [],
    faults: restarted.faults,
  };
}

if (import.meta.main) {
  const section = await recovery({ smoke: process.argv.includes("--smoke") }).finally(stopAll);
  console.log(sectionMarkdown(section));
}
