import { describe, expect, test } from "bun:test";
import { gunzipSync, gzipSync } from "node:zlib";
import type { StoredResponse } from "./cache/stored-response.ts";
import { DECODED_BYTES_MAX, decodedBody, isUnderstood, withNotice, withoutEncoding } from "./notice.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (body: Uint8Array) => new TextDecoder().decode(body);

function stored(body: Uint8Array, headers: Array<[string, string]>): StoredResponse {
  return {
    target: "/",
    variant: "",
    status: 200,
    headers,
    body,
    bodyHash: "",
    storedAtMs: Date.parse("2026-11-22T13:05:00Z"),
    initialAgeMs: 0,
    freshness: {
      lifetimeMs: 0,
      staleWhileRevalidateMs: 0,
      staleIfErrorMs: undefined,
      mustRevalidate: false,
      basis: "explicit",
    },
  };
}
const html: [string, string] = ["content-type", "text/html; charset=utf-8"];

describe("the line that says of when a page is", () => {
  test("stands before the end of the body, in plain ASCII, and nothing else changes", () => {
    const before = "<html><body><p>été</p>";
    const after = "</body></html>";
    const page = text(withNotice(stored(bytes(before + after), [html])).body);
    expect(page.startsWith(before)).toBe(true);
    expect(page.endsWith(after)).toBe(true);
    const line = page.slice(before.length, page.length - after.length);
    expect(line).toContain("Page du 22 novembre 2026 &#224; 14 h 05");
    expect(line).toMatch(/^[\x20-\x7e]+$/);
  });

  test("an encoded page is encoded again, and its validators go", () => {
    const page = stored(gzipSync("<body>x</BODY>"), [html, ["content-encoding", "gzip"], ["etag", '"a"']]);
    const dated = withNotice(page);
    expect(text(gunzipSync(dated.body))).toContain("Page du");
    expect(dated.headers).toContainEqual(["content-encoding", "gzip"]);
    expect(dated.headers.map(([name]) => name)).not.toContain("etag");
    expect(withNotice(page)).toBe(dated);
  });

  test.each<[string, StoredResponse]>([
    ["a picture", stored(bytes("</body>"), [["content-type", "image/png"]])],
    ["no body element", stored(bytes("<p>x"), [html])],
    ["UTF-16", stored(bytes("</body>"), [["content-type", "text/html; charset=utf-16"]])],
    ["bytes that do not decode", stored(bytes("</body>"), [html, ["content-encoding", "gzip"]])],
    ["an unknown encoding", stored(bytes("</body>"), [html, ["content-encoding", "zstd"]])],
  ])("%s is given as it is", (_, page) => {
    expect(withNotice(page)).toBe(page);
  });
});

describe("encodings", () => {
  test("what a client does not understand is decoded for it", () => {
    const page = stored(gzipSync("bonjour"), [html, ["content-encoding", "gzip"]]);
    expect(isUnderstood(page, "br")).toBe(true);
    expect(isUnderstood(page, "identity")).toBe(false);
    const decoded = withoutEncoding(page);
    expect(text(decoded?.body ?? new Uint8Array())).toBe("bonjour");
    expect(decoded?.headers.map(([name]) => name)).not.toContain("content-encoding");
  });

  test("a compression bomb is not unpacked", () => {
    const bomb = gzipSync(new Uint8Array(DECODED_BYTES_MAX + 1));
    expect(bomb.length).toBeLessThan(100_000);
    expect(decodedBody(stored(bomb, [html, ["content-encoding", "gzip"]]))).toBeUndefined();
  });
});
