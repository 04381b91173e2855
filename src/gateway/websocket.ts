import type {
  WebSocket as OriginSocket,
  Server,
  ServerWebSocket,
  WebSocketHandler,
  WebSocketOptions,
} from "bun";
import { serverNameFor } from "./origin/server-name.ts";

/**
 * WebSocket between a visitor and the origin, message by message: the runtime gives no raw connection. Text, binary,
 * order, subprotocol, close code and reason pass; fragmentation, compression and pings are each side's own affair.
 */

export type BridgeData = { readonly bridge: Bridge };

export type BridgeRequest = {
  readonly request: Request;
  readonly server: Server<BridgeData>;
  /** "http://host:port" or "https://host:port". */
  readonly origin: string;
  readonly target: string;
  /** As `endToEndHeaders` makes them. */
  readonly headers: readonly string[];
  readonly verifyTls: boolean;
  readonly connectTimeoutMs: number;
};

/** Most bridges of one process: each holds a connection to the origin. */
export const BRIDGES_MAX = 2_000;
/** Largest message, and what may wait unsent on either side before the bridge is closed. */
export const MESSAGE_BYTES_MAX = 4 * 1024 * 1024;
export const UNSENT_BYTES_MAX = 8 * 1024 * 1024;
/** A visitor who answers no ping for so long is gone. */
const VISITOR_IDLE_SECONDS = 120;
const ORIGIN_PING_MS = 45_000;

/** RFC 6455 §7.4.1 and the registry: going away, internal error, try again later. */
const CLOSE_GOING_AWAY = 1001;
const CLOSE_TRY_LATER = 1013;
/** Never on the wire: no code was given; the connection just ended. */
const CLOSE_NO_CODE = 1005;
const CLOSE_ABNORMAL = 1006;

/** The runtime's client takes headers and TLS settings; the type that the DOM library gives it does not say so. */
const OriginWebSocket = WebSocket as unknown as new (url: string, options: WebSocketOptions) => OriginSocket;

let bridges = 0;
export const openBridges = (): number => bridges;

/** True for a request that asks for a WebSocket (RFC 6455 §4.1). */
export function isWebSocketRequest({ method, headers }: Request): boolean {
  return (
    method === "GET" &&
    headers.get("upgrade")?.toLowerCase() === "websocket" &&
    UPGRADE_OPTION.test(headers.get("connection") ?? "") &&
    headers.has("sec-websocket-key") &&
    !headers.has("transfer-encoding") &&
    (headers.get("content-length") ?? "0") === "0"
  );
}
const UPGRADE_OPTION = /(?:^|,)[ \t]*upgrade[ \t]*(?:,|$)/i;

/**
 * Connects to the origin and, once that stands, answers the visitor with the subprotocol that the origin chose.
 * Undefined when the visitor was upgraded; else the answer to give: the origin's own status when it refused, 502
 * when it cannot be reached, 504 when it is silent, 503 when there are too many bridges.
 */
export async function bridgeWebSocket(options: BridgeRequest): Promise<Response | undefined> {
  if (bridges >= BRIDGES_MAX) return refusal(503);
  const bridge = new Bridge();
  const opened = await bridge.connect(options);
  if (opened !== true) {
    bridge.end();
    return refusal(opened);
  }
  const headers = bridge.protocol === "" ? undefined : { "Sec-WebSocket-Protocol": bridge.protocol };
  const upgraded = options.server.upgrade(options.request, { data: { bridge }, headers });
  if (upgraded) return undefined;
  bridge.originClosesFor(CLOSE_GOING_AWAY, "");
  return refusal(400);
}

/** What the listener needs to hear of visitors' sockets. */
export const bridgeHandler: WebSocketHandler<BridgeData> = {
  maxPayloadLength: MESSAGE_BYTES_MAX,
  backpressureLimit: UNSENT_BYTES_MAX,
  closeOnBackpressureLimit: true,
  idleTimeout: VISITOR_IDLE_SECONDS,
  sendPings: true,
  perMessageDeflate: false,
  open: (visitor) => visitor.data.bridge.visitorOpened(visitor),
  message: (visitor, message) => visitor.data.bridge.visitorSent(message),
  close: (visitor, code, reason) => visitor.data.bridge.originClosesFor(code, reason),
};

function refusal(status: number): Response {
  return new Response(null, { status, headers: { "Cache-Control": "no-store" } });
}

class Bridge {
  #origin: OriginSocket | undefined;
  #visitor: ServerWebSocket<BridgeData> | undefined;
  /** What the origin sent, and how it closed, before the visitor's side was open. */
  #early: (string | Uint8Array)[] = [];
  #earlyBytes = 0;
  #earlyClose: { code: number; reason: string } | undefined;
  #ping: ReturnType<typeof setInterval> | undefined;
  #ponged = true;
  #ended = false;

  constructor() {
    bridges += 1;
  }

  get protocol(): string {
    return this.#origin?.protocol ?? "";
  }

