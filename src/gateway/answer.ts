import { ageMs, type StoredResponse } from "./cache/stored-response.ts";

/** Answers made from a stored response: whole, head only, not modified, or a byte range (RFC 9110 §13, §14). */

/** How an answer came about, told in Cache-Status (RFC 9211). */
export type Source = "fresh" | "stale" | "snapshot" | "filled" | "revalidated" | "own";

const CACHE_STATUS: Record<Source, string> = {
  fresh: "beffroi; hit",
  stale: "beffroi; hit; detail=stale",
  snapshot: "beffroi; hit; detail=snapshot",
  filled: "beffroi; fwd=uri-miss; stored",
  own: "beffroi; fwd=uri-miss",
  revalidated: "beffroi; fwd=stale; fwd-status=304",
};

/** The parts of a request that shape an answer from memory. */
export type Conditions = {
  readonly headOnly: boolean;
  readonly ifNoneMatch: string | null;
  readonly ifModifiedSince: string | null;
  readonly range: string | null;
  readonly ifRange: string | null;
};

export function conditionsOf(method: string, headers: Headers): Conditions {
  return {
    headOnly: method === "HEAD",
    ifNoneMatch: headers.get("if-none-match"),
    ifModifiedSince: headers.get("if-modified-since"),
    range: headers.get("range"),
    ifRange: headers.get("if-range"),
  };
}

/** The answer for one visitor. Never fails: a range that cannot be met gets 416, a malformed one the whole page. */
export function answerFrom(
  stored: StoredResponse,
  asked: Conditions,
  source: Source,
  nowMs: number,
): Response {
  const headers = headersFor(stored, source, nowMs);
  if (isNotModified(stored, asked)) {
    headers.delete("content-length");
    return new Response(null, { status: 304, headers });
  }
  const range =
    asked.range !== null && stored.status === 200 ? rangeOf(stored, asked.range, asked.ifRange) : undefined;
  if (range === "unsatisfiable") {
    headers.set("content-range", `bytes */${stored.body.length}`);
    headers.delete("content-type");
    return new Response(null, { status: 416, headers });
  }
  if (range !== undefined) {
    const { first, last } = range;
    headers.set("content-range", `bytes ${first}-${last}/${stored.body.length}`);
    if (asked.headOnly) return headOnly(last + 1 - first, 206, headers);
    return new Response(bodyOf(stored.body, first, last + 1), { status: 206, headers });
  }
  if (asked.headOnly) return headOnly(stored.body.length, stored.status, headers);
  const body = stored.status === 204 ? null : bodyOf(stored.body, 0, stored.body.length);
  return new Response(body, { status: stored.status, headers });
}

function headOnly(length: number, status: number, headers: Headers): Response {
  headers.set("content-length", String(length));
  return new Response(null, { status, headers });
}

/**
 * From this size on all visitors get one shared copy. Of plain bytes the runtime makes a copy for each visitor who does
 * not take them at once, and hundreds who ask for a large page and read nothing would fill the memory.
 */
const SHARED_BYTES_MIN = 64 * 1024;
const shared = new WeakMap<Uint8Array, Blob>();

function sharedBody(body: Uint8Array): Blob {
  let blob = shared.get(body);
  if (blob === undefined) {
    blob = new Blob([body as Uint8Array<ArrayBuffer>]);
    shared.set(body, blob);
  }
  return blob;
}

function bodyOf(body: Uint8Array, from: number, to: number): Blob | Uint8Array<ArrayBuffer> {
  if (to - from < SHARED_BYTES_MIN) return body.subarray(from, to) as Uint8Array<ArrayBuffer>;
  return sharedBody(body).slice(from, to);
}

/** The stored headers with Age and Cache-Status; the length is set by whoever sends the body. */
export function headersFor(stored: StoredResponse, source: Source, nowMs: number): Headers {
  const headers = new Headers();
  for (const [name, value] of stored.headers) {
    if (name !== "content-length" && name !== "age") headers.append(name, value);
  }
  headers.set("age", String(Math.floor(ageMs(stored, nowMs) / 1000)));
  headers.append("cache-status", CACHE_STATUS[source]);
  return headers;
}

export function headerOf(stored: Pick<StoredResponse, "headers">, name: string): string | undefined {
  return stored.headers.find(([other]) => other === name)?.[1];
}

