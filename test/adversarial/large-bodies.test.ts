import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { request as startRequest } from "node:https";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { type Besieged, END_OF_PAGE, HOST, startBesieged, withstands } from "./besieged-gateway.ts";

/** Bodies that are small on the wire and large inside, and bodies without measure, both ways through the gateway. */

const LIMIT_MS = 30_000;
const MEGABYTE = 1 << 20;
const BODY_MAX = 8 * MEGABYTE;
const BOMB_BYTES = 128 * MEGABYTE;
const bomb = gzipSync(Buffer.alloc(BOMB_BYTES), { level: 9 });
let gateway: Besieged;
let received = 0;

const origin = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  idleTimeout: 60,
  maxRequestBodySize: 1 << 30,
  async fetch(request) {
    const { pathname } = new URL(request.url);
    if (request.method === "POST") {
      for await (const piece of request.body ?? []) received += piece.length;
      return new Response("received");
    }
    if (pathname.startsWith("/bomb")) {
      return new Response(bomb, {
        headers: {
          "Content-Type": "text/html",
          "Content-Encoding": pathname.endsWith("twice") ? "gzip, gzip" : "gzip",
          "Cache-Control": pathname.startsWith("/bomb-shared") ? "public, max-age=300" : "private, no-store",
        },
      });
    }
    return new Response(`<p>${"x".repeat(18_000)}${END_OF_PAGE}`, {
      headers: { "Content-Type": "text/html", "Cache-Control": "public, max-age=300" },
    });
  },
});

beforeAll(async () => {
  gateway = await startBesieged({
    origin: origin.port as number,
    gateway: [`request_body_bytes_max = ${BODY_MAX}`],
  });
}, LIMIT_MS);
afterAll(async () => {
  await gateway.stop();
  origin.stop(true);
});

type Answer = { status: number; bytes: number; encoding: string | undefined };

/** Over TLS, as the site is served; the body is counted as it comes, not unpacked. */
async function get(path: string, headers: Record<string, string>): Promise<Answer> {
  const response = await fetch(`https://127.0.0.1:${gateway.tlsPort}${path}`, {
    headers: { Host: HOST, ...headers },
    tls: { rejectUnauthorized: false },
    decompress: false,
  } as RequestInit);
  const { length } = new Uint8Array(await response.arrayBuffer());
  return {
    status: response.status,
    bytes: length,
    encoding: response.headers.get("content-encoding") ?? undefined,
  };
}

describe("a page of 128 MB that the origin sends as 128 kB of gzip", () => {
  for (const path of ["/bomb", "/bomb-shared", "/bomb-shared-twice"]) {
    for (const accepted of ["gzip", "identity"]) {
      test(
        `${path}, to a visitor who accepts ${accepted}: passed on as it is or refused, never unpacked`,
        async () => {
          const before = gateway.figures();
          await withstands(gateway, async () => {
            for (let n = 0; n < 3; n++) {
              const answer = await get(path, { "Accept-Encoding": accepted });
              expect(answer.bytes).toBeLessThanOrEqual(bomb.length);
              if (answer.status === 200) expect(answer.encoding).toStartWith("gzip");
            }
          });
          expect(gateway.figures().residentMb - before.residentMb).toBeLessThan(60);
        },
        LIMIT_MS,
      );
    }
  }
});

/** Sends a body piece by piece; gives the status, or 0 for a close without one. */
function post(fields: Record<string, string>, pieces: Iterable<string | Buffer>): Promise<number> {
  return new Promise((resolve) => {
    const request = startRequest({
      host: "127.0.0.1",
      port: gateway.tlsPort,
      rejectUnauthorized: false,
      method: "POST",
      path: "/formulaire",
      headers: { Host: HOST, ...fields },
    });
    let status = 0;
    request.on("response", (response) => {
      status = response.statusCode ?? 0;
      response.resume();
      response.on("end", () => resolve(status));
      response.on("error", () => resolve(status));
    });
    request.on("error", () => resolve(status));
    const ended = new Promise<void>((next) => request.once("close", next));
    ended.then(() => resolve(status));
    (async () => {
      for (const piece of pieces) {
        if (request.destroyed) return;
        if (!request.write(piece))
          await Promise.race([new Promise((next) => request.once("drain", next)), ended]);
      }
      request.end();
    })().catch(() => {});
  });
}

function* parts(count: number, each: number): Generator<string> {
  const part = `--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n${"x".repeat(each)}\r\n`;
  for (let n = 0; n < count; n++) yield part;
  yield "--b--\r\n";
}
const multipart = { "Content-Type": "multipart/form-data; boundary=b" };

describe("forms without measure", () => {
  test("one that says how large it is gets 413 before it is sent", async () => {
    const socket = connect(gateway.port, "127.0.0.1");
    const answer = new Promise<string>((resolve) => {
      let text = "";
      socket.on("data", (piece) => {
        text += piece.toString("latin1");
        resolve(text);
      });
      socket.on("error", () => {});
      socket.on("close", () => resolve(text));
    });
    socket.write(`POST /x HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ${BODY_MAX + 1}\r\n\r\n`);
    expect(await answer).toStartWith("HTTP/1.1 413");
    socket.destroy();
  });

  test(
    "one in chunks is cut at the bound, and the origin gets no more than that",
    async () => {
      received = 0;
      const before = gateway.figures();
      await withstands(gateway, async () => {
        for (let n = 0; n < 3; n++) {
          expect([0, 413]).toContain(
            await post({ ...multipart, "Transfer-Encoding": "chunked" }, parts(40, MEGABYTE)),
          );
        }
      });
      expect(received).toBeLessThanOrEqual(3 * (BODY_MAX + MEGABYTE));
      expect(gateway.figures().residentMb - before.residentMb).toBeLessThan(100);
    },
    LIMIT_MS,
  );

  test(
    "a hundred thousand parts are streamed on, not taken apart",
    async () => {
      received = 0;
      const before = gateway.figures();
      await withstands(gateway, () =>
        post({ ...multipart, "Transfer-Encoding": "chunked" }, [[...parts(100_000, 1)].join("")]),
      );
      expect(received).toBeGreaterThan(5_000_000);
      expect(gateway.figures().residentMb - before.residentMb).toBeLessThan(100);
    },
    LIMIT_MS,
  );
});
