import { readSettings } from "../config.ts";
import { flushFilterOf } from "../processes/filter.ts";
import { settingsOptions } from "./options.ts";

/**
 * `beffroi gateway flush`: the kernel filter forgets everybody and lets them through again. Options are those of the
 * gateway; of these, --config and --data say where the filter is. Rejects with a Refusal when no filter answers.
 */
export async function run(args: string[]): Promise<number> {
  const { worker: _, ...options } = settingsOptions(args);
  const count = await flushFilterOf(readSettings(options));
  console.log(`beffroi: ${count} shut-out source${count === 1 ? "" : "s"} let through again`);
  return 0;
}
