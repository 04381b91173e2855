import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type Besieged, END_OF_PAGE, startBesieged, withstands } from "./besieged-gateway.ts";
import {
  FLAG,
  field,
  fieldBlock,
  frame,
  getFrame,
  headersFrame,
  number32,
  RawHttp2,
  requestFields,
  SETTING,
  settingsFrame,
  statusOf,
  TYPE,
} from "./http2-frames.ts";

/** HTTP/2 used as a weapon, against the running gateway: each ends in a close or does nothing, and citizens read on. */

const ENHANCE_YOUR_CALM = 11;
const LIMIT_MS = 30_000;
const FLOOD_MS = 300;
/** More than the runtime lets through, less than would matter: a connection costs the attacker a handshake. */
const STREAMS_MAX = 2_500;
let inFlight = 0;
let inFlightMax = 0;
let gateway: Besieged;

const origin = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  idleTimeout: 60,
  async fetch(request) {
    const { pathname } = new URL(request.url);
    inFlight += 1;
    inFlightMax = Math.max(inFlightMax, inFlight);
    if (pathname === "/slow") await Bun.sleep(30);
    inFlight -= 1;
    const shared = pathname === "/" || pathname === "/large";
    const length = pathname === "/large" ? 1_000_000 : 18_000;
    return new Response(`<p>${"x".repeat(length)}${END_OF_PAGE}`, {
      headers: {
        "Content-Type": "text/html",
        "Cache-Control": shared ? "public, max-age=300" : "private, no-store",
      },
    });
  },
});

beforeAll(async () => {
  gateway = await startBesieged({ origin: origin.port as number, site: ["origin_concurrency_max = 8"] });
}, LIMIT_MS);
afterAll(async () => {
  await gateway.stop();
  origin.stop(true);
});

const over = (connection: RawHttp2) => connection.closed || connection.goAwayCode() !== undefined;

/** Sends what `next` gives until the connection ends or `ms` have passed; gives how many pieces went out. */
async function flood(
  connection: RawHttp2,
  next: (piece: number) => Uint8Array,
  ms = FLOOD_MS,
): Promise<number> {
  const end = performance.now() + ms;
  let sent = 0;
  while (!over(connection) && performance.now() < end) {
    // A server that no longer reads must not hold the test.
    const written = await Promise.race([
      connection.writeAll(next(sent)),
      Bun.sleep(Math.max(1, end - performance.now())).then(() => false),
    ]);
    sent += 1;
    if (!written) break;
    await Bun.sleep(1);
  }
  await connection.until(() => over(connection), 200);
  return sent;
}

const BATCH = 50;
const batchOf = (make: (index: number) => Uint8Array, count = BATCH) =>
  Buffer.concat(Array.from({ length: count }, (_, index) => make(index)));

describe("streams that are opened to be thrown away", () => {
  const resets: Record<string, (stream: number) => Uint8Array> = {
    "by the visitor (rapid reset)": (stream) => frame(TYPE.reset, 0, stream, number32(8)),
    "by the server, for a window update of nothing (made you reset)": (stream) =>
      frame(TYPE.windowUpdate, 0, stream, number32(0)),
    "by the server, for a window that overflows": (stream) =>
      frame(TYPE.windowUpdate, 0, stream, number32(0x7fffffff)),
    "by the server, for data after the end": (stream) => frame(TYPE.data, 0, stream, Buffer.alloc(1)),
    "by the server, for a stream that depends on itself": (stream) =>
      frame(TYPE.priority, 0, stream, Buffer.concat([number32(stream), Buffer.from([1])])),
  };
  for (const [how, reset] of Object.entries(resets)) {
    for (const path of ["/", "/slow"]) {
      test(
        `${how}, of ${path === "/" ? "a page in memory" : "a page of the origin"}: few get through a connection`,
        () =>
          withstands(gateway, async () => {
            inFlightMax = 0;
            for (let round = 0; round < 2; round++) {
              const connection = await RawHttp2.open(gateway.tlsPort);
              await flood(connection, (piece) =>
                batchOf((index) => {
                  const stream = 2 * (piece * BATCH + index) + 1;
                  const get = getFrame(stream, path === "/" ? "/" : `/slow?${stream}`);
                  return Buffer.concat([get, reset(stream)]);
                }),
              );
              // A priority that means nothing is not an offence to every server; all else ends the connection.
              if (!how.includes("depends")) {
                expect(over(connection)).toBe(true);
                expect(connection.lastStream() / 2).toBeLessThan(STREAMS_MAX);
              }
              connection.close();
            }
            expect(inFlightMax).toBeLessThanOrEqual(8);
          }),
        LIMIT_MS,
      );
    }
  }
});

