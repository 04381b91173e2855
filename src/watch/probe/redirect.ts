import { getDomain } from "tldts";
import { type Fields, first } from "./http-head.ts";
import { Failed } from "./outcome.ts";

/** Redirects that are followed. */
export const REDIRECTS_MAX = 10;
export const URL_CHARACTERS_MAX = 2_000;
const STATUSES = new Set([301, 302, 303, 307, 308]);
/** Below this, no browser opens anything but the web's own two ports. */
const PORTS_KEPT_BELOW = 1_024;
const WEB_PORTS = new Set(["", "80", "443"]);

/**
 * Where an answer sends its reader, or undefined when it is no redirect.
 * @throws Failed http.protocol when it sends to nothing that can be asked
 */
export function redirectOf(status: number, fields: Fields, from: URL): URL | undefined {
  if (!STATUSES.has(status)) return undefined;
  const location = first(fields, "location");
  if (location === "") throw new Failed("http.protocol", `a redirect ${status} to nowhere`);
  // Octets above ASCII are UTF-8 in practice; the head was read one octet a character.
  const text = Buffer.from(location, "latin1").toString("utf8");
  let to: URL;
  try {
    to = new URL(text.slice(0, URL_CHARACTERS_MAX), from);
  } catch {
    throw new Failed("http.protocol", "a redirect to an address that cannot be read");
  }
  if (to.protocol !== "http:" && to.protocol !== "https:")
    throw new Failed("http.protocol", "a redirect away from the web");
  if (!WEB_PORTS.has(to.port) && Number(to.port) < PORTS_KEPT_BELOW && to.port !== from.port)
    throw new Failed("http.protocol", "a redirect to a port that is not the web's");
  to.username = "";
  to.password = "";
  to.hash = "";
  return to;
}

/** What somebody registered: "ville.fr" for www.ville.fr; the address itself for an address. */
export const registrable = (host: string): string => getDomain(host) ?? host;

/** How long not to come back (RFC 9110 §10.2.3), in ms from now, or undefined. At most a day. */
export function retryAfterMs(fields: Fields, now: number): number | undefined {
  const said = first(fields, "retry-after");
  if (said === "") return undefined;
  const ms = /^\d{1,9}$/.test(said) ? Number(said) * 1000 : Date.parse(said) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(0, Math.round(ms)), RETRY_AFTER_MS_MAX) : undefined;
}
export const RETRY_AFTER_MS_MAX = 86_400_000;
