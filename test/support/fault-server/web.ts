import type { Socket } from "bun";
import { SCRIPTS, type Wire } from "./scripts.ts";

/** A listener that reads a request and plays the script that its host's first label names. */

type State = {
  got: string;
  started: boolean;
  over: boolean;
  queue: Uint8Array[];
  ending: boolean;
  timers: Set<ReturnType<typeof setTimeout>>;
};
export type Listener = { readonly port: number; stop(): void };
const REQUEST_CHARACTERS_MAX = 16_384;
/** An endless script ends here. */
const SCRIPT_MS_MAX = 30_000;
/** More than this waiting to be read by the other side is not added to, in pieces. */
const QUEUE_MAX = 64;

/** The script of a host: "http-500-x12.faults.test" plays http-500. */
export const kindOf = (host: string): string => /^([a-z0-9-]+?)(?:-x\d+)?(?:\.|:|$)/.exec(host)?.[1] ?? "";

/** Over TLS when there is a certificate. */
export function startWeb(tls?: { cert: string; key: string }): Listener {
  const secure = tls !== undefined;
  const listener = Bun.listen<State>({
    hostname: "127.0.0.1",
    port: 0,
    ...(tls === undefined ? {} : { tls }),
    socket: {
      open(socket) {
        socket.data = { got: "", started: false, over: false, queue: [], ending: false, timers: new Set() };
      },
      data(socket, bytes) {
        const state = socket.data;
        if (state.started) return;
        state.got += bytes.toString("latin1");
        if (state.got.length > REQUEST_CHARACTERS_MAX) return socket.terminate();
        if (!state.got.includes("\r\n\r\n")) return;
        state.started = true;
        const wire = wireOf(socket, secure);
        const script = SCRIPTS[kindOf(wire.host)] ?? SCRIPTS.ok;
        script?.(wire);
      },
      drain: flush,
      close(socket) {
        socket.data.over = true;
        for (const timer of socket.data.timers) clearInterval(timer);
      },
      error() {},
    },
  });
  return { port: listener.port, stop: () => listener.stop(true) };
}

function flush(socket: Socket<State>): void {
  const { queue } = socket.data;
  while (queue.length > 0) {
    const part = queue[0] as Uint8Array;
    const written = socket.write(part);
    if (written < part.length) {
      queue[0] = part.subarray(Math.max(0, written));
      return;
    }
    queue.shift();
  }
  if (socket.data.ending) socket.end();
}

function wireOf(socket: Socket<State>, secure: boolean): Wire {
  const state = socket.data;
  const field = (name: string) => new RegExp(`\\r\\n${name}: ([^\\r]*)`, "i").exec(state.got)?.[1] ?? "";
  const write = (part: string | Uint8Array) => {
    if (state.over || state.queue.length > QUEUE_MAX) return;
    state.queue.push(typeof part === "string" ? Buffer.from(part) : part);
    if (state.queue.length === 1) flush(socket);
  };
  const keep = (timer: ReturnType<typeof setTimeout>) => state.timers.add(timer);
  return {
    secure,
    host: field("host"),
    cookie: field("cookie"),
    target: / (\S+) HTTP/.exec(state.got)?.[1] ?? "/",
    from: socket.remoteAddress,
    write,
    end(part) {
      state.ending = true;
      if (part !== undefined && part.length > 0) write(part);
      else flush(socket);
    },
    reset: () => socket.terminate(),
    every(ms, act) {
      const endsAt = Date.now() + SCRIPT_MS_MAX;
      const timer = setInterval(() => {
        if (state.over || Date.now() > endsAt || !act()) clearInterval(timer);
      }, ms);
      keep(timer);
    },
    after: (ms, act) => keep(setTimeout(act, ms)),
  };
}
