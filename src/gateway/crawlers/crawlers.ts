import { isIP } from "node:net";
import { OldestFirst } from "../cache/oldest-first.ts";
import { canonicalAddress, prefixOf } from "../identity.ts";
import { type Crawler, KNOWN_CRAWLERS } from "./known.ts";
import { type Resolver, systemResolver } from "./resolver.ts";

/**
 * Whether a request that says "I am Googlebot" comes from Google: its address must have a name in Google's domain, and
 * that name must have this address (forward-confirmed reverse DNS, as the search engines themselves ask for). Whoever
 * owns an address writes its name; only the owner of the domain can confirm it.
 */

/** verified: it is. claimed: says so, and nobody knows yet. false: says so, and is not. no: does not say so. */
export type CrawlerVerdict = "verified" | "claimed" | "false" | "no";

/** Remembered addresses of crawlers; and of those who only said so, apart, so that they cannot push out the real ones. */
export const VERIFIED_MAX = 4_096;
export const OTHERS_MAX = 8_192;
/** Lookups under way, and waiting. Beyond, an address stays "claimed" and is looked up another time. */
export const LOOKUPS_AT_ONCE = 8;
export const LOOKUPS_WAITING_MAX = 256;
/** One lookup, all its questions together. */
export const LOOKUP_MS_MAX = 4_000;
/** Names of one address that are looked at. */
export const NAMES_MAX = 4;
/** What was found holds for so long; after that it still holds until it was looked up again. */
export const VERIFIED_MS = 24 * 3_600_000;
export const FALSE_MS = 3_600_000;
/** When the DNS does not answer. */
export const RETRY_MS = 60_000;

/** Beginning of a User-Agent that is read. */
const USER_AGENT_CHARACTERS_MAX = 512;
const HOST_NAME = /^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/;

type Found = { readonly verdict: "verified" | "claimed" | "false"; readonly untilMs: number };
type Lookup = { readonly crawler: Crawler; readonly address: string; readonly key: string; prefix: string };

const CRAWLER_OF_WORD = new Map(
  KNOWN_CRAWLERS.flatMap((crawler) => crawler.words.map((word) => [word, crawler])),
);
/** One search for all words, also when there is none. */
const CLAIM = new RegExp([...CRAWLER_OF_WORD.keys()].map((word) => word.replaceAll(".", "\\.")).join("|"));

/** The known crawler that this User-Agent says it is. */
export function claimedCrawler(userAgent: string): Crawler | undefined {
  const word = CLAIM.exec(userAgent.slice(0, USER_AGENT_CHARACTERS_MAX).toLowerCase())?.[0];
  return word === undefined ? undefined : CRAWLER_OF_WORD.get(word);
}

/** True if the name lies in one of the crawler's domains: "googlebot.com.evil.example" does not. */
export function isNameOf(name: string, crawler: Crawler): boolean {
  const host = name.toLowerCase().replace(/\.$/, "");
  return (
    host.length <= 253 &&
    HOST_NAME.test(host) &&
    crawler.domains.some((domain) => host.endsWith(`.${domain}`))
  );
}

export class Crawlers {
  private readonly verified = new OldestFirst<string, Found>(VERIFIED_MAX);
  private readonly others = new OldestFirst<string, Found>(OTHERS_MAX);
  private readonly waiting: Lookup[] = [];
  /** One lookup for a network at a time: a slow name server of its owner's cannot fill the line. */
  private readonly prefixes = new Set<string>();
  private underWay = 0;
  private readonly resolver: Resolver;
  private readonly now: () => number;
  private readonly lookupMsMax: number;

  constructor(options: { resolver?: Resolver; now?: () => number; lookupMsMax?: number } = {}) {
    this.resolver = options.resolver ?? systemResolver();
    this.now = options.now ?? Date.now;
    this.lookupMsMax = options.lookupMsMax ?? LOOKUP_MS_MAX;
  }

  /** Answers at once from what is known; an address that is not known is looked up in the background. */
  verdict(userAgent: string | null, address: string): CrawlerVerdict {
    const crawler = userAgent === null ? undefined : claimedCrawler(userAgent);
    if (crawler === undefined) return "no";
    if (crawler.domains.length === 0) return "claimed";
    const key = `${crawler.name} ${address}`;
    const found = this.verified.get(key) ?? this.others.get(key);
    if (found === undefined || found.untilMs <= this.now()) this.queue(crawler, address, key);
    return found?.verdict ?? "claimed";
  }

  get size(): { verified: number; others: number; waiting: number; underWay: number } {
    const { verified, others, waiting, underWay } = this;
    return { verified: verified.size, others: others.size, waiting: waiting.length, underWay };
  }

  private queue(crawler: Crawler, address: string, key: string): void {
    if (this.waiting.length >= LOOKUPS_WAITING_MAX || isIP(address) === 0) return;
    const prefix = prefixOf(address);
    if (this.prefixes.has(prefix)) return;
    this.prefixes.add(prefix);
    this.waiting.push({ crawler, address, key, prefix });
    this.startNext();
  }

  private startNext(): void {
    if (this.underWay >= LOOKUPS_AT_ONCE) return;
    const lookup = this.waiting.shift();
    if (lookup === undefined) return;
    this.underWay++;
    void this.look(lookup).then((verdict) => {
      this.underWay--;
      this.prefixes.delete(lookup.prefix);
      this.remember(lookup.key, verdict);
      this.startNext();
    });
  }

  private remember(key: string, verdict: "verified" | "false" | "unknown"): void {
    const nowMs = this.now();
    const known = this.verified.get(key);
    if (verdict === "verified") {
      this.others.delete(key);
      this.verified.set(key, { verdict, untilMs: nowMs + VERIFIED_MS });
    } else if (verdict === "unknown" && known !== undefined) {
      // The DNS is gone, perhaps for the same reason as the rest: who was verified stays so.
      this.verified.set(key, { verdict: "verified", untilMs: nowMs + RETRY_MS });
    } else {
      this.verified.delete(key);
      const isFalse = verdict === "false";
      const untilMs = nowMs + (isFalse ? FALSE_MS : RETRY_MS);
      this.others.set(key, { verdict: isFalse ? "false" : "claimed", untilMs });
    }
  }

  /** Never rejects, and ends in time whatever the resolver does. */
  private async look({ crawler, address }: Lookup): Promise<"verified" | "false" | "unknown"> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLong = new Promise<"unknown">((resolve) => {
      timer = setTimeout(() => resolve("unknown"), this.lookupMsMax);
    });
    try {
      return await Promise.race([confirm(crawler, address, this.resolver), tooLong]);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return code === "ENOTFOUND" || code === "ENODATA" ? "false" : "unknown";
    } finally {
      clearTimeout(timer);
    }
  }
}

async function confirm(crawler: Crawler, address: string, resolver: Resolver): Promise<"verified" | "false"> {
  const names = (await resolver.reverse(address))
    .slice(0, NAMES_MAX)
    .filter((name) => isNameOf(name, crawler));
  const wanted = canonicalAddress(address);
  const family = isIP(wanted) === 6 ? 6 : 4;
  for (const name of names) {
    const addresses = await resolver.forward(name, family);
    if (addresses.some((one) => canonicalAddress(one) === wanted)) return "verified";
  }
  return "false";
}
