import { readdirSync, statSync } from "node:fs";
import { createServer } from "node:net";
import type { Server, WebSocketHandler } from "bun";
import type { Log } from "../kernel/log.ts";
import { Refusal } from "../kernel/refusal.ts";
import { chooseEvicted } from "./eviction.ts";
import { IDLE_SECONDS } from "./hold.ts";
import { openFilesMax, openSockets, type Sockets } from "./sockets.ts";

/** One name's certificate chain and key, as PEM text. A name may start with "*." for one label. */
export type Certificate = { readonly serverName: string; readonly cert: string; readonly key: string };

export type ListenerSettings<Data> = {
  /** IP:PORT; port 0 takes a free one. */
  readonly plain: readonly string[];
  readonly tls: readonly string[];
  readonly http2: boolean;
  /** The first one answers visitors whose name has none. Needed when `tls` names an address. */
  readonly certificates: readonly Certificate[];
  /** From three quarters of this on, or of what the limit of open files allows, connections are ended. */
  readonly connectionsMax: number;
  /** Addresses whose connections are many people's and are never ended: declared proxies. */
  readonly isProxy?: (address: string) => boolean;
  /** Resident memory above which visitors who take nothing of their answer are ended. Default: RESIDENT_BYTES_MAX. */
  readonly residentBytesMax?: number;
  /** Told of connections that were ended because there were too many: how many of which address. */
  readonly onEvicted?: (connections: ReadonlyMap<string, number>) => void;
  readonly bodyBytesMax: number;
  /** True when several of our own processes share the addresses; then nobody can tell theirs from a stranger's. */
  readonly shared: boolean;
  /** Undefined only after `server.upgrade`. */
  readonly handle: (request: Request, server: Server<Data>, secure: boolean) => Answer | Promise<Answer>;
  readonly websocket: WebSocketHandler<Data>;
  readonly log: Log;
};
type Answer = Response | undefined;

export type Listeners = {
  /** "http://127.0.0.1:8080", in the order of `plain`, then `tls`. */
  readonly urls: readonly string[];
  /** Open connections of this process, visitors' and others, counted every `CONNECTION_CHECK_MS`. */
  connections(): number;
  /** Puts new certificates to work: new connections get them, requests under way finish on the old ones. */
  useCertificates(certificates: readonly Certificate[]): void;
  /** Accepts nothing new, lets what is under way finish for `graceMs`, then closes all. */
  stop(graceMs?: number): Promise<void>;
};

export const CONNECTION_CHECK_MS = 250;
/** Shares of the bound: above the first, connections are ended until the second is left. */
const EVICTION_SHARE = 3 / 4;
const EVICTED_TO_SHARE = 5 / 8;
/**
 * The runtime copies what a visitor has not yet taken of an answer and the kernel does not hold: an unread page of
 * 8 MB is 8 MB of memory. Idle memory is about 60 MB, the pages' 128 MB.
 */
export const RESIDENT_BYTES_MAX = 256 * 1024 * 1024;
/** Who takes nothing for so long, while memory is short, is not waited for. */
export const STALLED_READER_MS = 4_000;
const MEMORY_CHECK_MS = 2_000;
/** Open files that the bound leaves free for the origin, the disk and what comes between two looks. */
const OPEN_FILES_SHARE = 0.8;
/** Connections that may wait to be accepted: a flood of them fills the runtime's 512 in a few milliseconds. */
const BACKLOG = 4_096;
/**
 * Left to itself the kernel holds up to 4 MB of an answer that is not read, and when that adds up it slows down every
 * connection of the machine. Half a megabyte a round trip (twice this) is 40 Mbit/s at 100 ms.
 */
const SEND_BUFFER_BYTES = 256 * 1024;
export const STOP_GRACE_MS = 10_000;

/**
 * Starts the listeners. Rejects with a Refusal when an address is in use or there is no certificate for TLS.
 *
 * All listeners share their port (SO_REUSEPORT), because a certificate is changed by a second listener beside the
 * first. Sharing would also let two programs take turns at one port in silence; so, unless `shared`, the address is
 * first bound alone, which fails when anybody listens there.
 */
