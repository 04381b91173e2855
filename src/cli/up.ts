import { readSettings } from "../config.ts";
import { makeLog } from "../kernel/log.ts";
import { onEnd } from "../processes/lifeline.ts";
import { startSupervisor } from "../processes/supervisor.ts";
import { settingsOptions } from "./options.ts";

/** `beffroi up`: supervises gateway and keeper, and prints one line when everything answers, and one more while there is no administrator. Runs until it is ended. */
export async function run(args: string[]): Promise<number> {
  const settings = readSettings(settingsOptions(args));
  const supervisor = await startSupervisor({
    settings,
    childArguments: args,
    log: makeLog("supervisor"),
    onReady: (addresses) => {
      const site = addresses.get("gateway-0")?.[0];
      const page = addresses.get("keeper")?.[0];
      console.log(`beffroi ready site=${site} console=${page}`);
    },
    onSetup: (link) => console.log(`beffroi setup ${link}`),
  });
  const end = onEnd(() => supervisor.stop(), 10_000);
  // A closed terminal hangs up too, and whoever closed it meant the end; a service manager means: read the settings again.
  process.on("SIGHUP", () => (process.stdin.isTTY ? end("SIGHUP") : supervisor.signal("SIGHUP")));
  return new Promise(() => {});
}
