import { hash, randomBytes } from "node:crypto";
import { z } from "zod";
import { KEY_ID_BYTES, type TicketKeys } from "./keys.ts";
import { fromBase64Url, SIGNATURE_BYTES, Signer } from "./signature.ts";
import { CLOCK_SKEW_MS } from "./ticket.ts";

/**
 * The envelope in the waiting page: what the visitor had asked for, signed, so that it can go on later exactly as it came
 * and nothing need be kept here meanwhile. The body travels beside it; its SHA-256 is inside.
 *
 * Its bytes, written as base64url: version 1, key id 4, a JSON array, signature 16.
 */

/** Larger bodies are not carried. */
export const CARRIED_BYTES_MAX = 512 * 1024;
/** Longer targets and content types are not carried either. */
export const TARGET_CHARACTERS_MAX = 2_048;
export const CONTENT_TYPE_CHARACTERS_MAX = 256;
/** No envelope is longer: the bounds above, written as JSON and then as base64url. */
export const ENVELOPE_CHARACTERS_MAX = 3_456;
/** After this the visitor is asked once more: what was used is remembered a little longer than this (`once.ts`). */
export const ENVELOPE_LIFETIME_MS = 3_600_000;

export type Carried = {
  method: string;
  /** Path and query, as they came. */
  target: string;
  contentType: string | null;
  body: Uint8Array | null;
};

export type Opened = {
  carried: Carried;
  nonce: string;
  sealedMs: number;
  challenge: string;
  /** Genuine, but too old to act on: a new one has to be given. */
  expired: boolean;
};

export type NotOpened = "malformed" | "forged";

const VERSION = 1;
const HEAD_BYTES = 1 + KEY_ID_BYTES;
const NONCE_BYTES = 12;

/** What may stand in a field that is carried: visible ASCII and blanks, so that its length in JSON is known. */
const PLAIN = /^[\x20-\x7e]*$/;

/** method, target, content type, hash of the body, nonce, when. */
const contentSchema = z.tuple([
  z.string(),
  z.string(),
  z.string().nullable(),
  z.string().nullable(),
  z.string(),
  z.number(),
]);

/**
 * True if `seal` can carry this request. Ask before: what cannot be carried waits in line instead.
 *
 * Only what a form on any site's page can send by itself is carried: GET, or POST as urlencoded, multipart, plain text
 * or nothing. Envelopes are bound to nobody; carrying JSON would let a foreign page post JSON in somebody's name, with
 * an envelope that its author got for himself: browsers ask for leave (CORS) before they send JSON to another site, and
 * here nobody would.
 */
export function canSeal({ method, target, contentType, body }: Carried): boolean {
  return (
    anyPageCanSend(method, contentType) &&
    fits(target, TARGET_CHARACTERS_MAX) &&
    (contentType === null || fits(contentType, CONTENT_TYPE_CHARACTERS_MAX)) &&
    (body === null || body.length <= CARRIED_BYTES_MAX)
  );
}

/** Quotes and backslashes count twice: JSON writes them so. */
function fits(text: string, charactersMax: number): boolean {
  return text.length <= charactersMax && PLAIN.test(text) && JSON.stringify(text).length <= charactersMax + 2;
}

/** The envelopes of one site. */
export class Envelopes {
  private readonly signer: Signer;

  constructor(site: string, keys: TicketKeys) {
    this.signer = new Signer(keys, "envelope", site);
  }

  /**
   * The envelope as text.
   * @throws RangeError for what `canSeal` says no to.
   */
  seal(carried: Carried, nowMs: number): string {
    if (!canSeal(carried))
      throw new RangeError("this request does not fit into an envelope: ask canSeal first");
    const { method, target, contentType, body } = carried;
    const nonce = randomBytes(NONCE_BYTES).toString("base64url");
    const content = [method, target, contentType, body === null ? null : hashOf(body), nonce, nowMs];
    const key = this.signer.key();
    const head = Buffer.alloc(HEAD_BYTES);
    head[0] = VERSION;
    head.writeUInt32BE(key.id, 1);
    const signed = Buffer.concat([head, Buffer.from(JSON.stringify(content))]);
    return Buffer.concat([signed, this.signer.sign(key, signed)]).toString("base64url");
  }

  /**
   * What was sealed, if envelope and body come back unchanged. The caller must know that a page of the same site sent
   * them: an envelope proves what was asked for, not by whom.
   * @param body what came beside the envelope; none and an empty one count as the same.
   */
  open(envelope: string, body: Uint8Array | null, nowMs: number): Opened | NotOpened {
    if (envelope.length > ENVELOPE_CHARACTERS_MAX) return "malformed";
    const bytes = fromBase64Url(envelope);
    if (bytes === undefined || bytes.length <= HEAD_BYTES + SIGNATURE_BYTES || bytes[0] !== VERSION)
      return "malformed";
    const signed = bytes.subarray(0, -SIGNATURE_BYTES);
    if (!this.signer.verify(bytes.readUInt32BE(1), signed, bytes.subarray(-SIGNATURE_BYTES))) return "forged";
    const [method, target, contentType, bodyHash, nonce, sealedMs] = contentSchema.parse(
      JSON.parse(signed.toString("utf8", HEAD_BYTES)),
    );
    const came = body ?? new Uint8Array(0);
    if (bodyHash === null ? came.length > 0 : hashOf(came) !== bodyHash) return "forged";
    const expired = nowMs - sealedMs > ENVELOPE_LIFETIME_MS || sealedMs - nowMs > CLOCK_SKEW_MS;
    const carried = { method, target, contentType, body: bodyHash === null ? null : came };
    return { carried, nonce, sealedMs, challenge: this.challengeOf(envelope), expired };
  }

  /**
   * What the proof of work is over: the envelope's signature. It depends on all that is inside and on a secret, so that
   * nothing can be computed ahead and no proof serves twice.
   */
  challengeOf(envelope: string): string {
    return Buffer.from(envelope, "base64url").subarray(-SIGNATURE_BYTES).toString("base64url");
  }
}

function hashOf(body: Uint8Array): string {
  return hash("sha256", body, "base64url");
}

/** WHATWG Fetch, "CORS-safelisted request-header" and methods: what crosses from site to site without being asked for. */
const SAFELISTED_TYPES = new Set(["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"]);

function anyPageCanSend(method: string, contentType: string | null): boolean {
  if (method !== "GET" && method !== "POST") return false;
  const [essence = ""] = (contentType ?? "").split(";", 1);
  return contentType === null || SAFELISTED_TYPES.has(essence.trim().toLowerCase());
}
