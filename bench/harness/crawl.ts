import { type Beffroi, consoleUrl, SITE, tokenHeaders } from "./beffroi.ts";
import { look } from "./probe.ts";

const CRAWL_MS_MAX = 200_000;
/** A crawl that stopped early is not asked for again before the gateway has had time to become calm. */
const CALM_SECONDS_MIN = 8;

type SiteStatus = {
  site: string;
  posture: string;
  crawling: boolean;
  snapshotPages: number;
  snapshotAtMs: number | null;
};

/** What the console says of the benchmark's site; undefined while it does not answer or does not know it yet. */
export async function siteStatus(beffroi: Beffroi): Promise<SiteStatus | undefined> {
  const { status, body } = await look(consoleUrl(beffroi, "/api/status"), 5_000, tokenHeaders(beffroi));
  if (status !== 200) return undefined;
  return (JSON.parse(body) as { sites: SiteStatus[] }).sites.find(({ site }) => site === SITE);
}

/** Waits until a crawl has come to its end. One that stops early (the origin was slow) is asked for again when all is calm. */
export async function waitForCrawl(
  beffroi: Beffroi,
): Promise<{ seconds: number; kept: number; asked: number }> {
  const startedAt = performance.now();
  const headers = { ...tokenHeaders(beffroi), "Content-Type": "application/json" };
  for (let asked = 0; ; await Bun.sleep(250)) {
    const site = await siteStatus(beffroi);
    const seconds = (performance.now() - startedAt) / 1000;
    if (site !== undefined && site.snapshotAtMs !== null && !site.crawling) {
      return { seconds, kept: site.snapshotPages, asked };
    }
    if (seconds * 1000 > CRAWL_MS_MAX) throw new Error(`the crawl has not ended after ${CRAWL_MS_MAX} ms`);
    if (site === undefined || site.crawling || site.posture !== "calm" || seconds < CALM_SECONDS_MIN)
      continue;
    await fetch(consoleUrl(beffroi, `/api/sites/${SITE}/crawl`), { method: "POST", headers, body: "{}" });
    asked++;
  }
}
