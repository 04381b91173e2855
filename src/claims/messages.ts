import type { Journal, StoredEntry } from "../journal/index.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import { errorLine } from "../kernel/refusal.ts";
import type { ClaimsMessage } from "./answers.ts";
import { eventRow } from "./look-events.ts";
import type { Pairs } from "./near.ts";
import { waitingCount } from "./queue.ts";

/** What the live stream says of the register: the events that changed, at most once a second. */

const MESSAGE_EVERY_MS = 1_000;
/** Events of one message; of more, the last ones. */
export const MESSAGE_EVENTS_MAX = 20;

export type Messages = {
  hear(stored: StoredEntry): void;
  listen(listener: (message: ClaimsMessage) => void): () => void;
  close(): void;
};

export function openMessages(
  { journal, pairs, clock }: { journal: Pick<Journal, "query">; pairs: Pairs; clock: Clock },
  log: Log,
): Messages {
  const listeners = new Set<{ listener: (message: ClaimsMessage) => void }>();
  const changed = new Set<string>();
  let timer: Timer | undefined;

  function tell(): void {
    timer = undefined;
    const events = [...changed].slice(-MESSAGE_EVENTS_MAX);
    changed.clear();
    try {
      const message: ClaimsMessage = {
        asOf: new Date(clock.now()).toISOString(),
        toReview: waitingCount(journal, pairs),
        events: events.flatMap((event) => eventRow(journal, event) ?? []),
      };
      for (const { listener } of [...listeners]) listener(message);
    } catch (error) {
      log("error", "a change of the register could not be told", { reason: errorLine(error) });
    }
  }

  return {
    hear({ entry }) {
      if (!entry.kind.startsWith("claims.") || listeners.size === 0) return;
      changed.delete(entry.subject);
      changed.add(entry.subject);
      timer ??= setTimeout(tell, MESSAGE_EVERY_MS);
    },
    listen(listener) {
      const listening = { listener };
      listeners.add(listening);
      return () => {
        listeners.delete(listening);
      };
    },
    close: () => clearTimeout(timer),
  };
}
