import { beforeEach, describe, expect, test } from "bun:test";
import { ManualClock } from "../../kernel/clock.ts";
import type { CrawlReport } from "./crawl.ts";
import { HOUR_MS } from "./fixture.ts";
import {
  type CrawlScheduleOptions,
  FIRST_DELAY_MS,
  JITTER,
  RETRY_DELAY_MS,
  scheduleCrawls,
} from "./schedule.ts";

const REPORT: CrawlReport = {
  pages: 1,
  pagesKept: 1,
  bytes: 1,
  failures: 0,
  durationMs: 1,
  stoppedBy: "done",
  refused: new Map(),
  sitemapPages: [],
};

let clock: ManualClock;
let pending: { delayMs: number; act: () => void } | undefined;
let crawls: {
  finish: (report: CrawlReport | undefined) => void;
  fail: (error: Error) => void;
  signal: AbortSignal;
}[];
let reports: CrawlReport[];
let errors: string[];
beforeEach(() => {
  clock = new ManualClock();
  pending = undefined;
  crawls = [];
  reports = [];
  errors = [];
});

function schedule(options: Partial<CrawlScheduleOptions> = {}) {
  return scheduleCrawls({
    site: "mairie",
    intervalHours: 6,
    crawledAtMs: () => undefined,
    crawl: (signal) => new Promise((finish, fail) => crawls.push({ finish, fail, signal })),
    onReport: (report) => void reports.push(report),
    clock,
    log: (_level, message) => void errors.push(message),
    random: () => 0,
    after(delayMs, act) {
      const mine = { delayMs, act };
      pending = mine;
      return () => {
        if (pending === mine) pending = undefined;
      };
    },
    ...options,
  });
}

/** Lets the waiting time pass and the timer fire. */
function fire(): void {
  const due = pending;
  pending = undefined;
  clock.advance(due?.delayMs ?? 0);
  due?.act();
}
const settled = () => Bun.sleep(0);

describe("crawls", () => {
  test("begin soon after the start when there was none", () => {
    schedule();
    expect(pending?.delayMs).toBe(FIRST_DELAY_MS);
    fire();
    expect(crawls).toHaveLength(1);
  });

  test("wait for their turn when one is recent, and do not when it is old", () => {
    schedule({ crawledAtMs: () => clock.now() - 2 * HOUR_MS });
    expect(pending?.delayMs).toBe(4 * HOUR_MS);
    schedule({ crawledAtMs: () => clock.now() - 20 * HOUR_MS });
    expect(pending?.delayMs).toBe(FIRST_DELAY_MS);
    schedule({ crawledAtMs: () => clock.now() + 900 * HOUR_MS });
    expect(pending?.delayMs).toBe(6 * HOUR_MS);
  });

  test("come back after the interval with some spread, and sooner when one was cut short", async () => {
    schedule({ random: () => 1 });
    fire();
    crawls[0]?.finish(REPORT);
    await settled();
    expect(reports).toEqual([REPORT]);
    expect(pending?.delayMs).toBeCloseTo(6 * HOUR_MS * (1 + JITTER), 0);
    fire();
    crawls[1]?.finish({ ...REPORT, stoppedBy: "origin failing" });
    await settled();
    expect(pending?.delayMs).toBeCloseTo(RETRY_DELAY_MS * (1 + JITTER), 0);
  });

  test("are tried again later after a fault, which is said", async () => {
    schedule();
    fire();
    crawls[0]?.fail(new Error("broken"));
    await settled();
    expect(errors).toHaveLength(1);
    expect(pending?.delayMs).toBe(RETRY_DELAY_MS);
  });

  test("run one at a time, by hand too", async () => {
    const crawling = schedule();
    expect(crawling.running()).toBe(false);
    expect(crawling.now()).toBe(true);
    expect(crawling.now()).toBe(false);
    expect(crawling.running()).toBe(true);
    expect(pending).toBeUndefined();
    crawls[0]?.finish(REPORT);
    await settled();
    expect(crawling.running()).toBe(false);
    expect(crawling.now()).toBe(true);
    expect(crawls).toHaveLength(2);
  });

  test("stop with the schedule: the running one is told, no other begins", async () => {
    const crawling = schedule();
    crawling.now();
    const stopped = crawling.stop();
    expect(crawls[0]?.signal.aborted).toBe(true);
    crawls[0]?.finish(undefined);
    await stopped;
    expect(reports).toEqual([]);
    expect(pending).toBeUndefined();
    expect(crawling.now()).toBe(false);
  });

  test("of a very long interval do not overflow the timer", async () => {
    schedule({ intervalHours: 8_760 });
    fire();
    crawls[0]?.finish(REPORT);
    await settled();
    expect(pending?.delayMs).toBeLessThan(2 ** 31);
    for (let day = 0; day < 364; day++) fire();
    expect(crawls).toHaveLength(1);
    fire();
    expect(crawls).toHaveLength(2);
  });

  test("start by the real timer", async () => {
    const started = Promise.withResolvers<void>();
    const crawling = scheduleCrawls({
      site: "mairie",
      intervalHours: 1,
      crawledAtMs: () => undefined,
      async crawl() {
        started.resolve();
        return REPORT;
      },
      onReport: () => {},
      clock,
      log: () => {},
      // No delay at all.
      random: () => -1 / JITTER,
    });
    await started.promise;
    await crawling.stop();
  });
});
