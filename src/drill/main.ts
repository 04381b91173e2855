import { errorLine, Refusal } from "../kernel/refusal.ts";
import { type DrillDependencies, runDrill } from "./drill.ts";
import type { DrillPlanInput } from "./events.ts";
import { askOriginCount, askOriginFigures } from "./origin-count.ts";
import { makePlan } from "./plan.ts";

/**
 * A drill as a process of its own: `main.ts PLAN [--progress]`, PLAN as JSON. The result is one line of JSON on standard
 * output; with --progress it comes as {result} after one {progress} a second, and a refusal as {refusal}. Exit codes: 0 done, 1 refused, 2 wrong use. An interrupt ends it
 * early with what was measured, a second one at once.
 */
async function main([text, option]: readonly string[]): Promise<number> {
  let input: DrillPlanInput;
  try {
    input = JSON.parse(text ?? "") as DrillPlanInput;
  } catch {
    process.stderr.write("drill: the first argument is not a plan in JSON.\n");
    return 2;
  }
  const ending = new AbortController();
  const end = () => (ending.signal.aborted ? process.exit(130) : ending.abort());
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  try {
    const plan = makePlan(input);
    const result = await runDrill(plan, {
      signal: ending.signal,
      ...(await countingOrigin(plan.count)),
      ...(option === "--progress"
        ? { onProgress: (progress) => console.log(JSON.stringify({ progress })) }
        : {}),
    });
    console.log(JSON.stringify(option === "--progress" ? { result } : result));
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, what, where, remedy } = error;
    if (option === "--progress") console.log(JSON.stringify({ refusal: { code, what, where, remedy } }));
    process.stderr.write(`drill: ${errorLine(error)}\n`);
    return 1;
  }
}

/** The origin's counts if it does count; otherwise the result says null. */
async function countingOrigin(url: string | undefined): Promise<DrillDependencies> {
  if (url === undefined) return {};
  const originFigures = askOriginFigures(url);
  try {
    await originFigures();
  } catch {
    return {};
  }
  return { originCount: askOriginCount(url), originFigures };
}

if (import.meta.main) process.exit(await main(process.argv.slice(2)));
