import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { answerFrom, type Conditions, makeReady, renewReady } from "./answer.ts";
import type { StoredResponse } from "./cache/stored-response.ts";

const NOW = Date.parse("2026-11-22T18:00:00Z");
const stored: StoredResponse = {
  target: "/",
  variant: "http||",
  status: 200,
  headers: [
    ["content-type", "text/html"],
    ["etag", '"v1"'],
    ["last-modified", "Sat, 21 Nov 2026 10:00:00 GMT"],
    ["content-length", "10"],
    ["age", "3"],
    ["link", "</a>; rel=preload"],
    ["link", "</b>; rel=preload"],
  ],
  body: new TextEncoder().encode("0123456789"),
  bodyHash: "",
  storedAtMs: NOW - 5_000,
  initialAgeMs: 3_000,
  freshness: {
    lifetimeMs: 60_000,
    staleWhileRevalidateMs: 0,
    staleIfErrorMs: undefined,
    mustRevalidate: false,
    basis: "explicit",
  },
};
const plain: Conditions = {
  headOnly: false,
  ifNoneMatch: null,
  ifModifiedSince: null,
  range: null,
  ifRange: null,
};
const ask = (asked: Partial<Conditions>) => answerFrom(stored, { ...plain, ...asked }, "fresh", NOW);

describe("an answer from memory", () => {
  test("carries its age and where it comes from, and the origin's headers once each", async () => {
    const answer = ask({});
    expect(answer.headers.get("age")).toBe("8");
    expect(answer.headers.get("cache-status")).toBe("beffroi; hit");
    expect(answer.headers.get("link")).toBe("</a>; rel=preload, </b>; rel=preload");
    expect(await answer.text()).toBe("0123456789");
  });

  test.each([
    ['"v1"', 304],
    ['W/"v1"', 304],
    ['"x", "v1"', 304],
    ["*", 304],
    ['"v2"', 200],
    ["v1", 200],
  ])("If-None-Match %s gives %d", (ifNoneMatch, status) => {
    expect(ask({ ifNoneMatch }).status).toBe(status);
  });

  test("If-Modified-Since counts only without If-None-Match", () => {
    const ifModifiedSince = "Sun, 22 Nov 2026 10:00:00 GMT";
    expect(ask({ ifModifiedSince }).status).toBe(304);
    expect(ask({ ifModifiedSince: "Fri, 20 Nov 2026 10:00:00 GMT" }).status).toBe(200);
    expect(ask({ ifModifiedSince: "gestern" }).status).toBe(200);
    expect(ask({ ifModifiedSince, ifNoneMatch: '"v2"' }).status).toBe(200);
  });

  test.each([
    ["bytes=0-3", 206, "0123", "bytes 0-3/10"],
    ["bytes=7-", 206, "789", "bytes 7-9/10"],
    ["bytes=-2", 206, "89", "bytes 8-9/10"],
    ["bytes=5-99", 206, "56789", "bytes 5-9/10"],
    ["bytes=10-", 416, "", "bytes */10"],
    ["bytes=-0", 416, "", "bytes */10"],
    ["bytes=3-1", 200, "0123456789", null],
    ["bytes=0-1,3-4", 200, "0123456789", null],
    ["pages=1-2", 200, "0123456789", null],
    ["bytes=-", 200, "0123456789", null],
  ])("Range %s gives %d", async (range, status, body, contentRange) => {
    const answer = ask({ range });
    expect(answer.status).toBe(status);
    expect(await answer.text()).toBe(body);
    expect(answer.headers.get("content-range")).toBe(contentRange);
  });

  test("a range of another version gives the whole page", () => {
    expect(ask({ range: "bytes=0-3", ifRange: '"v1"' }).status).toBe(206);
    expect(ask({ range: "bytes=0-3", ifRange: '"v0"' }).status).toBe(200);
    expect(ask({ range: "bytes=0-3", ifRange: 'W/"v1"' }).status).toBe(200);
  });

  test("any range header gives the bytes that it names, the whole page or 416", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(30), fc.nat(30), async (first, last) => {
        const answer = ask({ range: `bytes=${first}-${last}` });
        const body = await answer.text();
        if (last < first) expect(answer.status).toBe(200);
        else if (first >= 10) expect(answer.status).toBe(416);
        else expect(body).toBe("0123456789".slice(first, last + 1));
      }),
      { numRuns: 100, seed: 5 },
    );
  });

  test("HEAD tells the length and sends nothing", async () => {
    const answer = ask({ headOnly: true });
    expect(answer.headers.get("content-length")).toBe("10");
    expect(await answer.text()).toBe("");
  });
});

test("a ready answer is renewed with its age", async () => {
  const made = {
    proto: "http",
    source: "fresh",
    validUntilMs: NOW + 1,
    postureEpoch: 0,
    hasBanner: false,
  } as const;
  const ready = makeReady(stored, made, NOW);
  expect(ready.isPage).toBe(true);
  expect(ready.response.headers.get("age")).toBe("8");
  renewReady(ready, NOW + 4_000);
  expect(ready.response.headers.get("age")).toBe("12");
  expect(await ready.response.clone().text()).toBe("0123456789");
});
