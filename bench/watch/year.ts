import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { EXCHANGE_PATH } from "../../src/watch/exchange.ts";
import { DAY_MS } from "../../src/watch/history/day-row.ts";
import { beffroiSettings, consoleUrl, tokenHeaders } from "../harness/beffroi.ts";
import { BUN, BUN_FLAGS, ROOT } from "../harness/folders.ts";
import { type Started, start } from "../harness/process.ts";
import { residentBytes } from "../harness/process-figures.ts";
import type { Effort, Section } from "../harness/section.ts";
import { figure, median, percentile } from "../harness/statistics.ts";
import {
  bodyCode,
  KINDS_OF_DAY,
  OUTAGE_SHARE,
  SEED,
  SHAKY_SHARE,
  STEP_MS,
  seeded,
  writeSites,
  writeYear,
} from "./year-data.ts";

const SITES = 36_000;
const DAYS = 365;
const SMOKE_SITES = 2_000;
const SMOKE_DAYS = 20;
const DISK_GOAL_BYTES = 2e9;
const PAGE_GOAL_MS = 100;
const LIST_GOAL_MS = 300;
const RESTART_GOAL_MS = 10_000;

/** A year of rounds in the real history, then the real keeper on it: size, restart, pages. */
export async function year({ smoke }: Effort): Promise<Section> {
  const [sites, days] = smoke ? [SMOKE_SITES, SMOKE_DAYS] : [SITES, DAYS];
  const place = await beffroiSettings("watch-year", { origin: 9, site: [] });
  mkdirSync(place.data, { recursive: true });
  const random = seeded(SEED);
  writeSites(place.data, sites);
  const written = writeYear(join(place.data, "watch.db"), sites, days, random);
  const bytes = statSync(join(place.data, "watch.db")).size;
  const rounds = sites * (days - 1) * (DAY_MS / STEP_MS);
  const restart = await timeRestart(place);
  const { keeper } = restart;
  const sample = (n: number) => Array.from({ length: n }, () => 1 + Math.floor(random() * sites));
  const page = await times(
    place,
    sample(200).map((site) => `/api/watch/sites/${site}`),
  );
  const body = await times(
    place,
    sample(100).map((site) => `/api/watch/bodies/commune:${bodyCode(site)}`),
  );
  const sorts = ["name", "verdict", "since"];
  const list = await times(
    place,
    sample(60).map(
      (site, n) =>
        `/api/watch/sites?limit=500&sort=${sorts[n % 3]}&offset=${site - 1}${n % 2 ? "" : "&q=com"}`,
    ),
  );
  const at = new Date(Date.now() - 200 * (smoke ? 0.05 : 1) * DAY_MS).toISOString();
  const census = await times(place, [`/api/watch/census?at=${at}`]);
  const memory = residentBytes(keeper.pid);
  await keeper.stop();
  return {
    title: "A year of measurements",
    about: `${figure(sites)} sites every 5 minutes for ${days} days (${figure(rounds / 1e6)} million rounds; ${SHAKY_SHARE * 100} % of attempts lost, an outage on ${OUTAGE_SHARE * 100} % of the days), written by the history's own encoder, seed ${SEED}; then the real keeper is started on it and asked over HTTP.`,
    goals: [
      goal("a year on disk", bytes, DISK_GOAL_BYTES, (n) => `${(n / 1e9).toFixed(2)} GB`),
      goal("page of a site, p95", percentile(page, 0.95), PAGE_GOAL_MS, ms),
      goal("page of a body, p95", percentile(body, 0.95), PAGE_GOAL_MS, ms),
      goal("national list, p95", percentile(list, 0.95), LIST_GOAL_MS, ms),
      goal("restart to the plan in a prober's hands", restart.planMs, RESTART_GOAL_MS, ms),
    ],
    tables: [
      {
        caption: "What lies on disk",
        head: ["", "rows", "bytes a row"],
        rows: written.map(({ name, rows, bytes: size }) => [
          name,
          figure(rows),
          figure(size / Math.max(1, rows)),
        ]),
      },
      {
        caption: "Answers, over HTTP on this machine",
        head: ["", "median", "p95", "most"],
        rows: [
          ["page of a site (90 days, phases, changes)", ...spreadOf(page)],
          ["page of a body", ...spreadOf(body)],
          ["national list, 500 rows", ...spreadOf(list)],
          ["census of all sites at an instant of the past", ...spreadOf(census)],
        ],
      },
    ],
    notes: [
      `${(bytes / rounds).toFixed(2)} bytes a round, evidence and the last day's phases included.`,
      `Restart: ${ms(restart.readyMs)} until the console answers, ${ms(restart.planMs)} until a prober has the whole plan. Keeper's memory afterwards: ${figure(memory / 1e6)} MB.`,
      `${KINDS_OF_DAY} different days are drawn from; what a day costs does not depend on how often it occurs.`,
    ],
    faults: restart.planned === sites ? [] : [`the plan has ${restart.planned} sites, not ${sites}`],
  };
}

const ms = (n: number) => `${figure(n)} ms`;
const goal = (what: string, measured: number, wanted: number, say: (n: number) => string) => ({
  what,
  goal: `<= ${say(wanted)}`,
  measured: say(measured),
  met: measured <= wanted,
});
const spreadOf = (samples: readonly number[]): string[] =>
  [median(samples), percentile(samples, 0.95), Math.max(...samples)].map(ms);
type Place = Awaited<ReturnType<typeof beffroiSettings>>;

async function timeRestart(
  place: Place,
): Promise<{ keeper: Started; readyMs: number; planMs: number; planned: number }> {
  const options = ["--config", place.settingsFile, "--data", place.data];
  const startedAt = performance.now();
  const keeper = start(BUN, [...BUN_FLAGS, join(ROOT, "src/main.ts"), "keeper", ...options]);
  await keeper.line(/^beffroi keeper ready/m, 120_000);
  const readyMs = performance.now() - startedAt;
  const token = readFileSync(join(place.data, "keys", "prober.token"), "utf8").trim();
  const tally = { ok: 5, total: 5 };
  let planned = 0;
  for (let sequence = 1, more = true; more; sequence++) {
    const answer = await fetch(consoleUrl(place, EXCHANGE_PATH), {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({
        v: 1,
        sessionId: "fedcba9876543210",
        sequence,
        sentAt: Date.now(),
        planVersion: 0,
        health: { state: "ok", why: "", canaries: tally, resolvers: tally },
        scheduler: { dueNow: 0, lagP99Ms: 0, inFlight: 0, lastFullRoundMs: null },
        rounds: [],
        entries: [],
      }),
    });
    const said = (await answer.json()) as { plan: { sites: unknown[]; more: boolean } };
    planned += said.plan.sites.length;
    more = said.plan.more;
  }
  return { keeper, readyMs, planMs: performance.now() - startedAt, planned };
}

async function times(place: Place, paths: readonly string[]): Promise<number[]> {
  const found: number[] = [];
  const headers = tokenHeaders(place);
  for (const path of paths) {
    const startedAt = performance.now();
    const answer = await fetch(consoleUrl(place, path), { headers });
    await answer.text();
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
    found.push(performance.now() - startedAt);
  }
  return found;
}
