import { describe, expect, test } from "bun:test";
import {
  type Arrival,
  freshnessOf,
  HEURISTIC_ERROR_MAX_MS,
  HEURISTIC_FILE_MAX_MS,
  HEURISTIC_PAGE_MAX_MS,
  initialAgeMs,
  PUBLIC_LIFETIME_MS,
  SERVER_ERROR_MAX_MS,
} from "./freshness.ts";

const nowMs = Date.parse("2026-01-05T09:00:00Z");
const at = (secondsFromNow: number) => new Date(nowMs + secondsFromNow * 1000).toUTCString();
type Lines = Array<[string, string]>;
const cc = (value: string): [string, string] => ["cache-control", value];

/** Seconds of freshness left on arrival; 0 when its age cannot be read. */
function left(headers: Lines, more: Partial<Arrival> & { status?: number } = {}): number | "unknown" {
  const arrival = { requestedAtMs: nowMs, receivedAtMs: nowMs, ...more };
  const freshness = freshnessOf(more.status ?? 200, headers, arrival);
  if (freshness === "unknown") return "unknown";
  return Math.max(0, (freshness.lifetimeMs - (initialAgeMs(headers, arrival) ?? Infinity)) / 1000);
}

describe("for how long an answer is fresh", () => {
  test.each<[string, Lines, number | "unknown"]>([
    ["nothing said", [], "unknown"],
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
    ["Surrogate-Control for others", [["surrogate-control", "max-age=60;autre"]], "unknown"],
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
    expect(left([["last-modified", "yesterday"]])).toBe("unknown");
  });

  test("basis tells where the lifetime comes from", () => {
    const arrival = { requestedAtMs: nowMs, receivedAtMs: nowMs };
    expect(freshnessOf(200, [cc("max-age=1")], arrival)).toMatchObject({ basis: "explicit" });
    expect(freshnessOf(200, [["last-modified", at(-300)]], arrival)).toMatchObject({ basis: "heuristic" });
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

test("a server error is fresh for seconds at most", () => {
  expect(left([cc("max-age=3600")], { status: 503 })).toBe(SERVER_ERROR_MAX_MS / 1000);
  expect(left([cc("public"), ["last-modified", at(-86_400)]], { status: 599 })).toBe(
    SERVER_ERROR_MAX_MS / 1000,
  );
});
