import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import type { StoredResponse } from "../cache/stored-response.ts";
import { OriginFailure } from "../origin/exchange.ts";
import { type CrawlOptions, crawlSite, FAILURES_IN_A_ROW_MAX, SITEMAP_PAGES, VISITOR_LAST } from "./crawl.ts";
import { aPage, Shelf } from "./fixture.ts";
import { PAUSE_MAX_MS } from "./pace.ts";
import { type CrawledPage, NEEDS_MORE_VISITORS, type Snapshot } from "./ports.ts";

/** A town's site as the pipeline shows it to the crawler. A function decides anew at each look. */
type Answer = Partial<CrawledPage> | OriginFailure | ((visitor: number) => Answer);

let shelf: Shelf;
let store: Snapshot;
let site: Map<string, Answer>;
let asked: string[];
let pauses: number[];
beforeEach(() => {
  shelf = new Shelf();
  store = shelf.open();
  site = new Map();
  asked = [];
  pauses = [];
});
afterEach(() => shelf.clear());

const html = (...links: string[]) => links.map((link) => `<a href="${link}">x</a>`).join("");
const refused = (because: string, text = ""): Answer => ({ text, keep: { refusedBecause: because } });

function answer(target: string, visitor: number, given: Answer | undefined): CrawledPage | OriginFailure {
  if (given instanceof OriginFailure) return given;
  if (typeof given === "function") return answer(target, visitor, given(visitor));
  const status = given === undefined ? 404 : (given.status ?? 200);
  const text = given?.text ?? "";
  const contentType = given?.contentType ?? "text/html";
  const headers: [string, string][] = [["content-type", contentType]];
  const keep: StoredResponse = aPage(target, text, { status, headers });
  return { status, contentType, text, location: undefined, keep, ...given };
}

function crawl(options: Partial<CrawlOptions> = {}) {
  return crawlSite({
    site: { name: "mairie", hosts: ["www.ville.fr"] },
    seeds: ["/"],
    fetchPage: async (target, visitor) => {
      asked.push(visitor === 0 ? target : `${target} as ${visitor}`);
      shelf.clock.advance(50);
      return answer(target, visitor, site.get(target));
    },
    store,
    pagesMax: 1_000,
    pauseMs: 100,
    stillCalm: () => true,
    clock: shelf.clock,
    sleep: async (ms) => {
      pauses.push(ms);
      shelf.clock.advance(ms);
    },
    signal: new AbortController().signal,
    log: () => {},
    ...options,
  });
}

