import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { keptFolder, ROOT } from "./folders.ts";
import { machineLines } from "./machine.ts";
import { stopAll } from "./process.ts";
import { runMarkdown, writePart } from "./report.ts";
import type { Effort, Section } from "./section.ts";

export type Benchmark = (effort: Effort) => Promise<Section>;

/** The benchmarks of one script of package.json, by the names that `--only` takes. */
export type BenchmarkSet = { script: string; title: string; benchmarks: Record<string, Benchmark> };

/** Runs one benchmark; if it breaks down, that is its result. */
async function runOne(name: string, benchmark: Benchmark, effort: Effort): Promise<Section> {
  const startedAt = performance.now();
  process.stderr.write(`bench: ${name}\n`);
  try {
    return await benchmark(effort);
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

function readArguments({ benchmarks }: BenchmarkSet): { smoke: boolean; names: string[] } {
  const options = { smoke: { type: "boolean", default: false }, only: { type: "string" } } as const;
  const { values } = parseArgs({ options, strict: true });
  const names = values.only?.split(",") ?? Object.keys(benchmarks);
  const unknown = names.find((name) => !Object.hasOwn(benchmarks, name));
  if (unknown !== undefined)
    throw new Error(`there is no benchmark "${unknown}": ${Object.keys(benchmarks).join(", ")}`);
  return { smoke: values.smoke, names };
}

/**
 * Runs what the command line asks for, one after the other, and prints it. A whole run in earnest replaces this
 * script's part of bench/RESULTS.md; any other is written to bench/.work. Gives the exit code: 0 done, 1 something went
 * wrong in it (speeds depend on the machine and are read by people; what must hold on every machine is a fault), 2
 * wrong use.
 */
async function runSet(set: BenchmarkSet): Promise<number> {
  let asked: ReturnType<typeof readArguments>;
  try {
    asked = readArguments(set);
  } catch (error) {
    const usage = `usage: npm run ${set.script} [-- [--smoke] [--only NAME[,NAME]]]`;
    process.stderr.write(`bench: ${error instanceof Error ? error.message : error} ${usage}\n`);
    return 2;
  }
  const { script, title, benchmarks } = set;
  const startedAt = new Date();
  const machine = machineLines();
  const sections: Section[] = [];
  for (const name of asked.names) {
    sections.push(await runOne(name, benchmarks[name] as Benchmark, { smoke: asked.smoke }));
  }
  const text = runMarkdown({ script, title, machine, startedAt, sections });
  const whole = !asked.smoke && asked.names.length === Object.keys(benchmarks).length;
  const file = whole ? join(ROOT, "bench/RESULTS.md") : join(keptFolder("results"), "part.md");
  if (whole) writePart(file, script, text);
  else writeFileSync(file, text);
  process.stdout.write(`${text}\nbench: written to ${file}\n`);
  return sections.some(({ faults }) => faults.length > 0) ? 1 : 0;
}

/** The whole program of a script: runs the set, stops whatever it started, ends the process. */
export async function runAndExit(set: BenchmarkSet): Promise<never> {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => void stopAll().then(() => process.exit(130)));
  }
  process.exit(await runSet(set));
}
