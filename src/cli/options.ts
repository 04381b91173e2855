import { parseArgs } from "node:util";
import type { CommandLineSettings } from "../config.ts";
import { Refusal } from "../kernel/refusal.ts";

const options = {
  config: { type: "string" },
  data: { type: "string" },
  origin: { type: "string" },
  host: { type: "string" },
  listen: { type: "string" },
  console: { type: "string" },
  worker: { type: "string" },
} as const;

/** The options that up, gateway, keeper and check-config share. Refuses what it does not know. */
export function settingsOptions(args: string[]): CommandLineSettings & { worker?: string } {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const what = error instanceof Error ? (error.message.split(". ")[0] ?? error.message) : String(error);
    throw new Refusal("wrong-option", `${what}.`, "command line", "See: beffroi help.");
  }
}
