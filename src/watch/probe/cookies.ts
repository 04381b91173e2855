import { getDomain } from "tldts";
import type { Fields } from "./http-head.ts";

/**
 * Cookies of one attempt: many sites redirect to themselves until theirs comes back. Nothing outlives the attempt, so
 * no site can know a visitor again.
 */
export const COOKIES_MAX = 50;
const PAIR_CHARACTERS_MAX = 4_096;
const HEADER_CHARACTERS_MAX = 8_192;
const PAIR = /^([^\s=;,"]{1,256})=([\x21-\x3a\x3c-\x7e]*)$/;

type Cookie = {
  readonly value: string;
  readonly host: string;
  readonly wide: boolean;
  readonly secure: boolean;
};

export class Cookies {
  readonly #held = new Map<string, Cookie>();

  /** Takes what an answer of `host` sets. */
  take(host: string, fields: Fields): void {
    for (const line of fields.get("set-cookie") ?? []) {
      if (line.length > PAIR_CHARACTERS_MAX) continue;
      const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
      const [, name, value] = PAIR.exec(pair) ?? [];
      if (name === undefined || value === undefined) continue;
      const domain = attributeOf(attributes, "domain")?.replace(/^\./, "").toLowerCase();
      const wide = domain !== undefined && domain !== "" && covers(domain, host);
      const key = `${name} ${wide ? domain : host}`;
      if (isDropped(attributes)) this.#held.delete(key);
      else if (this.#held.has(key) || this.#held.size < COOKIES_MAX) {
        const secure = attributes.some((attribute) => attribute.toLowerCase() === "secure");
        this.#held.set(key, { value, host: wide ? (domain as string) : host, wide, secure });
      }
    }
  }

  /** The value of the Cookie field for an address, "" for none. */
  for(url: URL): string {
    const pairs: string[] = [];
    for (const [key, { value, host, wide, secure }] of this.#held) {
      if (secure && url.protocol !== "https:") continue;
      const fits = wide ? url.hostname === host || url.hostname.endsWith(`.${host}`) : url.hostname === host;
      if (fits) pairs.push(`${key.slice(0, key.indexOf(" "))}=${value}`);
    }
    return pairs.join("; ").slice(0, HEADER_CHARACTERS_MAX);
  }
}

function attributeOf(attributes: readonly string[], name: string): string | undefined {
  const found = attributes.find((attribute) => attribute.toLowerCase().startsWith(`${name}=`));
  return found?.slice(name.length + 1).trim();
}

/** A domain wider than the host's own registrable one is nobody's (RFC 6265 §5.3). */
function covers(domain: string, host: string): boolean {
  const within = host === domain || host.endsWith(`.${domain}`);
  return within && getDomain(host) !== null && domain.length >= (getDomain(host) as string).length;
}

function isDropped(attributes: readonly string[]): boolean {
  const age = attributeOf(attributes, "max-age");
  if (age !== undefined) return Number(age) <= 0;
  const expires = attributeOf(attributes, "expires");
  return expires !== undefined && Date.parse(expires) < Date.now();
}
