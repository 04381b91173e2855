import { readFileSync } from "node:fs";
import { Refusal } from "../kernel/refusal.ts";
import type { Route } from "../kernel/route.ts";
import type { ConsoleSettings } from "./config.ts";
import type { ConsoleDependencies } from "./dependencies.ts";
import { LiveStream } from "./live.ts";
import { Totals } from "./metrics.ts";
import { allRoutes, BODY_BYTES_MAX, makeRoutes } from "./routes.ts";
import { readWebFiles } from "./web-files.ts";

/** The console's only door. */
export { carriesToken } from "./access.ts";
export { type ConsoleSettings, consoleSchema } from "./config.ts";
export type { ConsoleDependencies, GatewayLink, RefusedCall } from "./dependencies.ts";

/** Longest silence of a connection, in seconds: the live stream speaks more often, nothing else needs as long. */
const IDLE_TIMEOUT_SECONDS = 30;

export type Console = {
  readonly url: string;
  /** What it answers to, for whoever wants to know who may what. */
  readonly routes: readonly Pick<Route, "method" | "path" | "needs">[];
  stop(): Promise<void>;
};

/**
 * Serves the live page, the API, the live stream and /metrics. Resolves when it listens.
 * @throws Refusal when the address cannot be listened on.
 */
export async function startConsole(settings: ConsoleSettings, deps: ConsoleDependencies): Promise<Console> {
  const { host, port } = addressOf(settings.listen);
  const tls = tlsOf(settings);
  const totals = new Totals();
  const stopCounting = deps.onDigest((digest) => totals.add(digest));
  const live = new LiveStream(deps);
  const web = readWebFiles(deps.webFolder);
  const parts = { deps, live, totals, web, listenHost: host, hosts: settings.hosts };
  const routes = makeRoutes(parts);
  const release = () => {
    stopCounting();
    live.close();
  };
  try {
    const server = Bun.serve({
      hostname: host.replace(/^\[|\]$/g, ""),
      port,
      ...(tls === undefined ? {} : { tls }),
      idleTimeout: IDLE_TIMEOUT_SECONDS,
      // The routes refuse earlier, with a message; this holds for bodies that no route reads.
      maxRequestBodySize: Math.max(deps.uploadBytesMax, 4 * BODY_BYTES_MAX),
      fetch: (request, connection) =>
        routes.fetch(request, { address: connection.requestIP(request)?.address ?? "" }),
    });
    return {
      url: `${tls === undefined ? "http" : "https"}://${host}:${server.port}`,
      routes: allRoutes(parts),
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

/** Certificate and key, as they are at the start. Throws a Refusal when a file cannot be read. */
function tlsOf({ certificate, certificate_key: key }: ConsoleSettings) {
  if (certificate === undefined || key === undefined) return undefined;
  const read = (path: string): string => {
    try {
      return readFileSync(path, "utf8");
    } catch (error) {
      throw new Refusal(
        "unreadable-certificate",
        `The console's certificate cannot be read (${(error as NodeJS.ErrnoException).code}).`,
        path,
        "Check the path and that the account that runs Beffroi may read it.",
      );
    }
  };
  return { cert: read(certificate), key: read(key) };
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
