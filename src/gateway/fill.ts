import type { CanonicalTarget } from "./cache/key.ts";
import {
  type AcceptEncodingClass,
  judge,
  type Refused,
  refreshed,
  revalidationHeaders,
} from "./cache/policy.ts";
import type { Freshness, StoredResponse } from "./cache/stored-response.ts";
import { collected, pairsOf } from "./collect.ts";
import { setCookieNames } from "./cookies.ts";
import { type AnonymousHeaders, anonymousHeaders, type Forwarding } from "./forward.ts";
import { variantOf, varyOf } from "./kept.ts";
import { learnParameters } from "./learn.ts";
import { contentHash } from "./notice.ts";
import { OriginFailure, type OriginResponse } from "./origin/exchange.ts";
import type { Entrant, Place } from "./origin/guard.ts";
import type { Site } from "./site.ts";

/** Fetching from the origin what may be given to everybody: judge it, keep it, learn from it. */

/**
 * Nobody told us for how long a learned page holds: in calm it is asked for again after this time, and for some
 * seconds more the visitor gets what is there while the origin is asked behind their back.
 */
export const LEARNED_FRESH_MS = 5_000;
export const LEARNED_STALE_MS = 25_000;

/** What a fill needs to know of the request that caused it. All of it is anonymous. */
export type FillRequest = {
  readonly canonical: CanonicalTarget;
  readonly headers: Headers;
  readonly forwarding: Forwarding;
  readonly accepts: AcceptEncodingClass;
  /** Opaque word for who asked, for learning what different visitors see. */
  readonly visitor: string;
  /** In whose place it stands in line. The origin is not told. */
  readonly entrant: Entrant;
};

/** What a fill brought home. */
export type Filled =
  /** May be shared and was kept. */
  | { kind: "stored"; stored: StoredResponse; how: "filled" | "revalidated" }
  /** The origin failed, or answered with an error, while something kept may stand in for it. */
  | { kind: "failed"; failure: OriginFailure }
  /** For this visitor alone; the body is still to be read. `release` must be called when it has ended. */
  | { kind: "stream"; response: OriginResponse; release: () => void; because: string }
  /** For this visitor alone; the body is here already. */
  | { kind: "own"; answer: StoredResponse };

/**
 * Asks the origin for a page on behalf of everybody. Never rejects.
 * @param held what is kept already, to be revalidated
 * @param mayStandIn whether `held` may be served instead: an error answer of the origin then counts as a failure.
 */
export async function fill(
  site: Site,
  asked: FillRequest,
  held: StoredResponse | undefined,
  mayStandIn: boolean,
): Promise<Filled> {
  const conditions = held === undefined ? [] : revalidationHeaders(held).flat();
  const anonymous = anonymousHeaders(asked.headers, asked.forwarding, {
    acceptEncoding: null,
    extra: [...ACCEPT_ENCODING[asked.accepts], ...conditions],
  });
  let place: Place | undefined;
  try {
    place = await site.guard.acquire(asked.entrant);
    const requestedAtMs = Date.now();
    const response = await site.client.send({
      method: "GET",
      target: asked.canonical.target,
      headers: anonymous.headers,
      body: null,
    });
    const received = { requestedAtMs, receivedAtMs: Date.now() };
    site.figures.originFills++;
    site.figures.recordOriginAnswer(response.status, response.firstByteMs);
    place.answered(response.firstByteMs, response.status);
    const release = () => place?.release();
    return await settle(site, { asked, held, mayStandIn, anonymous, response, received, release });
  } catch (error) {
    const failure = error instanceof OriginFailure ? error : new OriginFailure("malformed", String(error));
    place?.failed(failure.code);
    place?.release();
    site.figures.recordOriginFailure(failure.code);
    return { kind: "failed", failure };
  }
}

type Arrival = {
  asked: FillRequest;
  held: StoredResponse | undefined;
  mayStandIn: boolean;
  anonymous: AnonymousHeaders;
  response: OriginResponse;
  received: { requestedAtMs: number; receivedAtMs: number };
  release: () => void;
};

