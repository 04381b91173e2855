import type { SiteModel } from "../../src/drill/events.ts";
import { CMS_HOST, missingCmsPackages, startWordPress, type WordPress } from "../cms/wordpress.ts";
import { askSite } from "../gateway/site-walk.ts";
import type { Effort, Section } from "../harness/section.ts";
import { figure } from "../harness/statistics.ts";
import { besiege } from "./citizens.ts";
import { PRODUCT_CORE } from "./cores.ts";
import {
  GENERATOR_HEAD,
  generatorCells,
  PEOPLE,
  percent,
  shareDone,
  shareWithin,
  sumOf,
  TEN_TIMES,
} from "./drill.ts";
import { CHAIN_OLDER, OURS, products, type Site } from "./products.ts";

const TITLE = "In front of a real CMS: WordPress";
const FULL = { ownCalmSeconds: 28, calmSeconds: 13, floodSeconds: 12, requests: TEN_TIMES };
const SMOKE = { ownCalmSeconds: 2, calmSeconds: 2, floodSeconds: 2, requests: 500 };
/** The strongest of the others. */
const BESIDE = CHAIN_OLDER;
/** This WordPress does about ten pages a second on the core that it shares with the product. */
const VISITS_PER_SECOND = 4;
const READY_MS_MAX = 20_000;

/** What the benchmark's WordPress offers (bench/cms/content.php). Its comments are moderated, and left out. */
const WORDPRESS: SiteModel = {
  name: "WordPress",
  pages: [
    "/",
    "/conseil-municipal/",
    "/conseil-municipal/conseil-municipal-demarche-1/",
    "/conseil-municipal/conseil-municipal-demarche-2/",
    "/2026/09/nouvelle-de-la-commune-1/",
    "/2026/09/nouvelle-de-la-commune-2/",
    "/category/travaux/",
  ],
  assets: ["/wp-content/themes/twentytwentyone/style.css"],
  search: {
    path: "/",
    parameter: "s",
    words: ["conseil", "commune", "nouvelle", "travaux", "culture", "sports", "mairie", "services"],
    expects: '<span class="page-description search-term">{q}</span>',
  },
  feeds: ["/feed/"],
  documents: [],
};

/** The flood on a WordPress, Beffroi and the strongest of the others: whoever searches, and whoever reads. */
export async function siegeOfCms(effort: Effort): Promise<Section> {
  const missing = missingCmsPackages();
  if (missing.length > 0) return withoutCms(missing, effort);
  const { floodSeconds } = effort.smoke ? SMOKE : FULL;
  const cms = await startWordPress(PRODUCT_CORE);
  await untilReady(cms);
  const rows: string[][] = [];
  const broken: string[] = [];
  const chosen = products(false).filter(({ name }) => name === OURS || name === BESIDE);
  for (const product of effort.smoke ? chosen.slice(0, 1) : chosen) {
    for (const grade of effort.smoke ? ([2] as const) : ([1, 2] as const)) {
      try {
        const result = await besiege(product, siteOf(cms), siegeOf(cms, grade, product.name, effort));
        const of = (kind: "returning" | "first-time" | "no-script") => sumOf(result, [kind], ["search"]);
        const reading = sumOf(result, PEOPLE, ["read"]);
        rows.push([
          product.name,
          String(grade),
          percent(shareDone(of("returning"))),
          percent(shareWithin(of("first-time"))),
          percent(shareDone(of("no-script"))),
          percent(shareDone(reading)),
          figure(reading.p99Ms),
          ...generatorCells(result, floodSeconds),
        ]);
      } catch (error) {
        broken.push(`${product.name}, grade ${grade}: ${error instanceof Error ? error.message : error}`);
      }
    }
  }
  await cms.stop();
  return {
    title: TITLE,
    about: `Debian's WordPress (php-fpm with 8 workers, MariaDB, nginx) on the product's core, ten times the published attack at its search and pages for ${floodSeconds} s.`,
    goals: [],
    tables: [
      {
        caption: "Searches done, and pages read whole and right.",
        head: [
          "product",
          "grade",
          "returning",
          "first-time, 5 s",
          "no JavaScript",
          "reading",
          "reading p99 ms",
          ...GENERATOR_HEAD,
        ],
        rows,
      },
    ],
    notes: [
      "A WordPress page costs processor time on the core that the product runs on, which the town's does not.",
    ],
    faults: broken,
  };
}

const siteOf = ({ port }: WordPress): Site => ({
  origin: port,
  host: CMS_HOST,
  search: { path: "/", parameter: "s" },
  list: { path: "/", parameter: "paged" },
});

function siegeOf({ port }: WordPress, grade: 1 | 2, product: string, effort: Effort) {
  const { ownCalmSeconds, calmSeconds, floodSeconds, requests } = effort.smoke ? SMOKE : FULL;
  return {
    host: CMS_HOST,
    site: WORDPRESS,
    calmSeconds: product === OURS ? ownCalmSeconds : calmSeconds,
    floodSeconds,
    afterSeconds: 0,
    oracle: `http://127.0.0.1:${port}`,
    attack: { grade, requestsPerSecond: requests },
    citizens: {
      visitsPerSecond: VISITS_PER_SECOND,
      returning: effort.smoke ? 5 : 60,
      behindOneAddress: 20,
      patienceMs: effort.smoke ? 3_000 : 8_000,
    },
  };
}

/** php-fpm opens its socket a moment after nginx has opened the port. */
async function untilReady({ port }: WordPress): Promise<void> {
  const until = Date.now() + READY_MS_MAX;
  while ((await askSite(port, CMS_HOST, "/")).status !== 200) {
    if (Date.now() > until) throw new Error(`WordPress does not answer after ${READY_MS_MAX} ms`);
    await Bun.sleep(200);
  }
}

function withoutCms(missing: readonly string[], effort: Effort): Section {
  const what = `not run: these Debian packages are missing: ${missing.join(", ")}`;
  return { title: TITLE, about: what, goals: [], tables: [], notes: [], faults: effort.smoke ? [] : [what] };
}