export async function startListeners<Data>(settings: ListenerSettings<Data>): Promise<Listeners> {
  const { plain, tls, shared } = settings;
  if (tls.length > 0 && settings.certificates.length === 0) {
    throw new Refusal(
      "no-certificate",
      "There is no certificate for TLS.",
      `gateway.listen_tls ${tls.join(", ")}`,
      "Give a site certificate and certificate_key, or leave listen_tls out.",
    );
  }
  const addresses = [...plain, ...tls].map(parseAddress);
  if (!shared) await refuseTaken([...plain, ...tls]);

  const open: Open<Data>[] = [];
  try {
    addresses.forEach((address, at) => {
      open.push(openOne(settings, address, at < plain.length ? undefined : settings.certificates));
    });
  } catch (error) {
    for (const { server } of open) server.stop(true);
    throw error;
  }
  const budget = watchConnections(settings, open);
  return {
    urls: open.map(({ server, secure, address }) => {
      const host = address.host.includes(":") ? `[${address.host}]` : address.host;
      return `${secure ? "https" : "http"}://${host}:${server.port}`;
    }),
    connections: budget.connections,
    useCertificates(certificates) {
      for (const one of open) {
        if (!one.secure) continue;
        const next = openOne(settings, { host: one.address.host, port: one.server.port ?? 0 }, certificates);
        const previous = one.server;
        one.server = next.server;
        void previous.stop();
      }
      budget.prepare();
    },
    async stop(graceMs = STOP_GRACE_MS) {
      budget.stop();
      const finished = Promise.all(open.map(({ server }) => server.stop()));
      await Promise.race([finished, Bun.sleep(graceMs)]);
      await Promise.all(open.map(({ server }) => server.stop(true)));
    },
  };
}

type Address = { readonly host: string; readonly port: number };
type Open<Data> = { server: Server<Data>; readonly secure: boolean; readonly address: Address };

function openOne<Data>(
  settings: ListenerSettings<Data>,
  address: Address,
  certificates: readonly Certificate[] | undefined,
): Open<Data> {
  const { handle, log } = settings;
  const secure = certificates !== undefined;
  try {
    const server = Bun.serve<Data>({
      hostname: address.host,
      port: address.port,
      reusePort: true,
      development: false,
      idleTimeout: IDLE_SECONDS,
      maxRequestBodySize: settings.bodyBytesMax,
      fetch: (request, server) => handle(request, server, secure) as Response,
      error(error) {
        log("error", "a request failed inside the gateway", {
          error: String(error),
          stack: error.stack ?? "",
        });
        return new Response(null, { status: 500, headers: { "Cache-Control": "no-store" } });
      },
      websocket: settings.websocket,
      ...(secure ? { tls: certificates.map((one) => ({ ...one })), http2: settings.http2 } : {}),
    } as Parameters<typeof Bun.serve<Data>>[0]);
    return { server, secure, address };
  } catch (error) {
    throw inUse(address, error);
  }
}

/**
 * Rejects with a Refusal when anybody listens on one of these addresses (IP:PORT). For whoever starts several workers:
 * once before the first of them.
 */
export async function refuseTaken(addresses: readonly string[]): Promise<void> {
  for (const address of addresses) await bindAlone(parseAddress(address));
}

/** Binds the address without sharing and lets go again: an error means that somebody listens there. */
async function bindAlone(address: Address): Promise<void> {
  if (address.port === 0) return;
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once("error", (error) => reject(inUse(address, error)));
    probe.listen({ host: address.host, port: address.port, exclusive: true }, resolve);
  });
  await new Promise<void>((resolve) => probe.close(() => resolve()));
}

function inUse(address: Address, error: unknown): Refusal {
  const where = `${address.host}:${address.port}`;
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (code === "EADDRINUSE") {
    return new Refusal(
      "address-in-use",
      "Another program already listens here.",
      where,
      `See which one with "ss -ltnp 'sport = :${address.port}'" and stop it, or choose another address with --listen.`,
    );
  }
  if (code === "EACCES") {
    return new Refusal(
      "address-forbidden",
      "This user may not listen on a port below 1024.",
      where,
      "Choose a higher port with --listen, or give the process the capability CAP_NET_BIND_SERVICE.",
    );
  }
  return new Refusal(
    "address-unusable",
    `It is not possible to listen here (${code || error}).`,
    where,
    "Write an address of this machine, for instance 127.0.0.1:8080 or 0.0.0.0:8080.",
  );
}

function parseAddress(text: string): Address {
  const colon = text.lastIndexOf(":");
  return { host: text.slice(0, colon).replace(/^\[|\]$/g, ""), port: Number(text.slice(colon + 1)) };
}

