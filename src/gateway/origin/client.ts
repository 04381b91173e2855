import {
  Agent as HttpAgent,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
  request as httpRequest,
} from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { Socket } from "node:net";
import { endToEndResponseHeaders } from "../forward.ts";
import { bodyOf } from "./body.ts";
import { ANSWER_HEADER_BYTES_MAX, answerProblem, INTERIM_ANSWERS_MAX } from "./answer-bounds.ts";
import {
  type OriginClient,
  OriginFailure,
  type OriginFailureCode,
  type OriginRequest,
  type OriginResponse,
} from "./exchange.ts";
import { serverNameFor } from "./server-name.ts";

export type OriginClientSettings = {
  /** "http://host:port" or "https://host:port". */
  readonly origin: string;
  /** From the request (or the end of its body) to the answer's complete header. */
  readonly firstByteTimeoutMs: number;
  /** Longest pause inside a body, either way. */
  readonly idleTimeoutMs: number;
  readonly verifyTls: boolean;
  /** Most connections to this origin at once. */
  readonly connectionsMax: number;
};

export const CONNECT_TIMEOUT_MS = 5_000;
/** An idle connection is given up before common origins (Apache 5 s, nginx 75 s) give it up themselves. */
const POOLED_IDLE_MS = 4_000;

const IDEMPOTENT = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PROPFIND"]);
const WITH_BODY_BY_MEANING = new Set(["POST", "PUT", "PATCH"]);

/**
 * A client for one origin: keep-alive pool of its own, headers on the wire as given, bodies streamed and never
 * decoded. A request is sent a second time only if it is idempotent, its body can be sent again, it went out on a
 * pooled connection and that connection ended before any byte of an answer.
 */
export function makeOriginClient(settings: OriginClientSettings): OriginClient {
  const url = new URL(settings.origin);
  const secure = url.protocol === "https:";
  const agent = secure
    ? new HttpsAgent({ keepAlive: true, maxSockets: settings.connectionsMax, timeout: POOLED_IDLE_MS })
    : new HttpAgent({ keepAlive: true, maxSockets: settings.connectionsMax, timeout: POOLED_IDLE_MS });
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const base: RequestOptions & { rejectUnauthorized?: boolean } = {
    host,
    port: url.port === "" ? (secure ? 443 : 80) : Number(url.port),
    maxHeaderSize: ANSWER_HEADER_BYTES_MAX,
    agent,
  };
  if (secure) base.rejectUnauthorized = settings.verifyTls;
  const wireOf = (request: OriginRequest, more: RequestOptions = {}): ClientRequest => {
    const options = { ...base, ...wireOptions(request), ...more };
    if (!secure) return httpRequest(options);
    return httpsRequest({ ...options, servername: serverNameFor(host, request.headers) } as RequestOptions);
  };

  return {
    async send(request) {
      const repeatable = IDEMPOTENT.has(request.method) && !(request.body instanceof ReadableStream);
      const first = new Exchange(request, settings);
      try {
        return await first.run(wireOf(request));
      } catch (failure) {
        if (!repeatable || !first.wasStale) throw failure;
        return await new Exchange(request, settings).run(wireOf(request, { agent: false }));
      }
    },
    close: () => agent.destroy(),
  };
}

function wireOptions(request: OriginRequest): RequestOptions {
  return {
    method: request.method,
    path: request.target,
    headers: framedHeaders(request) as unknown as RequestOptions["headers"],
    setHost: false,
  } as RequestOptions;
}

/** The list as it goes on the wire: framing is always ours, made from the body that will really be sent. */
function framedHeaders(request: OriginRequest): string[] {
  const list: string[] = [];
  let declared: string | undefined;
  for (let at = 0; at < request.headers.length; at += 2) {
    const name = request.headers[at] ?? "";
    const value = request.headers[at + 1] ?? "";
    const lower = name.toLowerCase();
    if (lower === "content-length") declared = value;
    else if (lower !== "transfer-encoding" && lower !== "connection") list.push(name, value);
  }
  list.push("Connection", "keep-alive");
  if (request.body instanceof Uint8Array) list.push("Content-Length", String(request.body.length));
  else if (request.body === null) {
    if (WITH_BODY_BY_MEANING.has(request.method)) list.push("Content-Length", "0");
  } else if (declared !== undefined) list.push("Content-Length", declared);
  else list.push("Transfer-Encoding", "chunked");
  return list;
}

/** One request on one connection, from the first byte sent to the answer's header. */
class Exchange {
  /** The pooled connection was already closed by the origin: nothing of the request was answered. */
  wasStale = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failure: OriginFailure | undefined;
  #upload: ReadableStreamDefaultReader<Uint8Array> | undefined;
  #socket: Socket | undefined;
  #bytesReadBefore = 0;

  constructor(
    readonly request: OriginRequest,
    readonly settings: OriginClientSettings,
  ) {}

