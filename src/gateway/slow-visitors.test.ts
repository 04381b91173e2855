import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { connect as connectHttp2 } from "node:http2";
import { connect } from "node:net";
import { makeCertificate } from "../../test/support/certificate.ts";
import { type EdgeRig, type RawOrigin, startEdgeRig, startRawOrigin } from "../../test/support/edge-rig.ts";

/**
 * Slow visitors with the real deadlines, all at once: about two and a half minutes, so only with BEFFROI_SLOW_TESTS=1.
 * The same rules with short deadlines are in streaming.test.ts, upload.test.ts and http2.test.ts.
 */
const SLOW = process.env.BEFFROI_SLOW_TESTS === "1";
const LIMIT_MS = 200_000;
const MEGABYTE = 1 << 20;
/** "z", by which the origin knows the end of an upload. */
const LAST_BYTE = 122;

let origin: RawOrigin;
let plain: EdgeRig;
let secure: EdgeRig;

beforeAll(async () => {
  if (!SLOW) return;
  origin = await startRawOrigin((socket, head) => {
    if (head.startsWith("POST")) {
      socket.on("data", (piece) => {
        if (piece.at(-1) === LAST_BYTE) socket.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
      });
      return;
    }
    const size = Number(/\/(\d+)/.exec(head)?.[1] ?? 2);
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n`);
    socket.write(Buffer.alloc(size, 97));
  });
  plain = await startEdgeRig({ origin: origin.url, firstByteTimeoutMs: 180_000, idleTimeoutMs: 180_000 });
  const certificates = [{ serverName: "a.test", ...makeCertificate(["a.test"]) }];
  secure = await startEdgeRig({
    origin: origin.url,
    listener: { plain: [], tls: ["127.0.0.1:0"], http2: true, certificates },
  });
});
afterAll(async () => {
  await plain?.stop();
  await secure?.stop();
  origin?.stop();
});

type Talk = { text: string; bytes: number; seconds: number; closed: boolean };

/** Talks on a socket: writes `first`, then `drip` every so many ms; reads at most so many bytes a second. */
function talk(options: {
  first?: string;
  drip?: [piece: string, everyMs: number, last?: number];
  bytesPerSecond?: number;
  until?: (text: string, bytes: number) => boolean;
  forSeconds: number;
}): Promise<Talk> {
  return new Promise((resolve) => {
    const startedMs = performance.now();
    let text = "";
    let bytes = 0;
    const socket = connect(
      plain.port,
      "127.0.0.1",
      () => options.first !== undefined && socket.write(options.first),
    );
    let drips = 0;
    const dripping = setInterval(() => {
      if (options.drip === undefined) return;
      drips += 1;
      const [piece, , last] = options.drip;
      if (last === undefined || drips < last) socket.write(piece);
      else if (drips === last) socket.write("z");
    }, options.drip?.[1] ?? 1_000);
    const done = (closed: boolean): void => {
      clearInterval(dripping);
      clearTimeout(over);
      socket.destroy();
      resolve({ text, bytes, seconds: (performance.now() - startedMs) / 1000, closed });
    };
    const over = setTimeout(() => done(false), options.forSeconds * 1000);
    socket.on("data", (piece: Buffer) => {
      bytes += piece.length;
      text = (text + piece.toString("latin1")).slice(-2000);
      if (options.until?.(text, bytes)) return done(false);
      if (options.bytesPerSecond === undefined) return;
      socket.pause();
      setTimeout(() => socket.resume(), (piece.length / options.bytesPerSecond) * 1000);
    });
    socket.on("error", () => {});
    socket.on("close", () => done(true));
  });
}

describe.if(SLOW)("slow visitors, real deadlines", () => {
  const post = (length: number) => `POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\n`;
  const answered = (text: string) => text.includes("HTTP/1.1");

  test.concurrent(
    "silence and a header that drips are cut within 20 s",
    async () => {
      const [silent, dripping] = await Promise.all([
        talk({ forSeconds: 40 }),
        talk({ first: "GET / HTTP/1.1\r\nHost: a\r\n", drip: ["X-A: b\r\n", 2000], forSeconds: 40 }),
      ]);
      expect([silent.closed, silent.seconds < 20]).toEqual([true, true]);
      expect([dripping.closed, dripping.seconds < 20]).toEqual([true, true]);
    },
    LIMIT_MS,
  );

  test.concurrent(
    "a body of a byte each 2 s gets 408 within 20 s",
    async () => {
      const { text, seconds } = await talk({
        first: post(1000),
        drip: ["x", 2000],
        until: answered,
        forSeconds: 60,
      });
      expect(text).toStartWith("HTTP/1.1 408");
      expect(seconds).toBeLessThan(20);
    },
    LIMIT_MS,
  );

  for (const rate of [2, 8]) {
    test.concurrent(
      `an honest upload at ${rate} KB/s for 100 s passes`,
      async () => {
        const { text, seconds } = await talk({
          first: post(rate * 256 * 399 + 1),
          drip: ["x".repeat(rate * 256), 250, 400],
          until: answered,
          forSeconds: 150,
        });
        expect(text).toStartWith("HTTP/1.1 200");
        expect(seconds).toBeGreaterThan(90);
      },
      LIMIT_MS,
    );
  }

  for (const [rate, seconds] of [
    [64, 80],
    [16, 120],
  ] as const) {
    test.concurrent(
      `a reader at ${rate} KB/s gets all of it`,
      async () => {
        const size = 5 * MEGABYTE + rate * 1024 * seconds;
        const got = await talk({
          first: `GET /${size} HTTP/1.1\r\nHost: a\r\n\r\n`,
          bytesPerSecond: size / seconds,
          until: (text, bytes) => bytes > size && text.endsWith("0\r\n\r\n"),
          forSeconds: 190,
        });
        expect(got.closed).toBe(false);
        expect(got.bytes).toBeGreaterThan(size);
      },
      LIMIT_MS,
    );
  }

  test.concurrent(
    "an idle kept connection is closed after about a minute, also after a streamed answer",
    async () => {
      const size = 5 * MEGABYTE;
      const idle = await talk({ first: `GET /${size} HTTP/1.1\r\nHost: a\r\n\r\n`, forSeconds: 120 });
      expect([idle.closed, idle.seconds > 50, idle.seconds < 80]).toEqual([true, true, true]);
    },
    LIMIT_MS,
  );

  test.concurrent(
    "HTTP/2: a connection that only sends PING is closed once connections are scarce",
    async () => {
      const scarce = await startEdgeRig({
        origin: origin.url,
        listener: {
          plain: [],
          tls: ["127.0.0.1:0"],
          http2: true,
          connectionsMax: 10,
          certificates: [{ serverName: "a.test", ...makeCertificate(["a.test"]) }],
        },
      });
      const endOf = (rig: EdgeRig, seconds: number) =>
        new Promise<boolean>((resolve) => {
          const session = connectHttp2(rig.url, { rejectUnauthorized: false, servername: "a.test" });
          const ping = setInterval(() => !session.destroyed && session.ping(() => {}), 2000);
          const done = (closed: boolean) => {
            clearInterval(ping);
            session.destroy();
            resolve(closed);
          };
          session.on("error", () => {});
          session.on("close", () => done(true));
          setTimeout(() => done(false), seconds * 1000);
        });
      expect(await Promise.all([endOf(scarce, 20), endOf(secure, 100)])).toEqual([true, false]);
      await scarce.stop();
    },
    LIMIT_MS,
  );
});
