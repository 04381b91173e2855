import { expect, test } from "bun:test";
import { readAnswer } from "./raw-http.ts";

const read = (text: string, isHead = false) => readAnswer(Buffer.from(text, "latin1"), isHead);

test("duplicates, order and case of headers stay", () => {
  const answer = read("HTTP/1.1 200 Fine\r\nB: 1\r\na: 2\r\nB: 3\r\nContent-Length: 2\r\n\r\nhi");
  expect(answer?.statusLine).toBe("HTTP/1.1 200 Fine");
  expect(answer?.headers.slice(0, 3)).toEqual([
    ["B", "1"],
    ["a", "2"],
    ["B", "3"],
  ]);
  expect(answer?.body.toString()).toBe("hi");
  expect(answer?.cut).toBe(false);
});

test("chunks are put together, and a missing end is seen", () => {
  const head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  expect(read(`${head}2\r\nab\r\n3;x=y\r\ncde\r\n0\r\n\r\n`)).toMatchObject({
    cut: false,
    body: Buffer.from("abcde"),
  });
  expect(read(`${head}2\r\nab\r\n5\r\ncd`)).toMatchObject({ cut: true, body: Buffer.from("abcd") });
});

test("a short body is seen, and a HEAD has none to be short of", () => {
  const text = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n";
  expect(read(`${text}half`)?.cut).toBe(true);
  expect(read(text, true)?.cut).toBe(false);
});

test("interim answers are skipped, noise is no answer", () => {
  expect(read("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n")?.status).toBe(204);
  expect(read("hello")).toBeUndefined();
});
