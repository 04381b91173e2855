/**
 * What the runtime's parser lets through and a gateway must not: each of these is read in one way here and in
 * another by some origin, and the difference is what request smuggling and cache poisoning live on.
 *
 * What the runtime hides cannot be judged: it replaces the authority of an absolute-form target by Host (so Host
 * always decides), decodes dot segments, turns "\" into "/" and joins repeated fields with ", ".
 */

export type BadRequest = {
  readonly status: 400 | 405 | 414 | 417 | 431 | 501;
  /** For figures and logs: a fixed word, never text of the request. */
  readonly reason: string;
};

/** Fields in one request; total of their names and values in bytes; longest target in bytes. */
export const HEADER_COUNT_MAX = 100;
export const HEADER_BYTES_MAX = 16 * 1024;
export const TARGET_BYTES_MAX = 8 * 1024;

/** RFC 9110 §9.3, RFC 5789 and the WebDAV and CalDAV families that CMSs use. CONNECT and TRACE are left out. */
const METHODS = new Set(
  (
    "GET HEAD POST PUT DELETE OPTIONS PATCH PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK REPORT SEARCH " +
    "MKCALENDAR ACL BIND UNBIND REBIND LINK UNLINK CHECKOUT MERGE MKACTIVITY PURGE SOURCE SUBSCRIBE UNSUBSCRIBE " +
    "NOTIFY QUERY M-SEARCH"
  ).split(" "),
);
const FORBIDDEN_METHODS = new Set(["CONNECT", "TRACE"]);

/** A name that CGI turns into the same variable as a field that frames the message. */
const LOOKALIKE = /^(content_length|transfer_encoding)$/;
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f]/;
/** RFC 3986 reg-name (letters, digits, "-", "." and "_"), IPv4 or bracketed IPv6, with an optional port. */
const HOST = /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,253})|\[[0-9A-Fa-f:.]{2,45}\])(?::(\d{1,5}))?$/;

const bad = (status: BadRequest["status"], reason: string): BadRequest => ({ status, reason });

/**
 * Judges a request before anything else looks at it; undefined when it may go on. `url` is the runtime's
 * `request.url`. Costs about a microsecond for a browser's request.
 */
export function refuseRequest(method: string, url: string, headers: Headers): BadRequest | undefined {
  if (!METHODS.has(method)) {
    return FORBIDDEN_METHODS.has(method) ? bad(405, "method forbidden") : bad(501, "method unknown");
  }
  const target = targetOf(url);
  if (target === undefined)
    return url.length > TARGET_BYTES_MAX ? bad(414, "target too long") : bad(400, "target");
  if (target.length > TARGET_BYTES_MAX) return bad(414, "target too long");
  if (target.includes("%00")) return bad(400, "NUL in target");

  const host = headers.get("host");
  if (host === null || host === "") return bad(400, "host missing");
  if (!isHost(host)) return bad(400, "host malformed");
  return refuseHeaders(headers);
}

function refuseHeaders(headers: Headers): BadRequest | undefined {
  let count = 0;
  let bytes = 0;
  for (const [name, value] of headers) {
    count += 1;
    bytes += name.length + value.length;
    if (CONTROL.test(value)) return bad(400, "control character in header");
    if (name.includes("_") && LOOKALIKE.test(name)) return bad(400, "header name lookalike");
  }
  if (count > HEADER_COUNT_MAX) return bad(431, "too many headers");
  if (bytes > HEADER_BYTES_MAX) return bad(431, "headers too large");

  const coding = headers.get("transfer-encoding");
  if (coding !== null) {
    if (coding.toLowerCase() !== "chunked") return bad(400, "transfer coding");
    if (headers.has("content-length")) return bad(400, "two framings");
  }
  const length = headers.get("content-length");
  if (length !== null && !/^\d{1,15}$/.test(length)) return bad(400, "content length");
  const expectation = headers.get("expect");
  if (expectation !== null && expectation.toLowerCase() !== "100-continue")
    return bad(417, "expectation unknown");
  return undefined;
}

/** True for a Host field of one well-formed name or address with a port of 1 to 65535, if any. */
export function isHost(host: string): boolean {
  const match = HOST.exec(host);
  if (match === null) return false;
  const port = match[1];
  return port === undefined || (Number(port) >= 1 && Number(port) <= 65535);
}

/**
 * Path and query of the runtime's `request.url`, found by string search: `new URL` throws on what some hosts make of
 * it. Undefined when there is no path, or a fragment, a space or a control character that no client sends.
 */
export function targetOf(url: string): string | undefined {
  let start = 0;
  if (url.charCodeAt(0) !== 47 /* "/": the runtime gives the bare path when it could not use Host */) {
    const scheme = url.indexOf("://");
    if (scheme !== 4 && scheme !== 5) return undefined;
    start = url.indexOf("/", scheme + 3);
    if (start === -1) return undefined;
  }
  for (let at = start; at < url.length; at++) {
    const code = url.charCodeAt(at);
    if (code <= 0x20 || code >= 0x7f || code === 0x23 /* # */) return undefined;
  }
  return start === 0 ? url : url.slice(start);
}
