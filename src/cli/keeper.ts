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
    console.log(`beffroi keeper ready console=${keeper.url}`);
    if (keeper.setupLink !== undefined) console.log(`beffroi setup ${keeper.setupLink}`);
  }
  return new Promise(() => {});
}
