import ipaddr from "ipaddr.js";
import { parse } from "tldts";
import { type Check, URL_CHARACTERS_MAX } from "../events.ts";

/** One address as somebody wrote it, made into what is watched; or the reason why not. */

/** Why a line is not taken. */
export const WHY_REFUSED = {
  "not-an-address": "It is no address.",
  scheme: "Only http, https, tcp:// and dns: can be watched.",
  userinfo: "It holds a name or a password.",
  private: "It leads into a private network.",
  port: "A tcp address needs its port.",
  "too-long": `It has more than ${URL_CHARACTERS_MAX} characters.`,
  suffix: "There is no such top-level domain.",
  "no-address": "The row has no address.",
  quotes: "A quotation mark is never closed.",
  "too-many": "There are more sites than can be watched.",
  "too-many-rows": "A list has at most 60,000 rows: what follows was not read. Split it.",
} as const;
export type WhyRefused = keyof typeof WHY_REFUSED;

export type SiteAddress = { readonly check: Check; readonly url: string; readonly host: string };

/** Top-level names that lead nowhere in public (RFC 2606, 6761, 6762, 7686, 8375, and what routers use). */
const LOCAL =
  /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|private|test|example|invalid|onion|home\.arpa)$/;

/**
 * `allowed`: networks in CIDR that may be asked though they are private; when there is one, private names may be too, for what
 * they lead to is looked at again at each probe. Without a scheme, https is meant.
 */
export function siteAddress(text: string, allowed: readonly string[]): SiteAddress | WhyRefused {
  const said = text.trim();
  if (said.length > URL_CHARACTERS_MAX) return "too-long";
  if (said === "" || /[\s\p{Cc}<>"\\^`{|}]/u.test(said)) return "not-an-address";
  const dns = /^dns:(?:\/\/)?([^/?#:@]+)$/i.exec(said)?.[1];
  if (dns !== undefined) return named("dns", dns, allowed);
  if (/^dns:/i.test(said)) return "not-an-address";
  if (/^tcp:\/\//i.test(said)) return tcp(said, allowed);
  if (/^(?:mailto|javascript|data|file|tel|about|ftp|ldap|ssh|ws|wss):/i.test(said)) return "scheme";
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(said)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== "http" && scheme !== "https") return "scheme";
  const url = URL.parse(scheme === undefined ? `https://${said}` : said);
  if (url === null || url.hostname === "") return "not-an-address";
  if (url.username !== "" || url.password !== "" || /^[^/?#]*@/.test(said.replace(/^[a-z]+:\/\//i, "")))
    return "userinfo";
  const host = url.hostname.replace(/\.$/, "");
  const fault = hostFault(host, allowed);
  if (fault !== undefined) return fault;
  const port = url.port === "" ? "" : `:${url.port}`;
  const path = url.pathname === "/" && url.search === "" ? "" : url.pathname;
  const whole = `${url.protocol}//${host}${port}${path}${url.search}`;
  return whole.length > URL_CHARACTERS_MAX ? "too-long" : { check: "http", url: whole, host };
}

function tcp(said: string, allowed: readonly string[]): SiteAddress | WhyRefused {
  // As http, so that hosts are read by the same rules: names of an unknown scheme are not.
  const [, authority = ""] = /^tcp:\/\/([^/?#]*)\/?$/i.exec(said) ?? [];
  const url = URL.parse(`http://${authority}`);
  if (url === null || url.hostname === "") return "not-an-address";
  if (authority.includes("@")) return "userinfo";
  const port = /:(\d{1,5})$/.exec(authority)?.[1];
  if (port === undefined || Number(port) === 0) return "port";
  const host = url.hostname.replace(/\.$/, "");
  return hostFault(host, allowed) ?? { check: "tcp", url: `tcp://${host}:${Number(port)}`, host };
}

function named(check: "dns", name: string, allowed: readonly string[]): SiteAddress | WhyRefused {
  const host = URL.parse(`http://${name}`)?.hostname.replace(/\.$/, "");
  if (host === undefined || ipaddr.isValid(host.replace(/^\[|\]$/g, ""))) return "not-an-address";
  return hostFault(host, allowed) ?? { check, url: `dns:${host}`, host };
}

function hostFault(host: string, allowed: readonly string[]): WhyRefused | undefined {
  const bare = host.replace(/^\[|\]$/g, "");
  if (ipaddr.isValid(bare)) return isPublic(bare) || isAllowed(bare, allowed) ? undefined : "private";
  if (LOCAL.test(host) || !host.includes(".")) return allowed.length > 0 ? undefined : "private";
  const labels = host.split(".");
  const isName =
    host.length <= 253 && labels.every((label) => /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/i.test(label));
  if (!isName) return "not-an-address";
  return parse(host).isIcann === true ? undefined : "suffix";
}

const isPublic = (address: string): boolean => ipaddr.process(address).range() === "unicast";

function isAllowed(address: string, allowed: readonly string[]): boolean {
  const asked = ipaddr.process(address);
  return allowed.some((network) => {
    const [base, bits] = ipaddr.parseCIDR(network);
    return base.kind() === asked.kind() && asked.match(base, bits);
  });
}
