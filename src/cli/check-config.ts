import { ConfigurationFaults, readSettings } from "../config.ts";
import { settingsOptions } from "./options.ts";

/** `beffroi check-config`: reads the settings and says every fault at once; 0 when there is none, 1 otherwise. */
export async function run(args: string[]): Promise<number> {
  try {
    const settings = readSettings(settingsOptions(args));
    const from = settings.file ?? (settings.demo ? "no file: the demonstration town" : "the command line");
    console.log(`The settings are right (${from}).`);
    for (const site of settings.sites)
      console.log(`  ${site.name}: ${site.hosts.join(", ")} -> ${site.origin}`);
    return 0;
  } catch (error) {
    if (!(error instanceof ConfigurationFaults)) throw error;
    console.error(error.message);
    return 1;
  }
}
