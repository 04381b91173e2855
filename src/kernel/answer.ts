import { errorLine, Refusal } from "./refusal.ts";

/** Answers of the API: JSON, never kept by a browser, and refusals that say what to do. */

const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  "not-found": 404,
  "unknown-site": 404,
  "wrong-method": 405,
  "wrong-type": 415,
  "too-large": 413,
  "too-slow": 408,
  "wrong-host": 421,
  "not-signed-in": 401,
  "unknown-vantage": 401,
  "wrong-credentials": 401,
  "wrong-token": 403,
  "not-allowed": 403,
  "foreign-page": 403,
  "too-many-tries": 429,
  "too-many-acts": 429,
  "bad-request": 400,
  "bad-page": 400,
  "out-of-reach": 400,
  "no-gateway": 503,
  "provider-unreachable": 503,
  "too-many-uploads": 503,
  "too-many-transfers": 503,
  "no-answer": 504,
  "too-many-listeners": 503,
  "history-busy": 503,
  stopping: 503,
  "not-built": 503,
  "disk-full": 507,
  "journal-disk-full": 507,
  "evidence-full": 507,
  failed: 502,
  fault: 500,
};

/** Refusals of other rooms whose code is not listed: the request was understood and cannot be done now. */
const STATUS_OTHERWISE = 409;

/** Codes after which the same request may succeed later. */
const RETRY_AFTER_SECONDS = 5;

export type ErrorBody = { error: { code: string; what: string; where: string; remedy: string } };

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", ...headers },
  });
}

/** A refusal as an answer. Anything else is a fault of ours: the reader learns that, not the internals. */
export function refusalAnswer(error: unknown): Response {
  const refusal = error instanceof Refusal ? error : isDiskFull(error) ? diskFull() : fault();
  const { code, what, where, remedy } = refusal;
  const status = STATUS_OF_CODE[code] ?? STATUS_OTHERWISE;
  const body: ErrorBody = { error: { code, what, where, remedy } };
  const headers: Record<string, string> = {};
  if (status === 503) headers["retry-after"] = String(RETRY_AFTER_SECONDS);
  if (status === 401) headers["www-authenticate"] = 'Bearer realm="beffroi"';
  return json(body, status, headers);
}

/** Whether this is SQLite's or the system's word for a full disk, whichever file was written. */
function isDiskFull(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return code === "SQLITE_FULL" || code === "ENOSPC" || code === "EDQUOT";
}

function diskFull(): Refusal {
  return new Refusal(
    "disk-full",
    "The disk is full, so this was not done.",
    "data folder",
    "Make room, then try again.",
  );
}

function fault(): Refusal {
  return new Refusal("fault", "The console failed on this request.", "console", "See the log of the keeper.");
}

/** What the log says of an error that is no refusal. */
export function faultLine(error: unknown): string {
  return error instanceof Error && error.stack !== undefined ? error.stack : errorLine(error);
}
