import { randomFillSync } from "node:crypto";
import { KEY_ID_BYTES, TICKET_LIFETIME_MS, type TicketKeys } from "./keys.ts";
import { fromBase64Url, SIGNATURE_BYTES, Signer } from "./signature.ts";

/**
 * A ticket: a signed cookie that says since when somebody visits, and nothing of who it is. It gives priority and is never
 * a permission. Nothing is stored of it here.
 *
 * Its bytes: version 1, key id 4, kind 1, first seen 4, issued 4 (seconds since 1970), random id 8, signature 16.
 */

/** visit: given with a page in calm. passing: given with the waiting page. confirmed: came back from the waiting page. */
export type TicketKind = "visit" | "passing" | "confirmed";

export type Ticket = {
  readonly id: string;
  readonly kind: TicketKind;
  /** First seen, to the second. */
  readonly sinceMs: number;
  readonly issuedMs: number;
};

/** RFC 6265bis §4.1.3.2: a browser takes a `__Host-` cookie from the host itself and over TLS only. */
export const TICKET_COOKIE = { http: "beffroi", https: "__Host-beffroi" } as const;

/** How long a `passing` ticket is good for: as long as the envelope that it belongs to. */
export const PASSING_LIFETIME_MS = 3_600_000;
/** Clocks of two machines behind one name may differ by so much. */
export const CLOCK_SKEW_MS = 300_000;
/** Cookies of our name that are looked at in one request: a browser sends one, or two if a path or domain differs. */
export const TICKETS_TRIED_MAX = 4;

const VERSION = 1;
const KINDS: readonly TicketKind[] = ["visit", "passing", "confirmed"];
const KIND_AT = 1 + KEY_ID_BYTES;
const SINCE_AT = KIND_AT + 1;
const ISSUED_AT = SINCE_AT + 4;
const ID_AT = ISSUED_AT + 4;
const ID_BYTES = 8;
const SIGNED_BYTES = ID_AT + ID_BYTES;
const VALUE_BYTES = SIGNED_BYTES + SIGNATURE_BYTES;
/** A cookie's value has so many characters. */
export const VALUE_CHARACTERS = Math.ceil((VALUE_BYTES * 4) / 3);

const SECOND_MS = 1_000;
const SECONDS_MAX = 0xffff_ffff;

/** The tickets of one site. */
export class Tickets {
  private readonly signer: Signer;

  constructor(site: string, keys: TicketKeys) {
    this.signer = new Signer(keys, "ticket", site);
  }

  /**
   * The cookie's value.
   * @param sinceMs when this visitor was first seen; from an older ticket, or now.
   * @param id of the ticket that this one replaces: budgets and waiting pages in other tabs stay this visitor's. Random
   *   if it is left out.
   */
  issue(kind: TicketKind, sinceMs: number, nowMs: number, id?: string): string {
    const bytes = Buffer.alloc(VALUE_BYTES);
    const key = this.signer.key();
    bytes[0] = VERSION;
    bytes.writeUInt32BE(key.id, 1);
    bytes[KIND_AT] = KINDS.indexOf(kind);
    bytes.writeUInt32BE(seconds(Math.min(sinceMs, nowMs)), SINCE_AT);
    bytes.writeUInt32BE(seconds(nowMs), ISSUED_AT);
    const kept = id === undefined ? undefined : fromBase64Url(id);
    if (kept?.length === ID_BYTES) bytes.set(kept, ID_AT);
    else randomFillSync(bytes, ID_AT, ID_BYTES);
    bytes.set(this.signer.sign(key, bytes.subarray(0, SIGNED_BYTES)), SIGNED_BYTES);
    return bytes.toString("base64url");
  }

  /** The id of a value that `issue` gave. */
  idOf(value: string): string {
    return idIn(Buffer.from(value, "base64url"));
  }

