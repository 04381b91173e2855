import { DEMO_TOWN } from "../../src/drill/demo-town.ts";
import type { CitizenKind, DrillResult, Grade } from "../../src/drill/events.ts";
import type { Effort, Goal, Section, Table } from "../harness/section.ts";
import { figure } from "../harness/statistics.ts";
import { PRODUCT_CORE } from "./cores.ts";
import {
  ACTS,
  GENERATOR_HEAD,
  generatorCells,
  PEOPLE,
  percent,
  runDrill,
  type Siege,
  shareDone,
  shareWithin,
  sumOf,
  TEN_TIMES,
} from "./drill.ts";
import { OURS, type Product, products, type Site, townSite } from "./products.ts";
import { warm } from "./readers.ts";
import { startTown } from "./town.ts";

/**
 * Returning citizens come for the first time in the first ten seconds of calm. Beffroi takes a ticket for one of before
 * the siege only if it is fifteen seconds older; the others' cookies need two seconds.
 */
const FULL = {
  grades: [1, 2] as readonly Grade[],
  ownCalmSeconds: 28,
  calmSeconds: 13,
  floodSeconds: 20,
  requests: TEN_TIMES,
  people: { visitsPerSecond: 12, returning: 300, behindOneAddress: 100, patienceMs: 8_000 },
};
const SMOKE: typeof FULL = {
  grades: [2],
  ownCalmSeconds: 1,
  calmSeconds: 1,
  floodSeconds: 2,
  requests: 300,
  people: { visitsPerSecond: 8, returning: 10, behindOneAddress: 10, patienceMs: 3_000 },
};
const SLOW_CONNECTIONS = 200;

const READING_GOAL = 0.999;
const READING_MS_GOAL = 150;
const ACTING_GOALS = { returning: 0.95, firstTime: 0.9, noScript: 0.9 };

/** One product in one siege. */
export type Stand = { product: string; grade: Grade; result: DrillResult };

/** Puts a product in front of a site of its own and plays one siege on it. */
export async function besiege(product: Product, site: Site, siege: Siege): Promise<DrillResult> {
  const server = await product.start(site, PRODUCT_CORE);
  try {
    await warm(server.port, site.host, typeof siege.site === "object" ? siege.site : DEMO_TOWN);
    return await runDrill(server.port, siege);
  } finally {
    await server.stop();
  }
}

async function stand(product: Product, grade: Grade, effort: Effort): Promise<Stand> {
  const { ownCalmSeconds, calmSeconds, floodSeconds, people, requests } = effort.smoke ? SMOKE : FULL;
  const town = await startTown(PRODUCT_CORE, effort);
  try {
    const result = await besiege(product, townSite(town.port), {
      calmSeconds: product.name === OURS ? ownCalmSeconds : calmSeconds,
      floodSeconds,
      afterSeconds: 0,
      oracle: town.url,
      count: town.countUrl,
      attack: { grade, requestsPerSecond: requests, slowConnections: SLOW_CONNECTIONS },
      citizens: people,
    });
    return { product: product.name, grade, result };
  } finally {
    await town.stop();
  }
}

/** Reading and acting under ten times the published attack, with and without a cookie jar, every product. */
export async function citizens(effort: Effort): Promise<Section> {
  const { grades, floodSeconds, requests } = effort.smoke ? SMOKE : FULL;
  const broken: string[] = [];
  const tryStand = async (product: Product, grade: Grade) => {
    try {
      return [await stand(product, grade, effort)];
    } catch (error) {
      broken.push(`${product.name}, grade ${grade}: ${error instanceof Error ? error.message : error}`);
      return [];
    }
  };
  const stands: Stand[] = [];
  for (const grade of grades) {
    const all = products(!effort.smoke);
    // In a smoke run nobody looks at the times, so that all may run at once.
    if (effort.smoke) stands.push(...(await Promise.all(all.map((one) => tryStand(one, grade)))).flat());
    else for (const one of all) stands.push(...(await tryStand(one, grade)));
  }
  const ours = stands.filter(({ product }) => product === OURS);
  return {
    title: "Citizens under ten times the published attack",
    about: `${requests.toLocaleString("en-US")} requests/s from 948 addresses at the town's own search and forms, 200 slow connections, ${floodSeconds} s; every product in front of its own town (8 workers, about 41 dynamic requests/s), caches warm, one series. Grade 1 replays requests, grade 2 keeps a cookie jar for each address. What citizens ask for is right when its bytes are (reading), when the results are of that very search, when the receipt is there (acting).`,
    goals: ours.flatMap((one) => [...readingGoals(one), ...actingGoals(one)]),
    tables: [...grades.map((grade) => actingTable(grade, stands, floodSeconds)), readingTable(stands)],
    notes: [
      "Returning citizens have the cookie of a visit in calm; first-time ones have never been there; those without JavaScript press a button; at one address are 100 people.",
      "A citizen tries for up to 8 s, waits as long as Retry-After says after a refusal, and tries again four times at most.",
      "Peers answer a refusal with Retry-After 2, which suits citizens who follow it.",
    ],
    faults: [...broken, ...stands.flatMap(lettersOf)],
  };
}

