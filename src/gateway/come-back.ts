import { entrantOf, isFromElsewhere, ticketOf } from "./admission.ts";
import { type Ask, withRequest } from "./ask.ts";
import type { Entrant } from "./origin/guard.ts";
import { passThrough } from "./pass.ts";
import { type RefusalStatus, refuse } from "./refuse.ts";
import type { CarriedAnswer } from "./reception.ts";
import { CARRIED_BYTES_MAX, type Carried } from "./ticket/envelope.ts";
import { checkProof } from "./ticket/proof.ts";
import { UPLOAD_STATUS } from "./upload.ts";
import { alreadySentPage, waitingHeaders } from "./waiting/page.ts";
import { giveWaitingPage, readBody, WAITING_PAGE } from "./waiting-room.ts";

/** The way back from the waiting page: the envelope is opened, the visitor gets a ticket, the request goes on. */

/** Base64 is a third longer than what it carries; then the other fields. */
const BACK_BYTES_MAX = Math.ceil((CARRIED_BYTES_MAX * 4) / 3) + 16_384;
/** Nobody reads a page and presses its button sooner; a program that does is made to wait. */
const PRESS_MS_MIN = 1_000;

/**
 * Answers a request that comes back from the waiting page.
 * @param ask the request as it came, its target without the mark.
 */
export async function comeBack(ask: Ask): Promise<Response> {
  if (ask.method !== "POST" || isFromElsewhere(ask)) return refuse(400, "not from the waiting page");
  const announced = Number(ask.headers.get("content-length") ?? Number.NaN);
  if (!(announced <= BACK_BYTES_MAX)) return refuse(413, "no waiting page is so long");
  const raw = await readBody(ask, announced);
  if (raw === "busy") return refuse(503, "too many forms at once");
  if (typeof raw === "string") return refuse(UPLOAD_STATUS[raw] as RefusalStatus, `upload ${raw}`);
  const fields = new URLSearchParams(new TextDecoder().decode(raw));
  const envelope = fields.get("beffroi-envelope") ?? "";
  const carriedBody = fields.get("beffroi-body");
  const body = carriedBody === null ? null : new Uint8Array(Buffer.from(carriedBody, "base64"));
  const nowMs = Date.now();
  const opened = ask.site.reception.envelopes.open(envelope, body, nowMs);
  if (typeof opened === "string") {
    ask.site.figures.malformed++;
    return refuse(400, `envelope ${opened}`);
  }
  const original = originalAsk(ask, opened.carried);
  if (opened.expired) return giveWaitingPage(original, "check", nowMs);
  const { posture } = ask.site.posture;
  if (posture === "sealed" && !ask.site.mayProbe(nowMs))
    return giveWaitingPage(original, "origin-gone", nowMs);
  const proved = checkProof(opened.challenge, fields.get("beffroi-proof") ?? "") !== undefined;
  const early = proved ? 0 : PRESS_MS_MIN - (nowMs - opened.sealedMs);
  if (!(await ask.site.reception.holdPress(early))) return giveWaitingPage(original, "line", nowMs);
  return opened.carried.method === "POST" ? sendForm(original, opened.nonce) : goOn(original, opened.nonce);
}

/**
 * The request as the visitor meant it at first. Origin and Referer stay those of the page that brought it: it is a page
 * of this site, as the one was that sent the form.
 */
function originalAsk(ask: Ask, carried: Carried): Ask {
  const headers = new Headers(ask.headers);
  const set = (name: string, value: string | null) =>
    value === null ? headers.delete(name) : headers.set(name, value);
  set("content-type", carried.contentType);
  set("content-length", carried.body === null ? null : String(carried.body.length));
  return withRequest(ask, carried.method, carried.target, headers, carried.body);
}

/** A page that was asked for: back to its own address, now with a ticket. Who keeps no cookies gets it at once. */
async function goOn(original: Ask, nonce: string): Promise<Response> {
  const keepsCookies = ticketOf(original, Date.now()) !== undefined;
  if (!keepsCookies) return passThrough(original, () => undefined, asConfirmed(original));
  const headers = new Headers({ location: pathOf(original.target), "cache-control": "no-store" });
  // One envelope is good for one ticket, however often it is sent.
  const given = await original.site.reception.once.run(nonce, async () => ({
    status: 303,
    headers: [["set-cookie", confirmedCookie(original)]],
    body: new Uint8Array(0),
  }));
  if (given !== "spent") for (const [name, value] of given.headers) headers.append(name, value);
  return new Response(null, { status: 303, headers });
}

/** The target as a reference that stays on this site: "//name" would name another (RFC 3986 §4.2). */
function pathOf(target: string): string {
  return target.startsWith("//") ? `/.${target}` : target;
}

/** A form goes to the origin once, however often the button is pressed; the last press sees the answer. */
async function sendForm(original: Ask, nonce: string): Promise<Response> {
  const { once } = original.site.reception;
  const sent = once.run(nonce, async () => {
    const response = await passThrough(original, () => undefined, asConfirmed(original), true);
    // There was no place in line: nothing was sent, and the form is on the new page.
    if (response.headers.get("x-refused") === WAITING_PAGE) once.forget(nonce);
    return collectedAnswer(original, response);
  });
  if (sent === "spent") {
    const headers = new Headers(waitingHeaders(0));
    headers.delete("retry-after");
    return new Response(alreadySentPage(original.site.reception.currentLook()), { status: 409, headers });
  }
  const answer = await sent;
  const headers = new Headers();
  for (const [name, value] of answer.headers) headers.append(name, value);
  return new Response(answer.body as Uint8Array<ArrayBuffer>, { status: answer.status, headers });
}

/** Who came back stands with those who have a ticket, even before the cookie is there. */
function asConfirmed(original: Ask): Entrant {
  const entrant = entrantOf(original);
  if (entrant.standing !== "anonymous" && entrant.standing !== "suspected") return entrant;
  const known = ticketOf(original, Date.now());
  const spent = typeof known === "object" && original.site.reception.ticketBudgets.over(known.id, Date.now());
  return spent ? entrant : { ...entrant, standing: "confirmed" };
}

function confirmedCookie(ask: Ask): string {
  const { tickets } = ask.site.reception;
  const nowMs = Date.now();
  const known = ticketOf(ask, nowMs);
  const sinceMs = typeof known === "object" && known.kind !== "passing" ? known.sinceMs : nowMs;
  ask.site.figures.confirmed++;
  const id = typeof known === "object" ? known.id : undefined;
  return tickets.setCookie(tickets.issue("confirmed", sinceMs, nowMs, id), ask.proto);
}

async function collectedAnswer(original: Ask, response: Response): Promise<CarriedAnswer> {
  const body = new Uint8Array(await response.arrayBuffer());
  const headers: Array<[string, string]> = [...response.headers];
  headers.push(["set-cookie", confirmedCookie(original)]);
  return { status: response.status, headers, body };
}
