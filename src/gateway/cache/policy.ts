import { parseCacheControl } from "./cache-control.ts";
import {
  firstLine,
  freshnessOf,
  type HeaderPairs,
  initialAgeMs,
  isExplicit,
  type Policy,
  policyOf,
} from "./freshness.ts";
import type { Freshness } from "./stored-response.ts";
import { VARY_NAMES_MAX, varyNames } from "./vary.ts";

export { parseRequestDirectives, type RequestDirectives } from "./cache-control.ts";
export { invalidates } from "./invalidation.ts";
export { mayServe, type Serving } from "./serving.ts";
export { refreshed, revalidationHeaders } from "./validation.ts";
export { type AcceptEncodingClass, acceptEncodingClass, variantKey } from "./vary.ts";

/** What may be kept (RFC 9111 §3). This file is also the door to the other rules of the policy. Pure: no clock, no memory. */

/** How long a target stays marked as not worth waiting for, after an answer that nobody else may have. */
export const PASS_MS = 120_000;

export type Exchange = {
  /** What went to the origin, names in lower case. */
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly target: string;
  readonly method: string;
  readonly status: number;
  /** Lower-case names, order and duplicates kept. */
  readonly headers: HeaderPairs;
  readonly requestedAtMs: number;
  readonly receivedAtMs: number;
  readonly hadAuthorization: boolean;
  readonly hadCookie: boolean;
  /** Request headers that the site declares never to change a page. */
  readonly unkeyedHeaders: ReadonlySet<string>;
};

export type Refused = {
  readonly store: false;
  /** Plain words that end "not kept, because it ...": "sets a cookie". */
  readonly because: string;
  readonly code: RefusedCode;
  /** Remember the target as uncacheable for so long, in ms. 0 when the request, and not the page, was the cause. */
  readonly passMs: number;
  /**
   * True if the page itself (not an error, not a redirect, which one odd request can provoke) is no longer for everybody:
   * what is kept of this target must go, and its proof with it.
   */
  readonly personal: boolean;
};

export type RefusedCode = keyof typeof REFUSALS;

export type Judgement =
  | {
      readonly store: true;
      readonly freshness: Freshness;
      readonly initialAgeMs: number;
      readonly vary: string[];
    }
  /** May be stored, but nothing says for how long: needs the proof of `PublicLearner`. */
  | { readonly store: "learn"; readonly vary: string[] }
  | Refused;

const REFUSALS = {
  method: { because: "answers another method than GET", passMs: 0, personal: false },
  "request-authorization": { because: "answers a request with Authorization", passMs: 0, personal: false },
  "request-cookie": { because: "answers a request with a cookie", passMs: 0, personal: false },
  "request-no-store": { because: "answers a request that asks not to be stored", passMs: 0, personal: false },
  "request-header": {
    because: "answers a request with a header that may have changed it",
    passMs: 0,
    personal: false,
  },
  "set-cookie": { because: "sets a cookie", passMs: PASS_MS, personal: true },
  private: { because: "is private", passMs: PASS_MS, personal: true },
  "no-store": { because: "says no-store", passMs: PASS_MS, personal: true },
  "no-cache": {
    because: "must be asked for each time (no-cache) and cannot be validated",
    passMs: PASS_MS,
    personal: true,
  },
  "vary-any": { because: "varies with everything (Vary: *)", passMs: PASS_MS, personal: true },
  "vary-many": {
    because: `varies with more than ${VARY_NAMES_MAX} headers`,
    passMs: PASS_MS,
    personal: false,
  },
  partial: { because: "is a part of a page", passMs: 0, personal: false },
  "not-final": { because: "is not a final answer", passMs: 0, personal: false },
  "must-understand": {
    because: "says must-understand with an unknown status",
    passMs: PASS_MS,
    personal: false,
  },
  "request-fault": { because: "finds fault with the request", passMs: 0, personal: false },
  "server-error": { because: "is an error of the server", passMs: 0, personal: false },
  status: {
    because: "has a status that is kept only with explicit freshness",
    passMs: PASS_MS,
    personal: false,
  },
} as const;

/** Statuses that may be stored without explicit freshness (RFC 9110 §15.1), but for 206. */
const HEURISTIC_STATUS = new Set([200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501]);
/** Other statuses whose rules are known here (for must-understand). */
const UNDERSTOOD_STATUS = new Set([...HEURISTIC_STATUS, 302, 303, 307, 403, 406, 409, 415, 422, 451]);
/**
 * Statuses that blame the shape of one request: stored, one visitor's oversized or odd header would take the page away
 * from everybody, whatever freshness they declare.
 */
