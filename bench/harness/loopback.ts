import { isIP } from "node:net";

/** Thrown when a benchmark is asked to send load anywhere but to this machine. */
export class NotLoopback extends Error {
  override readonly name = "NotLoopback";
}

/**
 * Gives `host` back if it is a literal loopback address (127.0.0.0/8 or ::1), and throws otherwise. Names are refused
 * too: what "localhost" or any other name leads to is decided by a resolver, and load must never leave the machine.
 */
export function loopbackHost(host: string): string {
  const bare = host.replace(/^\[(.*)\]$/, "$1");
  const allowed = isIP(bare) === 4 ? bare.startsWith("127.") : bare === "::1";
  if (allowed) return bare;
  throw new NotLoopback(
    `${host} is not a loopback address; benchmarks send load to 127.0.0.0/8 and ::1 only`,
  );
}

/** Gives `url` back if its host is a literal loopback address, and throws otherwise. */
export function loopbackUrl(url: string): string {
  loopbackHost(new URL(url).hostname);
  return url;
}
