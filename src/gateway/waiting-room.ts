import { canCarry, carriedOf, ticketOf } from "./admission.ts";
import type { Ask } from "./ask.ts";
import { CARRIED_BYTES_MAX } from "./ticket/envelope.ts";
import { PROOF_BITS_MAX, PROOF_BITS_MIN } from "./ticket/proof.ts";
import { holdOpen } from "./hold.ts";
import { UPLOAD_PATIENCE, within } from "./upload.ts";
import { type WaitingReason, waitingHeaders, waitingPage } from "./waiting/page.ts";

/** Giving the waiting page: the visitor's request goes along in it, sealed, and nothing is kept here. */

/** Marks the request by which a visitor comes back from the waiting page. */
export const SUITE = "beffroi-suite";

/** What X-Refused says of it. */
export const WAITING_PAGE = "waiting page";

/** All sent forms that are being read into memory at once, in bytes. Beyond, a form goes on unread, in line. */
const READING_BYTES_MAX = 64 * 1024 * 1024;
let readingBytes = 0;

/** Seconds after which to come back: spread, so that nobody comes back at the same moment. */
const RETRY_SECONDS = [8, 11, 14, 17, 20];
let turn = 0;

/**
 * The waiting page for this request. Synchronous and without state: what it costs under a flood is its text.
 * @param ask its body must have been read (`withBody`) if it is a form.
 */
export function giveWaitingPage(ask: Ask, reason: WaitingReason, nowMs = Date.now()): Response {
  const { site, method } = ask;
  const { reception } = site;
  const hasTicket = typeof ticketOf(ask, nowMs) === "object";
  const body = ask.body ?? null;
  // The cookie tells on the way back whether this visitor keeps cookies at all.
  const passing = hasTicket ? undefined : reception.tickets.issue("passing", nowMs, nowMs);
  const envelope = reception.envelopes.seal({ ...carriedOf(ask), body }, nowMs);
  turn = (turn + 1) % RETRY_SECONDS.length;
  const retryAfterSeconds = RETRY_SECONDS[turn] as number;
  const html = waitingPage(reception.currentLook(), {
    reason,
    action: withSuite(ask.target),
    envelope,
    body: body === null ? undefined : Buffer.from(body).toString("base64url"),
    challenge: reception.envelopes.challengeOf(envelope),
    bitsMin: PROOF_BITS_MIN,
    bitsMax: PROOF_BITS_MAX,
    isForm: method === "POST",
    retryAfterSeconds,
  });
  if (reason === "check") {
    site.figures.challenged++;
    reception.pagesGiven.charge(ask.client.address, 1, nowMs);
  } else {
    site.figures.unavailable++;
  }
  const answer = new Headers(headersFor(retryAfterSeconds));
  if (passing !== undefined) answer.append("set-cookie", reception.tickets.setCookie(passing, ask.proto));
  return new Response(html, { status: 503, headers: answer });
}

const prebuiltHeaders = new Map<number, Headers>();

function headersFor(retryAfterSeconds: number): Headers {
  let headers = prebuiltHeaders.get(retryAfterSeconds);
  if (headers === undefined) {
    headers = new Headers({ ...waitingHeaders(retryAfterSeconds), "x-refused": WAITING_PAGE });
    prebuiltHeaders.set(retryAfterSeconds, headers);
  }
  return headers;
}

/** The waiting page if this request can be carried by it; its body, if it has one, must have been read. */
export function waitingPageFor(ask: Ask, reason: WaitingReason): Response | undefined {
  if (!ask.site.settings.tickets || !canCarry(ask)) return undefined;
  if (ask.method === "POST" && ask.body === undefined) return undefined;
  return giveWaitingPage(ask, reason);
}

/**
 * The same request with its body read, if it is a form that the waiting page can carry; unchanged otherwise.
 * @returns "slow", "gone" or "large" when the visitor did not send what was announced.
 */
export async function withBody(ask: Ask): Promise<Ask | "slow" | "gone" | "large"> {
  if (ask.method !== "POST" || ask.body !== undefined || !canCarry(ask)) return ask;
  const announced = announcedBytes(ask.headers);
  if (announced === undefined || announced > CARRIED_BYTES_MAX) return ask;
  const read = await readBody(ask, announced);
  if (read === "busy") return ask;
  return typeof read === "string" ? read : { ...ask, body: read };
}

/**
 * Reads a whole body, with the patience of any upload as far as its length is concerned; pauses are not looked at, so
 * that a small form costs no stream. "busy": too much is being read already.
 */
export async function readBody(
  ask: Ask,
  bytesMax: number,
): Promise<Uint8Array | "busy" | "slow" | "gone" | "large"> {
  const { request } = ask;
  if (request.body === null) return new Uint8Array(0);
  if (readingBytes + bytesMax > READING_BYTES_MAX) return "busy";
  const allowedMs = UPLOAD_PATIENCE.graceMs + (bytesMax / UPLOAD_PATIENCE.bytesPerSecondMin) * 1_000;
  const hold = holdOpen(ask.server, request);
  readingBytes += bytesMax;
  try {
    const read = await within(request.bytes(), allowedMs);
    if (read === "late") return "slow";
    return read.length > bytesMax ? "large" : read;
  } catch {
    return "gone";
  } finally {
    readingBytes -= bytesMax;
    hold.release();
  }
}

function announcedBytes(headers: Headers): number | undefined {
  const text = headers.get("content-length");
  return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}

function withSuite(target: string): string {
  return `${target}${target.includes("?") ? "&" : "?"}${SUITE}`;
}

/** The target that the visitor asked for, if this is the way back from the waiting page. */
export function withoutSuite(target: string): string | undefined {
  if (!target.endsWith(SUITE)) return undefined;
  const before = target.at(-SUITE.length - 1);
  return before === "?" || before === "&" ? target.slice(0, -SUITE.length - 1) : undefined;
}
