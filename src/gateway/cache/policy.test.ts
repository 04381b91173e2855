import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { SERVER_ERROR_MAX_MS } from "./freshness.ts";
import { type Exchange, judge, PASS_MS } from "./policy.ts";
import type { Freshness } from "./stored-response.ts";

const nowMs = Date.parse("2026-01-05T09:00:00Z");
const at = (secondsFromNow: number) => new Date(nowMs + secondsFromNow * 1000).toUTCString();
type Lines = Array<[string, string]>;

function exchange(headers: Lines, more: Partial<Exchange> = {}): Exchange {
  return {
    requestHeaders: { host: "www.ville.fr", accept: "*/*" },
    target: "/a",
    method: "GET",
    status: 200,
    headers,
    requestedAtMs: nowMs,
    receivedAtMs: nowMs,
    hadAuthorization: false,
    hadCookie: false,
    unkeyedHeaders: new Set(),
    ...more,
  };
}
const judged = (headers: Lines, more: Partial<Exchange> = {}) => judge(exchange(headers, more));
const cc = (value: string): [string, string] => ["cache-control", value];

describe("what is never kept", () => {
  const hour = cc("max-age=3600");
  test.each<[string, Lines, Partial<Exchange>, string]>([
    ["a cookie set", [hour, ["set-cookie", "a=1"]], {}, "set-cookie"],
    ["a cookie set, public", [cc("public, max-age=3600"), ["set-cookie", "a=1"]], {}, "set-cookie"],
    ["the other cookie", [hour, ["set-cookie2", "a=1"]], {}, "set-cookie"],
    ["private", [cc("private, max-age=3600")], {}, "private"],
    ["private, qualified", [cc('max-age=3600, private="x-user"')], {}, "private"],
    ["private on another line", [hour, cc("Private")], {}, "private"],
    ["private with s-maxage and public", [cc("public, s-maxage=60, private")], {}, "private"],
    ["no-store", [cc("max-age=3600, No-StOrE")], {}, "no-store"],
    ["no-store by semicolon", [cc("max-age=3600; no-store")], {}, "no-store"],
    ["no-store, CDN allowed", [cc("no-store"), ["cdn-cache-control", "max-age=60"]], {}, "no-store"],
    ["no-store for the CDN", [hour, ["cdn-cache-control", "no-store"]], {}, "no-store"],
    ["no-store for surrogates", [hour, ["surrogate-control", "no-store"]], {}, "no-store"],
    ["no-cache without validator", [cc("no-cache, max-age=3600")], {}, "no-cache"],
    ["Vary *", [hour, ["vary", "*"]], {}, "vary-any"],
    ["Vary * among others", [hour, ["vary", "accept-encoding"], ["vary", "x, *"]], {}, "vary-any"],
    ["nine names in Vary", [hour, ["vary", "a,b,c,d,e,f,g,h,i"]], {}, "vary-many"],
    ["HEAD", [hour], { method: "HEAD" }, "method"],
    ["POST", [hour], { method: "POST" }, "method"],
    ["Authorization", [cc("public, max-age=60")], { hadAuthorization: true }, "request-authorization"],
    ["Authorization sent", [hour], { requestHeaders: { authorization: "x" } }, "request-authorization"],
    ["a cookie sent", [hour], { hadCookie: true }, "request-cookie"],
    ["a request no-store", [hour], { requestHeaders: { "cache-control": "no-store" } }, "request-no-store"],
    ["an unkeyed header", [hour], { requestHeaders: { "x-original-url": "/admin" } }, "request-header"],
    ["206", [hour], { status: 206 }, "partial"],
    ["a part that says 200", [hour, ["content-range", "bytes 0-1/9"]], {}, "partial"],
    ["304", [hour], { status: 304 }, "not-final"],
    ["103", [hour], { status: 103 }, "not-final"],
    ["blame for the request", [hour], { status: 400 }, "request-fault"],
    ["too many requests", [hour], { status: 429 }, "request-fault"],
    ["503", [], { status: 503 }, "server-error"],
    ["302", [], { status: 302 }, "status"],
    ["403", [["last-modified", at(-300)]], { status: 403 }, "status"],
    ["must-understand", [cc("max-age=3600, must-understand")], { status: 599 }, "must-understand"],
  ])("%s", (_, headers, more, code) => {
    expect(judged(headers, more)).toMatchObject({ store: false, code });
  });

  test("no other header turns a prohibition round", () => {
    const permits = fc.constantFrom<[string, string]>(
      cc("public"),
      cc("max-age=3600, s-maxage=3600"),
      cc('x="'),
      cc("must-understand"),
      ["cdn-cache-control", "public, max-age=60"],
      ["surrogate-control", "max-age=60"],
      ["expires", at(3600)],
      ["last-modified", at(-3600)],
      ["etag", '"1"'],
      ["vary", "accept"],
    );
    const forbids = fc.constantFrom<[string, string]>(
      cc("private"),
      cc("NO-STORE"),
      cc('private="a"'),
      cc("no-store, private"),
      ["set-cookie", "a=1"],
      ["vary", "*"],
    );
    fc.assert(
      fc.property(
        fc.array(permits),
        forbids,
        fc.array(permits),
        fc.constantFrom(200, 301, 404, 302, 500),
        (a, it, b, status) => {
          expect(judged([...a, it, ...b], { status }).store).toBe(false);
        },
      ),
      { seed: 6, numRuns: 500 },
    );
  });

  test("only what the page says of itself marks it or takes it away, not what a visitor may provoke", () => {
    const marks = (headers: Lines, more: Partial<Exchange>) => {
      const judgement = judged(headers, more);
      return judgement.store === false ? [judgement.passMs, judgement.personal] : undefined;
    };
    expect(marks([["set-cookie", "a=1"]], {})).toEqual([PASS_MS, true]);
    expect(marks([["set-cookie", "a=1"]], { status: 302 })).toEqual([PASS_MS, false]);
    expect(marks([["set-cookie", "a=1"], cc("no-store")], { status: 403 })).toEqual([0, false]);
    expect(marks([cc("private")], { status: 503 })).toEqual([0, false]);
    expect(marks([], { requestHeaders: { "x-a": "1" } })).toEqual([0, false]);
    expect(marks([cc("max-age=60")], { status: 400 })).toEqual([0, false]);
  });
});