describe("a crawl", () => {
  test("keeps the home page, what it leads to, sitemaps, feeds, redirects, styles and their pictures", async () => {
    site.set("/robots.txt", { text: "Sitemap: https://www.ville.fr/plan.xml", contentType: "text/plain" });
    site.set("/plan.xml", {
      text: "<sitemapindex><loc>/plan1.xml</loc></sitemapindex>",
      contentType: "text/xml",
    });
    site.set("/plan1.xml", {
      text: "<urlset><loc>/orphan</loc><loc>/a</loc></urlset>",
      contentType: "text/xml",
    });
    site.set("/", {
      text: `${html("/a", "/old", "https://evil.fr/x", "/logout")}<link rel=stylesheet href=/s.css>
      <link rel=alternate type=application/rss+xml href=/feed>`,
    });
    site.set("/a", { text: html("/", "/a/deep") });
    site.set("/a/deep", {});
    site.set("/orphan", {});
    site.set("/old", { status: 301, location: "https://www.ville.fr/new" });
    site.set("/new", {});
    site.set("/s.css", { text: "a{background:url(bg.png)}", contentType: "text/css" });
    site.set("/bg.png", { contentType: "image/png" });
    site.set("/feed", { text: "<rss><link>/news/1</link></rss>", contentType: "application/rss+xml" });
    site.set("/news/1", {});
    const report = await crawl();
    const all = [...site.keys()].sort();
    expect(store.targets()).toEqual(all);
    expect(report).toMatchObject({
      stoppedBy: "done",
      pagesKept: all.length,
      failures: 0,
      sitemapPages: ["/orphan", "/a"],
    });
    expect(report?.bytes).toBe(store.figures().bytes);
    expect(store.figures().crawledAtMs).toBe(shelf.clock.now());
    expect(store.recall(SITEMAP_PAGES)).toEqual(["/orphan", "/a"]);
    expect(asked[0]).toBe("/robots.txt");
    // Each once, one at a time, and the sitemap that is not there.
    expect(asked.filter((target) => target !== "/sitemap.xml").sort()).toEqual(all);
    expect(pauses).toHaveLength(asked.length);
    expect(new Set(pauses)).toEqual(new Set([100]));
  });

  test("looks again as another visitor until it is clear whether a page is public", async () => {
    const seen = (needed: number) => (visitor: number) =>
      visitor < needed ? refused(NEEDS_MORE_VISITORS) : {};
    site.set("/", seen(2));
    site.set("/never", seen(99));
    site.set("/differs", (visitor) =>
      refused(visitor === 0 ? NEEDS_MORE_VISITORS : "differs between visitors"),
    );
    const report = await crawl({ seeds: ["/", "/never", "/differs"] });
    expect(asked.filter((target) => target === "/" || target.startsWith("/ as"))).toEqual([
      "/",
      "/ as 1",
      "/ as 2",
    ]);
    expect(asked).toContain(`/never as ${VISITOR_LAST}`);
    expect(asked).not.toContain(`/never as ${VISITOR_LAST + 1}`);
    expect(asked).not.toContain("/differs as 2");
    expect(store.targets()).toEqual(["/"]);
    expect(report?.refused).toEqual(
      new Map([
        ["/never", { because: NEEDS_MORE_VISITORS, document: true }],
        ["/differs", { because: "differs between visitors", document: true }],
      ]),
    );
    expect(store.refused()).toEqual(new Map(report?.refused));
  });

  test("reads the links of a page that may not be kept", async () => {
    site.set("/", refused("sets a cookie", html("/a")));
    site.set("/a", {});
    await crawl();
    expect(store.targets()).toEqual(["/a"]);
  });

  test("removes at once what is no longer public, keeps what is undecided or failing, replaces what changed", async () => {
    for (const target of ["/private", "/undecided", "/failing", "/busy", "/changed", "/unlinked"]) {
      store.write(aPage(target, "old"), 1);
    }
    site.set("/private", refused("private"));
    site.set("/undecided", refused(NEEDS_MORE_VISITORS));
    site.set("/failing", new OriginFailure("timeout", "no answer within 30 s"));
    site.set("/busy", { status: 503, keep: { refusedBecause: "status 503" } });
    site.set("/changed", { text: "new" });
    site.set("/unlinked", { text: "new" });
    site.set("/", { text: html("/private", "/undecided", "/failing", "/busy", "/changed", "/missing") });
    site.set("/missing", new OriginFailure("reset", "it hung up"));
    const report = await crawl();
    expect(store.targets()).toEqual(["/", "/busy", "/changed", "/failing", "/undecided", "/unlinked"]);
    for (const target of ["/changed", "/unlinked"])
      expect(new TextDecoder().decode(store.read(target)?.body)).toBe("new");
    expect(report?.failures).toBe(3);
    expect([...(report?.refused ?? [])].map(([target, { because }]) => [target, because])).toEqual([
      ["/private", "private"],
      ["/missing", "the origin failed: it hung up"],
    ]);
  });

  test.each([
    ["gone, as an answer that may be shared", { status: 404 }],
    ["gone, as one that may not", { status: 410, keep: { refusedBecause: "status 410" } }],
    [
      "behind a login",
      { status: 302, location: "/elsewhere", keep: { refusedBecause: "no word on freshness" } },
    ],
  ])("removes a page that is %s at the second crawl that finds it so", async (_name, gone) => {
    store.write(aPage("/fete"), 1);
    site.set("/fete", gone);
    await crawl();
    expect(store.has("/fete")).toBe(true);
    const report = await crawl();
    expect(store.has("/fete")).toBe(false);
    expect(store.targets()).toEqual([]);
    expect(report?.pagesKept).toBe(0);
  });

  test("keeps the copy when most of the site vanishes at once, and says so", async () => {
    const errors: string[] = [];
    const log: CrawlOptions["log"] = (level, message) => void (level === "error" && errors.push(message));
    for (let i = 0; i < 60; i++) store.write(aPage(`/${i}`), 1);
    const vanish = (from: number, to: number) => {
      for (let i = from; i < to; i++)
        site.set(`/${i}`, { status: i % 2 ? 403 : 404, keep: { refusedBecause: "status" } });
    };
    for (let i = 0; i < 60; i++) site.set(`/${i}`, {});
    vanish(0, 40);
    for (let round = 0; round < 3; round++) await crawl({ log });
    expect(store.figures().pages).toBe(60);
    expect(errors).toHaveLength(3);
    for (let i = 0; i < 60; i++) site.set(`/${i}`, {});
    vanish(0, 25);
    await crawl({ log });
    expect(store.figures().pages).toBe(60);
    await crawl({ log });
    expect(store.figures().pages).toBe(35);
    expect(errors).toHaveLength(3);
  });

  test("names pages behind a login only if the owner listed them", async () => {
    site.set("/", { text: html("/agents", "/listed", "/go") });
    for (const target of ["/agents", "/listed"])
      site.set(target, { status: 403, keep: { refusedBecause: "status 403" } });
    site.set("/go", {
      status: 302,
      location: "/elsewhere",
      keep: { refusedBecause: "no word on freshness" },
    });
    const report = await crawl({ seeds: ["/", "/listed"] });
    expect([...(report?.refused.keys() ?? [])]).toEqual(["/listed", "/go"]);
    expect(report?.refused.get("/go")?.document).toBe(true);
  });

  test("obeys robots.txt for what it finds, not for the owner's pages, page parts, or what is kept", async () => {
    store.write(aPage("/private/kept", "old"), 1);
    site.set("/robots.txt", { text: "User-agent: *\nDisallow: /private", contentType: "text/plain" });
    site.set("/", { text: `${html("/private/found")}<img src="/private/logo.png">` });
    for (const target of ["/private/listed", "/private/found", "/private/kept"])
      site.set(target, { text: "new" });
    site.set("/private/logo.png", { contentType: "image/png" });
    const report = await crawl({ seeds: ["/", "/private/listed"] });
    expect(asked).not.toContain("/private/found");
    expect(store.targets()).toEqual([
      "/",
      "/private/kept",
      "/private/listed",
      "/private/logo.png",
      "/robots.txt",
    ]);
    expect(new TextDecoder().decode(store.read("/private/kept")?.body)).toBe("new");
    expect(report?.refused.get("/private/found")?.because).toContain("robots.txt");
  });

  test("stores a page under the name that the pipeline gives it, and does not ask for that again", async () => {
    site.set("/", { text: html("/a?utm_source=x", "/a") });
    site.set("/a?utm_source=x", { keep: aPage("/a") });
    site.set("/a", {});
    await crawl();
    expect(store.targets()).toEqual(["/", "/a"]);
    expect(asked.filter((target) => target.startsWith("/a"))).toEqual(["/a?utm_source=x", "/a"]);
  });
});

