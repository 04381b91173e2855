import { createServer, type Server, type ServerResponse } from "node:http";
import { look } from "../harness/probe.ts";

/**
 * What the suite's release on npm does not ask: stale-while-revalidate, and whether what must not be served stale is not
 * (there the suite takes a gateway's own error page for a stored answer). RFC 5861, RFC 9111 §4.2.4.
 */
type StaleCase = {
  name: string;
  cacheControl: string;
  /** What the origin does from the second request on. */
  afterwards: "new page" | "503" | "close";
  /** What the visitor gets at the second request, three seconds after the first. */
  second: "old page" | "new page" | "no page";
  /** And at the third, a moment later. */
  third?: "new page";
};

export const STALE_CASES: readonly StaleCase[] = [
  {
    name: "stale-while-revalidate: the old page at once, the new one next",
    cacheControl: "max-age=1, stale-while-revalidate=60",
    afterwards: "new page",
    second: "old page",
    third: "new page",
  },
  {
    name: "stale-while-revalidate: not after its window",
    cacheControl: "max-age=1, stale-while-revalidate=1",
    afterwards: "new page",
    second: "new page",
  },
  {
    name: "stale-while-revalidate does not weaken must-revalidate",
    cacheControl: "max-age=1, stale-while-revalidate=60, must-revalidate",
    afterwards: "new page",
    second: "new page",
  },
  {
    name: "stale-if-error: 503",
    cacheControl: "max-age=1, stale-if-error=60",
    afterwards: "503",
    second: "old page",
  },
  {
    name: "stale-if-error: closed",
    cacheControl: "max-age=1, stale-if-error=60",
    afterwards: "close",
    second: "old page",
  },
  {
    name: "must-revalidate: 503",
    cacheControl: "max-age=1, must-revalidate",
    afterwards: "503",
    second: "no page",
  },
  {
    name: "must-revalidate: closed",
    cacheControl: "max-age=1, must-revalidate",
    afterwards: "close",
    second: "no page",
  },
  {
    name: "proxy-revalidate: closed",
    cacheControl: "max-age=1, proxy-revalidate",
    afterwards: "close",
    second: "no page",
  },
  { name: "s-maxage: closed", cacheControl: "s-maxage=1", afterwards: "close", second: "no page" },
  { name: "no-cache: closed", cacheControl: "no-cache", afterwards: "close", second: "no page" },
  { name: "no-store: closed", cacheControl: "no-store", afterwards: "close", second: "no page" },
];

const PAUSE_MS = 3_000;
const MOMENT_MS = 300;

export type StaleOrigin = { port: number; stop(): void };

export function startStaleOrigin(): Promise<StaleOrigin> {
  const seen = new Map<string, number>();
  const server: Server = createServer((request, response) => {
    const target = request.url ?? "/";
    const count = (seen.get(target) ?? 0) + 1;
    seen.set(target, count);
    const found = STALE_CASES[Number(/^\/case-(\d+)$/.exec(target)?.[1])];
    if (found === undefined) response.writeHead(404).end();
    else answer(response, found, count);
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      const stop = () => {
        server.close();
        server.closeAllConnections();
      };
      resolve({ port, stop });
    });
  });
}

function answer(response: ServerResponse, { cacheControl, afterwards }: StaleCase, count: number): void {
  if (count > 1 && afterwards === "close") return void response.destroy();
  if (count > 1 && afterwards === "503") return void response.writeHead(503).end("broken\n");
  response.writeHead(200, { "Cache-Control": cacheControl, "Content-Type": "text/plain" });
  response.end(count === 1 ? "old page" : "new page");
}

/** Runs all cases at once against the cache on `port`. Gives, for each, what went wrong; undefined when nothing did. */
export function runStaleCases(port: number): Promise<Array<string | undefined>> {
  return Promise.all(STALE_CASES.map((one, index) => runCase(`http://127.0.0.1:${port}/case-${index}`, one)));
}

async function runCase(url: string, wanted: StaleCase): Promise<string | undefined> {
  const ask = async () => {
    const { status, body } = await look(url, 10_000);
    return status === 200 ? body : "no page";
  };
  const first = await ask();
  if (first !== "old page") return `first: ${first}`;
  await Bun.sleep(PAUSE_MS);
  const second = await ask();
  if (second !== wanted.second) return second;
  if (wanted.third === undefined) return undefined;
  await Bun.sleep(MOMENT_MS);
  const third = await ask();
  return third === wanted.third ? undefined : `then ${third}`;
}
