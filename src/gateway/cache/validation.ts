import {
  type Arrival,
  firstLine,
  freshnessOf,
  type HeaderPairs,
  initialAgeMs,
  linesOf,
  policyOf,
} from "./freshness.ts";
import type { StoredResponse } from "./stored-response.ts";
import { varyNames } from "./vary.ts";

/** Fields that describe the stored body, or one connection: a 304 never replaces them (RFC 9111 §3.2). */
const KEPT_FIELDS = new Set([
  ...[
    "content-encoding",
    "content-length",
    "content-md5",
    "content-range",
    "content-digest",
    "repr-digest",
    "digest",
    "etag",
  ],
  ...["connection", "keep-alive", "proxy-authenticate", "proxy-authentication-info", "proxy-authorization"],
  ...["proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"],
]);
/** Fields that speak of one answer's journey: the old ones do not hold for the new answer. */
const JOURNEY_FIELDS = new Set(["age", "date"]);

/** Fields that ask the origin whether what is kept still holds (RFC 9111 §4.3.1); empty if it has no validator. */
export function revalidationHeaders(stored: StoredResponse): Array<[string, string]> {
  const fields: Array<[string, string]> = [];
  const etag = firstLine(stored.headers, "etag");
  const modified = firstLine(stored.headers, "last-modified");
  if (etag !== undefined) fields.push(["if-none-match", etag]);
  if (modified !== undefined) fields.push(["if-modified-since", modified]);
  return fields;
}

/**
 * What is kept, renewed by a 304 (RFC 9111 §3.2, §4.3.4): the 304's fields replace those of the same name, the body
 * stays. Undefined if the 304 speaks of another representation, or of one that may no longer be kept (Set-Cookie,
 * private, no-store, another Vary): ask again without conditions.
 */
export function refreshed(
  stored: StoredResponse,
  headers304: HeaderPairs,
  requestedAtMs: number,
  receivedAtMs: number,
): StoredResponse | undefined {
  if (!isAbout(stored, headers304) || forbidsKeeping(stored, headers304)) return undefined;
  const arrival: Arrival = { requestedAtMs, receivedAtMs };
  const news = headers304.filter(([name]) => !KEPT_FIELDS.has(name));
  const replaced = new Set(news.map(([name]) => name));
  const kept = stored.headers.filter(([name]) => !replaced.has(name) && !JOURNEY_FIELDS.has(name));
  const headers = [...kept, ...news];
  const reckoned = freshnessOf(stored.status, headers, arrival);
  const age = initialAgeMs(headers, arrival);
  const freshness = reckoned === "unknown" ? stored.freshness : reckoned;
  return {
    ...stored,
    headers,
    storedAtMs: receivedAtMs,
    initialAgeMs: age ?? 0,
    freshness: age === undefined ? { ...freshness, lifetimeMs: 0 } : freshness,
  };
}

/**
 * RFC 9111 §4.3.3 and §4.3.4. A 304 without any validator is taken for the representation that the conditional
 * request named: RFC 9110 §15.4.5 lets the origin leave Last-Modified out.
 */
function isAbout(stored: StoredResponse, headers304: HeaderPairs): boolean {
  const etag = firstLine(headers304, "etag");
  const modified = firstLine(headers304, "last-modified");
  const storedEtag = firstLine(stored.headers, "etag");
  const storedModified = firstLine(stored.headers, "last-modified");
  if (etag !== undefined) return storedEtag !== undefined && sameTag(etag, storedEtag);
  if (modified !== undefined && storedModified !== undefined)
    return modified.trim() === storedModified.trim();
  return modified === undefined || storedEtag !== undefined;
}

/** Strong if the new tag is strong, else weak comparison (RFC 9110 §8.8.3.2). */
function sameTag(etag: string, storedEtag: string): boolean {
  const opaque = (tag: string) => tag.trim().replace(/^W\//, "");
  return /^\s*W\//.test(etag) ? opaque(etag) === opaque(storedEtag) : etag.trim() === storedEtag.trim();
}

function forbidsKeeping(stored: StoredResponse, headers304: HeaderPairs): boolean {
  if (linesOf(headers304, "set-cookie").length > 0 || linesOf(headers304, "set-cookie2").length > 0)
    return true;
  const policy = policyOf(headers304);
  if (policy.isPrivate || policy.noStore) return true;
  if (firstLine(headers304, "vary") === undefined) return false;
  return String(varyNames(headers304)) !== String(varyNames(stored.headers));
}
