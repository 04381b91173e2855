import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  HEURISTIC_ERROR_MAX_MS,
  HEURISTIC_FILE_MAX_MS,
  HEURISTIC_PAGE_MAX_MS,
  PUBLIC_LIFETIME_MS,
  SERVER_ERROR_MAX_MS,
} from "./freshness.ts";
import { type Exchange, judge, mayServe, PASS_MS, parseRequestDirectives } from "./policy.ts";
import type { Freshness, StoredResponse } from "./stored-response.ts";

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

/** Seconds of freshness left on arrival; the word of the judgement if there are none to reckon. */
function left(headers: Lines, more: Partial<Exchange> = {}): number | string {
  const judgement = judged(headers, more);
  if (judgement.store === false) return judgement.code;
  if (judgement.store === "learn") return "learn";
  return Math.max(0, (judgement.freshness.lifetimeMs - judgement.initialAgeMs) / 1000);
}

describe("for how long an answer is fresh", () => {
  test.each<[string, Lines, number | string]>([
    ["nothing said", [], "learn"],
    ["max-age", [cc("max-age=3600")], 3600],
    ["max-age 0", [cc("max-age=0"), ["expires", at(3600)]], 0],
    ["any case", [cc("MaX-aGe=3600")], 3600],
    ["quoted", [cc('max-age="60"')], 60],
    ["leading zeros", [cc("max-age=0060")], 60],
    ["beyond 2^31", [cc("max-age=99999999999")], 2 ** 31],
    ["negative", [cc("max-age=-60")], 0],
    ["decimal", [cc("max-age=60.5")], 0],
    ["letters", [cc("max-age=60a")], 0],
    ["single quotes", [cc("max-age='60'")], 0],
    ["space before =", [cc("max-age =60")], 0],
    ["in another directive's quotes", [cc('x="max-age=3600", max-age=1')], 1],
    ["two: the first", [cc("max-age=1800, max-age=1")], 1800],
    ["two lines: the first", [cc("max-age=1"), cc("max-age=1800")], 1],
    ["s-maxage over max-age", [cc("max-age=3600, s-maxage=1")], 1],
    ["s-maxage over max-age, lines", [cc("s-maxage=3600"), cc("max-age=0")], 3600],
    ["invalid s-maxage is not outvoted", [cc("s-maxage=x, max-age=3600")], 0],
    ["max-age over Expires", [cc("max-age=3600"), ["expires", at(-60)], ["date", at(0)]], 3600],
    ["max-age over bad Expires", [cc("max-age=3600"), ["expires", "0"]], 3600],
    [
      "Expires",
      [
        ["expires", at(60)],
        ["date", at(0)],
      ],
      60,
    ],
    ["Expires without Date", [["expires", at(60)]], 60],
    [
      "Expires, Date invalid",
      [
        ["expires", at(60)],
        ["date", "foo"],
      ],
      60,
    ],
    [
      "Expires now",
      [
        ["expires", at(0)],
        ["date", at(0)],
      ],
      0,
    ],
    [
      "Expires past",
      [
        ["expires", at(-60)],
        ["date", at(0)],
      ],
      0,
    ],
    [
      "Expires invalid",
      [
        ["expires", "0"],
        ["date", at(0)],
      ],
      0,
    ],
    [
      "Expires before a fast Date",
      [
        ["expires", at(300)],
        ["date", at(400)],
      ],
      0,
    ],
    [
      "two Expires: the first",
      [
        ["expires", at(60)],
        ["expires", at(600)],
      ],
      60,
    ],
    [
      "Pragma alone",
      [
        ["pragma", "no-cache"],
        ["last-modified", at(-10_000)],
      ],
      0,
    ],
    ["Pragma beside Cache-Control", [["pragma", "no-cache"], cc("max-age=60")], 60],
    ["public without a time", [cc("public")], PUBLIC_LIFETIME_MS / 1000],
    ["unknown directives", [cc("foobar, max-age=60, immutable")], 60],
    ["CDN-Cache-Control first", [cc("max-age=1"), ["cdn-cache-control", "max-age=60"]], 60],
    [
      "CDN-Cache-Control shorter",
      [cc("max-age=60"), ["cdn-cache-control", "max-age=1"], ["expires", at(60)]],
      1,
    ],
    ["malformed CDN-Cache-Control", [cc("max-age=60"), ["cdn-cache-control", "max-age =1"]], 60],
    ["Surrogate-Control", [cc("max-age=1"), ["surrogate-control", "max-age=60"]], 60],
    ["Surrogate-Control for others", [["surrogate-control", "max-age=60;autre"]], "learn"],
    [
      "CDN- before Surrogate-",
      [
        ["surrogate-control", "max-age=9"],
        ["cdn-cache-control", "max-age=60"],
      ],
      60,
    ],
  ])("%s", (_, headers, expected) => {
    expect(left(headers)).toBe(expected);
  });

  test("the heuristic is a tenth of the time since the change, capped by what it is", () => {
    expect(
      left([
        ["last-modified", at(-300)],
        ["date", at(0)],
      ]),
    ).toBe(30);
    expect(
      left([
        ["last-modified", at(-1e7)],
        ["date", at(0)],
        ["content-type", "application/pdf"],
      ]),
    ).toBe(HEURISTIC_FILE_MAX_MS / 1000);
    expect(
      left([
        ["last-modified", at(-1e7)],
        ["date", at(0)],
        ["content-type", "text/html; charset=utf-8"],
      ]),
    ).toBe(HEURISTIC_PAGE_MAX_MS / 1000);
    expect(
      left(
        [
          ["last-modified", at(-1e7)],
          ["date", at(0)],
        ],
        { status: 404 },
      ),
    ).toBe(HEURISTIC_ERROR_MAX_MS / 1000);
    expect(left([["last-modified", "yesterday"]])).toBe("learn");
  });

  test("basis tells where the lifetime comes from", () => {
    const basis = (headers: Lines) => (judged(headers) as { freshness: Freshness }).freshness.basis;
    expect(basis([cc("max-age=1")])).toBe("explicit");
    expect(basis([["last-modified", at(-300)]])).toBe("heuristic");
  });
});

