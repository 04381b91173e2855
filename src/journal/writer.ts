import type { Clock } from "../kernel/clock.ts";
import { type Entry, type NewEntry, type StoredEntry, sealEntry } from "./entry.ts";
import { nextEntry } from "./event.ts";
import type { OwnLane } from "./own-lane.ts";
import type { SealedEntry, Store } from "./store.ts";

/** Writes entries into the tables. Everything here is called inside a write transaction. */
export type Writer = {
  /** Seals these events as the next entries of this machine's lane. Their bodies were checked. */
  write(events: readonly NewEntry[]): StoredEntry[];
  /** Adds an entry that its writer has sealed, after the head of its lane. */
  admit(sealed: SealedEntry): StoredEntry;
};

export function makeWriter(store: Store, ownLane: OwnLane, clock: Clock): Writer {
  function admit(sealed: SealedEntry): StoredEntry {
    const { entry, id, signature } = sealed;
    return { position: store.insert(sealed), id, signature, entry };
  }

  return {
    admit,
    write(events) {
      const lane = ownLane.current();
      // Another process may have appended to the lane since, so the head is read anew each time.
      let head = store.head(lane.name);
      const at = new Date(clock.now()).toISOString();
      return events.map((event) => {
        const { text, id } = sealEntry(nextEntry(lane.name, head, at, event));
        // Read back from the text: what followers and views see is what was signed, not what the caller still holds.
        const entry = JSON.parse(text) as Entry;
        head = { n: entry.n, id };
        return admit({ entry, text, id, signature: lane.sign(id) });
      });
    },
  };
}
