import type { ClaimsMessage } from "../claims/events.ts";
import type { Digest, GatewayCommand } from "../gateway/events.ts";
import type { IncidentChange } from "../incidents/events.ts";
import type { Journal } from "../journal/index.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import type { Refusal } from "../kernel/refusal.ts";
import type { Caller, Route } from "../kernel/route.ts";
import type { WatchMessage } from "../watch/events.ts";

/** What the console needs from the rooms beside it; the composition root hands it over. */

export type GatewayLink = {
  readonly worker: number;
  readonly connected: boolean;
  /** Undefined before its first digest. */
  readonly lastDigestAtMs: number | undefined;
};

/** A call that the guard turned away. `target` is the method and the route's pattern: a bounded set of texts. */
export type RefusedCall = { code: string; target: string; address: string; caller?: Caller };

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
  /** Who calls, or why nobody that we know does. */
  whoIs(request: Request, address: string): Promise<Caller | Refusal>;
  /** Writes down that a call was refused. */
  refused(refused: RefusedCall): void;
  /** Routes of the rooms beside this one. */
  readonly routes: readonly Route[];
  /** Largest body that any of these routes reads, in bytes. */
  readonly uploadBytesMax: number;
  /** Calls `listener` after each entry about an incident; the function returned ends that. */
  onIncident(listener: (change: IncidentChange) => void): () => void;
  /** Calls `listener` at most once a second with the claimed events that changed; the function returned ends that. */
  onClaims(listener: (message: ClaimsMessage) => void): () => void;
  /** Calls `listener` at most once a second with what changed in the watch; the function returned ends that. */
  onWatch(listener: (message: WatchMessage) => void): () => void;
  /** Folder of the built page. */
  readonly webFolder: string;
};
