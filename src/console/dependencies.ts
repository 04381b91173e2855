import type { Digest, GatewayCommand } from "../gateway/events.ts";
import type { Journal } from "../journal/index.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";

/** What the console needs from the rooms beside it; the composition root hands it over. */

export type GatewayLink = {
  readonly worker: number;
  readonly connected: boolean;
  /** Undefined before its first digest. */
  readonly lastDigestAtMs: number | undefined;
};

export type ConsoleDependencies = {
  readonly clock: Clock;
  readonly log: Log;
  readonly version: string;
  /** Addresses under which citizens reach the sites. */
  readonly siteUrls: readonly string[];
  /** True when nothing was configured and the demonstration town is served. */
  readonly demo: boolean;
  readonly journal: Pick<Journal, "read" | "head" | "count" | "follow">;
  gateways(): readonly GatewayLink[];
  /** The last 15 minutes, oldest first: at most one digest a second, the workers' figures merged. */
  history(): readonly Digest[];
  /** Calls `listener` with each further digest of that series; the function returned ends that. */
  onDigest(listener: (digest: Digest) => void): () => void;
  /** Asks a site's gateway to act. Rejects with a Refusal. */
  command(site: string, command: GatewayCommand): Promise<unknown>;
  /** Secret that an act must carry; the command line and the sites' own publishing hooks hold it. */
  readonly token: string;
  /** Folder of the built page. */
  readonly webFolder: string;
};
