import type { Inbound } from "./sockets.ts";

/**
 * Which connections end when there are too many: from the networks (/24, /48) that hold most, all cut down to one
 * level, and in each of them those that have been given nothing for longest. A network with few connections loses
 * none as long as others hold more, so a crowd behind one address is cut last where attackers hold thousands, and a
 * citizen alone practically never.
 */
export function chooseEvicted(connections: readonly Inbound[], surplus: number): Inbound[] {
  if (surplus <= 0) return [];
  const networks = new Map<string, Inbound[]>();
  for (const connection of connections) {
    const others = networks.get(connection.prefix);
    if (others === undefined) networks.set(connection.prefix, [connection]);
    else others.push(connection);
  }
  const level = levelFor(
    [...networks.values()].map(({ length }) => length),
    connections.length - surplus,
  );
  const evicted: Inbound[] = [];
  for (const held of networks.values()) {
    if (held.length <= level) continue;
    held.sort((one, other) => other.unservedMs - one.unservedMs);
    evicted.push(...held.slice(0, held.length - level));
  }
  return evicted;
}

/** The greatest level at which, with every count cut down to it, no more than `kept` are left in all. */
function levelFor(counts: readonly number[], kept: number): number {
  const sorted = counts.toSorted((one, other) => one - other);
  let left = Math.max(0, kept);
  for (const [index, count] of sorted.entries()) {
    const share = Math.floor(left / (sorted.length - index));
    if (count > share) return share;
    left -= count;
  }
  return sorted.at(-1) ?? 0;
}
