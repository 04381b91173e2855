import ipaddr from "ipaddr.js";
import { Refusal } from "../kernel/refusal.ts";

/** Who a request comes from, as far as it can be known. */
export type Client = {
  /** IPv4 dotted, or IPv6 as RFC 5952 writes it; an IPv4-mapped IPv6 address is its IPv4 address. */
  readonly address: string;
  /** What a trusted proxy says the visitor spoke to it; undefined when no trusted proxy says so. */
  readonly proto: "http" | "https" | undefined;
};

export type Identity = {
  /** `peerAddress` is the other end of the socket. Never throws: what cannot be read is not believed. */
  clientOf(peerAddress: string, headers: Headers): Client;
};

/** Most hops that are looked at in one request's chain of proxies. */
export const PROXY_HOPS_MAX = 32;

type Address = ipaddr.IPv4 | ipaddr.IPv6;
/** One entry of the chain, right-most first: an address, or undefined for one that names none. */
type Hop = { address: Address | undefined; proto: string | undefined };

/**
 * Finds the visitor behind declared proxies by the right-most rule: starting at the socket's peer, an address is
 * followed to the left only while the one that reported it is on the list. So nothing that an undeclared peer sends
 * can matter. When X-Forwarded-For and Forwarded (RFC 7239) are both there and disagree, one of them came through
 * from the visitor; then neither is believed and the proxy itself is the client.
 *
 * Throws a Refusal that names the entry of `trustedProxies` (address or CIDR) that cannot be read.
 */
export function makeIdentity(trustedProxies: readonly string[]): Identity {
  if (trustedProxies.length === 0) {
    return { clientOf: (peerAddress) => ({ address: canonicalAddress(peerAddress), proto: undefined }) };
  }
  const isTrusted = inNetworks(trustedProxies, "gateway.trusted_proxies");

  return {
    clientOf(peerAddress, headers) {
      const peer = parseAddress(peerAddress);
      if (peer === undefined) return { address: peerAddress, proto: undefined };
      if (!isTrusted(peer)) return { address: textOf(peer), proto: undefined };

      const forwardedFor = headers.get("x-forwarded-for");
      const forwarded = headers.get("forwarded");
      const hopsOfFor = forwardedFor === null ? [] : hopsOfForwardedFor(forwardedFor);
      const hopsOfForwarded = forwarded === null ? [] : hopsOfForwardedField(forwarded);
      const address = textOf(follow(peer, forwardedFor === null ? hopsOfForwarded : hopsOfFor, isTrusted));
      if (forwardedFor !== null && forwarded !== null) {
        if (textOf(follow(peer, hopsOfForwarded, isTrusted)) !== address) {
          return { address: textOf(peer), proto: undefined };
        }
      }
      return { address, proto: protoOf(headers.get("x-forwarded-proto"), hopsOfForwarded[0]?.proto) };
    },
  };
}

/**
 * A question to ask of an address as text: does it belong to one of these networks (addresses or CIDR)? Text that is no
 * address belongs to none. Throws a Refusal that names the entry which cannot be read, and `setting`, where it stands.
 */
export function makeNetworks(networks: readonly string[], setting: string): (address: string) => boolean {
  if (networks.length === 0) return () => false;
  const contained = inNetworks(networks, setting);
  return (text) => {
    const address = parseAddress(text);
    return address !== undefined && contained(address);
  };
}

function inNetworks(texts: readonly string[], setting: string): (address: Address) => boolean {
  const networks = texts.map((text) => parseNetwork(text, setting));
  return (address) => networks.some((network) => contains(network, address));
}