describe("what is kept", () => {
  const hour = cc("max-age=3600");
  test.each([200, 203, 204, 299, 300, 301, 302, 303, 307, 308, 403, 404, 405, 410, 414, 499, 501, 599])(
    "status %p with explicit freshness",
    (status) => {
      expect(judged([hour], { status }).store).toBe(true);
    },
  );

  test("an unreadable Age makes an answer stale, but it is kept", () => {
    expect(judged([hour, ["age", "x"]])).toMatchObject({
      store: true,
      freshness: { lifetimeMs: 0 },
      initialAgeMs: 0,
    });
    expect(judged([hour, ["age", "60"]])).toMatchObject({ store: true, initialAgeMs: 60_000 });
  });

  test.each([200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501])("status %p may be learned", (status) => {
    expect(judged([], { status })).toEqual({ store: "learn", vary: [] });
  });

  test("a server error is kept for seconds, and never stale", () => {
    const judgement = judged([hour], { status: 503 });
    expect(judgement).toMatchObject({ freshness: { lifetimeMs: SERVER_ERROR_MAX_MS, mustRevalidate: true } });
  });

  test("no-cache with a validator is kept to be validated", () => {
    for (const value of ["no-cache, max-age=60", 'no-cache="x", max-age=60']) {
      expect(judged([cc(value), ["etag", '"1"']])).toMatchObject({
        freshness: { lifetimeMs: 0, mustRevalidate: true },
      });
    }
  });

  test("headers that Vary names or the site declares harmless do not stand in the way", () => {
    const requestHeaders = {
      host: "x",
      "x-vue": "1",
      "x-suivi": "2",
      "sec-fetch-mode": "cors",
      "if-none-match": '"1"',
    };
    const more = { requestHeaders, unkeyedHeaders: new Set(["x-suivi"]) };
    expect(judged([hour, ["vary", "X-Vue"]], more)).toMatchObject({ store: true, vary: ["x-vue"] });
    expect(judged([hour], more)).toMatchObject({ store: false, code: "request-header" });
  });

  test("an encoded body varies with Accept-Encoding even if the origin forgot it", () => {
    expect(judged([hour, ["content-encoding", "gzip"], ["vary", "Cookie, X"]])).toMatchObject({
      vary: ["accept-encoding", "x"],
    });
    expect(judged([hour, ["content-encoding", "identity"]])).toMatchObject({ vary: [] });
  });

  test.each<[string, Partial<Freshness>]>([
    [
      "max-age=1, stale-while-revalidate=2, stale-if-error=3",
      { staleWhileRevalidateMs: 2_000, staleIfErrorMs: 3_000 },
    ],
    ["max-age=1", { staleWhileRevalidateMs: 0, staleIfErrorMs: undefined, mustRevalidate: false }],
    [
      "max-age=1, stale-while-revalidate=x, stale-if-error",
      { staleWhileRevalidateMs: 0, staleIfErrorMs: undefined },
    ],
    ["max-age=1, must-revalidate, stale-while-revalidate=9", { mustRevalidate: true }],
    ["max-age=1, proxy-revalidate", { mustRevalidate: true, lifetimeMs: 1_000 }],
    ["s-maxage=1", { mustRevalidate: true }],
    ["s-maxage=1, stale-while-revalidate=60", { mustRevalidate: false }],
    ["s-maxage=1, stale-if-error=60, must-revalidate", { mustRevalidate: true }],
  ])("%s", (value, expected) => {
    expect((judged([cc(value)]) as { freshness: Freshness }).freshness).toMatchObject(expected);
  });
});
