import { dlopen, FFIType, ptr } from "bun:ffi";
import { createServer, type Server, type Socket } from "node:net";
import type { Listener } from "./web.ts";

/** Listeners that fail before any page: at the connection and in the handshake. */

export async function startRaw(act: (socket: Socket) => void): Promise<Listener> {
  const open = new Set<Socket>();
  const server: Server = createServer((socket) => {
    open.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => open.delete(socket));
    act(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const stop = () => {
    for (const socket of open) socket.destroy();
    server.close();
  };
  return { port, stop };
}

/** A TLS alert record: fatal, handshake_failure (RFC 8446 §6). */
const ALERT = Buffer.from([0x15, 3, 3, 0, 2, 2, 40]);

export const RAW: Record<string, (socket: Socket) => void> = {
  "tls-reset-on-accept": (socket) => socket.resetAndDestroy(),
  "tls-reset": (socket) => socket.on("data", () => socket.resetAndDestroy()),
  "tls-closed": (socket) => socket.on("data", () => socket.end()),
  "tls-hang": () => {},
  "tls-garbage": (socket) => socket.on("data", () => socket.end(crypto.getRandomValues(new Uint8Array(200)))),
  "tls-plain": (socket) => socket.on("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")),
  "tls-alert": (socket) => socket.on("data", () => socket.end(ALERT)),
};

const AF_INET = 2;
const SOCK_STREAM = 1;
const SOCK_STREAM_NONBLOCK = SOCK_STREAM | 0o4000;
/** More than the shortest queue holds. */
const FILLERS = 4;

/** The C library: no runtime lets a socket be bound and not listen, or listen and not accept. */
function libc() {
  const { i32, ptr: pointer } = FFIType;
  return dlopen("libc.so.6", {
    socket: { args: [i32, i32, i32], returns: i32 },
    bind: { args: [i32, pointer, i32], returns: i32 },
    listen: { args: [i32, i32], returns: i32 },
    connect: { args: [i32, pointer, i32], returns: i32 },
    getsockname: { args: [i32, pointer, pointer], returns: i32 },
    close: { args: [i32], returns: i32 },
  }).symbols;
}

/**
 * A port of our own that refuses: bound, so that nobody else gets it, and not listened on; or, `full`, one whose queue of
 * connections is full and is never emptied, so that what comes is not answered.
 */
export function startDeaf(full: boolean): Listener {
  const kernel = libc();
  const address = new Uint8Array(16);
  const view = new DataView(address.buffer);
  view.setUint16(0, AF_INET, true);
  address.set([127, 0, 0, 1], 4);
  const bound = kernel.socket(AF_INET, SOCK_STREAM, 0);
  kernel.bind(bound, ptr(address), address.length);
  kernel.getsockname(bound, ptr(address), ptr(new Int32Array([address.length])));
  const opened = [bound];
  if (full) kernel.listen(bound, 0);
  for (let at = 0; full && at < FILLERS; at++) {
    const filler = kernel.socket(AF_INET, SOCK_STREAM_NONBLOCK, 0);
    kernel.connect(filler, ptr(address), address.length);
    opened.push(filler);
  }
  const stop = () => {
    for (const descriptor of opened.splice(0)) kernel.close(descriptor);
  };
  return { port: view.getUint16(2, false), stop };
}
