import { Readable } from "node:stream";
import { entrantOf, getsWaitingPage, isNavigation } from "./admission.ts";
import { type Ask, forwardingOf } from "./ask.ts";
import type { Banner } from "./banner/banner.ts";
import { takesBanner } from "./banner/fit.ts";
import { streamWith } from "./banner/streams.ts";
import { canonicalTarget } from "./cache/key.ts";
import { invalidates } from "./cache/policy.ts";
import { ageMs } from "./cache/stored-response.ts";
import { type CollectedBody, collected, pairsOf } from "./collect.ts";
import { setCookieNames } from "./cookies.ts";
import { endToEndHeaders, responseHeadersFor } from "./forward.ts";
import { type ClientHold, holdOpen } from "./hold.ts";
import { answerHeld, findHeld, type Held, servingOf } from "./kept.ts";
import { contentHash } from "./notice.ts";
import { OriginFailure, type OriginResponse } from "./origin/exchange.ts";
import type { Entrant, Place } from "./origin/guard.ts";
import { type RefusalStatus, refuse } from "./refuse.ts";
import { streamResponse } from "./streaming.ts";
import { type Upload, type UploadFailure, UPLOAD_STATUS, watchUpload } from "./upload.ts";
import { giveWaitingPage, waitingPageFor, withBody } from "./waiting-room.ts";

/** Passing a request through for one visitor: exactly as it came, answered exactly as the origin answers, kept by nobody. */

const BYPASS = "beffroi; fwd=bypass";

/**
 * Passes a request through, after the waiting page if the visitor has to see it first.
 * @param findFallback finds what is kept of this page for everybody: better than an error page when the origin is
 *   gone. Called only then, because looking costs more than a good answer may wait.
 */
export function passOrWait(ask: Ask, findFallback: () => Held | undefined): Response | Promise<Response> {
  const entrant = entrantOf(ask);
  const waits = getsWaitingPage(ask, entrant);
  const fallback = waits ? findFallback() : undefined;
  if (fallback !== undefined) return answerHeld(ask, fallback, "stale", Date.now());
  if (waits && ask.method !== "POST") return giveWaitingPage(ask, "check");
  // A form that may have to wait is read first: whatever becomes of the wait, it is not lost.
  if (ask.method === "POST" && (waits || ask.site.guard.full || !ask.site.calm))
    return readThenPass(ask, entrant, waits);
  return passThrough(ask, findFallback, entrant);
}

async function readThenPass(ask: Ask, entrant: Entrant, waits: boolean): Promise<Response> {
  const read = await withBody(ask);
  if (typeof read === "string") return uploadFailed(ask, read);
  const gone = ask.site.posture.posture === "sealed" && !ask.site.mayProbe(Date.now());
  const reason = gone ? "origin-gone" : "check";
  const page = waits || gone ? waitingPageFor(read, reason) : undefined;
  return page ?? passThrough(read, () => undefined, entrant);
}

/**
 * Passes a request through to the origin now, in the place that `entrant` says.
 * @param detached the request goes on even if the visitor leaves: it was carried, and may be asked for again.
 */
export async function passThrough(
  ask: Ask,
  findFallback: () => Held | undefined,
  entrant: Entrant,
  detached = false,
): Promise<Response> {
  const { site, method, request } = ask;
  const hold = holdOpen(ask.server, request);
  const upload = uploadOf(ask);
  const signal = detached ? undefined : request.signal;
  let place: Place | undefined;
  try {
    // The origin's places are few: none is taken for a form that is still on its way.
    await upload?.headStart();
    if (upload?.failure() !== undefined) throw new OriginFailure("aborted", "the upload failed");
    place = await site.guard.acquire(entrant, signal);
    const response = await site.client.send({
      method,
      target: ask.target,
      headers: endToEndHeaders(method, headersToPass(ask), forwardingOf(ask), {
        withCookies: true,
        acceptEncoding: null,
      }),
      body: ask.body ?? upload?.body ?? null,
      signal,
    });
    site.figures.originPasses++;
    site.figures.recordOriginAnswer(response.status, response.firstByteMs);
    place.answered(response.firstByteMs, response.status);
    return await answerPassed(ask, response, place, hold, findFallback);
  } catch (error) {
    const failure = error instanceof OriginFailure ? error : new OriginFailure("malformed", String(error));
    upload?.over();
    leave(place, failure);
    hold.release();
    const broken = upload?.failure();
    if (broken !== undefined) return uploadFailed(ask, broken);
    site.figures.recordOriginFailure(failure.code);
    return failed(ask, failure, findFallback());
  }
}

