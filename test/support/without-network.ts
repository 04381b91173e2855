import dns from "node:dns";
import { Socket } from "node:net";

/**
 * Takes every way to a network from this process, before anything else is loaded (bun --preload). What is tried stands in
 * `networkTried`; `loopbackFetch` is left for the test's own questions to this machine.
 */

const shared = globalThis as unknown as { networkTried: string[]; loopbackFetch: typeof fetch };
shared.networkTried = [];
shared.loopbackFetch = globalThis.fetch;

const refuse =
  (way: string) =>
  (...given: unknown[]): never => {
    const target = given[0] as { url?: string; host?: string } | string | undefined;
    const where = typeof target === "object" ? (target.url ?? target.host) : target;
    shared.networkTried.push(`${way} ${String(where)}`);
    throw new Error("no network");
  };

globalThis.fetch = refuse("fetch") as unknown as typeof fetch;
globalThis.WebSocket = refuse("WebSocket") as unknown as typeof WebSocket;
Object.assign(Bun, { connect: refuse("Bun.connect"), udpSocket: refuse("Bun.udpSocket") });
Socket.prototype.connect = refuse("Socket.connect") as unknown as Socket["connect"];
for (const name of ["lookup", "resolve", "resolve4", "resolve6", "resolveTxt", "reverse"] as const) {
  Object.assign(dns, { [name]: refuse(`dns.${name}`) });
  Object.assign(dns.promises, { [name]: refuse(`dns.promises.${name}`) });
}
