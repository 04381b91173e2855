import { errorLine } from "../kernel/refusal.ts";
import type { Log } from "../kernel/log.ts";
import type { StoredEntry } from "./entry.ts";

export type Listener = (stored: StoredEntry) => void;

export type Followers = {
  add(listener: Listener): () => void;
  tell(stored: StoredEntry): void;
};

/**
 * Those who hear of each entry after it is on disk. A listener that throws is logged and harms nobody: the entry stands.
 * A listener may append; everybody still hears the entries in the journal's order.
 */
export function makeFollowers(log: Log): Followers {
  const listeners = new Set<{ listener: Listener }>();
  const waiting: StoredEntry[] = [];
  let telling = false;

  return {
    add(listener) {
      const following = { listener };
      listeners.add(following);
      return () => {
        listeners.delete(following);
      };
    },
    tell(stored) {
      waiting.push(stored);
      if (telling) return;
      telling = true;
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        for (const { listener } of [...listeners]) {
          try {
            listener(next);
          } catch (error) {
            log("error", "a follower of the journal failed", {
              position: next.position,
              reason: errorLine(error),
            });
          }
        }
      }
      telling = false;
    },
  };
}
