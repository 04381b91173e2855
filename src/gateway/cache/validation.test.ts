import { describe, expect, test } from "bun:test";
import type { StoredResponse } from "./stored-response.ts";
import { refreshed, revalidationHeaders } from "./validation.ts";

const nowMs = Date.parse("2026-01-05T09:00:00Z");
const date = new Date(nowMs).toUTCString();
const modified = "Wed, 01 Jan 2020 00:00:00 GMT";

function stored(headers: Array<[string, string]>): StoredResponse {
  return {
    target: "/a",
    variant: "v",
    status: 200,
    headers,
    body: new TextEncoder().encode("bonjour"),
    bodyHash: "h",
    storedAtMs: nowMs - 60_000,
    initialAgeMs: 5_000,
    freshness: {
      lifetimeMs: 1_000,
      staleWhileRevalidateMs: 0,
      staleIfErrorMs: undefined,
      mustRevalidate: false,
      basis: "learned",
    },
  };
}
const renew = (page: StoredResponse, headers: Array<[string, string]>) =>
  refreshed(page, headers, nowMs - 100, nowMs);

describe("asking whether a page still holds", () => {
  test("by both validators, as they were stored", () => {
    const page = stored([
      ["etag", 'W/"1"'],
      ["last-modified", modified],
    ]);
    expect(revalidationHeaders(page)).toEqual([
      ["if-none-match", 'W/"1"'],
      ["if-modified-since", modified],
    ]);
    expect(revalidationHeaders(stored([]))).toEqual([]);
  });
});

describe("renewing a page by a 304", () => {
  test("its fields replace those of the same name, what describes the body stays, and age starts anew", () => {
    const page = stored([
      ["etag", '"1"'],
      ["content-type", "text/html"],
      ["content-encoding", "gzip"],
      ["content-length", "7"],
      ["x-a", "1"],
      ["x-a", "2"],
      ["age", "5"],
      ["date", "Mon, 05 Jan 2026 08:00:00 GMT"],
    ]);
    const again = renew(page, [
      ["etag", '"1"'],
      ["content-length", "0"],
      ["content-encoding", "br"],
      ["content-md5", "x"],
      ["x-a", "3"],
      ["x-b", "4"],
      ["date", date],
      ["cache-control", "max-age=60"],
    ]);
    expect(again?.headers).toEqual([
      ["etag", '"1"'],
      ["content-type", "text/html"],
      ["content-encoding", "gzip"],
      ["content-length", "7"],
      ["x-a", "3"],
      ["x-b", "4"],
      ["date", date],
      ["cache-control", "max-age=60"],
    ]);
    expect(again).toMatchObject({
      storedAtMs: nowMs,
      initialAgeMs: 100,
      status: 200,
      variant: "v",
      bodyHash: "h",
    });
    expect(again?.freshness).toMatchObject({ lifetimeMs: 60_000, basis: "explicit" });
    expect(again?.body).toBe(page.body);
  });

  test("a 304 that says nothing of freshness leaves what was learned", () => {
    const again = renew(stored([["etag", '"1"']]), [["etag", '"1"']]);
    expect(again?.freshness).toMatchObject({ lifetimeMs: 1_000, basis: "learned" });
  });

  test.each<[string, Array<[string, string]>, Array<[string, string]>, boolean]>([
    ["same strong tag", [["etag", '"1"']], [["etag", '"1"']], true],
    ["another tag", [["etag", '"1"']], [["etag", '"2"']], false],
    ["strong against weak", [["etag", 'W/"1"']], [["etag", '"1"']], false],
    ["weak against strong", [["etag", '"1"']], [["etag", 'W/"1"']], true],
    ["a tag where none was", [["last-modified", modified]], [["etag", '"1"']], false],
    ["same date", [["last-modified", modified]], [["last-modified", modified]], true],
    ["another date", [["last-modified", modified]], [["last-modified", date]], false],
    ["a date where no validator was", [], [["last-modified", modified]], false],
    ["tag stored, date told", [["etag", '"1"']], [["last-modified", modified]], true],
    ["no validator told", [["last-modified", modified]], [], true],
  ])("%s: %#", (_, before, told, holds) => {
    expect(renew(stored(before), told) !== undefined).toBe(holds);
  });

  test.each<[string, string]>([
    ["set-cookie", "a=1"],
    ["cache-control", "private"],
    ["cache-control", "no-store"],
    ["vary", "*"],
    ["vary", "user-agent"],
  ])("%s: %s in the 304 ends the keeping", (name, value) => {
    const etag: [string, string] = ["etag", '"1"'];
    expect(renew(stored([etag, ["vary", "accept-encoding"]]), [etag, [name, value]])).toBeUndefined();
  });

  test("the same Vary in other words is the same", () => {
    const etag: [string, string] = ["etag", '"1"'];
    expect(renew(stored([etag, ["vary", "A, B"]]), [etag, ["vary", "b,a"]])).toBeDefined();
  });

  test("an unreadable Age makes it stale at once", () => {
    const again = renew(stored([["etag", '"1"']]), [
      ["etag", '"1"'],
      ["cache-control", "max-age=60"],
      ["age", "x"],
    ]);
    expect(again?.freshness.lifetimeMs).toBe(0);
  });
});
