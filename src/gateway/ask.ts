import { type Conditions, conditionsOf } from "./answer.ts";
import { type CanonicalTarget, canonicalTarget } from "./cache/key.ts";
import {
  type AcceptEncodingClass,
  acceptEncodingClass,
  parseRequestDirectives,
  type RequestDirectives,
} from "./cache/policy.ts";
import { classifyCookies } from "./cookies.ts";
import type { Forwarding } from "./forward.ts";
import type { TimeoutSetter } from "./hold.ts";
import type { Client } from "./identity.ts";
import type { Site } from "./site.ts";
import { hasTicket, withoutTicket } from "./ticket/ticket.ts";

/** One request, read once: everything that the rules need to know of it. */
export type Ask = {
  readonly site: Site;
  readonly request: Request;
  readonly server: TimeoutSetter;
  readonly method: string;
  /** Path and query as the runtime gives them. */
  readonly target: string;
  readonly canonical: CanonicalTarget;
  /** As they came, but for our own ticket: that is nobody else's business. */
  readonly headers: Headers;
  /** The body, once it was read into memory; null when there is none. Undefined: still to be read from `request`. */
  readonly body?: Uint8Array | null;
  readonly client: Client;
  readonly proto: "http" | "https";
  readonly accepts: AcceptEncodingClass;
  readonly conditions: Conditions;
  readonly directives: RequestDirectives;
  /**
   * "shared": a page that everybody may get. "personal": carries a session or an authorisation. "pass": changes
   * something, or asks in a way whose answer cannot be shared.
   */
  readonly sort: "shared" | "personal" | "pass";
};

export function readAsk(
  site: Site,
  request: Request,
  server: TimeoutSetter,
  target: string,
  client: Client,
  secure: boolean,
): Ask {
  const proto = client.proto ?? (secure ? "https" : "http");
  const headers = headersWithoutTicket(request.headers);
  return { site, request, server, client, proto, ...partsOf(site, request.method, target, headers) };
}

/** The same visitor's ask for something else: what a form or an address that was carried asks for. */
export function withRequest(
  ask: Ask,
  method: string,
  target: string,
  headers: Headers,
  body: Uint8Array | null,
): Ask {
  return { ...ask, ...partsOf(ask.site, method, target, headers), body };
}

function partsOf(site: Site, method: string, target: string, headers: Headers) {
  const canonical = canonicalTarget(target, site.kept.parameters, site.calm);
  return {
    method,
    target,
    canonical,
    headers,
    accepts: acceptEncodingClass(headers.get("accept-encoding")),
    conditions: conditionsOf(method, headers),
    directives: parseRequestDirectives(headers.get("cache-control"), headers.get("pragma")),
    sort: sortOf(site, method, headers, canonical),
  };
}

function headersWithoutTicket(headers: Headers): Headers {
  const cookie = headers.get("cookie");
  if (cookie === null || !hasTicket(cookie)) return headers;
  const others = withoutTicket(cookie);
  const without = new Headers(headers);
  if (others === null) without.delete("cookie");
  else without.set("cookie", others);
  return without;
}

function sortOf(site: Site, method: string, headers: Headers, canonical: CanonicalTarget): Ask["sort"] {
  if ((method !== "GET" && method !== "HEAD") || !canonical.shareable) return "pass";
  if (headers.get("authorization") !== null) return "personal";
  return classifyCookies(headers.get("cookie"), site.kept.cookies) === "personal" ? "personal" : "shared";
}

/** What the origin is told of a request that goes on for one visitor. */
export function forwardingOf(ask: Ask): Forwarding {
  return {
    host: ask.site.canonicalHost,
    clientAddress: ask.client.address,
    proto: ask.proto,
    visitorHost: ask.headers.get("host") ?? ask.site.canonicalHost,
  };
}

/**
 * What the origin is told of a request on behalf of everybody: nothing of this visitor, so that nothing of this
 * visitor can stand in a page that others get.
 */
export function anonymousForwarding(site: Site, proto: "http" | "https"): Forwarding {
  return { host: site.canonicalHost, clientAddress: EVERYBODY, proto, visitorHost: site.canonicalHost };
}

/** An address of RFC 5737 that belongs to nobody: the origin's log shows by it which requests were for everybody. */
const EVERYBODY = "192.0.2.1";

/** Opaque word for a visitor, good only to tell two visitors apart while this process lives. */
export function visitorWord(client: Client, headers: Headers): string {
  return Bun.hash(`${VISITOR_SALT}|${client.address}|${headers.get("user-agent") ?? ""}`).toString(36);
}

const VISITOR_SALT = crypto.randomUUID();
