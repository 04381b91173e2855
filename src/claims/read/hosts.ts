import { parse } from "tldts";
import type { NamedHost } from "./document-input.ts";

/** Hosts in what attackers and those who repeat them write, and nothing else of an address. */

export const HOSTS_MAX = 5_000;
/** Longer runs without a space are no address that somebody reads. */
const WORD_CHARACTERS_MAX = 2_000;
const LABELS =
  /(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}(?:[\p{L}]{2,24}|xn--[a-z0-9-]{2,59})(?![\p{L}\p{N}-])/giu;

/** Where claims are posted, measured or kept: they are named beside the hosts that are claimed. */
const NOT_CLAIMED = new Set([
  "check-host.net",
  "check-host.cc",
  "downforeveryoneorjustme.com",
  "isitdownrightnow.com",
  "t.me",
  "telegram.me",
  "telegram.org",
  "x.com",
  "twitter.com",
  "t.co",
  "facebook.com",
  "youtube.com",
  "youtu.be",
  "vk.com",
  "instagram.com",
  "tiktok.com",
  "bsky.app",
  "linkedin.com",
  "archive.org",
  "archive.ph",
  "web.archive.org",
  "pastebin.com",
  "imgur.com",
]);

/** Addresses that were made harmless, made plain again: hxxp, [.], (dot), [:]. */
export function refanged(text: string): string {
  return text
    .replace(/\bh(?:xx|tt|\*\*|XX)p(s?)(?=\s?(?:\[?:\]?)\/\/|\[:\])/gi, "http$1")
    .replace(/\s?[[({]\s?(?:\.|dot|point)\s?[\])}]\s?/gi, ".")
    .replace(/\[:\]/g, ":")
    .replace(/\[\/\]/g, "/");
}

/**
 * The host of an address, of "host:port" or of a host alone, in lower case and as in DNS; undefined for IP addresses, for
 * names without a public suffix and for what is no host. No path, port, user or query survives.
 */
export function hostOf(address: string): string | undefined {
  if (address.length > WORD_CHARACTERS_MAX) return undefined;
  const found = parse(address.trim(), { extractHostname: true, validateHostname: true });
  if (found.isIp || found.hostname === null || found.domain === null || !(found.isIcann || found.isPrivate)) {
    return undefined;
  }
  const host = found.hostname.replace(/\.$/, "");
  if (/^[\u0000-\u007f]*$/.test(host)) return host;
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : undefined;
}

/** Hosts that a text names as claimed, each once, in its order; at most HOSTS_MAX. Mail addresses and channels are none. */
export function hostsIn(text: string): NamedHost[] {
  const found = new Map<string, NamedHost>();
  for (const word of refanged(text).split(/[\s<>"'«»“”|,;]+/)) {
    if (word.length < 4 || word.length > WORD_CHARACTERS_MAX || !word.includes(".")) continue;
    if (/^[^/]*@/.test(word) && !word.includes("://")) continue;
    for (const host of hostsOfWord(word)) {
      if (!found.has(host) && found.size < HOSTS_MAX) found.set(host, { host });
    }
  }
  return [...found.values()];
}

function hostsOfWord(word: string): string[] {
  const measured = /check-host\.\w+\/check-\w+\?.*?\bhost=([^&#]+)/i.exec(word)?.[1];
  if (measured !== undefined) return known(decodedOrSame(measured));
  const bare = /^[^\p{L}\p{N}]*(?:https?:\/\/)?([^/?#]+)/iu.exec(word)?.[1] ?? "";
  // "ville.La": a space was forgotten between two sentences; what follows the dot of a host is no capital after a small letter.
  return [...bare.matchAll(LABELS)].flatMap(([host]) => (/\p{Ll}\.\p{Lu}/u.test(host) ? [] : known(host)));
}

function known(address: string): string[] {
  const host = hostOf(address);
  if (host === undefined || NOT_CLAIMED.has(host.replace(/^www\./, ""))) return [];
  return [host];
}

function decodedOrSame(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
