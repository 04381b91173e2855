import { dlopen, ptr } from "bun:ffi";
import { readdirSync, readFileSync } from "node:fs";

/**
 * What the runtime's listener cannot say to the kernel, said through libc: who holds connections, how long each has
 * been given nothing, and "end this one". Linux with glibc or a libc of the same names; elsewhere it is not there.
 */
export type Sockets = {
  /** Connections that were accepted on one of these ports. About 5 µs each: for moments of scarcity, not for requests. */
  inbound(ports: ReadonlySet<number>): Inbound[];
  /**
   * Ends a connection that `inbound` gave in this same turn of the event loop: with RST, so that nothing of it stays in
   * the kernel. The runtime sees an end like any other and frees its part.
   */
  end(fd: number): void;
  /**
   * Lets `length` connections wait to be accepted; the kernel's somaxconn bounds it, the runtime asks for 512. What the
   * kernel holds for a visitor who does not read is bounded by twice `sendBufferBytes` for each connection made after.
   */
  prepare(ports: ReadonlySet<number>, length: number, sendBufferBytes: number): void;
};

export type Inbound = {
  readonly fd: number;
  /** IPv4 dotted, or eight hexadecimal groups; an IPv4-mapped address is its IPv4 address. */
  readonly address: string;
  /** /24 or /48 of the address: whom connections are charged to. */
  readonly prefix: string;
  /** Time since anything was sent to the visitor; since the connection was made, if nothing was. */
  readonly unservedMs: number;
  /** Bytes that wait in the kernel because the visitor does not take them. */
  readonly unsentBytes: number;
};

/** Numbers of Linux, the same on x64 and arm64. */
const SOL_SOCKET = 1;
const SO_ACCEPTCONN = 30;
const SO_SNDBUF = 7;
const SO_LINGER = 13;
const IPPROTO_TCP = 6;
const TCP_INFO = 11;
const SHUT_RDWR = 2;
const AF_INET = 2;
const AF_INET6 = 10;
/** Offsets in struct tcp_info (linux/tcp.h): tcpi_last_data_sent in ms, tcpi_notsent_bytes. */
const LAST_DATA_SENT_AT = 44;
const NOT_SENT_BYTES_AT = 144;
const LIBRARIES = ["libc.so.6", "libc.so"];

const SYMBOLS = {
  getsockname: { args: ["i32", "ptr", "ptr"], returns: "i32" },
  getpeername: { args: ["i32", "ptr", "ptr"], returns: "i32" },
  getsockopt: { args: ["i32", "i32", "i32", "ptr", "ptr"], returns: "i32" },
  setsockopt: { args: ["i32", "i32", "i32", "ptr", "u32"], returns: "i32" },
  shutdown: { args: ["i32", "i32"], returns: "i32" },
  listen: { args: ["i32", "i32"], returns: "i32" },
} as const;

const load = (library: string) => dlopen(library, SYMBOLS).symbols;

/** Undefined where libc cannot be reached: the caller then does without. */
export function openSockets(): Sockets | undefined {
  if (process.platform !== "linux") return undefined;
  for (const library of LIBRARIES) {
    try {
      return new LibcSockets(load(library));
    } catch {
      // The next name, then none.
    }
  }
  return undefined;
}

class LibcSockets implements Sockets {
  private readonly name = new Uint8Array(128);
  private readonly nameView = new DataView(this.name.buffer);
  private readonly info = new Uint8Array(256);
  private readonly infoView = new DataView(this.info.buffer);
  private readonly length = new Uint32Array(1);
  private readonly sendBuffer = new Int32Array(1);
  /** struct linger: on, 0 s. */
  private readonly linger = new Int32Array([1, 0]);

  constructor(private readonly libc: ReturnType<typeof load>) {}

  inbound(ports: ReadonlySet<number>): Inbound[] {
    const found: Inbound[] = [];
    for (const fd of this.socketsOn(ports)) {
      this.length[0] = this.name.length;
      // A listening socket has no peer.
      if (this.libc.getpeername(fd, ptr(this.name), ptr(this.length)) !== 0) continue;
      found.push({ fd, ...this.peer(), ...this.progress(fd) });
    }
    return found;
  }

  end(fd: number): void {
    this.libc.setsockopt(fd, SOL_SOCKET, SO_LINGER, ptr(this.linger), this.linger.byteLength);
    this.libc.shutdown(fd, SHUT_RDWR);
  }

  prepare(ports: ReadonlySet<number>, length: number, sendBufferBytes: number): void {
    this.sendBuffer[0] = sendBufferBytes;
    for (const fd of this.socketsOn(ports)) {
      this.length[0] = 4;
      if (this.libc.getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, ptr(this.info), ptr(this.length)) !== 0)
        continue;
      if (this.infoView.getInt32(0, true) !== 1) continue;
      this.libc.listen(fd, length);
      this.libc.setsockopt(fd, SOL_SOCKET, SO_SNDBUF, ptr(this.sendBuffer), this.sendBuffer.byteLength);
    }
  }

  /** Descriptors of this process that are sockets with one of these ports on our side. */
  private *socketsOn(ports: ReadonlySet<number>): Generator<number> {
    for (const fd of openDescriptors()) {
      this.length[0] = this.name.length;
      if (this.libc.getsockname(fd, ptr(this.name), ptr(this.length)) !== 0) continue;
      const family = this.nameView.getUint16(0, true);
      if (family !== AF_INET && family !== AF_INET6) continue;
      if (ports.has(this.nameView.getUint16(2))) yield fd;
    }
  }

  private peer(): Pick<Inbound, "address" | "prefix"> {
    const { name, nameView } = this;
    const isSix = nameView.getUint16(0, true) === AF_INET6;
    const mapped = isSix && nameView.getBigUint64(8) === 0n && nameView.getUint32(16) === 0xffff;
    if (!isSix || mapped) {
      const at = isSix ? 20 : 4;
      const prefix = `${name[at]}.${name[at + 1]}.${name[at + 2]}`;
      return { address: `${prefix}.${name[at + 3]}`, prefix };
    }
    const groups = Array.from({ length: 8 }, (_, group) => nameView.getUint16(8 + 2 * group).toString(16));
    return { address: groups.join(":"), prefix: groups.slice(0, 3).join(":") };
  }

  private progress(fd: number): Pick<Inbound, "unservedMs" | "unsentBytes"> {
    this.info.fill(0);
    this.length[0] = this.info.length;
    this.libc.getsockopt(fd, IPPROTO_TCP, TCP_INFO, ptr(this.info), ptr(this.length));
    return {
      unservedMs: this.infoView.getUint32(LAST_DATA_SENT_AT, true),
      unsentBytes: this.infoView.getUint32(NOT_SENT_BYTES_AT, true),
    };
  }
}

/** With none left to read the folder with, every number below the limit is in use. */
function openDescriptors(): Iterable<number> {
  try {
    return readdirSync("/proc/self/fd").map(Number);
  } catch {
    const limit = openFilesMax();
    return Number.isFinite(limit) ? Array(limit).keys() : [];
  }
}

let limitRead: number | undefined;

/** The most files that this process may have open, read once; infinity where nobody says. */
export function openFilesMax(): number {
  limitRead ??= readLimit();
  return limitRead;
}

function readLimit(): number {
  try {
    const limit = /^Max open files\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1];
    return limit === undefined ? Number.POSITIVE_INFINITY : Number(limit);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
