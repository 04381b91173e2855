import { afterEach, describe, expect, test } from "bun:test";
import { connect } from "node:net";
import { Readable } from "node:stream";
import {
  type EdgeRig,
  type EdgeRigSettings,
  type RawOrigin,
  sendRaw,
  startEdgeRig,
  startRawOrigin,
} from "../../test/support/edge-rig.ts";
import type { OriginResponse } from "./origin/exchange.ts";
import { COLLECT_BYTES_MAX, readAheadBytes, streamResponse } from "./streaming.ts";

const started: { stop(): unknown }[] = [];
afterEach(async () => {
  for (const one of started.splice(0)) await one.stop();
});

async function rigFor(
  answer: Parameters<typeof startRawOrigin>[0],
  more: Partial<EdgeRigSettings> = {},
): Promise<{ origin: RawOrigin; rig: EdgeRig }> {
  const origin = await startRawOrigin(answer);
  const rig = await startEdgeRig({ origin: origin.url, ...more });
  started.push(rig, origin);
  return { origin, rig };
}

const GET = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";
const MEGABYTE = 1 << 20;

async function until(condition: () => boolean, ms = 2_000): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end && !condition(); ) await Bun.sleep(5);
  expect(condition()).toBe(true);
}

describe("an answer keeps what it was", () => {
  test("status, duplicates, encoding, odd bytes and the length of a body that comes in pieces", async () => {
    const { rig } = await rigFor((socket) => {
      socket.write(
        "HTTP/1.1 203 Well\r\nSet-Cookie: a=1; Path=/\r\nSet-Cookie: b=2\r\nX-B: 1\r\nX-B: 2\r\nX-Latin: \xe9\r\n" +
          "Content-Encoding: gzip\r\nContent-Length: 6\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\n\r\n\x1f\x8b",
        "latin1",
      );
      setTimeout(() => socket.write("abcd"), 5);
    });
    const { text, end } = await sendRaw(rig.port, GET);
    expect(text).toStartWith("HTTP/1.1 203 ");
    expect(text.match(/set-cookie: [^\r]+/gi)).toEqual(["set-cookie: a=1; Path=/", "set-cookie: b=2"]);
    const lower = text.toLowerCase();
    expect(lower).toContain("x-b: 1, 2\r\n");
    expect(lower).toContain("x-latin: \xe9\r\n");
    expect(lower).toContain("content-encoding: gzip\r\n");
    expect(lower).toContain("content-length: 6\r\n");
    expect(text).toContain("Thu, 01 Jan 2026 00:00:00 GMT");
    expect(lower.match(/\r\ndate:/g)?.length).toBe(1);
    expect(lower).not.toContain("content-type");
    expect(text).toEndWith("\r\n\r\n\x1f\x8babcd");
    expect(end).toBe("open");
  });

  test("206 with its range, and the range asked for, pass", async () => {
    const { rig, origin } = await rigFor((socket) => {
      socket.write(
        "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 2-4/10\r\nContent-Length: 3\r\n\r\ncde",
      );
    });
    const { text } = await sendRaw(
      rig.port,
      'GET /x HTTP/1.1\r\nHost: a\r\nRange: bytes=2-4\r\nIf-Range: "v1"\r\n\r\n',
    );
    expect(text).toStartWith("HTTP/1.1 206 Partial Content\r\n");
    expect(text.toLowerCase()).toContain("content-range: bytes 2-4/10\r\n");
    expect(text).toEndWith("\r\n\r\ncde");
    expect(origin.heads[0]).toContain("range: bytes=2-4\r\n");
    expect(origin.heads[0]).toContain('if-range: "v1"\r\n');
  });

  test("HEAD, 204 and 304 claim no length that the origin did not claim", async () => {
    const answers = [
      "200 OK\r\nETag: x",
      "200 OK\r\nContent-Length: 99",
      "204 No Content",
      "304 Not Modified\r\nETag: x",
    ];
    for (const answer of answers) {
      const head = answer.startsWith("200");
      const { rig } = await rigFor((socket) => void socket.write(`HTTP/1.1 ${answer}\r\n\r\n`));
      const { text, end } = await sendRaw(rig.port, head ? GET.replace("GET", "HEAD") : GET);
      expect(text).toStartWith(`HTTP/1.1 ${answer.slice(0, 3)}`);
      const lengths = text.match(/content-length: \d+/gi) ?? [];
      expect(lengths.map((one) => one.toLowerCase())).toEqual(
        answer.includes("99") ? ["content-length: 99"] : [],
      );
      expect(text).toEndWith("\r\n\r\n");
      expect(end).toBe("open");
    }
  });

  test("a large body streams: first bytes before the last, all of it exact", async () => {
    const size = 8 * MEGABYTE;
    let end: () => unknown = () => undefined;
    const { rig } = await rigFor((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Type: a/b\r\nContent-Length: ${size}\r\n\r\n`);
      socket.write(Buffer.alloc(size - 1, 97));
      end = () => socket.write("z");
    });
    // Were the whole body awaited, this would never come: its last byte is sent afterwards.
    const answer = await fetch(`${rig.url}/x`);
    end();
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.length).toBe(size);
    expect(bytes.at(-1)).toBe("z".charCodeAt(0));
    expect(readAheadBytes()).toBe(0);
  });

  test("an event stream is passed on piece by piece", async () => {
    let write = (_text: string): unknown => undefined;
    const { rig } = await rigFor((socket) => {
      socket.write(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\ndata: 0\n\n",
      );
      write = (text) => socket.write(text);
    });
    const reader = (await fetch(`${rig.url}/x`)).body?.getReader();
    const next = async () => Buffer.from((await reader?.read())?.value ?? []).toString();
    expect(await next()).toBe("data: 0\n\n");
    for (const text of ["data: 1\n\n", "data: 2\n\n"]) {
      write(text);
      expect(await next()).toBe(text);
    }
  });
});

describe("a body that the origin cuts never ends normally", () => {
  const cuts: [string, string, number][] = [
    ["small, with a length", "Content-Length: 100", 50],
    ["large, with a length", `Content-Length: ${4 * MEGABYTE}`, 3 * MEGABYTE],
    ["small, chunked", "Transfer-Encoding: chunked", 50],
    ["large, chunked", "Transfer-Encoding: chunked", 3 * MEGABYTE],
  ];
  for (const [name, framing, bytes] of cuts) {
    test(name, async () => {
      const chunked = framing.includes("chunked");
      const { rig } = await rigFor((socket) => {
        socket.write(`HTTP/1.1 200 OK\r\n${framing}\r\n\r\n`);
        if (chunked) socket.write(`${bytes.toString(16)}\r\n`);
        socket.write(Buffer.alloc(bytes, 97));
        if (chunked) socket.write("\r\n");
        setTimeout(() => socket.destroy(), 100);
      });
      const { text, end } = await sendRaw(rig.port, GET, { quietMs: 600 });
      expect(end).not.toBe("open");
      expect(text).not.toEndWith("0\r\n\r\n");
      const length = /content-length: (\d+)/i.exec(text)?.[1];
      if (length !== undefined)
        expect(text.length - text.indexOf("\r\n\r\n") - 4).toBeLessThan(Number(length));
      expect(readAheadBytes()).toBe(0);
    });
  }
});

describe("visitors who go away, read slowly or not at all", () => {
  test("an abort reaches the origin within 100 ms: waiting, in the middle of a body, and while uploading", async () => {
    const cases: [string, string][] = [
      ["", GET],
      ["HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\nabc", GET],
      ["", "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc"],
    ];
    for (const [answer, request] of cases) {
      const { origin, rig } = await rigFor((socket) => void socket.write(answer));
      const tookMs: number[] = [];
      for (let tries = 1; tries <= 3; tries++) {
        const visitor = connect(rig.port, "127.0.0.1", () => visitor.write(request));
        visitor.on("error", () => {});
        await until(() => origin.heads.length === tries);
        await Bun.sleep(40);
        visitor.resetAndDestroy();
        const goneMs = performance.now();
        await until(() => origin.closed === tries);
        tookMs.push(performance.now() - goneMs);
      }
      // The best of three: the machine may be busy with other tests.
      expect(Math.min(...tookMs)).toBeLessThan(100);
    }
  });

  test("256 MB through the gateway: exact, with little memory, the origin held back by the visitor", async () => {
    const block = Buffer.alloc(MEGABYTE, 120);
    let sent = 0;
    const { rig } = await rigFor((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${256 * MEGABYTE}\r\n\r\n`);
      const pump = (): void => {
        while (sent < 256 && !socket.destroyed) {
          sent += 1;
          if (!socket.write(block)) return void socket.once("drain", pump);
        }
      };
      pump();
    });
    const before = process.memoryUsage.rss();
    let peak = before;
    let bytes = 0;
    const end = await new Promise<string>((resolve) => {
      const visitor = connect(rig.port, "127.0.0.1", () => visitor.write(GET));
      visitor.once("data", () => {
        visitor.pause();
        setTimeout(() => {
          expect(sent).toBeLessThan(48);
          visitor.resume();
        }, 300);
      });
      visitor.on("data", (piece: Buffer) => {
        bytes += piece.length;
        peak = Math.max(peak, process.memoryUsage.rss());
        if (bytes > 256 * MEGABYTE && piece.subarray(-5).toString() === "0\r\n\r\n") resolve("ended");
      });
      visitor.on("close", () => resolve("closed"));
      setTimeout(() => resolve("late"), 15_000);
    });
    expect(end).toBe("ended");
    // Origin, gateway and visitor are one process here, each with its buffers; together they hold less than the body.
    expect((peak - before) / MEGABYTE).toBeLessThan(220);
  }, 20_000);

  test("a visitor who reads nothing is cut, and the origin's connection with it", async () => {
    const { origin, rig } = await rigFor(
      (socket) => {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n");
        socket.write(Buffer.alloc(32 * MEGABYTE, 97));
      },
      { readerStallMs: 300 },
    );
    const visitor = Bun.spawn([
      process.execPath,
      "-e",
      `const c = require("node:net").connect(${rig.port}, "127.0.0.1", () => c.write(${JSON.stringify(GET)}));
       c.once("data", () => c.pause()); c.on("error", () => {}); setTimeout(() => {}, 30000);`,
    ]);
    await until(() => origin.closed === 1, 4_000);
    await until(() => establishedOn(rig.port) === 0, 6_000);
    visitor.kill();
  }, 12_000);

  test("a body that can be collected frees the origin however slowly the visitor reads", async () => {
    const { origin, rig } = await rigFor((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: ${COLLECT_BYTES_MAX}\r\n\r\n`);
      socket.end(Buffer.alloc(COLLECT_BYTES_MAX, 97));
    });
    const visitor = connect(rig.port, "127.0.0.1", () => visitor.write(GET));
    visitor.once("data", () => visitor.pause());
    await until(() => origin.closed === 1);
    visitor.destroy();
    await until(() => readAheadBytes() === 0);
  });
});

describe("the origin's share of an answer", () => {
  const hold = { release() {}, cut() {} };
  const answerOf = (body: Readable): OriginResponse => ({
    status: 200,
    reason: "",
    headers: [],
    body,
    firstByteMs: 0,
  });
  const options = { method: "GET", status: 200, headers: new Headers(), hold };

  test("is told to be over once all is read ahead, though the visitor has read nothing", async () => {
    let originDone = 0;
    const ended: [number, boolean][] = [];
    async function* pieces() {
      yield Buffer.alloc(1000);
      await Bun.sleep(20);
      yield Buffer.alloc(500);
    }
    const response = await streamResponse(answerOf(Readable.from(pieces(), { objectMode: false })), {
      ...options,
      onOriginDone: () => {
        originDone += 1;
      },
      onEnd: (bytes, complete) => void ended.push([bytes, complete]),
    });
    await until(() => originDone === 1);
    expect(ended).toEqual([]);
    expect((await response.arrayBuffer()).byteLength).toBe(1500);
    expect([originDone, ended]).toEqual([1, [[1500, true]]]);
    expect(readAheadBytes()).toBe(0);
  });

  test("is told to be over when it fails, when it is small, and for HEAD", async () => {
    let originDone = 0;
    const onOriginDone = () => {
      originDone += 1;
    };
    const cut = new Readable({ read() {} });
    const response = await streamResponse(answerOf(cut), { ...options, onOriginDone });
    cut.destroy(new Error("cut"));
    expect(response.arrayBuffer()).rejects.toThrow("cut");
    await until(() => originDone === 1);
    await streamResponse(answerOf(Readable.from([Buffer.from("x")])), { ...options, onOriginDone });
    await until(() => originDone === 2);
    await streamResponse(answerOf(Readable.from([])), { ...options, method: "HEAD", onOriginDone });
    await until(() => originDone === 3);
  });
});

/** Connections that the kernel holds as established on the server's side of a port. */
function establishedOn(port: number): number {
  const hex = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const { stdout } = Bun.spawnSync(["cat", "/proc/net/tcp"]);
  return stdout
    .toString()
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1]?.endsWith(hex) && fields[3] === "01").length;
}
