import type { ErrorBody } from "../../kernel/answer.ts";

/** How the page asks the console: one function, and refusals that can be shown as they are. */

/** Longest wait for an answer, in ms. */
const PATIENCE_MS = 15_000;

/** What the console refused, or "no-connection" when it could not be reached. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly what: string,
    readonly where: string,
    readonly remedy: string,
    /** Seconds after which the same request may succeed; 0 when nothing was said. */
    readonly retryAfterSeconds = 0,
  ) {
    super(what);
  }
}

export type Asked = {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  body?: unknown;
  signal?: AbortSignal;
  /** For what is long by nature, such as a list of tens of thousands of lines. */
  patienceMs?: number;
};

/** Asks for JSON: GET without a body, POST with one, if nothing else is said. Throws Refused. */
export async function ask<T>(path: string, asked: Asked = {}): Promise<T> {
  return (await (await answerOf(path, asked)).json()) as T;
}

/** Asks for a text, such as a table. Throws Refused. */
export async function askText(path: string, asked: Asked = {}): Promise<string> {
  return (await answerOf(path, asked)).text();
}

function answerOf(
  path: string,
  { method, body, signal, patienceMs = PATIENCE_MS }: Asked,
): Promise<Response> {
  const patience = AbortSignal.timeout(patienceMs);
  return reach(path, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    signal: signal === undefined ? patience : AbortSignal.any([signal, patience]),
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
}

async function reach(path: string, request: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, request);
  } catch (error) {
    if (request.signal?.aborted === true && (error as Error).name === "AbortError") throw error;
    throw new Refused(0, "no-connection", "", path, "");
  }
  if (response.ok) return response;
  const retryAfter = Number(response.headers.get("retry-after") ?? 0);
  const found = (await response.json().catch(() => undefined)) as ErrorBody | undefined;
  // What is larger than the listener takes is refused before anything of ours sees it.
  const unsaid = response.status === 413 ? "too-large" : "fault";
  const { code = unsaid, what = "", where = path, remedy = "" } = found?.error ?? {};
  throw new Refused(response.status, code, what, where, remedy, retryAfter);
}
