import { closeSync, openSync, readFileSync, readSync } from "node:fs";

/** Most bytes that are read of one of the kernel's lists: about a hundred thousand connections. */
export const ROWS_BYTES_MAX = 16 * 1024 * 1024;
/**
 * One source is taken only if it alone holds more than this share of all connections that the site bears, and more than
 * this many. A town hall of two hundred people behind one address holds at most 200 x 6 = 1,200 in the worst moment (a
 * browser opens six connections to a host that speaks HTTP/1.1, one to a host that speaks HTTP/2).
 */
export const SHARE_OF_CONNECTIONS = 1 / 8;
export const CONNECTIONS_OF_ONE_MIN = 2_000;
/** Looks in a row in which a source must be seen so: a moment's burst is no siege. */
export const LOOKS_NEEDED = 2;

/** Columns of a row of /proc/net/tcp: slot, local address:port, remote address:port, state. */
const ROW = /^\s*\d+: [0-9A-F]+:([0-9A-F]{4}) ([0-9A-F]{8}|[0-9A-F]{32}):[0-9A-F]{4} ([0-9A-F]{2}) /;
const ESTABLISHED = "01";
const MAPPED_IPV4 = "0000000000000000FFFF0000";

export type Connections = {
  total: number;
  /** By IPv4 address or IPv6 /64 (its first address). */
  bySource: Map<string, number>;
};

/** Counts established connections to these local ports in the rows of /proc/net/tcp and /proc/net/tcp6. */
export function countConnections(rows: Iterable<string>, ports: ReadonlySet<number>): Connections {
  const byKey = new Map<string, number>();
  let total = 0;
  for (const row of rows) {
    const match = ROW.exec(row);
    if (match === null || match[3] !== ESTABLISHED) continue;
    if (!ports.has(Number.parseInt(match[1] as string, 16))) continue;
    const key = keyOf(match[2] as string);
    byKey.set(key, (byKey.get(key) ?? 0) + 1);
    total++;
  }
  return { total, bySource: new Map([...byKey].map(([key, count]) => [addressOf(key), count])) };
}

/** IPv4: its 8 digits; IPv6: the 16 digits of its /64. */
function keyOf(remote: string): string {
  if (remote.length === 8) return remote;
  return remote.startsWith(MAPPED_IPV4) ? remote.slice(24) : remote.slice(0, 16);
}

/** The kernel prints each 32-bit word as this machine holds it; Bun runs on little-endian machines only. */
function addressOf(key: string): string {
  const bytes = (key.match(/.{8}/g) ?? []).flatMap((word) =>
    (word.match(/../g) ?? []).reverse().map((hex) => Number.parseInt(hex, 16)),
  );
  if (bytes.length === 4) return bytes.join(".");
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 2) {
    parts.push((((bytes[at] as number) << 8) | (bytes[at + 1] as number)).toString(16));
  }
  return `${parts.join(":")}::`;
}

/** Judges the counts of one look after the other. */
export class SlowConnections {
  private readonly share: number;
  /** In how many looks in a row each was above the share; those only, so at most 1 / SHARE_OF_CONNECTIONS of the total. */
  private suspects = new Map<string, number>();

  /** @param connectionsMax what the whole site bears: `connections_max` of all workers together. */
  constructor(private readonly connectionsMax: number) {
    this.share = Math.max(connectionsMax * SHARE_OF_CONNECTIONS, CONNECTIONS_OF_ONE_MIN);
  }

  /** Below this many sockets of the machine there is nothing to look at. */
  get worthALook(): number {
    return this.connectionsMax / 2;
  }

  /** Sources that have held more than their share often enough; nobody while half of all connections are free. */
  look({ total, bySource }: Connections): string[] {
    const before = this.suspects;
    this.suspects = new Map();
    if (total <= this.worthALook) return [];
    for (const [source, count] of bySource) {
      if (count > this.share) this.suspects.set(source, (before.get(source) ?? 0) + 1);
    }
    return [...this.suspects].filter(([, looks]) => looks >= LOOKS_NEEDED).map(([source]) => source);
  }
}

export type ReadConnections = (ports: ReadonlySet<number>, worthALook: number) => Connections;

/**
 * Counts the machine's connections now. Reads the long lists only when the kernel counts more TCP sockets than
 * `worthALook`. Throws when the kernel does not let itself be read.
 */
export const readConnections: ReadConnections = (ports, worthALook) => {
  const sockets = socketsInUse("/proc/self/net/sockstat") + socketsInUse("/proc/self/net/sockstat6", ifThere);
  if (sockets <= worthALook) return { total: sockets, bySource: new Map() };
  const rows = [...rowsOf("/proc/self/net/tcp"), ...rowsOf("/proc/self/net/tcp6", ifThere)];
  return countConnections(rows, ports);
};

type Absent = (error: unknown) => void;
/** A machine without IPv6 does not have the file. */
const ifThere: Absent = (error) => {
  if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
};
const mustBeThere: Absent = (error) => {
  throw error;
};

function socketsInUse(path: string, absent: Absent = mustBeThere): number {
  try {
    return Number(/^TCP6?: inuse (\d+)/m.exec(readFileSync(path, "utf8"))?.[1] ?? 0);
  } catch (error) {
    absent(error);
    return 0;
  }
}

function rowsOf(path: string, absent: Absent = mustBeThere): string[] {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    const file = openSync(path, "r");
    try {
      while (bytes < ROWS_BYTES_MAX) {
        const chunk = Buffer.allocUnsafe(64 * 1024);
        const read = readSync(file, chunk);
        if (read === 0) break;
        chunks.push(chunk.subarray(0, read));
        bytes += read;
      }
    } finally {
      closeSync(file);
    }
  } catch (error) {
    absent(error);
  }
  return Buffer.concat(chunks).toString("latin1").split("\n");
}
