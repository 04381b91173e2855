import { describe, expect, test } from "bun:test";
import { loopbackHost, loopbackUrl, NotLoopback } from "./loopback.ts";

describe("load stays on this machine", () => {
  test.each(["127.0.0.1", "127.1.2.3", "::1", "[::1]"])("%s is allowed", (host) => {
    expect(loopbackHost(host)).toBe(host.replace(/[[\]]/g, ""));
  });

  test.each([
    "localhost",
    "10.0.0.1",
    "0.0.0.0",
    "::",
    "example.org",
    "127.0.0.1.example.org",
    "128.0.0.1",
    "",
  ])("%p is refused", (host) => expect(() => loopbackHost(host)).toThrow(NotLoopback));

  test("a URL is judged by its host", () => {
    expect(loopbackUrl("http://127.0.0.1:8080/x")).toBe("http://127.0.0.1:8080/x");
    expect(() => loopbackUrl("http://127.0.0.1@example.org/")).toThrow(NotLoopback);
  });
});
