import { isNavigation } from "./admission.ts";
import { type ReadyAnswer, renewReady } from "./answer.ts";
import { takesBanner } from "./banner/fit.ts";
import type { PageRecord } from "./cache/page-store.ts";
import { type AcceptEncodingClass, acceptEncodingClass } from "./cache/policy.ts";
import { classifyCookies } from "./cookies.ts";
import { hasTicket } from "./ticket/ticket.ts";
import { readyAnswers, type Site } from "./site.ts";

/**
 * The way of a request that memory answers: one lookup by the whole address, a few headers, one clone. Under a flood
 * this is the product, so it never awaits, never parses an address and allocates nothing but the answer.
 *
 * It only ever answers what the full way has answered for the same address just before; in doubt it gives undefined
 * and the full way decides.
 */

/** Addresses that have a shortcut. When full it starts anew: the full way fills it again within one request each. */
export const SHORTCUTS_MAX = 8_192;

/** Distinct Accept-Encoding values remembered; browsers send a dozen. */
const ENCODINGS_MAX = 256;

type Shortcut = { site: Site; record: PageRecord; proto: "http" | "https" };

export class HotPath {
  private readonly shortcuts = new Map<string, Shortcut>();
  private readonly encodings = new Map<string, AcceptEncodingClass>();

  /** Undefined when the full way must answer. */
  answer(request: Request): Response | undefined {
    const shortcut = this.shortcuts.get(request.url);
    if (shortcut === undefined || request.method !== "GET") return undefined;
    const { site, record, proto } = shortcut;
    const answers = readyAnswers(record);
    if (answers === undefined) {
      this.shortcuts.delete(request.url);
      return undefined;
    }
    const headers = request.headers;
    const ready = answers.everybody ?? answers[this.encodingOf(headers)];
    const nowMs = Date.now();
    if (ready === undefined || nowMs >= ready.validUntilMs || ready.postureEpoch !== site.postureEpoch)
      return undefined;
    if (ready.proto !== proto || !isPlain(headers, site, ready)) return undefined;
    if (site.behindProxies && headers.get("x-forwarded-proto") !== proto) return undefined;
    if (ready.isPage && mayEarnTicket(headers, site)) return undefined;
    if (ready.hasBanner && !takesBanner(headers)) return undefined;
    if (nowMs - ready.builtAtMs >= 1_000) {
      renewReady(ready, nowMs);
      site.kept.pages.markUsed(record);
    }
    count(site, ready);
    return ready.response.clone() as Response;
  }

  remember(url: string, shortcut: Shortcut): void {
    if (this.shortcuts.size >= SHORTCUTS_MAX) this.shortcuts.clear();
    this.shortcuts.set(url, shortcut);
  }

  /** Everything is decided anew by the full way. */
  forget(): void {
    this.shortcuts.clear();
  }

  /** Lets go of records that have left the memory. */
  sweep(): void {
    for (const [url, { record }] of this.shortcuts) if (record.slot === undefined) this.shortcuts.delete(url);
  }

  get size(): number {
    return this.shortcuts.size;
  }

  private encodingOf(headers: Headers): AcceptEncodingClass {
    const header = headers.get("accept-encoding");
    if (header === null) return "identity";
    const known = this.encodings.get(header);
    if (known !== undefined) return known;
    const found = acceptEncodingClass(header);
    if (this.encodings.size >= ENCODINGS_MAX) this.encodings.clear();
    this.encodings.set(header, found);
    return found;
  }
}

/**
 * True when nothing in the request asks for anything but the page itself. Each header costs a tenth of a microsecond,
 * so of the two conditions only the one that this page could meet is looked at.
 */
function isPlain(headers: Headers, site: Site, ready: ReadyAnswer): boolean {
  const cookie = headers.get("cookie");
  if (cookie !== null && classifyCookies(cookie, site.kept.cookies) === "personal") return false;
  return (
    headers.get(ready.hasEtag ? "if-none-match" : "if-modified-since") === null &&
    headers.get("range") === null &&
    headers.get("authorization") === null &&
    (!site.calm || headers.get("cache-control") === null)
  );
}

/** A page view in calm may earn a ticket: that takes the full way. Bounded, so that a flood stays on this one. */
function mayEarnTicket(headers: Headers, site: Site): boolean {
  if (!site.mayGiveVisitTicket) return false;
  const cookie = headers.get("cookie");
  return (cookie === null || !hasTicket(cookie)) && isNavigation(headers);
}

function count(site: Site, ready: ReadyAnswer): void {
  site.figures.requests++;
  if (ready.source === "stale") site.figures.fromMemoryStale++;
  else site.figures.fromMemory++;
  site.figures.bytesSent += ready.stored.body.length;
  if (ready.isPage && site.calm) site.kept.visits.count(ready.stored.target);
}