  /** True once the origin has agreed; else the status to answer with. */
  connect(options: BridgeRequest): Promise<true | number> {
    const { request, headers } = options;
    const pairs: [string, string][] = [];
    for (let at = 0; at < headers.length; at += 2) {
      const name = headers[at] ?? "";
      if (!name.toLowerCase().startsWith("sec-websocket-")) pairs.push([name, headers[at + 1] ?? ""]);
    }
    const wanted = request.headers.get("sec-websocket-protocol");
    const protocols = wanted === null ? [] : wanted.split(",").map((protocol) => protocol.trim());
    return new Promise((resolve) => {
      let origin: OriginSocket;
      try {
        origin = new OriginWebSocket(options.origin.replace(/^http/, "ws") + options.target, {
          headers: pairs,
          protocols,
          perMessageDeflate: false,
          tls: {
            rejectUnauthorized: options.verifyTls,
            serverName: serverNameFor(new URL(options.origin).hostname.replace(/^\[|\]$/g, ""), headers),
          },
        });
      } catch {
        // Subprotocols that no client may send, or the same one twice.
        resolve(400);
        return;
      }
      this.#origin = origin;
      origin.binaryType = "arraybuffer";
      const giveUp = (status: number) => {
        clearTimeout(timer);
        request.signal.removeEventListener("abort", abort);
        resolve(status);
      };
      const abort = () => {
        giveUp(499);
        origin.terminate();
      };
      const timer = setTimeout(() => {
        giveUp(504);
        origin.terminate();
      }, options.connectTimeoutMs);
      request.signal.addEventListener("abort", abort, { once: true });
      origin.addEventListener("open", () => {
        clearTimeout(timer);
        request.signal.removeEventListener("abort", abort);
        this.#watchOrigin(origin);
        resolve(true);
      });
      origin.addEventListener("error", (event) => giveUp(statusOf((event as ErrorEvent).message)));
      origin.addEventListener("message", (event) => this.#originSent(event.data));
      origin.addEventListener("pong", () => {
        this.#ponged = true;
      });
      origin.addEventListener("close", (event) => this.#originClosed(event.code, event.reason));
    });
  }

  visitorOpened(visitor: ServerWebSocket<BridgeData>): void {
    this.#visitor = visitor;
    for (const message of this.#early.splice(0)) this.#toVisitor(message);
    if (this.#earlyClose !== undefined) this.#originClosed(this.#earlyClose.code, this.#earlyClose.reason);
  }

  visitorSent(message: string | Buffer): void {
    const origin = this.#origin;
    if (origin === undefined || origin.readyState !== WebSocket.OPEN) return;
    origin.send(message);
    if (origin.bufferedAmount > UNSENT_BYTES_MAX) {
      this.#visitor?.close(CLOSE_TRY_LATER, "the site does not keep up");
      origin.terminate();
    }
  }

  /** The visitor's side is closed, or never opened: the origin's closes in the same way. */
  originClosesFor(code: number, reason: string): void {
    const origin = this.#origin;
    this.end();
    if (origin === undefined || origin.readyState >= WebSocket.CLOSING) return;
    if (code === CLOSE_ABNORMAL) origin.terminate();
    else closeWith(origin, code, reason);
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    bridges -= 1;
    clearInterval(this.#ping);
    this.#early = [];
  }

  #originSent(data: string | ArrayBuffer): void {
    const message = typeof data === "string" ? data : new Uint8Array(data);
    if (this.#visitor !== undefined) {
      this.#toVisitor(message);
      return;
    }
    this.#earlyBytes += message.length;
    if (this.#earlyBytes > MESSAGE_BYTES_MAX) this.#origin?.terminate();
    else this.#early.push(message);
  }

  #toVisitor(message: string | Uint8Array): void {
    // 0: dropped. A message lost in the middle would be a lie, so the bridge ends instead.
    if (this.#visitor?.send(message) === 0) this.#visitor.terminate();
  }

  #originClosed(code: number, reason: string): void {
    clearInterval(this.#ping);
    const visitor = this.#visitor;
    if (visitor === undefined) {
      this.#earlyClose = { code, reason };
    } else if (visitor.readyState < WebSocket.CLOSING) {
      if (code === CLOSE_ABNORMAL) visitor.terminate();
      else closeWith(visitor, code, reason);
    }
  }

  /** A connection whose other end vanished looks open for hours: a ping without an answer tells. */
  #watchOrigin(origin: OriginSocket): void {
    this.#ping = setInterval(() => {
      if (!this.#ponged) return origin.terminate();
      this.#ponged = false;
      origin.ping();
    }, ORIGIN_PING_MS);
  }
}

function closeWith(
  side: { close(code?: number, reason?: string): void },
  code: number,
  reason: string,
): void {
  if (code === CLOSE_NO_CODE) side.close();
  else side.close(code, reason);
}

/** The runtime tells an origin's refusal in words only: "Expected 101 status code: 403". */
function statusOf(message: string | undefined): number {
  const status = Number(/status code: (\d{3})/.exec(message ?? "")?.[1] ?? 0);
  return status >= 400 && status <= 599 ? status : 502;
}
