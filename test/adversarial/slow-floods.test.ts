import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { connect } from "node:tls";
import { type Besieged, END_OF_PAGE, startBesieged, withstands } from "./besieged-gateway.ts";
import { type CrowdPlan, gather } from "./crowd.ts";
import { FLAG, headersFrame, RawHttp2, requestFields, SETTING } from "./http2-frames.ts";

/**
 * Hundreds of connections that dawdle, against a gateway that may have 600: what is beyond its bound ends within a
 * second, citizens read on from another address, memory and handles come back. How long one dawdler is borne when there
 * is room is in src/gateway/slow-visitors.test.ts; 10,000 of them are in bench/siege/slow.ts.
 */
const LIMIT_MS = 30_000;
const CONNECTIONS_MAX = 600;
const CROWD = 900;
const LENGTHS: Record<string, number> = { "/medium": 300_000, "/large": 4_000_000 };
let gateway: Besieged;

const origin = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  idleTimeout: 60,
  async fetch(request) {
    const { pathname } = new URL(request.url);
    if (request.method === "POST") await request.arrayBuffer();
    const shared = pathname === "/" || pathname in LENGTHS;
    return new Response(`<p>${"x".repeat(LENGTHS[pathname] ?? 18_000)}${END_OF_PAGE}`, {
      headers: {
        "Content-Type": "text/html",
        "Cache-Control": shared ? "public, max-age=300" : "private, no-store",
      },
    });
  },
});

/** A name without a certificate: nobody is sent on to TLS. */
const PLAIN_HOST = "plain.ville.example";

beforeAll(async () => {
  const url = `http://127.0.0.1:${origin.port}`;
  gateway = await startBesieged({
    origin: origin.port as number,
    gateway: [`connections_max = ${CONNECTIONS_MAX}`],
    site: ["[[site]]", 'name = "plain"', `hosts = ["${PLAIN_HOST}"]`, `origin = "${url}"`, "crawl = false"],
  });
}, LIMIT_MS);
afterAll(async () => {
  await gateway.stop();
  origin.stop(true);
});

/** A ClientHello that announces more than comes. */
const HALF_HELLO = Buffer.from([22, 3, 1, 1, 0, 1, 0, 0, 252, 3, 3]);
const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: ${PLAIN_HOST}\r\n`;

type Dawdler = Omit<CrowdPlan, "port" | "count" | "net" | "addresses"> & { secure?: boolean };

const dawdlers: Record<string, Dawdler> = {
  "say nothing": {},
  "begin a header and drip fields": { first: get("/"), drip: { bytes: "X-A: b\r\n", everyMs: 300 } },
  "announce a body and drip it": {
    first: `POST /x HTTP/1.1\r\nHost: ${PLAIN_HOST}\r\nContent-Length: 100000\r\n\r\n`,
    drip: { bytes: "x", everyMs: 300 },
  },
  "drip chunks": {
    first: `POST /x HTTP/1.1\r\nHost: ${PLAIN_HOST}\r\nTransfer-Encoding: chunked\r\n\r\n`,
    drip: { bytes: "1\r\nx\r\n", everyMs: 300 },
  },
  "ask and then stay": { first: `${get("/")}\r\n` },
  "ask for a large page and do not read": { first: `${get("/medium")}\r\n`, reading: false },
  "begin a TLS handshake": { first: HALF_HELLO, secure: true },
  "say nothing where TLS is spoken": { secure: true },
};

describe(`${CROWD} connections that`, () => {
  for (const [name, { secure, ...plan }] of Object.entries(dawdlers)) {
    test(
      `${name}: ended to below the bound, and citizens read on`,
      () =>
        withstands(gateway, async () => {
          const port = secure === true ? gateway.tlsPort : gateway.port;
          const crowd = await gather({ port, count: CROWD, net: 77, addresses: 5, ...plan });
          const isBelow = () => gateway.figures().handles <= (CONNECTIONS_MAX * 3) / 4 + 20;
          await Bun.sleep(600);
          for (let waited = 0; waited < 5_000 && !isBelow(); waited += 100) await Bun.sleep(100);
          const [made, isBounded] = [crowd.made(), isBelow()];
          crowd.stop();
          expect([made, isBounded]).toEqual([CROWD, true]);
        }),
      LIMIT_MS,
    );
  }

  test(
    "hold an upload open over HTTP/2, a byte now and then",
    () =>
      withstands(gateway, async () => {
        const connections: RawHttp2[] = [];
        for (let n = 0; n < 60; n++) {
          const connection = await RawHttp2.open(gateway.tlsPort, {
            from: `127.78.${n % 5}.1`,
            settings: [[SETTING.initialWindow, 0]],
          });
          connections.push(connection);
          connection.write(headersFrame(1, requestFields("/x", [], "POST"), FLAG.endHeaders));
        }
        await Bun.sleep(300);
        for (const connection of connections) connection.close();
      }),
    LIMIT_MS,
  );
});

test(
  "hundreds who ask for pages of 4 MB and read nothing do not fill the memory",
  () =>
    withstands(gateway, async () => {
      const first = `${get("/large")}\r\n`;
      const crowd = await gather({
        port: gateway.port,
        count: 300,
        net: 79,
        addresses: 60,
        first,
        reading: false,
      });
      await Bun.sleep(1_000);
      const { residentMb, handles } = gateway.figures();
      crowd.stop();
      // Nobody's copy of the page is made: what they do not take costs the gateway next to nothing.
      expect(handles).toBeGreaterThan(300);
      expect(residentMb).toBeLessThan(250);
    }),
  LIMIT_MS,
);

test(
  "hundreds of TLS handshakes that are thrown away at once leave nothing behind",
  async () => {
    const { residentMb } = gateway.figures();
    await withstands(gateway, async () => {
      for (let group = 0; group < 12; group++) {
        await Promise.all(
          Array.from({ length: 25 }, () => {
            const socket = connect({ host: "127.0.0.1", port: gateway.tlsPort, rejectUnauthorized: false });
            return new Promise<void>((resolve) => {
              socket.on("error", () => resolve());
              socket.on("secureConnect", () => {
                socket.destroy();
                resolve();
              });
            });
          }),
        );
      }
    });
    expect(gateway.figures().residentMb - residentMb).toBeLessThan(60);
  },
  LIMIT_MS,
);

test(
  "TLS below 1.2 is refused, and renegotiation under TLS 1.2 ends the connection or is refused",
  async () => {
    // Node's own TLS can ask for a renegotiation; the runtime of these tests cannot.
    const script = `
    const tls = require("node:tls");
    const ask = (options) => new Promise((resolve) => {
      const socket = tls.connect({ host: "127.0.0.1", port: ${gateway.tlsPort}, rejectUnauthorized: false, ...options });
      socket.setTimeout(3000, () => { resolve("stalled"); socket.destroy(); });
      socket.on("error", () => resolve("refused"));
      socket.on("close", () => resolve("closed"));
      socket.on("secureConnect", () => {
        if (options.maxVersion !== "TLSv1.2") return resolve("accepted");
        socket.renegotiate({ rejectUnauthorized: false }, (error) => resolve(error ? "refused" : "renegotiated"));
      });
    });
    (async () => {
      const old = await ask({ minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" });
      const again = await ask({ minVersion: "TLSv1.2", maxVersion: "TLSv1.2" });
      console.log(old + " " + again);
      process.exit(0);
    })();
  `;
    const node = Bun.spawnSync(["node", "-e", script], { timeout: 15_000 });
    expect(node.stdout.toString().trim()).toMatch(/^(refused|closed) (refused|closed)$/);
  },
  LIMIT_MS,
);
