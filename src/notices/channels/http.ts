import { readFileSync } from "node:fs";
import { type IncomingMessage, type RequestOptions, request as requestPlain } from "node:http";
import { request as requestTls } from "node:https";
import { type Outcome, oneLine } from "./channel.ts";

/** One bounded HTTP exchange: no redirect, no kept connection, and it is known whether the request can have arrived. */

/** Bytes of an answer that are read; what comes after is cut off. */
export const ANSWER_BYTES_MAX = 64 * 1024;
const CONNECT_TIMEOUT_MS = 10_000;
/** Longest Retry-After that is believed. */
const RETRY_AFTER_MS_MAX = 3_600_000;

export type HttpAsk = {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string;
  /** Longest time for all of it. */
  timeoutMs: number;
  caFile?: string | undefined;
  signal: AbortSignal;
};

export type HttpEnd =
  | { answered: true; status: number; text: string; retryAfterMs: number | undefined }
  | { answered: false; mayHaveArrived: boolean; reason: string };

/** Asks once. Never rejects: what went wrong is an end, too. */
export function askOnce(ask: HttpAsk): Promise<HttpEnd> {
  return new Promise((resolve) => {
    let mayHaveArrived = false;
    let options: RequestOptions;
    try {
      options = requestOptions(ask);
    } catch (error) {
      return resolve({ answered: false, mayHaveArrived, reason: reasonOf(error) });
    }
    const secure = ask.url.startsWith("https:");
    const request = (secure ? requestTls : requestPlain)(ask.url, options);
    const stop = (why: string) => request.destroy(new Error(why));
    const connecting = setTimeout(() => stop("the server does not take the connection"), CONNECT_TIMEOUT_MS);
    const whole = setTimeout(() => stop("no answer in time"), ask.timeoutMs);
    const aborted = () => stop("stopped");
    const end = (how: HttpEnd) => {
      clearTimeout(connecting);
      clearTimeout(whole);
      ask.signal.removeEventListener("abort", aborted);
      resolve(how);
      request.destroy();
    };
    ask.signal.addEventListener("abort", aborted);
    request.on("socket", (socket) =>
      socket.once(secure ? "secureConnect" : "connect", () => {
        clearTimeout(connecting);
        // From here on bytes leave, and nobody can say how many arrived.
        mayHaveArrived = true;
      }),
    );
    request.on("error", (error) => end({ answered: false, mayHaveArrived, reason: reasonOf(error) }));
    request.on("response", (response) => readAnswer(response, end));
    if (ask.signal.aborted) aborted();
    else request.end(ask.body);
  });
}

function requestOptions({ method, headers, body, caFile }: HttpAsk): RequestOptions {
  const bytes = Buffer.byteLength(body);
  return {
    method,
    // A connection of its own: an old one may be dead, and then nobody knows whether the request arrived.
    agent: false,
    headers: {
      "user-agent": "Beffroi",
      connection: "close",
      ...headers,
      ...(method === "GET" ? {} : { "content-length": String(bytes) }),
    },
    ...(caFile === undefined ? {} : { ca: readFileSync(caFile, "utf8") }),
  };
}

/** An answer's head decides; a body that is cut off or too long takes nothing back. */
function readAnswer(response: IncomingMessage, end: (how: HttpEnd) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const done = () =>
    end({
      answered: true,
      status: response.statusCode ?? 0,
      text: Buffer.concat(chunks).subarray(0, ANSWER_BYTES_MAX).toString("utf8"),
      retryAfterMs: retryAfter(response.headers["retry-after"], Date.now()),
    });
  response.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= ANSWER_BYTES_MAX) done();
  });
  response.on("end", done);
  response.on("error", done);
  response.on("close", done);
}

/** Retry-After as milliseconds from now (RFC 9110, 10.2.3), at most RETRY_AFTER_MS_MAX; undefined when it says nothing. */
export function retryAfter(value: string | undefined, nowMs: number): number | undefined {
  if (value === undefined) return undefined;
  const ms = /^\d{1,9}$/.test(value.trim()) ? Number(value) * 1_000 : Date.parse(value) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.min(RETRY_AFTER_MS_MAX, Math.max(0, ms));
}

/** Answers after which the receiver may take the same request later, or a person can mend something meanwhile. */
const LATER = new Set([401, 403, 407, 408, 425, 429]);
/** A server in between gave up waiting: what stands behind it may have taken the request. */
const BETWEEN = new Set([502, 504]);

/** What an exchange means. `accepts` looks at the text of a 2xx answer. */
export function outcomeOf(end: HttpEnd, accepts: (text: string) => boolean = () => true): Outcome {
  if (!end.answered) {
    const { mayHaveArrived, reason } = end;
    return { result: mayHaveArrived ? "unknown" : "not-now", reason, channelDown: true };
  }
  const { status, text, retryAfterMs } = end;
  const words = oneLine(`${status} ${text}`);
  if (status >= 200 && status < 300) {
    if (accepts(text)) return { result: "delivered", answer: words };
    return { result: "not-now", reason: `not taken: ${words}`, channelDown: false };
  }
  if (status >= 300 && status < 400) {
    return { result: "never", reason: `${status}: it answers from another address, which is not followed` };
  }
  if (BETWEEN.has(status)) return { result: "unknown", reason: words, channelDown: true };
  if (status >= 500 || LATER.has(status)) {
    const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
    return { result: "not-now", reason: words, channelDown: true, ...wait };
  }
  return { result: "never", reason: words };
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return oneLine(code === undefined || message.includes(code) ? message : `${message} (${code})`);
}
