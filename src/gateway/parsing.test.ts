import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import {
  type EdgeRig,
  type RawOrigin,
  sendRaw,
  startEdgeRig,
  startRawOrigin,
} from "../../test/support/edge-rig.ts";
import { refuse } from "./refuse.ts";
import { isWebSocketRequest } from "./websocket.ts";

/** Malformed and ambiguous requests through a real listener, by raw sockets: refused, and no byte of them at the origin. */

let origin: RawOrigin;
let rig: EdgeRig;

beforeAll(async () => {
  origin = await startRawOrigin((socket, head) => {
    const length = head.startsWith("HEAD") ? "777" : "2";
    socket.write(
      `HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\nX-Origin: 1\r\n\r\n${head.startsWith("HEAD") ? "" : "ok"}`,
    );
  });
  rig = await startEdgeRig({ origin: origin.url });
});
afterAll(async () => {
  await rig.stop();
  origin.stop();
});

const SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
const post = (fields: string, body: string) => `POST /x HTTP/1.1\r\nHost: a\r\n${fields}\r\n\r\n${body}`;
const get = (fields: string) => `GET /x HTTP/1.1\r\nHost: a\r\n${fields}\r\n\r\n`;

const refused: Record<string, string> = {
  "CL.TE": post("Content-Length: 6\r\nTransfer-Encoding: chunked", `0\r\n\r\n${SMUGGLED}`),
  "TE.CL": post("Transfer-Encoding: chunked\r\nContent-Length: 4", `5c\r\n${SMUGGLED}\r\n0\r\n\r\n`),
  "TE xchunked": post("Transfer-Encoding: xchunked", `0\r\n\r\n${SMUGGLED}`),
  "TE chunked, identity": post("Transfer-Encoding: chunked, identity", `0\r\n\r\n${SMUGGLED}`),
  "TE identity, chunked": post("Transfer-Encoding: identity, chunked", `0\r\n\r\n${SMUGGLED}`),
  "TE gzip, chunked": post("Transfer-Encoding: gzip, chunked", `0\r\n\r\n${SMUGGLED}`),
  "TE quoted": post('Transfer-Encoding: "chunked"', `0\r\n\r\n${SMUGGLED}`),
  "TE with parameter": post("Transfer-Encoding: chunked;x=1", `0\r\n\r\n${SMUGGLED}`),
  "TE with vertical tab": post("Transfer-Encoding: \x0bchunked", `0\r\n\r\n${SMUGGLED}`),
  "TE twice": post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", `0\r\n\r\n${SMUGGLED}`),
  "TE empty with CL": post("Transfer-Encoding:\r\nContent-Length: 3", "abc"),
  "TE on HTTP/1.0": "POST /x HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
  "TE with an underscore": post("Transfer_Encoding: chunked\r\nContent-Length: 3", "abc"),
  "CL with an underscore": post("Content_Length: 9\r\nContent-Length: 3", "abc"),
  "CL twice, different": post("Content-Length: 3\r\nContent-Length: 5", "abcde"),
  "CL list": post("Content-Length: 3, 5", "abcde"),
  "CL negative": post("Content-Length: -1", "abc"),
  "CL plus": post("Content-Length: +3", "abc"),
  "CL hexadecimal": post("Content-Length: 0x3", "abc"),
  "CL empty": post("Content-Length:", ""),
  "CL huge": post("Content-Length: 18446744073709551617", "a"),
  "folded field": get("X-A: a\r\n b"),
  "folded length": post("X-A: a\r\n Content-Length: 40", SMUGGLED),
  "bare LF": "GET /x HTTP/1.1\nHost: a\n\n",
  "bare LF inside": "GET /x HTTP/1.1\r\nHost: a\nX-A: b\r\n\r\n",
  "bare CR inside": "GET /x HTTP/1.1\r\nHost: a\r\nX-A: b\rX-B: c\r\n\r\n",
  "space before the colon": post("Content-Length : 3", "abc"),
  "tab before the colon": post("Content-Length\t: 3", "abc"),
  "NUL in a name": get("X\0A: b"),
  "NUL in a value": get("X-A: a\0b"),
  "control character in a name": get("X\x01A: b"),
  "DEL in a value": get("X-A: a\x7fb"),
  "field without a name": get(": b"),
  "field without a colon": get("X-A"),
  "chunk size 0x": post("Transfer-Encoding: chunked", "0x3\r\nabc\r\n0\r\n\r\n"),
  "chunk size negative": post("Transfer-Encoding: chunked", "-3\r\nabc\r\n0\r\n\r\n"),
  "chunk size with space": post("Transfer-Encoding: chunked", " 3\r\nabc\r\n0\r\n\r\n"),
  "chunk size overflow": post("Transfer-Encoding: chunked", "ffffffffffffffff3\r\nabc\r\n0\r\n\r\n"),
  "chunk data too long": post("Transfer-Encoding: chunked", "2\r\nabcd\r\n0\r\n\r\n"),
  "LF in a chunk extension": post("Transfer-Encoding: chunked", "3;x\nabc\r\n0\r\n\r\n"),
  "host missing": "GET /x HTTP/1.1\r\nX-A: b\r\n\r\n",
  "host missing, HTTP/1.0": "GET /x HTTP/1.0\r\n\r\n",
  "host empty": "GET /x HTTP/1.1\r\nHost:\r\n\r\n",
  "host twice": "GET /x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
  "host with a path": "GET /x HTTP/1.1\r\nHost: a/b\r\n\r\n",
  "host with a user": "GET /x HTTP/1.1\r\nHost: u@a\r\n\r\n",
  "host with a comma": "GET /x HTTP/1.1\r\nHost: a,b\r\n\r\n",
  "host with a space": "GET /x HTTP/1.1\r\nHost: a b\r\n\r\n",
  "host with port 99999": "GET /x HTTP/1.1\r\nHost: a:99999\r\n\r\n",
  "host with port 0": "GET /x HTTP/1.1\r\nHost: a:0\r\n\r\n",
  "host with a query": "GET /x HTTP/1.1\r\nHost: a?b\r\n\r\n",
  "target with NUL": "GET /x%00.html HTTP/1.1\r\nHost: a\r\n\r\n",
  "target with a fragment": "GET /x#y HTTP/1.1\r\nHost: a\r\n\r\n",
  "target with a space": "GET /x y HTTP/1.1\r\nHost: a\r\n\r\n",
  "target without a slash": "GET x HTTP/1.1\r\nHost: a\r\n\r\n",
  "target too long": `GET /${"a".repeat(9000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
  "HTTP/0.9": "GET /x\r\n\r\n",
  "HTTP/2.0 line": "GET /x HTTP/2.0\r\nHost: a\r\n\r\n",
  "HTTP/1.2": "GET /x HTTP/1.2\r\nHost: a\r\n\r\n",
  "two spaces in the request line": "GET  /x HTTP/1.1\r\nHost: a\r\n\r\n",
  CONNECT: "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n",
  TRACE: "TRACE /x HTTP/1.1\r\nHost: a\r\n\r\n",
  "unknown method": "FOO /x HTTP/1.1\r\nHost: a\r\n\r\n",
  "lower-case method": "get /x HTTP/1.1\r\nHost: a\r\n\r\n",
  "unknown expectation": post("Expect: 200-ok\r\nContent-Length: 3", "abc"),
  "101 fields": get(Array.from({ length: 101 }, (_, n) => `X-${n}: b`).join("\r\n")),
  "300 fields": get(Array.from({ length: 300 }, (_, n) => `X-${n}: b`).join("\r\n")),
  "20 KB of fields": get(`X-A: ${"a".repeat(20_000)}`),
};

function expectRefused(answer: { text: string; end: string }): void {
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer.text)?.[1] ?? 0);
  // Closing without a word is a refusal too: the runtime does so for methods that it does not know.
  if (answer.text === "") expect(answer.end).not.toBe("open");
  else expect([400, 405, 413, 414, 417, 431, 501, 505]).toContain(status);
  expect(answer.text).not.toContain("X-Origin");
}

describe("refused, and nothing of it reaches the origin", () => {
  for (const [name, bytes] of Object.entries(refused)) {
    test.concurrent(name, async () => {
      expectRefused(await sendRaw(rig.port, bytes, { quietMs: 120 }));
    });
  }
  for (const name of [
    "CL.TE",
    "TE.CL",
    "TE twice",
    "CL twice, different",
    "folded field",
    "bare LF inside",
    "host twice",
  ]) {
    test.concurrent(`${name}, byte by byte`, async () => {
      expectRefused(await sendRaw(rig.port, refused[name] ?? "", { byBytes: true, quietMs: 120 }));
    });
  }
  test("the origin heard of none of them beyond the path of a body's own request", () => {
    for (const head of origin.heads) {
      expect(head).not.toContain("smuggled");
      // A body that turns out to be malformed after a good header may have been announced, never completed.
      expect(head).toMatch(/^POST \/x HTTP\/1\.1\r\nHost: site\.test\r\n/);
    }
  });
});

describe("read in one way only", () => {
  test("the same Content-Length twice goes on as one", async () => {
    origin.heads.length = 0;
    const answer = await sendRaw(rig.port, post("Content-Length: 3\r\nContent-Length: 3", "abc"));
    expectOneLength(answer.text, origin.heads);
  });

  test("an absolute target's host does not matter: Host and then the site decide", async () => {
    origin.heads.length = 0;
    await sendRaw(rig.port, "GET http://evil.test/x HTTP/1.1\r\nHost: a\r\n\r\n");
    expect(origin.heads[0]).toStartWith("GET /x HTTP/1.1\r\nHost: site.test\r\n");
    expect(origin.heads[0]).not.toContain("evil");
  });

  test("hop-by-hop fields, those that Connection names, and h2c upgrades stay at the edge", async () => {
    origin.heads.length = 0;
    const fields =
      "Connection: close, X-Secret, Upgrade, HTTP2-Settings\r\nX-Secret: 1\r\nUpgrade: h2c\r\nHTTP2-Settings: AAA\r\n" +
      "TE: trailers\r\nKeep-Alive: 5\r\nProxy-Connection: x\r\nX-Kept: 1";
    const answer = await sendRaw(rig.port, get(fields));
    expect(answer.text).toStartWith("HTTP/1.1 200");
    const head = (origin.heads[0] ?? "").toLowerCase();
    expect(head).toContain("x-kept: 1");
    expect(head).toContain("connection: keep-alive\r\n");
    expect(head).not.toMatch(/x-secret|upgrade|http2|\bte:|keep-alive:|proxy-/);
  });

  test("what speaks in the gateway's name is replaced", async () => {
    origin.heads.length = 0;
    const fields =
      "X-Forwarded-For: 6.6.6.6\r\nX_Forwarded_For: 6.6.6.6\r\nForwarded: for=6.6.6.6\r\nX-Real-IP: 6.6.6.6\r\n" +
      "X-Forwarded-Proto: https\r\nX-Original-URL: /admin\r\nX-HTTP-Method-Override: DELETE\r\nProxy: http://6.6.6.6";
    await sendRaw(rig.port, get(fields));
    const head = origin.heads[0] ?? "";
    expect(head).not.toMatch(/6\.6\.6\.6|admin|DELETE|https/);
    expect(head).toContain("X-Forwarded-For: 127.0.0.1\r\n");
    expect(head).toContain("Forwarded: for=127.0.0.1;host=a;proto=http\r\n");
  });

  test("a body on GET is not forwarded and the next request on the connection is read right", async () => {
    origin.heads.length = 0;
    const answer = await sendRaw(
      rig.port,
      `GET /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello${get("X-N: 2")}`,
    );
    expect(origin.heads.join()).not.toContain("Content-Length");
    expect(answer.text).not.toContain("hello");
    expect(origin.heads.length).toBeLessThanOrEqual(2);
  });

  test("chunk extensions do not reach the origin", async () => {
    origin.heads.length = 0;
    const answer = await sendRaw(rig.port, post("Transfer-Encoding: chunked", "3;ext=1\r\nabc\r\n0\r\n\r\n"));
    expect(answer.text).toStartWith("HTTP/1.1 200");
    expect(origin.heads[0]).toContain("Transfer-Encoding: chunked\r\n");
    expect(origin.heads.join()).not.toContain("ext=1");
  });

  test("a trailer closes the connection and does not reach the origin", async () => {
    origin.heads.length = 0;
    const body = "3\r\nabc\r\n0\r\nX-Trailer: evil\r\n\r\n";
    const answer = await sendRaw(rig.port, post("Transfer-Encoding: chunked\r\nTrailer: X-Trailer", body));
    expect(answer.end).not.toBe("open");
    expect(origin.heads.join()).not.toMatch(/evil|Trailer/);
  });

  test("nothing after a malformed request on the same connection is answered", async () => {
    origin.heads.length = 0;
    const answer = await sendRaw(rig.port, get("X-A: a\0b") + get("X-N: 2"));
    expect(answer.text.match(/HTTP\/1\.1/g)?.length ?? 0).toBeLessThanOrEqual(1);
    expect(answer.end).not.toBe("open");
    expect(origin.heads.length).toBe(0);
  });

  test("HEAD keeps the length and has no body; the connection goes on", async () => {
    const answer = await sendRaw(rig.port, "HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n");
    expect(answer.text.toLowerCase()).toContain("content-length: 777\r\n");
    expect(answer.text).toEndWith("\r\n\r\n");
    expect(answer.end).toBe("open");
  });

  test("Expect: 100-continue is answered, the body arrives, and the origin is not asked to expect", async () => {
    origin.heads.length = 0;
    const answer = await sendRaw(rig.port, post("Expect: 100-continue\r\nContent-Length: 3", "abc"));
    expect(answer.text).toStartWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200");
    expect(origin.heads[0]).not.toContain("xpect");
    expect(origin.heads[0]).toContain("Content-Length: 3\r\n");
  });
});

function expectOneLength(text: string, heads: string[]): void {
  expect(text).toStartWith("HTTP/1.1");
  expect(heads.join("").match(/content-length/gi)?.length ?? 0).toBeLessThanOrEqual(1);
}

test("a refusal of the message itself closes the connection: what follows on it is not believed", async () => {
  const closing = [400, 405, 408, 413, 414, 417, 431, 501] as const;
  const kept = [421, 500, 502, 503, 504] as const;
  expect(closing.map((status) => refuse(status, `says ${status}`).headers.get("connection"))).toEqual(
    closing.map(() => "close"),
  );
  for (const status of kept) expect(refuse(status, `says ${status}`).headers.has("connection")).toBe(false);
});

describe("an upgrade to WebSocket", () => {
  const asks = { upgrade: "websocket", connection: "keep-alive, Upgrade", "sec-websocket-key": "AAAA" };
  const isOne = (headers: Record<string, string | undefined>, method = "GET") => {
    const given = Object.entries({ ...asks, ...headers }).filter(([, value]) => value !== undefined);
    return isWebSocketRequest(new Request("http://a/", { method, headers: given as [string, string][] }));
  };

  test("needs all of its handshake", () => expect(isOne({})).toBe(true));
  test.each<[Record<string, string | undefined>, string]>([
    [{ connection: undefined }, "GET"],
    [{ connection: "close" }, "GET"],
    [{ "sec-websocket-key": undefined }, "GET"],
    [{ upgrade: "h2c" }, "GET"],
    [{ "transfer-encoding": "chunked" }, "GET"],
    [{ "content-length": "5" }, "GET"],
    [{}, "POST"],
  ])("is an ordinary request with %p and %s", (headers, method) =>
    expect(isOne(headers, method)).toBe(false),
  );
});
