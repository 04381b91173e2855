import { Refusal } from "../kernel/refusal.ts";
import type { ConsoleSettings } from "./config.ts";
import type { ConsoleDependencies } from "./dependencies.ts";
import { LiveStream } from "./live.ts";
import { Totals } from "./metrics.ts";
import { BODY_BYTES_MAX, makeRoutes } from "./routes.ts";
import { readWebFiles } from "./web-files.ts";

/** The console's only door. */
export { carriesToken } from "./access.ts";
export { type ConsoleSettings, consoleSchema } from "./config.ts";
export type { ConsoleDependencies, GatewayLink, RefusedCall } from "./dependencies.ts";

/** Longest silence of a connection, in seconds: the live stream speaks more often, nothing else needs as long. */
const IDLE_TIMEOUT_SECONDS = 30;

export type Console = { readonly url: string; stop(): Promise<void> };

/**
 * Serves the live page, the API, the live stream and /metrics. Resolves when it listens.
 * @throws Refusal when the address cannot be listened on.
 */
export async function startConsole(settings: ConsoleSettings, deps: ConsoleDependencies): Promise<Console> {
  const { host, port } = addressOf(settings.listen);
  const totals = new Totals();
  const stopCounting = deps.onDigest((digest) => totals.add(digest));
  const live = new LiveStream(deps);
  const web = readWebFiles(deps.webFolder);
  const routes = makeRoutes({ deps, live, totals, web, listenHost: host, hosts: settings.hosts });
  const release = () => {
    stopCounting();
    live.close();
  };
  try {
    const server = Bun.serve({
      hostname: host.replace(/^\[|\]$/g, ""),
      port,
      idleTimeout: IDLE_TIMEOUT_SECONDS,
      // The routes refuse earlier, with a message; this holds for bodies that no route reads.
      maxRequestBodySize: Math.max(deps.uploadBytesMax, 4 * BODY_BYTES_MAX),
      fetch: (request, connection) =>
        routes.fetch(request, { address: connection.requestIP(request)?.address ?? "" }),
    });
    return {
      url: `http://${host}:${server.port}`,
      stop: async () => {
        release();
        await server.stop(true);
      },
    };
  } catch (error) {
    release();
    throw listenRefusal(error, settings.listen);
  }
}

function addressOf(listen: string): { host: string; port: number } {
  const at = listen.lastIndexOf(":");
  return { host: listen.slice(0, at), port: Number(listen.slice(at + 1)) };
}

function listenRefusal(error: unknown, listen: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") {
    return new Refusal(
      "address-in-use",
      "Another program already listens here.",
      `console ${listen}`,
      "Stop it, or choose another address with --console IP:PORT.",
    );
  }
  if (code === "EACCES") {
    return new Refusal(
      "address-forbidden",
      "This user may not listen on a port below 1024.",
      `console ${listen}`,
      "Choose a port from 1024 with --console IP:PORT.",
    );
  }
  if (code === undefined) return error;
  return new Refusal(
    "address-unusable",
    `The console cannot listen here (${code}).`,
    `console ${listen}`,
    "Give an address of this machine with --console IP:PORT.",
  );
}
