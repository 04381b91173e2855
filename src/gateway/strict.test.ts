import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  HEADER_BYTES_MAX,
  HEADER_COUNT_MAX,
  isHost,
  refuseRequest,
  TARGET_BYTES_MAX,
  targetOf,
} from "./strict.ts";

const judge = (method: string, url: string, headers: Record<string, string> = {}) =>
  refuseRequest(method, url, new Headers({ host: "a.test", ...headers }));
const seed = { seed: 20241231, numRuns: 300 };

describe("target", () => {
  const cases: [string, string | undefined][] = [
    ["http://a.test/", "/"],
    ["https://a.test/x?y=/z://", "/x?y=/z://"],
    ["http://[::1]:80/x", "/x"],
    ["http://a.test//evil/x", "//evil/x"],
    ["/x?y", "/x?y"],
    ["//evil/x", "//evil/x"],
    ["http://a.test", undefined],
    ["a:443", undefined],
    ["*", undefined],
    ["", undefined],
    ["ftp://a.test/x", undefined],
    ["http://a.test/x#y", undefined],
    ["http://a.test/x y", undefined],
    ["http://a.test/\u00e9", undefined],
    ["http://a.test/\u007f", undefined],
  ];
  for (const [url, target] of cases) {
    test(url === "" ? "empty" : JSON.stringify(url), () => expect(targetOf(url)).toBe(target as string));
  }
  test("is what stands in the URL, byte for byte, or nothing", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), fc.string(), (url, junk) => {
        const target = targetOf(url);
        if (target !== undefined) expect(url.endsWith(target)).toBe(true);
        expect(targetOf(`http://a.test/${junk}`) ?? "/").toMatch(/^\/[\x21-\x7e]*$/);
      }),
      seed,
    );
  });
});

describe("requests", () => {
  test("a browser's request passes", () => {
    const headers = {
      accept: "text/html",
      "user-agent": "Mozilla/5.0",
      cookie: "a=1",
      "accept-language": "fr-FR",
    };
    expect(judge("GET", "http://a.test/?q=%20", headers)).toBeUndefined();
    expect(
      judge("POST", "http://a.test/", { "content-length": "3", expect: "100-Continue" }),
    ).toBeUndefined();
    expect(judge("POST", "http://a.test/", { "transfer-encoding": "Chunked" })).toBeUndefined();
    expect(judge("PROPFIND", "http://a.test/")).toBeUndefined();
  });
  const refused: [number, string, string, Record<string, string>][] = [
    [405, "CONNECT", "a:443", {}],
    [405, "TRACE", "http://a.test/", {}],
    [501, "BREW", "http://a.test/", {}],
    [400, "GET", "http://a.test/%00", {}],
    [414, "GET", `http://a.test/${"a".repeat(TARGET_BYTES_MAX)}`, {}],
    [400, "GET", "/x", { host: "a b" }],
    [400, "GET", "/x", { host: "" }],
    [400, "GET", "http://a.test/", { host: "a, b" }],
    [400, "POST", "http://a.test/", { "transfer-encoding": "chunked, chunked" }],
    [400, "POST", "http://a.test/", { "transfer-encoding": "chunked", "content-length": "3" }],
    [400, "POST", "http://a.test/", { "content-length": "3, 3" }],
    [400, "GET", "http://a.test/", { transfer_encoding: "x" }],
    [400, "GET", "http://a.test/", { content_length: "x" }],
    [400, "GET", "http://a.test/", { "x-a": "a\u007fb" }],
    [417, "POST", "http://a.test/", { expect: "the best" }],
    [431, "GET", "http://a.test/", { "x-a": "a".repeat(HEADER_BYTES_MAX) }],
  ];
  for (const [status, method, url, headers] of refused) {
    test(`${status}: ${method} ${url.slice(0, 30)} ${JSON.stringify(headers).slice(0, 60)}`, () => {
      expect(judge(method, url, headers)?.status).toBe(status as 400);
    });
  }
  test("the count of fields is bounded", () => {
    const fields = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`x-${n}`, "1"]));
    expect(judge("GET", "http://a.test/", fields(HEADER_COUNT_MAX - 1))).toBeUndefined();
    expect(judge("GET", "http://a.test/", fields(HEADER_COUNT_MAX))?.status).toBe(431);
  });
  test("a reason never carries text of the request", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (method, url) => {
        const reason = judge(method, url)?.reason;
        if (reason !== undefined) expect(reason).toMatch(/^[A-Za-z -]{4,40}$/);
      }),
      seed,
    );
  });
});

test("a host has one name or address and perhaps a port", () => {
  for (const good of [
    "a",
    "a.test",
    "A.b:80",
    "192.0.2.1:8080",
    "[::1]",
    "[2001:db8::1]:443",
    "a_b.test",
    "xn--ab-c.fr",
    "a.",
  ]) {
    expect([good, isHost(good)]).toEqual([good, true]);
  }
  for (const bad of [
    "",
    " a",
    "a b",
    "a/b",
    "a,b",
    "a?b",
    "u@a",
    "a:",
    "a:x",
    "a:0",
    "a:65536",
    "[::1",
    "::1",
    "-a",
    ".a",
    "a%00",
    "[::1]x",
  ]) {
    expect([bad, isHost(bad)]).toEqual([bad, false]);
  }
});
