import type { SiteModel } from "../../src/drill/events.ts";
import { loopbackUrl } from "../harness/loopback.ts";
import { isSamePage } from "../harness/same-page.ts";
import { percentile } from "../harness/statistics.ts";
import { TOWN_HOST } from "./town.ts";

/** Pages of the town, as the origin gives them to everybody. */
export type KnownPages = ReadonlyMap<string, string>;

export type Reading = { tried: number; right: number; p50Ms: number; p99Ms: number };

const WARM_MS_MAX = 10_000;
const PATIENCE_MS = 5_000;
/** Between two tries of somebody who reloads. */
const RELOAD_MS = 100;
const ANALYTICS = "_ga=GA1.2.1894527710.1766400000; _pk_id.1.1fff=4d2cba1f3a1b9c4e.1766400000.";
const FIELDS = { Host: TOWN_HOST, Accept: "text/html,application/xhtml+xml,*/*;q=0.8" };

/** Asks the origin itself for each page. */
export async function learnPages(originPort: number, targets: readonly string[]): Promise<KnownPages> {
  const pages = new Map<string, string>();
  await Promise.all(
    targets.map(async (target) => {
      const body = await readOnce(originPort, target, false, 30_000);
      if (body !== undefined) pages.set(target, body);
    }),
  );
  if (pages.size < targets.length) throw new Error(`the town gave ${pages.size} of ${targets.length} pages`);
  return pages;
}

/** What browsers say that they can unpack; caches keep a copy for each. */
const ENCODINGS = "gzip, deflate, br, zstd";

/** Reads every page and file once with what a browser says and once with nothing, so that memories are warm. */
export async function warm(port: number, host: string, site: SiteModel): Promise<void> {
  for (const target of [...site.pages, ...site.assets, ...site.feeds]) {
    for (const encodings of [ENCODINGS, "gzip", "identity"]) {
      const headers = { ...FIELDS, Host: host, "Accept-Encoding": encodings };
      const options = { headers, signal: AbortSignal.timeout(WARM_MS_MAX) };
      await fetch(loopbackUrl(`http://127.0.0.1:${port}${target}`), options).then(
        (response) => response.arrayBuffer(),
        () => undefined,
      );
    }
  }
}

async function readOnce(
  port: number,
  target: string,
  cookies: boolean,
  timeoutMs: number,
): Promise<string | undefined> {
  try {
    const response = await fetch(loopbackUrl(`http://127.0.0.1:${port}${target}`), {
      headers: cookies ? { ...FIELDS, Cookie: ANALYTICS } : FIELDS,
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body = await response.text();
    return response.status === 200 ? body : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads pages at a constant rate whatever becomes of those before, half of them with the cookies of visitor statistics.
 * With `reloads`, a reader tries again until the page is there or his patience of five seconds ends; his time counts from
 * the first try.
 */
export async function readOpenly(
  port: number,
  pages: KnownPages,
  options: { perSecond: number; seconds: number; reloads?: boolean },
): Promise<Reading & { times: readonly number[] }> {
  const targets = [...pages.keys()];
  const times: number[] = [];
  const reads: Promise<void>[] = [];
  const startedAt = performance.now();
  const count = Math.round(options.perSecond * options.seconds);
  const read = async (index: number) => {
    const target = targets[index % targets.length] as string;
    const dueAt = startedAt + (index * 1000) / options.perSecond;
    for (;;) {
      const body = await readOnce(port, target, index % 2 === 0, PATIENCE_MS);
      const tookMs = performance.now() - dueAt;
      if (body !== undefined && isSamePage(body, pages.get(target) as string)) {
        times.push(tookMs);
        return;
      }
      if (options.reloads !== true || tookMs > PATIENCE_MS) return;
      await Bun.sleep(RELOAD_MS);
    }
  };
  for (let index = 0; index < count; index++) {
    const waitMs = startedAt + (index * 1000) / options.perSecond - performance.now();
    if (waitMs > 0) await Bun.sleep(waitMs);
    reads.push(read(index));
  }
  await Promise.all(reads);
  const share = (value: number) => (times.length === 0 ? Number.NaN : percentile(times, value));
  return { tried: count, right: times.length, p50Ms: share(0.5), p99Ms: share(0.99), times };
}
