/** Which header fields pass from one side of the gateway to the other. Pure functions over lists. */

/** What the origin is told about where a request came from. */
export type Forwarding = {
  /** The site's canonical host: what the origin gets as Host, whatever the visitor typed. */
  readonly host: string;
  readonly clientAddress: string;
  readonly proto: "http" | "https";
  /** The Host that the visitor typed, checked; sent as X-Forwarded-Host. */
  readonly visitorHost: string;
};

export type ForwardOptions = {
  readonly withCookies: boolean;
  /** One coding to ask the origin for; null: the visitor's own wish goes on as it is. */
  readonly acceptEncoding: "br" | "gzip" | "identity" | null;
  /** More fields for the origin (If-None-Match ...), flat: name, value, name, value. They replace the visitor's. */
  readonly extra?: readonly string[];
};

/** Longest value of a field that an anonymous request may carry to the origin, in characters. */
const HARMLESS_VALUE_CHARACTERS_MAX = 256;
const HARMLESS_VALUE = /^[\x20-\x21\x23-\x26\x28-\x3b\x3d\x3f-\x7e]+$/;

/** Fields that belong to one connection (RFC 9110 §7.6.1), and those that only old proxies send. */
const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "http2-settings",
]);

/** Fields by which a visitor could speak in the gateway's name, change the method or path, or set a CGI variable. */
const OVERRIDES = new Set([
  "host",
  "expect",
  "forwarded",
  "x-forwarded",
  "x-real-ip",
  "x-real-host",
  "x-client-ip",
  "client-ip",
  "true-client-ip",
  "cf-connecting-ip",
  "fastly-client-ip",
  "x-cluster-client-ip",
  "x-originating-ip",
  "x-remote-ip",
  "x-remote-addr",
  "x-original-url",
  "x-original-uri",
  "x-original-host",
  "x-original-method",
  "x-rewrite-url",
  "x-http-method",
  "x-http-method-override",
  "x-method-override",
  "x-host",
  "x-http-host-override",
  "x-url-scheme",
  "x-scheme",
  "front-end-https",
  "base-url",
  "proxy",
  "proxy-host",
  "request-uri",
  "x-sendfile",
  "x-accel-redirect",
  "surrogate-capability",
]);

/** Fields that Connection may not take away: without them the answer would be read or stored wrongly. */
const NEVER_NAMED_IN_CONNECTION = new Set([
  "cache-control",
  "content-encoding",
  "content-length",
  "content-range",
  "content-type",
  "expires",
  "location",
  "pragma",
  "set-cookie",
  "vary",
]);

/** Fields that browsers send on their own and that an anonymous request does without. */
const DROPPED_WHEN_ANONYMOUS = new Set([
  "authorization",
  "cache-control",
  "content-length",
  "content-type",
  "cookie",
  "cookie2",
  "dnt",
  "from",
  "if-match",
  "if-modified-since",
  "if-none-match",
  "if-range",
  "if-unmodified-since",
  "pragma",
  "priority",
  "purpose",
  "range",
  "referer",
  "save-data",
  "upgrade-insecure-requests",
  "via",
  "x-purpose",
  "x-moz",
  "viewport-width",
  "width",
  "dpr",
  "device-memory",
  "downlink",
  "ect",
  "rtt",
]);
/** Fields that browsers send on their own and that go on when their value is harmless. */
const KEPT_WHEN_HARMLESS = new Set(["accept", "accept-language", "user-agent"]);

/**
 * The header list for a request that goes to the origin for one visitor, in the order to send. Hop-by-hop fields and
 * those that Connection names stay here, and so do override fields and names with other characters than letters,
 * digits and "-" (CGI reads `X_Forwarded_For` as `X-Forwarded-For`). Content-Length stays with GET and HEAD, whose
 * bodies are never forwarded.
 */
export function endToEndHeaders(
  method: string,
  headers: Headers,
  forwarding: Forwarding,
  options: ForwardOptions,
): string[] {
  const list = routingHeaders(forwarding);
  const named = namedInConnection(headers.get("connection"));
  const replaced = namesOf(options.extra);
  const bodyless = method === "GET" || method === "HEAD";
  for (const [name, value] of headers) {
    if (isHeldBack(name) || named.has(name) || replaced.has(name)) continue;
    if (name === "cookie" && !options.withCookies) continue;
    if (name === "accept-encoding" && options.acceptEncoding !== null) continue;
    if (bodyless && name === "content-length") continue;
    list.push(name, value);
  }
  if (options.acceptEncoding !== null) list.push("accept-encoding", options.acceptEncoding);
  if (options.extra !== undefined) list.push(...options.extra);
  return list;
}

