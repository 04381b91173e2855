import type { Failure } from "../codes.ts";
import { type AllowedNetworks, addressKind, familyOf, literalAddress, mayBeAsked } from "./address.ts";
import type { Deadline } from "./deadline.ts";
import { routeError } from "./errno.ts";
import { Failed } from "./outcome.ts";
import type { Resolver } from "./resolver.ts";
import { Wire, type WireOptions } from "./wire.ts";

/** From a host's name to an open connection. */

/** The second address is tried when the first has not answered after this long, in ms. */
export const NEXT_ADDRESS_MS = 2_000;
/** What a machine knows of its own way to IPv6 is asked for again after this long, in ms. */
const ROUTE_HOLD_MS = 60_000;
/** An address of documentation (RFC 3849): the way to it is the default way, and nothing is sent there. */
const SOMEWHERE_6 = "2001:db8::1";

export type Reach = {
  readonly resolver: Resolver;
  readonly allowed: AllowedNetworks;
  readonly wire: WireOptions;
};
/** An open connection, and the address that did not open when this one is another. */
export type Reached = { readonly wire: Wire; readonly tcpMs: number; readonly despite?: string };

/**
 * Addresses of a host that may be asked, in the order in which attempt number `attempt` asks them: IPv4 first on even
 * attempts, IPv6 first on odd ones, another address of each family every time. At most two.
 * @throws Failed dns.*, refused.private_address, prober.fault
 */
export async function addressesOf(
  host: string,
  attempt: number,
  reach: Reach,
  deadline: Deadline,
): Promise<string[]> {
  const literal = literalAddress(host);
  if (literal !== undefined) {
    if (mayBeAsked(literal, reach.allowed)) return [literal];
    throw new Failed("refused.private_address", `${literal} is no public address`);
  }
  const { addresses4, addresses6 } = await reach.resolver.resolve(host, attempt, deadline);
  const asks = (address: string) => mayBeAsked(address, reach.allowed);
  const [four, six] = [addresses4.filter(asks), addresses6.filter(asks)];
  if (four.length + six.length === 0) throw notAsked([...addresses4, ...addresses6]);
  const usable = six.length > 0 && !(await hasWay(six[0] as string)) ? [] : six;
  if (four.length + usable.length === 0)
    throw new Failed("prober.fault", "the name has IPv6 addresses only, and this machine has no way to IPv6");
  const turn = (list: readonly string[]) => list[(attempt >> 1) % list.length] as string;
  const [first, second] = attempt % 2 === 0 ? [four, usable] : [usable, four];
  const order = [...(first.length > 0 ? [turn(first)] : []), ...(second.length > 0 ? [turn(second)] : [])];
  if (order.length > 1) return order;
  const [only] = order as [string];
  const alone = four.length > 0 ? four : usable;
  // One family: its next address stands by.
  const picked = alone[attempt % alone.length] as string;
  const next = alone[(attempt + 1) % alone.length] as string;
  return alone.length > 1 ? [picked, next] : [only];
}

/**
 * Why none of a name's addresses is asked. An intranet's address is the operator's affair and is refused until allowed; one
 * that leads nowhere for anybody is what the site's name is worth at this moment.
 */
function notAsked(addresses: readonly string[]): Failed {
  const isPrivate = addresses.some((address) => addressKind(address) === "private");
  const failure: Failure = isPrivate ? "refused.private_address" : "dns.bogon";
  const what = isPrivate ? "a private address" : "no address that anybody can reach";
  return new Failed(failure, `the name leads to ${what}: ${addresses.slice(0, 3).join(", ")}`);
}

let way6: { known: boolean; until: number } | undefined;
async function hasWay(address: string): Promise<boolean> {
  if (addressKind(address) !== "public") return (await routeError(address, 443)) === undefined;
  if (way6 === undefined || way6.until < performance.now()) {
    const known = (await routeError(SOMEWHERE_6, 443)) === undefined;
    way6 = { known, until: performance.now() + ROUTE_HOLD_MS };
  }
  return way6.known;
}

/**
 * Connects to the first of the addresses that lets us; the second is tried when the first fails or is slow, so that a
 * family that is broken alone does not make a site down.
 * @throws Failed of the first address
 */
export async function connectTo(
  addresses: readonly string[],
  port: number,
  serverName: string | undefined,
  reach: Reach,
  deadline: Deadline,
): Promise<Reached> {
  const wires = addresses.map(
    (address) => new Wire({ address, port, ...(serverName === undefined ? {} : { serverName }) }),
  );
  const startedAt = performance.now();
  const [first, second] = wires as [Wire, Wire | undefined];
  const opening = first.open(reach.wire, deadline);
  if (second === undefined) {
    await opening;
    return { wire: first, tcpMs: performance.now() - startedAt };
  }
  let failure: unknown;
  let won = await within(
    NEXT_ADDRESS_MS,
    opening.then(() => first),
  ).catch((error) => {
    failure = error;
    return undefined;
  });
  if (won === undefined) {
    const other = second.open(reach.wire, deadline).then(() => second);
    const both = failure === undefined ? [opening.then(() => first), other] : [other];
    won = await Promise.any(both).catch(() => undefined);
  }
  if (won === undefined) {
    await opening;
    throw new Failed("prober.fault", "a connection that neither failed nor opened");
  }
  const loser = won === first ? second : first;
  loser.close();
  if (won === first) return { wire: first, tcpMs: performance.now() - startedAt };
  const word = failure instanceof Failed ? failure.failure : "no answer";
  const despite = `${first.endpoint.address} (IPv${familyOf(first.endpoint.address)}): ${word}`;
  return { wire: second, tcpMs: performance.now() - startedAt, despite };
}

/** What a promise gives, or undefined when it has not come after `waitMs`. */
function within<T>(waitMs: number, promise: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, waitMs, undefined);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
