import { describe, expect, test } from "bun:test";
import {
  Crawlers,
  claimedCrawler,
  FALSE_MS,
  isNameOf,
  LOOKUPS_AT_ONCE,
  LOOKUPS_WAITING_MAX,
  OTHERS_MAX,
  RETRY_MS,
  VERIFIED_MS,
} from "./crawlers.ts";
import { type Crawler, KNOWN_CRAWLERS } from "./known.ts";
import type { Resolver } from "./resolver.ts";

const GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
const BINGBOT = "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)";
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
const named = (name: string) => KNOWN_CRAWLERS.find((crawler) => crawler.name === name) as Crawler;
const notFound = () => Promise.reject(Object.assign(new Error("none"), { code: "ENOTFOUND" }));
const failing = () => Promise.reject(Object.assign(new Error("down"), { code: "ESERVFAIL" }));
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

/** A DNS as a table, both ways. */
function zone(names: Record<string, string[]>, addresses: Record<string, string[]>) {
  const asked: string[] = [];
  const resolver: Resolver = {
    reverse: async (address) => {
      asked.push(address);
      return names[address] ?? notFound();
    },
    forward: async (name, family) => {
      asked.push(`${name} ${family}`);
      return addresses[name] ?? notFound();
    },
  };
  return { resolver, asked };
}

const real = zone(
  {
    "66.249.66.1": ["crawl-66-249-66-1.googlebot.com"],
    "2001:4860:4801:10::1": ["Crawl-V6.GoogleBot.com."],
    "192.0.2.66": ["crawl-66-249-66-1.googlebot.com"],
    "192.0.2.67": ["googlebot.com.evil.example", "evil-googlebot.com", "bc.googleusercontent.com"],
    "192.0.2.68": ["a.example", "b.example", "c.example", "d.example", "ok.googlebot.com"],
  },
  {
    "crawl-66-249-66-1.googlebot.com": ["66.249.66.1"],
    "Crawl-V6.GoogleBot.com.": ["2001:4860:4801:0010:0:0:0:1"],
    "ok.googlebot.com": ["192.0.2.68"],
  },
);

async function verdictOf(userAgent: string, address: string, resolver = real.resolver) {
  const crawlers = new Crawlers({ resolver });
  expect(crawlers.verdict(userAgent, address)).toBe("claimed");
  await settled();
  return crawlers.verdict(userAgent, address);
}

describe("a crawler", () => {
  test("is verified when its address and its name confirm each other", async () => {
    expect(await verdictOf(GOOGLEBOT, "66.249.66.1")).toBe("verified");
    expect(await verdictOf(GOOGLEBOT, "2001:4860:4801:10::1")).toBe("verified");
  });

  test.each([
    ["192.0.2.66", "a name that belongs to another address"],
    ["192.0.2.67", "names that only look alike"],
    ["192.0.2.68", "a name behind many others"],
    ["192.0.2.69", "no name at all"],
  ])("at %s is false: %s", async (address) => {
    expect(await verdictOf(GOOGLEBOT, address)).toBe("false");
  });

  test("verified as one is not another", async () => {
    expect(await verdictOf(BINGBOT, "66.249.66.1")).toBe("false");
  });

  test("that has no domain can claim only, and is not looked up", () => {
    const { resolver, asked } = zone({}, {});
    const crawlers = new Crawlers({ resolver });
    expect(crawlers.verdict("DuckDuckBot/1.1", "192.0.2.1")).toBe("claimed");
    expect(asked).toEqual([]);
  });

  test("nobody else is looked up", () => {
    const { resolver, asked } = zone({}, {});
    const crawlers = new Crawlers({ resolver });
    for (const userAgent of [null, "", FIREFOX, "curl/8.5.0", `${"x".repeat(600)} Googlebot`]) {
      expect(crawlers.verdict(userAgent, "192.0.2.1")).toBe("no");
    }
    expect(crawlers.verdict(GOOGLEBOT, "no address")).toBe("claimed");
    expect(asked).toEqual([]);
    expect(crawlers.size.waiting).toBe(0);
  });

  test("is known by each of its words, in any case, and its name by whole labels", () => {
    for (const crawler of KNOWN_CRAWLERS) {
      for (const word of crawler.words) {
        expect(word).toBe(word.toLowerCase());
        expect(claimedCrawler(`Mozilla/5.0 (compatible; ${word.toUpperCase()}/2)`)).toBe(crawler);
      }
      for (const domain of crawler.domains) expect(isNameOf(`a1.${domain}`, crawler)).toBe(true);
    }
    expect(claimedCrawler("bnfXfr_bot")).toBeUndefined();
    expect(isNameOf("msnbot-1.search.msn.com", named("Bing"))).toBe(true);
    for (const name of [
      "msn.com",
      "xsearch.msn.com",
      "a b.search.msn.com",
      `${"a.".repeat(200)}search.msn.com`,
    ]) {
      expect(isNameOf(name, named("Bing"))).toBe(false);
    }
  });
});

