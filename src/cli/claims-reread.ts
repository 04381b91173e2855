import { parseArgs } from "node:util";
import { z } from "zod";
import { errorLine, Refusal } from "../kernel/refusal.ts";
import { askConsole, readAnswer } from "./ask-console.ts";

export const REREAD_USAGE = "beffroi claims reread [--json] [--console IP:PORT] [--data DIR]";

const DONE = 0;
const FOUND_WANTING = 1;
const WRONG_USE = 2;
const ANSWER_TIMEOUT_MS = 30_000;
const LOOK_MS = 500;

const count = z.number().int().nonnegative();
const work = z.looseObject({ total: count, done: count, changed: count, missing: count });
const rereadingSchema = z.looseObject({
  extractor: z.string(),
  outdated: count,
  running: work.nullable(),
  last: work.extend({ stopped: z.string().nullable() }).nullable(),
});

const options = {
  json: { type: "boolean", default: false },
  console: { type: "string", default: "127.0.0.1:8440" },
  data: { type: "string", default: "./data" },
} as const;

/**
 * `beffroi claims reread`: has a running Beffroi read again what older rules read, and waits for its end. Gives the exit code:
 * 0 done, 1 refused, not running or stopped, 2 wrong use.
 */
export async function run(args: string[]): Promise<number> {
  let asked: ReturnType<typeof readArguments>;
  try {
    asked = readArguments(args);
  } catch (error) {
    process.stderr.write(`beffroi claims: ${errorLine(error)}\nusage: ${REREAD_USAGE}\n`);
    return WRONG_USE;
  }
  try {
    return await reread(asked);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`beffroi claims: ${errorLine(error)}\n`);
    return FOUND_WANTING;
  }
}

const readArguments = (args: string[]) => parseArgs({ args, options, strict: true }).values;

async function reread({ json, console: address, data }: ReturnType<typeof readArguments>): Promise<number> {
  const ask = async (body?: object) => {
    const path = "/api/claims/rereading";
    const answer = await askConsole({ address, data, path, timeoutMs: ANSWER_TIMEOUT_MS, body });
    return readAnswer(rereadingSchema, answer, address);
  };
  let found = await ask({});
  while (found.running !== null) {
    await Bun.sleep(LOOK_MS);
    found = await ask();
  }
  const { last, extractor, outdated } = found;
  if (json) process.stdout.write(`${JSON.stringify(found)}\n`);
  else if (last === null) process.stdout.write(`All documents were read with rules ${extractor}.\n`);
  else {
    const missing = last.missing === 0 ? "" : `, ${last.missing} whose text is not here`;
    process.stdout.write(
      `${last.done} documents read again with rules ${extractor}: ${last.changed} read differently${missing}.\n`,
    );
    if (last.stopped !== null) process.stderr.write(`beffroi claims: it stopped: ${last.stopped}\n`);
  }
  return (last?.stopped ?? null) === null && outdated === (last?.missing ?? 0) ? DONE : FOUND_WANTING;
}
