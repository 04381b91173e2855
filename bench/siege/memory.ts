import { join } from "node:path";
import { childOf } from "../harness/family.ts";
import { ROOT } from "../harness/folders.ts";
import { runGenerator } from "../harness/generator.ts";
import { residentBytes } from "../harness/process-figures.ts";
import type { Effort, Section } from "../harness/section.ts";
import { figure } from "../harness/statistics.ts";
import { LOAD_CORE, PRODUCT_CORE } from "./cores.ts";
import { startBeffroi, townSite } from "./products.ts";
import { startTown, TOWN_HOST } from "./town.ts";
import type { WidePlan, WideResult } from "./wide-load.ts";

const SOURCES = 1_000_000;
const URLS = 10_000_000;
/** Ten million requests would take a quarter of an hour: what fits into this time is sent, and said. */
const FULL_SECONDS = 200;
const SMOKE_SECONDS = 2;
const LANES = 64;
const BYTES_GOAL = 256 * 1024 ** 2;
/** A garbage collector's comings and goings: less growth than this is none. */
const NOISE_BYTES = 16 * 1024 ** 2;
/** Loopback is a proxy whose X-Forwarded-For is believed, so that one machine can be a million sources. */
export const LOOPBACK_PROXY = 'trusted_proxies = ["127.0.0.0/8"]';
export const WIDE_SCRIPT = join(ROOT, "bench/siege/wide-load.ts");

/** What a gateway's memory comes to when every address and every URL is new. */
export async function memory(effort: Effort): Promise<Section> {
  const secondsMax = effort.smoke ? SMOKE_SECONDS : FULL_SECONDS;
  const town = await startTown(PRODUCT_CORE, effort);
  const beffroi = await startBeffroi(townSite(town.port), PRODUCT_CORE, {
    gateway: [LOOPBACK_PROXY],
    // A fixed number of requests at a time is no flood that would be seen by itself.
    site: ['posture = "siege"'],
    withSnapshot: !effort.smoke,
  });
  const gateway = childOf(beffroi, "gateway");
  const before = residentBytes(gateway);
  const watch = watchMemory(gateway);
  const plan: WidePlan = {
    port: beffroi.port,
    host: TOWN_HOST,
    requests: URLS,
    secondsMax,
    lanes: LANES,
    sources: SOURCES,
    presses: false,
  };
  const result = await runGenerator<WideResult>(WIDE_SCRIPT, plan, LOAD_CORE, (secondsMax + 60) * 1000);
  const samples = await watch.stop();
  await beffroi.process.stop();
  const most = Math.max(...samples);
  const half = samples.slice(Math.floor(samples.length / 2));
  const growth =
    average(half.slice(Math.floor(half.length / 2))) - average(half.slice(0, Math.floor(half.length / 2)));
  const perPage = growth / Math.max(1, result.waitingPages / 4);
  const sources = Math.min(SOURCES, result.sent);
  const reached = sources >= SOURCES && result.sent >= URLS;
  const count = (value: number) => value.toLocaleString("en-US");
  const megabytes = (bytes: number) => figure(bytes / 1024 ** 2);
  return {
    title: "Memory when every source and every URL is new",
    about: `Searches, forms and paths that nobody asked for before, each from the next of ${count(SOURCES)} addresses (X-Forwarded-For of a declared proxy), the posture pinned to siege, ${LANES} requests at a time, for ${secondsMax} s at most.`,
    goals: [
      {
        what: "memory of the gateway process at 1 M sources and 10 M distinct URLs",
        goal: "<= 256 MB",
        measured: `${megabytes(most)} MB at most, at ${count(sources)} sources and ${count(result.sent)} URLs${reached ? "" : " (no more in the time given)"}`,
        met: most <= BYTES_GOAL && reached,
      },
      {
        what: "memory for a waiting page that was given out",
        goal: "0 bytes (growth within the noise of 16 MB)",
        measured: `${figure(Math.max(0, perPage))} bytes: ${megabytes(growth)} MB more in the last quarter of the time than in the one before, ${count(result.waitingPages)} pages given in all`,
        met: growth <= NOISE_BYTES && result.waitingPages > 0,
      },
    ],
    tables: [
      {
        caption: "Answers by status.",
        head: ["status", "answers"],
        rows: Object.entries(result.byStatus).map(([status, answers]) => [status, count(answers)]),
      },
    ],
    notes: [
      `Resident memory before ${megabytes(before)} MB, at the end ${megabytes(samples.at(-1) ?? Number.NaN)} MB; ${count(Math.round(result.sent / result.seconds))} requests/s, ${result.lost} without an answer.`,
    ],
    faults: [],
  };
}

const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function watchMemory(pid: number): { stop(): Promise<number[]> } {
  const samples: number[] = [residentBytes(pid)];
  let going = true;
  const loop = (async () => {
    while (going) {
      await Bun.sleep(250);
      samples.push(residentBytes(pid));
    }
  })();
  return {
    stop: async () => {
      going = false;
      await loop;
      return samples;
    },
  };
}
