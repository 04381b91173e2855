import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Server } from "bun";
import { type SiteSettings, gatewaySchema, siteSchema } from "../../src/gateway/config.ts";
import { type Gateway, startGateway } from "../../src/gateway/index.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLog } from "../../src/kernel/log.ts";

/** A gateway on loopback in front of an origin that the test writes. Everything real but the outside world. */

export const HOST = "www.ville.test";

export type Town = {
  gateway: Gateway;
  url: string;
  dataFolder: string;
  /** Requests that reached the origin, as "GET /path". */
  asked: string[];
  /** Asks the gateway as a visitor who typed the site's name. Redirects are not followed, bodies not decoded. */
  get(target: string, headers?: Record<string, string>, init?: RequestInit): Promise<Response>;
  /** The origin is gone: its port refuses. */
  killOrigin(): Promise<void>;
  stop(): Promise<void>;
  /** Stops the gateway and starts it anew on the same data folder, with empty memory. */
  restart(): Promise<void>;
};

export type TownOptions = {
  answer: (request: Request, url: URL) => Response | Promise<Response>;
  site?: Partial<SiteSettings>;
  gateway?: Record<string, unknown>;
};

export async function startTown(options: TownOptions): Promise<Town> {
  const asked: string[] = [];
  const origin: Server<undefined> = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    idleTimeout: 30,
    fetch(request) {
      const url = new URL(request.url);
      asked.push(`${request.method} ${url.pathname}${url.search}`);
      return options.answer(request, url);
    },
  });
  const dataFolder = mkdtempSync(join(tmpdir(), "beffroi-town-"));
  const start = () => startTestGateway(options, `http://127.0.0.1:${origin.port}`, dataFolder);
  const town: Town = {
    gateway: await start(),
    url: "",
    dataFolder,
    asked,
    get: (target, headers = {}, init = {}) =>
      fetch(`${town.url}${target}`, {
        redirect: "manual",
        decompress: false,
        ...init,
        headers: { host: HOST, "accept-encoding": "identity", ...headers },
      }),
    killOrigin: () => origin.stop(true),
    restart: async () => {
      await town.gateway.stop("restart");
      town.gateway = await start();
      town.url = town.gateway.urls()[0] ?? "";
    },
    stop: async () => {
      await town.gateway.stop("end of the test");
      await origin.stop(true);
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
  town.url = town.gateway.urls()[0] ?? "";
  return town;
}

function startTestGateway(options: TownOptions, origin: string, dataFolder: string): Promise<Gateway> {
  return startGateway({
    settings: gatewaySchema.parse({ listen: ["127.0.0.1:0"], ...options.gateway }),
    sites: [siteSchema.parse({ name: "ville", hosts: [HOST], origin, crawl: false, ...options.site })],
    configurationHash: "test",
    dataFolder,
    worker: 0,
    version: "test",
    clock: systemClock,
    log: silentLog,
  });
}

/** An HTML page of the origin. */
export function page(text: string, headers: Record<string, string> = {}): Response {
  const html = `<!doctype html><html lang="fr"><body><h1>${text}</h1></body></html>`;
  return new Response(html, { headers: { "content-type": "text/html; charset=utf-8", ...headers } });
}

/** Waits until `done` is true; fails after two seconds. */
export async function until(
  done: () => boolean | Promise<boolean>,
  what: string,
  timeoutMs = 2_000,
): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await done())) {
    if (Date.now() > end) throw new Error(`not in time: ${what}`);
    await Bun.sleep(10);
  }
}
