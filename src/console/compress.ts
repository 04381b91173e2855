import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";

/** Large answers made small, so that a room of the console opens on a phone in a corridor. */

/** Smaller ones fit into a packet or three: compressing them gains nothing. */
export const GZIP_BYTES_MIN = 4 * 1024;

const COMPRESSED_TYPES = /^(application\/json|text\/html)\s*(;|$)/;

const gzipApart = promisify(gzip);

/** Whether the browser takes gzip (RFC 9110, section 12.5.3). */
export function acceptsGzip(acceptEncoding: string | null | undefined): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(acceptEncoding ?? "");
}

/**
 * The answer in gzip where it is large, whole and text, and the browser takes it; otherwise as it is. Only of GET: secrets
 * are given in answers to POST, and must not be compressed beside a text that somebody else chose (BREACH). On a thread of
 * its own and at the cheapest level: nobody waits for another's page.
 */
export async function compressed(answer: Response, { method, headers }: Request): Promise<Response> {
  const fits = method === "GET" && answer.status === 200 && !answer.headers.has("content-encoding");
  if (!fits || !COMPRESSED_TYPES.test(answer.headers.get("content-type") ?? "")) return answer;
  const kept = new Headers(answer.headers);
  kept.append("vary", "accept-encoding");
  const whole = await answer.arrayBuffer();
  if (whole.byteLength < GZIP_BYTES_MIN || !acceptsGzip(headers.get("accept-encoding"))) {
    return new Response(whole, { headers: kept });
  }
  kept.set("content-encoding", "gzip");
  const bytes = await gzipApart(whole, { level: constants.Z_BEST_SPEED });
  return new Response(Uint8Array.from(bytes), { headers: kept });
}
