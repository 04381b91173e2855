import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Journal } from "../journal/index.ts";
import type { Actor } from "../kernel/actor.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import type { Route } from "../kernel/route.ts";
import type { Tell } from "./alerts.ts";
import type { BodyWindow, RateRequest, WatchMessage } from "./answers.ts";
import { openBook } from "./bodies/index.ts";
import type { WatchSettings } from "./config.ts";
import type { VerdictChange, WatchedSite } from "./events.ts";
import { History } from "./history/history.ts";
import type { UpkeepPace } from "./history/upkeep.ts";
import { Room } from "./room.ts";
import { VantageTokens } from "./vantages.ts";

/** Opens the room and what it stands on. */

export type WatchDependencies = {
  /** Opened with `watchViews`. */
  readonly journal: Journal;
  readonly dataFolder: string;
  readonly settings: WatchSettings;
  readonly clock: Clock;
  readonly log: Log;
  /** Whose public pages they are, and the zone of their times (IANA); left out: nobody's, Europe/Paris. */
  readonly look?: { readonly name: string; readonly zone: string };
  /** Tells groups of the notices; left out, nobody is told of changes. */
  readonly tell?: Tell;
  /** Whether the notices have such a group now; left out, each is taken for there. */
  readonly hasGroup?: (name: string) => boolean;
  /** For tests. */
  readonly upkeep?: UpkeepPace;
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

/** Opens the room. Throws a Refusal that says what a person can mend. */
export function openWatch(deps: WatchDependencies): Watch {
  const { journal, dataFolder, clock, log } = deps;
  mkdirSync(dataFolder, { recursive: true });
  const tokens = new VantageTokens(join(dataFolder, "keys"), log);
  const history = new History({
    path: join(dataFolder, "watch.db"),
    clock,
    log,
    ...(deps.upkeep === undefined ? {} : { pace: deps.upkeep }),
  });
  const book = openBook(journal);
  try {
    return new Room(deps, tokens, history, book).watch();
  } catch (error) {
    book.close();
    history.close();
    throw error;
  }
}