describe("a crawl is polite", () => {
  test("the pause doubles while the origin is slow or failing, up to a bound, and comes back", async () => {
    site.set("/", { text: html(...Array.from({ length: 14 }, (_, i) => `/${i}`)) });
    for (let i = 0; i < 14; i++) {
      site.set(`/${i}`, () => {
        if (i < 4) shelf.clock.advance(2_500);
        return i === 4 ? new OriginFailure("reset", "it hung up") : {};
      });
    }
    await crawl();
    expect(pauses).toEqual([
      ...[100, 100, 100],
      ...[200, 400, 800, 1_600, 3_200],
      ...[1_600, 800, 400, 200, 100, 100, 100, 100, 100],
    ]);
  });

  test("it ends after failures in a row, without counting as complete, and takes nothing away", async () => {
    for (let i = 0; i < 30; i++) store.write(aPage(`/${i}`), 1);
    const seeds = Array.from({ length: 30 }, (_, i) => `/${i}`);
    const report = await crawl({ seeds, fetchPage: () => Promise.reject(new Error("broken")) });
    expect(report).toMatchObject({
      stoppedBy: "origin failing",
      failures: FAILURES_IN_A_ROW_MAX,
      pagesKept: 0,
    });
    expect(store.figures()).toMatchObject({ pages: 30, crawledAtMs: undefined });
    expect(Math.max(...pauses)).toBeLessThanOrEqual(PAUSE_MAX_MS);
  });

  test("it ends when the posture leaves calm, before the next request", async () => {
    let calm = 4;
    for (const target of ["/", "/a", "/b"]) site.set(target, { text: html("/a", "/b") });
    const report = await crawl({ stillCalm: () => asked.length < calm-- });
    expect(report?.stoppedBy).toBe("posture");
    expect(asked.length).toBeLessThan(4);
  });

  test("it ends when it is aborted, without a report", async () => {
    const abort = new AbortController();
    for (let i = 0; i < 50; i++) site.set(`/${i}`, { text: html(`/${i + 1}`) });
    const sleep = async () => void (asked.length === 5 && abort.abort());
    expect(await crawl({ seeds: ["/0"], signal: abort.signal, sleep })).toBeUndefined();
    expect(asked).toHaveLength(5);
    expect(store.figures().crawledAtMs).toBeUndefined();
  });

  test("its own sleep ends at once when it is aborted", async () => {
    const abort = new AbortController();
    site.set("/robots.txt", {});
    const running = crawl({ signal: abort.signal, pauseMs: 60_000, sleep: undefined });
    setTimeout(() => abort.abort(), 20);
    expect(await running).toBeUndefined();
  });
});

