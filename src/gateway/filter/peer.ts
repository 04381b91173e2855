import ipaddr from "ipaddr.js";
import { canonicalAddress, makeNetworks, prefixOf } from "../identity.ts";

/** One source as the filter knows it: what stands in the kernel's set, and the network that its tickets count for. */
export type Peer = {
  readonly family: 4 | 6;
  /** IPv4 dotted; IPv6 the first address of its /64, as RFC 5952 writes it. Never anything else: it becomes a command. */
  readonly element: string;
  /** The /24 or /48 around it. */
  readonly prefix: string;
};

/** Shortest network that may be named as holding tickets, in bits: a wider one would spare half the Internet. */
const PREFIX_BITS = { 4: 24, 6: 48 } as const;
const ELEMENT_BITS_6 = 64;

/**
 * Reads an address strictly: four decimal parts, or IPv6 without a zone; an IPv4-mapped IPv6 address is its IPv4
 * address. An IPv6 address stands for its /64, which is what one line gets. Undefined for any other text.
 */
export function peerOf(text: string): Peer | undefined {
  const address = canonicalAddress(text);
  if (!address.includes(":")) {
    if (!ipaddr.IPv4.isValidFourPartDecimal(address)) return undefined;
    return { family: 4, element: address, prefix: prefixOf(address) };
  }
  // What canonicalAddress cannot read, it gives back as it was; only what it wrote itself looks like this.
  if (!/^[0-9a-f:]{2,39}$/.test(address) || !ipaddr.IPv6.isValid(address)) return undefined;
  const [a, b, c, d] = ipaddr.IPv6.parse(address).parts as [number, number, number, number];
  const element = new ipaddr.IPv6([a, b, c, d, 0, 0, 0, 0]).toRFC5952String();
  return { family: 6, element, prefix: prefixOf(element) };
}

/** The /24 or /48 that a network (CIDR) or address lies in; undefined for a wider one and for any other text. */
export function ticketedPrefix(text: string): string | undefined {
  const [address = "", length, ...rest] = text.split("/");
  const peer = peerOf(address);
  if (peer === undefined || rest.length > 0) return undefined;
  if (length === undefined) return peer.prefix;
  const bitsMax = peer.family === 4 ? 32 : 128;
  const wasMapped = peer.family === 4 && address.includes(":");
  if (!/^\d{1,3}$/.test(length) || wasMapped) return undefined;
  const bits = Number(length);
  return bits >= PREFIX_BITS[peer.family] && bits <= bitsMax ? peer.prefix : undefined;
}

/**
 * Networks that are never taken, whoever asks. IPv4: all that is not unicast on the Internet (RFC 6890). A visitor with a
 * private address is the staff, or a box in between (a balancer, a container host) that stands for everybody.
 */
const NOT_PUBLIC_4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "224.0.0.0/3",
];
/** IPv6: global unicast is this network (RFC 4291 §2.4 and IANA's assignments); anything else is never taken. */
const PUBLIC_6 = ["2000::/3"];

export type NeverOptions = {
  /** Addresses and networks (CIDR) that the operator names. */
  networks: readonly string[];
  /** Where `networks` stands, for the error message. */
  setting: string;
  /** The machine's own addresses now. */
  ownAddresses: () => readonly string[];
};

/**
 * Who is never taken: what is not public, the machine itself, and what the operator names. An IPv6 entry longer than /64
 * protects its whole /64, because taking a neighbour would take it too. Throws a Refusal that names an unreadable entry.
 */
export class NeverTaken {
  private readonly notPublic4 = makeNetworks(NOT_PUBLIC_4, "addresses that are not public");
  private readonly public6 = makeNetworks(PUBLIC_6, "addresses that are public");
  private readonly named: (address: string) => boolean;
  private own: ReadonlySet<string> = new Set();

  constructor(private readonly options: NeverOptions) {
    // Read as written first, so that the message of a fault quotes what the operator wrote.
    makeNetworks(options.networks, options.setting);
    this.named = makeNetworks(options.networks.map(atLeastOneLine), options.setting);
    this.lookAtOwnAddresses();
  }

  has({ family, element }: Peer): boolean {
    const notPublic = family === 4 ? this.notPublic4(element) : !this.public6(element);
    return notPublic || this.own.has(element) || this.named(element);
  }

  lookAtOwnAddresses(): void {
    const peers = this.options.ownAddresses().map((address) => peerOf(address.replace(/%.*$/, "")));
    this.own = new Set(peers.flatMap((peer) => (peer === undefined ? [] : [peer.element])));
  }
}

function atLeastOneLine(network: string): string {
  const [address = "", length = "128"] = network.split("/");
  if (peerOf(address)?.family !== 6 || Number(length) <= ELEMENT_BITS_6) return network;
  return `${address}/${ELEMENT_BITS_6}`;
}