/**
 * The runtime has no cap on connections and no hook on accept, and spins at a full core when descriptors run out. So
 * open files are counted, and what is beyond the bound is ended: connections of the networks that hold most, those
 * that were given nothing for longest first (`chooseEvicted`). A visitor is never refused for being one more. Where the
 * kernel cannot be asked who holds what, idle connections are closed instead.
 */
function watchConnections<Data>(settings: ListenerSettings<Data>, open: readonly Open<Data>[]) {
  const { log, onEvicted } = settings;
  const filesMax = openFilesMax();
  const bound = Math.min(settings.connectionsMax, Math.floor(filesMax * OPEN_FILES_SHARE));
  const sockets = openSockets();
  const ports = (): Set<number> => new Set(open.map(({ server }) => server.port ?? 0));
  sockets?.prepare(ports(), BACKLOG, SEND_BUFFER_BYTES);
  let count = countDescriptors();
  let warnedAtMs = 0;
  let memoryCheckedAtMs = 0;
  const endStalled = (): void => {
    const nowMs = Date.now();
    if (sockets === undefined || nowMs - memoryCheckedAtMs < MEMORY_CHECK_MS) return;
    memoryCheckedAtMs = nowMs;
    if (process.memoryUsage.rss() <= (settings.residentBytesMax ?? RESIDENT_BYTES_MAX)) return;
    const ended = endReaders(sockets, ports(), settings.isProxy);
    if (ended.size > 0) onEvicted?.(ended);
  };
  const look = (): void => {
    endStalled();
    count = countDescriptors();
    if (count <= bound * EVICTION_SHARE) return;
    const surplus = Math.ceil(count - bound * EVICTED_TO_SHARE);
    const evicted =
      sockets === undefined ? closeIdle(open) : evict(sockets, ports(), surplus, settings.isProxy);
    if (evicted.size > 0) onEvicted?.(evicted);
    const nowMs = Date.now();
    if (nowMs - warnedAtMs < WARNING_PAUSE_MS) return;
    warnedAtMs = nowMs;
    log("warn", "connections run out: those of the networks that hold most are ended", {
      connections: count,
      bound,
      ended: [...evicted.values()].reduce((sum, some) => sum + some, 0),
      addresses: evicted.size,
      openFilesMax: filesMax,
    });
  };
  const timer = setInterval(look, CONNECTION_CHECK_MS);
  timer.unref();
  return {
    connections: () => count,
    prepare: () => sockets?.prepare(ports(), BACKLOG, SEND_BUFFER_BYTES),
    stop: () => clearInterval(timer),
  };
}

/** Ends visitors who have taken nothing of their answer for `STALLED_READER_MS`; gives how many of which address. */
function endReaders(
  sockets: Sockets,
  ports: ReadonlySet<number>,
  isProxy: (address: string) => boolean = () => false,
): Map<string, number> {
  const ended = new Map<string, number>();
  for (const { fd, address, unsentBytes, unservedMs } of sockets.inbound(ports)) {
    if (unsentBytes === 0 || unservedMs < STALLED_READER_MS || isProxy(address)) continue;
    sockets.end(fd);
    ended.set(address, (ended.get(address) ?? 0) + 1);
  }
  return ended;
}

/** All idle connections of all listeners; nobody knows whose they were. */
function closeIdle<Data>(open: readonly Open<Data>[]): Map<string, number> {
  for (const { server } of open) server.closeIdleConnections();
  return new Map();
}
const WARNING_PAUSE_MS = 60_000;

/** Ends up to `surplus` visitors' connections; gives how many of which address. */
function evict(
  sockets: Sockets,
  ports: ReadonlySet<number>,
  surplus: number,
  isProxy: (address: string) => boolean = () => false,
): Map<string, number> {
  const ended = new Map<string, number>();
  if (surplus <= 0) return ended;
  const visitors = sockets.inbound(ports).filter(({ address }) => !isProxy(address));
  for (const { fd, address } of chooseEvicted(visitors, surplus)) {
    sockets.end(fd);
    ended.set(address, (ended.get(address) ?? 0) + 1);
  }
  return ended;
}

/** Open file descriptors. Since Linux 6.2 the folder's size is their number; before, they are listed. */
function countDescriptors(): number {
  try {
    return statSync("/proc/self/fd").size || readdirSync("/proc/self/fd").length;
  } catch {
    return 0;
  }
}
