import { program } from "../kernel/actor.ts";
import { sha256Hex } from "../kernel/canonical.ts";
import type { Log } from "../kernel/log.ts";
import { errorLine, Refusal } from "../kernel/refusal.ts";
import { readFeedBytes } from "./read/index.ts";
import { readFound, type ReadingDesk } from "./read-document.ts";

/** What came in a feed, item by item: each is read once, and kept if it tells of an attack. */

/** Items whose marks are remembered: they stand in a feed for days, and are not read at each request. */
export const SEEN_MAX = 5_000;
/** Documents of one address: a page that is written anew every hour must not fill the register. */
export const VERSIONS_MAX = 5;

export type FeedReader = (url: string, bytes: Uint8Array, contentType: string) => Promise<number>;

/**
 * @param judged told of each event that a new document tells of: it is judged, and nothing is done because of it before a
 *   person looked
 */
export function openFeedReader(desk: ReadingDesk, log: Log, judged: (event: string) => void): FeedReader {
  const seen = new Set<string>();
  const versions = new Map<string, number>();

  return async (url, bytes, contentType) => {
    let kept = 0;
    for (const item of readFeedBytes(bytes, { name: url, contentType })) {
      // Others get their turn between two items.
      await Bun.sleep(0);
      const mark = sha256Hex(`${item.url ?? ""}\n${item.text.toWellFormed()}`);
      if (seen.has(mark)) continue;
      remember(seen, mark);
      const place = item.url ?? "";
      const count = versions.get(place) ?? 0;
      if (place !== "" && count >= VERSIONS_MAX) continue;
      try {
        const events = readFound(desk, item, program("claims"));
        if (events.length === 0) continue;
        kept++;
        versions.set(place, count + 1);
        forget(versions);
        for (const event of events) judged(event);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        log("warn", "an item of a feed was refused", { url, reason: errorLine(error) });
      }
    }
    return kept;
  };
}

function remember(seen: Set<string>, mark: string): void {
  seen.add(mark);
  const [oldest] = seen;
  if (seen.size > SEEN_MAX && oldest !== undefined) seen.delete(oldest);
}

function forget(versions: Map<string, number>): void {
  const [oldest] = versions.keys();
  if (versions.size > SEEN_MAX && oldest !== undefined) versions.delete(oldest);
}