/** The rest of a passed request, once the origin has begun to answer. */
async function answerPassed(
  ask: Ask,
  response: OriginResponse,
  place: Place,
  hold: ClientHold,
  findFallback: () => Held | undefined,
): Promise<Response> {
  learnFrom(ask, response);
  const fallback = response.status >= 500 ? findFallback() : undefined;
  if (fallback !== undefined) {
    response.body.destroy();
    place.release();
    hold.release();
    return answerHeld(ask, fallback, "stale", Date.now());
  }
  const compared = await compareCookies(ask, response);
  if (compared === undefined) return answerStream(ask, response, () => place.release(), BYPASS, hold);
  if (bannerOf(ask) !== undefined) {
    const body = Readable.from([compared.body], { objectMode: false });
    return answerStream(ask, { ...response, body }, () => place.release(), BYPASS, hold);
  }
  place.release();
  hold.release();
  return new Response(compared.body as Uint8Array<ArrayBuffer>, {
    status: response.status,
    headers: passedHeaders(response),
  });
}

function uploadOf(ask: Ask): Upload | undefined {
  if (ask.method === "GET" || ask.method === "HEAD" || ask.body !== undefined) return undefined;
  return watchUpload(ask.request.body, ask.site.bodyBytesMax);
}

function uploadFailed(ask: Ask, why: UploadFailure): Response {
  ask.site.figures.malformed++;
  return refuse(UPLOAD_STATUS[why] as RefusalStatus, `upload ${why}`);
}

/** A visitor who left before the answer leaves the origin at work: the place stays taken as long as that may be. */
function leave(place: Place | undefined, failure: OriginFailure): void {
  if (failure.code === "aborted") {
    place?.abandon();
    return;
  }
  place?.failed(failure.code);
  place?.release();
}

/** What is kept of this page may stand in for a personal one when the origin is gone: it is the page without a session. */
export function personalFallback(ask: Ask): Held | undefined {
  if (ask.method !== "GET" && ask.method !== "HEAD") return undefined;
  if (!ask.canonical.shareable) return undefined;
  const held = findHeld(ask);
  return held !== undefined && servingOf(ask, held, Date.now()) !== "no" ? held : undefined;
}

/** The origin gave nothing: what is kept stands in; without it a plain page says so. */
export function failed(ask: Ask, failure: OriginFailure, fallback: Held | undefined): Response {
  if (fallback !== undefined) return answerHeld(ask, fallback, "stale", Date.now());
  // Nobody is there to read what a visitor who went away would have got.
  if (failure.code === "aborted") return refuse(502, "origin aborted");
  const reason = ask.site.posture.posture === "sealed" ? "origin-gone" : "line";
  const page = wasNotSent(failure) ? waitingPageFor(ask, reason) : undefined;
  if (page !== undefined) return page;
  const status = failure.code === "busy" ? 503 : failure.code === "timeout" ? 504 : 502;
  return unavailable(ask, status, `origin ${failure.code}`);
}

/** The origin has not begun with it, so that sending it again does nothing twice. */
function wasNotSent(failure: OriginFailure): boolean {
  return failure.code === "busy" || failure.code === "refused";
}

export function unavailable(ask: Ask, status: RefusalStatus, detail: string): Response {
  ask.site.figures.unavailable++;
  return refuse(status, detail);
}

/** Streams the origin's answer to one visitor. `release` is called as soon as the origin has done its part. */
export async function answerStream(
  ask: Ask,
  response: OriginResponse,
  release: () => void,
  cacheStatus: string,
  hold = holdOpen(ask.server, ask.request),
): Promise<Response> {
  const banner = bannerOf(ask);
  let shown = response;
  if (banner !== undefined) {
    response.body.once("close", release);
    try {
      shown = await streamWith(banner, response);
    } catch {
      hold.release();
      return unavailable(ask, 502, "origin cut short");
    }
  }
  return streamResponse(shown, {
    method: ask.method,
    status: shown.status,
    headers: passedHeaders(shown, cacheStatus),
    hold,
    ...(banner === undefined ? { onOriginDone: release } : {}),
    onEnd: (bytes) => {
      ask.site.figures.bytesSent += bytes;
    },
  });
}

/** The banner for who looks at a page now. */
function bannerOf({ site, method, headers }: Ask): Banner | undefined {
  return site.banner !== undefined && method === "GET" && takesBanner(headers) ? site.banner : undefined;
}

/**
 * What the visitor's browser holds of a page has no banner, or another one: whether the origin's page has changed is
 * then not the question.
 */
function headersToPass(ask: Ask): Headers {
  const { headers } = ask;
  if (bannerOf(ask) === undefined || !isNavigation(headers)) return headers;
  const unconditional = new Headers(headers);
  unconditional.delete("if-none-match");
  unconditional.delete("if-modified-since");
  return unconditional;
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
