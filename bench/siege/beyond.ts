import type { CitizenKind, DrillResult } from "../../src/drill/events.ts";
import { runGenerator } from "../harness/generator.ts";
import type { Effort, Section, Table } from "../harness/section.ts";
import { figure } from "../harness/statistics.ts";
import { besiege } from "./citizens.ts";
import { LOAD_CORE, PRODUCT_CORE } from "./cores.ts";
import {
  ACTS,
  generatorCells,
  PEOPLE,
  percent,
  runDrill,
  shareDone,
  shareWithin,
  sumOf,
  TEN_TIMES,
} from "./drill.ts";
import { LOOPBACK_PROXY, WIDE_SCRIPT } from "./memory.ts";
import { OURS, products, startBeffroi, townSite } from "./products.ts";
import { startTown, TOWN_HOST } from "./town.ts";
import type { WidePlan, WideResult } from "./wide-load.ts";

const CITIZENS = { visitsPerSecond: 10, patienceMs: 8_000 };
const FEW_CITIZENS = { visitsPerSecond: 10, returning: 10, behindOneAddress: 10, patienceMs: 2_000 };
const FULL = {
  ownCalmSeconds: 28,
  calmSeconds: 13,
  floodSeconds: 10,
  requests: 5 * TEN_TIMES,
  sources: 20_000,
};
const SMOKE = { ownCalmSeconds: 1, calmSeconds: 1, floodSeconds: 2, requests: 500, sources: 500 };
const WIDE_SOURCES = 1_200_000;
/** So many that what waits in line is a flood. */
const WIDE_LANES = 3_000;
/** Citizens wait for those who came while the flood ended. */
const LAST_CITIZENS_MS = 30_000;

/** Fifty times the published attack, with cookies and native proofs: nobody promises anything here. Every product. */
export async function beyond(effort: Effort): Promise<Section> {
  const { ownCalmSeconds, calmSeconds, floodSeconds, requests, sources } = effort.smoke ? SMOKE : FULL;
  const rows: string[][] = [];
  const broken: string[] = [];
  for (const product of products(!effort.smoke).slice(0, effort.smoke ? 1 : undefined)) {
    const town = await startTown(PRODUCT_CORE, effort);
    try {
      const result = await besiege(product, townSite(town.port), {
        calmSeconds: product.name === OURS ? ownCalmSeconds : calmSeconds,
        floodSeconds,
        afterSeconds: 0,
        oracle: town.url,
        attack: { grade: 3, requestsPerSecond: requests, sources, ramp: "at-once", slowConnections: 0 },
        citizens: effort.smoke ? FEW_CITIZENS : CITIZENS,
      });
      rows.push([product.name, ...cells(result), ...generatorCells(result, floodSeconds)]);
    } catch (error) {
      broken.push(`${product.name}: ${error instanceof Error ? error.message : error}`);
    }
    await town.stop();
  }
  return {
    title: "Beyond: fifty times the published attack, cookies and native proofs",
    about: `Grade 3: every source keeps its cookies, solves the waiting page's proof at once and presses its button; ${requests.toLocaleString("en-US")} requests/s wanted, ${sources.toLocaleString("en-US")} addresses of 127/8, ${floodSeconds} s. Printed as it comes; there is no goal.`,
    goals: [],
    tables: [
      {
        caption: "Share done of what citizens tried (patience 8 s).",
        head: [
          "product",
          "returning",
          "first-time, 5 s",
          "no JavaScript",
          "at one address",
          "reading",
          "pressed",
          "sent/s",
          "late, p99 ms",
        ],
        rows,
      },
      await wideTable(effort),
    ],
    notes: [
      "Where much less was sent than wanted, product or generator was at its end; two cores hold both.",
      "The generator gives 200 ms of each second to proofs (300 ms in the second table): a botnet's own machines would give more.",
    ],
    faults: broken,
  };
}

function cells(result: DrillResult): string[] {
  const of = (kind: CitizenKind) => sumOf(result, [kind], ACTS);
  return [
    percent(shareDone(of("returning"))),
    percent(shareWithin(of("first-time"))),
    percent(shareDone(of("no-script"))),
    percent(shareDone(of("shared-address"))),
    percent(shareDone(sumOf(result, PEOPLE, ["read"]))),
    result.attack.pressed.toLocaleString("en-US"),
  ];
}

/** Beffroi alone, behind a declared proxy that names 1.2 million sources. */
async function wideTable(effort: Effort): Promise<Table> {
  const { ownCalmSeconds, floodSeconds } = effort.smoke ? SMOKE : FULL;
  const town = await startTown(PRODUCT_CORE, effort);
  const beffroi = await startBeffroi(townSite(town.port), PRODUCT_CORE, {
    gateway: [LOOPBACK_PROXY],
    withSnapshot: !effort.smoke,
  });
  const citizens = runDrill(beffroi.port, {
    calmSeconds: ownCalmSeconds + 2,
    floodSeconds: floodSeconds - 1,
    afterSeconds: 0,
    oracle: town.url,
    attack: { requestsPerSecond: 0, slowConnections: 0 },
    citizens: effort.smoke ? FEW_CITIZENS : CITIZENS,
  });
  await Bun.sleep(ownCalmSeconds * 1000);
  const plan: WidePlan = {
    port: beffroi.port,
    host: TOWN_HOST,
    requests: Number.MAX_SAFE_INTEGER,
    secondsMax: floodSeconds + 2,
    lanes: WIDE_LANES,
    sources: WIDE_SOURCES,
    presses: true,
  };
  const timeoutMs = plan.secondsMax * 1000 + LAST_CITIZENS_MS;
  const flood = await runGenerator<WideResult>(WIDE_SCRIPT, plan, LOAD_CORE, timeoutMs);
  const result = await citizens;
  await beffroi.process.stop();
  await town.stop();
  const [returning, firstTime, noScript, office, reading] = cells(result);
  return {
    caption: `Beffroi behind a declared proxy, ${WIDE_SOURCES.toLocaleString("en-US")} sources in turn with cookies and proofs, ${WIDE_LANES} requests always under way.`,
    head: ["returning", "first-time, 5 s", "no JavaScript", "at one address", "reading", "pressed", "sent/s"],
    rows: [
      [
        ...[returning, firstTime, noScript, office, reading].map((cell) => cell ?? "-"),
        flood.pressed.toLocaleString("en-US"),
        figure(flood.sent / flood.seconds),
      ],
    ],
  };
}
