import ipaddr from "ipaddr.js";
import { Refusal } from "../../kernel/refusal.ts";

/**
 * Which addresses may be asked. A site's name is in the hands of strangers: it can lead to a router's page, a cloud's
 * metadata or this house's own console. What is not plainly public is not asked unless its network was allowed.
 */

/**
 * public: may be asked. private: a network of somebody's own (RFC 1918, RFC 6598, RFC 4193, site-local), where an intranet
 * may well live. bogon: loopback, link-local, unspecified, multicast, reserved, documentation: no visitor anywhere can
 * reach a site there.
 */
export type AddressKind = "public" | "private" | "bogon";

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];
export type AllowedNetworks = readonly Range[];

const PRIVATE_RANGES = new Set(["private", "carrierGradeNat", "uniqueLocal"]);
/** Deprecated but still routed inside some houses (RFC 3879). */
const SITE_LOCAL: Range = ipaddr.parseCIDR("fec0::/10") as Range;
/** The well-known prefix of NAT64 (RFC 6052) and the local one (RFC 8215): the last 32 bits are an IPv4 address. */
const NAT64: readonly Range[] = [ipaddr.parseCIDR("64:ff9b::/96"), ipaddr.parseCIDR("64:ff9b:1::/48")];
const SIX_TO_FOUR: Range = ipaddr.parseCIDR("2002::/16");

/** Networks in CIDR notation. @throws Refusal wrong-option */
export function readNetworks(networks: readonly string[]): AllowedNetworks {
  return networks.map((text) => {
    try {
      return ipaddr.parseCIDR(text);
    } catch {
      const remedy = "Write it like 10.0.0.0/8 or fd00::/8.";
      throw new Refusal("wrong-option", `"${text.slice(0, 60)}" is no network.`, "allow_private", remedy);
    }
  });
}

/** The kind of an address, with what IPv6 wraps around IPv4 taken off. What cannot be read is "bogon". */
export function addressKind(text: string): AddressKind {
  if (!ipaddr.isValid(text)) return "bogon";
  const address = ipaddr.process(text);
  if (address instanceof ipaddr.IPv6) {
    const inside = wrapped(address);
    if (inside !== undefined) return rangeKind(inside.range());
    if (address.match(SITE_LOCAL)) return "private";
  }
  return rangeKind(address.range());
}

const rangeKind = (range: string): AddressKind =>
  range === "unicast" ? "public" : PRIVATE_RANGES.has(range) ? "private" : "bogon";

/** The IPv4 address that a NAT64 or 6to4 address leads to, or undefined. */
function wrapped(address: ipaddr.IPv6): ipaddr.IPv4 | undefined {
  const bytes = address.toByteArray();
  if (NAT64.some((range) => address.match(range))) return new ipaddr.IPv4(bytes.slice(12));
  if (address.match(SIX_TO_FOUR)) return new ipaddr.IPv4(bytes.slice(2, 6));
  return undefined;
}

/** Whether the address may be connected to. */
export function mayBeAsked(text: string, allowed: AllowedNetworks): boolean {
  if (addressKind(text) === "public") return true;
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  return allowed.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
}

/** The address that a URL's host is, without brackets, or undefined when it is a name. */
export function literalAddress(host: string): string | undefined {
  const bare = host.startsWith("[") && host.endsWith("]") ? host.slice(1, -1) : host;
  return ipaddr.isValid(bare) && (bare.includes(":") || ipaddr.IPv4.isValidFourPartDecimal(bare))
    ? bare
    : undefined;
}

export const familyOf = (address: string): 4 | 6 => (address.includes(":") ? 6 : 4);