  /**
   * The whole Set-Cookie field for a value that `issue` gave. SameSite=Lax: a form on another site's page does not bring
   * the ticket along.
   */
  setCookie(value: string, proto: "http" | "https"): string {
    const kind = KINDS[Buffer.from(value, "base64url")[KIND_AT] ?? 0] ?? "visit";
    const secure = proto === "https" ? "; Secure" : "";
    const seconds = lifetimeMs(kind) / 1_000;
    return `${TICKET_COOKIE[proto]}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
  }

  /**
   * The first valid ticket in a Cookie field. undefined: there is none. "bad": there is one, but it is forged, expired,
   * from the future, or another site's; which of them is nobody's business.
   */
  read(cookieHeader: string | null, proto: "http" | "https", nowMs: number): Ticket | "bad" | undefined {
    if (cookieHeader === null) return undefined;
    const name = `${TICKET_COOKIE[proto]}=`;
    let tried = 0;
    for (let at = nextPair(cookieHeader, name, 0); at !== -1; at = nextPair(cookieHeader, name, at)) {
      if (++tried > TICKETS_TRIED_MAX) break;
      at += name.length;
      const semicolon = cookieHeader.indexOf(";", at);
      const end = semicolon === -1 ? cookieHeader.length : semicolon;
      const isOurs = end - at <= 2 * VALUE_CHARACTERS;
      const ticket = isOurs ? this.open(cookieHeader.slice(at, end).trim(), nowMs) : undefined;
      if (ticket !== undefined) return ticket;
    }
    return tried === 0 ? undefined : "bad";
  }

  private open(value: string, nowMs: number): Ticket | undefined {
    if (value.length !== VALUE_CHARACTERS) return undefined;
    const bytes = fromBase64Url(value);
    const kind = KINDS[bytes?.[KIND_AT] ?? KINDS.length];
    if (bytes === undefined || bytes[0] !== VERSION || kind === undefined) return undefined;
    const issuedMs = bytes.readUInt32BE(ISSUED_AT) * SECOND_MS;
    const sinceMs = bytes.readUInt32BE(SINCE_AT) * SECOND_MS;
    const ageMs = nowMs - issuedMs;
    if (ageMs < -CLOCK_SKEW_MS || ageMs > lifetimeMs(kind) + CLOCK_SKEW_MS || sinceMs > issuedMs)
      return undefined;
    if (
      !this.signer.verify(
        bytes.readUInt32BE(1),
        bytes.subarray(0, SIGNED_BYTES),
        bytes.subarray(SIGNED_BYTES),
      )
    )
      return undefined;
    return { id: idIn(bytes), kind, sinceMs, issuedMs };
  }
}

function idIn(bytes: Buffer): string {
  return bytes.toString("base64url", ID_AT, ID_AT + ID_BYTES);
}

function lifetimeMs(kind: TicketKind): number {
  return kind === "passing" ? PASSING_LIFETIME_MS : TICKET_LIFETIME_MS;
}

function seconds(ms: number): number {
  return Math.min(Math.max(0, Math.floor(ms / SECOND_MS)), SECONDS_MAX);
}

/** Where the next pair begins that starts with `name` ("name="), from `from` on, or -1. */
function nextPair(header: string, name: string, from: number): number {
  for (let at = header.indexOf(name, from); at !== -1; at = header.indexOf(name, at + 1)) {
    let before = at - 1;
    while (before >= 0 && isSpace(header.charCodeAt(before))) before--;
    if (before < 0 || header.charCodeAt(before) === 0x3b) return at;
  }
  return -1;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** True if the Cookie field holds a ticket's cookie, of either name, valid or not. For the hot path: one search. */
export function hasTicket(cookieHeader: string): boolean {
  if (!cookieHeader.includes("beffroi=")) return false;
  return PAIRS.some((name) => nextPair(cookieHeader, name, 0) !== -1);
}

const PAIRS = Object.values(TICKET_COOKIE).map((name) => `${name}=`);

/**
 * The Cookie field as the origin may see it: without tickets, the other cookies byte for byte and in their order; null
 * when nothing is left.
 */
export function withoutTicket(cookieHeader: string): string | null {
  if (!hasTicket(cookieHeader)) return cookieHeader;
  const others = cookieHeader.split(";").filter((pair) => {
    const trimmed = pair.trimStart();
    return !PAIRS.some((name) => trimmed.startsWith(name));
  });
  const rest = others.join(";").trimStart();
  return rest.trim() === "" ? null : rest;
}
