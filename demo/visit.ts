import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Day } from "./calendar.ts";
import type { DemoAccount } from "./content/town.ts";

/** What a page may know about the request it answers. */
export interface Visit {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly today: Day;
  /** Scheme and host as the site believes them to be seen from outside, without a slash at the end. */
  readonly baseUrl: string;
  /** The PHPSESSID that the browser sent, if it has the right shape. */
  readonly sessionId: string | undefined;
  /** Who is logged in with it. */
  readonly account: DemoAccount | undefined;
  /** Fields of a POST; undefined for other methods and for a body that is no form. */
  readonly form: Form | undefined;
}

/** The text fields of a submitted form. Files and repeated names are dropped. */
export type Form = ReadonlyMap<string, string>;

export const SESSION_COOKIE = "PHPSESSID";

/** Sessions kept; beyond it the one used longest ago is forgotten. */
export const SESSIONS_MAX = 2000;

/** PHP's default `session.gc_maxlifetime`. */
const SESSION_IDLE_MS = 1440 * 1000;

/** Fields and characters of a form that are looked at; the rest is dropped, as PHP's `max_input_vars` does. */
const FIELDS_MAX = 50;
const FIELD_CHARACTERS_MAX = 5000;

/** Who is logged in under which session id. Only a login makes an entry, so visitors cannot fill it by reading. */
export class Sessions {
  private readonly byId = new Map<string, { account: DemoAccount; usedAtMs: number }>();

  get size(): number {
    return this.byId.size;
  }

  open(account: DemoAccount, nowMs: number): string {
    const id = newSessionId();
    this.byId.set(id, { account, usedAtMs: nowMs });
    for (const oldest of this.byId.keys()) {
      if (this.byId.size <= SESSIONS_MAX) break;
      this.byId.delete(oldest);
    }
    return id;
  }

  find(id: string | undefined, nowMs: number): DemoAccount | undefined {
    const session = id === undefined ? undefined : this.byId.get(id);
    if (id === undefined || session === undefined) return undefined;
    this.byId.delete(id);
    if (nowMs - session.usedAtMs > SESSION_IDLE_MS) return undefined;
    this.byId.set(id, { account: session.account, usedAtMs: nowMs });
    return session.account;
  }

  close(id: string | undefined): void {
    if (id !== undefined) this.byId.delete(id);
  }
}

export function newSessionId(): string {
  return randomBytes(13).toString("hex");
}

export function sessionCookie(id: string): string {
  return `${SESSION_COOKIE}=${id}; path=/; HttpOnly; SameSite=Lax`;
}

export function endedSessionCookie(): string {
  return `${SESSION_COOKIE}=deleted; expires=Thu, 01 Jan 1970 00:00:01 GMT; Max-Age=0; path=/; HttpOnly; SameSite=Lax`;
}

/** The PHPSESSID of a Cookie header, when it looks like one of ours. */
export function sessionIdOf(cookieHeader: string | null): string | undefined {
  for (const part of (cookieHeader ?? "").split(";")) {
    const [name, value] = part.trim().split("=", 2);
    if (name === SESSION_COOKIE && value !== undefined && /^[0-9a-f]{26}$/.test(value)) return value;
  }
  return undefined;
}

/** Form tokens bound to a session id. They need no memory: the secret lives as long as the process. */
export class FormTokens {
  private readonly secret = randomBytes(32);

  make(sessionId: string): string {
    return createHmac("sha256", this.secret).update(sessionId).digest("hex");
  }

  stands(sessionId: string | undefined, token: string | undefined): boolean {
    if (sessionId === undefined || token === undefined || !/^[0-9a-f]{64}$/.test(token)) return false;
    return timingSafeEqual(Buffer.from(this.make(sessionId)), Buffer.from(token));
  }
}

/** Reads urlencoded and multipart bodies; anything else, or a broken body, gives undefined. */
export async function readForm(contentType: string, body: ArrayBuffer): Promise<Form | undefined> {
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(contentType)) return undefined;
  const fields = new Map<string, string>();
  try {
    const data = await new Response(body, { headers: { "Content-Type": contentType } }).formData();
    for (const [name, value] of data.entries()) {
      if (fields.size >= FIELDS_MAX) break;
      if (typeof value === "string")
        fields.set(name.slice(0, 100), value.slice(0, FIELD_CHARACTERS_MAX).trim());
    }
  } catch {
    return undefined;
  }
  return fields;
}
