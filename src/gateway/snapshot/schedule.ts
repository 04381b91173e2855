import type { Clock } from "../../kernel/clock.ts";
import type { Log } from "../../kernel/log.ts";
import type { CrawlReport } from "./crawl.ts";

/** After the start the gateway first serves, then crawls. */
export const FIRST_DELAY_MS = 5_000;
/** A crawl that something ended is tried again after this time. */
export const RETRY_DELAY_MS = 15 * 60_000;
/** Spread of every delay, as a share of it: the sites of one host are not all crawled at once. */
export const JITTER = 0.2;

/** Node's timers hold 2^31 ms at most; a longer wait is made of several. */
const TIMER_MAX_MS = 24 * 3600_000;
const HOUR_MS = 3600_000;

export type CrawlScheduleOptions = {
  readonly site: string;
  readonly intervalHours: number;
  /** End of the last complete crawl, as the snapshot knows it. */
  crawledAtMs(): number | undefined;
  /** One crawl; undefined if it was aborted by the signal that it gets. */
  crawl(signal: AbortSignal): Promise<CrawlReport | undefined>;
  /** Told of each crawl that was not aborted, after its end. */
  onReport(report: CrawlReport): void;
  readonly clock: Clock;
  readonly log: Log;
  /** 0 to 1; for tests. */
  random?(): number;
  /** Calls `act` once after `delayMs` unless the function returned is called before; for tests. */
  after?(delayMs: number, act: () => void): () => void;
};

export type CrawlSchedule = {
  /** Starts a crawl at once; false if one is running already. */
  now(): boolean;
  running(): boolean;
  /** Ends the running crawl and starts no other; resolves when it has ended. */
  stop(): Promise<void>;
};

/** Crawls soon after the start if no crawl is recent, then each `intervalHours`; one at a time. */
export function scheduleCrawls(options: CrawlScheduleOptions): CrawlSchedule {
  const { clock, log, site, after = afterTimer, random = Math.random } = options;
  const ended = new AbortController();
  let current: Promise<void> | undefined;
  let cancel = () => {};

  const spread = (delayMs: number) => delayMs * (1 + JITTER * random());
  const wait = (dueAtMs: number): void => {
    cancel();
    if (ended.signal.aborted) return;
    const delayMs = Math.max(0, dueAtMs - clock.now());
    cancel = after(Math.min(delayMs, TIMER_MAX_MS), () =>
      delayMs > TIMER_MAX_MS ? wait(dueAtMs) : void start(),
    );
  };
  const crawl = async (): Promise<void> => {
    let delayMs = RETRY_DELAY_MS;
    try {
      const report = await options.crawl(ended.signal);
      if (report === undefined) return;
      options.onReport(report);
      if (["done", "page limit", "byte limit"].includes(report.stoppedBy))
        delayMs = options.intervalHours * HOUR_MS;
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      log(
        "error",
        "A crawl ended by a fault of the program; it is tried again later. Report it with this line.",
        { site, cause },
      );
    } finally {
      current = undefined;
      wait(clock.now() + spread(delayMs));
    }
  };
  const start = (): boolean => {
    if (current !== undefined || ended.signal.aborted) return false;
    cancel();
    current = crawl();
    return true;
  };

  const lastMs = options.crawledAtMs();
  // A clock that was set back must not put the next crawl off by as much.
  const dueMs = lastMs === undefined ? 0 : Math.min(lastMs, clock.now()) + options.intervalHours * HOUR_MS;
  wait(Math.max(clock.now() + spread(FIRST_DELAY_MS), dueMs));
  return {
    now: start,
    running: () => current !== undefined,
    async stop() {
      ended.abort();
      cancel();
      await current;
    },
  };
}

function afterTimer(delayMs: number, act: () => void): () => void {
  const timer = setTimeout(act, delayMs);
  timer.unref();
  return () => clearTimeout(timer);
}