const REQUEST_FAULTS = new Set([
  400, 401, 407, 408, 411, 412, 413, 416, 417, 421, 425, 426, 428, 429, 431, 511,
]);

/** Request headers that any client sends and that, unnamed in Vary, do not change the answer by HTTP's own rules. */
const STANDARD_REQUEST_HEADERS = new Set([
  ...["host", "accept", "accept-encoding", "accept-language", "user-agent", "connection", "via", "forwarded"],
  ...["x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "cache-control", "pragma"],
  ...["if-none-match", "if-modified-since", "referer", "dnt", "priority", "upgrade-insecure-requests"],
]);

/** May this answer be kept for everybody, and for how long? */
export function judge(exchange: Exchange): Judgement {
  const policy = policyOf(exchange.headers);
  const vary = varyNames(exchange.headers);
  const refusal = requestRefusal(exchange, vary) ?? responseRefusal(exchange, policy, vary);
  if (refusal !== undefined) return refused(refusal, exchange.status);
  const kept = withEncoding(vary as string[], exchange.headers);
  const freshness = freshnessOf(exchange.status, exchange.headers, exchange);
  if (freshness === "unknown") return { store: "learn", vary: kept };
  const age = initialAgeMs(exchange.headers, exchange);
  // An unreadable Age makes the answer stale at once; it may still be validated.
  if (age === undefined)
    return { store: true, freshness: { ...freshness, lifetimeMs: 0 }, initialAgeMs: 0, vary: kept };
  return { store: true, freshness, initialAgeMs: age, vary: kept };
}

function refused(code: RefusedCode, status: number): Refused {
  const { because, passMs, personal } = REFUSALS[code];
  // An error says nothing of the page: a visitor who provokes one must not take the page away from the others.
  return {
    store: false,
    code,
    because,
    passMs: status < 400 ? passMs : 0,
    personal: personal && status < 300,
  };
}

function requestRefusal(exchange: Exchange, vary: string[] | "*"): RefusedCode | undefined {
  if (exchange.method !== "GET") return "method";
  const asked = exchange.requestHeaders;
  if (exchange.hadAuthorization || asked.authorization !== undefined) return "request-authorization";
  if (exchange.hadCookie || asked.cookie !== undefined) return "request-cookie";
  if (parseCacheControl([asked["cache-control"] ?? ""]).has("no-store")) return "request-no-store";
  for (const name of Object.keys(asked)) {
    if (STANDARD_REQUEST_HEADERS.has(name) || name.startsWith("sec-")) continue;
    if (!exchange.unkeyedHeaders.has(name) && !vary.includes(name)) return "request-header";
  }
  return undefined;
}

function responseRefusal(exchange: Exchange, policy: Policy, vary: string[] | "*"): RefusedCode | undefined {
  const { status, headers } = exchange;
  if (firstLine(headers, "set-cookie") !== undefined || firstLine(headers, "set-cookie2") !== undefined)
    return "set-cookie";
  if (policy.isPrivate) return "private";
  if (policy.noStore) return "no-store";
  const { directives } = policy;
  if (directives.has("no-cache") && !canBeValidated(headers)) return "no-cache";
  if (vary === "*") return "vary-any";
  if (vary.length > VARY_NAMES_MAX) return "vary-many";
  if (status === 206 || firstLine(headers, "content-range") !== undefined) return "partial";
  if (status < 200 || status === 304 || status > 599) return "not-final";
  if (REQUEST_FAULTS.has(status)) return "request-fault";
  if (directives.has("must-understand") && !UNDERSTOOD_STATUS.has(status)) return "must-understand";
  if (HEURISTIC_STATUS.has(status) || directives.has("public") || isExplicit(policy, headers))
    return undefined;
  return status >= 500 ? "server-error" : "status";
}

function canBeValidated(headers: HeaderPairs): boolean {
  return firstLine(headers, "etag") !== undefined || firstLine(headers, "last-modified") !== undefined;
}

/** An encoded body goes only to those who understand its encoding, even if the origin forgot to say so in Vary. */
function withEncoding(vary: string[], headers: HeaderPairs): string[] {
  const encoding = firstLine(headers, "content-encoding");
  if (encoding === undefined || /^\s*(identity)?\s*$/i.test(encoding) || vary.includes("accept-encoding"))
    return vary;
  return [...vary, "accept-encoding"].sort();
}
