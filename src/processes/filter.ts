import { networkInterfaces } from "node:os";
import type { Settings } from "../config.ts";
import { readConnections } from "../gateway/filter/connections.ts";
import { Filter } from "../gateway/filter/filter.ts";
import { flushFilter } from "../gateway/filter/flush.ts";
import { filterPath } from "../gateway/filter/frames.ts";
import { findNft } from "../gateway/filter/nft.ts";
import { NeverTaken } from "../gateway/filter/peer.ts";
import { serveFilter } from "../gateway/filter/serve-filter.ts";
import { systemClock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import { errorLine, Refusal } from "../kernel/refusal.ts";

const TICK_MS = 1_000;

export type FilterProcessOptions = {
  settings: Settings;
  ports: readonly number[];
  /** Addresses and networks that are never shut out. */
  never: readonly string[];
  /** Left out: `connections_max` of all workers together. */
  connectionsMax: number | undefined;
  log: Log;
  /** Called once when the filter cannot go on: the process should end. */
  onFailure: (error: unknown) => void;
};

export type FilterProcess = { path: string; stop(): Promise<void> };

/**
 * The kernel filter: the only privileged process. Rejects with a Refusal behind a trusted proxy, without nftables, and
 * without the right to use it.
 */
export async function startFilterProcess(options: FilterProcessOptions): Promise<FilterProcess> {
  const { gateway, dataFolder, file } = options.settings;
  if (gateway.trusted_proxies.length > 0) {
    throw new Refusal(
      "behind-proxy",
      "The kernel sees only the proxy's address here, and shutting it out would shut out everybody.",
      `${file ?? "settings"}: gateway.trusted_proxies`,
      "Do not use the kernel filter behind a proxy; use the proxy's own.",
    );
  }
  const path = filterPath(dataFolder);
  const filter = await Filter.start({
    ports: options.ports,
    never: new NeverTaken({ networks: options.never, setting: "--never", ownAddresses }),
    connectionsMax: options.connectionsMax ?? gateway.connections_max * gateway.workers,
    nft: findNft(),
    readConnections,
    log: options.log,
    now: () => systemClock.now(),
    onFailure: options.onFailure,
  });
  let stopServing: () => void;
  try {
    stopServing = serveFilter(path, filter, options.log);
  } catch (error) {
    await filter.stop();
    throw error;
  }
  const tick = () =>
    filter
      .tick()
      .catch((error) => options.log("error", "the kernel was not told", { error: errorLine(error) }));
  const timer = setInterval(tick, TICK_MS);
  return {
    path,
    stop: async () => {
      clearInterval(timer);
      stopServing();
      await filter.stop();
    },
  };
}

/** Lets everybody through again; gives how many were shut out. Rejects with a Refusal when no filter answers. */
export function flushFilterOf({ dataFolder }: Settings): Promise<number> {
  return flushFilter(filterPath(dataFolder));
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((addresses) =>
    (addresses ?? []).map(({ address }) => address),
  );
}