describe("a crawl is bounded", () => {
  test("at the page limit it keeps on renewing what it has, and names what has no room", async () => {
    store = shelf.open({ pagesMax: 3, path: `${shelf.path}3` });
    store.write(aPage("/kept", "old"), 1);
    site.set("/", { text: html("/a", "/b", "/c", "/kept") });
    for (const target of ["/a", "/b", "/c"]) site.set(target, {});
    site.set("/kept", { text: "new" });
    const report = await crawl();
    expect(report?.stoppedBy).toBe("page limit");
    expect(store.targets()).toEqual(["/", "/a", "/kept"]);
    expect(new TextDecoder().decode(store.read("/kept")?.body)).toBe("new");
    expect([...(report?.refused.keys() ?? [])]).toEqual(["/b", "/c"]);
    expect(asked).not.toContain("/c");
    expect(store.figures().crawledAtMs).toBeDefined();
  });

  test("at the byte limit too", async () => {
    store = shelf.open({ bytesMax: 30_000, path: `${shelf.path}b` });
    site.set("/", { text: html("/a", "/b") });
    site.set("/a", { text: "x".repeat(30_000) });
    site.set("/b", {});
    expect((await crawl())?.stoppedBy).toBe("byte limit");
  });

  test("a full disk ends it", async () => {
    for (const target of ["/", "/a"]) site.set(target, { text: html("/a") });
    const report = await crawl({ store: shelf.open({ readOnly: true }) });
    expect(report?.stoppedBy).toBe("disk");
    expect(asked).toEqual(["/robots.txt", "/"]);
  });

  test("a site without end is asked for twice the pages at most", async () => {
    const report = await crawl({
      pagesMax: 40,
      fetchPage: async (target) => {
        asked.push(target);
        const number = asked.length;
        return answer(target, 0, {
          text: html(...Array.from({ length: 20 }, (_, i) => `/p${number * 20 + i}`)),
        });
      },
    });
    expect(asked.length).toBeLessThanOrEqual(80);
    expect(report?.stoppedBy).toBe("page limit");
  });
});
