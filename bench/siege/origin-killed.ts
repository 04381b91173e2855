import { DEMO_TOWN } from "../../src/drill/demo-town.ts";
import type { Effort, Section } from "../harness/section.ts";
import { figure } from "../harness/statistics.ts";
import { PRODUCT_CORE } from "./cores.ts";
import { percent, startDrill, TEN_TIMES } from "./drill.ts";
import { OURS, type Product, products, townSite } from "./products.ts";
import { learnPages, type Reading, readOpenly } from "./readers.ts";
import { startTown } from "./town.ts";

const FULL = { calmSeconds: 1, floodSeconds: 8, readSeconds: 6, requests: TEN_TIMES };
const SMOKE = { calmSeconds: 1, floodSeconds: 2, readSeconds: 1, requests: 500 };
const READS_PER_SECOND = 60;
const GOAL = 0.995;

/** The flood comes and the origin dies: what of the town can still be read. Every product. */
export async function originKilled(effort: Effort): Promise<Section> {
  const rows: string[][] = [];
  const broken: string[] = [];
  let ours: Reading | undefined;
  for (const product of products(!effort.smoke).slice(0, effort.smoke ? 1 : undefined)) {
    try {
      const reading = await readWithoutOrigin(product, effort);
      if (product.name === OURS) ours = reading;
      rows.push([
        product.name,
        percent(reading.right / reading.tried),
        String(reading.tried),
        figure(reading.p50Ms),
        figure(reading.p99Ms),
      ]);
    } catch (error) {
      broken.push(`${product.name}: ${error instanceof Error ? error.message : error}`);
    }
  }
  const share = ours === undefined ? Number.NaN : ours.right / ours.tried;
  return {
    title: "The origin killed in the flood",
    about: `The same flood (grade 1); one second into it the town is killed (kill -9). ${READS_PER_SECOND} pages a second are read, half with the cookies of visitor statistics, from the pages that were read before in calm.`,
    goals: [
      {
        what: "reading with the origin killed, x10",
        goal: ">= 99.5 % right",
        measured: percent(share),
        met: share >= GOAL,
      },
    ],
    tables: [
      {
        caption: "Pages right, byte for byte but for one inserted line about their age.",
        head: ["product", "right", "asked for", "p50 ms", "p99 ms"],
        rows,
      },
    ],
    notes: [],
    faults: broken,
  };
}

async function readWithoutOrigin(product: Product, effort: Effort): Promise<Reading> {
  const { calmSeconds, floodSeconds, readSeconds, requests } = effort.smoke ? SMOKE : FULL;
  const town = await startTown(PRODUCT_CORE, effort);
  const server = await product.start(townSite(town.port), PRODUCT_CORE);
  const pages = await learnPages(town.port, DEMO_TOWN.pages);
  await readOpenly(server.port, pages, { perSecond: READS_PER_SECOND, seconds: 2 });
  const drill = startDrill(server.port, {
    calmSeconds,
    floodSeconds,
    afterSeconds: 0,
    oracle: town.url,
    attack: { grade: 1, requestsPerSecond: requests, ramp: "at-once" },
    citizens: { visitsPerSecond: 0, returning: 1 },
  });
  await drill.reached("flood");
  town.process.signal("SIGKILL");
  await town.process.exited;
  const reading = await readOpenly(server.port, pages, { perSecond: READS_PER_SECOND, seconds: readSeconds });
  await drill.result;
  await server.stop();
  return reading;
}
