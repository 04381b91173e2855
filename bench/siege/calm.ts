import { join } from "node:path";
import { ROOT } from "../harness/folders.ts";
import { runGenerator } from "../harness/generator.ts";
import { residentBytes } from "../harness/process-figures.ts";
import { childOf } from "../harness/family.ts";
import type { Effort, Section } from "../harness/section.ts";
import { figure } from "../harness/statistics.ts";
import type { CalmPlan, CalmResult } from "./calm-load.ts";
import { LOAD_CORE, PRODUCT_CORE } from "./cores.ts";
import { startBeffroi, townSite } from "./products.ts";
import { startTown, TOWN_HOST } from "./town.ts";

const FULL = { requests: 1_000_000, secondsMax: 420 };
const SMOKE = { requests: 5_000, secondsMax: 20 };
const LANES = 48;
/** A town that answers at once: what is asked of it in this calm is far more than eight PHP workers do. */
const QUICK_TOWN = { workers: 64, delayFactor: 0.01 };

/** Legitimate traffic without an attack, much of it from one address: nobody may be challenged or refused. */
export async function calm(effort: Effort): Promise<Section> {
  const { requests, secondsMax } = effort.smoke ? SMOKE : FULL;
  const town = await startTown(PRODUCT_CORE);
  await town.change(QUICK_TOWN);
  const beffroi = await startBeffroi(townSite(town.port), PRODUCT_CORE, { withSnapshot: !effort.smoke });
  const postsBefore = (await town.figures()).posts;
  const plan: CalmPlan = { port: beffroi.port, host: TOWN_HOST, requests, secondsMax, lanes: LANES };
  const script = join(ROOT, "bench/siege/calm-load.ts");
  const result = await runGenerator<CalmResult>(script, plan, LOAD_CORE, (secondsMax + 60) * 1000);
  const posts = (await town.figures()).posts - postsBefore;
  const bytes = residentBytes(childOf(beffroi, "gateway"));
  const refused = Object.values(result.refusals).reduce((sum, count) => sum + count, 0) + result.lost;
  const delivered = result.messagesSent === posts && posts === result.receipts;
  return {
    title: "Calm: nobody is challenged or refused",
    about: `${result.sent.toLocaleString("en-US")} requests in ${figure(result.seconds)} s: 200 people at one address, people without scripts, feed readers, crawlers, monitors, parts of files, conditional requests; searches and messages among them. Beffroi as it comes; the town answers at once (the demand is that of a hundred towns).`,
    goals: [
      {
        what: "waiting pages in calm",
        goal: "0",
        measured: String(result.challenges),
        met: result.challenges === 0,
      },
      {
        what: "requests refused or without an answer in calm",
        goal: `0 of ${requests.toLocaleString("en-US")}`,
        measured: `${refused} of ${result.sent.toLocaleString("en-US")}`,
        met: refused === 0 && result.sent >= requests,
      },
    ],
    tables: [
      {
        caption: "Requests by who sent them.",
        head: ["who", "requests"],
        rows: Object.entries(result.byKind).map(([kind, count]) => [kind, count.toLocaleString("en-US")]),
      },
    ],
    notes: [
      `Messages sent ${result.messagesSent}, at the origin ${posts}, receipts ${result.receipts}. Memory of the gateway at the end: ${figure(bytes / 1e6)} MB.`,
      ...Object.entries(result.refusals).map(([what, count]) => `refused: ${what}, ${count} times`),
    ],
    faults: delivered ? [] : [`${result.messagesSent} messages were sent, ${posts} came to the origin`],
  };
}
