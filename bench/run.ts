import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { cached } from "./gateway/cached.ts";
import { cacheTests } from "./gateway/cache-tests.ts";
import { realCms } from "./gateway/cms.ts";
import { passThrough } from "./gateway/pass-through.ts";
import { privacy } from "./gateway/privacy.ts";
import { recovery } from "./gateway/recovery.ts";
import { keptFolder, ROOT } from "./harness/folders.ts";
import { machineLines } from "./harness/machine.ts";
import { stopAll } from "./harness/process.ts";
import { type Effort, goalsMarkdown, type Section, sectionMarkdown } from "./harness/section.ts";

const USAGE = "usage: npm run bench:gateway [-- [--smoke] [--only NAME[,NAME]]]";

/** To add a benchmark: a function that gives a Section, and a line here. */
const BENCHMARKS: Record<string, (effort: Effort) => Promise<Section>> = {
  cached,
  "pass-through": passThrough,
  "cache-tests": cacheTests,
  privacy,
  recovery,
  cms: realCms,
};

/** Runs one benchmark; if it breaks down, that is its result. */
async function runOne(name: string, effort: Effort): Promise<Section> {
  const startedAt = performance.now();
  process.stderr.write(`bench: ${name}\n`);
  try {
    return await (BENCHMARKS[name] as (effort: Effort) => Promise<Section>)(effort);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    return {
      title: name,
      about: "Broke down.",
      goals: [],
      tables: [],
      notes: [],
      faults: [what.slice(0, 2_000)],
    };
  } finally {
    await stopAll();
    process.stderr.write(`bench: ${name} took ${Math.round((performance.now() - startedAt) / 1000)} s\n`);
  }
}

/** What bench/RESULTS.md says: what was run where, what falls short first, then each benchmark. */
function report(sections: readonly Section[], machine: readonly string[], startedAt: Date): string {
  const goals = sections.flatMap((section) => section.goals);
  const short = goals.filter(({ met }) => !met);
  const faults = sections.flatMap((section) => section.faults.map((fault) => `${section.title}: ${fault}`));
  const parts = [
    "# Results of the gateway's benchmarks\n",
    "Written by `npm run bench:gateway` from the figures of one run; nothing here was entered by hand. How it measures: [README.md](README.md).\n",
    `Run of ${startedAt.toISOString().slice(0, 16).replace("T", " ")} UTC:\n`,
    `${machine.map((line) => `- ${line}`).join("\n")}\n`,
    `## What falls short\n`,
    short.length === 0 ? `Nothing: all ${goals.length} goals are reached.\n` : goalsMarkdown(short),
  ];
  if (faults.length > 0) parts.push(`Went wrong:\n\n${faults.map((fault) => `- ${fault}`).join("\n")}\n`);
  return [...parts, ...sections.map(sectionMarkdown)].join("\n");
}

function readArguments(): { smoke: boolean; names: string[] } {
  const options = { smoke: { type: "boolean", default: false }, only: { type: "string" } } as const;
  const { values } = parseArgs({ options, strict: true });
  const names = values.only?.split(",") ?? Object.keys(BENCHMARKS);
  const unknown = names.find((name) => !Object.hasOwn(BENCHMARKS, name));
  if (unknown !== undefined)
    throw new Error(`there is no benchmark "${unknown}": ${Object.keys(BENCHMARKS).join(", ")}`);
  return { smoke: values.smoke, names };
}

async function main(): Promise<number> {
  let asked: ReturnType<typeof readArguments>;
  try {
    asked = readArguments();
  } catch (error) {
    process.stderr.write(`bench: ${error instanceof Error ? error.message : error} ${USAGE}\n`);
    return 2;
  }
  const startedAt = new Date();
  const machine = machineLines();
  const sections: Section[] = [];
  for (const name of asked.names) sections.push(await runOne(name, { smoke: asked.smoke }));
  const text = report(sections, machine, startedAt);
  const whole = !asked.smoke && asked.names.length === Object.keys(BENCHMARKS).length;
  const file = whole ? join(ROOT, "bench/RESULTS.md") : join(keptFolder("results"), "part.md");
  writeFileSync(file, text);
  process.stdout.write(`${text}\nbench: written to ${file}\n`);
  // Speeds depend on the machine and are read by people; what must hold on every machine is a fault.
  return sections.some(({ faults }) => faults.length > 0) ? 1 : 0;
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => void stopAll().then(() => process.exit(130)));
}
process.exit(await main());
