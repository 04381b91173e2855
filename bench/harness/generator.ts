import { BUN, BUN_FLAGS } from "./folders.ts";
import { type Core, runToEnd } from "./process.ts";

/**
 * Runs a load generator as a process of its own on `core` and gives what it printed: `script` gets `plan` as JSON in its
 * first argument and prints one JSON value at its end. Throws if it fails or takes longer than `timeoutMs`.
 */
export async function runGenerator<Result>(
  script: string,
  plan: unknown,
  core: Core,
  timeoutMs: number,
): Promise<Result> {
  const printed = await runToEnd(BUN, [...BUN_FLAGS, script, JSON.stringify(plan)], { core, timeoutMs });
  return JSON.parse(printed) as Result;
}

/** The other end of `runGenerator`: the plan it was given. */
export const planOf = <Plan>(): Plan => JSON.parse(process.argv[2] ?? "{}") as Plan;

/** Says the result and ends, once it is written out. */
export function sayAndExit(result: unknown): void {
  process.stdout.write(JSON.stringify(result), () => process.exit(0));
}