describe("header sections without end or measure", () => {
  const opening = () => headersFrame(1, requestFields("/"), FLAG.endStream);
  test.each([
    ["with fields", frame(TYPE.continuation, 0, 1, field("x-a", "b".repeat(1000)))],
    ["empty", batchOf(() => frame(TYPE.continuation, 0, 1))],
    ["of one byte", batchOf(() => frame(TYPE.continuation, 0, 1, Buffer.from([0])))],
  ])(
    "CONTINUATION for ever, %s, closes the connection within 256 KiB",
    (_, piece) =>
      withstands(gateway, async () => {
        const connection = await RawHttp2.open(gateway.tlsPort);
        connection.write(opening());
        const sent = await flood(connection, () => piece);
        expect(over(connection)).toBe(true);
        expect(sent * piece.length).toBeLessThan(256 * 1024);
      }),
    LIMIT_MS,
  );

  test(
    "a table entry named thousands of times (HPACK bomb) is never unpacked",
    async () => {
      const { residentMb } = gateway.figures();
      await withstands(gateway, async () => {
        for (let round = 0; round < 5; round++) {
          const connection = await RawHttp2.open(gateway.tlsPort);
          const planted = [fieldBlock(requestFields("/")), field("x-bomb", "b".repeat(3_900), true)];
          connection.write(frame(TYPE.headers, FLAG.endHeaders | FLAG.endStream, 1, Buffer.concat(planted)));
          const bomb = Buffer.concat([fieldBlock(requestFields("/")), Buffer.alloc(15_000, 0x80 | 62)]);
          await flood(connection, (piece) =>
            frame(TYPE.headers, FLAG.endHeaders | FLAG.endStream, 3 + 2 * piece, bomb),
          );
          expect(connection.goAwayCode()).toBe(ENHANCE_YOUR_CALM);
          connection.close();
        }
      });
      expect(gateway.figures().residentMb - residentMb).toBeLessThan(40);
    },
    LIMIT_MS,
  );

  test.each([
    ["99 fields", 99, 1, 200],
    ["150 fields", 150, 1, 431],
    ["300 fields", 300, 1, 431],
    ["15 kB", 1, 15_000, 200],
    ["16 kB of names and values", 10, 1_660, 431],
  ])("%s of a page of the origin", async (_, count, length, status) => {
    const connection = await RawHttp2.open(gateway.tlsPort);
    const more = Array.from({ length: count }, (_value, n) => [`x-${n}`, "b".repeat(length)] as const);
    // 431 may come from the gateway or, before it, from the runtime.
    const block = fieldBlock(requestFields("/passed", more));
    connection.write(
      frame(
        TYPE.headers,
        FLAG.endStream | (block.length <= 16_384 ? FLAG.endHeaders : 0),
        1,
        block.subarray(0, 16_384),
      ),
    );
    if (block.length > 16_384) {
      connection.write(frame(TYPE.continuation, FLAG.endHeaders, 1, block.subarray(16_384)));
    }
    await connection.until(() => connection.answered(1) || over(connection), 3_000);
    const answer = connection.frames.find(({ type, stream }) => type === TYPE.headers && stream === 1);
    expect(statusOf(answer?.payload ?? Buffer.alloc(1))).toBe(status);
    connection.close();
  });

  test.each([
    ["1,000 fields", 1_000, 1],
    ["100 kB", 10, 10_000],
  ])("%s end the connection or are refused", async (_, count, length) => {
    const connection = await RawHttp2.open(gateway.tlsPort);
    const block = fieldBlock(
      requestFields(
        "/passed",
        Array.from({ length: count }, (_value, n) => [`x-${n}`, "b".repeat(length)] as const),
      ),
    );
    for (let at = 0; at < block.length; at += 16_384) {
      const flags = (at === 0 ? FLAG.endStream : 0) | (at + 16_384 >= block.length ? FLAG.endHeaders : 0);
      connection.write(
        frame(at === 0 ? TYPE.headers : TYPE.continuation, flags, 1, block.subarray(at, at + 16_384)),
      );
    }
    await connection.until(() => connection.answered(1) || over(connection), 3_000);
    const answer = connection.frames.find(({ type, stream }) => type === TYPE.headers && stream === 1);
    expect([0, 431]).toContain(statusOf(answer?.payload ?? Buffer.alloc(1)));
    expect(over(connection) || answer !== undefined).toBe(true);
    connection.close();
  });
});