/** RFC 9110 §13.2.2: If-None-Match decides when it is there; If-Modified-Since only without it. */
export function isNotModified(stored: StoredResponse, asked: Conditions): boolean {
  if (stored.status !== 200) return false;
  if (asked.ifNoneMatch !== null) return etagListed(asked.ifNoneMatch, headerOf(stored, "etag"));
  if (asked.ifModifiedSince === null) return false;
  const since = Date.parse(asked.ifModifiedSince);
  // Without Last-Modified the Date of the answer stands in for it (RFC 9111 §4.3.2).
  const modified = Date.parse(headerOf(stored, "last-modified") ?? headerOf(stored, "date") ?? "");
  return Number.isFinite(since) && Number.isFinite(modified) && modified <= since;
}

/** Weak comparison against a list of entity tags (RFC 9110 §8.8.3.2). */
function etagListed(list: string, etag: string | undefined): boolean {
  if (list.trim() === "*") return true;
  if (etag === undefined) return false;
  const wanted = etag.replace(/^W\//, "");
  for (const match of list.matchAll(/(?:W\/)?("[^"]*")/g)) if (match[1] === wanted) return true;
  return false;
}

type ByteRange = { first: number; last: number };

/** One byte range; undefined for several ranges or another unit, which a server may ignore (RFC 9110 §14.2). */
function rangeOf(
  stored: StoredResponse,
  header: string,
  ifRange: string | null,
): ByteRange | "unsatisfiable" | undefined {
  if (ifRange !== null && !ifRangeHolds(stored, ifRange)) return undefined;
  const match = /^bytes=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*$/i.exec(header);
  if (match === null) return undefined;
  const [, from, to] = match;
  const length = stored.body.length;
  if (from === "" && to === "") return undefined;
  if (from === "") {
    const suffix = Number(to);
    if (suffix === 0 || length === 0) return "unsatisfiable";
    return { first: Math.max(0, length - suffix), last: length - 1 };
  }
  const first = Number(from);
  const last = to === "" ? length - 1 : Math.min(Number(to), length - 1);
  if (to !== "" && Number(to) < first) return undefined;
  return first >= length ? "unsatisfiable" : { first, last };
}

/** Strong comparison: a weak tag never holds (RFC 9110 §13.1.5). */
function ifRangeHolds(stored: StoredResponse, ifRange: string): boolean {
  if (ifRange.startsWith("W/")) return false;
  if (ifRange.startsWith('"')) return headerOf(stored, "etag") === ifRange;
  return headerOf(stored, "last-modified") === ifRange;
}

/**
 * One stored response made ready to be sent as it is: the hot path clones `response` and does nothing else.
 * `response` carries an Age, so it is rebuilt when the second changes.
 */
export type ReadyAnswer = {
  readonly stored: StoredResponse;
  readonly blob: Blob;
  /** True for HTML documents: what counts as a visit. */
  readonly isPage: boolean;
  /** True when a banner was put into it: then it is for who looks at the page itself (banner/fit.ts). */
  readonly hasBanner: boolean;
  readonly hasEtag: boolean;
  readonly source: Source;
  /** How the visitors came for whom the origin made it. */
  readonly proto: "http" | "https";
  /** Up to when it may be given without asking anybody, in ms. */
  readonly validUntilMs: number;
  /** Posture under which it was made: another posture has other rules. */
  readonly postureEpoch: number;
  response: Response;
  builtAtMs: number;
};

export function makeReady(
  stored: StoredResponse,
  made: Pick<ReadyAnswer, "proto" | "source" | "validUntilMs" | "postureEpoch" | "hasBanner">,
  nowMs: number,
): ReadyAnswer {
  const blob = sharedBody(stored.body);
  const response = readyResponse(stored, blob, made.source, nowMs);
  const hasEtag = headerOf(stored, "etag") !== undefined;
  return { ...made, stored, blob, isPage: isPage(stored), hasEtag, response, builtAtMs: nowMs };
}

/** Puts the right Age on it: once a second at most, however many ask. */
export function renewReady(ready: ReadyAnswer, nowMs: number): void {
  ready.response = readyResponse(ready.stored, ready.blob, ready.source, nowMs);
  ready.builtAtMs = nowMs;
}

function readyResponse(stored: StoredResponse, blob: Blob, source: Source, nowMs: number): Response {
  return new Response(blob, { status: stored.status, headers: headersFor(stored, source, nowMs) });
}

export function isPage(stored: StoredResponse): boolean {
  return stored.status === 200 && (headerOf(stored, "content-type") ?? "").startsWith("text/html");
}
