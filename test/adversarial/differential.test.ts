import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Beffroi, startGateway } from "../../bench/harness/beffroi.ts";
import { exchange, type RecordingOrigin, runDifferential, startRecordingOrigin } from "./differential.ts";
import { echoedBy, type EchoServer, startEchoServers } from "./echo-servers.ts";
import { payloadAt, targetsOf } from "./payloads.ts";
import { readStrict } from "./strict-reader.ts";

/** The same numbers are the same payloads. */
const PAYLOADS = 900;
const LIMIT_MS = 60_000;
let origin: RecordingOrigin;
let gateway: Beffroi;
let servers: EchoServer[];
const folder = mkdtempSync(join(tmpdir(), "beffroi-differential-"));

beforeAll(async () => {
  origin = await startRecordingOrigin();
  servers = await startEchoServers();
  gateway = await startGateway(
    folder,
    { origin: origin.port, hosts: ["a", "b"], site: ["crawl = false"] },
    undefined,
  );
}, LIMIT_MS);
afterAll(async () => {
  await gateway.process.stop();
  for (const server of servers.toReversed()) await server.stop();
  origin.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe("requests with two readings, through the running gateway", () => {
  test(
    `of ${PAYLOADS} payloads nothing is forwarded that a strict reader, Node, PHP or nginx reads differently`,
    async () => {
      const outcome = await runDifferential(gateway.port, origin, servers, PAYLOADS);
      expect(outcome.differences).toEqual([]);
      // Neither all refused nor all passed: both would prove nothing.
      expect(outcome.forwarded).toBeGreaterThan(PAYLOADS / 10);
      expect(outcome.forwarded).toBeLessThan(PAYLOADS);
    },
    LIMIT_MS,
  );

  test(
    "the payloads bite: sent straight to a server, some are read differently",
    async () => {
      const [node] = servers as [EchoServer];
      let different = 0;
      for (let number = 0; number < 150; number++) {
        const { bytes } = payloadAt(number);
        const strict = readStrict(bytes).requests.map(({ method, target }) => `${method} ${target}`);
        const echoes = echoedBy(await exchange(node.port, bytes));
        if (echoes.join() !== strict.join()) different += 1;
      }
      expect(different).toBeGreaterThan(5);
    },
    LIMIT_MS,
  );
});

describe("the strict reader", () => {
  const read = (text: string) => {
    const { requests, malformed } = readStrict(Buffer.from(text, "latin1"));
    return [requests.map(({ target, body }) => `${target} ${body}`.trim()), malformed];
  };
  const post = (fields: string, body: string) => `POST /x HTTP/1.1\r\nHost: a\r\n${fields}\r\n\r\n${body}`;
  const next = "GET /y HTTP/1.1\r\nHost: a\r\n\r\n";

  test("reads one after another", () => {
    expect(read(post("Content-Length: 3", `abc${next}`))).toEqual([["/x abc", "/y"], false]);
    expect(read(post("Transfer-Encoding: chunked", `3;e\r\nabc\r\n0\r\n\r\n${next}`))).toEqual([
      ["/x abc", "/y"],
      false,
    ]);
  });
  test.each([
    post("Content-Length: 3\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
    post("Content-Length: 3\r\nContent-Length: 4", "abcd"),
    post("Content-Length : 3", "abc"),
    post("Content_Length: 3", "abc"),
    post("Transfer-Encoding: xchunked", "0\r\n\r\n"),
    post("Transfer-Encoding: chunked", "0x3\r\nabc\r\n0\r\n\r\n"),
    post("Transfer-Encoding: chunked", "3\r\nabcd\r\n0\r\n\r\n"),
    "GET /x HTTP/1.1\r\nHost: a\nX: y\r\n\r\n",
    "GET /x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "GET /x HTTP/1.1\r\n\r\n",
    "GET /x HTTP/2.0\r\nHost: a\r\n\r\n",
  ])("makes nothing of %j", (text) => expect(read(text)).toEqual([[], true]));
  test("waits for the rest", () => {
    expect(read(post("Content-Length: 9", "abc"))).toEqual([[], false]);
    expect(read("GET /x HTTP/1.1\r\nHo")).toEqual([[], false]);
  });
  test("payloads are always the same and name their number", () => {
    expect(payloadAt(7)).toEqual(payloadAt(7));
    expect(payloadAt(7).bytes.toString()).toContain(targetsOf(7).last);
    expect(payloadAt(7)).not.toEqual(payloadAt(8));
  });
});
