import { brotliDecompressSync, gunzipSync, gzipSync, inflateSync, zstdDecompressSync } from "node:zlib";
import { headerOf, isPage } from "./answer.ts";
import type { AcceptEncodingClass } from "./cache/policy.ts";
import type { StoredResponse } from "./cache/stored-response.ts";
import { bodyHash } from "./collect.ts";

/** Decoded bodies are bounded: a hostile origin's compression bomb must not fill the memory. */
export const DECODED_BYTES_MAX = 64 * 1024 * 1024;

const decodedOf = new WeakMap<StoredResponse, StoredResponse>();
const noticedOf = new WeakMap<StoredResponse, StoredResponse>();

/** The body without its Content-Encoding; undefined for an encoding that we do not know or that does not decode. */
export function decodedBody(stored: Pick<StoredResponse, "headers" | "body">): Uint8Array | undefined {
  const bound = { maxOutputLength: DECODED_BYTES_MAX };
  try {
    switch ((headerOf(stored, "content-encoding") ?? "identity").toLowerCase()) {
      case "identity":
        return stored.body;
      case "gzip":
      case "x-gzip":
        return gunzipSync(stored.body, bound);
      case "deflate":
        return inflateSync(stored.body, bound);
      case "br":
        return brotliDecompressSync(stored.body, bound);
      case "zstd":
        return zstdDecompressSync(stored.body, bound);
      default:
        return undefined;
    }
  } catch {
    return undefined;
  }
}

const contentHashOf = new WeakMap<object, string>();

/** Hash of the body without its encoding: the same page told apart from another one however it was packed. */
export function contentHash(answer: Pick<StoredResponse, "headers" | "body">): string {
  const known = contentHashOf.get(answer);
  if (known !== undefined) return known;
  const hash = bodyHash(decodedBody(answer) ?? answer.body);
  contentHashOf.set(answer, hash);
  return hash;
}

/** True if a client of this class understands the stored answer's encoding. */
export function isUnderstood(stored: StoredResponse, accepts: AcceptEncodingClass): boolean {
  const encoding = (headerOf(stored, "content-encoding") ?? "identity").toLowerCase();
  if (encoding === "identity") return true;
  if (encoding === "gzip" || encoding === "x-gzip") return accepts !== "identity";
  return encoding === "br" && accepts === "br";
}

/** The same answer without encoding, for a client that understands none. Worked out once. */
export function withoutEncoding(stored: StoredResponse): StoredResponse | undefined {
  const known = decodedOf.get(stored);
  if (known !== undefined) return known;
  const body = decodedBody(stored);
  if (body === undefined) return undefined;
  const decoded = rewritten(stored, body, ["content-encoding"]);
  decodedOf.set(stored, decoded);
  return decoded;
}

/**
 * The page with a discreet line that says of when it is, for the time when the origin is gone. HTML pages only;
 * what cannot be decoded safely is given as it is. The line is plain ASCII, so that it is right in every encoding
 * that is a superset of ASCII. Worked out once a page.
 */
export function withNotice(stored: StoredResponse): StoredResponse {
  if (!isPage(stored) || /utf-?16|utf-?32/i.test(headerOf(stored, "content-type") ?? "")) return stored;
  const known = noticedOf.get(stored);
  if (known !== undefined) return known;
  const body = decodedBody(stored);
  const at = body === undefined ? -1 : lastBodyEnd(body);
  if (body === undefined || at < 0) return stored;
  const line = new TextEncoder().encode(noticeLine(stored.storedAtMs - stored.initialAgeMs));
  const noticed = new Uint8Array(body.length + line.length);
  noticed.set(body.subarray(0, at));
  noticed.set(line, at);
  noticed.set(body.subarray(at), at + line.length);
  const packed = headerOf(stored, "content-encoding") !== undefined;
  const bytes = packed ? gzipSync(noticed) : noticed;
  const result = rewritten(stored, bytes, ["content-encoding"], packed ? [["content-encoding", "gzip"]] : []);
  noticedOf.set(stored, result);
  return result;
}

/** Its validators go: these are other bytes, and a client must not mix the two. */
function rewritten(
  stored: StoredResponse,
  body: Uint8Array,
  without: string[],
  added: Array<[string, string]> = [],
): StoredResponse {
  const gone = new Set([
    ...without,
    "etag",
    "last-modified",
    "content-length",
    "content-md5",
    "digest",
    "repr-digest",
  ]);
  return { ...stored, body, headers: [...stored.headers.filter(([name]) => !gone.has(name)), ...added] };
}

/** Index of the last "</body" whatever its case, or -1. */
function lastBodyEnd(body: Uint8Array): number {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const exact = text.lastIndexOf("</body");
  return exact >= 0 ? exact : text.lastIndexOf("</BODY");
}

function noticeLine(atMs: number): string {
  const date = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long", timeZone: "Europe/Paris" }).format(atMs);
  const time = new Intl.DateTimeFormat("fr-FR", {
    hour: "numeric",
    minute: "2-digit",
    timeZone: "Europe/Paris",
  })
    .format(atMs)
    .replace(":", " h ");
  const said = `Page du ${date} \u00e0 ${time}. Le site est servi depuis une copie pendant une interruption.`;
  const ascii = said.replace(/[^\x20-\x7e]/g, (character) => `&#${character.codePointAt(0)};`);
  return `<p role="note" style="margin:0;padding:.5em 1em;font-size:.875em;text-align:center">${ascii}</p>`;
}