describe("what was found", () => {
  test("holds for its time, and is answered while it is looked up again", async () => {
    let nowMs = 0;
    const names: Record<string, string[]> = { "66.249.66.1": ["a.googlebot.com"] };
    const { resolver, asked } = zone(names, { "a.googlebot.com": ["66.249.66.1"] });
    const crawlers = new Crawlers({ resolver, now: () => nowMs });
    crawlers.verdict(GOOGLEBOT, "66.249.66.1");
    await settled();
    nowMs = VERIFIED_MS - 1;
    expect(crawlers.verdict(GOOGLEBOT, "66.249.66.1")).toBe("verified");
    await settled();
    expect(asked).toHaveLength(2);
    delete names["66.249.66.1"];
    nowMs = VERIFIED_MS;
    expect(crawlers.verdict(GOOGLEBOT, "66.249.66.1")).toBe("verified");
    await settled();
    expect(crawlers.verdict(GOOGLEBOT, "66.249.66.1")).toBe("false");
    names["66.249.66.1"] = ["a.googlebot.com"];
    nowMs += FALSE_MS;
    crawlers.verdict(GOOGLEBOT, "66.249.66.1");
    await settled();
    expect(crawlers.verdict(GOOGLEBOT, "66.249.66.1")).toBe("verified");
    expect(crawlers.size).toEqual({ verified: 1, others: 0, waiting: 0, underWay: 0 });
  });

  test("stays when the DNS is gone; who was never verified is not called false", async () => {
    let nowMs = 0;
    let { reverse, forward } = real.resolver;
    const resolver: Resolver = { reverse: (a) => reverse(a), forward: (n, f) => forward(n, f) };
    const crawlers = new Crawlers({ resolver, now: () => nowMs });
    crawlers.verdict(GOOGLEBOT, "66.249.66.1");
    await settled();
    reverse = failing;
    forward = failing;
    nowMs = VERIFIED_MS;
    crawlers.verdict(GOOGLEBOT, "66.249.66.1");
    crawlers.verdict(GOOGLEBOT, "192.0.2.66");
    await settled();
    expect(crawlers.verdict(GOOGLEBOT, "66.249.66.1")).toBe("verified");
    expect(crawlers.verdict(GOOGLEBOT, "192.0.2.66")).toBe("claimed");
    reverse = real.resolver.reverse;
    forward = real.resolver.forward;
    nowMs += RETRY_MS;
    crawlers.verdict(GOOGLEBOT, "192.0.2.66");
    await settled();
    expect(crawlers.verdict(GOOGLEBOT, "192.0.2.66")).toBe("false");
  });
});

describe("a flood of those who claim", () => {
  const address = (i: number) => `10.${i >> 8}.${i & 255}.1`;

  test("has few lookups under way and a bounded line, one for each network", () => {
    const resolver: Resolver = { reverse: () => new Promise(() => {}), forward: notFound };
    const crawlers = new Crawlers({ resolver });
    for (let i = 0; i < 5_000; i++) {
      expect(crawlers.verdict(GOOGLEBOT, address(i))).toBe("claimed");
      crawlers.verdict(GOOGLEBOT, `192.0.2.${i & 255}`);
    }
    expect(crawlers.size).toEqual({
      verified: 0,
      others: 0,
      waiting: LOOKUPS_WAITING_MAX,
      underWay: LOOKUPS_AT_ONCE,
    });
  });

  test("does not push out who was verified, and what is remembered is bounded", async () => {
    const crawlers = new Crawlers({ resolver: real.resolver });
    crawlers.verdict(GOOGLEBOT, "66.249.66.1");
    for (let i = 0; i < OTHERS_MAX + 500; i++) {
      crawlers.verdict(GOOGLEBOT, address(i));
      if (i % 100 === 99) await settled();
    }
    await settled();
    expect(crawlers.size.others).toBe(OTHERS_MAX);
    expect(crawlers.verdict(GOOGLEBOT, "66.249.66.1")).toBe("verified");
  });

  test("cannot hold the line with name servers that never answer", async () => {
    const slow = Array.from({ length: LOOKUPS_AT_ONCE }, (_, i) => address(i));
    const resolver: Resolver = {
      reverse: (one) => (slow.includes(one) ? new Promise(() => {}) : real.resolver.reverse(one)),
      forward: real.resolver.forward,
    };
    const crawlers = new Crawlers({ resolver, lookupMsMax: 100 });
    for (const one of slow) crawlers.verdict(GOOGLEBOT, one);
    crawlers.verdict(GOOGLEBOT, "66.249.66.1");
    await settled();
    expect(crawlers.size.waiting).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(crawlers.verdict(GOOGLEBOT, "66.249.66.1")).toBe("verified");
    expect(crawlers.verdict(GOOGLEBOT, slow[0] as string)).toBe("claimed");
  });
});
