import type { Server } from "bun";
import type { Log } from "../kernel/log.ts";
import { errorLine } from "../kernel/refusal.ts";
import { type Ask, forwardingOf, readAsk } from "./ask.ts";
import { endToEndHeaders } from "./forward.ts";
import { HotPath } from "./hot-path.ts";
import type { Identity } from "./identity.ts";
import { entrantOf } from "./admission.ts";
import { comeBack } from "./come-back.ts";
import { passOrWait, personalFallback } from "./pass.ts";
import { refuse } from "./refuse.ts";
import { serveShared } from "./serve.ts";
import type { Site } from "./site.ts";
import type { SiteTable } from "./sites.ts";
import { isHost, refuseRequest, targetOf } from "./strict.ts";
import { withVisitTicket } from "./visit-ticket.ts";
import { SCRIPT_PATH, scriptResponse } from "./waiting/script.ts";
import { withoutSuite } from "./waiting-room.ts";
import { type BridgeData, bridgeWebSocket, isWebSocketRequest } from "./websocket.ts";

/** Most lines a second about requests that failed inside: logging must not become the denial of service. */
const ERROR_LINES_PER_SECOND = 5;

export type PipelineOptions = {
  sites: SiteTable;
  identity: Identity;
  log: Log;
  /** Told of each request that no honest program sends, with the address of the socket's other end. */
  violation: (peerAddress: string) => void;
};

type Answer = Response | Promise<Response | undefined>;

/** One request from accept to answer: memory first, then judge it, then the way that its sort calls for. */
export class Pipeline {
  readonly hot = new HotPath();
  private errorLines = 0;

  private identity: Identity;

  constructor(private readonly options: PipelineOptions) {
    this.identity = options.identity;
  }

  trust(identity: Identity): void {
    this.identity = identity;
  }

  /** Synchronous as far as it can be: a refusal and an answer from memory cost no promise. */
  handle(request: Request, server: Server<BridgeData>, secure: boolean): Answer {
    return this.hot.answer(request) ?? this.judge(request, server, secure);
  }

  /** Once a second. */
  tick(): void {
    this.errorLines = 0;
  }

  private judge(request: Request, server: Server<BridgeData>, secure: boolean): Answer {
    const { method, url, headers } = request;
    const host = headers.get("host") ?? "";
    const site = this.options.sites.of(host);
    if (site === undefined) return isHost(host) ? refuse(421, "unknown site") : refuse(400, "host");
    site.figures.requests++;
    const bad = refuseRequest(method, url, headers);
    const target = targetOf(url);
    if (bad !== undefined || target === undefined) {
      site.figures.malformed++;
      const peer = bad?.status === 400 ? server.requestIP(request) : null;
      if (peer !== null) this.options.violation(peer.address);
      return refuse(bad?.status ?? 400, bad?.reason ?? "target");
    }
    if (target === SCRIPT_PATH) return scriptResponse(request);
    const word = site.publicPages?.answer(request, target, (bytes) => countWord(site, bytes));
    if (word !== undefined) return word;
    return this.serve(site, request, target, server, secure);
  }

  private serve(
    site: Site,
    request: Request,
    target: string,
    server: Server<BridgeData>,
    secure: boolean,
  ): Answer {
    try {
      const answer = this.route(site, request, target, server, secure);
      return answer instanceof Promise ? answer.catch((error) => this.broken(site, error)) : answer;
    } catch (error) {
      return this.broken(site, error);
    }
  }

  private route(
    site: Site,
    request: Request,
    target: string,
    server: Server<BridgeData>,
    secure: boolean,
  ): Answer {
    const original = site.settings.tickets ? withoutSuite(target) : undefined;
    const peer = server.requestIP(request)?.address ?? "127.0.0.1";
    const client = this.identity.clientOf(peer, request.headers);
    const ask = readAsk(site, request, server, original ?? target, client, secure);
    if (
      ask.proto === "http" &&
      site.tlsAuthority !== undefined &&
      !target.startsWith("/.well-known/acme-challenge/")
    ) {
      return Response.redirect(`https://${site.tlsAuthority}${target}`, 308);
    }
    if (original !== undefined) return comeBack(ask);
    if (isWebSocketRequest(request)) return bridge(ask, server);
    const answer =
      ask.sort === "shared"
        ? serveShared(ask, { url: request.url, hot: this.hot })
        : passOrWait(ask, () => (ask.sort === "personal" ? personalFallback(ask) : undefined));
    return answer instanceof Promise
      ? answer.then((late) => withVisitTicket(ask, late))
      : withVisitTicket(ask, answer);
  }

  private broken(site: Site, error: unknown): Response {
    this.tellError(site, error);
    return refuse(500, "internal");
  }

  private tellError(site: Site, error: unknown): void {
    if (++this.errorLines > ERROR_LINES_PER_SECOND) return;
    this.options.log("error", "a request failed inside the gateway", {
      site: site.name,
      error: errorLine(error),
    });
  }
}

function countWord(site: Site, bytes: number): void {
  site.figures.fromMemory++;
  site.figures.bytesSent += bytes;
}

/** How long the origin may take to agree to a WebSocket. */
const WEBSOCKET_CONNECT_MS = 10_000;

async function bridge(ask: Ask, server: Server<BridgeData>): Promise<Response | undefined> {
  const { settings, guard } = ask.site;
  const place = await guard.acquire(entrantOf(ask)).catch(() => undefined);
  if (place === undefined) return refuse(503, "origin busy");
  try {
    return await bridgeWebSocket({
      request: ask.request,
      server,
      origin: settings.origin,
      target: ask.target,
      headers: endToEndHeaders("GET", ask.headers, forwardingOf(ask), {
        withCookies: true,
        acceptEncoding: null,
      }),
      verifyTls: settings.origin_verify_tls,
      connectTimeoutMs: WEBSOCKET_CONNECT_MS,
    });
  } finally {
    place.release();
  }
}
