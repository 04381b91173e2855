import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Beffroi, beffroiSettings, consoleUrl, tokenHeaders } from "../harness/beffroi.ts";
import { BUN, BUN_FLAGS, ROOT } from "../harness/folders.ts";
import { type Started, start } from "../harness/process.ts";
import { cpuMs, proportionalBytes } from "../harness/process-figures.ts";
import type { Targets } from "./targets.ts";

const READY_MS_MAX = 30_000;
/** Lines of one import. */
const LIST_LINES = 10_000;

/** The real keeper and the real prober, each in its process, without the gateway, which has no part in the watch. */
export type WatchHouse = Omit<Beffroi, "process"> & {
  readonly keeper: Started;
  readonly prober: Started;
  /** What the keeper took before it watched anything, in bytes. */
  readonly keeperBytes: number;
  stop(): Promise<void>;
};

export type Summary = {
  sites: number;
  verdicts: Record<string, number>;
  scheduler: { lagP99Ms: number; lastFullRoundMs: number | null; checksPerSecond: number };
};

/** Opens a house on a data folder of its own. */
export async function openHouse(name: string, targets: Targets, everySeconds: number): Promise<WatchHouse> {
  const place = await beffroiSettings(name, {
    origin: 9,
    site: [
      "[watch]",
      `interval_seconds = ${everySeconds}`,
      'allow_private = ["127.0.0.0/8"]',
      `resolvers = ["${targets.resolver}"]`,
      `canaries = ["${targets.url(9)}", "${targets.url(19)}", "${targets.url(29)}", "${targets.url(39)}", "${targets.url(49)}"]`,
    ],
  });
  const trusted = join(place.data, "..", "sites.pem");
  writeFileSync(trusted, targets.certificate);
  return startHouse(place, trusted);
}

/** Starts keeper and prober on what is there. */
export async function startHouse(place: Omit<Beffroi, "process">, trusted: string): Promise<WatchHouse> {
  const options = ["--config", place.settingsFile, "--data", place.data];
  const run = (command: string, env: Record<string, string> = {}) =>
    start(BUN, [...BUN_FLAGS, join(ROOT, "src/main.ts"), command, ...options], { env });
  const keeper = run("keeper");
  await keeper.line(/^beffroi keeper ready/m, READY_MS_MAX);
  const prober = run("probe", { NODE_EXTRA_CA_CERTS: trusted });
  await prober.line(/^beffroi probe ready/m, READY_MS_MAX);
  return {
    ...place,
    keeper,
    prober,
    keeperBytes: proportionalBytes(keeper.pid),
    stop: async () => {
      await prober.stop();
      await keeper.stop();
    },
  };
}

/** Takes sites 0 to `count` - 1 in, as a person would: lists, by the API. */
export async function importSites(house: WatchHouse, targets: Targets, count: number): Promise<void> {
  for (let from = 0; from < count; from += LIST_LINES) {
    const lines = Array.from({ length: Math.min(LIST_LINES, count - from) }, (_, n) => targets.url(from + n));
    const body = { id: `m-bench-${from}`, text: lines.join("\n"), source: "bench" };
    const { added } = await ask<{ added: number }>(house, "/api/watch/imports", body);
    if (added !== lines.length) throw new Error(`of ${lines.length} sites ${added} were taken in`);
  }
}

export const summary = (house: WatchHouse) => ask<Summary>(house, "/api/watch/summary");

async function ask<T>(house: WatchHouse, path: string, body?: object): Promise<T> {
  const headers = { ...tokenHeaders(house), "content-type": "application/json" };
  const act = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(consoleUrl(house, path), { headers, ...act });
  if (!response.ok) throw new Error(`${path} answers ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** Processor time and memory of keeper and prober together over a while. */
export type Costs = {
  readonly seconds: number;
  /** Share of two cores, 0 to 1, and of it what each used. */
  readonly share: number;
  readonly proberShare: number;
  readonly keeperShare: number;
  /** Memory of both, and of it what the watch added to the keeper's own and the prober took. Shared pages by share. */
  readonly bytesMax: number;
  readonly watchBytesMax: number;
  readonly lagMsMax: number;
  readonly checksPerSecond: number;
};

const SAMPLE_MS = 5_000;

/** Watches what the house costs for `seconds`. `asked`: how many requests the sites have had so far. */
export async function costs(house: WatchHouse, seconds: number, asked: () => number): Promise<Costs> {
  const pids = { prober: house.prober.pid, keeper: house.keeper.pid };
  const began = performance.now();
  const before = { prober: cpuMs(pids.prober), keeper: cpuMs(pids.keeper), asked: asked() };
  let bytesMax = 0;
  let lagMsMax = 0;
  while (performance.now() - began < seconds * 1_000) {
    await Bun.sleep(Math.min(SAMPLE_MS, seconds * 1_000));
    bytesMax = Math.max(bytesMax, proportionalBytes(pids.prober) + proportionalBytes(pids.keeper));
    lagMsMax = Math.max(lagMsMax, (await summary(house)).scheduler.lagP99Ms);
  }
  const ms = performance.now() - began;
  const proberShare = (cpuMs(pids.prober) - before.prober) / ms / 2;
  const keeperShare = (cpuMs(pids.keeper) - before.keeper) / ms / 2;
  return {
    seconds: ms / 1_000,
    share: proberShare + keeperShare,
    proberShare,
    keeperShare,
    bytesMax,
    watchBytesMax: bytesMax - house.keeperBytes,
    lagMsMax,
    checksPerSecond: (asked() - before.asked) / (ms / 1_000),
  };
}
