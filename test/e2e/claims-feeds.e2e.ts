import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import type { FeedPort } from "../../src/claims/index.ts";
import { sideways, violations } from "../support/browsing.ts";
import { DISPATCH_FR } from "../support/claims-texts.ts";
import { ClaimsVisits } from "../support/claims-visit.ts";
import { until } from "../support/watch-room.ts";

/** Feeds that the settings name, as a person sees them. */

const GOOD = "https://quotidien.example/rss.xml";
const GONE = "https://gazette.example/un/chemin/long/vers/un/flux/qui/n/est/plus/la/rss.xml";
const text = DISPATCH_FR.replaceAll("\n", "\n\n");
const rss = `<rss version="2.0"><channel><title>Le Quotidien</title><item><title>Des sites visés</title>
  <link>https://quotidien.example/vague</link><description>${text}</description></item></channel></rss>`;
const port: FeedPort = {
  async fetch(url) {
    if (url === GONE) return { is: "failed", why: "dns.nxdomain", retryAfterMs: 0 };
    const bytes = new TextEncoder().encode(rss);
    return { is: "new", bytes, contentType: "application/rss+xml", version: { etag: "", lastModified: "" } };
  },
  close() {},
};

const visits = new ClaimsVisits();
beforeAll(visits.launch);
afterEach(visits.leave);
afterAll(visits.close);

test("each says how it does, and what came by one waits to be looked at", async () => {
  const room = await visits.empty({ settings: { feeds: [GOOD, GONE] }, feeds: port });
  const page = await visits.come(room, "claims/documents", { viewport: { width: 390, height: 800 } });
  await page.getByText("1 document retenu depuis le démarrage").waitFor();
  room.clock.advance(60_000);
  await page.getByRole("link", { name: "Des sites visés" }).waitFor();
  await until(async () => {
    const { feeds } = await room.good("alice observer", "GET", "/api/claims/feeds");
    return feeds[1].askedAt === null ? undefined : true;
  });
  await page.reload();
  await page.getByText("Il ne vient pas : le nom n’existe pas.").waitFor();
  expect(await sideways(page)).toEqual([]);
  expect(await violations(page)).toEqual([]);
  await page.getByRole("link", { name: /À relire/ }).click();
  await page.getByRole("heading", { name: /points attendent un regard/ }).waitFor();
  expect(visits.faults()).toEqual([]);
}, 90_000);
