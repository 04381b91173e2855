import { isIP } from "node:net";
import { Refusal } from "../kernel/refusal.ts";

/** Thrown when a drill or a benchmark is asked to send load anywhere but to this machine. */
export class NotLoopback extends Refusal {
  constructor(host: string) {
    super(
      "not-loopback",
      "This is not a loopback address, and load is sent to 127.0.0.0/8 and ::1 only.",
      host,
      "Name the address of a Beffroi on this machine, for instance http://127.0.0.1:8080.",
    );
  }
}

/**
 * Gives `host` back without brackets if it is a literal loopback address (127.0.0.0/8 or ::1). Names are refused too:
 * what "localhost" or any other name leads to is decided by a resolver, and load must never leave the machine.
 * @throws NotLoopback
 */
export function loopbackHost(host: string): string {
  const bare = host.replace(/^\[(.*)\]$/, "$1");
  const allowed = isIP(bare) === 4 ? bare.startsWith("127.") : bare === "::1";
  if (allowed) return bare;
  throw new NotLoopback(host);
}

/**
 * Gives `url` back if its host is a literal loopback address.
 * @throws NotLoopback, also for what is no address at all
 */
export function loopbackUrl(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) throw new NotLoopback(url);
  loopbackHost(parsed.hostname);
  return url;
}
