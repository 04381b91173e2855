import { DEMO_TOWN } from "../../src/drill/demo-town.ts";
import type { Beffroi } from "../harness/beffroi.ts";
import { loopbackUrl } from "../harness/loopback.ts";
import { isSamePage } from "../harness/same-page.ts";
import type { Effort, Section } from "../harness/section.ts";
import { figure, percentile } from "../harness/statistics.ts";
import { PRODUCT_CORE } from "../siege/cores.ts";
import { generatorCells, GENERATOR_HEAD, percent, startDrill, TEN_TIMES } from "../siege/drill.ts";
import { startBeffroi, townSite } from "../siege/products.ts";
import { type KnownPages, learnPages, readOpenly } from "../siege/readers.ts";
import { startTown, TOWN_HOST } from "../siege/town.ts";
import { Speaker } from "./speaker.ts";

const FULL = { floodSeconds: 25, requests: TEN_TIMES, acts: 20, perSecond: 30 };
const SMOKE = { floodSeconds: 4, requests: 500, acts: 3, perSecond: 10 };
const CALM_SECONDS = 1;
/** Between two acts: a person who corrects what they have just said would take longer. */
const BETWEEN_ACTS_MS = 700;
const LOOK_EVERY_MS = 5;
const PATIENCE_MS = 5_000;
const VISIBLE_MS_MAX = 2_000;
const PAGE_SHARE_MIN = 0.995;
const BANNER = /<div id="beffroi-banner"[\s\S]*?<\/div>/;

type Served = { tried: number; good: number; times: number[] };
type Seen = { pageMs: number[]; bannerMs: number[] };

/** The flood comes, the origin dies: what the public can still read of what the town says, and how soon it changes. */
export async function wordInSiege(effort: Effort): Promise<Section> {
  const { floodSeconds, requests, acts, perSecond } = effort.smoke ? SMOKE : FULL;
  const town = await startTown(PRODUCT_CORE, effort);
  const beffroi = await startBeffroi(townSite(town.port), PRODUCT_CORE, {
    site: ["banner = true"],
    withSnapshot: !effort.smoke,
  });
  const pages = await learnPages(town.port, DEMO_TOWN.pages);
  await readOpenly(beffroi.port, pages, { perSecond: 60, seconds: 2 });
  const speaker = new Speaker(beffroi);
  await speaker.publish();
  const drill = startDrill(beffroi.port, {
    calmSeconds: CALM_SECONDS,
    floodSeconds,
    afterSeconds: 0,
    oracle: town.url,
    attack: { grade: 1, requestsPerSecond: requests, ramp: "at-once" },
    citizens: { visitsPerSecond: 0, returning: 1 },
  });
  await drill.reached("flood");
  town.process.signal("SIGKILL");
  await town.process.exited;
  const reading = keepReading(beffroi, pages, perSecond);
  const seen = await timeActs(speaker, beffroi, acts);
  const { page, withBanner } = await reading.stop();
  const result = await drill.result;
  await beffroi.process.stop();
  return section({ page, withBanner, seen, generator: generatorCells(result, floodSeconds) });
}