describe("age on arrival", () => {
  const hour = cc("max-age=3600");
  test.each<[string, Lines, number]>([
    ["Age", [hour, ["age", "600"]], 3000],
    ["an old Date", [hour, ["date", at(-600)]], 3000],
    ["the greater of both", [hour, ["date", at(-600)], ["age", "900"]], 2700],
    ["a Date ahead", [hour, ["date", at(600)]], 3600],
    ["Age beyond the lifetime", [hour, ["age", "7200"]], 0],
    ["Age not a number", [hour, ["age", "abc"]], 0],
    ["Age negative", [hour, ["age", "-1"]], 0],
    ["Age decimal", [hour, ["age", "1.0"]], 0],
    ["Age with a parameter", [hour, ["age", "1;a=b"]], 0],
    ["Age twice in a line", [hour, ["age", "0, 0"]], 0],
    ["Age on two lines", [hour, ["age", "0"], ["age", "0"]], 0],
  ])("%s", (_, headers, expected) => {
    expect(left(headers)).toBe(expected);
  });

  test("the time that the answer took counts, the fraction of a second that Date cannot tell does not", () => {
    expect(left([cc("max-age=10")], { requestedAtMs: nowMs - 2_000 })).toBe(8);
    expect(
      left([cc("max-age=10"), ["date", at(0)]], { requestedAtMs: nowMs + 900, receivedAtMs: nowMs + 900 }),
    ).toBe(10);
  });
});

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

  test.each([200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501])("status %p may be learned", (status) => {
    expect(judged([], { status })).toEqual({ store: "learn", vary: [] });
  });

  test("a server error is kept for seconds, and never stale", () => {
    const judgement = judged([hour], { status: 503 });
    expect(judgement).toMatchObject({ freshness: { lifetimeMs: SERVER_ERROR_MAX_MS, mustRevalidate: true } });
    expect(left([cc("public"), ["last-modified", at(-86_400)]], { status: 599 })).toBe(
      SERVER_ERROR_MAX_MS / 1000,
    );
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

describe("what may be served", () => {
  const plain: Freshness = {
    lifetimeMs: 10_000,
    staleWhileRevalidateMs: 0,
    staleIfErrorMs: undefined,
    mustRevalidate: false,
    basis: "explicit",
  };
  const allowed = { strainedAgeMs: 600_000, siegeAgeMs: 86_400_000 };
  type Posture = "calm" | "strained" | "siege" | "sealed";

  function serving(
    ageSeconds: number,
    more: Partial<Freshness> = {},
    posture: Posture = "calm",
    wish: string | null = null,
  ) {
    const stored: StoredResponse = {
      target: "/a",
      variant: "",
      status: 200,
      headers: [],
      body: new Uint8Array(),
      bodyHash: "",
      storedAtMs: nowMs,
      initialAgeMs: 1_000,
      freshness: { ...plain, ...more },
    };
    return mayServe(
      stored,
      parseRequestDirectives(wish),
      nowMs + ageSeconds * 1000 - 1_000,
      posture,
      allowed,
    );
  }

  test("in calm: fresh, then only if the origin fails", () => {
    expect([serving(9.9), serving(10), serving(1e6)]).toEqual(["fresh", "stale-on-error", "stale-on-error"]);
  });

  test("stale-while-revalidate and stale-if-error hold for their windows", () => {
    const windows = { staleWhileRevalidateMs: 5_000, staleIfErrorMs: 20_000 };
    expect([14, 15, 29, 30].map((age) => serving(age, windows))).toEqual([
      "stale-refresh",
      "stale-on-error",
      "stale-on-error",
      "no",
    ]);
  });

  test("the posture allows an age, fresh things stay fresh", () => {
    const ages = [9, 599, 600, 86_399, 86_400, 1e9];
    expect(ages.map((age) => serving(age, {}, "strained"))).toEqual([
      "fresh",
      "stale-refresh",
      ...Array(4).fill("stale-on-error"),
    ]);
    expect(ages.map((age) => serving(age, { staleIfErrorMs: 0 }, "siege"))).toEqual([
      "fresh",
      "stale-refresh",
      "stale-refresh",
      "stale-refresh",
      "no",
      "no",
    ]);
    expect(ages.map((age) => serving(age, { staleIfErrorMs: 0 }, "sealed"))).toEqual([
      "fresh",
      ...Array(5).fill("stale-refresh"),
    ]);
  });

  test("must-revalidate is never served stale, whatever else is allowed", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 1e7 }),
        fc.constantFrom<Posture>("calm", "strained", "siege", "sealed"),
        fc.constantFrom(null, "max-stale", "max-stale=100000", "no-cache", "only-if-cached"),
        fc.record({
          staleWhileRevalidateMs: fc.nat(),
          staleIfErrorMs: fc.option(fc.nat(), { nil: undefined }),
        }),
        (age, posture, wish, windows) => {
          expect(serving(age, { ...windows, mustRevalidate: true }, posture, wish)).toBe("no");
        },
      ),
      { seed: 8, numRuns: 300 },
    );
  });

  test.each<[string, number, string]>([
    ["no-cache", 1, "stale-on-error"],
    ["no-store", 1, "stale-on-error"],
    ["max-age=0", 0, "stale-on-error"],
    ["max-age=5", 5, "fresh"],
    ["max-age=5", 6, "stale-on-error"],
    ["min-fresh=5", 5, "fresh"],
    ["min-fresh=5", 6, "stale-on-error"],
    ["max-stale=5", 15, "stale-refresh"],
    ["max-stale=5", 16, "stale-on-error"],
    ["max-stale", 1e6, "stale-refresh"],
    ["only-if-cached", 1, "fresh"],
  ])("in calm a request with %s at age %p gets %s", (wish, age, expected) => {
    expect(serving(age, {}, "calm", wish)).toBe(expected as "fresh");
    expect(serving(9, {}, "strained", wish)).toBe("fresh");
  });

  test("a fresh page that must be revalidated when stale still stands in for a failing origin", () => {
    expect(serving(5, { mustRevalidate: true }, "calm", "no-cache")).toBe("stale-on-error");
    expect(serving(15, { staleIfErrorMs: 1_000 }, "calm", "no-cache")).toBe("no");
  });
});