function actingTable(grade: Grade, stands: readonly Stand[], floodSeconds: number): Table {
  return {
    caption: `Acting, grade ${grade}: search, contact and appointment, share done (of those tried); "5 s": within five seconds.`,
    head: [
      "product",
      ...["returning", "5 s", "first-time", "5 s", "no JavaScript", "at one address"],
      ...["searches", "messages", "appointments", "lost / doubled", ...GENERATOR_HEAD],
    ],
    rows: stands
      .filter((one) => one.grade === grade)
      .map(({ product, result }) => {
        const of = (kind: CitizenKind) => sumOf(result, [kind], ACTS);
        const { delivery } = result;
        return [
          product,
          percent(shareDone(of("returning"))),
          percent(shareWithin(of("returning"))),
          percent(shareDone(of("first-time"))),
          percent(shareWithin(of("first-time"))),
          percent(shareDone(of("no-script"))),
          percent(shareDone(of("shared-address"))),
          ...ACTS.map((act) => percent(shareDone(sumOf(result, PEOPLE, [act])))),
          delivery === null ? "-" : `${delivery.lost} / ${delivery.doubled}`,
          ...generatorCells(result, floodSeconds),
        ];
      }),
  };
}

function readingTable(stands: readonly Stand[]): Table {
  return {
    caption: "Reading, cookie holders included: pages whose bytes are right, of all asked for.",
    head: [
      "product",
      "grade",
      "right",
      "returning, right",
      "asked for",
      "p95 ms",
      "p99 ms",
      "feeds and crawlers",
    ],
    rows: stands.map(({ product, grade, result }) => {
      const all = sumOf(result, PEOPLE, ["read"]);
      return [
        product,
        String(grade),
        percent(shareDone(all)),
        percent(shareDone(sumOf(result, ["returning"], ["read"]))),
        String(all.tried),
        figure(result.reads.p95Ms ?? Number.NaN),
        figure(result.reads.p99Ms ?? Number.NaN),
        percent(
          shareDone(
            sumOf(
              result,
              ["feed-reader", "crawler", "monitor", "partial"],
              ["feed", "crawl", "probe", "part"],
            ),
          ),
        ),
      ];
    }),
  };
}

function readingGoals({ grade, result }: Stand): Goal[] {
  const { tried, done, p99Ms } = result.reads;
  return [
    {
      what: `reading, grade ${grade}: right by digest, cookie holders included`,
      goal: ">= 99.9 %, p99 <= 150 ms",
      measured: `${percent(done / tried)} of ${tried}, p99 ${figure(p99Ms ?? Number.NaN)} ms`,
      met: done / tried >= READING_GOAL && p99Ms !== null && p99Ms <= READING_MS_GOAL,
    },
  ];
}

export function actingGoals({ grade, result }: Stand): Goal[] {
  const returning = sumOf(result, ["returning"], ACTS);
  const firstTime = sumOf(result, ["first-time"], ACTS);
  const noScript = sumOf(result, ["no-script"], ACTS);
  const shown = (share: number, tried: number) => `${percent(share)} of ${tried}`;
  return [
    {
      what: `acting, grade ${grade}: returning citizens`,
      goal: ">= 95 %",
      measured: shown(shareDone(returning), returning.tried),
      met: shareDone(returning) >= ACTING_GOALS.returning,
    },
    {
      what: `acting, grade ${grade}: first-time citizens`,
      goal: ">= 90 % within 5 s",
      measured: shown(shareWithin(firstTime), firstTime.tried),
      met: shareWithin(firstTime) >= ACTING_GOALS.firstTime,
    },
    {
      what: `acting, grade ${grade}: without JavaScript`,
      goal: ">= 90 %",
      measured: shown(shareDone(noScript), noScript.tried),
      met: shareDone(noScript) >= ACTING_GOALS.noScript,
    },
    ...deliveryGoals(grade, result),
  ];
}

function deliveryGoals(grade: Grade, { delivery }: DrillResult): Goal[] {
  if (delivery === null) return [];
  const { lost, doubled, changed, acknowledged } = delivery;
  return [
    {
      what: `acting, grade ${grade}: messages lost or doubled`,
      goal: "0",
      measured: `${lost} lost, ${doubled} doubled, ${changed} changed, of ${acknowledged} acknowledged`,
      met: lost + doubled + changed === 0,
    },
  ];
}

/** Whatever the speed of the machine: a message that a citizen holds a receipt for is at the origin, once, unchanged. */
function lettersOf({ product, grade, result }: Stand): string[] {
  if (product !== OURS || result.delivery === null) return [];
  const { lost, doubled, changed, receiptsShared } = result.delivery;
  const counts = { lost, doubled, changed, "receipts shown to two": receiptsShared };
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `grade ${grade}: messages ${what}: ${count}`);
}