/** Canonical IPv4: its first three parts. */
const DOTTED =
  /^((?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){2}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d))\.(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/;

/** The network that stands for a household or an office: /24 for IPv4, /48 for IPv6; other text stays as it is. */
export function prefixOf(address: string): string {
  // In a flood this runs for every request that needs the origin.
  const three = DOTTED.exec(address)?.[1];
  if (three !== undefined) return `${three}.0/24`;
  const parsed = parseAddress(address);
  if (parsed === undefined) return address;
  if (parsed.kind() === "ipv4") return prefixOf(parsed.toString());
  const [a, b, c] = (parsed as ipaddr.IPv6).parts;
  return `${new ipaddr.IPv6([a ?? 0, b ?? 0, c ?? 0, 0, 0, 0, 0, 0]).toRFC5952String()}/48`;
}

/** One spelling for one address; text that is no address stays as it is. */
export function canonicalAddress(text: string): string {
  // Dotted decimal is already canonical, and this runs for every request.
  if (!text.includes(":")) return text;
  const parsed = parseAddress(text);
  return parsed === undefined ? text : textOf(parsed);
}

function parseNetwork(text: string, setting: string): [Address, number] {
  const refusal = new Refusal(
    "bad-network",
    `"${text}" is neither an address nor a network.`,
    setting,
    'Write addresses or networks in CIDR form, for instance "192.0.2.7", "10.0.0.0/8" or "2001:db8::/32".',
  );
  const slash = text.indexOf("/");
  const address = parseAddress(slash === -1 ? text : text.slice(0, slash));
  if (address === undefined) throw refusal;
  const bitsMax = address.kind() === "ipv4" ? 32 : 128;
  if (slash === -1) return [address, bitsMax];
  const length = text.slice(slash + 1);
  // A mapped network's length counts 128 bits: converting it silently would widen or narrow what is trusted.
  const wasMapped = bitsMax === 32 && text.includes(":");
  if (!/^(0|[1-9]\d{0,2})$/.test(length) || Number(length) > bitsMax || wasMapped) throw refusal;
  return [address, Number(length)];
}

function contains([network, length]: [Address, number], address: Address): boolean {
  if (network.kind() !== address.kind()) return false;
  return network.kind() === "ipv4"
    ? (address as ipaddr.IPv4).match(network as ipaddr.IPv4, length)
    : (address as ipaddr.IPv6).match(network as ipaddr.IPv6, length);
}

/** The last address whose reporter is trusted. A hop that names no address ends the walk. */
function follow(peer: Address, hops: readonly Hop[], isTrusted: (address: Address) => boolean): Address {
  let client = peer;
  for (const hop of hops) {
    if (!isTrusted(client) || hop.address === undefined) break;
    client = hop.address;
  }
  return client;
}

function hopsOfForwardedFor(field: string): Hop[] {
  const entries = field.split(",", 4 * PROXY_HOPS_MAX + 1);
  // Cut from the left only: the right end is what our own proxy wrote.
  const parts = entries.length > 4 * PROXY_HOPS_MAX ? field.slice(-1024).split(",").slice(1) : entries;
  return parts
    .slice(-PROXY_HOPS_MAX)
    .reverse()
    .map((part) => ({ address: parseNode(part.trim()), proto: undefined }));
}

/** Elements of a Forwarded field (RFC 7239 §4), right-most first; empty when its syntax is broken. */
function hopsOfForwardedField(field: string): Hop[] {
  const pair =
    /\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)=(?:"((?:[^"\\]|\\.)*)"|([!#$%&'*+.^_`|~0-9A-Za-z-]+))\s*([;,]|$)/y;
  const hops: Hop[] = [];
  let hop: Record<string, string> = {};
  for (let at = 0; at < field.length; ) {
    pair.lastIndex = at;
    const match = pair.exec(field);
    if (match === null) return [];
    at = pair.lastIndex;
    const name = (match[1] ?? "").toLowerCase();
    // A name given twice in one element is an attempt to be read in two ways.
    if (name in hop) return [];
    hop[name] = match[3] ?? (match[2] ?? "").replace(/\\(.)/g, "$1");
    if (match[4] !== ";") {
      hops.push({ address: parseNode(hop.for ?? ""), proto: hop.proto?.toLowerCase() });
      hop = {};
    }
  }
  return hops.slice(-PROXY_HOPS_MAX).reverse();
}

function protoOf(forwardedProto: string | null, ofForwarded: string | undefined): Client["proto"] {
  const last = forwardedProto?.split(",").at(-1)?.trim().toLowerCase() ?? ofForwarded;
  return last === "http" || last === "https" ? last : undefined;
}

/** An address with or without a port: "192.0.2.1", "192.0.2.1:80", "2001:db8::1", "[2001:db8::1]:80". */
function parseNode(text: string): Address | undefined {
  const match = /^(?:\[([0-9a-fA-F:.]{2,45})\]|(\d{1,3}(?:\.\d{1,3}){3}))(?::\d{1,5})?$/.exec(text);
  if (match !== null) return parseAddress(match[1] ?? match[2] ?? "");
  return parseAddress(text);
}

function parseAddress(text: string): Address | undefined {
  if (text.includes(":")) {
    // A zone ("%eth0") means something on one machine only.
    if (!/^[0-9a-fA-F:.]{2,45}$/.test(text) || !ipaddr.IPv6.isValid(text)) return undefined;
    const parsed = ipaddr.IPv6.parse(text);
    return parsed.isIPv4MappedAddress() ? parsed.toIPv4Address() : parsed;
  }
  // Four decimal parts only: octal, hexadecimal and short forms are read differently by different programs.
  return ipaddr.IPv4.isValidFourPartDecimal(text) ? ipaddr.IPv4.parse(text) : undefined;
}

function textOf(address: Address): string {
  return address.kind() === "ipv4" ? address.toString() : (address as ipaddr.IPv6).toRFC5952String();
}
