import type { Clock } from "../kernel/clock.ts";
import { errorLine } from "../kernel/refusal.ts";
import type { Log } from "../kernel/log.ts";
import type { FeedState } from "./answers.ts";

/**
 * Feeds that the settings name, asked for at an interval, one after the other. What is new in one is read and waits for a
 * person; what is known, or tells of no attack, is not kept.
 */

/** What asking for a feed came to. */
export type FeedAnswer =
  | {
      readonly is: "new";
      readonly bytes: Uint8Array;
      readonly contentType: string;
      readonly version: FeedVersion;
    }
  | { readonly is: "same" }
  | { readonly is: "failed"; readonly why: string; readonly retryAfterMs: number };
/** What the server said of the version that was read last. */
export type FeedVersion = { readonly etag: string; readonly lastModified: string };
export type FeedPort = {
  /** Bounded in time and size; never rejects. */
  fetch(url: string, known: FeedVersion): Promise<FeedAnswer>;
  close(): void;
};

export type FeedNeeds = {
  readonly urls: readonly string[];
  readonly everyMs: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly port: FeedPort;
  /** Reads what came; gives how many documents of it were new and kept. */
  read(url: string, bytes: Uint8Array, contentType: string): Promise<number>;
};

export type Feeds = {
  look(): FeedState[];
  /** Asks for the feed that is due the longest, if one is. Called by itself every second. */
  tick(): Promise<void>;
  close(): void;
};

/** How often is looked which feed is due. */
const TICK_MS = 1_000;
/** Between two feeds' first requests after a start: the start is not when everything is asked. */
const SPREAD_MS = 20_000;
/** After failures the interval doubles up to this. */
const PAUSE_MS_MAX = 24 * 3_600_000;

type Feed = {
  readonly url: string;
  dueMs: number;
  failures: number;
  version: FeedVersion;
  state: FeedState;
};

export function openFeeds(needs: FeedNeeds): Feeds {
  const { clock, everyMs } = needs;
  const feeds = needs.urls.map(
    (url, n): Feed => ({
      url,
      dueMs: clock.now() + Math.min(n * SPREAD_MS, everyMs),
      failures: 0,
      version: { etag: "", lastModified: "" },
      state: { url, askedAt: null, readAt: null, failure: null, documents: 0 },
    }),
  );
  let working = false;

  async function tick(): Promise<void> {
    const now = clock.now();
    const due = feeds.filter(({ dueMs }) => dueMs <= now).sort((a, b) => a.dueMs - b.dueMs)[0];
    if (working || due === undefined) return;
    working = true;
    try {
      await ask(needs, due);
    } finally {
      working = false;
    }
  }

  const timer = feeds.length === 0 ? undefined : setInterval(() => void tick(), TICK_MS);
  return {
    tick,
    look: () => feeds.map(({ state }) => ({ ...state })),
    close() {
      clearInterval(timer);
      needs.port.close();
    },
  };
}

async function ask({ clock, everyMs, log, port, read }: FeedNeeds, feed: Feed): Promise<void> {
  const { url, state } = feed;
  const answer = await port.fetch(url, feed.version);
  state.askedAt = new Date(clock.now()).toISOString();
  let failure = answer.is === "failed" ? answer.why : null;
  if (answer.is === "new") {
    try {
      state.documents += await read(url, answer.bytes, answer.contentType);
      feed.version = answer.version;
    } catch (error) {
      failure = "unreadable";
      log("warn", "a feed could not be read", { url, reason: errorLine(error) });
    }
  }
  if (failure !== null && state.failure !== failure) log("warn", "a feed does not come", { url, failure });
  feed.failures = failure === null ? 0 : feed.failures + 1;
  if (failure === null) state.readAt = state.askedAt;
  state.failure = failure;
  const asked = answer.is === "failed" ? answer.retryAfterMs : 0;
  feed.dueMs =
    clock.now() + Math.max(asked, Math.min(everyMs * 2 ** feed.failures, Math.max(everyMs, PAUSE_MS_MAX)));
}
