import type { Html } from "./html.ts";

/** What a route gives back, before HEAD, compression and the shape of the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: string | Uint8Array;
}

interface PageExtras {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly cookies?: readonly string[];
}

const GZIP_BYTES_MIN = 860;

/** Headers of a page by a common PHP stack. Most pages say nothing about freshness; the few that do pass `headers`. */
export function pageAnswer(
  page: Html,
  { status = 200, headers = {}, cookies = [] }: PageExtras = {},
): Answer {
  return {
    status,
    headers: { "Content-Type": "text/html; charset=UTF-8", ...PHP, ...headers },
    cookies,
    body: page.text,
  };
}

export function textAnswer(body: string, type: string, headers: Record<string, string> = {}): Answer {
  return { status: 200, headers: { "Content-Type": type, ...headers }, cookies: [], body };
}

export function redirectAnswer(
  status: 301 | 302 | 303,
  location: string,
  cookies: readonly string[] = [],
): Answer {
  return {
    status,
    headers: { Location: location, "Content-Type": "text/html; charset=UTF-8", ...PHP },
    cookies,
    body: "",
  };
}

/** What PHP's `session_start` sends by itself (`session.cache_limiter = nocache`). */
export const SESSION_HEADERS: Record<string, string> = {
  Expires: "Thu, 19 Nov 1981 08:52:00 GMT",
  "Cache-Control": "no-store, no-cache, must-revalidate",
  Pragma: "no-cache",
};

const PHP: Record<string, string> = {
  "X-Powered-By": "PHP/8.2 (imitation)",
  "X-Content-Type-Options": "nosniff",
};

/**
 * Turns an answer into a response: gzip when the client takes it and it pays, Vary with every text that could have
 * been compressed, an exact Content-Length, no body for HEAD. `Content-Range` answers are never compressed.
 */
export function toResponse(answer: Answer, request: Request): Response {
  const headers = new Headers(answer.headers);
  for (const cookie of answer.cookies) headers.append("Set-Cookie", cookie);
  headers.set("Server", "nginx (imitation)");
  let body = new Uint8Array(typeof answer.body === "string" ? Buffer.from(answer.body) : answer.body);
  if (
    isText(headers) &&
    !headers.has("Content-Range") &&
    !headers.has("Content-Encoding") &&
    body.length >= GZIP_BYTES_MIN
  ) {
    headers.append("Vary", "Accept-Encoding");
    if (acceptsGzip(request.headers.get("accept-encoding"))) {
      body = Bun.gzipSync(body);
      headers.set("Content-Encoding", "gzip");
    }
  }
  if (answer.status === 304) return new Response(null, { status: 304, headers });
  headers.set("Content-Length", String(body.length));
  return new Response(request.method === "HEAD" ? null : body, { status: answer.status, headers });
}

/** True when gzip may be sent: named (or `*`) with a quality above zero (RFC 9110 section 12.5.3). */
export function acceptsGzip(acceptEncoding: string | null): boolean {
  let star = false;
  for (const item of (acceptEncoding ?? "").toLowerCase().split(",")) {
    const [coding, ...parameters] = item.split(";").map((part) => part.trim());
    const quality = parameters.find((parameter) => parameter.startsWith("q="));
    const taken = quality === undefined || Number(quality.slice(2)) > 0;
    if (coding === "gzip" || coding === "x-gzip") return taken;
    if (coding === "*") star = taken;
  }
  return star;
}

function isText(headers: Headers): boolean {
  return /^(text\/|image\/svg|application\/(xml|atom|json|javascript))/.test(
    headers.get("content-type") ?? "",
  );
}
