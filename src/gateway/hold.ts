/**
 * Patience with one visitor's connection. The runtime's own idle rule asks 16 KB/s of an upload and steady progress
 * of a download, which cuts honest slow phones; while a body streams it is lifted and our own timers judge.
 */
export type ClientHold = {
  /** Back to the runtime's idle rule. Call before the last byte is handed over: afterwards it has no effect. */
  release(): void;
  /** Closes the connection within about three seconds even if the visitor reads nothing. */
  cut(): void;
};

/** Idle rule of the listener between requests, in seconds. */
export const IDLE_SECONDS = 60;
/** The runtime sweeps its timers in steps of some seconds; 1 is its "as soon as possible". */
const CUT_SECONDS = 1;

/** Anything that can set a request's idle time: `Bun.Server`, or a recorder in tests. */
export type TimeoutSetter = { timeout(request: Request, seconds: number): void };

export function holdOpen(server: TimeoutSetter, request: Request): ClientHold {
  server.timeout(request, 0);
  return {
    release: () => server.timeout(request, IDLE_SECONDS),
    cut: () => server.timeout(request, CUT_SECONDS),
  };
}
