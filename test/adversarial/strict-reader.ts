/** HTTP/1.1 as RFC 9112 lets nobody misunderstand it: one reading or none. The measure for what others read. */

export type StrictRequest = {
  method: string;
  target: string;
  host: string;
  body: Buffer;
  /** The bytes of this request alone. */
  raw: Buffer;
};

export type StrictReading = {
  requests: StrictRequest[];
  /** Where reading stopped for good: what stands there has no single meaning. */
  malformed: boolean;
  /** Bytes after the last whole request. */
  rest: Buffer;
  /** A request whose header means one thing, but whose body is not whole or means nothing. */
  headOnly?: { method: string; target: string };
};

const REQUEST_LINE = /^([A-Z-]+) (\/[\x21-\x7e]*|https?:\/\/[\x21-\x7e]+) HTTP\/1\.([01])$/;
const FIELD = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*([\t\x20-\x7e\x80-\xff]*?)[ \t]*$/;
const CHUNK = /^([0-9A-Fa-f]{1,8})(?:[ \t]*;[\t\x20-\x7e\x80-\xff]*)?$/;

/** Reads requests one after another until the bytes end, are not whole, or mean nothing. */
export function readStrict(bytes: Buffer): StrictReading {
  const requests: StrictRequest[] = [];
  let rest = bytes;
  for (;;) {
    if (rest.length === 0) return { requests, malformed: false, rest };
    const end = rest.indexOf("\r\n\r\n");
    if (end === -1) return { requests, malformed: /[^\r]\n|\r[^\n]/.test(rest.toString("latin1")), rest };
    const head = readHead(rest.subarray(0, end).toString("latin1"));
    if (head === undefined) return { requests, malformed: true, rest };
    const body = readBody(head.framing, rest.subarray(end + 4));
    const { method, target, host } = head;
    if (typeof body === "string") {
      return { requests, malformed: body === "malformed", rest, headOnly: { method, target } };
    }
    const length = end + 4 + body.consumed;
    requests.push({ method, target, host, body: body.bytes, raw: rest.subarray(0, length) });
    rest = rest.subarray(length);
  }
}

type Framing = { length: number } | "chunked";
type Head = { method: string; target: string; host: string; framing: Framing };

function readHead(text: string): Head | undefined {
  const [line = "", ...lines] = text.split("\r\n");
  const request = REQUEST_LINE.exec(line);
  if (request === null) return undefined;
  const fields: [string, string][] = [];
  for (const one of lines) {
    const field = FIELD.exec(one);
    if (field === null) return undefined;
    fields.push([(field[1] ?? "").toLowerCase(), field[2] ?? ""]);
  }
  const all = (name: string) => fields.filter(([one]) => one === name).map(([, value]) => value);
  // What CGI takes for the framing of the message is ambiguous too.
  if (fields.some(([name]) => name === "content_length" || name === "transfer_encoding")) return undefined;
  const hosts = all("host");
  if (hosts.length !== 1 || hosts[0] === "") return undefined;
  const framing = readFraming(all("transfer-encoding"), all("content-length"), request[3] === "1");
  if (framing === undefined) return undefined;
  return { method: request[1] ?? "", target: request[2] ?? "", host: hosts[0] ?? "", framing };
}

function readFraming(codings: string[], lengths: string[], canBeChunked: boolean): Framing | undefined {
  if (codings.length > 0) {
    const isOne = codings.length === 1 && codings[0]?.toLowerCase() === "chunked";
    return isOne && canBeChunked && lengths.length === 0 ? "chunked" : undefined;
  }
  if (lengths.length === 0) return { length: 0 };
  // The same length said twice means one thing (RFC 9110 §8.6).
  if (new Set(lengths).size !== 1 || !/^\d{1,15}$/.test(lengths[0] ?? "")) return undefined;
  return { length: Number(lengths[0]) };
}

type Body = { bytes: Buffer; consumed: number } | "malformed" | "unfinished";

function readBody(framing: Framing, rest: Buffer): Body {
  if (framing !== "chunked") {
    if (rest.length < framing.length) return "unfinished";
    return { bytes: rest.subarray(0, framing.length), consumed: framing.length };
  }
  const pieces: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = rest.indexOf("\r\n", at);
    if (lineEnd === -1) return "unfinished";
    const size = CHUNK.exec(rest.subarray(at, lineEnd).toString("latin1"));
    if (size === null) return "malformed";
    const length = Number.parseInt(size[1] ?? "", 16);
    const start = lineEnd + 2;
    if (length === 0) {
      const trailer = readTrailer(rest.subarray(start));
      if (typeof trailer === "string") return trailer;
      return { bytes: Buffer.concat(pieces), consumed: start + trailer };
    }
    if (rest.length < start + length + 2) return "unfinished";
    if (rest.subarray(start + length, start + length + 2).toString("latin1") !== "\r\n") return "malformed";
    pieces.push(rest.subarray(start, start + length));
    at = start + length + 2;
  }
}

/** Bytes of the trailer section, its empty line included. */
function readTrailer(rest: Buffer): number | "malformed" | "unfinished" {
  for (let at = 0; ; ) {
    const end = rest.indexOf("\r\n", at);
    if (end === -1) return "unfinished";
    if (end === at) return end + 2;
    if (!FIELD.test(rest.subarray(at, end).toString("latin1"))) return "malformed";
    at = end + 2;
  }
}
