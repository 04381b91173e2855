import ipaddr from "ipaddr.js";

/**
 * The network that an address is counted to: its /24, or its /48 for IPv6, in CIDR notation. undefined for what is no
 * address.
 */
export function networkOf(address: string): string | undefined {
  if (!ipaddr.isValid(address)) return undefined;
  const parsed = ipaddr.process(address);
  const bytes = parsed.toByteArray();
  if (parsed.kind() === "ipv4") return `${bytes.slice(0, 3).join(".")}.0/24`;
  const kept = bytes.map((byte, n) => (n < 6 ? byte : 0));
  return `${ipaddr.fromByteArray(kept).toString()}/48`;
}