describe("frames that ask for work and carry none", () => {
  const frames: Record<string, Uint8Array> = {
    SETTINGS: settingsFrame([[SETTING.initialWindow, 65_535]]),
    "SETTINGS that change the table": settingsFrame([[SETTING.headerTableSize, 0]]),
    PING: frame(TYPE.ping, 0, 0, Buffer.alloc(8)),
    PRIORITY: frame(TYPE.priority, 0, 1, Buffer.from([0, 0, 0, 3, 1])),
    "WINDOW_UPDATE of one byte": frame(TYPE.windowUpdate, 0, 0, number32(1)),
    "frames of an unknown type": frame(0xfa, 0, 0, Buffer.alloc(10)),
  };
  for (const [name, one] of Object.entries(frames)) {
    for (const reading of [true, false]) {
      test(
        `${name}, answers ${reading ? "read" : "not read"}`,
        async () => {
          const { residentMb } = gateway.figures();
          await withstands(gateway, async () => {
            const connection = await RawHttp2.open(gateway.tlsPort, { reading });
            const many = batchOf(() => one, 400);
            await flood(connection, () => many);
            connection.close();
          });
          expect(gateway.figures().residentMb - residentMb).toBeLessThan(40);
        },
        LIMIT_MS,
      );
    }
  }

  test(
    "empty DATA without end on an upload",
    () =>
      withstands(gateway, async () => {
        const connection = await RawHttp2.open(gateway.tlsPort);
        connection.write(headersFrame(1, requestFields("/upload", [], "POST"), FLAG.endHeaders));
        const empty = batchOf(() => frame(TYPE.data, 0, 1), 400);
        await flood(connection, () => empty);
        connection.close();
      }),
    LIMIT_MS,
  );
});

test(
  "windows that never open: 400 streams of a page of 1 MB hold neither the origin nor their memory",
  async () => {
    const { residentMb } = gateway.figures();
    await withstands(gateway, async () => {
      inFlightMax = 0;
      const connections: RawHttp2[] = [];
      for (let n = 0; n < 10; n++) {
        const connection = await RawHttp2.open(gateway.tlsPort, { settings: [[SETTING.initialWindow, 0]] });
        connections.push(connection);
        connection.write(batchOf((index) => getFrame(2 * index + 1, n % 2 === 0 ? "/large" : "/passed"), 40));
      }
      await Promise.all(
        connections.map((connection) =>
          connection.until(() => connection.answered(79) || over(connection), 5_000),
        ),
      );
      await Bun.sleep(300);
      expect(inFlight).toBe(0);
      expect(gateway.figures().residentMb - residentMb).toBeLessThan(100);
      for (const connection of connections) connection.close();
    });
  },
  LIMIT_MS,
);
