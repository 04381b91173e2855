import { ATTEMPT_MS_MAX } from "../measure.ts";
import { Deadline } from "./deadline.ts";
import { first } from "./http-head.ts";
import { Failed, safeLine } from "./outcome.ts";
import { unpack } from "./page-text.ts";
import { agentOf, type ProbeOptions, reachOf } from "./probe.ts";
import { retryAfterMs } from "./redirect.ts";
import { type Trail, visit } from "./visit.ts";

/**
 * A document from an address, with the probe's own caution: addresses that are not public are refused unless their network
 * was allowed, redirects, time and size are bounded, nothing is run.
 */

/** Bytes of a document as it comes; a longer one is refused. Unpacked, it may have as many as a page. */
export const DOCUMENT_BYTES_MAX = 1024 * 1024;
const MARK_CHARACTERS_MAX = 200;

/** What the server said of the version that is there (RFC 9110 §8.8); "" when it said nothing. */
export type Version = { readonly etag: string; readonly lastModified: string };
export const NO_VERSION: Version = { etag: "", lastModified: "" };

export type Fetched =
  | {
      readonly is: "new";
      readonly bytes: Uint8Array;
      readonly contentType: string;
      readonly version: Version;
    }
  /** It is the version that is there. */
  | { readonly is: "same" }
  /** `why`: a failure of the probe ("dns.nxdomain"), or "http.404" and the like. */
  | { readonly is: "failed"; readonly why: string; readonly retryAfterMs: number };

export type Fetcher = {
  /** Never rejects. Ends within the time of one attempt and 1 s. */
  fetch(url: string, known: Version): Promise<Fetched>;
  close(): void;
};

/** @throws Refusal wrong-option */
export function makeFetcher(options: ProbeOptions): Fetcher {
  const { now = Date.now, timeoutMs = ATTEMPT_MS_MAX } = options;
  const reach = reachOf(options);
  const closing = new AbortController();
  const agent = agentOf(options, "Beffroi-claims", "reads feeds that its town chose");
  return {
    async fetch(url, known) {
      const trail: Trail = { url: new URL(url), redirects: 0 };
      const visitor = {
        reach,
        fields: `User-Agent: ${agent}\r\nAccept: application/atom+xml,application/rss+xml,application/xml;q=0.9,*/*;q=0.5\r\nAccept-Encoding: gzip, deflate, br\r\n${conditions(known)}`,
        bodyBytesMax: DOCUMENT_BYTES_MAX,
        // Who began in secret does not go on in the open.
        stopAt: (_: unknown, to: URL) => trail.url.protocol === "https:" && to.protocol === "http:",
      };
      try {
        const answer = await visit(trail, 0, visitor, new Deadline(timeoutMs, closing.signal));
        const { status, fields, body, cut } = answer;
        if (trail.certificate?.failure !== undefined) return failed(trail.certificate.failure);
        if (status === 304) return { is: "same" };
        if (status !== 200) return failed(`http.${status}`, retryAfterMs(fields, now()) ?? 0);
        const unpacked = cut ? "bomb" : unpack(body, fields, false);
        if (unpacked === "bomb") return failed("too-large");
        const version = {
          etag: mark(first(fields, "etag")),
          lastModified: mark(first(fields, "last-modified")),
        };
        const contentType = safeLine(first(fields, "content-type"), 100);
        return { is: "new", bytes: unpacked.bytes, contentType, version };
      } catch (error) {
        return failed(error instanceof Failed ? error.failure : "prober.fault");
      }
    },
    close: () => closing.abort(),
  };
}

const failed = (why: string, retryAfter = 0): Fetched => ({ is: "failed", why, retryAfterMs: retryAfter });

/** What goes back into a request's head as it came: nothing that could be more than one field. */
const mark = (said: string): string =>
  said.length <= MARK_CHARACTERS_MAX && /^[\x20-\x7e]*$/.test(said) ? said : "";

function conditions({ etag, lastModified }: Version): string {
  const match = etag === "" ? "" : `If-None-Match: ${etag}\r\n`;
  return lastModified === "" ? match : `${match}If-Modified-Since: ${lastModified}\r\n`;
}
