import { DEMO_TOWN } from "../../src/drill/demo-town.ts";
import type { Beffroi } from "../harness/beffroi.ts";
import { siteStatus } from "../harness/crawl.ts";
import { childOf, killAtOnce } from "../harness/family.ts";
import type { Effort, Section } from "../harness/section.ts";
import { figure } from "../harness/statistics.ts";
import { PRODUCT_CORE } from "./cores.ts";
import { percent, startDrill, TEN_TIMES } from "./drill.ts";
import { startBeffroi, townSite } from "./products.ts";
import { learnPages, readOpenly } from "./readers.ts";
import { startTown } from "./town.ts";

const FULL = {
  calmSeconds: 28,
  floodSeconds: 24,
  killSecond: 12,
  readSeconds: 6,
  afterSeconds: 4,
  requests: TEN_TIMES,
};
const SMOKE = {
  calmSeconds: 1,
  floodSeconds: 4,
  killSecond: 1,
  readSeconds: 1,
  afterSeconds: 2.5,
  requests: 500,
};
const WELL_GOAL_SECONDS = 3;
const CALM_GOAL_SECONDS = 60;
/** Beyond this nobody waits for calm any longer. */
const CALM_SECONDS_MAX = 90;
const KILLED_SHARE_GOAL = 0.99;
const KILLED_MS_GOAL = 2_000;
const READS_PER_SECOND = 50;

/** How soon citizens are served well again, what a killed gateway costs, and how soon calm is back. */
export async function reaction(effort: Effort): Promise<Section> {
  const { calmSeconds, floodSeconds, killSecond, readSeconds, afterSeconds, requests } = effort.smoke
    ? SMOKE
    : FULL;
  const town = await startTown(PRODUCT_CORE, effort);
  const beffroi = await startBeffroi(townSite(town.port), PRODUCT_CORE, { withSnapshot: !effort.smoke });
  const pages = await learnPages(town.port, DEMO_TOWN.pages);
  await readOpenly(beffroi.port, pages, { perSecond: 20, seconds: 2 });
  const drill = startDrill(beffroi.port, {
    calmSeconds,
    floodSeconds,
    afterSeconds,
    oracle: town.url,
    attack: { grade: 2, requestsPerSecond: requests, ramp: "published" },
    citizens: {
      visitsPerSecond: 12,
      returning: effort.smoke ? 5 : 300,
      patienceMs: effort.smoke ? 2_000 : 20_000,
    },
  });
  await drill.reached("flood");
  const postures = watchPosture(beffroi);
  await Bun.sleep(killSecond * 1000);
  await killAtOnce(childOf(beffroi, "gateway"));
  const reading = await readOpenly(beffroi.port, pages, {
    perSecond: READS_PER_SECOND,
    seconds: readSeconds,
    reloads: true,
  });
  await drill.reached("after");
  const endedAt = performance.now();
  const calmSecondsAfter = await secondsUntilCalm(beffroi, endedAt, effort.smoke ? 1 : CALM_SECONDS_MAX);
  const result = await drill.result;
  const seen = await postures.stop();
  await beffroi.process.stop();
  const soon = reading.times.filter((ms) => ms <= KILLED_MS_GOAL).length / reading.tried;
  const well = Math.max(
    result.readsWellFromSecond ?? Number.POSITIVE_INFINITY,
    result.returningWellFromSecond ?? Number.POSITIVE_INFINITY,
  );
  const besieged = seen.some(({ posture }) => posture === "siege");
  const shown = (second: number | null) => (second === null ? "never" : `second ${second}`);
  return {
    title: "Reaction, kill -9 and the way back",
    about: `Ten times the published attack (grade 2, ramp as published) for ${floodSeconds} s; in its second ${killSecond} the gateway process is killed (kill -9) and ${READS_PER_SECOND} pages a second are read, each reloaded until it is there.`,
    goals: [
      {
        what: "from the first attack request to citizens' p95 < 1 s (reading, and all that returning citizens do)",
        goal: "<= 3 s",
        measured: `reading from ${shown(result.readsWellFromSecond)}, returning citizens from ${shown(result.returningWellFromSecond)}`,
        met: well <= WELL_GOAL_SECONDS,
      },
      {
        what: "gateway killed in the middle: pages there within 2 s",
        goal: ">= 99 %",
        measured: `${percent(soon)} of ${reading.tried}; slowest ${figure(Math.max(...reading.times))} ms`,
        met: soon >= KILLED_SHARE_GOAL,
      },
      {
        what: "back to calm after the end of the attack",
        goal: "<= 60 s",
        measured: besieged ? shownCalm(calmSecondsAfter) : "calm was never left",
        met: besieged && (calmSecondsAfter ?? Number.POSITIVE_INFINITY) <= CALM_GOAL_SECONDS,
      },
    ],
    tables: [
      {
        caption: "Postures, in seconds since the attack began, as the console said them.",
        head: ["posture", "first seen after s"],
        rows: seen.map(({ posture, seconds }) => [posture, figure(seconds)]),
      },
    ],
    notes: [
      '"Served well" is the first second from which on, for three seconds, 95 of 100 acts took less than a second.',
    ],
    faults:
      reading.right < reading.tried && !effort.smoke
        ? [
            `${reading.tried - reading.right} of ${reading.tried} pages never came after the gateway was killed`,
          ]
        : [],
  };
}

const shownCalm = (seconds: number | undefined): string =>
  seconds === undefined ? "not as long as was waited" : `${figure(seconds)} s`;

async function secondsUntilCalm(
  beffroi: Beffroi,
  sinceMs: number,
  secondsMax: number,
): Promise<number | undefined> {
  for (;;) {
    const seconds = (performance.now() - sinceMs) / 1000;
    if ((await siteStatus(beffroi))?.posture === "calm") return seconds;
    if (seconds > secondsMax) return undefined;
    await Bun.sleep(250);
  }
}

type PostureSeen = { posture: string; seconds: number };

/** Notes every change of posture until stopped. */
function watchPosture(beffroi: Beffroi): { stop(): Promise<PostureSeen[]> } {
  const seen: PostureSeen[] = [];
  const startedAt = performance.now();
  let going = true;
  const loop = (async () => {
    while (going) {
      const posture = (await siteStatus(beffroi))?.posture;
      if (posture !== undefined && posture !== seen.at(-1)?.posture)
        seen.push({ posture, seconds: (performance.now() - startedAt) / 1000 });
      await Bun.sleep(200);
    }
  })();
  return {
    stop: async () => {
      going = false;
      await loop;
      return seen;
    },
  };
}
