import type { Actor } from "../kernel/actor.ts";
import type { Route } from "../kernel/route.ts";
import type { BodyWindow, WatchMessage } from "./answers.ts";
import type { VerdictChange, WatchedSite } from "./events.ts";

/** The room's only door. Importing it does nothing. */

/** Bodies and sites to be asked more often: every 30 s until `fastUntil`, then every 2 minutes until `slowUntil` (ms). */
export type RateRequest = {
  readonly bodies: readonly string[];
  readonly sites: readonly number[];
  readonly reason: string;
  readonly fastUntil: number;
  readonly slowUntil: number;
};

export type Watch = {
  readonly routes: readonly Route[];
  /** Sites of a body, in the order of their adding; none when it is not watched. */
  sitesOf(bodyId: string): readonly WatchedSite[];
  /** What was measured of a body between two moments (ms since 1970), as the rule judges that window now. */
  bodyWindow(bodyId: string, fromMs: number, toMs: number): BodyWindow;
  /** Has bodies and sites asked more often for a while; written to the journal. Throws a Refusal. */
  raise(request: RateRequest, actor: Actor): void;
  /** Calls `listener` with verdicts that changed, after the journal has them. The function returned ends that. */
  onVerdicts(listener: (changes: readonly VerdictChange[]) => void): () => void;
  /** Calls `listener` at most once a second with what changed, for the live stream. */
  onMessage(listener: (message: WatchMessage) => void): () => void;
  close(): Promise<void>;
};