async function read(beffroi: Beffroi, path: string): Promise<string | undefined> {
  try {
    const response = await fetch(loopbackUrl(`http://127.0.0.1:${beffroi.port}${path}`), {
      headers: { host: TOWN_HOST, accept: "text/html", connection: "close" },
      keepalive: false,
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const body = await response.text();
    return response.status === 200 ? body : undefined;
  } catch {
    return undefined;
  }
}

/** Reads the status page and the town's pages in turn, at a constant rate, each on a connection of its own. */
function keepReading(beffroi: Beffroi, pages: KnownPages, perSecond: number) {
  const page: Served = { tried: 0, good: 0, times: [] };
  const withBanner: Served = { tried: 0, good: 0, times: [] };
  const targets = [...pages.keys()];
  const reads: Promise<void>[] = [];
  const count = async (served: Served, path: string, isGood: (body: string) => boolean) => {
    served.tried++;
    const startedAt = performance.now();
    const body = await read(beffroi, path);
    if (body === undefined || !isGood(body)) return;
    served.good++;
    served.times.push(performance.now() - startedAt);
  };
  let turn = 0;
  const timer = setInterval(() => {
    const target = targets[turn % targets.length] as string;
    const known = pages.get(target) as string;
    const isExact = (body: string) => BANNER.test(body) && isSamePage(body.replace(BANNER, ""), known);
    reads.push(count(page, turn % 2 === 0 ? "/etat-des-services" : "/etat-des-services/en", isStatusPage));
    reads.push(count(withBanner, target, isExact));
    turn++;
  }, 1_000 / perSecond);
  return {
    stop: async () => {
      clearInterval(timer);
      await Promise.all(reads);
      return { page, withBanner };
    },
  };
}

const isStatusPage = (body: string) => /Message \d+ de la mairie/.test(body) && body.includes("</html>");

/** From the act (its request to the console) to the first sight of it on a new connection. */
async function timeActs(speaker: Speaker, beffroi: Beffroi, acts: number): Promise<Seen> {
  const seen: Seen = { pageMs: [], bannerMs: [] };
  for (let act = 0; act < acts; act++) {
    const startedAt = performance.now();
    const sentence = await speaker.publish();
    const until = async (path: string) => {
      while (!(await read(beffroi, path))?.includes(sentence)) {
        if (performance.now() - startedAt > 2 * PATIENCE_MS) throw new Error(`${path} does not show the act`);
        await Bun.sleep(LOOK_EVERY_MS);
      }
      return performance.now() - startedAt;
    };
    const [pageMs, bannerMs] = await Promise.all([until("/etat-des-services"), until("/")]);
    seen.pageMs.push(pageMs);
    seen.bannerMs.push(bannerMs);
    await Bun.sleep(BETWEEN_ACTS_MS);
  }
  return seen;
}

type Found = { page: Served; withBanner: Served; seen: Seen; generator: string[] };

function section({ page, withBanner, seen, generator }: Found): Section {
  const pageShare = page.good / page.tried;
  const bannerShare = withBanner.good / withBanner.tried;
  const visibleMs = Math.max(percentile(seen.pageMs, 0.95), percentile(seen.bannerMs, 0.95));
  const servedRow = (name: string, served: Served, changeMs: readonly number[]) => [
    name,
    String(served.tried),
    percent(served.good / served.tried),
    figure(percentile(served.times, 0.5)),
    figure(percentile(served.times, 0.99)),
    figure(percentile(changeMs, 0.5)),
    figure(percentile(changeMs, 0.95)),
    figure(Math.max(...changeMs)),
    ...generator,
  ];
  return {
    title: "The word to the public, with the origin dead and the flood at ten times",
    about:
      "Ten times the published attack (grade 1); as it comes, the town is killed (kill -9). The status page and the town's pages are read at a constant rate, each time on a new connection, while somebody publishes again and again; a town's page is right if it is the origin's byte for byte, but for the banner and the line about its age.",
    goals: [
      {
        what: "status page, origin dead, x10",
        goal: "100 % served",
        measured: percent(pageShare),
        met: page.good === page.tried,
      },
      {
        what: "pages with the banner, origin dead, x10",
        goal: ">= 99.5 % right",
        measured: percent(bannerShare),
        met: bannerShare >= PAGE_SHARE_MIN,
      },
      {
        what: "from the act to the sight of it, p95",
        goal: "<= 2 s",
        measured: `${figure(visibleMs)} ms`,
        met: visibleMs <= VISIBLE_MS_MAX,
      },
    ],
    tables: [
      {
        caption: `Served to citizens, and how soon an act was seen (${seen.pageMs.length} acts).`,
        head: [
          "what",
          "asked for",
          "right",
          "p50 ms",
          "p99 ms",
          "act seen, p50 ms",
          "act seen, p95 ms",
          "act seen, longest ms",
          ...GENERATOR_HEAD,
        ],
        rows: [
          servedRow("status page", page, seen.pageMs),
          servedRow("town's pages with the banner", withBanner, seen.bannerMs),
        ],
      },
    ],
    notes: [],
    faults: page.good === 0 || withBanner.good === 0 ? ["nothing was served rightly"] : [],
  };
}
