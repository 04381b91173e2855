import CachePolicy from "http-cache-semantics";
import { type Directives, isWellFormed, parseCacheControl, seconds } from "./cache-control.ts";
import { parseHttpDate } from "./http-date.ts";
import type { Freshness } from "./stored-response.ts";

/** How old an answer is on arrival and for how long it is fresh (RFC 9111 §4.2), by its own headers. */

/** Pairs of lower-case name and value, order and duplicates kept. */
export type HeaderPairs = ReadonlyArray<readonly [string, string]>;

/** Cap of the heuristic lifetime (§4.2.2): a page may be changed for an emergency, a file is replaced under a new name. */
export const HEURISTIC_PAGE_MAX_MS = 120_000;
export const HEURISTIC_FILE_MAX_MS = 3_600_000;
/** Cap for answers other than 200, 203, 204, 300, 301 and 308 that do not say how long they hold. */
export const HEURISTIC_ERROR_MAX_MS = 60_000;
/** Cap, even against explicit freshness, for server errors: a hiccup must not become an outage. */
export const SERVER_ERROR_MAX_MS = 10_000;
/** Lifetime of an answer that is `public` but does not say for how long. */
export const PUBLIC_LIFETIME_MS = 5_000;

const HEURISTIC_SHARE = 0.1;
const LASTING_STATUS = new Set([200, 203, 204, 300, 301, 308]);

export type Arrival = { readonly requestedAtMs: number; readonly receivedAtMs: number };

/** Values of one field, a line each. */
export function linesOf(headers: HeaderPairs, name: string): string[] {
  const lines: string[] = [];
  for (const [field, value] of headers) if (field === name) lines.push(value);
  return lines;
}

export function firstLine(headers: HeaderPairs, name: string): string | undefined {
  return headers.find(([field]) => field === name)?.[1];
}

/** The response directives that count, and those that forbid wherever they stand. */
export type Policy = {
  /** CDN-Cache-Control (RFC 9213), else a plain Surrogate-Control, else Cache-Control. */
  readonly directives: Directives;
  /** True if `directives` come from a targeted field: Expires and Pragma are then ignored. */
  readonly targeted: boolean;
  /** True if any of the three fields says so. A targeted permission never outweighs "private" said to everybody. */
  readonly noStore: boolean;
  readonly isPrivate: boolean;
};

export function policyOf(headers: HeaderPairs): Policy {
  const common = linesOf(headers, "cache-control");
  const fields = [linesOf(headers, "cdn-cache-control"), linesOf(headers, "surrogate-control"), common];
  const parsed = fields.map(parseCacheControl);
  const target = fields.findIndex((lines, at) => at < 2 && isWellFormed(lines));
  const targeted = target >= 0;
  const directives = new Map(parsed[targeted ? target : 2]);
  // RFC 9111 §5.4: Pragma speaks only where Cache-Control is silent.
  if (!targeted && common.length === 0 && /\bno-cache\b/i.test(linesOf(headers, "pragma").join(","))) {
    directives.set("no-cache", undefined);
  }
  const anySays = (name: string) => parsed.some((one) => one.has(name));
  return { directives, targeted, noStore: anySays("no-store"), isPrivate: anySays("private") };
}

/**
 * Age on arrival in ms (RFC 9111 §4.2.3). Dates are whole seconds, so a difference below one second is none. Undefined
 * when Age is not one whole number of seconds: the answer then counts as stale.
 */
export function initialAgeMs(headers: HeaderPairs, arrival: Arrival): number | undefined {
  const ages = linesOf(headers, "age");
  const [age = "0"] = ages;
  if (ages.length > 1 || !/^\d{1,15}$/.test(age)) return undefined;
  const dateMs = parseHttpDate(firstLine(headers, "date") ?? "", arrival.receivedAtMs);
  const receivedSecondMs = Math.floor(arrival.receivedAtMs / 1000) * 1000;
  const apparentAgeMs = dateMs === undefined ? 0 : Math.max(0, receivedSecondMs - dateMs);
  const responseDelayMs = Math.max(0, arrival.receivedAtMs - arrival.requestedAtMs);
  return Math.max(apparentAgeMs, Number(age) * 1000 + responseDelayMs);
}

