import { type CampaignResult, runCampaign } from "../../test/support/notice-campaign.ts";
import type { Reckoning } from "../../test/support/notice-faults.ts";
import type { Effort, Goal, Section } from "../harness/section.ts";

const FAULTS = 1_000;
const FAULTS_SMOKE = 60;
const SEED = 20_260_131;

/** Servers that refuse, break off, keep silent and fail, at each stage; what was said set against what arrived. */
export async function faults({ smoke }: Effort): Promise<Section> {
  const wanted = smoke ? FAULTS_SMOKE : FAULTS;
  const result = await runCampaign({ seed: SEED, faults: wanted });
  const taken = [...result.byFault].filter(([name]) => name.includes("taken"));
  const unanswered = taken.reduce((sum, [, count]) => sum + count, 0);
  return {
    title: "Faults between us and those who deliver",
    about: `${result.faults} faults by seed while ${result.deliveries} messages go out by mail (STARTTLS, password), SMS, webhook, ntfy and Matrix, to a real SMTP server and a real HTTP server on loopback.`,
    goals: [
      ...truthGoals(result),
      {
        what: "copies beyond the first",
        goal: `<= ${unanswered} (messages that were taken without an answer)`,
        measured: `${result.doubles}, ${result.unmarkedDoubles.length} of them without a mark`,
        met: result.doubles <= unanswered && result.unmarkedDoubles.length === 0,
      },
    ],
    tables: [endTable(result), faultTable(result)],
    notes: [
      `${result.attempts} attempts; ${result.entriesEach.toFixed(2)} entries of the journal for each message.`,
      "Failed are those that a server refused for good (550, 554, 404). Uncertain are those of which two attempts ended without an answer.",
    ],
    faults: truthFaults(result),
  };
}

/** What must hold whatever happens. */
export function truthGoals({ lost, wronglyFailed, triples }: Reckoning): Goal[] {
  const none = (what: string, keys: readonly string[]): Goal => ({
    what,
    goal: "0",
    measured: String(keys.length),
    met: keys.length === 0,
  });
  return [
    none("messages lost: never ended, or called delivered and nobody has them", lost),
    none("messages called failed that somebody has", wronglyFailed),
    none("messages of which more than two copies arrived", triples),
  ];
}

/** The same as faults of the run: they hold on every machine. */
export function truthFaults({ lost, wronglyFailed, unmarkedDoubles, triples }: Reckoning): string[] {
  const found = { lost, "wrongly failed": wronglyFailed, "unmarked doubles": unmarkedDoubles, triples };
  return Object.entries(found)
    .filter(([, keys]) => keys.length > 0)
    .map(([what, keys]) => `${what}: ${keys.slice(0, 20).join(", ")}`);
}

export function endTable(reckoning: Reckoning) {
  const { deliveries, delivered, failed, uncertain, uncertainArrived, doubles } = reckoning;
  return {
    caption: "How the messages ended, and what arrived.",
    head: ["messages", "delivered", "failed", "uncertain", "of these arrived", "copies beyond the first"],
    rows: [[deliveries, delivered, failed, uncertain, uncertainArrived, doubles].map(String)],
  };
}

function faultTable({ byFault }: CampaignResult) {
  return {
    caption: "Faults; a number is the status that the server gave.",
    head: ["fault", "times"],
    rows: [...byFault].sort(([a], [b]) => a.localeCompare(b)).map(([name, count]) => [name, String(count)]),
  };
}
