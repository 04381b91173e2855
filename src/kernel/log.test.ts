import { describe, expect, test } from "bun:test";
import { makeLog, silentLog } from "./log.ts";

describe("a log line", () => {
  const written: string[] = [];
  const log = makeLog("gateway-0", (line) => written.push(line));
  const last = () => written.at(-1) ?? "";

  test("is one line of JSON with time, level, process, message and fields", () => {
    log("warn", "the origin is slow", { site: "mairie", waitMs: 12 });
    const line = JSON.parse(last()) as Record<string, unknown>;
    expect(line).toMatchObject({
      level: "warn",
      process: "gateway-0",
      message: "the origin is slow",
      site: "mairie",
      waitMs: 12,
    });
    expect(Number.isNaN(Date.parse(String(line.at)))).toBe(false);
    expect(last().endsWith("\n")).toBe(true);
  });

  test("cannot be forged by what an outsider sends", () => {
    log("info", "refused", { path: '/a\n{"level":"error"}\r\u2028' });
    expect(last().trimEnd().split("\n")).toHaveLength(1);
  });

  test("does not grow with what an outsider sends", () => {
    log("info", "refused", { path: "x".repeat(100_000) });
    expect(last().length).toBeLessThan(1_000);
  });
});

test("the silent log writes nothing", () => {
  expect(silentLog("error", "nobody hears")).toBeUndefined();
});