async function settle(site: Site, arrival: Arrival): Promise<Filled> {
  const { asked, held, response, received, release } = arrival;
  const headers = pairsOf(response.headers);
  for (const name of setCookieNames(headers)) site.kept.cookies.learnSession(name);
  if (response.status === 304 && held !== undefined) {
    response.body.resume();
    release();
    const again = refreshed(held, headers, received.requestedAtMs, received.receivedAtMs);
    // The 304 speaks of another page, or forbids to share this one: only the whole answer can tell.
    if (again === undefined) return fill(site, asked, undefined, arrival.mayStandIn);
    keep(site, again, varyOf(again));
    return { kind: "stored", stored: again, how: "revalidated" };
  }
  if (response.status >= 500 && arrival.mayStandIn) {
    response.body.destroy();
    release();
    return {
      kind: "failed",
      failure: new OriginFailure("malformed", `the origin answered ${response.status}`),
    };
  }
  const judgement = judge({
    requestHeaders: recordOf(arrival.anonymous.headers),
    target: asked.canonical.target,
    method: "GET",
    status: response.status,
    headers,
    ...received,
    hadAuthorization: false,
    hadCookie: false,
    unkeyedHeaders: site.unkeyedHeaders,
  });
  if (judgement.store === false) {
    forget(site, asked.canonical.target, judgement, received.receivedAtMs);
    return { kind: "stream", response, release, because: judgement.because };
  }
  if (ENDLESS_TYPES.test(headers.find(([name]) => name === "content-type")?.[1] ?? "")) {
    return { kind: "stream", response, release, because: "is an endless stream" };
  }
  const body = await collected(response, site.pageBytesMax);
  if (body === undefined) return { kind: "stream", response, release, because: "is too large to keep" };
  release();
  const explicit = judgement.store === true;
  const stored: StoredResponse = {
    target: asked.canonical.target,
    variant: variantOf(judgement.vary, asked.headers, asked.accepts, asked.forwarding.proto),
    status: response.status,
    headers,
    ...body,
    storedAtMs: received.receivedAtMs,
    initialAgeMs: explicit ? judgement.initialAgeMs : 0,
    freshness: explicit ? judgement.freshness : LEARNED,
  };
  if (site.calm) learnParameters(site, asked.canonical, stored);
  if (explicit || isPublic(site, stored, asked)) {
    keep(site, stored, judgement.vary);
    return { kind: "stored", stored, how: "filled" };
  }
  if (held?.freshness.basis === "learned") site.kept.pages.delete(stored.target);
  return { kind: "own", answer: stored };
}

const LEARNED: Freshness = {
  lifetimeMs: LEARNED_FRESH_MS,
  staleWhileRevalidateMs: LEARNED_STALE_MS,
  staleIfErrorMs: undefined,
  mustRevalidate: false,
  basis: "learned",
};

/** Answers of these types never end: they are passed on as they come. */
const ENDLESS_TYPES = /^(text\/event-stream|multipart\/x-mixed-replace|application\/x-ndjson)/i;

/**
 * A page that says nothing about freshness is public once different visitors have seen the same bytes. Outside calm
 * nothing is learned: what calm had proved stays proved, what it had not stays private.
 */
function isPublic(site: Site, stored: StoredResponse, asked: FillRequest): boolean {
  const { learner } = site.kept;
  // What one visitor got packed and another plain is one page: its encoding takes no part in the proof.
  const others = varyOf(stored).filter((name) => name !== "accept-encoding");
  const variant = variantOf(others, asked.headers, asked.accepts, asked.forwarding.proto);
  if (!site.calm) return learner.isPublic(stored.target, variant);
  return learner.observe(stored.target, variant, contentHash(stored), asked.visitor) === "public";
}

/** What must no longer be shared leaves memory and proof at once. */
function forget(site: Site, target: string, judgement: Refused, nowMs: number): void {
  if (judgement.passMs > 0) site.passes.mark(target, nowMs + judgement.passMs);
  if (!judgement.personal) return;
  site.kept.learner.demote(target);
  site.kept.pages.delete(target);
  site.kept.snapshot.remove(target);
}

/** What the origin is asked for, by what the visitor understands. */
const ACCEPT_ENCODING: Record<AcceptEncodingClass, readonly string[]> = {
  br: ["accept-encoding", "br, gzip"],
  gzip: ["accept-encoding", "gzip"],
  identity: ["accept-encoding", "identity"],
};

function recordOf(flat: readonly string[]): Record<string, string> {
  return Object.fromEntries(pairsOf(flat));
}

function keep(site: Site, stored: StoredResponse, vary: string[]): void {
  site.kept.pages.put(stored.target, stored, vary);
  site.leases.succeeded(stored.target);
}
