import { readSettings } from "../config.ts";
import { makeLog } from "../kernel/log.ts";
import { startKeeper } from "../processes/keeper.ts";
import { isSupervised, onEnd, tellReady } from "../processes/lifeline.ts";
import { settingsOptions } from "./options.ts";

/** `beffroi keeper`: journal and console. Runs until it is ended. */
export async function run(args: string[]): Promise<number> {
  const keeper = await startKeeper(readSettings(settingsOptions(args)), makeLog("keeper"));
  // A keeper has nothing to read again while it runs; without this the signal would end it.
  process.on("SIGHUP", () => {});
  onEnd((reason) => keeper.stop(reason));
  tellReady([keeper.url], keeper.setupLink);
  if (!isSupervised()) {
    const lines = [`beffroi keeper ready console=${keeper.url}`];
    if (keeper.setupLink !== undefined) lines.push(`beffroi setup ${keeper.setupLink}`);
    // In one piece: who waits for the first line has the second one too.
    console.log(lines.join("\n"));
  }
  return new Promise(() => {});
}
