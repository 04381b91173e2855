import { errorLine } from "../kernel/refusal.ts";

/** What ties a child process to its supervisor: it says when it is ready, and it ends when the supervisor is gone. */

export type ChildReady = {
  ready: string[];
  /** The link with which the first administrator comes in: for the person who reads the supervisor's output. */
  setup?: string;
};

/** Tells the supervisor which addresses this process answers on. Without a supervisor it does nothing. */
export function tellReady(addresses: string[], setup?: string): void {
  process.send?.({ ready: addresses, ...(setup === undefined ? {} : { setup }) } satisfies ChildReady);
}

export function isSupervised(): boolean {
  return process.send !== undefined;
}

/**
 * Runs `stop` once at SIGTERM, SIGINT, or when the supervisor is gone, then ends the process.
 * A stop that takes longer than `graceMs` is cut. Gives a function that ends it from elsewhere.
 */
export function onEnd(
  stop: (reason: string) => Promise<void> | void,
  graceMs = 5_000,
): (reason: string) => Promise<void> {
  let ending = false;
  const end = async (reason: string) => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), graceMs).unref();
    try {
      await stop(reason);
    } catch (error) {
      console.error(`the end did not go well: ${errorLine(error)}`);
      process.exit(1);
    }
    process.exit(0);
  };
  process.on("SIGTERM", () => void end("SIGTERM"));
  process.on("SIGINT", () => void end("SIGINT"));
  process.on("disconnect", () => void end("supervisor gone"));
  return end;
}
