import { createHash } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import { gzipSync } from "node:zlib";

/** An origin that answers with bytes written down beforehand, so that nothing between it and the wire can tidy them. */
export type ExactOrigin = { port: number; stop(): void };

const PRIVATE = "Cache-Control: private, no-store\r\n";
const TEXT = `Content-Type: text/plain; charset=utf-8\r\n${PRIVATE}`;
const noise = (bytes: number) => {
  const body = Buffer.alloc(bytes);
  for (let at = 0, state = 7; at < bytes; at++) {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    body[at] = state >> 16;
  }
  return body;
};

const message = (statusLine: string, headers: string, body: Buffer | string = ""): Buffer =>
  Buffer.concat([Buffer.from(`HTTP/1.1 ${statusLine}\r\n${headers}\r\n`, "latin1"), Buffer.from(body)]);

const sized = (statusLine: string, headers: string, body: Buffer | string): Buffer =>
  message(statusLine, `${headers}Content-Length: ${Buffer.byteLength(body)}\r\n`, body);

const chunked = (body: Buffer, size: number): Buffer => {
  const pieces: Buffer[] = [];
  for (let at = 0; at < body.length; at += size) {
    const piece = body.subarray(at, at + size);
    pieces.push(Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n"));
  }
  return Buffer.concat([...pieces, Buffer.from("0\r\n\r\n")]);
};

const page = noise(20_000);
const validators = 'ETag: "v1"\r\nLast-Modified: Mon, 05 Jan 2026 09:00:00 GMT\r\nAccept-Ranges: bytes\r\n';
const parts = Buffer.from(
  "\r\n--b\r\nContent-Range: bytes 0-1/20000\r\n\r\nab\r\n--b\r\nContent-Range: bytes 5-6/20000\r\n\r\ncd\r\n--b--\r\n",
);

/** What each path answers; the request was read and is not looked at. "/echo" is answered apart. */
export const ANSWERS: Record<string, Buffer> = {
  "/page": sized("200 OK", `${TEXT}${validators}`, page),
  "/reason": sized("200 Tout va bien", TEXT, "x"),
  "/empty": sized("200 OK", TEXT, ""),
  "/untyped": sized("200 OK", PRIVATE, "no type"),
  "/no-content": message("204 No Content", PRIVATE),
  "/moved": sized("302 Found", `${TEXT}Location: /ailleurs?a=1&b=%20c\r\n`, "moved"),
  "/not-modified": message("304 Not Modified", `${PRIVATE}ETag: "v1"\r\n`),
  "/part": sized(
    "206 Partial Content",
    `${TEXT}${validators}Content-Range: bytes 5-9/20000\r\n`,
    page.subarray(5, 10),
  ),
  "/parts": sized(
    "206 Partial Content",
    `Content-Type: multipart/byteranges; boundary=b\r\n${PRIVATE}`,
    parts,
  ),
  "/no-part": sized("416 Range Not Satisfiable", `${TEXT}Content-Range: bytes */20000\r\n`, "no"),
  "/cookies": sized(
    "200 OK",
    `${TEXT}Set-Cookie: a=1; Expires=Wed, 01 Jan 2031 00:00:00 GMT\r\nSet-Cookie: b=2; HttpOnly\r\nSet-Cookie: a=3; Path=/x\r\n`,
    "c",
  ),
  "/duplicates": sized(
    "200 OK",
    `${TEXT}Link: </a.css>; rel=preload\r\nLink: </b.js>; rel=preload\r\nX-Twice: 1\r\nX-Twice: 2\r\n`,
    "d",
  ),
  "/challenge": sized(
    "401 Unauthorized",
    `${TEXT}WWW-Authenticate: Basic realm="a, b"\r\nWWW-Authenticate: Bearer\r\n`,
    "who",
  ),
  "/gone": sized("410 Gone", TEXT, "gone"),
  "/teapot": sized("418 I'm a teapot", TEXT, "tea"),
  "/error": sized("500 Internal Server Error", TEXT, "broken"),
  "/gzip": sized("200 OK", `${TEXT}Content-Encoding: gzip\r\n`, gzipSync(page)),
  "/brotli-lie": sized("200 OK", `${TEXT}Content-Encoding: br\r\n`, "not brotli at all"),
  "/chunked": message("200 OK", `${TEXT}Transfer-Encoding: chunked\r\n`, chunked(page, 777)),
  "/large": sized("200 OK", TEXT, noise(6_000_000)),
  "/large-chunked": message(
    "200 OK",
    `${TEXT}Transfer-Encoding: chunked\r\n`,
    chunked(noise(6_000_000), 60_000),
  ),
  "/latin1": sized("200 OK", `${TEXT}X-Latin: caf\xe9\r\n`, "l"),
  "/long-header": sized("200 OK", `${TEXT}X-Long: ${"v".repeat(6000)}\r\n`, "h"),
  "/quirks": sized("200 OK", `${TEXT}X-Empty:\r\nx-lower: Case Kept\r\nX-Spaces: a  b\r\n`, "q"),
};

export function startExactOrigin(): Promise<ExactOrigin> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    let seen = Buffer.alloc(0);
    socket.on("data", (bytes: Buffer) => {
      seen = Buffer.concat([seen, bytes]);
      for (let request = readRequest(seen); request !== undefined; request = readRequest(seen)) {
        seen = seen.subarray(request.bytes);
        answer(socket, request);
      }
    });
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      const stop = () => {
        server.close();
        for (const socket of sockets) socket.destroy();
      };
      resolve({ port, stop });
    });
  });
}

