import { Random } from "./random.ts";

/**
 * Requests that servers are known to read differently: framing said twice, badly, or in disguise, line ends and colons
 * that are not quite, and a second request hidden where one reading sees a body. A number is always the same payload.
 */
export type Payload = { readonly number: number; readonly bytes: Buffer };

export const targetsOf = (number: number) => ({
  own: `/p${number}`,
  hidden: `/hidden${number}`,
  last: `/last${number}`,
});

const LENGTHS = (length: number) => [
  `Content-Length: ${length}`,
  `Content-Length:${length}`,
  `content-length: ${length}`,
  `Content-Length : ${length}`,
  `Content-Length\t: ${length}`,
  ` Content-Length: ${length}`,
  `Content-Length: +${length}`,
  `Content-Length: -${length}`,
  `Content-Length: 0${length}`,
  `Content-Length: 0x${length.toString(16)}`,
  `Content-Length: ${length}, ${length}`,
  `Content-Length: ${length}, 0`,
  `Content-Length: ${length}\r\nContent-Length: ${length}`,
  `Content-Length: 0\r\nContent-Length: ${length}`,
  `Content-Length: ${length}\r\nContent-Length: 0`,
  `Content-Length: ${length} 0`,
  `Content-Length: "${length}"`,
  `Content-Length: ${length}\x0b`,
  `Content-Length: ${length}\r\n 0`,
  `Content-Length: 1844674407370955${1616 + length}`,
  `Content_Length: ${length}`,
  `X: y\nContent-Length: ${length}`,
  `X: y\rContent-Length: ${length}`,
  `X:\r\n Content-Length: ${length}`,
  `Content-Length\0: ${length}`,
];

const CODINGS = [
  "Transfer-Encoding: chunked",
  "Transfer-Encoding:chunked",
  "transfer-encoding: CHUNKED",
  "Transfer-Encoding : chunked",
  "Transfer-Encoding\t:\tchunked",
  " Transfer-Encoding: chunked",
  "Transfer-Encoding: xchunked",
  "Transfer-Encoding: chunkedx",
  "Transfer-Encoding: chunked, identity",
  "Transfer-Encoding: identity, chunked",
  "Transfer-Encoding: chunked, chunked",
  "Transfer-Encoding: gzip, chunked",
  "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
  "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
  "Transfer-Encoding: chunked;q=1",
  'Transfer-Encoding: "chunked"',
  "Transfer-Encoding: \x0bchunked",
  "Transfer-Encoding: chunked\0",
  "Transfer-Encoding:\r\n chunked",
  "Transfer-Encoding: chunked\r\n\tx",
  "Transfer-Encoding: ,chunked",
  "Transfer-Encoding:",
  "Transfer_Encoding: chunked",
  "X: y\nTransfer-Encoding: chunked",
  "X: y\rTransfer-Encoding: chunked",
  "Transfer-Encoding\0: chunked",
  "Transfer\x85-Encoding: chunked",
];

const OTHERS = [
  "Expect: 100-continue",
  "Connection: close, X-A",
  "Connection: keep-alive, Content-Length",
  "Connection: Transfer-Encoding",
  "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__",
  "Upgrade: websocket",
  "X-HTTP-Method-Override: GET",
  "Trailer: Content-Length",
  "TE: trailers",
  ": x",
  "X",
  "X-A: a\x7fb",
  "X-A: \x01",
  "Host: b",
  "hOst: a",
  "Host : b",
  "Cookie: a=b",
];

const VERSIONS = ["1.0", "1.0", "1.2", "0.9", "2.0", "1.10"];
const METHODS = ["POST", "PUT", "PATCH", "GET", "HEAD", "OPTIONS"];
const ODD_METHODS = ["get", "POST\t", "CONNECT", "TRACE", "GE\0T"];
const LINE_ENDS = ["\n", "\r", "\r\r\n", "\r\n ", "\r\n\t"];

/** Bodies around a request that is hidden in them for one reader and stands alone for another. */
function bodyOf(random: Random, hidden: string): string {
  const size = hidden.length.toString(16);
  const chunked = `${size}\r\n${hidden}\r\n0\r\n\r\n`;
  return random.pick([
    hidden,
    chunked,
    chunked,
    `0\r\n\r\n${hidden}`,
    `0\r\n\r\n${hidden}`,
    `${size};x=y\r\n${hidden}\r\n0\r\n\r\n`,
    `${size};\n${hidden}\r\n0\r\n\r\n`,
    `0x${size}\r\n${hidden}\r\n0\r\n\r\n`,
    ` ${size}\r\n${hidden}\r\n0\r\n\r\n`,
    `-${size}\r\n${hidden}\r\n0\r\n\r\n`,
    `${size}\n${hidden}\n0\n\n`,
    `1\r\nab\r\n0\r\n\r\n${hidden}`,
    `0\r\nContent-Length: 5\r\n\r\n${hidden}`,
    `0\r\nX: ${hidden}`,
    `fffffffffffffffff\r\n${hidden}`,
    `0${size}\r\n${hidden}\r\n00\r\n\r\n`,
    "",
  ]);
}

/** The payload of a number: one odd request with perhaps another inside, then, in half of them, an honest one. */
export function payloadAt(number: number): Payload {
  const random = new Random(0x5ee1 + number * 7919);
  const { own, hidden, last } = targetsOf(number);
  const inner = `GET ${hidden} HTTP/1.1\r\nHost: a\r\n\r\n`;
  const isWhole = random.chance(0.5);
  const body = isWhole ? `${inner.length.toString(16)}\r\n${inner}\r\n0\r\n\r\n` : bodyOf(random, inner);
  const fields = ["Host: a"];
  // Framing by length, by chunks, or both at once; more often as it should be than not, or nothing would get through.
  const kind = random.next();
  const lengths = LENGTHS(
    random.pick([body.length, body.length, body.length, body.length - inner.length, 0, 5]),
  );
  const isPlain = () => random.chance(0.6);
  if (kind > 0.45) fields.push(isPlain() ? (lengths[0] as string) : random.pick(lengths));
  if (kind < 0.55) fields.push(isPlain() ? (CODINGS[0] as string) : random.pick(CODINGS));
  if (random.chance(0.25)) fields.push(random.pick(OTHERS));
  if (random.chance(0.3)) fields.reverse();
  const target = random.chance(0.1) ? `http://b${own}` : own;
  const lineEnd = random.chance(0.94) ? "\r\n" : random.pick(LINE_ENDS);
  const version = random.chance(0.94) ? "1.1" : random.pick(VERSIONS);
  const method = random.chance(0.94) ? random.pick(METHODS) : random.pick(ODD_METHODS);
  const head = [`${method} ${target} HTTP/${version}`, ...fields].join(lineEnd);
  const honest = random.chance(0.5) ? `GET ${last} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n` : "";
  return { number, bytes: Buffer.from(`${head}\r\n\r\n${body}${honest}`, "latin1") };
}
