import { ConfigurationFaults, type Settings } from "../config.ts";
import { startGateway } from "../gateway/index.ts";
import { systemClock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import { errorLine } from "../kernel/refusal.ts";
import { version } from "../version.ts";

export type GatewayProcess = {
  urls(): string[];
  /** Reads the settings again and puts them to work; faulty settings are logged and the old ones stay. */
  readSettingsAgain(): void;
  stop(reason: string): Promise<void>;
};

/** The hostile side: one worker that serves all sites. */
export async function startGatewayProcess(
  read: () => Settings,
  worker: number,
  log: Log,
): Promise<GatewayProcess> {
  const { gateway: settings, sites, hash: configurationHash, dataFolder } = read();
  const common = { dataFolder, worker, version, clock: systemClock, log };
  const gateway = await startGateway({ ...common, settings, sites, configurationHash });
  return {
    urls: () => gateway.urls(),
    readSettingsAgain: () => {
      try {
        const next = read();
        gateway.reconfigure({ settings: next.gateway, sites: next.sites, configurationHash: next.hash });
      } catch (error) {
        const faults = error instanceof ConfigurationFaults ? error.message : errorLine(error);
        log("error", "the new settings are not used; the old ones stay", { faults });
      }
    },
    stop: (reason) => gateway.stop(reason),
  };
}