type SeenRequest = { method: string; target: string; head: string[]; body: Buffer; bytes: number };

/** One whole request from the front of `seen`, or undefined while it is incomplete. */
function readRequest(seen: Buffer): SeenRequest | undefined {
  const end = seen.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [line = "", ...head] = seen.subarray(0, end).toString("latin1").split("\r\n");
  const [method = "", target = ""] = line.split(" ");
  const rest = seen.subarray(end + 4);
  const has = (pattern: RegExp) => head.map((one) => pattern.exec(one)).find((match) => match !== null);
  if (has(/^transfer-encoding: *chunked$/i)) {
    const close = rest.indexOf("0\r\n\r\n");
    if (close < 0) return undefined;
    const body = unchunk(rest.subarray(0, close));
    return { method, target, head, body, bytes: end + 4 + close + 5 };
  }
  const length = Number(has(/^content-length: *(\d+)$/i)?.[1] ?? 0);
  if (rest.length < length) return undefined;
  return { method, target, head, body: rest.subarray(0, length), bytes: end + 4 + length };
}

function unchunk(bytes: Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const lineEnd = bytes.indexOf("\r\n", at);
    if (lineEnd < 0) break;
    const size = Number.parseInt(bytes.subarray(at, lineEnd).toString("latin1"), 16);
    pieces.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 4 + size;
  }
  return Buffer.concat(pieces);
}

function answer(socket: Socket, request: SeenRequest): void {
  const closing = request.head.some((line) => /^connection: *close$/i.test(line));
  const whole = request.target.startsWith("/echo")
    ? echo(request)
    : ANSWERS[request.target.split("?")[0] ?? ""];
  const bytes = whole ?? sized("404 Not Found", TEXT, "no such case");
  const bodyless = request.method === "HEAD";
  const out = bodyless ? bytes.subarray(0, bytes.indexOf("\r\n\r\n") + 4) : bytes;
  if (closing) socket.end(out);
  else socket.write(out);
}

/** What arrived, as JSON: request line, header lines as they came, length and hash of the body. */
function echo({ method, target, head, body }: SeenRequest): Buffer {
  const hash = createHash("sha256").update(body).digest("hex");
  return sized("200 OK", TEXT, JSON.stringify({ method, target, head, bodyBytes: body.length, hash }));
}