export type AnonymousHeaders = {
  readonly headers: string[];
  /**
   * Names, lower-case, of forwarded fields that browsers do not send on their own. The answer may depend on them: it may be
   * shared only if each is named in Vary or declared harmless.
   */
  readonly nonStandard: string[];
};

/**
 * The header list for a request whose answer may be shared: nothing of it tells visitors apart. No Cookie,
 * Authorization, Referer, Range or condition; Accept, Accept-Language and User-Agent only in plain characters.
 */
export function anonymousHeaders(
  headers: Headers,
  forwarding: Forwarding,
  options: Omit<ForwardOptions, "withCookies">,
): AnonymousHeaders {
  const list = routingHeaders(forwarding);
  const named = namedInConnection(headers.get("connection"));
  const replaced = namesOf(options.extra);
  const nonStandard: string[] = [];
  for (const [name, value] of headers) {
    if (isHeldBack(name) || named.has(name) || replaced.has(name)) continue;
    if (DROPPED_WHEN_ANONYMOUS.has(name) || name.startsWith("sec-")) continue;
    if (name === "accept-encoding") {
      if (options.acceptEncoding === null) list.push(name, value);
      continue;
    }
    if (KEPT_WHEN_HARMLESS.has(name)) {
      if (isHarmless(value)) list.push(name, value);
      continue;
    }
    nonStandard.push(name);
    list.push(name, value);
  }
  if (options.acceptEncoding !== null) list.push("accept-encoding", options.acceptEncoding);
  if (options.extra !== undefined) list.push(...options.extra);
  return { headers: list, nonStandard };
}

/** The fields of an answer that go on to the visitor, as a flat list: hop-by-hop ones left out, order and duplicates kept. */
export function endToEndResponseHeaders(flat: readonly string[]): string[] {
  let connection = "";
  for (let at = 0; at < flat.length; at += 2) {
    if (flat[at]?.toLowerCase() === "connection") connection += `,${flat[at + 1]}`;
  }
  const named = namedInConnection(connection);
  const list: string[] = [];
  for (let at = 0; at < flat.length; at += 2) {
    const name = (flat[at] ?? "").toLowerCase();
    if (HOP_BY_HOP.has(name)) continue;
    if (named.has(name) && !NEVER_NAMED_IN_CONNECTION.has(name)) continue;
    list.push(flat[at] ?? "", flat[at + 1] ?? "");
  }
  return list;
}

/** The flat header list of an answer as `Headers`: duplicates appended, each Set-Cookie its own field. */
export function responseHeadersFor(flat: readonly string[]): Headers {
  const headers = new Headers();
  const list = endToEndResponseHeaders(flat);
  for (let at = 0; at < list.length; at += 2) headers.append(list[at] ?? "", list[at + 1] ?? "");
  return headers;
}

function routingHeaders(forwarding: Forwarding): string[] {
  const { host, clientAddress, proto, visitorHost } = forwarding;
  return [
    "Host",
    host,
    "X-Forwarded-For",
    clientAddress,
    "X-Forwarded-Proto",
    proto,
    "X-Forwarded-Host",
    visitorHost,
    "Forwarded",
    forwardedElement(clientAddress, proto, visitorHost),
  ];
}

/** RFC 7239 §4 and §6: an IPv6 address stands in brackets and quotes, and so does whatever is no token. */
function forwardedElement(clientAddress: string, proto: string, host: string): string {
  const node = clientAddress.includes(":") ? `"[${clientAddress}]"` : clientAddress;
  const quotedHost = /^[A-Za-z0-9.-]+$/.test(host) ? host : `"${host.replace(/["\\]/g, "\\$&")}"`;
  return `for=${node};host=${quotedHost};proto=${proto}`;
}

function isHeldBack(name: string): boolean {
  return (
    HOP_BY_HOP.has(name) ||
    OVERRIDES.has(name) ||
    name.startsWith("x-forwarded-") ||
    !/^[a-z0-9-]+$/.test(name)
  );
}

function isHarmless(value: string): boolean {
  return value.length <= HARMLESS_VALUE_CHARACTERS_MAX && HARMLESS_VALUE.test(value);
}

function namedInConnection(value: string | null): ReadonlySet<string> {
  if (value === null || value === "" || value === "keep-alive" || value === "close") return NONE;
  return new Set(
    value
      .toLowerCase()
      .split(",")
      .map((name) => name.trim()),
  );
}

function namesOf(flat: readonly string[] | undefined): ReadonlySet<string> {
  if (flat === undefined) return NONE;
  return new Set(flat.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase()));
}

const NONE: ReadonlySet<string> = new Set();
