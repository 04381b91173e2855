import { afterEach, expect, test } from "bun:test";
import { type ClaimsRoom, claimsRoom } from "../../test/support/claims-room.ts";
import { DISPATCH_FR, MARKET, RANSOMWARE } from "../../test/support/claims-texts.ts";
import { until } from "../../test/support/watch-room.ts";
import { ManualClock } from "../kernel/clock.ts";
import { silentLog } from "../kernel/log.ts";
import type { DocumentPage, FeedState, Queue } from "./answers.ts";
import { type FeedAnswer, type FeedPort, type FeedVersion, openFeeds } from "./feeds.ts";
import { VERSIONS_MAX } from "./feed-reader.ts";
import { DOUBT_TO_REVIEW } from "./waiting.ts";

/** Feeds that the settings name: asked for seldom, read once, and kept for a person to look at. */

const FEED = "https://quotidien.example/rss.xml";
const item = (name: string, text: string) => {
  const [title = "", ...body] = text.split("\n");
  const escaped = (words: string) => words.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<item><title>${escaped(title)}</title><link>https://quotidien.example/${name}</link>
    <pubDate>Mon, 05 Jan 2026 14:00:00 GMT</pubDate><description>${escaped(body.join("\n"))}</description></item>`;
};
const rss = (...items: string[]) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Le Quotidien</title>${items.join("")}</channel></rss>`;

/** A feed that says what it is told to. */
class Publisher implements FeedPort {
  readonly asked: FeedVersion[] = [];
  answer: FeedAnswer = { is: "same" };
  says(xml: string, etag = ""): void {
    const bytes = new TextEncoder().encode(xml);
    this.answer = {
      is: "new",
      bytes,
      contentType: "application/rss+xml",
      version: { etag, lastModified: "" },
    };
  }
  async fetch(_url: string, known: FeedVersion): Promise<FeedAnswer> {
    this.asked.push(known);
    return this.answer;
  }
  close(): void {}
}

let room: ClaimsRoom | undefined;
afterEach(async () => {
  await room?.close();
  room = undefined;
});

test("what is new in a feed is read, waits for a person, and is acted upon by nobody before", async () => {
  const publisher = new Publisher();
  publisher.says(rss(item("vague", DISPATCH_FR), item("marche", MARKET)), '"1"');
  const own = [{ name: "demo", hosts: ["www.lorient.bzh"] }];
  room = await claimsRoom({ settings: { feeds: [FEED] }, feeds: publisher, ownSites: own });
  const opened = room;
  const feeds = async (): Promise<FeedState[]> =>
    (await opened.good("bob observer", "GET", "/api/claims/feeds")).feeds;
  await until(async () => ((await feeds())[0]?.readAt === null ? undefined : true), 30_000);
  expect(await feeds()).toMatchObject([{ url: FEED, failure: null, documents: 1 }]);
  const { documents } = await opened.good("bob observer", "GET", "/api/claims/documents");
  expect(documents).toMatchObject([{ publisher: "Le Quotidien", url: "https://quotidien.example/vague" }]);
  const page: DocumentPage = await opened.good(
    "bob observer",
    "GET",
    `/api/claims/documents/${documents[0].document}`,
  );
  expect(page.attacks).toHaveLength(6);
  for (const { doubt, evidence } of page.attacks) {
    expect(doubt).toBeGreaterThanOrEqual(DOUBT_TO_REVIEW);
    expect(evidence).toContain("feed");
  }
  const queue: Queue = await opened.good("bob member", "GET", "/api/claims/queue?limit=50");
  expect(queue.items.filter(({ kind }) => kind === "attack")).toHaveLength(6);
  expect(opened.told).toEqual([]);
  // Read again by the rules of today it waits all the same.
  const again = await opened.good(
    "bob member",
    "POST",
    `/api/claims/documents/${documents[0].document}/reread`,
    {},
  );
  expect(again.outcome).toBe("same");
}, 60_000);

/** Feeds on a clock that stands still, asked for by hand. */
function byHand(publisher: Publisher, everyMs: number) {
  const clock = new ManualClock();
  let reads = 0;
  const read = async () => ++reads;
  const feeds = openFeeds({ urls: [FEED], everyMs, clock, log: silentLog, port: publisher, read });
  return { clock, feeds, reads: () => reads };
}

test("what was read is asked for by its version, and is not read twice", async () => {
  const publisher = new Publisher();
  const { clock, feeds, reads } = byHand(publisher, 3_600_000);
  publisher.says(rss(), '"1"');
  await feeds.tick();
  publisher.answer = { is: "same" };
  await feeds.tick();
  expect(publisher.asked).toHaveLength(1);
  clock.advance(3_600_000);
  await feeds.tick();
  expect(publisher.asked).toEqual([
    { etag: "", lastModified: "" },
    { etag: '"1"', lastModified: "" },
  ]);
  expect(reads()).toBe(1);
  feeds.close();
});

test("who fails is asked more and more seldom, and not before it said", async () => {
  const publisher = new Publisher();
  const { clock, feeds } = byHand(publisher, 600_000);
  const after = async (ms: number) => {
    clock.advance(ms);
    await feeds.tick();
    return publisher.asked.length;
  };
  publisher.answer = { is: "failed", why: "http.503", retryAfterMs: 3_000_000 };
  expect(await after(0)).toBe(1);
  expect(feeds.look()).toMatchObject([{ failure: "http.503", readAt: null }]);
  expect(await after(2_999_000)).toBe(1);
  publisher.answer = { is: "failed", why: "dns.timeout", retryAfterMs: 0 };
  expect(await after(1_000)).toBe(2);
  expect(await after(2_399_000)).toBe(2);
  publisher.answer = { is: "same" };
  expect(await after(1_000)).toBe(3);
  expect(feeds.look()[0]?.failure).toBeNull();
  expect(await after(599_000)).toBe(3);
  expect(await after(1_000)).toBe(4);
  feeds.close();
});

test("what is no feed is said, and a page that changes all the time does not fill the register", async () => {
  const publisher = new Publisher();
  publisher.says("<html><p>Ceci n'est pas un flux</p></html>");
  room = await claimsRoom({ settings: { feeds: [FEED], feed_minutes: 10 }, feeds: publisher });
  const opened = room;
  const state = async (): Promise<FeedState> =>
    (await opened.good("bob observer", "GET", "/api/claims/feeds")).feeds[0];
  await until(async () => ((await state()).failure === "unreadable" ? true : undefined), 30_000);
  const versions = Array.from(
    { length: VERSIONS_MAX + 3 },
    (_, n) => `${RANSOMWARE}\nMis à jour ${n} fois.\n`,
  );
  publisher.says(rss(...versions.map((text) => item("gueret", text))));
  opened.clock.advance(3_600_000);
  await until(async () => ((await state()).readAt === null ? undefined : true), 30_000);
  expect((await state()).documents).toBe(VERSIONS_MAX);
}, 90_000);
