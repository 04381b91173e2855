import type { Check, Content, Failure, Outcome, Protection } from "./codes.ts";

/** One measurement, from the attempt to the round: what the prober says and the verdict hears. Times in ms. */

/** What is asked. */
export type Target = {
  /** The site's number. */
  readonly site: number;
  readonly check: Check;
  /** http: an http or https address. tcp: tcp://HOST:PORT. dns: dns:NAME. */
  readonly url: string;
};

/** How long each phase took, in ms; absent when it was not reached. */
export type Phases = {
  readonly dnsMs?: number;
  readonly tcpMs?: number;
  readonly tlsMs?: number;
  readonly firstByteMs?: number;
  readonly totalMs: number;
};

/** What a page is like, small enough to be kept for every site. */
export type ContentPrint = {
  /** simhash of the visible words, 16 hex digits. */
  readonly simhash: string;
  /** Hash of the tree of elements, 8 hex digits. */
  readonly shape: string;
  /** At most 120 characters. */
  readonly title: string;
  readonly lang: string;
  /** Characters of visible text. */
  readonly length: number;
  /** The script most letters are of: Latin, Cyrillic, Arabic, ... */
  readonly script: string;
  readonly noindex: boolean;
  /** Words of the lexicon of defacements that were found, and of parked and suspended pages; at most 8. */
  readonly markers: readonly string[];
  /** Registrable domains that the page links to, at most 16, sorted. */
  readonly outbound: readonly string[];
};

/** One try: one connection, redirects followed. */
export type Attempt = Phases & {
  /** When it began, ms since 1970. */
  readonly at: number;
  readonly failure: Failure;
  /** A failure of the certificate alone, when the page was read all the same (then `failure` is of what came after). */
  readonly certificate?: Failure;
  readonly protection: Protection;
  /** Whose sign it bears, when known: "cloudflare". At most 40 characters. */
  readonly protectionBy?: string;
  readonly content: Content;
  readonly status?: number;
  /** Address that answered, or was asked last. */
  readonly address?: string;
  readonly family?: 4 | 6;
  readonly redirects?: number;
  /** Where the redirects ended, at most 300 characters. */
  readonly finalUrl?: string;
  readonly bodyBytes?: number;
  /** End of the certificate's validity, ms since 1970. */
  readonly certificateEndsAt?: number;
  /** Asked not to come back before, ms from `at`; bounded. */
  readonly retryAfterMs?: number;
  readonly print?: ContentPrint;
  /** For people, at most 200 characters, plain ASCII or the site's words with control characters taken out. */
  readonly detail?: string;
};

/** Attempts at 0, 5, 20 and 60 s, as far as they were needed, by one vantage point. */
export type Round = {
  readonly site: number;
  /** When its first attempt began. */
  readonly at: number;
  /** When its last attempt ended. */
  readonly endedAt: number;
  readonly outcome: Outcome;
  /** Of the first failed attempt when down; "ok" when up. When shaky, of the attempt that failed. */
  readonly failure: Failure;
  readonly certificate?: Failure;
  readonly protection: Protection;
  readonly content: Content;
  /** Of the attempt that decided. */
  readonly phases: Phases;
  /** Address that was asked, for the host's network. */
  readonly address?: string;
  readonly certificateEndsAt?: number;
  /** Evidence: given whenever the round is not simply up with the same content; at most four. */
  readonly attempts?: readonly Attempt[];
};

/** Attempts of one round begin at these moments after its first, in ms. */
export const ATTEMPT_OFFSETS_MS = [0, 5_000, 20_000, 60_000] as const;
export const ATTEMPT_MS_MAX = 10_000;
