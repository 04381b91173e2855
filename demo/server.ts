import type { OriginTally } from "../src/drill/origin-tally.ts";
import { type Answer, textAnswer, toResponse } from "./answer.ts";
import { dayInParis } from "./calendar.ts";
import { DYNAMIC_ROUTES, dispatch, LIGHT_ROUTES, notFound, TownMemory } from "./routes.ts";
import { isStaticPath, serveStatic } from "./static-files.ts";
import { readForm, sessionIdOf, type Visit } from "./visit.ts";
import { costMs, WorkerPool } from "./workers.ts";

/** Longest request body that is read; PHP's usual `post_max_size` is 8 MB, a town's form needs far less. */
export const BODY_BYTES_MAX = 1_048_576;

/** Longer than the longest wait: a full backlog over eight workers at the slowest cost is 16 s. */
const IDLE_TIMEOUT_SECONDS = 60;

export interface DemoTownOptions {
  readonly hostname?: string;
  /** 0 takes any free port. */
  readonly port?: number;
  /** Scales what a dynamic page costs: 1 is like PHP, 0 answers at once. */
  readonly delayFactor?: number;
  readonly workers?: number;
  /** Requests that may wait for a worker before the answer is 502. */
  readonly backlog?: number;
  readonly now?: () => Date;
  /** Counts who took a worker and which messages were accepted, and tells it on COUNT_PATH. */
  readonly tally?: OriginTally | undefined;
  readonly log?: (line: string) => void;
}

export interface DemoTownFigures {
  /** Requests received since the start, static files included. */
  readonly requests: number;
  /** Requests that asked for a worker. */
  readonly dynamic: number;
  readonly inFlight: number;
  readonly queued: number;
  readonly posts: number;
  /** Requests turned away because the backlog was full. */
  readonly refused: number;
  /** Dynamic requests answered. */
  readonly done: number;
}

/** What can be changed while the town stands, as a slow database or a lost machine would. */
export interface DemoTownCapacity {
  readonly workers?: number;
  readonly delayFactor?: number;
}

export interface DemoTown {
  readonly url: string;
  readonly stop: () => Promise<void>;
  readonly figures: () => DemoTownFigures;
  readonly change: (capacity: DemoTownCapacity) => void;
  /** Most dynamic requests held at once, at work or in line, since this was last asked. */
  readonly takeHeldMost: () => number;
}

/** Starts the demonstration town. Throws when the address is taken or is not a loopback address. */
export function startDemoTown(options: DemoTownOptions = {}): DemoTown {
  const { hostname = "127.0.0.1", port = 8081, workers = 8, now = () => new Date(), log, tally } = options;
  if (!isLoopback(hostname)) {
    throw new Error(
      `demo: ${hostname} is not a loopback address. Listen on 127.0.0.1 or ::1; the demo has no protection.`,
    );
  }
  const pool = new WorkerPool(workers, options.backlog);
  const memory = new TownMemory((message) => tally?.accepted(message));
  const counts = { requests: 0, dynamic: 0, posts: 0, refused: 0, done: 0 };
  let { delayFactor = 1 } = options;

  const onWorker = async (visit: Visit, headers: Headers): Promise<Answer> => {
    counts.dynamic++;
    tally?.took(headers, pool.inFlight + pool.queued);
    const cost = costMs(visit.path, visit.method === "POST" || isHeavy(visit.path)) * delayFactor;
    const answer = await pool.run(cost, () => dispatch(DYNAMIC_ROUTES, visit, memory) ?? notFound(visit));
    counts[answer === undefined ? "refused" : "done"]++;
    if (answer === undefined) tally?.refused();
    return answer ?? gatewayError();
  };

  const answerTo = async (request: Request): Promise<Answer> => {
    const url = parseUrl(request.url);
    if (url === undefined)
      return { ...textAnswer("Requête incorrecte\n", "text/plain; charset=UTF-8"), status: 400 };
    const reads = request.method === "GET" || request.method === "HEAD";
    if (!reads && request.method !== "POST") return methodRefused();
    if (isStaticPath(url.pathname) || url.pathname === "/favicon.ico") {
      return reads ? (serveStatic(url.pathname, request) ?? missingFile()) : methodRefused();
    }
    const visit = await visitOf(request, url, memory, now());
    return dispatch(LIGHT_ROUTES, visit, memory) ?? onWorker(visit, request.headers);
  };

  const server = Bun.serve({
    hostname,
    port,
    idleTimeout: IDLE_TIMEOUT_SECONDS,
    maxRequestBodySize: BODY_BYTES_MAX,
    fetch: async (request) => {
      const told = tally?.answer(request);
      if (told !== undefined) return told;
      counts.requests++;
      if (request.method === "POST") counts.posts++;
      const answer = await answerTo(request);
      log?.(`${request.method} ${request.url} ${answer.status}`);
      return toResponse(answer, request);
    },
    error: (fault) => {
      log?.(`fault: ${fault.message}`);
      return new Response("Erreur interne\n", {
        status: 500,
        headers: { "Content-Type": "text/plain; charset=UTF-8" },
      });
    },
  });

  return {
    url: `http://${hostname.includes(":") ? `[${hostname}]` : hostname}:${server.port}`,
    stop: async () => {
      pool.close();
      await server.stop(true);
    },
    figures: () => ({ ...counts, inFlight: pool.inFlight, queued: pool.queued }),
    change: (capacity) => {
      if (capacity.workers !== undefined) pool.resize(capacity.workers);
      delayFactor = capacity.delayFactor ?? delayFactor;
    },
    takeHeldMost: () => pool.takeHeldMost(),
  };
}

/** True for the addresses that only this machine can reach. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname === "::1" ||
    /^127(\.(\d{1,2}|1\d\d|2[0-4]\d|25[0-5])){3}$/.test(hostname)
  );
}

async function visitOf(request: Request, url: URL, memory: TownMemory, at: Date): Promise<Visit> {
  const sessionId = sessionIdOf(request.headers.get("cookie"));
  const posted = request.method === "POST";
  return {
    method: request.method,
    path: url.pathname,
    query: url.searchParams,
    today: dayInParis(at),
    baseUrl: publicBase(request.headers, url),
    sessionId,
    account: memory.sessions.find(sessionId, at.getTime()),
    form: posted
      ? await readForm(request.headers.get("content-type") ?? "", await request.arrayBuffer())
      : undefined,
  };
}

/** Like many CMS, the site believes what the proxy in front says about its own name. */
function publicBase(headers: Headers, url: URL): string {
  const host = headers.get("x-forwarded-host") ?? url.host;
  const scheme = headers.get("x-forwarded-proto") === "https" ? "https" : "http";
  return `${scheme}://${/^[\w.:[\]-]{1,255}$/.test(host) ? host : url.host}`;
}

function isHeavy(path: string): boolean {
  return DYNAMIC_ROUTES.some((route) => route.heavy === true && route.pattern.test(path));
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** What the web server says when PHP's backlog is full. */
function gatewayError(): Answer {
  const body =
    "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n";
  return { ...textAnswer(body, "text/html"), status: 502 };
}

function missingFile(): Answer {
  const body = "<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>\n";
  return { ...textAnswer(body, "text/html"), status: 404 };
}

function methodRefused(): Answer {
  return {
    ...textAnswer("Méthode refusée\n", "text/plain; charset=UTF-8", { Allow: "GET, HEAD, POST" }),
    status: 405,
  };
}
