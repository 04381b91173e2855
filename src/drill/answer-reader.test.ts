import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { AnswerReader, type WireAnswer } from "./answer-reader.ts";

function read(
  message: string,
  pieces: readonly number[],
  isHead = false,
  bodyBytesMax = 1_000,
): WireAnswer | undefined {
  const reader = new AnswerReader();
  reader.begin(isHead, bodyBytesMax);
  const bytes = Buffer.from(message, "latin1");
  let at = 0;
  let answer: WireAnswer | undefined;
  for (const piece of [...pieces, bytes.length]) {
    if (answer !== undefined || at >= bytes.length) break;
    answer = reader.take(bytes.subarray(at, at + Math.max(1, piece)));
    at += Math.max(1, piece);
  }
  return answer ?? reader.end();
}

const body = (answer: WireAnswer | undefined) => Buffer.from(answer?.body ?? []).toString("latin1");

describe("an answer", () => {
  const messages = {
    length: "HTTP/1.1 200 OK\r\nContent-Length: 11\r\nSet-Cookie: a=1\r\n\r\nhello world",
    chunked:
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n6\r\n world\r\n0\r\nTrailer: 1\r\n\r\n",
    close: "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello world",
    interim:
      "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nhello world",
  };
  test.each(Object.entries(messages))("is read the same however its bytes come: %s", (name, message) => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 40 }), (pieces) => {
        const answer = read(message, pieces);
        expect(answer?.status).toBe(200);
        expect(body(answer)).toBe("hello world");
        expect(answer?.closes).toBe(name === "close");
      }),
      { numRuns: 60, seed: 5 },
    );
  });

  test("has no body for HEAD, 204 and 304", () => {
    expect(body(read("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", [], true))).toBe("");
    expect(read("HTTP/1.1 304 Not Modified\r\n\r\n", [])?.status).toBe(304);
    expect(read("HTTP/1.1 204 No Content\r\n\r\n", [])?.bodyBytes).toBe(0);
  });

  test("keeps as much of a body as was asked for, and counts the rest", () => {
    const answer = read(messages.chunked, [50, 3], false, 4);
    expect([body(answer), answer?.bodyBytes]).toEqual(["hell", 11]);
  });

  test("that makes no sense is status 0, and ends the connection", () => {
    const broken = read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", []);
    expect([broken?.status, broken?.closes]).toEqual([0, true]);
    const endless = read(`HTTP/1.1 200 OK\r\n${"x".repeat(70_000)}`, []);
    expect([endless?.status, endless?.closes]).toEqual([0, true]);
  });

  test("that is cut short is none", () => {
    expect(read("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nhello", [])).toBeUndefined();
  });
});