  run(wire: ClientRequest): Promise<OriginResponse> {
    const startedAt = performance.now();
    const { signal } = this.request;
    return new Promise<OriginResponse>((resolve, reject) => {
      const abort = () => this.#fail(wire, new OriginFailure("aborted", "the visitor went away"));
      let answered = false;
      const fail = (error: Error) => {
        clearTimeout(this.#timer);
        signal?.removeEventListener("abort", abort);
        this.#upload?.cancel().catch(ignore);
        const failure = this.#failure ?? failureOf(error);
        const nothingCame = this.#socket !== undefined && this.#socket.bytesRead === this.#bytesReadBefore;
        this.wasStale = failure.code === "reset" && wire.reusedSocket === true && nothingCame;
        reject(failure);
      };
      wire.on("error", fail);
      wire.on("close", () => {
        if (answered) this.#upload?.cancel().catch(ignore);
        else fail(new Error("closed before an answer"));
      });
      wire.on("upgrade", (_answer, socket: Socket) => {
        socket.destroy();
        this.#fail(wire, new OriginFailure("malformed", "the origin changed protocols without being asked"));
      });
      let interim = 0;
      wire.on("information", () => {
        interim += 1;
        if (interim > INTERIM_ANSWERS_MAX) {
          this.#fail(wire, new OriginFailure("malformed", "the origin sends interim answers without end"));
        }
      });
      wire.on("response", (answer: IncomingMessage) => {
        clearTimeout(this.#timer);
        signal?.removeEventListener("abort", abort);
        const problem = this.#failure ?? answerProblem(answer);
        if (problem !== undefined) {
          answer.on("error", ignore);
          this.#fail(wire, problem);
          reject(problem);
          return;
        }
        answered = true;
        resolve({
          status: answer.statusCode ?? 0,
          reason: answer.statusMessage ?? "",
          headers: endToEndResponseHeaders(answer.rawHeaders),
          body: bodyOf(answer, {
            method: this.request.method,
            idleTimeoutMs: this.settings.idleTimeoutMs,
            signal,
          }),
          firstByteMs: performance.now() - startedAt,
        });
      });
      if (signal?.aborted) {
        abort();
        return;
      }
      signal?.addEventListener("abort", abort, { once: true });
      this.#watchConnecting(wire);
      this.#sendBody(wire).catch((error: unknown) => this.#fail(wire, uploadFailure(error)));
    });
  }

  /** Deadlines until the connection stands; after that the time belongs to the body and then to the answer. */
  #watchConnecting(wire: ClientRequest): void {
    this.#deadline(wire, this.settings.firstByteTimeoutMs, "busy", "no free connection to the origin");
    wire.on("socket", (socket: Socket) => {
      this.#socket = socket;
      this.#bytesReadBefore = socket.bytesRead;
      const connected = () => this.#expectAnswer(wire);
      if (!socket.connecting) return connected();
      const connectMs = Math.min(CONNECT_TIMEOUT_MS, this.settings.firstByteTimeoutMs);
      this.#deadline(wire, connectMs, "timeout", "the origin does not accept connections in time");
      socket.once("connect", connected);
    });
  }

  #expectAnswer(wire: ClientRequest): void {
    this.#deadline(wire, this.settings.firstByteTimeoutMs, "timeout", "the origin does not answer in time");
  }

  async #sendBody(wire: ClientRequest): Promise<void> {
    const { body } = this.request;
    if (!(body instanceof ReadableStream)) {
      if (body === null) wire.end();
      else wire.end(body);
      return;
    }
    const reader = body.getReader();
    this.#upload = reader;
    for (;;) {
      const { done, value } = await reader.read();
      if (wire.destroyed) return;
      if (done) break;
      this.#expectAnswer(wire);
      if (!wire.write(value)) await drained(wire);
    }
    wire.end();
  }

  /** The failure is made only when it happens: an Error costs microseconds, and most requests need none. */
  #deadline(wire: ClientRequest, ms: number, code: OriginFailureCode, message: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fail(wire, new OriginFailure(code, message)), ms);
  }

  #fail(wire: ClientRequest, failure: OriginFailure): void {
    this.#failure ??= failure;
    clearTimeout(this.#timer);
    wire.destroy(this.#failure);
  }
}

function drained(wire: ClientRequest): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      wire.off("drain", done);
      wire.off("close", done);
      resolve();
    };
    wire.on("drain", done);
    wire.on("close", done);
  });
}

function failureOf(error: Error): OriginFailure {
  if (error instanceof OriginFailure) return error;
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (code.startsWith("HPE_") || code === "ERR_HTTP_HEADERS_OVERFLOW" || code.includes("HEADER")) {
    return new OriginFailure("malformed", `the origin's answer is not HTTP (${code})`);
  }
  if (
    code === "ECONNRESET" ||
    code === "EPIPE" ||
    code === "ECONNABORTED" ||
    code === "ERR_STREAM_DESTROYED"
  ) {
    return new OriginFailure("reset", `the origin closed the connection (${code})`);
  }
  if (code === "ETIMEDOUT") return new OriginFailure("timeout", "the connection to the origin timed out");
  if (code === "") return new OriginFailure("reset", `the connection to the origin ended (${error.message})`);
  return new OriginFailure("refused", `the origin cannot be reached (${code})`);
}

function uploadFailure(error: unknown): OriginFailure {
  if (error instanceof OriginFailure) return error;
  return new OriginFailure(
    "aborted",
    `the visitor's body ended early (${error instanceof Error ? error.message : error})`,
  );
}

function ignore(): void {}
