import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import source from "./suite.js" with { type: "text" };

/** The one script of the public pages: for every site the same, at the same address. */

export const SCRIPT_PATH = "/.beffroi/suite.js";

/** A waiting page can be newer than the script that a browser holds for at most so long. */
const MAX_AGE_SECONDS = 3600;

const ETAG = `"${createHash("sha256").update(source).digest("base64url").slice(0, 22)}"`;
const PACKED = gzipSync(source, { level: 9 });

/** Answers a GET or HEAD of SCRIPT_PATH: 200, or 304 (RFC 9110, section 13.1.2). */
export function scriptResponse(request: Request): Response {
  const headers: Record<string, string> = {
    "content-type": "text/javascript; charset=utf-8",
    "cache-control": `public, max-age=${MAX_AGE_SECONDS}`,
    etag: ETAG,
    vary: "accept-encoding",
    "x-content-type-options": "nosniff",
  };
  const known = request.headers.get("if-none-match") ?? "";
  if (known.split(",").some((tag) => tag.trim().replace(/^W\//, "") === ETAG)) {
    return new Response(null, { status: 304, headers });
  }
  const takesGzip = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(
    request.headers.get("accept-encoding") ?? "",
  );
  if (!takesGzip) return new Response(source, { headers });
  return new Response(PACKED, { headers: { ...headers, "content-encoding": "gzip" } });
}