/** "unknown": the headers say nothing that could be reckoned with. */
export function freshnessOf(status: number, headers: HeaderPairs, arrival: Arrival): Freshness | "unknown" {
  const policy = policyOf(headers);
  const { directives } = policy;
  const basis = basisOf(policy, headers, arrival);
  if (basis === "unknown") return "unknown";
  const staleIfError = seconds(directives, "stale-if-error");
  const staleWhileRevalidate = seconds(directives, "stale-while-revalidate");
  return {
    lifetimeMs: lifetimeMs(status, policy, headers, arrival, basis),
    staleWhileRevalidateMs: typeof staleWhileRevalidate === "number" ? staleWhileRevalidate * 1000 : 0,
    staleIfErrorMs: typeof staleIfError === "number" ? staleIfError * 1000 : undefined,
    mustRevalidate: forbidsStale(directives) || status >= 500,
    basis,
  };
}

/** True if an answer says itself for how long it holds, even if it says so badly (§4.2.1, first three bullets). */
export function isExplicit(policy: Policy, headers: HeaderPairs): boolean {
  const { directives } = policy;
  if (directives.has("s-maxage") || directives.has("max-age") || directives.has("no-cache")) return true;
  return !policy.targeted && firstLine(headers, "expires") !== undefined;
}

function basisOf(
  policy: Policy,
  headers: HeaderPairs,
  arrival: Arrival,
): "explicit" | "heuristic" | "unknown" {
  if (isExplicit(policy, headers)) return "explicit";
  if (policy.directives.has("public")) return "heuristic";
  const modified = firstLine(headers, "last-modified");
  if (modified === undefined || parseHttpDate(modified, arrival.receivedAtMs) === undefined) return "unknown";
  return "heuristic";
}

/**
 * RFC 9111 §5.2.2.2, §5.2.2.4, §5.2.2.8, §5.2.2.10. An origin that declares a window for stale answers beside s-maxage means
 * it: there s-maxage alone does not forbid them.
 */
function forbidsStale(directives: Directives): boolean {
  if (directives.has("must-revalidate") || directives.has("proxy-revalidate") || directives.has("no-cache"))
    return true;
  const declaresWindow = directives.has("stale-while-revalidate") || directives.has("stale-if-error");
  return directives.has("s-maxage") && !declaresWindow;
}

function lifetimeMs(
  status: number,
  policy: Policy,
  headers: HeaderPairs,
  arrival: Arrival,
  basis: "explicit" | "heuristic",
): number {
  const declared = reckonedMs(policy, headers, arrival);
  if (status >= 500) return Math.min(declared, SERVER_ERROR_MAX_MS);
  if (basis === "explicit") return declared;
  const isPage = /^\s*(text\/html|application\/xhtml)/i.test(firstLine(headers, "content-type") ?? "");
  const cap = isPage ? HEURISTIC_PAGE_MAX_MS : HEURISTIC_FILE_MAX_MS;
  const reckoned = Math.min(declared, LASTING_STATUS.has(status) ? cap : HEURISTIC_ERROR_MAX_MS);
  return policy.directives.has("public") ? Math.max(reckoned, PUBLIC_LIFETIME_MS) : reckoned;
}

/** http-cache-semantics does the sum, over headers that leave it nothing to misread. */
function reckonedMs(policy: Policy, headers: HeaderPairs, arrival: Arrival): number {
  const { directives } = policy;
  const plain = (name: "s-maxage" | "max-age") => {
    const value = seconds(directives, name);
    return value === "absent" ? [] : [`${name}=${value === "invalid" ? 0 : value}`];
  };
  const parts = [
    ...plain("s-maxage"),
    ...plain("max-age"),
    ...(directives.has("no-cache") ? ["no-cache"] : []),
  ];
  const nowMs = arrival.receivedAtMs;
  const dateMs = parseHttpDate(firstLine(headers, "date") ?? "", nowMs) ?? Math.floor(nowMs / 1000) * 1000;
  const clean: Record<string, string> = { date: new Date(dateMs).toUTCString() };
  if (parts.length > 0) clean["cache-control"] = parts.join(", ");
  const expires = policy.targeted ? undefined : firstLine(headers, "expires");
  if (expires !== undefined) clean.expires = new Date(parseHttpDate(expires, nowMs) ?? 0).toUTCString();
  const modifiedMs = parseHttpDate(firstLine(headers, "last-modified") ?? "", nowMs);
  if (modifiedMs !== undefined) clean["last-modified"] = new Date(modifiedMs).toUTCString();
  const sum = new CachePolicy(
    { headers: {} },
    { status: 200, headers: clean },
    { shared: true, cacheHeuristic: HEURISTIC_SHARE, immutableMinTimeToLive: 0 },
  );
  return sum.maxAge() * 1000;
}
