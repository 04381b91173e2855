import { type Ask, forwardingOf } from "./ask.ts";
import { canonicalTarget } from "./cache/key.ts";
import { invalidates } from "./cache/policy.ts";
import { ageMs } from "./cache/stored-response.ts";
import { type CollectedBody, collected, pairsOf } from "./collect.ts";
import { setCookieNames } from "./cookies.ts";
import { endToEndHeaders, responseHeadersFor } from "./forward.ts";
import { holdOpen } from "./hold.ts";
import { answerHeld, findHeld, type Held, servingOf } from "./kept.ts";
import { contentHash } from "./notice.ts";
import { OriginFailure, type OriginResponse } from "./origin/exchange.ts";
import type { Release } from "./origin/limit.ts";
import { type RefusalStatus, refuse } from "./refuse.ts";
import { streamResponse } from "./streaming.ts";
import { UPLOAD_STATUS, watchUpload } from "./upload.ts";

/** Passing a request through for one visitor: exactly as it came, answered exactly as the origin answers, kept by nobody. */

const BYPASS = "beffroi; fwd=bypass";

/**
 * @param findFallback finds what is kept of this page for everybody: better than an error page when the origin is
 *   gone. Called only then, because looking costs more than a good answer may wait.
 */
export async function passThrough(ask: Ask, findFallback: () => Held | undefined): Promise<Response> {
  const { site, method, headers, request } = ask;
  const bodyless = method === "GET" || method === "HEAD";
  const hold = holdOpen(ask.server, request);
  const upload = bodyless ? undefined : watchUpload(request.body, site.bodyBytesMax);
  let release: Release | undefined;
  try {
    release = await site.limit.acquire();
    const response = await site.client.send({
      method,
      target: ask.target,
      headers: endToEndHeaders(method, headers, forwardingOf(ask), {
        withCookies: true,
        acceptEncoding: null,
      }),
      body: upload?.body ?? null,
      signal: request.signal,
    });
    site.figures.originPasses++;
    site.figures.recordOriginAnswer(response.status, response.firstByteMs);
    learnFrom(ask, response);
    const fallback = response.status >= 500 ? findFallback() : undefined;
    if (fallback !== undefined) {
      response.body.destroy();
      release();
      hold.release();
      return answerHeld(ask, fallback, "stale", Date.now());
    }
    const compared = await compareCookies(ask, response);
    if (compared === undefined) return await answerStream(ask, response, release, BYPASS, hold);
    release();
    hold.release();
    return new Response(compared.body as Uint8Array<ArrayBuffer>, {
      status: response.status,
      headers: passedHeaders(response),
    });
  } catch (error) {
    release?.();
    hold.release();
    const failure = upload?.failure();
    if (failure === undefined) return passFailed(ask, error, findFallback());
    site.figures.malformed++;
    return refuse(UPLOAD_STATUS[failure] as RefusalStatus, `upload ${failure}`);
  }
}

/** What is kept of this page may stand in for a personal one when the origin is gone: it is the page without a session. */
export function personalFallback(ask: Ask): Held | undefined {
  if (ask.method !== "GET" && ask.method !== "HEAD") return undefined;
  if (!ask.canonical.shareable) return undefined;
  const held = findHeld(ask);
  return held !== undefined && servingOf(ask, held, Date.now()) !== "no" ? held : undefined;
}

function passFailed(ask: Ask, error: unknown, fallback: Held | undefined): Response {
  const failure = error instanceof OriginFailure ? error : new OriginFailure("malformed", String(error));
  ask.site.figures.recordOriginFailure(failure.code);
  return failed(ask, failure, fallback);
}

/** The origin gave nothing: what is kept stands in; without it a plain page says so. */
export function failed(ask: Ask, failure: OriginFailure, fallback: Held | undefined): Response {
  if (fallback !== undefined) return answerHeld(ask, fallback, "stale", Date.now());
  // Nobody is there to read what a visitor who went away would have got.
  if (failure.code === "aborted") return refuse(502, "origin aborted");
  const status = failure.code === "busy" ? 503 : failure.code === "timeout" ? 504 : 502;
  return unavailable(ask, status, `origin ${failure.code}`);
}

export function unavailable(ask: Ask, status: RefusalStatus, detail: string): Response {
  ask.site.figures.unavailable++;
  return refuse(status, detail);
}

/** Streams the origin's answer to one visitor. `release` is called as soon as the origin has done its part. */
export function answerStream(
  ask: Ask,
  response: OriginResponse,
  release: Release,
  cacheStatus: string,
  hold = holdOpen(ask.server, ask.request),
): Promise<Response> {
  return streamResponse(response, {
    method: ask.method,
    status: response.status,
    headers: passedHeaders(response, cacheStatus),
    hold,
    onOriginDone: release,
    onEnd: (bytes) => {
      ask.site.figures.bytesSent += bytes;
    },
  });
}

function passedHeaders(response: OriginResponse, cacheStatus = BYPASS): Headers {
  const headers = responseHeadersFor(response.headers);
  headers.append("cache-status", cacheStatus);
  return headers;
}

/** What a passed answer teaches: session cookies, and pages made invalid by a change. */
function learnFrom(ask: Ask, response: OriginResponse): void {
  const { site } = ask;
  const headers = pairsOf(response.headers);
  for (const name of setCookieNames(headers)) site.kept.cookies.learnSession(name);
  // Outside calm a change waits for its page's age to end: or every POST of a flood would empty the memory.
  if (!site.calm) return;
  for (const target of invalidates(ask.method, response.status, ask.target, headers, site.hosts)) {
    site.kept.outdate(canonicalTarget(target, site.kept.parameters, true).target);
  }
}

/** Bodies above this are not compared: pages that people read are smaller. */
const COMPARED_BYTES_MAX = 512 * 1024;
/** An older copy may differ because the page has changed since. */
const COMPARABLE_AGE_MS = 30_000;

/**
 * A cookie that nobody knows is taken for a session. If the page with it is, again and again, byte for byte the page
 * that everybody gets, it is harmless. Only now and then a page is held back for this, and only in calm.
 * @returns the body when it was read for the comparison; undefined when there is nothing to compare with.
 */
async function compareCookies(ask: Ask, response: OriginResponse): Promise<CollectedBody | undefined> {
  const { site } = ask;
  if (ask.sort !== "personal" || ask.method !== "GET" || response.status !== 200 || !site.calm)
    return undefined;
  if (ask.headers.get("authorization") !== null) return undefined;
  const names = site.kept.cookies.unknownNames(ask.headers.get("cookie"));
  if (names.length === 0) return undefined;
  const record = site.kept.pages.peek(ask.canonical.target);
  const nowMs = Date.now();
  const shared = [...(record?.variants.values() ?? [])].filter(
    (one) => ageMs(one, nowMs) < COMPARABLE_AGE_MS,
  );
  if (shared.length === 0) return undefined;
  const body = await collected(response, COMPARED_BYTES_MAX);
  if (body === undefined) return undefined;
  const hash = contentHash({ headers: pairsOf(response.headers), body: body.body });
  const same = shared.some((one) => contentHash(one) === hash);
  for (const name of names) site.kept.cookies.observe(name, same);
  return body;
}
