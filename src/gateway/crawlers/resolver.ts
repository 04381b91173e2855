import { promises as dns } from "node:dns";
import ipaddr from "ipaddr.js";

/** Questions to the DNS. Each rejects with an error whose `code` is "ENOTFOUND" or "ENODATA" when there is no such name. */
export type Resolver = {
  /** Names of an address (PTR). */
  reverse(address: string): Promise<string[]>;
  /** Addresses of a name (A or AAAA). */
  forward(name: string, family: 4 | 6): Promise<string[]>;
};

/** How long one try of a question may take; the runtime waits up to twice as long. */
const QUESTION_MS_MAX = 1_000;
const TRIES = 1;

/** Asks the name servers that the machine is set to, or these ("address:port"). */
export function systemResolver(servers?: readonly string[]): Resolver {
  const resolver = new dns.Resolver({ timeout: QUESTION_MS_MAX, tries: TRIES });
  if (servers !== undefined) resolver.setServers(servers);
  return {
    // Not `resolver.reverse`: in Bun 1.4 it says ENOTFOUND also when the name server is down.
    reverse: async (address) => resolver.resolvePtr(reverseName(address)),
    forward: (name, family) => (family === 4 ? resolver.resolve4(name) : resolver.resolve6(name)),
  };
}

/** The name under which an address has its PTR records (RFC 1035 §3.5, RFC 3596 §2.5). Throws on what is no address. */
export function reverseName(address: string): string {
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") {
    return `${[...(parsed as ipaddr.IPv4).octets].reverse().join(".")}.in-addr.arpa`;
  }
  const digits = (parsed as ipaddr.IPv6).parts.map((part) => part.toString(16).padStart(4, "0")).join("");
  return `${[...digits].reverse().join(".")}.ip6.arpa`;
}
