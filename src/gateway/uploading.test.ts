import { afterEach, describe, expect, test } from "bun:test";
import { connect } from "node:net";
import {
  type EdgeRig,
  type EdgeRigSettings,
  type RawOrigin,
  sendRaw,
  startEdgeRig,
  startRawOrigin,
} from "../../test/support/edge-rig.ts";

/** Uploads through a real listener to a real origin. */

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

const MEGABYTE = 1 << 20;
const OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

async function until(condition: () => boolean, ms = 2_000): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end && !condition(); ) await Bun.sleep(5);
  expect(condition()).toBe(true);
}

describe("uploads", () => {
  const patience = { graceMs: 200, bytesPerSecondMin: 1024, pauseMs: 400 };
  const chunkedPost = "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

  async function drip(rig: EdgeRig, piece: string, everyMs: number, pieces: number): Promise<string> {
    return new Promise((resolve) => {
      let text = "";
      let sent = 0;
      const visitor = connect(rig.port, "127.0.0.1", () => visitor.write(chunkedPost));
      const timer = setInterval(() => {
        sent += 1;
        if (sent <= pieces) visitor.write(`${piece.length.toString(16)}\r\n${piece}\r\n`);
        else if (sent === pieces + 1) visitor.write("0\r\n\r\n");
      }, everyMs);
      const done = (): void => {
        clearInterval(timer);
        visitor.destroy();
        resolve(text);
      };
      visitor.on("data", (data) => {
        text += data.toString("latin1");
        done();
      });
      visitor.on("error", () => {});
      visitor.on("close", done);
      setTimeout(done, 5_000);
    });
  }

  test("a drip is cut with 408 and the origin's connection closed; an honest slow phone passes", async () => {
    const { origin, rig } = await rigFor(
      (socket, head) => void setTimeout(() => head && socket.write(OK), 1_500),
      {
        uploadPatience: patience,
      },
    );
    expect(await drip(rig, "x", 50, 1000)).toStartWith("HTTP/1.1 408");
    await until(() => origin.closed === 1);
    expect(await drip(rig, "x".repeat(800), 100, 12)).toStartWith("HTTP/1.1 200");
  });

  test("a body beyond the bound is refused, declared or not", async () => {
    const { rig } = await rigFor(() => {}, { bodyBytesMax: 1000 });
    expect(
      (await sendRaw(rig.port, "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2000\r\n\r\n")).text,
    ).toContain(" 413 ");
    expect(await drip(rig, "x".repeat(600), 10, 5)).toContain(" 413 ");
  });

  test("a large upload streams with its length, and an origin that does not read holds the visitor back", async () => {
    const size = 64 * MEGABYTE;
    const { origin, rig } = await rigFor((socket) => {
      socket.pause();
      setTimeout(() => socket.resume(), 500);
      const timer = setInterval(() => {
        if (origin.received < size) return;
        clearInterval(timer);
        socket.write(OK);
      }, 10);
    });
    let written = 0;
    const block = Buffer.alloc(MEGABYTE, 97);
    const visitor = connect(rig.port, "127.0.0.1", () => {
      visitor.write(`POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: ${size}\r\n\r\n`);
      const pump = (): void => {
        while (written < 64) {
          written += 1;
          if (!visitor.write(block)) return void visitor.once("drain", pump);
        }
      };
      pump();
    });
    const answered = new Promise<string>((resolve) =>
      visitor.on("data", (piece) => resolve(piece.toString())),
    );
    await Bun.sleep(400);
    expect(written).toBeLessThan(32);
    expect(await answered).toStartWith("HTTP/1.1 200");
    expect(origin.heads[0]).toContain(`Content-Length: ${size}\r\n`);
    visitor.destroy();
  }, 10_000);

  test("an early answer reaches the visitor before the body is done", async () => {
    const { rig } = await rigFor(
      (socket) => void socket.end("HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno"),
    );
    expect(await drip(rig, "x".repeat(100), 30, 50)).toStartWith("HTTP/1.1 403");
  });
});
