import { dlopen, FFIType, type Pointer, ptr } from "bun:ffi";
import ipaddr from "ipaddr.js";
import { familyOf } from "./address.ts";

/**
 * Why a connection could not be made, from the kernel. Bun's sockets say ECONNREFUSED whatever it was: a host that is
 * not there, a network without a way to it, or this machine being out of descriptors. Asked for only after a failure.
 */

/** Words of errno(3) that a connection can end with, as Linux numbers them. */
const NAMES: Record<number, string> = {
  1: "EPERM",
  13: "EACCES",
  24: "EMFILE",
  99: "EADDRNOTAVAIL",
  100: "ENETDOWN",
  101: "ENETUNREACH",
  104: "ECONNRESET",
  105: "ENOBUFS",
  110: "ETIMEDOUT",
  111: "ECONNREFUSED",
  112: "EHOSTDOWN",
  113: "EHOSTUNREACH",
};
/** Words that tell of this machine having run out of something. */
const OURS: ReadonlySet<string> = new Set(["EMFILE", "ENFILE", "ENOBUFS", "ENOMEM", "EADDRNOTAVAIL"]);
export const isOurs = (code: string): boolean => OURS.has(code);

const SOCK_STREAM_NONBLOCK_CLOEXEC = 1 | 0o4000 | 0o2000000;
const AF_INET = 2;
const AF_INET6 = 10;
const SOL_SOCKET = 1;
const SO_ERROR = 4;
/** poll(2): writable, error, hang-up. */
const POLLOUT_ERR_HUP = 0x4 | 0x8 | 0x10;
/** The kernel is asked for the outcome at these moments, in ms; later than the last, it is unknown. */
const LOOKS_MS = [1, 5, 20, 80, 300, 600] as const;

type Kernel = {
  socket(domain: number, type: number, protocol: number): number;
  connect(descriptor: number, address: Pointer, length: number): number;
  poll(descriptors: Pointer, count: number, timeoutMs: number): number;
  getsockopt(descriptor: number, level: number, name: number, value: Pointer, length: Pointer): number;
  close(descriptor: number): number;
};
let kernel: Kernel | undefined | null;

/** The C library; null where it cannot be called (another system, or memory that may not be made executable). */
function theKernel(): Kernel | null {
  if (kernel !== undefined) return kernel;
  const { i32, ptr: pointer } = FFIType;
  try {
    const { symbols } = dlopen("libc.so.6", {
      socket: { args: [i32, i32, i32], returns: i32 },
      connect: { args: [i32, pointer, i32], returns: i32 },
      poll: { args: [pointer, i32, i32], returns: i32 },
      getsockopt: { args: [i32, i32, i32, pointer, pointer], returns: i32 },
      close: { args: [i32], returns: i32 },
    });
    kernel = symbols as unknown as Kernel;
  } catch {
    kernel = null;
  }
  return kernel;
}

/** The word of errno(3) for a connection to an address, or undefined when it cannot be found out. One SYN at most. */
export async function whyNotConnected(address: string, port: number): Promise<string | undefined> {
  return (await routeError(address, port)) ?? (await connectError(address, port));
}

/** What the machine itself says before anything is sent: no route, no descriptor, forbidden. */
export async function routeError(address: string, port: number): Promise<string | undefined> {
  try {
    const socket = await Bun.udpSocket({ connect: { hostname: address, port } });
    socket.close();
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code ?? "EUNKNOWN";
  }
}

async function connectError(address: string, port: number): Promise<string | undefined> {
  const libc = theKernel();
  if (libc === null) return undefined;
  const descriptor = libc.socket(
    familyOf(address) === 4 ? AF_INET : AF_INET6,
    SOCK_STREAM_NONBLOCK_CLOEXEC,
    0,
  );
  if (descriptor < 0) return "EMFILE";
  try {
    const where = socketAddress(address, port);
    libc.connect(descriptor, ptr(where), where.length);
    const wanted = new Uint8Array(8);
    for (const lookMs of LOOKS_MS) {
      await Bun.sleep(lookMs);
      new DataView(wanted.buffer).setInt32(0, descriptor, true);
      new DataView(wanted.buffer).setInt16(4, 0x4, true);
      libc.poll(ptr(wanted), 1, 0);
      if ((new DataView(wanted.buffer).getInt16(6, true) & POLLOUT_ERR_HUP) === 0) continue;
      const value = new Int32Array(1);
      const length = new Int32Array([4]);
      libc.getsockopt(descriptor, SOL_SOCKET, SO_ERROR, ptr(value), ptr(length));
      const code = value[0] as number;
      return code === 0 ? undefined : (NAMES[code] ?? `E${code}`);
    }
    return undefined;
  } finally {
    libc.close(descriptor);
  }
}

/** sockaddr_in or sockaddr_in6, as the kernel reads it. */
function socketAddress(address: string, port: number): Uint8Array {
  const four = familyOf(address) === 4;
  const bytes = new Uint8Array(four ? 16 : 28);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, four ? AF_INET : AF_INET6, true);
  view.setUint16(2, port, false);
  bytes.set(ipaddr.parse(address).toByteArray(), four ? 4 : 8);
  return bytes;
}
