import { join } from "node:path";
import {
  type DrillPlanInput,
  type DrillProgress,
  type DrillResult,
  drillLineSchema,
} from "../drill/events.ts";
import { Refusal } from "../kernel/refusal.ts";

/** No package from the network, no settings from the folder where somebody happens to stand. */
export const RUNTIME_OPTIONS = ["--no-install", "--no-env-file", "--config=/dev/null"];

export type DrillRun = {
  readonly onProgress: (progress: DrillProgress) => void;
  /** Ends the drill early; the result is what was measured until then. */
  readonly signal?: AbortSignal;
};

/**
 * Plays a plan in a process of its own, so that neither the command nor the gateway slows the generator.
 * @throws Refusal with what the drill says when it will not run
 */
export async function runDrillProcess(plan: DrillPlanInput, run: DrillRun): Promise<DrillResult> {
  const program = join(import.meta.dir, "..", "drill", "main.ts");
  const child = Bun.spawn(
    [process.execPath, ...RUNTIME_OPTIONS, program, JSON.stringify(plan), "--progress"],
    {
      stdin: "ignore",
      stdout: "pipe",
      stderr: "ignore",
    },
  );
  const end = () => child.kill("SIGTERM");
  run.signal?.addEventListener("abort", end, { once: true });
  let result: DrillResult | undefined;
  for await (const line of linesOf(child.stdout)) {
    const said = drillLineSchema.parse(JSON.parse(line));
    if ("progress" in said) run.onProgress(said.progress);
    else if ("result" in said) result = said.result;
    else throw new Refusal(said.refusal.code, said.refusal.what, said.refusal.where, said.refusal.remedy);
  }
  await child.exited;
  run.signal?.removeEventListener("abort", end);
  if (result !== undefined) return result;
  throw new Refusal(
    "drill-ended",
    "The drill's process ended without a result.",
    `code ${child.exitCode}`,
    "Try again, with fewer requests a second if the machine is short of memory.",
  );
}

async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const piece of stream) {
    rest += decoder.decode(piece, { stream: true });
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line !== "") yield line;
  }
  if (rest !== "") yield rest;
}
